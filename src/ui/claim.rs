//! The card of the selected claim: status, evidence, change, question, flags, risk, kind, note, history.

use super::action::Action;
use super::conflicts;
use super::evidence::{self, EvidenceForm};
use super::history::ClaimHistory;
use super::signing;
use super::theme::{Palette, sans, serif, strong};
use super::widgets::{chip, focus_ring, hint_key, labelled, local_time, section, small_button, text_area};
use super::writers_note;
use crate::command::Command;
use crate::model::claim::RECHECK_GLYPH;
use crate::model::{Claim, ClaimId, Decision, Flag, Kind, Missing, Request, Risk, Standing, Status};
use crate::session::{Problem, Session};
use crate::text::reference::proposal;
use egui::{Color32, ComboBox, CornerRadius, RichText, Stroke, Ui, vec2};
use std::collections::BTreeMap;

/// How long typing must pause before it becomes an entry of the history, in seconds.
const PAUSE: f64 = 0.5;

/// How long typing may go on before what there is of it goes into the journal, in seconds: a crash costs no more.
const BURST: f64 = 0.7;

/// A field of the card, to put the caret there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The suggested wording.
    Wording,
    /// The question to the writer.
    Question,
    /// The writer's answer.
    Answer,
    /// The note.
    Note,
    /// What the writer's note says of where the claim comes from.
    SourceNote,
}

impl Field {
    /// Its name, and what belongs into it.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Wording => ("Suggested change", "the words to print instead"),
            Self::Question => ("Question to the writer", "what to ask"),
            Self::Answer => ("Answer of the writer", "what the writer said"),
            Self::Note => ("Note", "what the next reader should know"),
            Self::SourceNote => ("Writer’s note", "where the writer has it from"),
        }
    }
}

/// What is being typed into the card.
#[derive(Default)]
pub struct Card {
    claim: Option<ClaimId>,
    revision: u64,
    wording: String,
    question: String,
    answer: String,
    note: String,
    source_note: String,
    recognised: Vec<String>,
    typed_at: Option<f64>,
    /// Since when something typed is not even in the journal.
    unwritten: Option<f64>,
    open: Vec<Field>,
    focus: Option<Field>,
    /// The evidence form, while it is open.
    pub form: Option<EvidenceForm>,
    /// Forms that were left half filled in, by claim; they wait until their claim is opened again.
    put_by: BTreeMap<ClaimId, EvidenceForm>,
    /// Why the last request was refused.
    pub refusal: Option<Problem>,
    history: bool,
    told: ClaimHistory,
}

impl Card {
    /// Puts the caret into a field, and shows it.
    pub fn ask_for(&mut self, field: Field) {
        if !self.open.contains(&field) {
            self.open.push(field);
        }
        self.focus = Some(field);
    }

    /// Puts the caret where the missing thing goes.
    pub fn ask_for_missing(&mut self, missing: Missing, session: &Session) {
        match missing {
            Missing::SupportingEvidence => self.open_form(session),
            Missing::ChangeOrNote | Missing::Change => self.ask_for(Field::Wording),
            Missing::Question => self.ask_for(Field::Question),
            Missing::Source | Missing::SourceTitle | Missing::Reason | Missing::Status => {}
        }
    }

    /// Closes the form. What was filled in is put by, and is there when the form is opened again.
    pub fn close_form(&mut self) {
        if let (Some(claim), Some(form)) = (&self.claim, self.form.take().filter(EvidenceForm::is_filled)) {
            self.put_by.insert(claim.clone(), form);
        }
    }

    /// True when evidence was filled in and neither added nor cancelled.
    pub fn has_put_by(&self) -> bool {
        !self.put_by.is_empty() || self.form.as_ref().is_some_and(EvidenceForm::is_filled)
    }

