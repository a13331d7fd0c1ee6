//! Saved web pages: reader mode finds the article, its tree is walked into blocks.

use super::clean::letters;
use super::html_blocks::{self, Blocks};
use super::html_meta::{self, Meta, known_line};
use super::piece::{Piece, fill};
use super::{ImportError, furniture, head, html_rescue, html_scan, limits, promotion};
use crate::model::{Article, BlockKind};
use dom_query::Document;
use dom_smoothie::{Config, Readability};

/// Below this share of the page's own paragraphs, reader mode has missed the article.
const LEAST_SHARE: usize = 8;

/// Bytes of text that make an article in any case.
const LEAST_TEXT: usize = 400;

/// Reads the article of a page, or with `whole_page` everything in it.
///
/// # Errors
/// When the page is nested too deep, a tag has too many attributes, or there are too many blocks.
pub fn read(page: &str, whole_page: bool) -> Result<Article, ImportError> {
    html_scan::check(page)?;
    let document = Document::from(page);
    let meta = html_meta::read(&document);
    let everything = html_blocks::walk(&document.root());
    limits::check_blocks(everything.pieces.len())?;
    let shown: String = everything.pieces.iter().map(|piece| letters(&piece.text)).collect();
    let mut article = Article { language: meta.language.clone(), section: meta.section.clone(), ..Article::default() };
    let reader = if whole_page { None } else { reader(document, &meta, &mut article) };
    let mut reader = reader.filter(|blocks| is_enough(blocks, &everything));
    if let Some(blocks) = &mut reader {
        html_rescue::put_back(&mut blocks.pieces, &everything.pieces);
    }
    let in_reader_mode = reader.is_some();
    if !whole_page && !in_reader_mode {
        let warning = "The article could not be told from the rest of the page, so the whole page was taken.";
        article.warnings.push(warning.to_owned());
    }
    let blocks = reader.unwrap_or(everything);
    warn(&blocks, &mut article);
    let mut pieces = blocks.pieces;
    furniture::propose(&mut pieces);
    if in_reader_mode {
        furniture::drop_labels(&mut pieces);
        promotion::propose(&mut pieces);
        leave_out_asides(&mut pieces, &mut article);
    }
    put_head(&mut pieces, &shown, &meta, &mut article);
    fill(&mut article, &pieces);
    Ok(article)
}

/// The article that reader mode finds, and what it knows about it.
fn reader(document: Document, meta: &Meta, article: &mut Article) -> Option<Blocks> {
    let config = Config { max_elements_to_parse: limits::READER_ELEMENTS, keep_classes: true, ..Config::default() };
    let mut reader = Readability::with_document(document, None, Some(config)).ok()?;
    let found = reader.parse().ok()?;
    article.title = known_line(&found.title);
    article.byline = found.byline.as_deref().and_then(known_line);
    article.published = found.published_time.as_deref().map(|time| meta.printed(time.trim()));
    article.language = article.language.take().or_else(|| found.lang.as_deref().and_then(html_meta::language_tag));
    let content = Document::fragment(found.content.as_ref());
    Some(html_blocks::walk(&content.root()))
}

/// False when reader mode took hardly anything of a page that has paragraphs.
fn is_enough(found: &Blocks, everything: &Blocks) -> bool {
    let length = |blocks: &Blocks| {
        blocks.pieces.iter().map(|piece| piece.text.len()).filter(|length| *length > 80).sum::<usize>()
    };
    let any = found.pieces.iter().map(|piece| piece.text.len()).sum::<usize>();
    any > 0 && (any > LEAST_TEXT || length(found) * LEAST_SHARE >= length(everything))
}

fn warn(blocks: &Blocks, article: &mut Article) {
    let mut say = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => article.warnings.push(one.to_owned()),
        _ => article.warnings.push(many.replace("{}", &count.to_string())),
    };
    say(
        blocks.images,
        "One picture was left out; the text under it is kept.",
        "{} pictures were left out; the text under them is kept.",
    );
    say(
        blocks.media,
        "One film, sound or embedded frame was left out.",
        "{} films, sounds or embedded frames were left out.",
    );
    say(blocks.tables, "A table was taken cell by cell.", "{} tables were taken cell by cell.");
}

