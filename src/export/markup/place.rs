//! From a span of the article to places in the parts of its file.

use super::scan::{AtomKind, Scan};
use crate::import::clean;
use crate::import::docx::layout::Layout;
use std::ops::Range;

/// How many runs after the words that it belongs to the mark of a note is looked for.
const NEAR: usize = 8;

/// A point in a part: before or after a character of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// The part, by its place in the layout.
    pub(super) part: usize,
    /// The run.
    pub(super) run: usize,
    /// The byte of the part’s XML.
    pub(super) at: usize,
}

/// The parts, with what is in them.
pub(super) struct Map<'a> {
    pub(super) layout: &'a Layout,
    pub(super) scans: &'a [Scan],
    /// The article’s text.
    pub(super) text: &'a str,
}

impl Map<'_> {
    /// Where these bytes of the article begin and end in the file; none where no words of it are known.
    pub(super) fn span(&self, range: &Range<usize>) -> Option<(Spot, Spot)> {
        let at = &self.layout.at;
        let after = at.partition_point(|words| words.at <= range.start);
        let start = (after.saturating_sub(1)..at.len()).find_map(|index| self.start_in(index, range))?;
        let before = at.partition_point(|words| words.at < range.end);
        let end =
            (0..before).rev().take_while(|index| *index + 1 >= after).find_map(|index| self.end_in(index, range))?;
        Some((start, end))
    }

    /// Where the mark of a note is that the text of a block refers to at this byte.
    pub(super) fn note_mark(&self, at: usize, block: &Range<usize>) -> Option<(Spot, Spot)> {
        let before = self.span(&(block.start..at)).map(|(_, end)| end);
        let end = before.or_else(|| self.span(&(at..block.end)).map(|(start, _)| start))?;
        let runs = self.scans.get(end.part)?.runs.iter().enumerate().skip(end.run).take(NEAR);
        let mark = runs.flat_map(|(run, found)| found.atoms.iter().map(move |atom| (run, atom)));
        let mark = mark
            .filter(|(run, atom)| *run > end.run || atom.all.start >= end.at)
            .find(|(_, atom)| atom.kind == AtomKind::Note);
        let spot = |run, at| Spot { part: end.part, run, at };
        Some(mark.map_or((end, end), |(run, atom)| (spot(run, atom.all.start), spot(run, atom.all.end))))
    }

    /// The first character of the range that stands in these words.
    fn start_in(&self, index: usize, range: &Range<usize>) -> Option<Spot> {
        let found = self.characters(index)?.into_iter().find(|found| found.article.start >= range.start)?;
        (found.article.start < range.end).then_some(())?;
        self.spot(index, found.raw.start)
    }

    /// The end of the last character of the range that stands in these words.
    fn end_in(&self, index: usize, range: &Range<usize>) -> Option<Spot> {
        let characters = self.characters(index)?;
        let found = characters.into_iter().rev().find(|found| found.article.end <= range.end)?;
        (found.article.start >= range.start).then_some(())?;
        self.spot(index, found.raw.end)
    }

    /// The place in the run: what is inside another run stands at the end of the outer one.
    fn spot(&self, index: usize, at: usize) -> Option<Spot> {
        let (part, run, atom) = self.words(index)?;
        let found = self.scans.get(part)?.runs.get(run)?.atoms.get(atom);
        let inside = found
            .is_some_and(|atom| matches!(&atom.kind, AtomKind::Text(text, _) if text.start <= at && at <= text.end));
        let end = self.scans.get(part)?.runs.get(run)?.all.end;
        Some(Spot { part, run, at: if inside { at } else { end } })
    }

    fn words(&self, index: usize) -> Option<(usize, usize, usize)> {
        let place = self.layout.words.get(self.layout.at.get(index)?.words)?;
        let (run, atom) = self.scans.get(place.part)?.texts.get(&place.at)?;
        Some((place.part, *run, *atom))
    }

    /// The characters of these words that stand in the article, each with where it is in the file.
    fn characters(&self, index: usize) -> Option<Vec<Found>> {
        let words = self.layout.at.get(index)?;
        let place = self.layout.words.get(words.words)?;
        let part = self.layout.parts.get(place.part)?;
        let raw = part.text.get(place.at..)?;
        // A section of characters that are no markup is left whole.
        let raw = raw.get(..raw.find('<')?)?;
        let until = self.layout.at.get(index + 1).map_or(self.text.len(), |next| next.at);
        Some(pair(raw, place.at, self.text.get(words.at..until)?, words.at))
    }
}

/// A character, in the article and in the file.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    article: Range<usize>,
    raw: Range<usize>,
}

/// Pairs the characters of an element’s content with those that reading them made: some are gone, blanks may be other
/// blanks, letters of symbol fonts and raised figures are other characters, one for one.
fn pair(raw: &str, raw_at: usize, article: &str, article_at: usize) -> Vec<Found> {
    let mut found = Vec::new();
    let mut wanted = article.char_indices().peekable();
    for (range, c) in characters(raw) {
        let Some((at, want)) = wanted.peek().copied() else { break };
        let is_gone = clean::characters(c.encode_utf8(&mut [0; 4])).is_empty();
        if c != want && (is_gone || (c.is_whitespace() && !want.is_whitespace())) {
            continue;
        }
        if want == '\n' && !c.is_whitespace() {
            break;
        }
        wanted.next();
        let article = article_at + at..article_at + at + want.len_utf8();
        found.push(Found { article, raw: raw_at + range.start..raw_at + range.end });
    }
    found
}

/// The characters that a text of XML stands for, with the bytes that stand for each.
fn characters(raw: &str) -> Vec<(Range<usize>, char)> {
    let mut found = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(c) = raw.get(at..).and_then(|rest| rest.chars().next()) {
        let reference = raw.get(at..).filter(|_| c == '&').and_then(|rest| rest.get(..=rest.find(';')?));
        let stands_for = reference.and_then(|entity| quick_xml::escape::unescape(entity).ok()?.chars().next());
        let length = if stands_for.is_some() { reference.map_or(1, str::len) } else { c.len_utf8() };
        found.push((at..at + length, stands_for.unwrap_or(c)));
        at += length;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_what_is_written_with_what_was_read() {
        let check = |raw: &str, article: &str, expected: &str| {
            let found = pair(raw, 0, article, 0);
            let words: Vec<String> = found
                .iter()
                .map(|found| format!("{}={}", &raw[found.raw.clone()], &article[found.article.clone()]))
                .collect();
            assert_eq!(words.join(" "), expected, "{raw:?}");
        };
        check("a&amp;b", "a&b", "a=a &amp;=& b=b");
        check("  two ", "two", "t=t w=w o=o");
        check("so\u{ad}ft&#xAD;er", "softer", "s=s o=o f=f t=t e=e r=r");
        check("km2", "km²", "k=k m=m 2=²");
        check("a\nb", "a b", "a=a \n=  b=b");
        check("AT & T", "AT & T", "A=A T=T  =  &=&  =  T=T");
        check("one", "one\n\nnext", "o=o n=n e=e");
        check("x &bogus; y", "x &bogus; y", "x=x  =  &=& b=b o=o g=g u=u s=s ;=;  =  y=y");
    }
}
