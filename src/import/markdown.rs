//! Markdown (CommonMark 0.31 with tables, footnotes, strikethrough and front matter) → blocks without markup.

use super::document::Document;
use super::piece::{Mark, Marked, Piece};
use super::{ImportError, clean, furniture, head, limits};
use crate::model::{Article, BlockKind};
use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

/// Reads Markdown. The first heading of the first level is the headline.
///
/// # Errors
/// When there are too many blocks.
pub fn read(text: &str) -> Result<Article, ImportError> {
    let text = clean::characters(text);
    let mut reader = Reader::default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for event in Parser::new_ext(&text, options) {
        reader.take(event);
        limits::check_blocks(reader.pieces.len())?;
    }
    reader.end_block();
    reader.finish()
}

#[derive(Default)]
struct Reader {
    pieces: Vec<Piece>,
    notes: Vec<Piece>,
    /// Labels of the notes, in order.
    labels: Vec<String>,
    line: String,
    /// References to notes: the byte of the line, and the label.
    references: Vec<(usize, String)>,
    /// Labels of all references, in order; a mark names its place here until the end.
    referred: Vec<String>,
    heading: Option<u8>,
    lists: Vec<Option<u64>>,
    /// The number of the item that begins here.
    number: Option<u64>,
    quotes: usize,
    item: bool,
    cell: bool,
    note: bool,
    code: bool,
    image: Option<String>,
    captions: Vec<String>,
    meta: Option<String>,
    front: String,
    images: usize,
    tables: usize,
    html: usize,
}

impl Reader {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text)
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::FootnoteReference(label) => self.references.push((self.line.len(), label.into_string())),
            Event::TaskListMarker(_) => {}
            Event::Rule => self.end_block(),
            Event::Html(html) => self.html_block(&html),
            Event::InlineHtml(html) => {
                if html.to_ascii_lowercase().starts_with("<br") {
                    self.text("\n");
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        match (&mut self.meta, &mut self.image) {
            (Some(meta), _) => meta.push_str(text),
            (_, Some(image)) => image.push_str(text),
            _ => self.line.push_str(text),
        }
    }

    /// Tags in a text are markup; the words between them are not. Comments say nothing.
    fn html_block(&mut self, html: &str) {
        self.line.push_str(html);
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end_block();
                self.heading = Some(heading_level(level));
            }
            Tag::Image { .. } => self.image = Some(String::new()),
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle) => self.meta = Some(String::new()),
            Tag::List(start) => {
                self.end_block();
                self.lists.push(start);
            }
            Tag::Item => {
                self.end_block();
                self.item = true;
                if let Some(Some(number)) = self.lists.last_mut() {
                    self.number = Some(*number);
                    *number = number.saturating_add(1);
                }
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.quotes += 1;
            }
            Tag::TableCell => {
                self.end_block();
                self.cell = true;
            }
            Tag::Table(_) => self.tables += 1,
            Tag::CodeBlock(_) => {
                self.end_block();
                self.code = true;
            }
            Tag::FootnoteDefinition(label) => {
                self.end_block();
                self.note = true;
                self.labels.push(label.into_string());
                self.notes.push(Piece::new(BlockKind::Footnote, ""));
            }
            Tag::HtmlBlock => {
                self.end_block();
                self.html += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.end_block();
                self.heading = None;
            }
            TagEnd::Image => self.end_image(),
            TagEnd::MetadataBlock(_) => self.front = self.meta.take().unwrap_or_default(),
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
                self.item = !self.lists.is_empty();
            }
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::TableCell => {
                self.end_block();
                self.cell = false;
            }
            TagEnd::CodeBlock => {
                self.end_block();
                self.code = false;
            }
            TagEnd::FootnoteDefinition => {
                self.end_block();
                self.note = false;
            }
            TagEnd::HtmlBlock => {
                self.line = without_tags(&std::mem::take(&mut self.line));
                self.end_block();
            }
            TagEnd::Paragraph | TagEnd::Item => self.end_block(),
            _ => {}
        }
    }

    fn end_image(&mut self) {
        self.images += 1;
        let alt = self.image.take().unwrap_or_default();
        if !alt.trim().is_empty() {
            self.captions.push(alt);
        }
    }

    fn kind(&self) -> BlockKind {
        if self.heading.is_some() {
            BlockKind::Heading
        } else if self.note {
            BlockKind::Footnote
        } else if self.code {
            BlockKind::Preformatted
        } else if self.cell {
            BlockKind::TableCell
        } else if self.quotes > 0 {
            BlockKind::Quotation
        } else if self.item {
            BlockKind::ListItem
        } else {
            BlockKind::Paragraph
        }
    }

    fn end_block(&mut self) {
        let kind = self.kind();
        let line = std::mem::take(&mut self.line);
        let text = if kind == BlockKind::Preformatted {
            line.trim_matches('\n').trim_end().to_owned()
        } else {
            without_blanks(&line)
        };
        let references = std::mem::take(&mut self.references);
        if !text.trim().is_empty() {
            // The number of an item is part of what the article says, as in plain text.
            let number = self.number.take().filter(|_| kind == BlockKind::ListItem);
            let number = number.map(|number| format!("{number}. ")).unwrap_or_default();
            let nesting = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
            let level = self.heading.or((kind == BlockKind::ListItem).then_some(nesting));
            let place = |at: usize| number.len() + without_blanks(line.get(..at).unwrap_or_default()).len();
            let mut marks = Vec::new();
            for (at, label) in references {
                marks.push(Mark { at: place(at), what: Marked::Note(self.referred.len()) });
                self.referred.push(label);
            }
            match self.notes.last_mut().filter(|_| kind == BlockKind::Footnote) {
                Some(note) => note.text += &format!("\n{text}"),
                None => self.pieces.push(Piece { level, marks, ..Piece::new(kind, number + &text) }),
            }
        }
        let captions = std::mem::take(&mut self.captions);
        self.pieces
            .extend(captions.iter().map(|alt| Piece::new(BlockKind::Caption, clean::blanks(&alt.replace('\n', " ")))));
    }

    fn finish(mut self) -> Result<Article, ImportError> {
        let mut article = Article::default();
        self.warn(&mut article);
        self.name_notes();
        let mut pieces = self.pieces;
        let hed = pieces.iter().position(|piece| piece.kind == BlockKind::Heading && piece.level == Some(1));
        furniture::propose(&mut pieces);
        let front = front_matter(&self.front);
        match hed {
            Some(at) => {
                pieces[at].kind = BlockKind::Hed;
                (pieces[at].level, pieces[at].aside) = (None, false);
                article.title = Some(pieces[at].text.replace('\n', " "));
                below_headline(&mut pieces[at + 1..], &mut article);
            }
            None if front.iter().any(|(key, _)| key == "title") => below_headline(&mut pieces, &mut article),
            None => head::mark(&mut pieces, &mut article),
        }
        put_front(&mut pieces, &front, &mut article);
        Document { pieces, notes: self.notes, ..Document::default() }.put(&mut article)?;
        Ok(article)
    }

    /// Has the marks in the text name the notes themselves, now that all are known. A reference to none is dropped.
    fn name_notes(&mut self) {
        let note = |label: &String| self.labels.iter().position(|known| known == label);
        let places: Vec<Option<usize>> = self.referred.iter().map(note).collect();
        for piece in &mut self.pieces {
            piece.marks.retain_mut(|mark| {
                let Marked::Note(reference) = &mut mark.what else { return true };
                let place = places.get(*reference).copied().flatten();
                place.map(|place| *reference = place).is_some()
            });
        }
    }

    fn warn(&self, article: &mut Article) {
        let mut say = |count: usize, text: &str| {
            if count > 0 {
                article.warnings.push(text.replace("{}", &count.to_string()));
            }
        };
        say(self.images, "Pictures were left out ({}); what is written about them is kept as a caption.");
        say(self.tables, "Tables were taken cell by cell ({}).");
        say(self.html, "Pieces of HTML were taken without their tags ({}).");
    }
}

