//! What each command does.

use super::action::{Action, Browse};
use super::article::select;
use super::claim::Field;
use super::desk::Desk;
use super::dialog::export::ExportChoice;
use super::dialog::{Dialog, Leaving};
use super::{article, checklist};
use crate::command::Command;
use crate::model::{Claim, ClaimId, Decision, Draft, Flag, Request, Risk, SourceId, Status};
use crate::session::{Row, Session, file};
use crate::text::kind;
use chrono::Utc;
use egui::Context;
use std::ops::Range;
use std::path::{Path, PathBuf};

impl Desk {
    /// Carries out a command, when it can be done.
    pub(super) fn run(&mut self, ctx: &Context, command: Command) {
        if !command.is_enabled(&self.scene()) {
            return;
        }
        self.keep_typed();
        use Command::*;
        match command {
            OpenArticle => self.start_choosing(ctx, Browse::Article),
            OpenProject => self.start_choosing(ctx, Browse::Project),
            PasteArticle => self.show_paste(ctx, String::new()),
            OpenSample => self.leave_when_saved(ctx, Leaving::Sample),
            Save => self.save(ctx),
            SaveAs => self.ask_where_to_save(ctx, None),
            ExportReport => self.ask_what_to_export(ctx, None),
            Pack => self.ask_what_to_pack(ctx, &self.stem()),
            CloseStory => self.leave_when_saved(ctx, Leaving::Close),
            Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Versions => self.show_versions(ctx),
            HowRead => self.show_how_read(ctx),
            TakeIn => self.start_choosing(ctx, Browse::Copy),
            ImportSources => self.start_choosing(ctx, Browse::Sources),
            UpdateDraft => self.start_choosing(ctx, Browse::Draft),
            ReviewDraft => self.start_review(ctx),
            FinishReview => self.finish_review(),
            CompareDrafts if self.comparing.is_some() => self.comparing = None,
            CompareDrafts => self.start_compare(ctx),
            NameDraft => self.ask_for_name(ctx),
            TakeBackDraft => self.take_back_draft(),
            NothingToCheck => self.mark_as_read(),
            NextUnread => self.go_to_unread(),
            ShowUnread => self.show_unread = !self.show_unread,
            TakeNotes => self.take_all(),
            RenameStory | Sources | History | SignStory | Conflicts | Preferences | Palette | Shortcuts
            | LookAtNotes => self.show_simple(ctx, command),
            Undo | Redo => self.undo_or_redo(command == Undo),
            CopyText | SelectAll | SetAside | FocusArticle => self.run_in_article(ctx, command),
            Find => self.list.start_find(),
            FocusChecklist => self.focus_checklist(ctx),
            NextConflict | NextUnchecked | PreviousUnchecked | NextByRisk | PreviousByRisk | NextClaim
            | PreviousClaim => {
                self.go(ctx, command);
            }
            ZoomIn | ZoomOut | ZoomReset | TextLarger | TextSmaller => self.resize(ctx, command),
            MarkClaim => self.mark_claim(),
            SignClaim(role) => self.sign_claim(role),
            _ => self.run_on_claim(ctx, command),
        }
        self.after_command(command);
    }

    /// A review goes on where a command decided what it was at.
    fn after_command(&mut self, command: Command) {
        let at = match (&self.session, &mut self.review) {
            (Some(session), Some(pane)) => pane.item(session),
            _ => None,
        };
        let Some(item) = at else { return };
        if matches!(command, Command::Status(_) | Command::PickSpan | Command::MarkClaim | Command::DeleteClaim) {
            self.go_on_reviewing(item.what);
        }
    }

    fn show_simple(&mut self, ctx: &Context, command: Command) {
        let title = self.session.as_ref().map(|session| session.project().title.clone()).unwrap_or_default();
        self.show_dialog(
            ctx,
            match command {
                Command::RenameStory => Dialog::Rename { title },
                Command::Sources => Dialog::Sources(Box::default()),
                Command::History => Dialog::History(Box::default()),
                Command::LookAtNotes => Dialog::Notes(Box::default()),
                Command::SignStory => Dialog::SignOff,
                Command::Preferences => Dialog::Preferences,
                Command::Conflicts => Dialog::Conflicts,
                Command::Shortcuts => Dialog::Shortcuts,
                _ => Dialog::Palette { find: String::new(), at: 0 },
            },
        );
    }

    fn save(&mut self, ctx: &Context) {
        let path = self.session.as_ref().and_then(Session::path).map(PathBuf::from);
        match path {
            Some(path) => self.start_saving(ctx, &path, None),
            None => {
                let then = match &self.dialog {
                    Some(Dialog::Unsaved(leaving)) => Some(leaving.clone()),
                    _ => None,
                };
                self.ask_where_to_save(ctx, then);
            }
        }
    }

