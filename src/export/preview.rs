//! How a file begins, for whoever is about to write it.
//!
//! The file is made as it will be written, so that a preview never says more or less than the file: its size and its
//! notices are those of the file. Of a text format the first lines are shown, of a table the first rows; what a browser or
//! a printer would set as pages is shown by the words of its first page, from the tree that the file was made from. The
//! writer's file is read again, and shown with the comments that are then on its margin.

use super::redact::Redacted;
use super::report::{Call, Report, Section};
use super::{ExportError, Format, Options, clean, csv, export};
use crate::import::{self, ImportError};
use crate::model::article::Comment;
use crate::model::{Article, BlockKind, Project};
use crate::text::replies;

/// How many lines are shown.
const LINES: usize = 40;
/// How many rows of a table are shown, its head not counted.
const ROWS: usize = 12;
/// How many characters a line or a cell may have.
const LONGEST: usize = 400;
/// How many rows of a list are shown on the first page.
const LISTED: usize = 6;

/// What of a format is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The words of the first page.
    Page,
    /// The words of the first page with the comments beside them.
    Margin,
    /// The first lines of the text.
    Text,
    /// The first rows, cell by cell.
    Table,
}

/// How a file begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The beginning.
    pub body: PreviewBody,
    /// There is more in the file than what is shown.
    pub more: bool,
    /// How large the file is, in bytes.
    pub size: usize,
    /// What it says about confidential sources; empty when there are none.
    pub confidential: String,
    /// It tells who confidential sources are.
    pub tells_confidential: bool,
    /// What a person has to know about the file, a sentence each.
    pub notices: Vec<String>,
}

/// The beginning of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreviewBody {
    /// The words of its first page.
    Page(Vec<Line>),
    /// Its first lines.
    Text(Vec<String>),
    /// Its first rows, the head in front.
    Table(Vec<Vec<String>>),
}

/// A line of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The title of the story.
    Title(String),
    /// The heading of a part.
    Heading(String),
    /// Words.
    Words(String),
    /// Words of less weight.
    Aside(String),
}

impl Preview {
    /// Makes the file in this format and shows how it begins. `watch` is as in [`export()`].
    ///
    /// # Errors
    /// As [`export()`].
    pub fn new(
        project: &Project,
        options: &Options,
        format: Format,
        watch: &mut dyn FnMut(f32) -> bool,
    ) -> Result<Self, ExportError> {
        let exported = export(project, options, format, watch)?;
        let redacted = Redacted::new(project, options.with_confidential);
        let report = Report::new(&redacted, options);
        let (body, more) = match format.look() {
            Look::Page => page(&report),
            Look::Margin => margin(&exported.bytes)?,
            Look::Text => text(&exported.bytes),
            Look::Table if format == Format::Csv => table(&exported.bytes),
            Look::Table => table(&csv::render(&report)),
        };
        Ok(Self {
            body,
            more,
            size: exported.bytes.len(),
            confidential: report.confidential.clone(),
            tells_confidential: report.tells_confidential,
            notices: exported.notices,
        })
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

fn text(bytes: &[u8]) -> (PreviewBody, bool) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let shown = lines.by_ref().take(LINES).map(|line| shortened(&clean::clean(line))).collect();
    (PreviewBody::Text(shown), lines.next().is_some())
}

fn table(bytes: &[u8]) -> (PreviewBody, bool) {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut rows = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes).into_records().flatten();
    let cells = |row: ::csv::StringRecord| row.iter().map(shortened).collect();
    let shown = rows.by_ref().take(ROWS + 1).map(cells).collect();
    (PreviewBody::Table(shown), rows.next().is_some())
}

fn page(report: &Report) -> (PreviewBody, bool) {
    let mut lines = head(report);
    for section in &report.sections {
        lines.push(Line::Heading(report.heading(*section).to_owned()));
        self::section(&mut lines, report, *section);
        if lines.len() > LINES {
            break;
        }
    }
    let more = lines.len() > LINES || report.sections.len() > 1;
    lines.truncate(LINES);
    (PreviewBody::Page(lines.into_iter().map(one_line).collect()), more)
}

