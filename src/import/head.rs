//! The top of an article: headline, dek, byline, dateline. What is recognised stays a block and becomes metadata.

use super::piece::{Piece, ends_sentence};
use crate::model::{Article, BlockKind};
use crate::text::dates;

/// How many blocks after the headline may hold byline and dateline.
const REACH: usize = 6;
/// Characters of the longest headline.
const HEADLINE: usize = 200;
/// Characters of the longest line of credits. Looking for dates in a line takes long for each of its words.
const CREDITS: usize = 400;

/// Marks the headline among these pieces and what belongs to it, and notes them in the article.
pub fn mark(pieces: &mut [Piece], article: &mut Article) {
    let Some(first) = pieces.iter().position(|piece| !piece.aside) else { return };
    let mut at = first;
    while at < pieces.len() && mark_credit(&mut pieces[at], false, article) {
        at += 1;
    }
    at += usize::from(mark_kicker(&mut pieces[at..], article));
    if is_headline(&pieces[at..]) {
        pieces[at].kind = BlockKind::Hed;
        article.title = Some(pieces[at].text.clone());
        mark_credits(&mut pieces[at + 1..], article);
        mark_dek(&mut pieces[at + 1..]);
    } else {
        mark_first_credits(&mut pieces[at..], false, article);
    }
}

/// Marks byline and dateline in the blocks that follow a headline, up to the first of the article's own text.
pub fn mark_credits(pieces: &mut [Piece], article: &mut Article) {
    mark_first_credits(pieces, true, article);
}

/// `below` says that these blocks stand right below a headline.
fn mark_first_credits(pieces: &mut [Piece], mut below: bool, article: &mut Article) {
    for (place, piece) in pieces.iter_mut().take(REACH).enumerate() {
        let long = piece.text.chars().count() > HEADLINE;
        let credit = mark_credit(piece, below, article);
        if !credit && long {
            break;
        }
        // A dek may stand between the headline and what belongs to it.
        below &= credit || (place == 0 && piece.is_line());
    }
}

/// Marks one block if it is a byline or a dateline that the article does not have yet. `below` says that nothing but a
/// dek and credits stands between it and the headline.
fn mark_credit(piece: &mut Piece, below: bool, article: &mut Article) -> bool {
    if piece.kind != BlockKind::Paragraph || piece.text.chars().nth(CREDITS).is_some() || !piece.is_line() {
        return matches!(piece.kind, BlockKind::Byline | BlockKind::Dateline);
    }
    let by = byline(&piece.text).or_else(|| byline_by_place(&piece.text).filter(|_| below));
    let dateline = dateline(&piece.text);
    if let Some(by) = by.filter(|_| article.byline.is_none()) {
        piece.kind = BlockKind::Byline;
        article.byline = Some(by);
        let published = dates::find(&piece.text).and_then(|range| piece.text.get(range)).map(str::to_owned);
        article.published = article.published.take().or(published);
    } else if let Some(found) = dateline.filter(|_| article.published.is_none()) {
        piece.kind = BlockKind::Dateline;
        article.published = Some(found.published);
        article.section = article.section.take().or(found.section);
    } else {
        return false;
    }
    true
}

/// A section in capitals above the headline.
fn mark_kicker(pieces: &mut [Piece], article: &mut Article) -> bool {
    let [kicker, rest @ ..] = pieces else { return false };
    let short = kicker.is_line() && kicker.kind == BlockKind::Paragraph && kicker.text.split_whitespace().count() <= 3;
    let capitals = kicker.text.chars().any(char::is_uppercase) && !kicker.text.chars().any(char::is_lowercase);
    let letters = kicker.text.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '&' | '-'));
    let above = rest.first().is_some_and(|next| next.text.split_whitespace().count() >= 4);
    if !(short && capitals && letters && above && is_headline(rest)) {
        return false;
    }
    kicker.kind = BlockKind::Dateline;
    article.section = Some(kicker.text.clone());
    true
}

/// True when the first of these is a short line without a final stop, and text follows that is longer or ends as
/// sentences do.
fn is_headline(pieces: &[Piece]) -> bool {
    let [first, rest @ ..] = pieces else { return false };
    let text = first.text.as_str();
    let stops = |text: &str| {
        let last = text.split_whitespace().next_back().unwrap_or_default();
        let abbreviated = last.trim_end_matches('.').contains('.');
        text.ends_with([';', ',', ':', '。', '、']) || (text.ends_with('.') && !text.ends_with("...") && !abbreviated)
    };
    first.kind == BlockKind::Paragraph
        && first.is_line()
        && text.chars().count() <= HEADLINE
        && text.chars().any(char::is_alphabetic)
        && !stops(text.trim_end_matches(['"', '”', '’', '\'']))
        && rest.iter().any(|next| {
            next.kind == BlockKind::Paragraph && (ends_sentence(&next.text) || next.text.len() > text.len())
        })
}

/// Marks the dek right below the headline where byline or dateline follows it. Where a format tells the headline by a
/// mark of its own, nothing else is enough: the first paragraph may be short, or set in italics, as well.
pub fn mark_dek_above_credits(pieces: &mut [Piece]) {
    let credit = |piece: &Piece| matches!(piece.kind, BlockKind::Byline | BlockKind::Dateline);
    match pieces {
        [dek, next, ..] if may_be_dek(dek) && credit(next) => dek.kind = BlockKind::Dek,
        _ => {}
    }
}

fn may_be_dek(piece: &Piece) -> bool {
    piece.kind == BlockKind::Paragraph && piece.is_line() && piece.text.chars().count() <= 300
}

