//! Text as it is seen → text as it is read, for scripts that are written from right to left.

/// Which way a character is written: the part of the Unicode Bidirectional Algorithm (UAX 9) that lines of one script
/// with figures and foreign words need.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Right,
    Left,
    Either,
}

fn way(c: char) -> Way {
    match c {
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' if !is_figure(c) => Way::Left,
        _ if c.is_alphanumeric() => Way::Right,
        _ => Way::Either,
    }
}

/// Arabic-Indic figures are written from left to right.
fn is_figure(c: char) -> bool {
    matches!(c, '\u{660}'..='\u{66c}' | '\u{6f0}'..='\u{6f9}')
}

/// A line that was put together from left to right, in the order in which it is read.
pub fn logical(line: &str) -> String {
    if !line.chars().any(|c| way(c) == Way::Left) {
        return line.to_owned();
    }
    let count = |wanted: Way| line.chars().filter(|c| c.is_alphabetic() && way(*c) == wanted).count();
    let letters = letters(line);
    let mut read = String::with_capacity(line.len());
    if count(Way::Left) >= count(Way::Right) {
        let reversed: Vec<&str> = letters.into_iter().rev().collect();
        put(&reversed, Way::Right, true, &mut read);
    } else {
        put(&letters, Way::Left, false, &mut read);
    }
    read
}

/// Several characters of one glyph in the order in which single glyphs would be seen.
pub fn seen(text: String) -> String {
    let turned = text.chars().nth(1).is_some() && text.chars().all(|c| way(c) == Way::Left && !combines(c));
    if turned { text.chars().rev().collect() } else { text }
}

/// True for a mark over or under the letter before it.
fn combines(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}')
}

/// Characters with the marks that combine with them.
fn letters(line: &str) -> Vec<&str> {
    let starts: Vec<usize> = line.char_indices().filter(|(_, c)| !combines(*c)).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| line.get(*start..end)).collect()
}

/// Appends the letters, with each stretch that is written the other way turned round.
fn put(letters: &[&str], other: Way, mirror: bool, read: &mut String) {
    let is_other = |letter: &&str| letter.chars().next().is_some_and(|c| way(c) == other || is_figure(c) && mirror);
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        if !is_other(letter) {
            read.extend(letter.chars().map(|c| if mirror { mirrored(c) } else { c }));
            at += 1;
            continue;
        }
        // A stretch goes on to the last of its letters before one of the other kind.
        let rest = letters.get(at..).unwrap_or_default();
        let main = |letter: &&str| letter.chars().next().is_some_and(|c| way(c) != Way::Either && !is_other(letter));
        let reach = rest.iter().position(main).unwrap_or(rest.len());
        let length = rest.get(..reach).and_then(|rest| rest.iter().rposition(is_other)).map_or(1, |last| last + 1);
        read.extend(rest.iter().take(length).rev().copied());
        at += length;
    }
}

/// The bracket that stands at the other side.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_in_their_own_direction() {
        for (seen, read) in [
            ("one two", "one two"),
            ("םולש", "שלום"),
            ("(2024) םולש", "שלום (2024)"),
            ("12:30 העשב OpenAI לש השדח", "חדשה של OpenAI בשעה 12:30"),
            ("the word םולש here", "the word שלום here"),
        ] {
            assert_eq!(logical(seen), read, "{seen}");
        }
    }
}
