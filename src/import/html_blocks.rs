//! A page's tree → pieces: what stands in a block of its own becomes one, what stands in a line stays in it.

use super::clean;
use super::piece::Piece;
use crate::model::BlockKind;
use dom_query::NodeRef;

/// How deep the walk goes; the parser may nest deeper than the page's own tags.
const DEPTH: usize = 2_000;

/// Bytes of the longest text that is taken for a caption by the class of its element alone.
const LONGEST_CAPTION: usize = 600;

/// What a walk found.
#[derive(Debug, Default)]
pub struct Blocks {
    /// The blocks, in order.
    pub pieces: Vec<Piece>,
    /// How many pictures there were.
    pub images: usize,
    /// How many films, sounds and frames there were.
    pub media: usize,
    /// How many tables were taken cell by cell.
    pub tables: usize,
    line: String,
    /// Bytes of the line that are in a link.
    linked: usize,
}

/// What surrounds a text.
#[derive(Clone, Copy, Debug)]
struct Place {
    kind: BlockKind,
    level: Option<u8>,
    preformatted: bool,
    /// Inside a table of data.
    data: bool,
    link: bool,
    lists: u8,
    depth: usize,
}

/// What an element does to its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Inline,
    Link,
    Block,
    Left,
    Image,
    Media,
    Break,
    Heading(u8),
    List,
    Item,
    Quote,
    Caption,
    Table,
    Cell,
    Preformatted,
    Superscript,
}

/// Walks over everything inside this node.
pub fn walk(node: &NodeRef) -> Blocks {
    let mut blocks = Blocks::default();
    let place = Place {
        kind: BlockKind::Paragraph,
        level: None,
        preformatted: false,
        data: false,
        link: false,
        lists: 0,
        depth: 0,
    };
    blocks.children(node, place);
    blocks.end_block(place);
    blocks
}

impl Blocks {
    fn children(&mut self, node: &NodeRef, place: Place) {
        if place.depth > DEPTH {
            return;
        }
        let place = Place { depth: place.depth + 1, ..place };
        for child in node.children_it(false) {
            if child.is_text() {
                self.text(&child.text(), place);
            } else if child.is_element() {
                self.element(&child, place);
            }
        }
    }

    fn element(&mut self, node: &NodeRef, place: Place) {
        let element = by_class(node, element(&node.node_name().unwrap_or_default()));
        if element == Element::Left || is_hidden(node) {
            return;
        }
        match element {
            Element::Left => {}
            Element::Inline => self.children(node, place),
            Element::Link => self.children(node, Place { link: true, ..place }),
            Element::Image => self.images += 1,
            Element::Media => self.media += 1,
            Element::Break => self.line.push('\n'),
            Element::Superscript => self.superscript(node, place),
            Element::Table => {
                let data = is_data(node);
                self.tables += usize::from(data);
                self.block(node, place, Place { data, ..place });
            }
            _ => self.block(node, place, inside(element, place)),
        }
    }

    fn block(&mut self, node: &NodeRef, outside: Place, inside: Place) {
        self.end_block(outside);
        self.children(node, inside);
        self.end_block(inside);
    }

    /// Digits set high stay apart from the word or figure before them: 28,500 and a note 1 must not become 28,5001.
    fn superscript(&mut self, node: &NodeRef, place: Place) {
        match superscript(node.text().trim()) {
            Some(digits) => self.line.push_str(&digits),
            None => self.children(node, place),
        }
    }

    /// White space of the source is one blank; where there was none, none comes in.
    fn text(&mut self, text: &str, place: Place) {
        let before = self.line.len();
        self.append(text, place);
        self.linked += if place.link { self.line.len() - before } else { 0 };
    }

    fn append(&mut self, text: &str, place: Place) {
        if place.preformatted {
            self.line.push_str(text);
            return;
        }
        for c in text.chars() {
            if !matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}') {
                self.line.push(c);
            } else if !self.line.is_empty() && !self.line.ends_with([' ', '\n']) {
                self.line.push(' ');
            }
        }
    }

    fn end_block(&mut self, place: Place) {
        let line = std::mem::take(&mut self.line);
        let link = std::mem::take(&mut self.linked) * 10 >= line.trim().len() * 9;
        let text = clean::characters(&line);
        if place.preformatted {
            self.push(place, link, text.trim_matches('\n').trim_end().to_owned());
            return;
        }
        // Two line breaks in a row part paragraphs.
        let mut paragraph: Vec<String> = Vec::new();
        for line in text.split('\n').map(clean::blanks) {
            if !line.is_empty() {
                paragraph.push(line);
            } else if !paragraph.is_empty() {
                self.push(place, link, std::mem::take(&mut paragraph).join("\n"));
            }
        }
        self.push(place, link, paragraph.join("\n"));
    }

    fn push(&mut self, place: Place, link: bool, text: String) {
        if text.chars().any(|c| !c.is_whitespace()) {
            self.pieces.push(Piece { level: place.level, link, ..Piece::new(place.kind, text) });
        }
    }
}