    /// The name of the story's files without ending, in the folder it is in.
    pub(super) fn stem(&self) -> PathBuf {
        let folder = self.folder.clone().unwrap_or_default();
        let Some(session) = &self.session else { return folder.join("story") };
        if let Some(path) = session.path() {
            return path.with_extension("");
        }
        let project = session.project();
        let original = project.draft().and_then(|draft| draft.file.as_ref()).map(|file| file.name.clone());
        let name =
            original.map(|name| PathBuf::from(name).with_extension("")).unwrap_or_else(|| plain_name(&project.title));
        folder.join(name)
    }

    fn ask_where_to_save(&mut self, ctx: &Context, then: Option<Leaving>) {
        let path = free_name(&self.stem(), "tickmark");
        self.show_dialog(ctx, Dialog::SaveAs { path, then, replace: None });
    }

    /// Opens the export dialog: for the call sheet of this person, or as it was left.
    pub(super) fn ask_what_to_export(&mut self, ctx: &Context, person: Option<&SourceId>) {
        let Some(session) = &self.session else { return };
        let choice = ExportChoice::new(session, &self.settings, self.stem().display().to_string());
        let choice = if let Some(person) = person { choice.call_sheet(person) } else { choice };
        self.show_dialog(ctx, Dialog::Export(Box::new(choice)));
    }

    /// Opens the sample story, as a project that has not been saved anywhere.
    pub(super) fn open_sample(&mut self, ctx: &Context) {
        match Session::sample(self.settings.checker(), &file::sitting()) {
            Ok(session) => self.take_session(ctx, session),
            Err(problem) => self.notices.problem(&problem),
        }
    }

    fn undo_or_redo(&mut self, undo: bool) {
        let Some(session) = &mut self.session else { return };
        let done = if undo { session.undo(Utc::now()) } else { session.redo(Utc::now()) };
        match done {
            Ok(Some(what)) => self.notices.say(format!("{}: {what}", if undo { "Undone" } else { "Done again" })),
            Ok(None) => {}
            Err(problem) => self.notices.problem(&problem),
        }
        self.forget_deleted();
        self.keep_review();
        self.keep_comparison();
    }

    fn run_in_article(&mut self, ctx: &Context, command: Command) {
        let Some(draft) = self.session.as_ref().and_then(|session| session.project().draft()) else { return };
        match command {
            Command::CopyText => self.article.copy(ctx, draft),
            Command::SelectAll => self.article.select_all(draft),
            Command::SetAside => {
                let request = set_aside(draft, self.article.selection.range());
                self.ask(vec![request]);
            }
            _ => ctx.memory_mut(|memory| memory.request_focus(article::id())),
        }
    }

    fn focus_checklist(&mut self, ctx: &Context) {
        if self.review.is_some() {
            return ctx.memory_mut(|memory| memory.request_focus(super::review::id()));
        }
        let Some(session) = &self.session else { return };
        let first = session.rows().first().map(|row| row.id.clone());
        let Some(id) = self.selected.clone().or(first) else { return };
        self.select(id.clone());
        ctx.memory_mut(|memory| memory.request_focus(checklist::id().with(&id.0)));
    }

    fn resize(&mut self, ctx: &Context, command: Command) {
        let settings = &mut self.settings;
        match command {
            Command::ZoomIn => settings.scale = (settings.scale + 0.1).min(2.5),
            Command::ZoomOut => settings.scale = (settings.scale - 0.1).max(0.6),
            Command::ZoomReset => settings.scale = 1.0,
            Command::TextLarger => settings.text_size = (settings.text_size + 1.0).min(32.0),
            _ => settings.text_size = (settings.text_size - 1.0).max(13.0),
        }
        self.apply_settings(ctx);
    }

    /// Makes a claim of the selected text, of the kind that its words suggest.
    fn mark_claim(&mut self) {
        let Some(draft) = self.session.as_ref().and_then(|session| session.project().draft()) else { return };
        let range = select::whole_words(draft, self.article.selection.range());
        let kind = kind::guess(draft.text.get(range.clone()).unwrap_or_default().trim());
        let made = self.ask(vec![Request::AddClaim { range, kind, risk: Risk::Normal }]);
        if let Some(id) = made {
            let head = self.article.selection.head;
            self.article.selection.go(head, false);
            self.select(ClaimId(id));
        }
    }

