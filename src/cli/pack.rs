//! `tickmark pack`: the project and every file kept with it, in one file to hand over.

use super::{Context, Output, passphrase};
use crate::session::packing::{PackChoice, Watch, pack_name};
use crate::session::{PackMade, Problem};
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Pack the project, the originals of its drafts and the copies of its sources into one file to hand over.
///
/// The pack is a zip archive with a manifest of SHA-256 digests. Without confidential data, it tells nothing of what
/// confidential sources told, and its name says so; such a copy has a history of its own and is never merged back.
/// Encrypted, it is a file of the format age-encryption.org/v1, which other programs can decrypt too.
/// With --json: {"pack", "files", "bytes", "confidential": "included" or "left out", "encrypted", "warnings"}.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark pack story.tickmark --without-confidential --encrypt")]
pub(super) struct Pack {
    /// The project file.
    project: PathBuf,
    /// The pack; otherwise named after the project, in the current folder.
    #[arg(short, long, value_name = "PACK")]
    output: Option<PathBuf>,
    /// Leave out who confidential sources are and what they told.
    #[arg(long)]
    without_confidential: bool,
    /// Encrypt it with a passphrase: that of --passphrase-file, or of TICKMARK_PASSPHRASE, or one that is asked for.
    #[arg(long)]
    encrypt: bool,
    /// A file whose first line is the passphrase.
    #[arg(long, value_name = "FILE", requires = "encrypt")]
    passphrase_file: Option<PathBuf>,
    /// Put the new pack in the place of a file that is there already.
    #[arg(long)]
    force: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What is printed as JSON.
#[derive(Serialize)]
struct Made {
    pack: String,
    files: usize,
    bytes: u64,
    confidential: &'static str,
    encrypted: bool,
    warnings: Vec<String>,
}

impl Pack {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let session = context.open(&self.project)?;
        let passphrase = match self.encrypt {
            true => Some(passphrase::read(self.passphrase_file.as_deref(), true)?),
            false => None,
        };
        let path = self.output.unwrap_or_else(|| beside(&self.project, self.without_confidential, self.encrypt));
        let choice =
            PackChoice { path, replace: self.force, without_confidential: self.without_confidential, passphrase };
        let made = session.pack_order(choice, context.now).run(&Watch::NOBODY)?;
        super::output::warn(made.warnings.iter().map(String::as_str));
        let confidential = if self.without_confidential { "left out" } else { "included" };
        match self.json {
            true => Output::json(&shape(made, confidential, self.encrypt)),
            false => Ok(Output::text(in_words(&made, confidential, self.encrypt))),
        }
    }
}

/// The pack named after a project, in the current folder.
fn beside(project: &Path, without_confidential: bool, encrypt: bool) -> PathBuf {
    let stem = project.file_stem().unwrap_or_default().to_string_lossy();
    pack_name(&stem, without_confidential, encrypt).into()
}

fn shape(made: PackMade, confidential: &'static str, encrypted: bool) -> Made {
    let PackMade { path, files, bytes, warnings } = made;
    Made { pack: path.display().to_string(), files, bytes, confidential, encrypted, warnings }
}

fn in_words(made: &PackMade, confidential: &str, encrypted: bool) -> String {
    let files = if made.files == 1 { "file" } else { "files" };
    let encrypted = if encrypted { ", encrypted" } else { "" };
    let path = made.path.display();
    format!("{path}: {} {files}, {} bytes, confidential data {confidential}{encrypted}", made.files, made.bytes)
}