/// Lines without blanks at their ends, and without those that are empty.
fn without_blanks(text: &str) -> String {
    let lines = text.split('\n').map(clean::blanks).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Marks what belongs to a headline in the pieces that follow it.
fn below_headline(pieces: &mut [Piece], article: &mut Article) {
    head::mark_credits(pieces, article);
    head::mark_dek_above_credits(pieces);
}

fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// A piece of HTML without its comments and tags, and without what is no text.
fn without_tags(html: &str) -> String {
    // A piece nested too deep to take apart has nothing to say.
    if super::html_scan::check(html).is_err() {
        return String::new();
    }
    let document = dom_query::Document::fragment(html);
    let pieces = super::html_blocks::walk(&document.root()).pieces;
    pieces.into_iter().map(|piece| piece.text).collect::<Vec<_>>().join("\n")
}

/// The lines `key: value` of the front matter, values without their quotation marks.
fn front_matter(text: &str) -> Vec<(String, String)> {
    let pairs =
        text.lines().filter(|line| !line.starts_with([' ', '\t', '-', '#'])).filter_map(|line| line.split_once(':'));
    pairs
        .map(|(key, value)| {
            (key.trim().to_lowercase(), clean::blanks(value.trim().trim_matches(['"', '\'', '[', ']'])))
        })
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// Front matter is printed by whatever makes a page of it, so it stands at the top as blocks as well.
fn put_front(pieces: &mut Vec<Piece>, front: &[(String, String)], article: &mut Article) {
    let value = |keys: &[&str]| {
        keys.iter().find_map(|wanted| front.iter().find(|(key, _)| key == wanted)).map(|(_, value)| value.clone())
    };
    let mut at = pieces.iter().position(|piece| piece.kind == BlockKind::Hed).map_or(0, |at| at + 1);
    let mut put = |kind: BlockKind, text: &str| {
        pieces.insert(at, Piece::new(kind, text));
        at += 1;
    };
    if let Some(title) = value(&["title"]).filter(|_| article.title.is_none()) {
        put(BlockKind::Hed, &title);
        article.title = Some(title);
    }
    if let Some(dek) = value(&["subtitle", "dek", "description"]) {
        put(BlockKind::Dek, &dek);
    }
    if let Some(byline) = value(&["author", "authors", "byline"]).filter(|_| article.byline.is_none()) {
        put(BlockKind::Byline, &byline);
        article.byline = Some(byline);
    }
    article.section = article.section.take().or_else(|| value(&["section", "category"]));
    if let Some(date) = value(&["date", "published"]).filter(|_| article.published.is_none()) {
        let line: Vec<&str> = article.section.iter().map(String::as_str).chain([date.as_str()]).collect();
        put(BlockKind::Dateline, &line.join(" | "));
        article.published = Some(date);
    }
    article.language = value(&["lang", "language"]).and_then(|tag| super::html_meta::language_tag(&tag));
}
