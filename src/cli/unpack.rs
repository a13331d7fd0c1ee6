//! `tickmark unpack`: a pack back into a project and its files.

use super::{Output, passphrase};
use crate::model::Person;
use crate::session::packing::{Kind, Watch, pack_kind};
use crate::session::{Problem, UnpackMade, UnpackOrder};
use chrono::{DateTime, Utc};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// Unpack a pack into a folder.
///
/// A pack is checked before anything of it is kept: its limits, the names in it, and every file against its SHA-256.
/// What is there already is never replaced, and a pack that is refused leaves nothing behind.
/// With --json: {"project", "title", "files", "confidential": "included" or "left out", "made", "by"}.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark unpack story.zip -o from-the-desk")]
pub(super) struct Unpack {
    /// The pack.
    pack: PathBuf,
    /// The folder for its files; otherwise the current one. It is made when it is not there.
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// A file whose first line is the passphrase; otherwise it is that of TICKMARK_PASSPHRASE, or asked for.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What is printed as JSON.
#[derive(Serialize)]
struct Made {
    project: String,
    title: String,
    files: usize,
    confidential: &'static str,
    made: DateTime<Utc>,
    by: Person,
}

impl Unpack {
    pub(super) fn run(self) -> Result<Output, Problem> {
        let passphrase = match pack_kind(&self.pack) {
            Some(Kind::Encrypted) => Some(passphrase::read(self.passphrase_file.as_deref(), false)?),
            _ => None,
        };
        let folder = self.output.unwrap_or_else(|| PathBuf::from("."));
        let made = UnpackOrder { pack: self.pack, folder, passphrase }.run(&Watch::NOBODY)?;
        match self.json {
            true => Output::json(&shape(made)),
            false => Ok(Output::text(in_words(&made))),
        }
    }
}

fn confidential(made: &UnpackMade) -> &'static str {
    if made.without_confidential { "left out" } else { "included" }
}

fn shape(unpacked: UnpackMade) -> Made {
    let confidential = confidential(&unpacked);
    let UnpackMade { project, title, by, made, files, .. } = unpacked;
    Made { project: project.display().to_string(), title, files, confidential, made, by }
}

fn in_words(made: &UnpackMade) -> String {
    let files = if made.files == 1 { "file" } else { "files" };
    let project = made.project.display();
    let (title, by, when) = (&made.title, &made.by, made.made.format("%Y-%m-%d"));
    let confidential = confidential(made);
    format!("{project}: “{title}”, {} {files}, packed by {by} on {when}, confidential data {confidential}", made.files)
}
