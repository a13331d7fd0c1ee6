//! Evidence in the card of a claim: what there is, and the form that adds or changes a piece.

use super::action::Action;
use super::source_form;
use super::theme::{Palette, sans, serif, strong};
use super::widgets::{chip, ctrl_enter, labelled, small_button, text_area, text_field};
use crate::model::request::EvidenceDetails;
use crate::model::{
    Claim, Evidence, EvidenceId, KeptCopy, Project, Request, Source, SourceChoice, SourceDetails, SourceId, SourceKind,
    Stance,
};
use crate::session::Session;
use crate::text::compare;
use crate::text::reference::Proposal;
use egui::text::LayoutJob;
use egui::{Color32, ComboBox, RichText, Stroke, TextFormat, Ui};

/// The form, and what is filled in so far.
#[derive(Clone, Debug)]
pub struct EvidenceForm {
    /// The piece that is changed; none when one is added.
    pub editing: Option<EvidenceId>,
    /// The chosen source; none for a new one.
    pub source: Option<SourceId>,
    /// The new source.
    pub details: SourceDetails,
    locator: String,
    passage: String,
    stance: Stance,
    focus: bool,
}

impl EvidenceForm {
    /// A form for a new piece, with the source that was used last already chosen.
    pub fn new(last: Option<SourceId>) -> Self {
        Self {
            editing: None,
            source: last,
            details: SourceDetails::new(SourceKind::Document, ""),
            locator: String::new(),
            passage: String::new(),
            stance: Stance::Supports,
            focus: true,
        }
    }

    /// A form that changes this piece.
    pub fn of(piece: &Evidence) -> Self {
        Self {
            editing: Some(piece.id.clone()),
            source: Some(piece.source.clone()),
            locator: piece.locator.clone(),
            passage: piece.passage.clone(),
            stance: piece.stance,
            ..Self::new(None)
        }
    }

    /// A form with what a note of the writer refers to filled in; a source that the story has already is chosen.
    pub fn proposed(proposal: Proposal, project: &Project) -> Self {
        let Proposal { details, locator } = proposal;
        let folded = |text: &str| text.trim().to_lowercase();
        let same = |known: &str, new: &str| !new.trim().is_empty() && folded(known) == folded(new);
        let is_it = |source: &&Source| {
            let known = &source.details;
            same(&known.url, &details.url) || same(&known.title, &details.title) && known.kind == details.kind
        };
        let source = project.sources().find(is_it).map(|source| source.id.clone());
        Self { details, locator, ..Self::new(source) }
    }

    /// The same form, with the caret where one begins.
    pub fn again(self) -> Self {
        Self { focus: true, ..self }
    }

    /// True when something was filled in that would be lost with the form.
    pub fn is_filled(&self) -> bool {
        let texts = [&self.locator, &self.passage, &self.details.title, &self.details.who, &self.details.url];
        self.editing.is_none() && texts.iter().any(|text| !text.trim().is_empty())
    }

    /// The request that saves the form.
    pub fn request(&self, claim: &Claim) -> Request {
        let source = match &self.source {
            Some(id) => SourceChoice::Existing(id.clone()),
            None => SourceChoice::New(Box::new(self.details.clone())),
        };
        let details = EvidenceDetails {
            source,
            locator: self.locator.clone(),
            passage: self.passage.clone(),
            stance: self.stance,
        };
        match &self.editing {
            Some(id) => Request::EditEvidence(claim.id.clone(), id.clone(), details),
            None => Request::AddEvidence(claim.id.clone(), details),
        }
    }
}

/// The colour of a stance.
fn colour(palette: &Palette, stance: Stance) -> Color32 {
    match stance {
        Stance::Supports => palette.ok,
        Stance::Contradicts => palette.wrong,
        Stance::Background => palette.soft,
    }
}

/// Draws the evidence of a claim.
pub fn list(ui: &mut Ui, claim: &Claim, session: &Session, may_change: bool, actions: &mut Vec<Action>) {
    for piece in claim.evidence() {
        let Some(source) = session.project().sources.get(&piece.source) else { continue };
        show_piece(ui, claim, piece, source, may_change, actions);
    }
}

fn show_piece(
    ui: &mut Ui,
    claim: &Claim,
    piece: &Evidence,
    source: &Source,
    may_change: bool,
    actions: &mut Vec<Action>,
) {
    let palette = Palette::of(ui.ctx());
    let frame = egui::Frame::new()
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(6)
        .inner_margin(egui::Margin::symmetric(10, 7));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(headline(palette, piece, source));
        if !piece.passage.is_empty() {
            let findings = compare::passage(&claim.anchor.quote, claim.kind, &piece.passage);
            ui.label(passage(palette, &piece.passage, &findings));
            for finding in findings {
                let (sign, tint) = match (finding.found, finding.what) {
                    (true, _) => ("✓ ", palette.soft),
                    (false, compare::FindingKind::Name) => ("≠ ", palette.query),
                    (false, _) => ("≠ ", palette.wrong),
                };
                ui.label(RichText::new(format!("{sign}{}", finding.note)).font(sans(12.0)).color(tint));
            }
        }
        for copy in &source.kept {
            ui.label(RichText::new(kept_words(copy)).font(sans(12.0)).color(palette.soft));
        }
        if !source.details.url.is_empty() {
            ui.label(RichText::new(&source.details.url).font(sans(12.0)).color(palette.soft));
        }
        if may_change {
            ui.horizontal(|ui| {
                let name = |does: &str| format!("{does} evidence from {}", source.details.title);
                let edit = small_button(ui, "Change…").accessible_name(name("Change"));
                if edit.clicked() {
                    actions.push(Action::EditEvidence(piece.id.clone()));
                }
                let delete = small_button(ui, "Delete").accessible_name(name("Delete"));
                if delete.clicked() {
                    actions.push(Action::Ask(vec![Request::DeleteEvidence(claim.id.clone(), piece.id.clone())]));
                }
            });
        }
    });
}