/// Takes out what reader mode should not have found, and says how it begins: whoever misses it takes the whole page.
fn leave_out_asides(pieces: &mut Vec<Piece>, article: &mut Article) {
    /// How many of them are named, and how many words of each.
    const NAMED: usize = 3;
    const WORDS: usize = 5;
    let begins = |piece: &Piece| {
        let words: Vec<&str> = piece.text.split_whitespace().collect();
        let more = if words.len() > WORDS { "…" } else { "" };
        format!("“{}{more}”", words.iter().take(WORDS).copied().collect::<Vec<_>>().join(" "))
    };
    let left_out: Vec<&Piece> = pieces.iter().filter(|piece| piece.aside).collect();
    let named = left_out.iter().take(NAMED).map(|piece| begins(piece)).collect::<Vec<_>>().join(", ");
    article.warnings.extend(match left_out.len() {
        0 => None,
        1 => Some(format!("A line about the site was left out: {named}.")),
        count if count <= NAMED => Some(format!("{count} lines about the site were left out: {named}.")),
        count => Some(format!("{count} lines about the site were left out, such as {named}.")),
    });
    pieces.retain(|piece| !piece.aside);
}

/// Puts the headline first and once, and dek, byline and dateline behind it where they are known.
fn put_head(pieces: &mut Vec<Piece>, shown: &str, meta: &Meta, article: &mut Article) {
    let Some(title) = article.title.clone().map(|title| meta.headline(title)) else {
        head_of_page(pieces, meta, article);
        return;
    };
    let own = pieces.iter().take(8).position(|piece| piece.is_line() && is_title(piece, &title));
    let first = own.map_or(0, |at| at + 1);
    head::mark_credits(pieces.get_mut(first..).unwrap_or_default(), &mut Article::default());
    let hed = match own {
        Some(at) => pieces.remove(at).text,
        None => title.clone(),
    };
    while let Some(again) = pieces.iter().take(8).position(|piece| letters(&piece.text) == letters(&hed)) {
        pieces.remove(again);
    }
    // What only the page's markup says is no text of the article.
    let shown = |text: &str| shown.contains(&letters(text));
    let mut top = vec![Piece::new(BlockKind::Hed, hed)];
    let known = |text: &str| pieces.iter().any(|piece| letters(&piece.text).contains(&letters(text)));
    top.extend(meta.dek.iter().filter(|dek| !known(dek)).map(|dek| Piece::new(BlockKind::Dek, dek.as_str())));
    let printed = |kind: BlockKind| pieces.iter().any(|piece| piece.kind == kind);
    if let Some(byline) =
        article.byline.as_ref().filter(|byline| shown(byline) && !printed(BlockKind::Byline) && !known(byline))
    {
        top.push(Piece::new(BlockKind::Byline, byline.as_str()));
    }
    if let Some(time) =
        article.published.as_ref().filter(|time| shown(time) && !printed(BlockKind::Dateline) && !known(time))
    {
        top.push(Piece::new(BlockKind::Dateline, time.as_str()));
    }
    pieces.splice(0..0, top);
    take_printed(pieces, article);
}

/// What a byline or dateline on the page says counts where nothing else is known.
fn take_printed(pieces: &[Piece], article: &mut Article) {
    let printed = |kind: BlockKind| pieces.iter().find(|piece| piece.kind == kind).map(|piece| piece.text.clone());
    article.byline = article.byline.take().or_else(|| printed(BlockKind::Byline));
    if article.published.is_none() {
        let dateline = printed(BlockKind::Dateline).and_then(|text| head::dateline(&text));
        article.published = dateline.as_ref().map(|dateline| dateline.published.clone());
        article.section = article.section.take().or(dateline.and_then(|dateline| dateline.section));
    }
}

/// For a whole page: its first main heading is the headline, or its title.
fn head_of_page(pieces: &mut [Piece], meta: &Meta, article: &mut Article) {
    let heading =
        pieces.iter().position(|piece| piece.kind == BlockKind::Heading && piece.level == Some(1) && !piece.aside);
    if let Some(at) = heading {
        pieces[at].kind = BlockKind::Hed;
        pieces[at].level = None;
        article.title = Some(pieces[at].text.replace('\n', " "));
        head::mark_credits(&mut pieces[at + 1..], article);
    } else if pieces.iter().any(|piece| piece.kind == BlockKind::Heading) {
        article.title = meta.title.clone();
    } else {
        head::mark(pieces, article);
        article.title = article.title.take().or_else(|| meta.title.clone());
    }
}

/// True for a heading, or a line of its own, that says the title or the greater part of it.
fn is_title(piece: &Piece, title: &str) -> bool {
    let (text, title) = (letters(&piece.text), letters(title));
    let part = piece.kind == BlockKind::Heading
        && text.len() * 2 > title.len()
        && (title.contains(&text) || (text.contains(&title) && title.len() * 2 > text.len()));
    !text.is_empty() && (text == title || part)
}