    /// Opens the form for a new piece of evidence, with the source that was last used in the story.
    pub fn open_form(&mut self, session: &Session) {
        if let Some(form) = self.claim.as_ref().and_then(|claim| self.put_by.remove(claim)) {
            self.form = Some(form.again());
            return;
        }
        if self.form.is_some() {
            return;
        }
        let project = session.project();
        let pieces = project.claims.iter().flat_map(|claim| &claim.evidence);
        let last = pieces.max_by_key(|piece| project.sources.iter().position(|source| source.id == piece.source));
        let last = last.map(|piece| piece.source.clone()).filter(|id| project.source(id).is_some());
        self.form = Some(EvidenceForm::new(last));
    }

    /// Opens the form with what the writer's note refers to filled in. What was filled in before is put by.
    pub fn open_proposed(&mut self, session: &Session) {
        let Some(claim) = self.claim.as_ref().and_then(|id| session.project().claim(id)) else { return };
        let form = EvidenceForm::proposed(proposal(&claim.source_note), session.project());
        self.close_form();
        self.form = Some(form);
    }

    /// Forgets what belongs to another claim, and takes over what was changed elsewhere.
    pub fn refresh(&mut self, session: &Session, selected: Option<&ClaimId>) {
        if self.claim.as_ref() != selected {
            self.close_form();
            let mut put_by = std::mem::take(&mut self.put_by);
            let form = selected.and_then(|claim| put_by.remove(claim));
            *self = Self { claim: selected.cloned(), history: self.history, form, put_by, ..Self::default() };
        } else if self.typed_at.is_some() || self.revision == session.revision() {
            return;
        }
        self.revision = session.revision();
        let Some(claim) = selected.and_then(|id| session.project().claim(id)) else { return };
        self.wording = claim.change.as_ref().map(|change| change.wording.clone()).unwrap_or_default();
        self.question.clone_from(&claim.question);
        self.answer.clone_from(&claim.answer);
        self.note.clone_from(&claim.note);
        self.source_note.clone_from(&claim.source_note);
        self.recognised = writers_note::recognised(&claim.source_note);
    }

    /// What was typed since the last time, as requests; none of them when it has come to nothing.
    pub fn take_typed(&mut self, session: &Session) -> Option<Vec<Request>> {
        self.unwritten = None;
        self.typed_at.take().map(|_| self.typed(session))
    }

    fn typed(&self, session: &Session) -> Vec<Request> {
        let Some(claim) = self.claim.as_ref().and_then(|id| session.project().claim(id)) else { return Vec::new() };
        let id = || claim.id.clone();
        let mut requests = Vec::new();
        let wording = claim.change.as_ref().map_or("", |change| change.wording.as_str());
        if wording != self.wording {
            let keep = !self.wording.trim().is_empty();
            requests.push(Request::SuggestChange(id(), keep.then(|| self.wording.clone())));
        }
        for (old, new, request) in [
            (&claim.question, &self.question, Request::SetQuestion as fn(ClaimId, String) -> Request),
            (&claim.answer, &self.answer, Request::SetAnswer),
            (&claim.note, &self.note, Request::SetNote),
            (&claim.source_note, &self.source_note, Request::SetSourceNote),
        ] {
            if old != new {
                requests.push(request(id(), new.clone()));
            }
        }
        requests
    }

