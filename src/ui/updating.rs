//! A new draft of the open story: read and compared off the window's thread, asked about when it looks like the wrong file,
//! brought in as one step, and shown by what became of each claim.

use super::action::Action;
use super::claim::{capital, difference};
use super::desk::Desk;
use super::dialog::{Dialog, close, focus_once, title};
use super::packing::watched;
use super::theme::{Palette, sans, serif, strong};
use super::widgets::section;
use super::work::{finished, wake};
use crate::import::Options;
use crate::job::{Job, Reporter};
use crate::model::{CarriedClaim, Draft, Outcome};
use crate::session::reading::Watch;
use crate::session::update::{Arrived, Update};
use crate::session::{Problem, Session, file};
use chrono::Utc;
use egui::{Context, RichText, ScrollArea, Ui};
use std::path::Path;

/// A new draft on its way in; none when it was stopped.
pub(super) type Updating = Job<Result<Option<Update>, Problem>>;

/// How many rows of one group the list shows before it says how many more there are.
const ROWS: usize = 500;

impl Desk {
    /// Begins to read a new draft and to compare it with the story.
    pub(super) fn start_updating(&mut self, ctx: &Context, path: &Path) {
        self.keep_typed();
        self.close_dialog(ctx);
        let (reader, path) = (self.reader.clone(), path.to_owned());
        self.start_comparing(ctx, move |watch| {
            let received = file::read_article(&path, &reader, &Options::default(), watch)?;
            Ok(Arrived::new(received, "", Utc::now()))
        });
    }

    fn start_comparing(
        &mut self,
        ctx: &Context,
        arrive: impl FnOnce(&Watch) -> Result<Arrived, Problem> + Send + 'static,
    ) {
        let order = match self.session.as_ref().map(Session::update_order) {
            Some(Ok(order)) => order,
            Some(Err(problem)) => return self.notices.problem(&problem),
            None => return,
        };
        let compare = move |watch: &Watch| {
            let mut go_on = |part: f32| {
                (watch.say)(&format!("Comparing the drafts, {:.0} %", part * 100.0));
                !(watch.stopped)()
            };
            order.run(arrive(watch)?, &mut go_on)
        };
        let work = move |reporter: &Reporter| watched(reporter, compare);
        self.works.updating = Some(Job::start("Reading the new draft", wake(ctx), work));
    }

    /// Goes on with a new draft that was compared.
    pub(super) fn collect_update(&mut self, ctx: &Context) {
        match finished(&mut self.works.updating) {
            Some(Ok(Some(update))) => match &update.doubt {
                None => self.bring_in(ctx, update),
                Some(_) => self.show_dialog(ctx, Dialog::Doubtful(Box::new(update))),
            },
            Some(Err(problem)) => self.notices.problem(&problem),
            Some(Ok(None)) | None => {}
        }
    }

    /// Brings in the new draft that was asked about.
    pub(super) fn bring_in_anyway(&mut self, ctx: &Context) {
        if let Some(Dialog::Doubtful(update)) = self.dialog.take() {
            self.close_dialog(ctx);
            self.bring_in(ctx, *update);
        }
    }

    fn bring_in(&mut self, ctx: &Context, update: Update) {
        self.keep_typed();
        let Some(session) = &mut self.session else { return };
        if let Err(stale) = session.bring_in(update) {
            // Something was done meanwhile: the claims are found again as they are now.
            if let Some(arrived) = stale.again() {
                self.start_comparing(ctx, |_| Ok(arrived));
            }
            return;
        }
        let words = session.project().draft().map(summary).unwrap_or_default();
        self.note_is_away = false;
        self.show_title(ctx);
        self.notices.say(words);
        self.show_dialog(ctx, Dialog::Carried);
    }
}

/// Such as “Draft 2: 8 carried over, 2 changed, 1 gone”.
fn summary(draft: &Draft) -> String {
    format!("Draft {}: {}", draft.number, draft.sums())
}

/// Asks about a file that may not be the next draft.
pub(super) fn doubtful(ui: &mut Ui, update: &Update, actions: &mut Vec<Action>) {
    title(ui, "Is this the new draft?");
    let name = update.draft().and_then(|draft| draft.file.as_ref()).map(|file| file.name.as_str()).unwrap_or_default();
    let what = update.doubt.as_ref().map(|doubt| doubt.problem(name).what).unwrap_or_default();
    ui.label(format!("{}.", capital(&what)));
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        let cancel = ui.button("Cancel");
        focus_once(ui, &cancel);
        if cancel.clicked() {
            actions.push(Action::CloseDialog);
        }
        if ui.button("Bring it in anyway").clicked() {
            actions.push(Action::BringIn);
        }
    });
}

