//! Reading, saving, exporting and choosing files, off the window's thread.

use super::action::Browse;
use super::desk::Desk;
use super::dialog::how_read::HowRead;
use super::dialog::{Dialog, Leaving, Pasted};
use super::export_preview::Previewing;
use super::fonts;
use super::importing::ImportingSources;
use super::packing::{PackWorks, watched};
use super::taking_in::TakingIn;
use super::updating::Updating;
use super::versions::VersionWorks;
use crate::import::{self, Format};
use crate::job::{Job, Outcome, Reporter};
use crate::model::{Person, Project};
use crate::session::chronicle::Chronicle;
use crate::session::looking::Looked;
use crate::session::reading::{Reader, Watch};
use crate::session::recovery::Orphan;
use crate::session::{FileCopy, Problem, Saved, Session, Written, file};
use chrono::{Local, Utc};
use egui::Context;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What goes on off the window's thread.
#[derive(Default)]
pub(super) struct Works {
    pub(super) reading: Option<Job<Result<Session, Problem>>>,
    pub(super) clipboard: Option<Job<Option<String>>>,
    pub(super) searching: Option<Job<Result<Vec<Orphan>, Problem>>>,
    saving: Option<Job<Result<Saved, Problem>>>,
    exporting: Option<Job<Result<Written, Problem>>>,
    pub(super) previewing: Option<Previewing>,
    choosing: Option<(Browse, Job<Option<PathBuf>>)>,
    copying: Option<Job<Result<FileCopy, Problem>>>,
    keeping: Option<Job<Result<(), Problem>>>,
    pub(super) taking_in: Option<TakingIn>,
    pub(super) updating: Option<Updating>,
    pub(super) importing_sources: Option<ImportingSources>,
    /// What is being taken in is the project's own file.
    pub(super) from_disk: bool,
    pub(super) versions: VersionWorks,
    pub(super) telling: Option<(u64, Job<Arc<Chronicle>>)>,
    pub(super) looking: Option<Job<Looked>>,
    pub(super) parting: Vec<Job<Result<(), Problem>>>,
    /// Files dropped on the window, to be read one after the other.
    pub(super) to_copy: VecDeque<PathBuf>,
    after_save: Option<Leaving>,
    pub(super) packs: PackWorks,
}

impl Works {
    /// The work that is worth showing, in words.
    pub(super) fn shown(&self) -> Option<String> {
        let reading = self.reading.as_ref().and_then(Job::shown);
        let saving = self.saving.as_ref().and_then(Job::shown);
        let exporting = self.exporting.as_ref().and_then(Job::shown);
        let copying = self.copying.as_ref().and_then(Job::shown);
        let taking_in = self.taking_in.as_ref().and_then(Job::shown);
        let updating = self.updating.as_ref().and_then(Job::shown);
        let importing = self.importing_sources.as_ref().and_then(Job::shown);
        let own = reading.or(saving).or(exporting).or(copying).or(taking_in).or(updating).or(importing);
        own.or_else(|| self.packs.shown())
    }

    /// True while some work goes on that a person may wait for.
    pub(super) fn is_busy(&self) -> bool {
        let own = self.reading.is_some() || self.saving.is_some() || self.exporting.is_some();
        own || self.importing_sources.is_some()
            || self.copying.is_some()
            || self.taking_in.is_some()
            || self.updating.is_some()
            || self.packs.is_busy()
    }

    /// True while the project is on its way to the disk, or another copy on its way in.
    pub(super) fn is_writing(&self) -> bool {
        self.saving.is_some() || self.taking_in.is_some()
    }

    /// Lets go of what can be stopped. A save is never cut short.
    pub(super) fn stop(&mut self) {
        if let Some(job) = self.reading.take() {
            job.stop();
        }
        if let Some(job) = self.exporting.take() {
            job.stop();
        }
        if let Some(job) = self.taking_in.take() {
            job.stop();
        }
        if let Some(job) = self.updating.take() {
            job.stop();
        }
        if let Some(job) = self.importing_sources.take() {
            job.stop();
        }
        self.packs.stop();
    }
}

/// Has the window drawn again when something is done.
pub(super) fn wake(ctx: &Context) -> impl Fn() + Send + 'static {
    let ctx = ctx.clone();
    move || ctx.request_repaint()
}

fn broke() -> Problem {
    Problem::new("this could not be finished", "try again; if it happens again, report what you were doing")
}