    /// Draws the card.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        claim: &Claim,
        standing: &Standing,
        actions: &mut Vec<Action>,
    ) {
        let may = session.read_only().is_none();
        self.statuses(ui, standing, may, actions);
        notices(ui, session, claim, standing, actions);
        conflicts::of_claim(ui, session, claim, may, actions);
        self.writers_note(ui, session, claim, may, actions);
        section(ui, "Evidence");
        let root = session.project().root(claim);
        evidence::list(ui, root, session, may, actions);
        if let Some(form) = &mut self.form {
            if evidence::form(ui, form, root, session, actions) {
                self.form = None;
            }
        } else if may {
            self.buttons(ui, claim, actions);
        }
        ui.add_enabled_ui(may, |ui| self.fields(ui, session, claim, actions));
        ui.add_enabled_ui(may, |ui| properties(ui, claim, actions));
        checked_by(ui, root);
        signing::of_claim(ui, session, claim, standing, actions);
        self.show_history(ui, session, claim, actions);
    }

    fn statuses(&mut self, ui: &mut Ui, standing: &Standing, may: bool, actions: &mut Vec<Action>) {
        let palette = Palette::of(ui.ctx());
        ui.add_space(4.0);
        ui.add_enabled_ui(may, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(-1.0, 4.0);
                let last = Status::ALL.len() - 1;
                for (place, status) in Status::ALL.iter().enumerate() {
                    let on = standing.status == *status && !standing.recheck;
                    if segment(ui, palette, *status, on, place == 0, place == last).clicked() {
                        actions.push(Action::Run(Command::Status(*status)));
                    }
                }
            });
        });
        if let Some(problem) = &self.refusal {
            let words = format!("{}. {}.", capital(&problem.what), capital(&problem.hint));
            let label = ui.label(RichText::new(words).color(palette.wrong));
            ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Assertive));
        }
    }

    /// What the writer said of where the claim comes from, what was recognised in it, and the way to make evidence of it.
    fn writers_note(&mut self, ui: &mut Ui, session: &Session, claim: &Claim, may: bool, actions: &mut Vec<Action>) {
        if claim.source_note.is_empty() && self.source_note.is_empty() {
            return;
        }
        ui.add_enabled_ui(may, |ui| self.field(ui, session, Field::SourceNote, actions));
        writers_note::show(ui, &self.recognised, may && self.form.is_none(), actions);
    }

    fn buttons(&mut self, ui: &mut Ui, claim: &Claim, actions: &mut Vec<Action>) {
        ui.horizontal_wrapped(|ui| {
            let mut button = |ui: &mut Ui, text: &str, command: Command| {
                let key = command.shortcut().map(|shortcut| shortcut.text()).unwrap_or_default();
                let response = ui.add(egui::Button::new(text).shortcut_text(RichText::new(key).font(sans(11.0))));
                focus_ring(ui, &response);
                if response.on_hover_text(command.does()).clicked() {
                    actions.push(Action::Run(command));
                }
            };
            button(ui, "+ Evidence", Command::AddEvidence);
            if claim.change.is_none() && !self.open.contains(&Field::Wording) {
                button(ui, "Suggest change", Command::SuggestChange);
            }
            if claim.question.is_empty() && !self.open.contains(&Field::Question) {
                button(ui, "Ask the writer", Command::WriteQuestion);
            }
            let flag = if claim.flags.contains(&Flag::Legal) { "Lift legal flag" } else { "Flag for legal" };
            button(ui, flag, Command::Flag(Flag::Legal));
        });
    }

    fn fields(&mut self, ui: &mut Ui, session: &Session, claim: &Claim, actions: &mut Vec<Action>) {
        if claim.change.is_some() || self.open.contains(&Field::Wording) {
            self.field(ui, session, Field::Wording, actions);
            decision(ui, claim, actions);
        }
        if !claim.question.is_empty() || self.open.contains(&Field::Question) {
            self.field(ui, session, Field::Question, actions);
        }
        // Writers also answer what they were not asked.
        if !(claim.question.is_empty() && claim.answer.is_empty()) || self.open.contains(&Field::Question) {
            self.field(ui, session, Field::Answer, actions);
        }
        self.field(ui, session, Field::Note, actions);
    }

    fn text(&mut self, field: Field) -> &mut String {
        match field {
            Field::Wording => &mut self.wording,
            Field::Question => &mut self.question,
            Field::Answer => &mut self.answer,
            Field::Note => &mut self.note,
            Field::SourceNote => &mut self.source_note,
        }
    }

    /// Draws a field; what is typed becomes an entry of the history when typing pauses or the caret leaves.
    fn field(&mut self, ui: &mut Ui, session: &Session, field: Field, actions: &mut Vec<Action>) {
        let (name, hint) = field.words();
        section(ui, name);
        let response = text_area(ui, name, self.text(field), hint, 1);
        if self.focus == Some(field) {
            self.focus = None;
            response.request_focus();
            response.scroll_to_me(None);
        }
        let now = ui.input(|input| input.time);
        if response.changed() {
            self.typed_at = Some(now);
            self.unwritten.get_or_insert(now);
            self.refusal = None;
        }
        // In every frame, since one may come a moment before the pause is over.
        if let Some(rest) = self.typed_at.map(|typed| PAUSE - (now - typed)).filter(|rest| *rest > 0.0) {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(rest));
        }
        if self.unwritten.is_some_and(|since| now - since >= BURST) {
            self.unwritten = None;
            actions.push(Action::Typing(self.typed(session)));
        }
        let paused = response.has_focus() && self.typed_at.is_some_and(|typed| now - typed >= PAUSE);
        if response.lost_focus() || paused {
            actions.extend(self.take_typed(session).map(Action::Typed));
        }
    }

    fn show_history(&mut self, ui: &mut Ui, session: &Session, claim: &Claim, actions: &mut Vec<Action>) {
        ui.add_space(6.0);
        let words = if self.history { "Hide history" } else { "Show history" };
        if small_button(ui, words).clicked() {
            self.history = !self.history;
        }
        if self.history {
            self.told.show(ui, session, &claim.id, actions);
        }
    }
}