fn kept_words(copy: &KeptCopy) -> String {
    format!("Kept copy: {} (SHA-256 {}…)", copy.name, copy.sha256.get(..8).unwrap_or_default())
}

fn headline(palette: &Palette, piece: &Evidence, source: &Source) -> LayoutJob {
    let details = &source.details;
    let mut job = LayoutJob::default();
    let mut add =
        |text: &str, font, color| job.append(text, 0.0, TextFormat { font_id: font, color, ..TextFormat::default() });
    add(&details.title, strong(13.5), palette.ink);
    let mut about = vec![details.kind.word().to_owned()];
    about.extend([&details.when, &piece.locator].into_iter().filter(|text| !text.is_empty()).cloned());
    if details.confidential {
        about.push("confidential".to_owned());
    }
    add(&format!(" · {} · ", about.join(" · ")), sans(13.0), palette.soft);
    let sign = match piece.stance {
        Stance::Supports => "✓ ",
        Stance::Contradicts => "✗ ",
        Stance::Background => "",
    };
    add(&format!("{sign}{}", piece.stance), sans(13.0), colour(palette, piece.stance));
    job
}

/// The words of the source in the article's type, with what was found of the claim marked in them.
fn passage(palette: &Palette, text: &str, findings: &[compare::Finding]) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain =
        TextFormat { font_id: serif(15.5), color: palette.ink, line_height: Some(21.0), ..TextFormat::default() };
    let found = TextFormat { background: palette.ok.gamma_multiply(0.18), ..plain.clone() };
    let mut places: Vec<_> = findings.iter().filter_map(|finding| finding.place.clone()).collect();
    places.sort_by_key(|place| place.start);
    let mut from = 0;
    for place in places {
        if let (Some(before), Some(words)) = (text.get(from..place.start), text.get(place.clone())) {
            job.append(before, 0.0, plain.clone());
            job.append(words, 0.0, found.clone());
            from = place.end;
        }
    }
    job.append(text.get(from..).unwrap_or_default(), 0.0, plain);
    job
}

/// Draws the form; true when it can be closed.
pub fn form(ui: &mut Ui, form: &mut EvidenceForm, claim: &Claim, session: &Session, actions: &mut Vec<Action>) -> bool {
    let palette = Palette::of(ui.ctx());
    let heading = if form.editing.is_some() { "Change evidence" } else { "New evidence" };
    ui.label(RichText::new(heading).font(strong(13.5)));
    let chooser = choose_source(ui, form, session);
    let mut first = chooser;
    if form.source.is_none() {
        first = source_form::show(ui, "evidence form", &mut form.details);
    }
    let locator = text_field(ui, "Where in it", &mut form.locator, "page, paragraph, time code");
    if form.source.is_some() {
        first = locator;
    }
    if std::mem::take(&mut form.focus) {
        first.request_focus();
        first.scroll_to_me(None);
    }
    text_area(ui, "Passage", &mut form.passage, "the words of the source", 2);
    if !form.passage.trim().is_empty() {
        for finding in compare::passage(&claim.anchor.quote, claim.kind, &form.passage) {
            let tint = if finding.found { palette.ok } else { palette.wrong };
            ui.label(RichText::new(finding.note).font(sans(12.0)).color(tint));
        }
    }
    ui.horizontal(|ui| {
        labelled(ui, "Stance");
        for stance in Stance::ALL {
            if chip(ui, stance.word(), form.stance == *stance, colour(palette, *stance)).clicked() {
                form.stance = *stance;
            }
        }
    });
    ui.add_space(4.0);
    let mut close = false;
    ui.horizontal(|ui| {
        let does = if form.editing.is_some() { "Save evidence" } else { "Add evidence" };
        let button = egui::Button::new(RichText::new(does).color(palette.on_fill)).fill(palette.accent);
        if ui.add(button).on_hover_text("Ctrl Enter").clicked() || ctrl_enter(ui) {
            actions.push(Action::SubmitEvidence);
        }
        close = ui.button("Cancel").clicked();
    });
    close
}

fn choose_source(ui: &mut Ui, form: &mut EvidenceForm, session: &Session) -> egui::Response {
    ui.horizontal(|ui| {
        let label = labelled(ui, "Source");
        let project = session.project();
        let chosen = form.source.as_ref().and_then(|id| project.source(id));
        let words = chosen.map_or("New source", |source| source.details.title.as_str());
        let combo = ComboBox::from_id_salt("evidence source").selected_text(words).width(ui.available_width() - 8.0);
        let combo = combo.show_ui(ui, |ui| {
            ui.selectable_value(&mut form.source, None, "New source");
            for source in project.sources() {
                let words = format!("{} · {}", source.details.title, source.details.kind.word());
                ui.selectable_value(&mut form.source, Some(source.id.clone()), words);
            }
        });
        combo.response.labelled_by(label)
    })
    .inner
}
