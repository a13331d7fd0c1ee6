//! `tickmark report`: the project as a file to hand on.

use super::output::{misused, warn};
use super::vocabulary::words;
use super::{Context, Output, find_source};
use crate::export::{Choice, CitationStyle, Edition, Format, Options};
use crate::model::{Source, SourceId, SourceKind, typography};
use crate::session::house::HousePlace;
use crate::session::{Problem, Session};
use crate::store::settings;
use chrono::{Local, Offset};
use clap::Args;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Write the report: what was claimed, what was found, on what evidence, and what is still open.
///
/// The checking copy holds everything, for the archive; the checked copy the changes and the open questions, for the
/// editor; the legal copy the flagged claims; the call sheet what each person must confirm, never in the words of a
/// quotation, for the checker who calls. Who confidential sources are is left out unless asked for.
///
/// A house may have its own name, logo, colour, words and line at the foot in a file `house.json` in the folder for
/// settings, or in the one that --house names. When it cannot be used, nothing is exported.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark report story.tickmark --edition checked-copy -o for-the-editor.html")]
pub(super) struct Report {
    /// The project file.
    project: PathBuf,
    /// Which report.
    #[arg(long, default_value = "checking-copy", value_parser = words(Edition::ALL, Edition::key))]
    edition: Edition,
    /// The format; otherwise by the ending of FILE, or HTML.
    #[arg(long, value_parser = words(Format::ALL, Format::key))]
    format: Option<Format>,
    /// The style that sources are cited in.
    #[arg(long, default_value = "plain", value_name = "STYLE", value_parser = words(CitationStyle::ALL, CitationStyle::key))]
    citations: CitationStyle,
    /// Say in the checking copy everything that was done, in order.
    #[arg(long)]
    audit_trail: bool,
    /// Which claims the marked-up Word file gets comments for.
    #[arg(long, default_value = "all", value_parser = words(Choice::ALL, Choice::key))]
    choice: Choice,
    /// Say in it who confidential sources are.
    #[arg(long)]
    with_confidential: bool,
    /// The person whose call sheet is wanted: number in `tickmark source list`, identifier, or title; otherwise everybody.
    #[arg(long, value_name = "SOURCE")]
    person: Option<String>,
    /// The style of the house, in place of that in the folder for settings.
    #[arg(long, value_name = "FILE")]
    house: Option<PathBuf>,
    /// The file to write; otherwise the report is printed, unless it is no text and would go to a terminal.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Report {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let format = self.format.or_else(|| by_ending(self.output.as_deref()?)).unwrap_or(Format::Html);
        if self.output.is_none() && !format.is_text() && std::io::stdout().is_terminal() {
            return Ok(misused(&Problem::new(
                format!("a terminal cannot show a report in the format {format}"),
                "add -o FILE to write it to a file, or send it on with | or >",
            )));
        }
        let session = context.open(&self.project)?;
        let options = Options {
            edition: self.edition,
            with_confidential: self.with_confidential,
            audit_trail: self.audit_trail,
            choice: self.choice,
            person: self.person(&session)?,
            citations: self.citations,
            ..Options::new(context.now, context.now.with_timezone(&Local).offset().fix())
        };
        let usual = || settings::folder().map(HousePlace::InFolder);
        let house = self.house.map(HousePlace::File).or_else(usual);
        let order = session.export_order(options, format).in_house(house);
        let Some(path) = self.output else {
            let exported = order.make(&mut |_| true)?;
            warn(exported.notices.iter().map(String::as_str));
            return Ok(Output::bytes(exported.bytes));
        };
        let written = order.write(&path, &mut |_| true)?;
        warn(written.notices.iter().map(String::as_str));
        let what = if format.has_editions() { self.edition.word() } else { format.word() };
        Ok(Output::text(format!("{}: {what}", path.display())))
    }
}

impl Report {
    /// The person whose call sheet is wanted.
    fn person(&self, session: &Session) -> Result<Option<SourceId>, Problem> {
        let Some(called) = &self.person else { return Ok(None) };
        if self.edition != Edition::CallSheet {
            return Err(Problem::new("--person is for a call sheet", "add --edition call-sheet"));
        }
        let id = find_source(session, called).or_else(|problem| titled(session, called).ok_or(problem))?;
        let source = session.project().source(&id).map(|source| &source.details);
        match source.filter(|details| details.kind != SourceKind::Person) {
            None => Ok(Some(id)),
            Some(details) => {
                let what = format!("“{}” is a {}, and a call sheet is for a person", details.title, details.kind);
                Err(Problem::new(what, "`tickmark source list PROJECT` lists the sources with their numbers"))
            }
        }
    }
}

/// The only source of this title.
fn titled(session: &Session, title: &str) -> Option<SourceId> {
    let wanted = typography::form(&title.to_lowercase());
    let is_it = |source: &&Source| typography::form(&source.details.title.to_lowercase()) == wanted;
    let mut found = session.project().sources().filter(is_it);
    found.next().filter(|_| found.next().is_none()).map(|source| source.id.clone())
}

fn by_ending(path: &Path) -> Option<Format> {
    Format::by_ending(path.extension()?.to_str()?)
}
