//! What changed since another draft, as it is shown in the article: grounds behind words, and words that are no longer there.

use crate::model::{Block, Draft};
use crate::text::coverage::{Cover, Coverage, Sentence};
use crate::text::relocate::Differences;
use crate::ui::theme::Palette;
use egui::Color32;
use std::ops::Range;

/// What a ground behind words means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    /// It was added.
    Added,
    /// It was removed; for a draft that is shown beside a later one.
    Removed,
    /// It stands elsewhere in the other draft.
    Moved,
    /// Nobody has read it.
    Unread,
}

impl Tint {
    /// Its colour.
    pub fn colour(self, palette: &Palette) -> Color32 {
        match self {
            Self::Added => palette.added,
            Self::Removed => palette.removed,
            Self::Moved => palette.moved,
            Self::Unread => palette.unread,
        }
    }
}

/// Which text that nobody has read is marked.
#[derive(Clone, Copy)]
pub struct Unread<'a> {
    /// What is known of each sentence of the draft.
    pub coverage: &'a Coverage,
    /// Only what was new or changed when the draft came in.
    pub fresh_only: bool,
}

impl Unread<'_> {
    /// The bytes of a block that nobody has read.
    pub fn of(&self, block: &Block) -> Vec<Range<usize>> {
        let touched = self.coverage.touched(&block.range()).iter();
        let is_marked =
            |sentence: &&Sentence| sentence.cover == Cover::Unread && (sentence.is_fresh || !self.fresh_only);
        let places = touched.filter(is_marked).map(|sentence| sentence.place.range());
        let part = |place: Range<usize>| place.start.max(block.start)..place.end.min(block.end);
        let parts = places.map(part).filter(|part| part.start < part.end);
        parts.map(|part| part.start - block.start..part.end - block.start).collect()
    }
}

/// Words that the article no longer has, shown struck out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inset {
    /// The byte of the block before which they stand.
    pub byte: usize,
    /// The words, with the space that parts them from the others.
    pub text: String,
    /// How many characters they have.
    pub chars: usize,
}

/// What is shown in one block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockMarkup {
    /// Grounds behind bytes of the block.
    pub tints: Vec<(Range<usize>, Tint)>,
    /// Words that are no longer there, in order.
    pub insets: Vec<Inset>,
}

/// What changed since another draft, block by block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    /// Told apart by this number, so that the page is laid out anew.
    pub key: u64,
    blocks: Vec<BlockMarkup>,
}

static NONE: BlockMarkup = BlockMarkup { tints: Vec::new(), insets: Vec::new() };

impl Markup {
    /// The new draft with what was removed from the old one, and what was added.
    pub fn inline(key: u64, old: &Draft, new: &Draft, found: &Differences) -> Self {
        let mut markup = Self::new_side(key, new, found);
        for (words, at) in &found.removed {
            let text = old.text.get(words.clone()).unwrap_or_default();
            let block = new.block_at(*at);
            let Some(row) = new.blocks.get(block) else { continue };
            let byte = at.saturating_sub(row.start).min(row.end - row.start);
            let text = spaced(new.block_text(block), byte, text);
            let chars = text.chars().count();
            if let Some(slot) = markup.blocks.get_mut(block) {
                slot.insets.push(Inset { byte, text, chars });
            }
        }
        for block in &mut markup.blocks {
            block.insets.sort_by_key(|inset| inset.byte);
        }
        markup
    }

    /// The new draft as it is shown beside the old one.
    pub fn new_side(key: u64, new: &Draft, found: &Differences) -> Self {
        let mut markup = Self::empty(key, new);
        found.moved.iter().for_each(|(_, place)| markup.tint(new, place, Tint::Moved));
        found.added.iter().for_each(|place| markup.tint(new, place, Tint::Added));
        markup
    }

    /// The old draft as it is shown beside the new one.
    pub fn old_side(key: u64, old: &Draft, found: &Differences) -> Self {
        let mut markup = Self::empty(key, old);
        found.moved.iter().for_each(|(place, _)| markup.tint(old, place, Tint::Moved));
        found.removed.iter().for_each(|(place, _)| markup.tint(old, place, Tint::Removed));
        markup
    }

    fn empty(key: u64, draft: &Draft) -> Self {
        Self { key, blocks: vec![BlockMarkup::default(); draft.blocks.len()] }
    }

    fn tint(&mut self, draft: &Draft, place: &Range<usize>, tint: Tint) {
        let first = draft.block_at(place.start);
        for (row, slot) in draft.blocks.iter().zip(&mut self.blocks).skip(first) {
            if row.start >= place.end {
                break;
            }
            let (start, end) = (place.start.max(row.start), place.end.min(row.end));
            if start < end {
                slot.tints.push((start - row.start..end - row.start, tint));
            }
        }
    }

    /// What is shown in a block.
    pub fn of(&self, block: usize) -> &BlockMarkup {
        self.blocks.get(block).unwrap_or(&NONE)
    }
}

