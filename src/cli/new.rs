//! `tickmark new`: begin a project with an article.

use super::text::Reading;
use super::{Context, Output};
use crate::model::Request;
use crate::session::{Problem, Session, file};
use clap::Args;
use std::path::{Path, PathBuf};

/// Begin a project with an article.
///
/// The article becomes draft 1 of a new project file. The article's own file is kept byte for byte beside the project,
/// in the folder NAME.evidence, under its SHA-256.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark new article.html -o story.tickmark")]
pub(super) struct New {
    /// The article: plain text, Markdown, or a saved web page.
    article: PathBuf,
    /// The project file; otherwise named after the article, in the current folder.
    #[arg(short, long, value_name = "PROJECT")]
    output: Option<PathBuf>,
    /// What the story is called; otherwise as the article's headline.
    #[arg(long)]
    title: Option<String>,
    /// Put the new project in the place of a file that is there already.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    reading: Reading,
}

impl New {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let received = self.reading.read(&self.article)?;
        let path = self.output.unwrap_or_else(|| beside(&self.article));
        if file::is_same(&path, &self.article) {
            return Err(Problem::new(
                "the project cannot take the place of its own article",
                "choose another name with -o",
            ));
        }
        if path.symlink_metadata().is_ok() && !self.force {
            let what = format!("“{}” is there already", path.display());
            return Err(Problem::new(what, "choose another name with -o, or replace it with --force"));
        }
        let warnings = received.article.warnings.clone();
        let original = Some((received.name, received.bytes));
        let (by, sitting) = (context.by.clone(), file::sitting());
        let mut session = Session::from_article(received.article, original, by, &sitting, context.now);
        if let Some(title) = self.title {
            session.ask(Request::SetTitle(title), context.now)?;
        }
        session.keep_backups_in(file::state_folder());
        let warnings: Vec<String> = warnings.into_iter().chain(session.save(&path)?).collect();
        super::output::warn(warnings.iter().map(String::as_str));
        let words = session.project().draft().map_or(0, |draft| draft.words());
        let mut told = format!("{}: “{}”, {words} words", path.display(), session.project().title);
        if session.open_offers() > 0 {
            let notes = session.open_offers();
            let (are, plural) = if notes == 1 { ("is", "") } else { ("are", "s") };
            told += &format!(
                "\n{notes} note{plural} of the writer {are} no claim{plural} yet; take them with `tickmark claim take`"
            );
        }
        Ok(Output::text(told))
    }
}

/// The project file named after an article, in the current folder.
fn beside(article: &Path) -> PathBuf {
    let mut name = article.file_stem().unwrap_or_default().to_owned();
    name.push(".tickmark");
    name.into()
}