/// The beginning of a Word file, each comment under the paragraph that it begins in.
fn margin(bytes: &[u8]) -> Result<(PreviewBody, bool), ImportError> {
    let article = import::read(bytes, "preview.docx", &import::Options::default())?;
    let mut comments: Vec<&Comment> = article.comments.iter().collect();
    comments.sort_by_key(|comment| comment.start);
    let mut comments = comments.into_iter().peekable();
    let mut lines = Vec::new();
    for block in &article.blocks {
        let words = article.block_text(block).to_owned();
        lines.push(if block.kind == BlockKind::Hed { Line::Title(words) } else { Line::Words(words) });
        while let Some(comment) = comments.next_if(|comment| comment.start <= block.end) {
            lines.push(Line::Aside(beside(&article, comment)));
        }
        if lines.len() > LINES {
            break;
        }
    }
    let more = lines.len() > LINES;
    lines.truncate(LINES);
    Ok((PreviewBody::Page(lines.into_iter().map(one_line).collect()), more))
}

/// A comment in one line: the words that it is on, who wrote it, and what it says.
fn beside(article: &Article, comment: &Comment) -> String {
    let words = article.text.get(comment.start..comment.end).unwrap_or_default();
    let ours = replies::claim_of(comment).map(|claim| replies::signature(&claim)).unwrap_or_default();
    let said: Vec<&str> =
        comment.text.lines().map(str::trim).filter(|line| !line.is_empty() && *line != ours).collect();
    format!("“{}” {}: {}", super::brief(words), comment.author, said.join(" · "))
}

fn one_line(line: Line) -> Line {
    let short = |text: String| shortened(&clean::one_line(&text));
    match line {
        Line::Title(text) => Line::Title(short(text)),
        Line::Heading(text) => Line::Heading(short(text)),
        Line::Words(text) => Line::Words(short(text)),
        Line::Aside(text) => Line::Aside(short(text)),
    }
}

fn head(report: &Report) -> Vec<Line> {
    let mut lines: Vec<Line> =
        Some(&report.house.name).filter(|name| !name.is_empty()).cloned().map(Line::Aside).into_iter().collect();
    lines.push(Line::Aside(report.edition_title()));
    lines.push(Line::Title(report.title.to_owned()));
    let printed: Vec<&str> = report.byline.iter().chain(&report.published).copied().collect();
    lines.extend((!printed.is_empty()).then(|| Line::Aside(printed.join(" · "))));
    if !report.checkers.is_empty() {
        lines.push(Line::Words(format!("Checked by {}", report.checkers.join(", "))));
    }
    lines.push(Line::Words(format!("Made {} (all times {})", report.made.local, report.zone)));
    let (label, what) = report.made_from();
    lines.push(Line::Aside(format!("{label}: {what}")));
    lines
}

fn section(lines: &mut Vec<Line>, report: &Report, section: Section) {
    match section {
        Section::Summary => {
            lines.push(Line::Words(report.progress()));
            let counts = report.counts.iter().filter(|(_, count)| *count > 0);
            let counts: Vec<String> =
                counts.map(|(mark, count)| format!("{} {count} {}", mark.glyph(), report.mark_word(*mark))).collect();
            lines.extend((!counts.is_empty()).then(|| Line::Words(counts.join(" · "))));
        }
        Section::SignOffs => {
            lines.extend(report.sign_offs.iter().map(|entry| Line::Words(format!("{}: {}", entry.role, entry.words))));
        }
        Section::MustFix => {
            for group in &report.must_fix {
                lines.push(Line::Aside(format!("{} ({})", group.label, group.claims.len())));
                lines.extend(group.claims.iter().take(LISTED).map(|claim| of_claim(report, *claim)));
            }
        }
        Section::Article => lines.extend(
            report.article.iter().take(LINES).map(|block| Line::Words(block.runs.iter().map(|run| run.text).collect())),
        ),
        Section::Claims | Section::Changes | Section::Flagged => {
            lines.extend(report.listed().take(LINES).map(|(claim, _)| of_claim(report, claim)));
            lines.extend(report.listed().next().is_none().then(|| Line::Words(report.no_claims().to_owned())));
        }
        Section::Calls if report.calls.is_empty() => lines.push(Line::Words(report.no_calls().to_owned())),
        Section::Calls => report.calls.iter().for_each(|call| self::call(lines, call)),
        Section::Sources | Section::Open | Section::Drafts | Section::History => {}
    }
}

fn of_claim(report: &Report, claim: usize) -> Line {
    let entry = &report.claims[claim];
    Line::Words(format!("{} {} {} – {}", claim + 1, entry.mark.glyph(), super::brief(entry.quote), entry.status))
}