    fn go(&mut self, ctx: &Context, command: Command) {
        if self.review.is_some() && matches!(command, Command::NextUnchecked | Command::PreviousUnchecked) {
            return self.step_review(command == Command::PreviousUnchecked);
        }
        let Some(session) = &self.session else { return };
        let rows = session.rows();
        let chosen = self.selected.as_ref().and_then(|id| session.row(id));
        let unchecked = |row: &Row| row.standing.counted() == Status::Unchecked;
        let risk = |row: &Row| session.project().claim(&row.id).map_or(Risk::Normal, |claim| claim.risk);
        let mut order: Vec<usize> = match command {
            Command::NextClaim | Command::PreviousClaim => self.list.listed(session).to_vec(),
            _ => (0..rows.len()).collect(),
        };
        if matches!(command, Command::NextByRisk | Command::PreviousByRisk) {
            order.sort_by_key(|row| rows.get(*row).map(risk));
        }
        let backwards =
            matches!(command, Command::PreviousUnchecked | Command::PreviousByRisk | Command::PreviousClaim);
        let any = matches!(command, Command::NextClaim | Command::PreviousClaim);
        let fits = |row: usize| {
            rows.get(row).is_some_and(|entry| match command {
                Command::NextConflict => entry.standing.in_conflict,
                _ => any || unchecked(entry),
            })
        };
        let found = from_here(&order, chosen, backwards, fits);
        match found.and_then(|row| rows.get(row)).map(|row| row.id.clone()) {
            Some(id) => {
                let row = |id: &ClaimId| checklist::id().with(&id.0);
                let here = self.selected.as_ref().map(row);
                if ctx.memory(|memory| here.is_some() && memory.focused() == here) {
                    ctx.memory_mut(|memory| memory.request_focus(row(&id)));
                }
                self.select(id);
            }
            None if any => {}
            None if command == Command::NextConflict => self.actions.push(Action::Run(Command::Conflicts)),
            None if rows.is_empty() => self.notices.say("There are no claims yet"),
            None if chosen.is_some_and(fits) => self.notices.say("This is the last claim to check"),
            None => self.notices.say("Every claim has been checked"),
        }
    }

    fn run_on_claim(&mut self, ctx: &Context, command: Command) {
        let Some(session) = &self.session else { return };
        let Some(claim) = self.selected.as_ref().and_then(|id| session.project().claim(id)) else { return };
        let id = claim.id.clone();
        if matches!(
            command,
            Command::AddEvidence
                | Command::UseNote
                | Command::SuggestChange
                | Command::WriteQuestion
                | Command::WriteNote
        ) {
            // They are filled in on the card, which a review has no room for.
            self.review = None;
        }
        match command {
            Command::Status(status) => drop(self.ask(vec![Request::SetStatus(id, status)])),
            Command::Kind(kind) => drop(self.ask(vec![Request::SetKind(id, kind)])),
            Command::Risk(risk) => drop(self.ask(vec![Request::SetRisk(id, risk)])),
            Command::Flag(flag) => self.toggle_flag(id, flag),
            Command::Decide(Decision::Overruled) => {
                self.show_dialog(ctx, Dialog::Overrule { claim: id, reason: String::new() });
            }
            Command::Decide(decision) => drop(self.ask(vec![Request::Decide(id, decision, String::new())])),
            Command::TakeFirst => self.take_side(&id, 0),
            Command::TakeSecond => self.take_side(&id, 1),
            Command::SameAs => self.show_dialog(ctx, Dialog::SameAs { claim: id, find: String::new() }),
            Command::AddEvidence => self.card.open_form(session),
            Command::UseNote => self.card.open_proposed(session),
            Command::SuggestChange => self.card.ask_for(Field::Wording),
            Command::WriteQuestion => self.card.ask_for(Field::Question),
            Command::WriteNote => self.card.ask_for(Field::Note),
            Command::DeleteClaim => {
                self.ask(vec![Request::DeleteClaim(id)]);
                self.selected = None;
                self.notices.say("Claim deleted. Undo brings it back");
            }
            _ => self.reshape(command),
        }
        self.list.reveal();
    }

    /// Settles the first conflict on a claim by choosing a side.
    fn take_side(&mut self, id: &ClaimId, side: usize) {
        let Some(session) = &self.session else { return };
        let conflicts = session.project().conflicts_of(id);
        if let Some(side) = conflicts.first().and_then(|conflict| conflict.sides.get(side)) {
            self.ask(vec![Request::Settle(side.entry.clone())]);
        }
    }

    fn toggle_flag(&mut self, id: ClaimId, flag: Flag) {
        let Some(session) = &self.session else { return };
        let on = session.project().claim(&id).is_some_and(|claim| claim.flags.contains(&flag));
        self.ask(vec![Request::SetFlag(id, flag, !on)]);
    }