/// Takes a finished job out of its slot.
pub(super) fn finished<T: Send + 'static>(slot: &mut Option<Job<Result<T, Problem>>>) -> Option<Result<T, Problem>> {
    let outcome = slot.as_ref()?.poll();
    let result = match outcome {
        Outcome::Running => return None,
        Outcome::Done(result) => result,
        Outcome::Lost => Err(broke()),
    };
    *slot = None;
    Some(result)
}

/// True for a file that is named as project files are.
pub(super) fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("tickmark"))
}

/// Opens a project, or begins one with an article.
fn read(path: &Path, reader: &Reader, by: Person, state: Option<PathBuf>, watch: &Watch) -> Result<Session, Problem> {
    let sitting = file::sitting();
    if is_project(path) {
        return Session::open_with_backups(path, by, &sitting, state);
    }
    let received = file::read_article(path, reader, &import::Options::default(), watch)?;
    Ok(Session::from_article(received.article, Some((received.name, received.bytes)), by, &sitting, Utc::now()))
}

impl Desk {
    /// Begins to read a file.
    pub(super) fn start_reading(&mut self, ctx: &Context, path: PathBuf) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (by, state) = (self.settings.checker(), self.state_folder());
        self.folder = path.parent().map(Path::to_path_buf).filter(|folder| folder.is_dir()).or(self.folder.take());
        let reader = self.reader.clone();
        let work = move |reporter: &Reporter| watched(reporter, |watch| read(&path, &reader, by, state, watch));
        self.works.reading = Some(Job::start(format!("Reading {name}"), wake(ctx), work));
    }

    /// Begins with what was pasted.
    pub(super) fn begin_pasted(&mut self, ctx: &Context, pasted: Pasted) {
        let (by, reader) = (self.settings.checker(), self.reader.clone());
        let begin = move |watch: &Watch| {
            let article = match pasted {
                Pasted::Plain(text) => import::read_text(&text)?,
                Pasted::Html(html) => {
                    let options = import::Options { format: Some(Format::Html), pasted: true, ..Default::default() };
                    reader.read(&Arc::new(html.into_bytes()), "", &options, watch)?
                }
            };
            Ok(Session::from_article(article, None, by, &file::sitting(), Utc::now()))
        };
        let work = move |reporter: &Reporter| watched(reporter, begin);
        self.works.reading = Some(Job::start("Reading what was pasted", wake(ctx), work));
    }

    /// Shows how the article was read, and how else it may be.
    pub(super) fn show_how_read(&mut self, ctx: &Context) {
        let Some(session) = &self.session else { return };
        let dialog = HowRead::of(session);
        self.show_dialog(ctx, Dialog::HowRead(Box::new(dialog)));
    }

    /// Begins to read the article's file as the dialog says; the story begins anew with it.
    pub(super) fn start_reading_again(&mut self, ctx: &Context) {
        let Some(Dialog::HowRead(dialog)) = &self.dialog else { return };
        let Some((original, options)) = dialog.choice() else { return };
        let (by, reader) = (self.settings.checker(), self.reader.clone());
        let read = move |watch: &Watch| original.read(&reader, &options, by, Utc::now(), watch);
        let work = move |reporter: &Reporter| watched(reporter, read);
        self.works.reading = Some(Job::start("Reading it again", wake(ctx), work));
        self.close_dialog(ctx);
    }

    /// Begins to save, and remembers what is to happen when it is done.
    pub(super) fn start_saving(&mut self, ctx: &Context, path: &Path, then: Option<Leaving>) {
        let Some(session) = &self.session else { return };
        if self.works.saving.is_some() {
            return;
        }
        let order = session.save_order(path);
        self.works.after_save = then;
        self.works.saving = Some(Job::start("Saving", wake(ctx), move |_| order.run()));
    }

    /// Begins to write a report.
    pub(super) fn start_exporting(&mut self, ctx: &Context) {
        let (Some(session), Some(Dialog::Export(choice))) = (&self.session, &self.dialog) else { return };
        let order = session.export_order(choice.asked.options(), choice.asked.format).in_house(self.house());
        let path = PathBuf::from(choice.path.trim());
        let write = move |reporter: &Reporter| {
            let mut go_on = |part: f32| {
                reporter.say(format!("{:.0} %", part * 100.0));
                !reporter.stopped()
            };
            order.write(&path, &mut go_on)
        };
        self.settings.remember_export(choice.last());
        self.works.exporting = Some(Job::start("Writing the report", wake(ctx), write));
        self.close_dialog(ctx);
    }

    /// Lets the person choose a path with the desktop's own dialog.
    pub(super) fn start_choosing(&mut self, ctx: &Context, browse: Browse) {
        let mut dialog = rfd::AsyncFileDialog::new();
        if let Some(folder) = &self.folder {
            dialog = dialog.set_directory(folder);
        }
        let wake = wake(ctx);
        let job = match browse {
            Browse::Article | Browse::Draft => {
                let all = [
                    "docx", "docm", "odt", "fodt", "rtf", "pdf", "epub", "html", "htm", "xhtml", "md", "markdown",
                    "txt", "text",
                ];
                let future = dialog.add_filter("Articles", &all).add_filter("All files", &["*"]).pick_file();
                Job::start("Choosing a file", wake, |_| chosen(pollster::block_on(future)))
            }
            Browse::Sources => {
                let future = dialog
                    .add_filter("Lists of sources", &["bib", "ris", "json"])
                    .add_filter("All files", &["*"])
                    .pick_file();
                Job::start("Choosing a list", wake, |_| chosen(pollster::block_on(future)))
            }
            Browse::Copy => {
                let future = dialog.add_filter("Tickmark projects", &["tickmark"]).pick_file();
                Job::start("Choosing a copy", wake, |_| chosen(pollster::block_on(future)))
            }
            Browse::Project => {
                let future = dialog.add_filter("Tickmark projects and packs", &["tickmark", "zip", "age"]).pick_file();
                Job::start("Choosing a project", wake, |_| chosen(pollster::block_on(future)))
            }
            Browse::UnpackTo => {
                Job::start("Choosing a folder", wake, |_| chosen(pollster::block_on(dialog.pick_folder())))
            }
            Browse::SaveAs | Browse::Export | Browse::Pack => {
                let name = self
                    .dialog_path()
                    .and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
                let future = dialog.set_file_name(name.unwrap_or_default()).save_file();
                Job::start("Choosing a place", wake, |_| chosen(pollster::block_on(future)))
            }
        };
        self.works.choosing = Some((browse, job));
    }

    /// Takes over what has been finished since the last frame.
    pub(super) fn collect_work(&mut self, ctx: &Context) {
        if let Some(result) = finished(&mut self.works.reading) {
            match result {
                Ok(session) => {
                    let is_unsure = session.original().is_some_and(|original| original.encoding_is_guess);
                    self.take_session(ctx, session);
                    if is_unsure {
                        self.show_how_read(ctx);
                    }
                }
                Err(problem) => self.notices.problem(&problem),
            }
        }
        if let Some(found) = finished(&mut self.works.searching) {
            self.found_unsaved(found);
        }
        if let Some(result) = finished(&mut self.works.saving) {
            self.after_saving(ctx, result);
        }
        match finished(&mut self.works.exporting) {
            Some(Ok(Written { path, notices })) => {
                let name = path.display().to_string();
                notices.into_iter().for_each(|notice| self.notices.problem(&Problem::new(notice, "")));
                self.notices.offer(
                    format!("Report written to {name}"),
                    "Open it",
                    super::action::Action::ShowFile(path),
                );
            }
            Some(Err(problem)) => self.notices.problem(&problem),
            None => {}
        }
        self.collect_clipboard();
        self.collect_copies(ctx);
        self.collect_taken_in(ctx);
        self.collect_update(ctx);
        self.collect_sources();
        self.collect_versions();
        self.collect_packs(ctx);
        if let Some(Err(problem)) = finished(&mut self.works.keeping) {
            self.notices.problem(&problem);
        }
        self.collect_choice(ctx);
        self.look_back(ctx);
    }

    fn after_saving(&mut self, ctx: &Context, result: Result<Saved, Problem>) {
        let then = self.works.after_save.take();
        match result {
            Ok(saved) => {
                for warning in &saved.warnings {
                    self.notices.problem(&Problem::new(warning.clone(), ""));
                }
                if let Some(session) = &mut self.session {
                    let found = session.saved(saved);
                    (self.saved_at, self.not_saved) = (Some(Local::now()), None);
                    if let Some(path) = session.path() {
                        self.settings.remember(path, &session.title_to_tell(), Utc::now());
                    }
                    self.take_what_was_found(ctx, found);
                }
                self.keep_settings(ctx);
                if let Some(leaving) = then {
                    self.leave_when_saved(ctx, leaving);
                }
            }
            Err(problem) => {
                self.close_dialog(ctx);
                match self.session.as_ref().is_some_and(|session| session.read_only().is_some()) {
                    true => self.notices.problem(&problem),
                    false => self.not_saved = Some(problem),
                }
            }
        }
    }

    /// Takes over a dropped file that was read, and begins with the next.
    fn collect_copies(&mut self, ctx: &Context) {
        match finished(&mut self.works.copying) {
            Some(Ok(copy)) => self.add_copy(copy),
            Some(Err(problem)) => self.notices.problem(&problem),
            None => {}
        }
        if self.works.copying.is_none()
            && let Some(path) = self.works.to_copy.pop_front()
        {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let work = move |_: &Reporter| FileCopy::read(&path);
            self.works.copying = Some(Job::start(format!("Reading {name}"), wake(ctx), work));
        }
    }

    /// Begins to write the preferences down when they have changed; while that goes on, later changes wait.
    pub(super) fn keep_settings(&mut self, ctx: &Context) {
        if self.settings == self.kept_settings || self.works.keeping.is_some() {
            return;
        }
        self.kept_settings = self.settings.clone();
        let settings = self.settings.clone();
        let work = move |_: &Reporter| settings.save().map_err(Problem::from);
        self.works.keeping = Some(Job::start("Keeping the preferences", wake(ctx), work));
    }

    fn collect_choice(&mut self, ctx: &Context) {
        let Some((browse, job)) = &self.works.choosing else { return };
        let browse = *browse;
        let path = match job.poll() {
            Outcome::Running => return,
            Outcome::Done(path) => path,
            Outcome::Lost => None,
        };
        let quick = job.shown().is_none();
        self.works.choosing = None;
        match (path, browse) {
            (Some(path), Browse::Article | Browse::Project) => self.open(ctx, path),
            (Some(path), Browse::Copy) => self.start_taking_in(ctx, &path),
            (Some(path), Browse::Sources) => self.start_importing_sources(ctx, &path),
            (Some(path), Browse::Draft) => self.start_updating(ctx, &path),
            (Some(path), Browse::SaveAs | Browse::Export | Browse::Pack | Browse::UnpackTo) => {
                self.set_dialog_path(&path)
            }
            // A dialog that closed before anybody could see it was not there: the desktop has none.
            (None, Browse::Article | Browse::Project) if quick => {
                let folder = self.folder.clone().unwrap_or_default().join("");
                self.show_dialog(ctx, Dialog::OpenPath { path: folder.display().to_string() });
            }
            (None, Browse::Copy) if quick => {
                let folder = self.folder.clone().unwrap_or_default().join("");
                self.show_dialog(ctx, Dialog::TakeIn { path: folder.display().to_string() });
            }
            (None, Browse::Sources) if quick => {
                let folder = self.folder.clone().unwrap_or_default().join("");
                self.show_dialog(ctx, Dialog::ImportSources { path: folder.display().to_string() });
            }
            (None, Browse::Draft) if quick => {
                let folder = self.folder.clone().unwrap_or_default().join("");
                self.show_dialog(ctx, Dialog::Draft { path: folder.display().to_string() });
            }
            (None, Browse::SaveAs | Browse::Export | Browse::Pack | Browse::UnpackTo) if quick => {
                self.notices.say("This desktop has no dialog for files. Type the path instead");
            }
            (None, _) => {}
        }
    }

    /// Opens a file with the program the desktop has for it.
    pub(super) fn show_file(&mut self, path: &Path) {
        if opener::open(path).is_err() {
            let what = format!("no program was found to open “{}”", path.display());
            self.notices.problem(&Problem::new(what, "open it from the folder it is in"));
        }
    }

    /// Looks for characters that no font has, and for text that cannot be laid out.
    pub(super) fn check_script(&mut self, ctx: &Context, project: &Project) {
        let Some(draft) = project.draft() else { return };
        fonts::use_system(ctx, draft.language.as_deref());
        self.scripts = Some(fonts::scripts(&draft.text)).filter(|scripts| !scripts.is_empty());
        if fonts::has_right_to_left(&draft.text) {
            self.notices.problem(&Problem::new(
                "this article has right-to-left text, which this version cannot set: its lines run from left to right",
                "the words themselves are kept as they are; reports show them properly",
            ));
        }
    }
}

fn chosen(file: Option<rfd::FileHandle>) -> Option<PathBuf> {
    file.map(|file| file.path().to_path_buf())
}