/// Lists what became of each claim, what needs a person first, and the sentences that nobody has read.
pub(super) fn list(ui: &mut Ui, session: Option<&Session>, actions: &mut Vec<Action>) {
    title(ui, "What became of the claims");
    let Some((session, draft)) = session.and_then(|session| Some((session, session.project().draft()?))) else {
        return;
    };
    let palette = Palette::of(ui.ctx());
    if draft.number == 1 || (draft.carried.is_empty() && draft.fresh.is_empty()) {
        ui.label("There is no other draft yet. Story > Update draft… brings one in.");
        return close(ui, actions);
    }
    ui.label(RichText::new(summary(draft)).color(palette.soft));
    let height = (ui.ctx().content_rect().height() - 260.0).max(160.0);
    let area = ScrollArea::vertical().id_salt("carried").max_height(height).min_scrolled_height(height);
    area.auto_shrink([false, true]).show(ui, |ui| {
        for (outcome, heading) in [
            (Outcome::Changed, "Recheck: the wording changed"),
            (Outcome::Unsure, "Unsure: pick the place"),
            (Outcome::Gone, "Gone from the text"),
            (Outcome::Moved, "Moved, wording untouched"),
        ] {
            group(ui, session, draft, heading, |carried| carried.outcome == outcome && !carried.typography, actions);
        }
        group(ui, session, draft, "Typography only", |carried| carried.typography, actions);
        fresh(ui, draft);
        let is_untouched = |carried: &CarriedClaim| carried.outcome == Outcome::Carried && !carried.typography;
        group(ui, session, draft, "Carried over, wording untouched", is_untouched, actions);
    });
    close(ui, actions);
}

fn group(
    ui: &mut Ui,
    session: &Session,
    draft: &Draft,
    heading: &str,
    belongs: impl Fn(&CarriedClaim) -> bool,
    actions: &mut Vec<Action>,
) {
    let rows: Vec<&CarriedClaim> = draft.carried.iter().filter(|carried| belongs(carried)).collect();
    if rows.is_empty() {
        return;
    }
    section(ui, &format!("{heading} ({})", rows.len()));
    for carried in rows.iter().take(ROWS) {
        row(ui, session, draft, carried, actions);
    }
    if rows.len() > ROWS {
        ui.label(format!("and {} more", rows.len() - ROWS));
    }
}

fn row(ui: &mut Ui, session: &Session, draft: &Draft, carried: &CarriedClaim, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui.ctx());
    let Some(claim) = session.project().claim(&carried.claim) else { return };
    let number = session.row(&carried.claim).map_or(0, |row| row + 1);
    let standing = session.project().standing(claim);
    let soft = |text: String| RichText::new(text).font(sans(12.0)).color(palette.soft);
    ui.horizontal(|ui| {
        let name = format!("Go to claim {number}");
        if ui.link(RichText::new(number.to_string()).font(strong(13.0))).on_hover_text(&name).clicked() {
            actions.extend([Action::CloseDialog, Action::Select(carried.claim.clone())]);
        }
        ui.label(soft(format!("{} · {}", standing.words(), carried.reason)));
    });
    let now = carried.place.and_then(|place| draft.text.get(place.range()));
    match now {
        Some(now) if now != carried.was => ui.label(difference(palette, &carried.was, now)),
        Some(now) => ui.label(RichText::new(now).font(serif(15.5))),
        None => ui.label(RichText::new(&carried.was).font(serif(15.5)).color(palette.wrong).strikethrough()),
    };
    ui.add_space(6.0);
}

fn fresh(ui: &mut Ui, draft: &Draft) {
    if draft.fresh.is_empty() {
        return;
    }
    section(ui, &format!("New or changed text ({})", draft.fresh.len()));
    for place in draft.fresh.iter().take(ROWS) {
        let text = draft.text.get(place.range()).unwrap_or_default();
        ui.label(RichText::new(text.replace('\n', " ")).font(serif(15.5)));
        ui.add_space(4.0);
    }
    if draft.fresh.len() > ROWS {
        ui.label(format!("and {} more", draft.fresh.len() - ROWS));
    }
}
