//! `tickmark source add`.

use crate::cli::json::Made;
use crate::cli::vocabulary::words;
use crate::cli::{Context, Output};
use crate::model::source::{Gathering, Rank};
use crate::model::{Request, SourceDetails, SourceKind};
use crate::session::Problem;
use clap::Args;
use std::path::PathBuf;

/// Add a source of the story.
///
/// Names, contacts and all else that tells who a confidential source is stay out of every report unless the report is
/// asked for with them. Prints {"id": "…"}, the identifier of the new source.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark source add story.tickmark --type person --title 'Press officer' \
    --contact '+82 2 000' --terms background --confidential")]
pub(in crate::cli) struct Add {
    /// The project file.
    project: PathBuf,
    /// What it is.
    #[arg(long = "type", value_name = "TYPE", value_parser = words(SourceKind::ALL, SourceKind::key))]
    kind: SourceKind,
    /// Its title; for a person, the name or the role they may be called by.
    #[arg(long)]
    title: String,
    /// The author, the speaker, the publisher.
    #[arg(long, default_value = "", hide_default_value = true)]
    who: String,
    /// The place of an interview, the archive, the edition.
    #[arg(long = "where", value_name = "WHERE", default_value = "", hide_default_value = true)]
    place: String,
    /// When it was made, said or published.
    #[arg(long, default_value = "", hide_default_value = true)]
    when: String,
    /// Its address on the web.
    #[arg(long, default_value = "", hide_default_value = true)]
    url: String,
    /// How to reach the person.
    #[arg(long, default_value = "", hide_default_value = true)]
    contact: String,
    /// On what terms it may be used: on the record, background, not for attribution.
    #[arg(long, default_value = "", hide_default_value = true)]
    terms: String,
    /// How we came by it.
    #[arg(long, value_parser = words(Gathering::ALL, Gathering::key))]
    gathering: Option<Gathering>,
    /// How near it is to what it speaks of.
    #[arg(long, value_parser = words(Rank::ALL, Rank::key))]
    rank: Option<Rank>,
    /// Keep who it is out of every report.
    #[arg(long)]
    confidential: bool,
    /// A file to keep a copy of with the project; may be given several times.
    #[arg(long, value_name = "FILE")]
    keep: Vec<PathBuf>,
    /// Print JSON, as always.
    #[arg(long, hide = true)]
    json: bool,
}

impl Add {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let id = context.change(&self.project, |session| {
            let copy = |file: &PathBuf| session.copy_of_file(file, "", context.now);
            let kept = self.keep.iter().map(copy).collect::<Result<Vec<_>, _>>()?;
            session.ask(Request::AddSource(Box::new(self.details()), kept), context.now)
        })?;
        Output::json(&Made { id: id.unwrap_or_default() })
    }

    fn details(&self) -> SourceDetails {
        SourceDetails {
            who: self.who.clone(),
            place: self.place.clone(),
            when: self.when.clone(),
            url: self.url.clone(),
            contact: self.contact.clone(),
            terms: self.terms.clone(),
            gathering: self.gathering,
            rank: self.rank,
            confidential: self.confidential,
            ..SourceDetails::new(self.kind, self.title.clone())
        }
    }
}
