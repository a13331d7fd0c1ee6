//! What a page has around its article: menus, search boxes, share buttons, copyright lines, teasers. It is *proposed* as
//! not part of the article; a person takes it back where that is wrong. Careful by design: a full sentence in the
//! middle of an article is never proposed.

use super::piece::{Piece, ends_sentence};
use crate::model::BlockKind;

/// How many blocks at the top and at the bottom may be furniture.
const TOP: usize = 80;
const BOTTOM: usize = 200;

/// Phrases in lower case, one a line, under the name of their list. Those of a list whose name ends in `…` begin a
/// line, the others are all of it.
const PHRASES: &str = include_str!("furniture.txt");

/// The phrases of a list.
fn phrases(list: &str) -> impl Iterator<Item = &'static str> {
    let heading = move |line: &&str| line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) == Some(list);
    PHRASES.lines().skip_while(move |line| !heading(line)).skip(1).take_while(|line| !line.starts_with('['))
}

/// True when a line is a phrase of the list, or begins with one.
pub fn says(list: &str, plain: &str) -> bool {
    let whole = !list.ends_with('…');
    phrases(list).any(|phrase| if whole { plain == phrase } else { begins(plain, phrase) })
}

/// True when a line has a phrase of the list anywhere.
pub fn holds(list: &str, plain: &str) -> bool {
    phrases(list).any(|phrase| plain.contains(phrase))
}

/// A line as the lists have it: in lower case, with straight apostrophes, without signs around it.
pub fn plain(line: &str) -> String {
    let plain = line.to_lowercase().replace('’', "'");
    plain.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '#')).to_owned()
}

/// True when a line begins with these words and goes on with others.
fn begins(plain: &str, words: &str) -> bool {
    plain.strip_prefix(words).is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// What a block looks like, seen by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looks {
    /// Words that only a page says.
    Furniture,
    /// Words that only a page says, and teasers of other articles follow them.
    Teasers,
    /// A word as menus have them, which an article may have as well.
    Menu,
    /// A few words that are no sentence.
    Scrap,
    /// One sentence or line, as teasers are.
    Line,
    /// The article's own.
    Text,
}

/// Marks as aside what stands before and after the article.
pub fn propose(pieces: &mut [Piece]) {
    let start = leading(&pieces.iter().take(TOP).map(looks).collect::<Vec<_>>());
    let bottom = pieces.len().saturating_sub(BOTTOM).max(start);
    let end = bottom + trailing(&pieces[bottom..], bottom > 0);
    for (index, piece) in pieces.iter_mut().enumerate() {
        let between = index >= start && index < end;
        piece.aside |= !between || (piece.is_line() && is_interruption(&piece.text));
    }
    // What is left must be an article; otherwise this is a page of another sort, and nothing is proposed.
    if pieces.iter().all(|piece| piece.aside) {
        pieces.iter_mut().for_each(|piece| piece.aside = false);
    }
}

/// Takes out what says nothing: the labels of a page's parts.
pub fn drop_labels(pieces: &mut Vec<Piece>) {
    pieces.retain(|piece| !(piece.is_line() && is_label(&piece.text)));
}

/// "Read more: Why the harbour is closed", where all or most of it is a link.
pub fn is_link_elsewhere(piece: &Piece) -> bool {
    if !piece.is_line() {
        return false;
    }
    let plain = piece.text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let text =
        matches!(piece.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::ListItem | BlockKind::Quotation);
    text && piece.text.split_whitespace().count() <= 25 && says("links…", &plain) && (piece.link || plain.contains(':'))
}

/// Where the article begins: after the last furniture among the short lines at the top.
fn leading(looks: &[Looks]) -> usize {
    let short = |look: &&Looks| matches!(look, Looks::Furniture | Looks::Teasers | Looks::Menu | Looks::Scrap);
    let top: Vec<&Looks> = looks.iter().take_while(short).collect();
    let sure = top.iter().any(|look| matches!(look, Looks::Furniture | Looks::Teasers));
    let menus = top.iter().filter(|look| matches!(look, Looks::Menu)).count();
    if !sure && menus < 3 {
        return 0;
    }
    top.iter().rposition(|look| !matches!(look, Looks::Scrap)).map_or(0, |last| last + 1)
}

