//! The text of a report: its blocks as paragraphs and tables.

use super::item::Place;
use super::numbering::Numbering;
use super::package::Package;
use super::{contents, looks, styles, table, xml};
use crate::export::flow::{Block, Count, Flow, Heading, HeadingKind, Link, Paragraph, Run, Style};
use crate::export::link::office_link;
use crate::export::report::Direction;
use crate::export::{Logo, PageSize};
use crate::model::BlockKind;

/// The text while it is written.
pub(super) struct Body<'f> {
    pub flow: &'f Flow<'f>,
    pub page: PageSize,
    pub out: String,
    package: Package,
    bookmarks: usize,
    /// What comes next begins on a new page.
    breaks: bool,
    /// The entry of a claim is being written: what belongs to it stands behind its number.
    pub in_entry: bool,
    /// What to ask somebody is being written: the lines under it belong to it.
    asks: bool,
}

impl<'f> Body<'f> {
    pub fn new(flow: &'f Flow<'f>, page: PageSize, package: Package) -> Self {
        Self {
            flow,
            page,
            package,
            out: String::with_capacity(1 << 20),
            bookmarks: 0,
            breaks: false,
            in_entry: false,
            asks: false,
        }
    }

    /// All of it, and the package with the links that were found.
    pub fn all(mut self) -> (String, Package) {
        for block in &self.flow.blocks {
            self.block(block);
        }
        (self.out, self.package)
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Logo(logo, house) => self.logo(logo, house),
            Block::Title(runs) => {
                self.open("Title", self.direction(runs));
                self.close(runs);
            }
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Counts(counts) => counts.iter().for_each(|count| self.count(count)),
            Block::List(list) => self.list(list),
            Block::Table(table) => table::table(self, table),
            Block::Contents => contents::contents(self),
            Block::PageBreak => self.breaks = true,
        }
    }

    /// The logo of the house, in a line of its own (ISO/IEC 29500-1, 20.4.2.8 and 20.2.2.5).
    fn logo(&mut self, logo: &Logo, house: &str) {
        // English Metric Units of a pixel of 1/96 inch.
        const PIXEL: u32 = 9_525;
        let (ending, kind) = (logo.kind().ending(), logo.kind().media_type());
        let picture = self.package.picture(ending, kind, logo.bytes());
        let (width, height) = logo.shown();
        let (width, height) = (width * PIXEL, height * PIXEL);
        let alt = xml::escaped(if house.trim().is_empty() { "Logo" } else { house });
        let main = "http://schemas.openxmlformats.org/drawingml/2006";
        self.open("Lead", "");
        put!(
            &mut self.out,
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\" xmlns:wp=\"{main}/wordprocessingDrawing\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
            <wp:docPr id=\"1\" name=\"Logo\" descr=\"{alt}\"/><a:graphic xmlns:a=\"{main}/main\"><a:graphicData uri=\"{main}/picture\">\
            <pic:pic xmlns:pic=\"{main}/picture\"><pic:nvPicPr><pic:cNvPr id=\"1\" name=\"logo.{ending}\"/><pic:cNvPicPr/></pic:nvPicPr>\
            <pic:blipFill><a:blip r:embed=\"{picture}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
            <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
            <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        );
        self.out.push_str("</w:p>");
    }

    /// Begins a paragraph; `more` are the properties that stand behind those of its place on the page (17.3.1.26).
    pub fn open(&mut self, style: &str, more: &str) {
        let breaks = if std::mem::take(&mut self.breaks) { "<w:pageBreakBefore/>" } else { "" };
        put!(&mut self.out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{breaks}{more}</w:pPr>");
    }

    /// Ends a paragraph with these runs.
    pub fn close(&mut self, runs: &[Run]) {
        runs.iter().for_each(|run| self.run(run));
        self.out.push_str("</w:p>");
    }

    /// The direction of a paragraph in the words of the article.
    fn direction(&self, runs: &[Run]) -> &'static str {
        let of_text = || runs.iter().find(|run| !run.text.trim().is_empty()).map(|run| styles::direction(&run.text).0);
        match self.flow.direction {
            Direction::Rtl => "<w:bidi/>",
            Direction::Ltr => "",
            Direction::Auto => of_text().unwrap_or_default(),
        }
    }

    fn heading(&mut self, heading: &Heading) {
        (self.in_entry, self.asks) = (heading.kind == HeadingKind::Entry, false);
        self.open(
            match heading.kind {
                HeadingKind::Section => "Heading1",
                HeadingKind::Group => "Heading2",
                HeadingKind::Entry => "Entry",
            },
            "",
        );
        self.named(&heading.id, |body| {
            heading.label.iter().for_each(|run| body.run(run));
            if !heading.label.is_empty() {
                body.out.push_str(TAB);
            }
            heading.runs.iter().for_each(|run| body.run(run));
        });
        self.out.push_str("</w:p>");
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let direction = self.direction(&paragraph.runs);
        self.asks |= paragraph.style == Style::Ask;
        match (paragraph.style, paragraph.number) {
            (Style::Article(BlockKind::ListItem, level), _) => {
                let item = Numbering::default().item(None, level);
                let left = 964 + 360 * u32::from(level.clamp(1, 9));
                self.open("ArticleItem", &format!("{item}{direction}<w:ind w:left=\"{left}\" w:hanging=\"360\"/>"));
            }
            (Style::Article(..), Some(number)) => {
                self.open("ArticleNumbered", direction);
                xml::run(&mut self.out, "<w:rStyle w:val=\"Margin\"/>", &number.to_string());
                self.out.push_str(TAB);
            }
            (Style::Article(kind, _), None) => self.open(of_article(kind), direction),
            (Style::Small, _) if self.in_entry => self.open("EntryLine", ""),
            (Style::Small, _) if self.asks => self.open("AskLine", ""),
            (style, _) => self.open(of_report(style), ""),
        }
        self.close(&paragraph.runs);
    }

    fn count(&mut self, count: &Count) {
        self.open("Counts", "");
        self.run(&Run::words(count.claims.to_string()));
        self.out.push_str(TAB);
        let word = format!("{} {}", count.mark.glyph(), count.word);
        self.close(&[Run::bold(word).marked(count.mark)]);
    }

    /// What links inside the report lead to (17.13.6).
    pub fn named(&mut self, id: &str, write: impl FnOnce(&mut Self)) {
        self.bookmarks += 1;
        let number = self.bookmarks;
        put!(&mut self.out, "<w:bookmarkStart w:id=\"{number}\" w:name=\"{}\"/>", bookmark(id));
        write(self);
        put!(&mut self.out, "<w:bookmarkEnd w:id=\"{number}\"/>");
    }

    pub fn run(&mut self, run: &Run) {
        match &run.id {
            Some(id) => self.named(id, |body| body.linked(run)),
            None => self.linked(run),
        }
    }

    fn linked(&mut self, run: &Run) {
        let open = match &run.link {
            Some(Link::Web(address)) => {
                office_link(address).map(|link| format!("<w:hyperlink r:id=\"{}\">", self.package.link(link)))
            }
            Some(Link::Inside(id)) => Some(format!("<w:hyperlink w:anchor=\"{}\">", bookmark(id))),
            None => None,
        };
        self.out.push_str(open.as_deref().unwrap_or_default());
        xml::run(&mut self.out, &looks::properties(run), &run.text);
        self.out.push_str(if open.is_some() { "</w:hyperlink>" } else { "" });
    }

    /// Where something stands behind a label or a number.
    pub fn place(&self) -> Place {
        if self.in_entry { Place::ENTRY } else { Place::FRONT }
    }
}

