//! Packing the story, and opening a pack, off the window's thread.

use super::action::Action;
use super::desk::Desk;
use super::dialog::Dialog;
use super::dialog::pack::{PackForm, UnpackForm};
use super::work::{finished, wake};
use crate::job::{Job, Reporter};
use crate::session::packing::{Kind, PackChoice, Watch, pack_kind, pack_name};
use crate::session::{PackMade, Problem, UnpackMade, UnpackOrder};
use chrono::Utc;
use egui::Context;
use std::path::{Path, PathBuf};

/// Work on packs that goes on off the window's thread.
#[derive(Default)]
pub(super) struct PackWorks {
    looking: Option<Job<Result<Looked, Problem>>>,
    packing: Option<Job<Result<PackMade, Problem>>>,
    unpacking: Option<Job<Result<UnpackMade, Problem>>>,
    /// What was filled in for what is being unpacked, to ask again when it fails.
    form: UnpackForm,
}

/// A file that may be a pack.
struct Looked {
    path: PathBuf,
    kind: Option<Kind>,
    /// It was dropped on a claim, whose source it may be as well.
    on_claim: bool,
}

impl PackWorks {
    /// The work that is worth showing, in words.
    pub(super) fn shown(&self) -> Option<String> {
        let packing = self.packing.as_ref().and_then(Job::shown);
        packing.or_else(|| self.unpacking.as_ref().and_then(Job::shown))
    }

    /// True while some work goes on that a person may wait for.
    pub(super) fn is_busy(&self) -> bool {
        self.looking.is_some() || self.packing.is_some() || self.unpacking.is_some()
    }

    /// Stops it. What was begun is taken back where it goes on.
    pub(super) fn stop(&mut self) {
        if let Some(job) = self.packing.take() {
            job.stop();
        }
        if let Some(job) = self.unpacking.take() {
            job.stop();
        }
    }
}

/// True for the names that packs have.
pub(super) fn may_be_pack(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip") || ending.eq_ignore_ascii_case("age"))
}

impl Desk {
    /// Asks what goes into a pack of the story, and where it goes.
    pub(super) fn ask_what_to_pack(&mut self, ctx: &Context, stem: &Path) {
        let path = pack_name(&stem.display().to_string(), false, false);
        self.show_dialog(ctx, Dialog::Pack(PackForm { path, ..PackForm::default() }));
    }

    /// Begins to pack the story as the dialog says.
    pub(super) fn start_packing(&mut self, ctx: &Context) {
        let (Some(session), Some(Dialog::Pack(form))) = (&self.session, &self.dialog) else { return };
        if self.works.packs.packing.is_some() {
            return;
        }
        let choice = PackChoice {
            path: PathBuf::from(form.path.trim()),
            replace: true,
            without_confidential: form.without_confidential,
            passphrase: form.passphrase.passphrase().filter(|_| form.encrypt),
        };
        let order = session.pack_order(choice, Utc::now());
        let work = move |reporter: &Reporter| watched(reporter, |watch| order.run(watch));
        self.works.packs.packing = Some(Job::start("Packing the story", wake(ctx), work));
        self.close_dialog(ctx);
    }

    /// Looks whether a file is a pack.
    pub(super) fn look_at_pack(&mut self, ctx: &Context, path: PathBuf, on_claim: bool) {
        let work = move |_: &Reporter| Ok(Looked { kind: pack_kind(&path), path, on_claim });
        self.works.packs.looking = Some(Job::start("Looking at the file", wake(ctx), work));
    }

    /// Begins to unpack as the dialog says.
    pub(super) fn start_unpacking(&mut self, ctx: &Context) {
        let Some(Dialog::Unpack(form)) = &self.dialog else { return };
        let form = UnpackForm { problem: String::new(), ..form.clone() };
        let order = UnpackOrder {
            pack: form.pack.clone(),
            folder: PathBuf::from(form.folder.trim()),
            passphrase: form.passphrase.passphrase().filter(|_| form.encrypted),
        };
        let work = move |reporter: &Reporter| watched(reporter, |watch| order.run(watch));
        self.works.packs.unpacking = Some(Job::start("Unpacking", wake(ctx), work));
        self.works.packs.form = form;
        self.close_dialog(ctx);
    }

    /// Takes over what has been finished since the last frame.
    pub(super) fn collect_packs(&mut self, ctx: &Context) {
        match finished(&mut self.works.packs.looking) {
            Some(Ok(looked)) => self.after_looking(ctx, looked),
            Some(Err(problem)) => self.notices.problem(&problem),
            None => {}
        }
        match finished(&mut self.works.packs.packing) {
            Some(Ok(made)) => self.after_packing(made),
            Some(Err(problem)) => self.notices.problem(&problem),
            None => {}
        }
        if let Some(result) = finished(&mut self.works.packs.unpacking) {
            self.after_unpacking(ctx, result);
        }
    }

    fn after_looking(&mut self, ctx: &Context, looked: Looked) {
        let Looked { path, kind, on_claim } = looked;
        match kind {
            None | Some(Kind::Zip) if on_claim => self.works.to_copy.push_back(path),
            None => {
                let what = format!("“{}” is not a Tickmark pack, or cannot be read", path.display());
                let hint = "open the article or the project itself; a pack is made with “Pack…”";
                self.notices.problem(&Problem::new(what, hint));
            }
            Some(kind) => {
                let folder = beside(&path).display().to_string();
                let encrypted = kind == Kind::Encrypted;
                self.show_dialog(
                    ctx,
                    Dialog::Unpack(UnpackForm { pack: path, folder, encrypted, ..UnpackForm::default() }),
                );
            }
        }
        ctx.request_repaint();
    }

    fn after_packing(&mut self, made: PackMade) {
        for warning in made.warnings {
            self.notices.problem(&Problem::new(warning, "keep the file again, or hand it over by itself"));
        }
        let files = if made.files == 1 { "1 file".to_owned() } else { format!("{} files", made.files) };
        let what = format!("{files} packed into {}", made.path.display());
        match made.path.parent() {
            Some(folder) => self.notices.offer(what, "Show its folder", Action::ShowFile(folder.to_owned())),
            None => self.notices.say(what),
        }
    }

    fn after_unpacking(&mut self, ctx: &Context, result: Result<UnpackMade, Problem>) {
        // The passphrase in it is let go of as soon as it is not needed.
        let form = std::mem::take(&mut self.works.packs.form);
        match result {
            Ok(made) => {
                self.notices.say(format!("Unpacked into {}", made.project.display()));
                self.open(ctx, made.project);
            }
            Err(problem) => {
                let problem = format!("{}: {}.", super::claim::capital(&problem.what), problem.hint);
                self.show_dialog(ctx, Dialog::Unpack(UnpackForm { problem, ..form }));
            }
        }
    }
}

/// Lets work say how far it is, and hear that it is to stop, through its job.
pub(super) fn watched<T>(reporter: &Reporter, work: impl FnOnce(&Watch) -> T) -> T {
    work(&Watch { say: &|words| reporter.say(words), stopped: &|| reporter.stopped() })
}

/// The folder that is proposed for a pack: one of its own, named as it is.
fn beside(pack: &Path) -> PathBuf {
    let name = pack.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.trim_end_matches(".age").trim_end_matches(".zip").trim_end_matches('.');
    pack.with_file_name(if stem.is_empty() || stem == name { "unpacked" } else { stem })
}