/// Where the article ends among its last pieces: before the first furniture among the scraps and teasers at the bottom.
/// `more` is true when the article has other pieces before these.
fn trailing(pieces: &[Piece], more: bool) -> usize {
    let looks: Vec<Looks> = pieces.iter().map(looks).collect();
    let own = looks.iter().rposition(|look| matches!(look, Looks::Text)).map_or(0, |last| last + 1);
    let length = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.len()).sum::<usize>();
    for (index, look) in looks.iter().enumerate().skip(own) {
        let rest = looks.get(index..).unwrap_or_default();
        let menu =
            matches!(look, Looks::Menu) && rest.iter().skip(1).any(|look| !matches!(look, Looks::Scrap | Looks::Line));
        if !menu && !matches!(look, Looks::Furniture | Looks::Teasers) {
            continue;
        }
        let announced = rest.iter().position(|look| matches!(look, Looks::Teasers)).unwrap_or(rest.len());
        let (article, tail) = pieces.split_at(index);
        // Sentences belong to the tail only where something announces them, and never most of the text.
        let sentences = rest.iter().take(announced).any(|look| matches!(look, Looks::Line));
        if !sentences && (more || length(tail) <= length(article)) {
            return index;
        }
    }
    looks.len()
}

fn looks(piece: &Piece) -> Looks {
    if !matches!(piece.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading) {
        return Looks::Text;
    }
    if piece.text.len() > 2_000 {
        return Looks::Text;
    }
    let each: Vec<Looks> = piece.text.lines().map(line_looks).collect();
    match each.as_slice() {
        [only] => *only,
        lines if lines.iter().any(|look| matches!(look, Looks::Text | Looks::Line)) => Looks::Text,
        lines => lines.iter().copied().min_by_key(|look| *look as u8).unwrap_or(Looks::Text),
    }
}

fn line_looks(line: &str) -> Looks {
    let words = line.split_whitespace().count();
    let plain = plain(line);
    let plain = plain.as_str();
    if says("teasers", plain) || (words <= 8 && !ends_sentence(line) && says("teasers…", plain)) {
        Looks::Teasers
    } else if says("furniture", plain)
        || (words <= 40 && says("furniture…", plain))
        || is_count(plain)
        || is_notice(plain, words)
    {
        Looks::Furniture
    } else if says("menu", plain) {
        Looks::Menu
    } else if words <= 8
        && line.chars().count() <= 80
        && !ends_sentence(line)
        && !line.ends_with([':', ',', ';'])
        && !line.starts_with(['—', '–', '-'])
    {
        Looks::Scrap
    } else if line.chars().count() <= 200 && sentence_ends(line) <= 1 {
        Looks::Line
    } else {
        Looks::Text
    }
}

/// How often a sentence ends inside a line or at its end.
fn sentence_ends(line: &str) -> usize {
    line.split_inclusive(['.', '!', '?', '。'])
        .filter(|part| part.chars().count() > 3)
        .filter(|part| ends_sentence(part))
        .count()
}

/// "12 comments", "1.2k shares".
fn is_count(plain: &str) -> bool {
    let mut words = plain.split_whitespace();
    let (number, noun) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    words.next().is_none()
        && number.starts_with(|c: char| c.is_ascii_digit())
        && matches!(
            noun,
            "comment"
                | "comments"
                | "share"
                | "shares"
                | "like"
                | "likes"
                | "view"
                | "views"
                | "kommentare"
                | "commentaires"
                | "comentarios"
        )
}

/// A copyright notice.
fn is_notice(plain: &str, words: usize) -> bool {
    let year = plain
        .split(|c: char| !c.is_ascii_digit())
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")));
    let mark = plain.starts_with('©')
        || plain.starts_with("(c) ")
        || plain.starts_with("c) ")
        || plain.starts_with("copyright");
    words <= 40
        && ((mark && (year || words <= 12))
            || (plain.contains("all rights reserved") && words <= 30)
            || plain.contains("無断転載")
            || plain.contains("무단 전재")
            || plain.contains("무단전재")
            || plain.contains("alle rechte vorbehalten")
            || plain.contains("tous droits réservés"))
}

/// True for a line that interrupts an article and cannot be its own text: a label, or the place in the site's tree.
fn is_interruption(line: &str) -> bool {
    if line.len() > 300 {
        return false;
    }
    let marks = [" » ", " › ", " > "].iter().map(|mark| line.matches(mark).count()).max().unwrap_or(0);
    let crumbs = marks > 1 || (marks == 1 && !ends_sentence(line));
    is_label(line) || (crumbs && line.split_whitespace().count() <= 12)
}

/// True for the label of an advertisement or a button, and for the number of a picture in a gallery.
fn is_label(line: &str) -> bool {
    if line.len() > 80 {
        return false;
    }
    let plain = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words = plain.split_whitespace().filter(|word| *word != "/");
    let gallery = match words.collect::<Vec<_>>().as_slice() {
        ["image" | "photo" | "picture" | "slide" | "video", rest @ ..] => rest.len() == 3 && rest[1] == "of",
        _ => false,
    };
    gallery || says("interruptions", &plain)
}
