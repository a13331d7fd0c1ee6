//! The command line, one file per command. A command reads its arguments, asks a session, and returns what to print.
//!
//! Exit codes: 0 done, 1 an error, 2 wrong usage, 3 claims are open or conflicts
//! to be settled (`status`, `merge`, `conflicts`). Errors go to standard error as
//! `error: …` and `hint: …`. What `--json` prints is stable; each command's help says what it holds.

mod apart;
mod claim;
mod compare;
mod completions;
mod conflicts;
mod evidence;
mod history;
mod json;
mod man;
mod merge;
mod new;
mod output;
mod pack;
mod passphrase;
mod replies;
mod report;
mod schema;
mod settle;
mod sign_off;
mod source;
mod status;
mod text;
mod unpack;
mod update;
mod versions;
mod vocabulary;

use crate::model::{ClaimId, Person, SourceId};
use crate::session::{Problem, Session};
use crate::store::settings::Settings;
use chrono::{DateTime, SubsecRound, Utc};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, Parser, Subcommand};
use output::Output;

pub use apart::reader;
pub use output::{fail, last_words};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Check the facts of an article: mark its claims, verify each with a source, hand back a report.
///
/// Without a command, Tickmark opens its window, with FILE in it when one is given. The commands do the same work on
/// the same project file, for scripts and for machines without a display. Nothing is ever sent over the network.
#[derive(Debug, Parser)]
#[command(name = "tickmark", version, propagate_version = true, max_term_width = 100, after_long_help = EXAMPLE)]
struct Arguments {
    /// An article or a project to open in the window.
    file: Option<PathBuf>,
    /// Who does it.
    #[command(flatten)]
    checker: Checker,
    /// What to do.
    #[command(subcommand)]
    command: Option<Command>,
}

/// The exit code while claims are open or conflicts are to be settled.
const OPEN: u8 = 3;

/// What the arguments of this program come to.
#[derive(Debug)]
pub enum Start {
    /// A command was run, and ended so.
    Command(ExitCode),
    /// The window is to be opened, with this file in it when there is one.
    Window(Option<PathBuf>),
}

/// Reads the arguments of this program and runs the command in them. On a mistake in them, or when they ask for help,
/// the program ends here.
pub fn start() -> Start {
    if let Some(code) = apart::serve() {
        return Start::Command(code);
    }
    let arguments =
        Arguments::try_parse().unwrap_or_else(|error| match std::env::args_os().nth(1).map(PathBuf::from) {
            // Nothing that follows a word that is no command can be understood.
            Some(first) if error.use_stderr() && is_stray(&first) => stray(&first),
            _ => error.exit(),
        });
    match (arguments.file, arguments.command) {
        (Some(file), _) if is_stray(&file) => stray(&file),
        (Some(file), Some(_)) => misused(format!("“{}” is neither a command nor an option", file.display())),
        (Some(file), None) if !file.exists() => Start::Command(fail(&not_there(&file))),
        (file, None) => Start::Window(file),
        (None, Some(command)) => Start::Command(run(command, arguments.checker)),
    }
}

/// True for a single word that is no command, no option and no file, and does not look like the name of a file.
fn is_stray(word: &Path) -> bool {
    let text = word.to_string_lossy();
    let mut program = Arguments::command();
    program.build();
    !text.contains(['/', '\\', '.'])
        && !text.starts_with('-')
        && program.find_subcommand(word).is_none()
        && !word.exists()
}

/// Ends the program because of such a word.
fn stray(word: &Path) -> ! {
    let meant = nearest_command(word).map(|command| format!("; did you mean “{command}”?")).unwrap_or_default();
    misused(format!("“{}” is neither a command nor a file{meant}", word.display()))
}

/// The command that is spelled most like this word, when one is.
fn nearest_command(word: &Path) -> Option<String> {
    let commands = Command::augment_subcommands(clap::Command::new("tickmark"));
    let error = commands.try_get_matches_from(["tickmark".as_ref(), word.as_os_str()]).err()?;
    match error.get(ContextKind::SuggestedSubcommand)? {
        ContextValue::String(command) => Some(command.clone()),
        // The most similar comes last.
        ContextValue::Strings(commands) => commands.last().cloned(),
        _ => None,
    }
}

fn not_there(file: &Path) -> Problem {
    Problem::new(
        format!("“{}” could not be opened: it is not there", file.display()),
        "check the name of the file; `tickmark --help` lists the commands",
    )
}

/// Ends the program because it was used wrongly.
fn misused(what: String) -> ! {
    Arguments::command().error(ErrorKind::ArgumentConflict, what).exit()
}

const EXAMPLE: &str = "\
Example: from an article to the report
  tickmark new article.txt
  tickmark claim add article.tickmark --quote 'about 28,500 American troops'
  tickmark source add article.tickmark --type document --title 'Force report' --who 'Ministry of Defence'
  tickmark evidence add article.tickmark --claim 1 --source 1 --locator 'p. 3' --passage '28,500'
  tickmark claim set article.tickmark 1 --status verified
  tickmark status article.tickmark
  tickmark report article.tickmark -o report.html

Exit codes: 0 done, 1 an error, 2 wrong usage, 3 claims are still open or
conflicts to be settled (status, merge, conflicts).";

