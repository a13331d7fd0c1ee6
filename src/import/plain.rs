//! Plain text → blocks. Blank lines part paragraphs; lines that were broken to fit a width are joined; lists, verse and
//! addresses keep their lines.

use super::piece::{Piece, ends_sentence, fill};
use super::{ImportError, clean, furniture, head, limits};
use crate::model::{Article, BlockKind};

/// A line longer than this was not broken by hand: every line of its group is a paragraph.
const UNBROKEN: usize = 120;
/// A line shorter than this was not broken to fit a width.
const NARROWEST: usize = 40;

/// Reads plain text, and recognises its headline and what is not part of the article.
///
/// # Errors
/// When there are too many blocks.
pub fn read(text: &str) -> Result<Article, ImportError> {
    let mut pieces = split_credits(pieces(&clean::characters(text)));
    limits::check_blocks(pieces.len())?;
    let mut article = Article::default();
    furniture::propose(&mut pieces);
    head::mark(&mut pieces, &mut article);
    mark_headings(&mut pieces);
    fill(&mut article, &pieces);
    Ok(article)
}

/// A line with what stood before its first word.
#[derive(Clone, Debug)]
struct Line {
    indent: usize,
    text: String,
    width: usize,
}

fn line(raw: &str) -> Line {
    let body = raw.trim_start();
    let indent = raw.get(..raw.len() - body.len()).unwrap_or_default();
    let indent = indent.chars().map(|c| if c == '\t' { 4 } else { width(c) }).sum();
    let text = clean::blanks(body);
    let width = text.chars().map(width).sum();
    Line { indent, text, width }
}

/// Columns of a character: East Asian wide ones take two.
fn width(c: char) -> usize {
    if is_wide(c) { 2 } else { 1 }
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

/// True for scripts written without blanks between words.
pub(super) fn is_unspaced(c: char) -> bool {
    is_wide(c) && !matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{115f}')
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut group: Vec<Line> = Vec::new();
    for raw in text.split('\n') {
        let line = line(raw);
        if !line.text.is_empty() {
            group.push(line);
        } else if !group.is_empty() {
            take_group(&std::mem::take(&mut group), &mut pieces);
        }
    }
    take_group(&group, &mut pieces);
    pieces
}

/// Lines with no blank line between them.
fn take_group(lines: &[Line], pieces: &mut Vec<Piece>) {
    let [first, ..] = lines else { return };
    if lines.iter().all(|line| line.text.starts_with('>')) {
        let inner: Vec<Line> = lines.iter().map(|l| line(l.text.trim_start_matches(['>', ' ']))).collect();
        pieces.extend(paragraphs(&inner).into_iter().map(|text| Piece::new(BlockKind::Quotation, text)));
    } else if lines.iter().any(|line| marker(&line.text).is_some())
        && (marker(&first.text).is_some() || lines.len() > 2)
    {
        take_list(lines, pieces);
    } else {
        pieces.extend(paragraphs(lines).into_iter().map(|text| Piece::new(BlockKind::Paragraph, text)));
    }
}

/// Length of the mark that makes a line an item of a list.
pub(super) fn marker(text: &str) -> Option<usize> {
    let mark = text.split(' ').next()?;
    let bullet = matches!(mark, "-" | "*" | "•" | "‣" | "◦" | "▪" | "■" | "●" | "–" | "+" | "·");
    let number = mark.strip_suffix(['.', ')']).map(|number| number.trim_start_matches('('));
    let numbered = number.is_some_and(|number| {
        (!number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit()))
            || (number.len() == 1 && mark.ends_with(')') && number.bytes().all(|byte| byte.is_ascii_lowercase()))
    });
    ((bullet || numbered) && text.len() > mark.len()).then_some(mark.len() + 1)
}

/// Items of a list, each with the lines that carry it on. A number stays part of its item's text: it may be the
/// article's own; a bullet does not.
fn take_list(lines: &[Line], pieces: &mut Vec<Piece>) {
    let start = lines.iter().position(|line| marker(&line.text).is_some()).unwrap_or(0);
    let (before, items) = lines.split_at(start);
    if !before.is_empty() {
        pieces.extend(paragraphs(before).into_iter().map(|text| Piece::new(BlockKind::Paragraph, text)));
    }
    let base = items.iter().map(|line| line.indent).min().unwrap_or(0);
    for item in items.chunk_by(|_, next| marker(&next.text).is_none()) {
        let Some(first) = item.first() else { continue };
        let cut =
            marker(&first.text).filter(|_| !first.text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '('));
        let mut text = String::new();
        for line in item {
            join(&mut text, &line.text);
        }
        let level = u8::try_from(1 + (first.indent - base.min(first.indent)) / 2).unwrap_or(u8::MAX);
        let text = text.get(cut.unwrap_or(0)..).unwrap_or_default().to_owned();
        pieces.push(Piece::new(BlockKind::ListItem, text).at_level(level));
    }
}