/// A sentence's first letter made large.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn segment(ui: &mut Ui, palette: &Palette, status: Status, on: bool, first: bool, last: bool) -> egui::Response {
    let colour = palette.status(status);
    let (fill, ink) = if on { (colour, palette.on_fill) } else { (palette.raised, palette.ink) };
    let text = RichText::new(format!("{} {}", status.glyph(), capital(status.word()))).color(ink).font(sans(12.0));
    let (left, right) = (if first { 6 } else { 0 }, if last { 6 } else { 0 });
    let corners = CornerRadius { nw: left, sw: left, ne: right, se: right };
    let stroke = Stroke::new(1.0, if on { colour } else { palette.line });
    let button = egui::Button::new(text).fill(fill).stroke(stroke).corner_radius(corners).selected(on);
    let response = ui.add(button.min_size(vec2(0.0, 26.0)));
    focus_ring(ui, &response);
    let key = Command::Status(status).shortcut().map(|shortcut| shortcut.text()).unwrap_or_default();
    response.on_hover_text(format!("{} · key {key}", Command::Status(status).does()))
}

fn notices(ui: &mut Ui, session: &Session, claim: &Claim, standing: &Standing, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui.ctx());
    let line = |ui: &mut Ui, colour: Color32, text: String| ui.label(RichText::new(text).color(colour));
    if standing.recheck {
        let was = format!("{RECHECK_GLYPH} Recheck: it was {} before its text or evidence changed.", standing.status);
        line(ui, palette.query, was);
    }
    if standing.conflicting {
        line(ui, palette.wrong, "Conflicting: some evidence supports it, some contradicts it.".to_owned());
    }
    if let Some(root) = &standing.through {
        let number = session.row(root).map_or(0, |row| row + 1);
        ui.horizontal(|ui| {
            line(ui, palette.accent, format!("The same as claim {number}, which decides its status."));
            if small_button(ui, "Go there").clicked() {
                actions.push(Action::Select(root.clone()));
            }
        });
    }
    if let Some(absence) = session.project().absence(claim) {
        let why = format!("{}. To give it a place, select the words and use “Use selected text”.", capital(&absence));
        line(ui, palette.query, why);
    }
}

fn decision(ui: &mut Ui, claim: &Claim, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui.ctx());
    let Some(change) = &claim.change else { return };
    ui.label(difference(palette, &claim.anchor.quote, &change.wording));
    ui.horizontal_wrapped(|ui| {
        for decision in Decision::ALL {
            let on = change.decision == *decision;
            let word = capital(decision.word());
            if chip(ui, &word, on, palette.accent).clicked() && !on {
                actions.push(Action::Run(Command::Decide(*decision)));
            }
        }
    });
    if !change.reason.is_empty() {
        ui.label(RichText::new(format!("Reason: {}", change.reason)).color(palette.soft));
    }
    let who = format!("{} · {}", change.by, local_time(change.at));
    ui.label(RichText::new(who).font(sans(12.0)).color(palette.soft));
}

