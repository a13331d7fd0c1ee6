//! Finding the names, addresses and file names of confidential sources inside other texts, and taking them out.

use super::clean::is_skipped;
use std::collections::HashMap;

/// What stands in place of a name that was taken out.
pub const WITHHELD: &str = "[confidential]";

/// From this many characters on, a term is found in small or capital letters and with an ending of its own.
const LONG: usize = 5;
/// How many letters an ending may have: the `s` of a plural, the case of an inflected name.
const ENDING: usize = 2;

/// Terms to take out of texts. A term stands for itself only between word boundaries, but for letters that have no
/// case (Hangul, Han, Arabic…) there are none: there, particles are written without a space.
#[derive(Debug, Default)]
pub(super) struct Scrubber {
    /// By first letter, in lower case.
    terms: HashMap<char, Vec<Vec<Letter>>>,
}

/// A letter of a text as it is compared, and the bytes it stands at.
#[derive(Clone, Copy, Debug)]
struct Letter {
    start: usize,
    end: usize,
    written: char,
    lower: char,
}

impl Scrubber {
    /// Adds a term; one of less than two letters or digits is ignored, it would be found everywhere.
    pub fn add(&mut self, term: &str) {
        let letters = letters(term.trim());
        if letters.iter().filter(|letter| letter.written.is_alphanumeric()).count() < 2 {
            return;
        }
        let Some(first) = letters.first() else { return };
        let known = self.terms.entry(first.lower).or_default();
        if known.iter().all(|other| !same(other, &letters)) {
            known.push(letters);
            known.sort_by_key(|term| std::cmp::Reverse(term.len()));
        }
    }

    /// Adds a name or title, and its parts: what stands before a comma or a bracket, what stands behind when it is
    /// more than one word, and each word of what looks like a person's name.
    pub fn add_name(&mut self, name: &str) {
        self.add(name);
        let parts = name.split([',', ';', '(', ')', '/', '\n', '–', '—', '·', '|']).map(str::trim);
        for (place, part) in parts.filter(|part| !part.is_empty()).enumerate() {
            let words: Vec<&str> = part.split_whitespace().collect();
            if place == 0 || words.len() > 1 {
                self.add(part);
            }
            let named = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
            if (2..=4).contains(&words.len()) && words.iter().all(named) {
                words.iter().filter(|word| word.chars().count() > 2).for_each(|word| self.add(word));
            }
        }
    }

    /// Adds an address of any sort, and its parts: each mail address and each telephone number in it.
    pub fn add_address(&mut self, address: &str) {
        self.add(address);
        address.split([',', ';', '|', '\n']).for_each(|part| self.add(part));
        let tells = |word: &&str| word.contains('@') || word.chars().filter(char::is_ascii_digit).count() > 5;
        address.split_whitespace().filter(tells).for_each(|word| self.add(word));
        let bare = address.trim().trim_start_matches("https://").trim_start_matches("http://");
        self.add(bare.trim_start_matches("mailto:").trim_start_matches("www.").trim_end_matches('/'));
    }

    /// The text with every term taken out.
    pub fn scrub(&self, text: &str) -> String {
        let letters = letters(text);
        let mut out = String::with_capacity(text.len());
        let (mut copied, mut at) = (0, 0);
        while at < letters.len() {
            match self.term_at(&letters, at) {
                Some(end) => {
                    out.push_str(&text[copied..letters[at].start]);
                    out.push_str(WITHHELD);
                    copied = letters[end - 1].end;
                    at = end;
                }
                None => at += 1,
            }
        }
        out.push_str(&text[copied..]);
        out
    }

    /// Index after the last letter of the longest term that stands here.
    fn term_at(&self, letters: &[Letter], at: usize) -> Option<usize> {
        let terms = self.terms.get(&letters[at].lower)?;
        if at > 0 && joins(letters[at - 1], letters[at]) {
            return None;
        }
        terms.iter().find_map(|term| {
            let end = at + term.len();
            let found = letters.get(at..end).is_some_and(|words| same(term, words));
            found.then(|| word_end(letters, end, term.len())).flatten()
        })
    }
}

