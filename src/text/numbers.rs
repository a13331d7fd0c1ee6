//! Figures by their value: 28,500, 28 500, 28.5 thousand and 2만8500 are the same; so are fivefold and five times.

use super::units::{east_asian_magnitude, factor, magnitude, month, small_number, with_unit};
use std::ops::Range;

/// What a figure counts, as far as it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nothing that is told.
    Plain,
    /// Hundredths.
    Percent,
    /// How many times as much.
    Times,
    /// Money, by the sign of the currency.
    Money(&'static str),
    /// A month of the year, from 1.
    Month,
    /// A time of day, in minutes.
    Time,
}

/// A figure in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its bytes, unit included.
    pub range: Range<usize>,
    /// Its value.
    pub value: f64,
    /// Its value if the dot in it parts thousands, as in German, and not a fraction.
    pub other: Option<f64>,
    /// What it counts.
    pub unit: Unit,
}

impl Figure {
    /// True when both are the same value of the same thing, or of something untold.
    pub fn same(&self, other: &Self) -> bool {
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        let units =
            self.unit == other.unit || self.unit.is_untold_beside(other.unit) || other.unit.is_untold_beside(self.unit);
        let values = |figure: &Self| [Some(figure.value), figure.other];
        units && values(self).into_iter().flatten().any(|a| values(other).into_iter().flatten().any(|b| close(a, b)))
    }
}

impl Figure {
    /// The same without the sign before it, which belongs to the figure before.
    fn without_sign(self, start: usize) -> Self {
        Self { range: start..self.range.end, unit: Unit::Plain, ..self }
    }
}

impl Unit {
    fn is_untold_beside(self, other: Self) -> bool {
        self == Self::Plain && matches!(other, Self::Money(_) | Self::Plain)
    }
}

/// The figures of a text, in order. Digits that belong to a name, such as F-16, are none; nor is the word "one" alone.
pub fn figures(text: &str) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let boundary = !text[..at].ends_with(|before: char| is_latin(before) || before.is_ascii_digit());
        let found = match c {
            _ if c.is_ascii_digit() && !is_in_name(&text[..at]) => from_digits(text, at),
            _ if boundary && c.is_alphabetic() => from_words(text, at),
            _ => None,
        };
        at = found.as_ref().map_or(at + skip(text, at, c), |figure| figure.range.end.max(at + 1));
        let taken = figures.last().map_or(0, |last| last.range.end);
        figures.extend(found.map(|figure| if figure.range.start < taken { figure.without_sign(at) } else { figure }));
    }
    figures
}

/// How far to go on where there is no figure: over all digits, so that none is taken from the middle.
fn skip(text: &str, at: usize, c: char) -> usize {
    let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    digits.max(c.len_utf8())
}

pub(super) fn is_latin(c: char) -> bool {
    c.is_alphabetic() && u32::from(c) < 0x250
}

/// True after a letter, or a capital and a hyphen: F16, F-16, Covid-19.
fn is_in_name(before: &str) -> bool {
    let unhyphened = before.trim_end_matches('-');
    let word = unhyphened.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    before.ends_with(is_latin)
        || (before.ends_with('-') && word.starts_with(char::is_uppercase) && word.ends_with(is_latin))
}

fn from_digits(text: &str, at: usize) -> Option<Figure> {
    let (mut value, mut other, mut end) = digits(text, at)?;
    let mut figure = Figure { range: at..end, value, other, unit: Unit::Plain };
    if let Some((minutes, end)) = time(text, at, end) {
        return Some(Figure { range: at..end, value: minutes, other: None, unit: Unit::Time });
    }
    let mut sum = 0.0;
    while let Some((times, length)) = east_asian_magnitude(&text[end..]) {
        (sum, end) = (sum + value * times, end + length);
        let space = usize::from(text[end..].starts_with(' '));
        let next = digits(text, end + space).filter(|_| text[end + space..].starts_with(|c: char| c.is_ascii_digit()));
        match next {
            Some((more, _, after)) => (value, other, end) = (more, None, after),
            None => (value, other) = (0.0, None),
        }
    }
    (figure.value, figure.other, figure.range.end) = (sum + value, other.filter(|_| sum == 0.0), end);
    // Other letters right behind the digits make it a name: 5G, 4x4.
    let tail: String = text[end..].chars().take_while(|c| is_latin(*c)).collect();
    if !tail.is_empty() && !is_suffix(&tail) {
        return None;
    }
    if matches!(tail.as_str(), "st" | "nd" | "rd" | "th" | "s") {
        figure.range.end = end + tail.len();
        return Some(figure);
    }
    Some(with_unit(text, figure))
}