    /// Changes which words the selected claim is about.
    fn reshape(&mut self, command: Command) {
        let Some(session) = &self.session else { return };
        let (Some(draft), Some(claim)) =
            (session.project().draft(), self.selected.as_ref().and_then(|id| session.project().claim(id)))
        else {
            return;
        };
        let selection = self.article.selection;
        let request = match command {
            Command::PickSpan => {
                Some(Request::SetSpan(claim.id.clone(), select::whole_words(draft, selection.range())))
            }
            Command::SplitClaim => Some(Request::SplitClaim(claim.id.clone(), selection.head)),
            Command::MergeNext => next_in_text(session, claim).map(|next| Request::MergeClaims(claim.id.clone(), next)),
            _ => grown(draft, claim, command).map(|range| Request::SetSpan(claim.id.clone(), range)),
        };
        match request {
            Some(request) => drop(self.ask(vec![request])),
            None => self.notices.say("There is nothing to do that with"),
        }
    }
}

/// Sets the blocks of a range aside. When the first of them is aside already, it and its neighbours that are too are
/// taken back, since furniture is proposed in one piece.
fn set_aside(draft: &Draft, range: Range<usize>) -> Request {
    let (mut first, mut last) = (draft.block_at(range.start), draft.block_at(range.end.max(range.start + 1) - 1));
    let is_aside = |block: usize| draft.blocks.get(block).is_some_and(|block| block.aside);
    let aside = !is_aside(first);
    if !aside {
        while first > 0 && is_aside(first - 1) {
            first -= 1;
        }
        while is_aside(last + 1) {
            last += 1;
        }
    }
    Request::SetAside { blocks: (first..=last).collect(), aside }
}

fn next_in_text(session: &Session, claim: &Claim) -> Option<ClaimId> {
    let row = session.row(&claim.id)?;
    session.rows().get(row + 1).map(|row| row.id.clone())
}

fn grown(draft: &Draft, claim: &Claim, command: Command) -> Option<Range<usize>> {
    let (at_end, grow) = match command {
        Command::ExtendRight => (true, true),
        Command::ShrinkRight => (true, false),
        Command::ExtendLeft => (false, true),
        _ => (false, false),
    };
    select::by_word(draft, claim.anchor.range(), at_end, grow)
}

/// The next entry of an order that fits, going on from the chosen one and round the end.
fn from_here(order: &[usize], chosen: Option<usize>, backwards: bool, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let count = order.len();
    let here = chosen.and_then(|row| order.iter().position(|entry| *entry == row));
    let place = |step: usize| match (here, backwards) {
        (None, false) => step - 1,
        (None, true) => count - step,
        (Some(here), false) => (here + step) % count,
        (Some(here), true) => (here + count - step % count) % count,
    };
    (1..=count).filter_map(|step| order.get(place(step)).copied()).find(|row| fits(*row))
}

/// A path that no file has: the stem, with a number behind it when that is taken.
fn free_name(stem: &Path, ending: &str) -> String {
    let stem = stem.display();
    let numbered = (2..1000).map(|number| format!("{stem}-{number}.{ending}"));
    let plain = format!("{stem}.{ending}");
    std::iter::once(plain.clone()).chain(numbered).find(|path| !Path::new(path).exists()).unwrap_or(plain)
}

/// A title as the name of a file.
fn plain_name(title: &str) -> PathBuf {
    let plain: String = title.chars().map(|sign| if sign.is_alphanumeric() { sign } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).take(8).collect();
    PathBuf::from(if words.is_empty() { "story".to_owned() } else { words.join("-").to_lowercase() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_on_from_the_chosen_claim_and_round_the_end() {
        let order = [0, 1, 2, 3];
        let odd = |row: usize| row % 2 == 1;
        let table = [
            (None, false, Some(1)),
            (None, true, Some(3)),
            (Some(1), false, Some(3)),
            (Some(3), false, Some(1)),
            (Some(3), true, Some(1)),
            (Some(0), true, Some(3)),
        ];
        for (chosen, backwards, expected) in table {
            assert_eq!(from_here(&order, chosen, backwards, odd), expected, "{chosen:?} {backwards}");
        }
        assert_eq!(from_here(&[1], Some(1), false, odd), Some(1), "the only one that fits is still to do");
        assert_eq!(from_here(&[0], Some(0), false, odd), None);
        assert_eq!(from_here(&[], None, false, odd), None);
    }

    #[test]
    fn a_title_becomes_the_name_of_a_file() {
        assert_eq!(plain_name("US walks out: /etc/passwd?"), PathBuf::from("us-walks-out-etc-passwd"));
        assert_eq!(plain_name("…"), PathBuf::from("story"));
    }
}