/// The dek stands right below the headline: above byline or dateline, or without a final stop above the first
/// paragraph.
fn mark_dek(pieces: &mut [Piece]) {
    let [dek, rest @ ..] = pieces else { return };
    if !may_be_dek(dek) {
        return;
    }
    let credit = |piece: &Piece| matches!(piece.kind, BlockKind::Byline | BlockKind::Dateline);
    let above_credit = rest.iter().take(2).any(credit);
    let above_text = rest.first().is_some_and(|next| {
        next.kind == BlockKind::Paragraph && ends_sentence(&next.text) && next.text.len() > dek.text.len()
    });
    let words = dek.text.split_whitespace().count();
    if above_credit || (above_text && words >= 4 && !ends_sentence(&dek.text) && !dek.text.ends_with([':', ',', ';'])) {
        dek.kind = BlockKind::Dek;
    }
}

/// What a dateline says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The date and time, as printed.
    pub published: String,
    /// The section.
    pub section: Option<String>,
}

/// Reads a line as a dateline: a date, and besides it at most a section, a place, a label.
pub fn dateline(line: &str) -> Option<Dateline> {
    if line.chars().count() > 120 {
        return None;
    }
    let range = dates::find(line)?;
    let published = line.get(range.clone())?.to_owned();
    let (before, after) = (line.get(..range.start)?, line.get(range.end..)?);
    let marks = |c: char| matches!(c, '|' | '·' | '•' | '/' | '>' | '—' | '–');
    let mut section = None;
    for (side, text) in [(0, before), (1, after)] {
        let parted =
            text.contains(marks) || text.trim().ends_with([',', ':']) || dates::without_labels(text).is_empty();
        for part in text.split(marks) {
            let part = dates::without_labels(part);
            let words: Vec<&str> = part.split_whitespace().collect();
            if words.is_empty() {
                continue;
            }
            let small = words.iter().filter(|word| word.starts_with(char::is_lowercase) && word.chars().count() > 3);
            let extra =
                dates::find(part).is_some() || words.iter().all(|word| word.chars().all(|c| !c.is_alphabetic()));
            if !extra && (words.len() > 4 || small.count() > 0 || !parted || ends_sentence(part)) {
                return None;
            }
            // A place is followed by a comma, a section by a mark of its own.
            if side == 0 && section.is_none() && text.contains(marks) && part.chars().any(char::is_alphabetic) {
                section = Some(part.to_owned());
            }
        }
    }
    Some(Dateline { published, section })
}

/// Words before an author's name, and how sure they make it: those that are a common word as well need names alone
/// after them.
const BY: &[(&str, bool)] = &[
    ("by ", true),
    ("words by ", true),
    ("text by ", true),
    ("story by ", true),
    ("reported by ", true),
    ("written by ", true),
    ("author: ", true),
    ("text: ", true),
    ("von ", false),
    ("par ", false),
    ("por ", false),
    ("di ", false),
    ("door ", false),
    ("av ", false),
    ("автор: ", true),
    ("текст: ", true),
    ("作者：", true),
    ("作者:", true),
    ("文：", true),
    ("文／", true),
    ("記者 ", true),
];

/// Reads a line as a byline; the date after the name, if there is one, is not part of it.
pub fn byline(line: &str) -> Option<String> {
    let text = without_date(line)?;
    let words = text.split_whitespace().count();
    if !(1..=14).contains(&words) || text.chars().count() > 150 || has_full_stop(text) {
        return None;
    }
    let korean = text.strip_suffix(" 기자").or_else(|| text.strip_suffix("기자"));
    if korean.is_some_and(|name| (2..=5).contains(&name.trim().chars().count())) {
        return Some(text.to_owned());
    }
    let lower = text.to_lowercase();
    let (prefix, sure) = BY.iter().find(|(prefix, _)| lower.starts_with(prefix))?;
    let names: Vec<&str> = text.get(prefix.len()..)?.split_whitespace().collect();
    let small = |word: &&&str| word.starts_with(char::is_lowercase) && word.chars().count() > 3;
    let begins = names
        .first()
        .is_some_and(|name| !name.starts_with(char::is_lowercase) && !name.starts_with(|c: char| c.is_numeric()));
    let lowercase = names.iter().filter(small).count();
    let fits = if *sure { lowercase * 3 <= names.len() } else { lowercase == 0 && (2..=6).contains(&names.len()) };
    (begins && fits).then(|| text.to_owned())
}

/// Reads a short line that begins with "By" as a byline, whoever it names, such as "By a staff reporter". Only its place
/// right below headline or dek makes sure that it is one.
fn byline_by_place(line: &str) -> Option<String> {
    let text = without_date(line)?;
    let mut words = text.split_whitespace();
    let by = words.next().is_some_and(|word| word.eq_ignore_ascii_case("by"));
    let names: Vec<&str> = words.collect();
    let begins = names.first().is_some_and(|name| name.starts_with(char::is_alphabetic));
    (by && begins && names.len() <= 8 && !has_full_stop(line)).then(|| text.to_owned())
}

/// What stands before the date in a line, without what parts the two.
fn without_date(line: &str) -> Option<&str> {
    let end = dates::find(line).map_or(line.len(), |range| range.start);
    let edges = |c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•' | '—' | '–' | ',' | '(' | '/');
    Some(dates_label_cut(line.get(..end)?.trim_end_matches(edges)).trim_matches(edges))
}

/// A line without a label such as "Published" at its end, which belonged to a date.
fn dates_label_cut(text: &str) -> &str {
    match text.rsplit_once(char::is_whitespace) {
        Some((rest, last)) if dates::without_labels(last).is_empty() => rest,
        _ => text,
    }
}

/// True when a line ends as a sentence does and not with an initial or an abbreviation.
fn has_full_stop(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let short = last.ends_with('.') && last.chars().count() <= 3;
    ends_sentence(text) && !short
}