/// The old words struck out, and the new ones.
pub fn difference(palette: &Palette, old: &str, new: &str) -> egui::text::LayoutJob {
    let mut job = egui::text::LayoutJob::default();
    let plain = egui::TextFormat { font_id: serif(15.5), color: palette.ink, ..egui::TextFormat::default() };
    let struck =
        egui::TextFormat { color: palette.wrong, strikethrough: Stroke::new(1.0, palette.wrong), ..plain.clone() };
    job.append(old, 0.0, struck);
    job.append(" → ", 0.0, egui::TextFormat { font_id: sans(13.0), color: palette.soft, ..plain.clone() });
    job.append(new, 0.0, plain);
    job
}

fn properties(ui: &mut Ui, claim: &Claim, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui.ctx());
    section(ui, "About");
    ui.horizontal_wrapped(|ui| {
        let mut kind = claim.kind;
        let combo = ComboBox::from_id_salt("claim kind").selected_text(kind.word()).width(140.0).height(420.0);
        let response = combo.show_ui(ui, |ui| {
            for choice in Kind::ALL {
                ui.selectable_value(&mut kind, *choice, choice.word());
            }
        });
        response.response.accessible_name("Kind");
        if kind != claim.kind {
            actions.push(Action::Ask(vec![Request::SetKind(claim.id.clone(), kind)]));
        }
        ui.add_space(6.0);
        ui.label(RichText::new("Risk").color(palette.soft));
        for risk in Risk::ALL {
            let colour = if *risk == Risk::High { palette.wrong } else { palette.soft };
            let response = chip(ui, risk.word(), claim.risk == *risk, colour);
            if response.accessible_name(format!("Risk {risk}")).clicked() {
                actions.push(Action::Ask(vec![Request::SetRisk(claim.id.clone(), *risk)]));
            }
        }
    });
    ui.horizontal_wrapped(|ui| {
        labelled(ui, "Flags");
        for flag in Flag::ALL {
            let on = claim.flags.contains(flag);
            if chip(ui, flag.word(), on, palette.query).clicked() {
                actions.push(Action::Ask(vec![Request::SetFlag(claim.id.clone(), *flag, !on)]));
            }
        }
    });
    ui.horizontal_wrapped(|ui| {
        labelled(ui, "Words");
        let commands = [
            ("‹ +", Command::ExtendLeft),
            ("‹ −", Command::ShrinkLeft),
            ("− ›", Command::ShrinkRight),
            ("+ ›", Command::ExtendRight),
            ("Use selected text", Command::PickSpan),
            ("Split", Command::SplitClaim),
            ("Merge with next", Command::MergeNext),
            ("Same as…", Command::SameAs),
            ("Delete", Command::DeleteClaim),
        ];
        for (text, command) in commands {
            let response = small_button(ui, text).accessible_name(command.name());
            let key = command.shortcut().map(|shortcut| format!(" · key {}", shortcut.text())).unwrap_or_default();
            if response.on_hover_text(format!("{}{key}", command.does())).clicked() {
                actions.push(Action::Run(command));
            }
        }
    });
}

fn checked_by(ui: &mut Ui, claim: &Claim) {
    let palette = Palette::of(ui.ctx());
    section(ui, "Checked by");
    match &claim.status {
        Some(record) => {
            ui.label(RichText::new(format!("{} · {}", record.by, local_time(record.at))).font(sans(13.0)));
        }
        None => {
            ui.horizontal(|ui| {
                ui.label(RichText::new("nobody yet").color(palette.soft));
                for status in [Status::Verified, Status::Wrong, Status::Query] {
                    let key = Command::Status(status).shortcut().map(|shortcut| shortcut.text());
                    hint_key(ui, &key.unwrap_or_default());
                    ui.label(RichText::new(status.word()).font(strong(11.5)).color(palette.status(status)));
                }
            });
        }
    }
}
