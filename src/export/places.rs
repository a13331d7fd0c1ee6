//! Places in a text, in bytes as we have them and in characters as others count.

/// Byte places of a text as counts of characters. Counting from the start for each would take time by the square.
pub(super) struct Places<'a> {
    text: &'a str,
    /// How many characters there are before every so many bytes.
    counted: Vec<usize>,
}

/// How many bytes lie between two counts.
const STRIDE: usize = 256;

impl<'a> Places<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let begins = |byte: &&u8| (**byte & 0b1100_0000) != 0b1000_0000;
        let mut counted = vec![0];
        for stretch in text.as_bytes().chunks(STRIDE) {
            let before = counted.last().copied().unwrap_or_default();
            counted.push(before + stretch.iter().filter(begins).count());
        }
        Self { text, counted }
    }

    /// How many characters stand before this byte, which is the first of a character or the end.
    pub(super) fn characters(&self, byte: usize) -> usize {
        let stretch = byte / STRIDE;
        let Some(before) = self.counted.get(stretch) else { return 0 };
        let rest = self.text.as_bytes().get(stretch * STRIDE..byte).unwrap_or_default();
        before + rest.iter().filter(|byte| (**byte & 0b1100_0000) != 0b1000_0000).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_as_one_would_from_the_start() {
        let text = "서울 has é and 👍, as does a longer text. ".repeat(20);
        let places = Places::of(&text);
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(places.characters(byte), text[..byte].chars().count(), "{byte}");
        }
        assert_eq!(Places::of("").characters(0), 0);
        assert_eq!(Places::of("a").characters(1000), 0);
    }
}