/// A tab between a number and what it is of.
pub(super) const TAB: &str = "<w:r><w:tab/></w:r>";

/// A name for a bookmark: hidden from the list of those that people made, of letters, figures and low lines only.
pub(super) fn bookmark(id: &str) -> String {
    let plain = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    "_".chars().chain(plain).take(40).collect()
}

/// The style of a paragraph.
pub(super) fn of_report(style: Style) -> &'static str {
    match style {
        Style::Lead => "Lead",
        Style::Byline => "Byline",
        Style::Progress => "Progress",
        Style::Plain => "Normal",
        Style::Small => "Small",
        Style::Empty => "Empty",
        Style::Ask => "Ask",
        Style::Room => "Room",
        Style::Closing => "Closing",
        Style::Legend => "Legend",
        Style::Quote => "Quotation",
        Style::Passage => "Passage",
        Style::Citation => "Citation",
        Style::Article(kind, _) => of_article(kind),
    }
}

fn of_article(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Hed => "ArticleHed",
        BlockKind::Dek => "ArticleDek",
        BlockKind::Byline | BlockKind::Dateline => "ArticleCredit",
        BlockKind::Heading => "ArticleHeading",
        BlockKind::Paragraph => "Article",
        BlockKind::ListItem => "ArticleItem",
        BlockKind::Quotation => "ArticleQuotation",
        BlockKind::Caption => "ArticleCaption",
        BlockKind::Preformatted => "ArticlePreformatted",
        BlockKind::TableCell | BlockKind::TextBox | BlockKind::Footnote | BlockKind::Endnote => "ArticleAside",
    }
}