/// The paragraphs in lines that no blank line parts.
fn paragraphs(lines: &[Line]) -> Vec<String> {
    let [first, rest @ ..] = lines else { return Vec::new() };
    if rest.is_empty() {
        return vec![first.text.clone()];
    }
    if lines.iter().any(|line| line.width > UNBROKEN) {
        return lines.iter().map(|line| line.text.clone()).collect();
    }
    let broken = is_broken_to_width(lines);
    let least = lines.iter().map(|line| line.indent).min().unwrap_or(0);
    let indented = lines.iter().filter(|line| line.indent >= least + 2).count();
    // Where only first lines are indented, indents part the paragraphs.
    if indented > 0
        && indented * 2 <= lines.len().max(2) + 1
        && (broken || lines.iter().any(|line| line.width > NARROWEST))
    {
        let parts = lines.chunk_by(|_, next| next.indent < least + 2);
        return parts
            .flat_map(|part| if is_broken_to_width(lines) { vec![joined(part)] } else { paragraphs_of(part) })
            .collect();
    }
    if broken { vec![joined(lines)] } else { paragraphs_of(lines) }
}

/// Lines that were not broken to a width: a paragraph each when most are sentences, one block of lines otherwise.
fn paragraphs_of(lines: &[Line]) -> Vec<String> {
    let sentences = lines.iter().filter(|line| ends_sentence(&line.text) && line.width > NARROWEST).count();
    if sentences * 2 >= lines.len() {
        return lines.iter().map(|line| line.text.clone()).collect();
    }
    vec![lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")]
}

/// True when each line but the last is about as long as it can be: the next line's first word would not have fitted,
/// or the line ends in the middle of a sentence close to the widest.
fn is_broken_to_width(lines: &[Line]) -> bool {
    let widest = lines.iter().map(|line| line.width + line.indent).max().unwrap_or(0);
    if widest < NARROWEST || lines.len() < 2 {
        return false;
    }
    let full = lines.windows(2).filter(|pair| {
        let [line, next] = pair else { return false };
        let wide = next.text.chars().next().is_some_and(is_unspaced);
        let word: usize = next.text.split(' ').next().unwrap_or_default().chars().map(width).sum();
        let length = line.width + line.indent;
        // A line that the next carries on in small letters may be shorter: a long name or a hyphen ended it.
        let share = if next.text.starts_with(char::is_lowercase) { 60 } else { 85 };
        length + if wide { 4 } else { 1 + word } > widest || length * 100 > widest * share
    });
    // A paragraph may have one short line, such as a line with a link on it.
    let breaks = lines.len() - 1;
    full.count() * 100 >= breaks * 75
}

fn joined(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        join(&mut text, &line.text);
    }
    text
}

/// Appends a line that carries on a text: without a blank after a hyphen and in scripts that have none.
fn join(text: &mut String, line: &str) {
    let (last, before) = (text.chars().next_back(), text.chars().rev().nth(1));
    let next = line.chars().next();
    let unspaced = last.zip(next).is_some_and(|(last, next)| is_unspaced(last) && is_unspaced(next));
    let hyphen = last == Some('-') && before.is_some_and(char::is_alphabetic) && next.is_some_and(char::is_lowercase);
    if !text.is_empty() && !unspaced && !hyphen {
        text.push(' ');
    }
    text.push_str(line);
}

/// Parts the lines of short blocks near the top that hold a byline or a dateline.
fn split_credits(pieces: Vec<Piece>) -> Vec<Piece> {
    let is_credit = |line: &str| head::byline(line).is_some() || head::dateline(line).is_some();
    let mut parted = Vec::with_capacity(pieces.len());
    for (index, piece) in pieces.into_iter().enumerate() {
        let top = index < 8 && piece.kind == BlockKind::Paragraph && piece.text.len() < 600;
        if top && !piece.is_line() && piece.text.lines().any(is_credit) {
            parted.extend(piece.text.lines().map(|line| Piece::new(piece.kind, line)));
        } else {
            parted.push(piece);
        }
    }
    parted
}

/// Marks as headings the short lines without a final stop between two paragraphs.
pub(super) fn mark_headings(pieces: &mut [Piece]) {
    let is_text = |piece: &Piece| piece.kind == BlockKind::Paragraph && !piece.aside && ends_sentence(&piece.text);
    let headings: Vec<usize> = pieces
        .windows(3)
        .enumerate()
        .filter(|(_, window)| matches!(window, [before, line, after] if is_text(before) && is_text(after) && is_heading(line)))
        .map(|(index, _)| index + 1)
        .collect();
    for index in headings {
        if let Some(piece) = pieces.get_mut(index) {
            piece.kind = BlockKind::Heading;
            piece.level = Some(2);
        }
    }
}

fn is_heading(piece: &Piece) -> bool {
    let text = piece.text.as_str();
    piece.kind == BlockKind::Paragraph
        && !piece.aside
        && piece.is_line()
        && text.chars().count() <= 80
        && text.split_whitespace().count() <= 10
        && text.chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase())
        && text.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '?')
}