fn call(lines: &mut Vec<Line>, call: &Call) {
    lines.push(Line::Heading(call.person.to_owned()));
    lines.extend(call.facts.iter().map(|(label, text)| Line::Words(format!("{label}: {text}"))));
    lines.extend((!call.withheld.is_empty()).then(|| Line::Aside(call.withheld.to_owned())));
    lines.push(Line::Aside(call.progress()));
    for ask in &call.asks {
        lines.push(Line::Words(format!("{} {}", ask.mark.glyph(), ask.words)));
        lines.push(Line::Aside(ask.whereabouts()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::canary::{KEPT, found_in, story};
    use crate::export::testing::Desk;
    use crate::export::{Choice, Edition, ExportError};
    use crate::model::Request;

    fn words(preview: &Preview) -> String {
        match &preview.body {
            PreviewBody::Text(lines) => lines.join("\n"),
            PreviewBody::Table(rows) => rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n"),
            PreviewBody::Page(lines) => {
                let text = |line: &Line| match line {
                    Line::Title(text) | Line::Heading(text) | Line::Words(text) | Line::Aside(text) => text.clone(),
                };
                lines.iter().map(text).collect::<Vec<_>>().join("\n")
            }
        }
    }

    fn preview(desk: &Desk, edition: Edition, named: bool, format: Format) -> Preview {
        Preview::new(&desk.project, &desk.options(edition, named), format, &mut |_| true).unwrap()
    }

    #[test]
    fn shows_how_the_file_begins_and_what_it_says_of_confidential_sources() {
        let desk = story();
        for edition in Edition::ALL {
            for format in Format::ALL.iter().filter(|format| format.has_editions()) {
                let shown = preview(&desk, *edition, false, *format);
                assert_eq!(shown.confidential, "1 confidential source, not named in this copy", "{edition} {format}");
                let text = words(&shown);
                assert_eq!(found_in(&text), None, "{edition} {format}: {KEPT}");
                // JSON begins with what it is and how the check stands.
                assert!(text.contains("28,500") || *format == Format::Json, "{edition} {format}: {text}");
                assert_eq!(shown.size, desk.bytes(*edition, false, *format).len());
                let named = preview(&desk, *edition, true, *format);
                assert!(named.tells_confidential && named.confidential.contains("NAMED"), "{edition} {format}");
            }
        }
    }

    #[test]
    fn the_writers_file_is_shown_with_what_will_stand_on_its_margin() {
        let mut desk = Desk::new(&["Some 28,500 troops stay.", "Seoul pays."]);
        let claim = desk.claim("28,500 troops");
        desk.ask(Request::SetQuestion(claim, "Since when?".into()));
        let shown = |choice| {
            let options = Options { choice, ..desk.options(Edition::CheckingCopy, false) };
            words(&Preview::new(&desk.project, &options, Format::DocxMarkup, &mut |_| true).unwrap())
        };
        let all = shown(Choice::All);
        let lines: Vec<&str> = all.lines().collect();
        assert_eq!((lines[0], lines[2]), ("Some 28,500 troops stay.", "Seoul pays."));
        let comment = "“28,500 troops” Tickmark: Claim 1 · ○ unchecked · Question: Since when?";
        assert_eq!(lines[1], comment);
        assert_eq!(shown(Choice::Changes), "Some 28,500 troops stay.\nSeoul pays.");
    }

    #[test]
    fn of_a_long_story_the_beginning_is_shown() {
        let paragraphs: Vec<String> =
            (0..200).map(|number| format!("Paragraph {number} has {number} words. ")).collect();
        let mut desk = Desk::new(&paragraphs.iter().map(String::as_str).collect::<Vec<_>>());
        (100..150).for_each(|number| drop(desk.claim(&format!("{number} words"))));
        for format in Format::ALL.iter().filter(|format| format.has_editions()) {
            let shown = preview(&desk, Edition::CheckingCopy, false, *format);
            let lines = words(&shown).lines().count();
            assert!(shown.more && (10..=LINES).contains(&lines), "{format}: {lines}");
        }
        let stopped =
            Preview::new(&desk.project, &desk.options(Edition::CheckingCopy, false), Format::Html, &mut |_| false);
        assert_eq!(stopped, Err(ExportError::Stopped));
        let mut short = Desk::new(&["One fact."]);
        short.claim("One");
        assert!(!preview(&short, Edition::CheckingCopy, false, Format::Csv).more);
    }
}