/// The end of the word that a term ends in, when what follows the term may be its ending.
fn word_end(letters: &[Letter], end: usize, length: usize) -> Option<usize> {
    let most = if length >= LONG { ENDING } else { 0 };
    (end..letters.len()).find(|&at| !joins(letters[at - 1], letters[at])).or(Some(letters.len())).filter(|stop| {
        let ending = &letters[end..*stop];
        ending.len() <= most && ending.iter().all(|letter| letter.written.is_lowercase())
    })
}

fn same(term: &[Letter], words: &[Letter]) -> bool {
    let long = term.len() >= LONG;
    term.len() == words.len()
        && term
            .iter()
            .zip(words)
            .all(|(one, two)| if long { one.lower == two.lower } else { one.written == two.written })
}

/// True when there is no word boundary between the two.
fn joins(one: Letter, two: Letter) -> bool {
    let of_word = |c: char| c.is_lowercase() || c.is_uppercase() || c.is_numeric();
    of_word(one.written) && of_word(two.written)
}

/// The letters of a text as they are compared: a run of white space is one space, quotation marks are plain, and
/// what a reader does not see is skipped.
fn letters(text: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
    for (start, c) in text.char_indices().filter(|(_, c)| !is_skipped(*c)) {
        let written = match c {
            '‘' | '’' | 'ʼ' => '\'',
            '“' | '”' => '"',
            '‐' | '‑' => '-',
            _ if c.is_whitespace() => ' ',
            _ => c,
        };
        let end = start + c.len_utf8();
        match letters.last_mut() {
            Some(last) if written == ' ' && last.written == ' ' => last.end = end,
            _ => letters.push(Letter { start, end, written, lower: written.to_lowercase().next().unwrap_or(written) }),
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str, expected: &str) {
        let mut scrubber = Scrubber::default();
        scrubber.add_name(name);
        assert_eq!(scrubber.scrub(text), expected, "{name:?} in {text:?}");
    }

    #[test]
    fn takes_a_name_out_in_every_form_it_is_written() {
        check("Mara Quill, deputy minister", "Mara  Quill said so", "[confidential] said so");
        check("Mara Quill, deputy minister", "MARA QUILL’s office", "[confidential]’s office");
        check(
            "Mara Quill, deputy minister",
            "ask Quill; the Deputy Minister knows",
            "ask [confidential]; the [confidential] knows",
        );
        check("Mara Quill", "Ma\u{200b}ra Qui\0ll, Quills", "[confidential], [confidential]");
        check("Quill, Mara", "Quill (the elder)", "[confidential] (the elder)");
        check("김서린", "김서린은 말했다", "[confidential]은 말했다");
        check("Иван Петров", "у Петрова и Петровича", "у [confidential] и Петровича");
    }

    #[test]
    fn leaves_other_words_alone() {
        check("Mara Quill", "tranquillity, maraca, Quillian", "tranquillity, maraca, Quillian");
        check("Kim", "kimchi, Kimono, kim", "kimchi, Kimono, kim");
        check("Pentagon, Washington", "Washington wants more", "Washington wants more");
        check("A", "A figure", "A figure");
        check("", "nothing", "nothing");
    }

    #[test]
    fn takes_addresses_out_with_and_without_their_trimmings() {
        let mut scrubber = Scrubber::default();
        scrubber.add_address("https://www.leaks.example/drop/");
        scrubber.add_address("desk 4, quill@ministry.example or +82 2 555 0100");
        scrubber.add_address("02-5550-0177");
        let text = "see leaks.example/drop, write to Quill@Ministry.example, call 02‑5550‑0177";
        assert_eq!(scrubber.scrub(text), "see [confidential], write to [confidential], call [confidential]");
    }
}
