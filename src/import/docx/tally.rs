//! In which language most of a text is, by what its runs say.

/// How many languages are told apart.
const LANGUAGES: usize = 100;

/// Languages by how much is written in them.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// BCP 47 tag, and bytes of text.
    named: Vec<(String, usize)>,
    /// Bytes of text that does not say its language.
    unnamed: usize,
}

impl Tally {
    /// The place of a language in the list.
    pub(super) fn place(&mut self, tag: String) -> Option<usize> {
        let found = self.named.iter().position(|(known, _)| *known == tag);
        if found.is_none() && self.named.len() < LANGUAGES {
            self.named.push((tag, 0));
            return Some(self.named.len() - 1);
        }
        found
    }

    /// Counts bytes of text in the language at this place, or in none.
    pub(super) fn count(&mut self, place: Option<usize>, bytes: usize) {
        match place.and_then(|place| self.named.get_mut(place)) {
            Some((_, count)) => *count += bytes,
            None => self.unnamed += bytes,
        }
    }

    /// The language of most of the text; `default` is that of what does not say its own.
    pub(super) fn most(mut self, default: Option<String>) -> Option<String> {
        let unnamed = self.unnamed;
        if let Some(place) = default.clone().and_then(|tag| self.place(tag)) {
            self.count(Some(place), unnamed);
        }
        let most = self.named.into_iter().filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count);
        most.map(|(tag, _)| tag).or(default)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_most_words_wins() {
        let none: &[(&str, usize)] = &[];
        let table = [
            (none, None, None),
            (none, Some("en-US"), Some("en-US")),
            (&[("", 50), ("de-DE", 60), ("fr-FR", 7)], Some("en-US"), Some("de-DE")),
            (&[("", 50), ("de-DE", 60), ("en-US", 20)], Some("en-US"), Some("en-US")),
            (&[("", 50), ("de-DE", 6)], None, Some("de-DE")),
        ];
        for (counts, default, expected) in table {
            let mut tally = Tally::default();
            for (tag, bytes) in counts {
                let place = (!tag.is_empty()).then(|| tally.place((*tag).to_owned())).flatten();
                tally.count(place, *bytes);
            }
            assert_eq!(tally.most(default.map(str::to_owned)).as_deref(), expected, "{counts:?}");
        }
    }
}