fn is_suffix(tail: &str) -> bool {
    matches!(
        tail,
        "st" | "nd"
            | "rd"
            | "th"
            | "s"
            | "am"
            | "pm"
            | "x"
            | "km"
            | "cm"
            | "mm"
            | "kg"
            | "mg"
            | "g"
            | "mph"
            | "kmh"
            | "kw"
            | "mw"
            | "gw"
            | "fold"
    ) || magnitude(tail).is_some()
}

/// The number whose digits begin here: value, value if its dot parts thousands, end.
fn digits(text: &str, at: usize) -> Option<(f64, Option<f64>, usize)> {
    let run = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let first = run(at);
    let mut plain = text.get(at..at + first)?.to_owned();
    let mut end = at + first;
    let group = |end: usize, marks: &[char]| {
        let mark = text[end..].chars().next().filter(|c| marks.contains(c))?;
        let next = end + mark.len_utf8();
        (run(next) == 3).then_some((mark, next))
    };
    let spaces_and_commas = [',', ' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'];
    if (1..=3).contains(&first) {
        let mut last = None;
        while let Some((mark, next)) =
            group(end, &spaces_and_commas).filter(|(mark, _)| last.is_none_or(|last| last == *mark))
        {
            plain.push_str(&text[next..next + 3]);
            (end, last) = (next + 3, Some(mark));
        }
    }
    let mut other = None;
    let ungrouped = end == at + first;
    let fraction = text[end..].chars().next().filter(|c| *c == '.' || (*c == ',' && ungrouped));
    if let Some(length) = fraction.map(|_| run(end + 1)).filter(|length| *length > 0) {
        if length == 3 && ungrouped && first <= 3 {
            let mut thousands = plain.clone();
            let mut far = end;
            while let Some((_, next)) = group(far, &['.']) {
                thousands.push_str(&text[next..next + 3]);
                far = next + 3;
            }
            other = thousands.parse().ok();
            // Several dots part thousands for certain.
            if far > end + 4 {
                return Some((other?, None, far));
            }
        }
        plain.push('.');
        plain.push_str(&text[end + 1..end + 1 + length]);
        end += 1 + length;
    }
    Some((plain.parse().ok()?, other, end))
}

/// 3:59, in minutes.
fn time(text: &str, at: usize, end: usize) -> Option<(f64, usize)> {
    let hours: f64 = text.get(at..end)?.parse().ok().filter(|hours| *hours < 25.0)?;
    let minutes = text[end..].strip_prefix(':')?.get(..2)?.parse::<u8>().ok().filter(|minutes| *minutes < 60)?;
    Some((hours * 60.0 + f64::from(minutes), end + 3))
}

fn from_words(text: &str, at: usize) -> Option<Figure> {
    let (first, _) = word(text, at)?;
    if let Some(month) = month(text, at, &first) {
        return Some(Figure { range: at..at + first.len(), value: month, other: None, unit: Unit::Month });
    }
    if let Some(figure) = factor(&first, at) {
        return Some(figure);
    }
    let (mut sum, mut group, mut end, mut words, mut next) = (0.0, 0.0, at, 0, at);
    while let Some((part, after)) = word(text, next) {
        let number = small_number(&part);
        match (number, part.as_str()) {
            (Some(value), _) => group += value,
            (None, "hundred" | "dozen") if words > 0 => group *= if part == "hundred" { 100.0 } else { 12.0 },
            (None, "a" | "an") if words == 0 => group = 1.0,
            (None, "and") if words > 0 && group >= 100.0 => {}
            _ => match magnitude(&part).filter(|_| words > 0 && part.len() > 2) {
                Some(times) => (sum, group) = (sum + group * times, 0.0),
                None => break,
            },
        }
        words += 1;
        if part != "and" {
            end = after;
        }
        next = after
            + text[after..].chars().next().filter(|c| matches!(c, ' ' | '-' | '\u{a0}')).map_or(0, char::len_utf8);
        if next == after {
            break;
        }
    }
    let article = matches!(first.as_str(), "a" | "an") && end == at + first.len();
    let figure = Figure { range: at..end, value: sum + group, other: None, unit: Unit::Plain };
    let figure = (words > 0 && !article).then(|| with_unit(text, figure))?;
    let alone = first == "one" && figure.range.end == at + 3;
    (!alone).then_some(figure)
}