/// The place inside an element.
fn inside(element: Element, place: Place) -> Place {
    let kind = |kind, level| Place { kind, level, ..place };
    match element {
        Element::Heading(level) => kind(BlockKind::Heading, Some(level)),
        Element::List => Place { lists: place.lists.saturating_add(1), ..place },
        Element::Item => kind(BlockKind::ListItem, Some(place.lists.max(1))),
        Element::Quote => kind(BlockKind::Quotation, None),
        Element::Caption => kind(BlockKind::Caption, None),
        Element::Cell if place.data => kind(BlockKind::TableCell, None),
        Element::Preformatted => Place { preformatted: true, ..kind(BlockKind::Preformatted, None) },
        _ => place,
    }
}

fn element(name: &str) -> Element {
    match name {
        "script" | "style" | "noscript" | "template" | "head" | "title" | "nav" | "button" | "select" | "datalist"
        | "input" | "textarea" | "svg" | "math-annotation" | "canvas" | "dialog" | "progress" | "meter" => {
            Element::Left
        }
        "img" | "picture" | "amp-img" => Element::Image,
        "video" | "audio" | "iframe" | "embed" | "object" | "amp-video" | "amp-iframe" => Element::Media,
        "br" => Element::Break,
        "a" => Element::Link,
        "h1" => Element::Heading(1),
        "h2" => Element::Heading(2),
        "h3" => Element::Heading(3),
        "h4" => Element::Heading(4),
        "h5" => Element::Heading(5),
        "h6" => Element::Heading(6),
        "ul" | "ol" | "dl" | "menu" => Element::List,
        "li" | "dt" | "dd" => Element::Item,
        "blockquote" => Element::Quote,
        "figcaption" | "caption" => Element::Caption,
        "table" => Element::Table,
        "td" | "th" => Element::Cell,
        "pre" | "listing" | "xmp" => Element::Preformatted,
        "sup" => Element::Superscript,
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "address" | "figure"
        | "fieldset" | "legend" | "details" | "summary" | "hgroup" | "center" | "body" | "html" | "form" | "tr"
        | "tbody" | "thead" | "tfoot" | "hr" | "noframes" | "search" => Element::Block,
        _ => Element::Inline,
    }
}

/// What an element is by its class, where classes are known: the text under a picture, and the edit links that MediaWiki
/// puts behind every heading.
fn by_class(node: &NodeRef, element: Element) -> Element {
    let Some(class) = node.class() else { return element };
    let class = class.to_ascii_lowercase();
    if class.split_ascii_whitespace().any(|name| name == "mw-editsection") {
        return Element::Left;
    }
    let is_caption = class
        .split_ascii_whitespace()
        .any(|name| name.split(['-', '_']).any(|part| matches!(part, "caption" | "figcaption")));
    let holds_text = matches!(element, Element::Block | Element::Item | Element::Inline);
    if is_caption && holds_text && node.text().trim().len() <= LONGEST_CAPTION { Element::Caption } else { element }
}

/// Digits as raised ones; none for any other text.
pub fn superscript(text: &str) -> Option<String> {
    text.chars().map(superscript_digit).collect::<Option<String>>().filter(|digits| !digits.is_empty())
}

fn superscript_digit(c: char) -> Option<char> {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    c.to_digit(10).and_then(|digit| digits.get(digit as usize).copied())
}

fn is_hidden(node: &NodeRef) -> bool {
    let style = node.attr("style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    });
    style || node.has_attr("hidden")
}

/// True for a table of data: several columns, no table and no long text inside. Others only lay out a page.
fn is_data(table: &NodeRef) -> bool {
    if table.attr("role").is_some_and(|role| matches!(role.as_ref(), "presentation" | "none")) {
        return false;
    }
    let (mut columns, mut longest) = (0, 0);
    for node in table.descendants_it().filter(NodeRef::is_element) {
        match node.node_name().unwrap_or_default().as_ref() {
            "table" => return false,
            "tr" => columns = columns.max(node.element_children().len()),
            "td" | "th" => longest = longest.max(node.text().len()),
            _ => {}
        }
    }
    columns > 1 && longest < 600
}