/// Who does it.
#[derive(Debug, Default, Args)]
struct Checker {
    /// Initials of the checker, for the record; otherwise those of the preferences, TICKMARK_CHECKER, or the account.
    #[arg(long, global = true, value_name = "INITIALS", help_heading = "Who does it")]
    by: Option<String>,
    /// Name of the checker, for the record; otherwise that of the preferences.
    #[arg(long, global = true, value_name = "NAME", help_heading = "Who does it")]
    name: Option<String>,
}

impl Checker {
    fn person(self) -> Person {
        let person = match self.by {
            // Initials given here may be another person's than the name of the preferences.
            Some(by) => Person::new(by, ""),
            None => Settings::load().0.checker(),
        };
        Person { name: self.name.unwrap_or(person.name), ..person }
    }
}

// Each variant's help is that of its arguments.
#[derive(Debug, Subcommand)]
enum Command {
    New(new::New),
    Update(update::UpdateDraft),
    Replies(replies::Replies),
    Compare(compare::CompareDrafts),
    Text(text::Text),
    #[command(subcommand)]
    Claim(claim::Claim),
    #[command(subcommand)]
    Source(source::Source),
    #[command(subcommand)]
    Evidence(evidence::Evidence),
    Status(status::Status),
    Merge(merge::Merge),
    Conflicts(conflicts::Conflicts),
    Settle(settle::Settle),
    SignOff(sign_off::SignOff),
    History(history::History),
    Report(report::Report),
    Schema(schema::Schema),
    Versions(versions::Versions),
    Pack(pack::Pack),
    Unpack(unpack::Unpack),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Who asks, and when.
struct Context {
    by: Person,
    now: DateTime<Utc>,
}

/// Runs a command and prints what it has to say.
fn run(command: Command, checker: Checker) -> ExitCode {
    let context = Context { by: checker.person(), now: Utc::now().trunc_subsecs(0) };
    let done = match command {
        Command::New(new) => new.run(&context),
        Command::Update(update) => update.run(&context),
        Command::Replies(replies) => replies.run(&context),
        Command::Compare(compare) => compare.run(&context),
        Command::Text(text) => text.run(),
        Command::Claim(claim) => claim.run(&context),
        Command::Source(source) => source.run(&context),
        Command::Evidence(evidence) => evidence.run(&context),
        Command::Status(status) => status.run(&context),
        Command::Merge(merge) => merge.run(&context),
        Command::Conflicts(conflicts) => conflicts.run(&context),
        Command::Settle(settle) => settle.run(&context),
        Command::SignOff(sign_off) => sign_off.run(&context),
        Command::History(history) => history.run(&context),
        Command::Report(report) => report.run(&context),
        Command::Schema(schema) => Ok(schema.run()),
        Command::Versions(versions) => versions.run(&context),
        Command::Pack(pack) => pack.run(&context),
        Command::Unpack(unpack) => unpack.run(),
        Command::Completions(completions) => Ok(completions.run()),
        Command::Man(man) => man.run(),
    };
    done.map_or_else(|problem| fail(&problem), Output::print)
}

/// That this program was built without a window.
pub fn no_window() -> Problem {
    Problem::new(
        "this Tickmark was built without its window",
        "use the command line: `tickmark new ARTICLE` begins a project, `tickmark --help` lists the commands",
    )
}

impl Context {
    /// Opens a project to look at it.
    fn open(&self, project: &Path) -> Result<Session, Problem> {
        let session = Session::open(project, self.by.clone(), "")?;
        output::warn(session.warnings().iter().map(String::as_str).chain(session.read_only()));
        Ok(session)
    }

    /// Opens a project, changes it and saves it.
    fn change<T>(&self, project: &Path, change: impl FnOnce(&mut Session) -> Result<T, Problem>) -> Result<T, Problem> {
        let (made, warnings) = crate::session::file::change(project, self.by.clone(), |session| {
            output::warn(session.warnings().iter().map(String::as_str));
            change(session)
        })?;
        output::warn(warnings.iter().map(String::as_str));
        Ok(made)
    }
}

/// The claim that is called by its identifier, or by its number in `claim list`.
fn find_claim(session: &Session, called: &str) -> Result<ClaimId, Problem> {
    let by_number = || session.rows().get(called.parse::<usize>().ok()?.checked_sub(1)?).map(|row| row.id.clone());
    let by_id = session.project().claim(&ClaimId(called.to_owned())).map(|claim| claim.id.clone());
    by_id.or_else(by_number).ok_or_else(|| {
        let what = format!("there is no claim “{called}” in this project, which has {}", session.rows().len());
        Problem::new(what, "`tickmark claim list PROJECT` lists the claims with their numbers and identifiers")
    })
}

/// The source that is called by its identifier, or by its number in `source list`.
fn find_source(session: &Session, called: &str) -> Result<SourceId, Problem> {
    let project = session.project();
    let by_number = || project.sources().nth(called.parse::<usize>().ok()?.checked_sub(1)?);
    project.source(&SourceId(called.to_owned())).or_else(by_number).map(|source| source.id.clone()).ok_or_else(|| {
        let what = format!("there is no source “{called}” in this project, which has {}", project.sources().count());
        Problem::new(what, "`tickmark source list PROJECT` lists the sources with their numbers and identifiers")
    })
}