/// The word that begins here in small letters, and where it ends.
pub(super) fn word(text: &str, at: usize) -> Option<(String, usize)> {
    let word: String = text.get(at..)?.chars().take_while(|c| c.is_alphabetic()).collect();
    (!word.is_empty()).then(|| (word.to_lowercase(), at + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, f64, Unit)]) {
        let found: Vec<(&str, f64, Unit)> =
            figures(text).into_iter().map(|f| (&text[f.range], f.value, f.unit)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn reads_figures() {
        check("about 28,500 troops", &[("28,500", 28500.0, Unit::Plain)]);
        check(
            "28 500, 28.5 thousand, 2만8500명",
            &[
                ("28 500", 28500.0, Unit::Plain),
                ("28.5 thousand", 28500.0, Unit::Plain),
                ("2만8500", 28500.0, Unit::Plain),
            ],
        );
        check("twenty-eight thousand five hundred", &[("twenty-eight thousand five hundred", 28500.0, Unit::Plain)]);
        check(
            "$4.7 billion or 5 billion dollars",
            &[("$4.7 billion", 4.7e9, Unit::Money("$")), ("5 billion dollars", 5e9, Unit::Money("$"))],
        );
        check("8.2% or 8.2 per cent", &[("8.2%", 8.2, Unit::Percent), ("8.2 per cent", 8.2, Unit::Percent)]);
        check(
            "a fivefold, five times, 5-fold",
            &[("fivefold", 5.0, Unit::Times), ("five times", 5.0, Unit::Times), ("5-fold", 5.0, Unit::Times)],
        );
        check(
            "a dozen of the two hundred and fifty",
            &[("a dozen", 12.0, Unit::Plain), ("two hundred and fifty", 250.0, Unit::Plain)],
        );
        check(
            "on 19 Nov. 2019 at 3:59 pm",
            &[
                ("19", 19.0, Unit::Plain),
                ("Nov", 11.0, Unit::Month),
                ("2019", 2019.0, Unit::Plain),
                ("3:59", 239.0, Unit::Time),
            ],
        );
        check(
            "1.234.567 and 1,5 in the 1990s",
            &[("1.234.567", 1_234_567.0, Unit::Plain), ("1,5", 1.5, Unit::Plain), ("1990s", 1990.0, Unit::Plain)],
        );
        check("one of the F-16 jets may march with Covid-19 and 5G", &[]);
        check("a man", &[]);
        check("531\n€4", &[("531", 531.0, Unit::Plain), ("€4", 4.0, Unit::Money("€"))]);
        check("28,500-", &[("28,500", 28500.0, Unit::Plain)]);
    }

    #[test]
    fn compares_by_value() {
        let same = |a: &str, b: &str| figures(a)[0].same(&figures(b)[0]);
        assert!(same("1.000", "1,000") && same("$5", "5") && same("fivefold", "5 times") && same("12", "a dozen"));
        assert!(!same("5%", "5") && !same("$5", "€5") && !same("28,500", "27,500"));
    }

    #[test]
    fn takes_any_text() {
        for text in [
            "1é",
            "1 ",
            "1\u{a0}",
            "9999999999999999999999999999",
            "1,",
            "1.",
            "1:é",
            "1만é",
            "a",
            "١٢",
            "１２",
            "$",
            "1 é%",
        ] {
            figures(text);
        }
    }
}