/// Removed words with the space that parts them from the words they stand between.
fn spaced(block: &str, byte: usize, words: &str) -> String {
    let before = block.get(..byte).and_then(|text| text.chars().next_back());
    let after = block.get(byte..).and_then(|text| text.chars().next());
    let is_letter = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let is_closed = |sign: Option<char>| sign.is_some_and(|sign| !sign.is_whitespace());
    let (first, last) = (words.chars().next(), words.chars().next_back());
    let opens = is_closed(before) && (is_letter(first) || first.is_some_and(|sign| matches!(sign, '“' | '(' | '«')));
    let closes = is_letter(after) && is_closed(last);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}{words}{}", if opens { " " } else { "" }, if closes { " " } else { "" })
}

/// From bytes of a block to characters of its laid out text, and back, past the words that are no longer there.
#[derive(Clone, Copy)]
pub struct Places<'a> {
    text: &'a str,
    insets: &'a [Inset],
}

impl<'a> Places<'a> {
    /// For a block with this text and these insets.
    pub fn new(text: &'a str, insets: &'a [Inset]) -> Self {
        Self { text, insets }
    }

    /// The laid out character at this byte.
    pub fn of_byte(&self, byte: usize) -> usize {
        self.count(byte, |inset| inset.byte <= byte)
    }

    /// The laid out characters of these bytes; insets at either end are not part of them.
    pub fn of_range(&self, range: &Range<usize>) -> Range<usize> {
        self.of_byte(range.start)..self.count(range.end, |inset| inset.byte < range.end)
    }

    /// The laid out characters of an inset, without the space before its words.
    pub fn of_inset(&self, index: usize) -> Range<usize> {
        let Some(inset) = self.insets.get(index) else { return 0..0 };
        let own = self.text.char_indices().take_while(|(at, _)| *at < inset.byte).count();
        let start = own + self.insets.iter().take(index).map(|before| before.chars).sum::<usize>();
        start + usize::from(inset.text.starts_with(' '))..start + inset.chars
    }

    fn count(&self, byte: usize, is_before: impl Fn(&Inset) -> bool) -> usize {
        let own = self.text.char_indices().take_while(|(at, _)| *at < byte).count();
        own + self.insets.iter().take_while(|inset| is_before(inset)).map(|inset| inset.chars).sum::<usize>()
    }

    /// The byte of the block at this laid out character; inside an inset, where it stands.
    pub fn to_byte(&self, character: usize) -> usize {
        let mut before = 0;
        for inset in self.insets {
            let own = self.text.char_indices().take_while(|(at, _)| *at < inset.byte).count();
            if character < before + own {
                break;
            }
            if character < before + own + inset.chars {
                return inset.byte;
            }
            before += inset.chars;
        }
        self.text.char_indices().nth(character - before).map_or(self.text.len(), |(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, BlockKind};
    use crate::text::relocate::Comparison;
    use chrono::DateTime;

    fn draft(paragraphs: &[&str]) -> Draft {
        let mut article = Article::default();
        paragraphs.iter().for_each(|text| _ = article.push(BlockKind::Paragraph, text));
        Draft::from_article(article, 1, DateTime::UNIX_EPOCH, None)
    }

    fn inline(old: &[&str], new: &[&str]) -> (Draft, Markup) {
        let (old, new) = (draft(old), draft(new));
        let found = Comparison::new(&old.text, &new.text, &mut |_| true).unwrap().differences();
        let markup = Markup::inline(1, &old, &new, &found);
        (new, markup)
    }

    /// A block as it is laid out.
    fn laid_out(draft: &Draft, markup: &Markup, block: usize) -> String {
        let (text, mut shown, mut from) = (draft.block_text(block), String::new(), 0);
        for inset in &markup.of(block).insets {
            shown += &text[from..inset.byte];
            shown += &format!("[{}]", inset.text);
            from = inset.byte;
        }
        shown + &text[from..]
    }

    #[test]
    fn removed_words_stand_parted_from_their_neighbours() {
        let check = |old: &str, new: &str, expected: &str| {
            let (draft, markup) = inline(&[old], &[new]);
            assert_eq!(laid_out(&draft, &markup, 0), expected);
        };
        check("Left an hour into talks.", "Left minutes into talks.", "Left[ an hour] minutes into talks.");
        check("Of 28,500 men, a demand, say all.", "Of 28,500 men, say all.", "Of 28,500 men,[ a demand,] say all.");
        check("John DeHart leads it now.", "James DeHart leads it now.", "[John ]James DeHart leads it now.");
    }

    #[test]
    fn places_go_there_and_back_past_what_is_no_longer_there() {
        let insets = [(0, "oh "), (3, " é"), (6, "…")].map(|(byte, text)| Inset {
            byte,
            text: text.to_owned(),
            chars: text.chars().count(),
        });
        let places = Places::new("añb cd", &insets);
        for byte in [0, 1, 3, 4, 5, 6] {
            assert_eq!(places.to_byte(places.of_byte(byte)), byte, "byte {byte}");
        }
        assert_eq!((places.of_range(&(0..3)), places.of_range(&(3..7))), (3..5, 7..12));
        assert_eq!([places.of_inset(0), places.of_inset(1), places.of_inset(2)], [0..3, 6..7, 10..11]);
        let back: Vec<usize> = (0..12).map(|character| places.to_byte(character)).collect();
        assert_eq!(back, [0, 0, 0, 0, 1, 3, 3, 3, 4, 5, 6, 6]);
    }
}
