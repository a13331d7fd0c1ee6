//! The export dialog: which report in which format, where to, and how the file will begin.

use super::{confirm, focus_once, title};
use crate::export::{Choice, CitationStyle, Edition, Format, Options};
use crate::model::{SourceId, SourceKind};
use crate::session::Session;
use crate::session::recovery::story_key;
use crate::store::settings::{LastExport, Settings};
use crate::ui::action::{Action, Browse};
use crate::ui::export_preview::{self, Shown};
use crate::ui::theme::Palette;
use crate::ui::widgets::{come_into_view, focus_ring, radio_chips, section};
use chrono::{Local, Offset, Utc};
use egui::{ComboBox, RichText, ScrollArea, TextEdit, Ui, vec2};
use std::path::{Path, PathBuf};

/// Width of what is filled in, where the preview has room beside it.
const FORM: f32 = 372.0;
/// From this width on, the preview stands beside what is filled in.
const WIDE: f32 = 720.0;

/// What an export is asked to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which report.
    pub edition: Edition,
    /// How it is written.
    pub format: Format,
    /// With the names and contacts of confidential sources.
    pub with_confidential: bool,
    /// With everything that was done, in order.
    pub audit_trail: bool,
    /// The person whose call sheet it is.
    pub person: Option<SourceId>,
    /// How sources are cited.
    pub citations: CitationStyle,
    /// Which claims the writer's own file gets a comment for.
    pub choice: Choice,
}

impl Asked {
    /// The options of an export that is made now.
    pub fn options(&self) -> Options {
        let made = Utc::now();
        Options {
            edition: self.edition,
            with_confidential: self.with_confidential,
            audit_trail: self.audit_trail,
            person: self.person.clone().filter(|_| self.is_call_sheet()),
            citations: self.citations,
            choice: self.choice,
            ..Options::new(made, made.with_timezone(&Local).offset().fix())
        }
    }

    fn is_call_sheet(&self) -> bool {
        self.format.has_editions() && self.edition == Edition::CallSheet
    }

    /// True when it lists sources that may be cited in one style or another.
    fn cites(&self) -> bool {
        self.format.has_editions() && self.edition != Edition::CallSheet
    }
}

/// A person who may be called.
#[derive(Clone, Debug)]
struct Callable {
    id: SourceId,
    /// Number in the list of sources.
    number: usize,
    name: String,
}

/// The choices of the export dialog.
#[derive(Clone, Debug)]
pub struct ExportChoice {
    /// What is asked for.
    pub asked: Asked,
    /// Where to.
    pub path: String,
    /// How the file will begin.
    pub shown: Shown,
    /// What the names of the story's files begin with.
    stem: String,
    story: String,
    persons: Vec<Callable>,
    confidential: usize,
    /// Whether there is a file, and of which path that was found out: the disk is not asked in each frame.
    replaces: (String, bool),
}

impl ExportChoice {
    /// As this story was last exported, but that confidential sources are named only when that is asked for again.
    pub fn new(session: &Session, settings: &Settings, stem: String) -> Self {
        let project = session.project();
        let story = story_key(project);
        let uses = project.uses();
        let persons = project.sources().enumerate().filter(|(_, source)| source.details.kind == SourceKind::Person);
        let persons = persons.filter(|(_, source)| uses.contains_key(&source.id)).map(|(at, source)| Callable {
            id: source.id.clone(),
            number: at + 1,
            name: source.details.title.clone(),
        });
        let last = settings.last_export(&story).cloned().unwrap_or_default();
        let mut choice = Self {
            asked: Asked {
                edition: last.edition.parse().unwrap_or(Edition::CheckingCopy),
                format: last.format.parse().unwrap_or(Format::Html),
                with_confidential: false,
                audit_trail: last.audit_trail,
                person: Some(SourceId(last.person)),
                citations: last.citations.parse().unwrap_or(CitationStyle::Plain),
                choice: last.choice.parse().unwrap_or(Choice::All),
            },
            path: String::new(),
            shown: Shown::default(),
            stem,
            story,
            persons: persons.collect(),
            confidential: project.confidential_sources().len(),
            replaces: Default::default(),
        };
        choice.asked.person =
            choice.asked.person.take().filter(|id| choice.persons.iter().any(|person| person.id == *id));
        choice.path = choice.proposed();
        choice
    }

    /// The call sheet of this person, in the format of the last report if that has call sheets.
    pub fn call_sheet(mut self, person: &SourceId) -> Self {
        if !self.asked.format.has_editions() {
            self.asked.format = Format::Html;
        }
        self.asked.edition = Edition::CallSheet;
        self.asked.person = self.persons.iter().find(|one| one.id == *person).map(|one| one.id.clone());
        self.path = self.proposed();
        self
    }

    /// What is remembered of it.
    pub fn last(&self) -> LastExport {
        LastExport {
            story: self.story.clone(),
            edition: self.asked.edition.key().to_owned(),
            format: self.asked.format.key().to_owned(),
            audit_trail: self.asked.audit_trail,
            person: self.asked.person.as_ref().map(|person| person.0.clone()).unwrap_or_default(),
            citations: self.asked.citations.key().to_owned(),
            choice: self.asked.choice.key().to_owned(),
            ..LastExport::default()
        }
    }

    /// Where it goes unless the person says otherwise: each edition has a name of its own. A person is named by number,
    /// for names of files are seen by many.
    fn proposed(&self) -> String {
        let format = self.asked.format;
        let kind = if format.has_editions() { self.asked.edition.key() } else { format.key() };
        let person = self
            .person()
            .filter(|_| self.asked.is_call_sheet())
            .map(|person| format!("-{}", person.number))
            .unwrap_or_default();
        format!("{}-{kind}{person}.{}", self.stem, format.ending())
    }

    fn person(&self) -> Option<&Callable> {
        self.persons.iter().find(|person| Some(&person.id) == self.asked.person.as_ref())
    }

    /// True when there is a file where this one is to go.
    fn replaces(&mut self) -> bool {
        let path = self.path.trim();
        if self.replaces.0 != path {
            self.replaces = (path.to_owned(), Path::new(path).is_file());
        }
        self.replaces.1
    }

    /// A path that the person typed stays as it is but for its ending.
    fn follow(&mut self, before: &str) {
        let proposed = self.proposed();
        if proposed != before {
            self.path = match self.path == before {
                true => proposed,
                false => PathBuf::from(&self.path).with_extension(self.asked.format.ending()).display().to_string(),
            };
        }
    }
}

/// Draws the dialog.
pub(super) fn show(ui: &mut Ui, choice: &mut ExportChoice, actions: &mut Vec<Action>) {
    title(ui, "Export report");
    let height = (ui.ctx().content_rect().height() - 150.0).clamp(120.0, 540.0);
    let (mut enters, before) = (true, choice.asked.clone());
    if ui.available_width() < WIDE {
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            enters = form(ui, choice, actions);
            ui.add_space(8.0);
            export_preview::show(ui, &mut choice.shown, &choice.asked, 220.0);
        });
    } else {
        ui.horizontal_top(|ui| {
            ui.allocate_ui(vec2(FORM, height), |ui| {
                ui.vertical(|ui| {
                    ui.set_width(FORM);
                    ScrollArea::vertical().max_height(height).show(ui, |ui| enters = form(ui, choice, actions));
                });
            });
            ui.add_space(14.0);
            ui.vertical(|ui| export_preview::show(ui, &mut choice.shown, &choice.asked, height));
        });
    }
    if choice.asked != before {
        // The chips and the preview follow in the next frame, which nothing else may ask for.
        ui.ctx().request_repaint();
    }
    let verb = if choice.replaces() { "Replace the file" } else { "Export" };
    if confirm(ui, verb, !choice.path.trim().is_empty(), enters, actions) {
        actions.push(Action::Export);
    }
}

/// What is filled in. True where Enter exports: not on what Enter itself chooses.
fn form(ui: &mut Ui, choice: &mut ExportChoice, actions: &mut Vec<Action>) -> bool {
    let before = choice.proposed();
    section(ui, "Format");
    let chosen = radio_chips(ui, Format::ALL, &mut choice.asked.format, Format::word);
    chosen.iter().for_each(|chosen| focus_once(ui, chosen));
    ui.weak(choice.asked.format.says());
    if choice.asked.format.has_editions() {
        section(ui, "Edition");
        radio_chips(ui, Edition::ALL, &mut choice.asked.edition, Edition::word);
        ui.weak(choice.asked.edition.says());
    }
    let mut taken = options(ui, choice);
    choice.follow(&before);
    section(ui, "Where to");
    let hint = RichText::new("folder and name").color(Palette::of(ui.ctx()).soft);
    let file = TextEdit::singleline(&mut choice.path).id_salt("File").hint_text(hint).desired_width(f32::INFINITY);
    come_into_view(&ui.add(file.margin(vec2(6.0, 4.0))).accessible_name("File"));
    let browse = ui.button("Browse…");
    focus_ring(ui, &browse);
    come_into_view(&browse);
    if browse.clicked() {
        actions.push(Action::Browse(Browse::Export));
    }
    taken |= browse.has_focus();
    if choice.replaces() {
        let warning = "There is a file of this name. It will be replaced.";
        ui.label(RichText::new(warning).color(Palette::of(ui.ctx()).query));
    }
    !taken
}

/// The options that apply. True when one of them has the focus, and takes Enter for itself.
fn options(ui: &mut Ui, choice: &mut ExportChoice) -> bool {
    let mut taken = false;
    if choice.asked.format.wants_original() {
        section(ui, "Comments on");
        radio_chips(ui, Choice::ALL, &mut choice.asked.choice, Choice::word);
    }
    if choice.asked.cites() {
        section(ui, "Sources cited as");
        radio_chips(ui, CitationStyle::ALL, &mut choice.asked.citations, CitationStyle::word);
    }
    if choice.asked.is_call_sheet() {
        section(ui, "Whom to call");
        taken |= person(ui, choice);
    }
    let trail = choice.asked.format.has_editions() && choice.asked.edition == Edition::CheckingCopy;
    if trail || choice.confidential > 0 {
        section(ui, "With");
    }
    if trail {
        let trail = ui.checkbox(&mut choice.asked.audit_trail, "everything that was done, in order");
        focus_ring(ui, &trail);
        come_into_view(&trail);
        taken |= trail.has_focus();
    }
    if choice.confidential > 0 {
        let noun = if choice.confidential == 1 { "source" } else { "sources" };
        let text = format!("names and contacts of {} confidential {noun}", choice.confidential);
        let named = ui.checkbox(&mut choice.asked.with_confidential, text);
        focus_ring(ui, &named);
        come_into_view(&named);
        taken |= named.has_focus();
    }
    taken
}

fn person(ui: &mut Ui, choice: &mut ExportChoice) -> bool {
    let everybody = format!("everybody ({})", choice.persons.len());
    let shown = choice.person().map_or_else(|| everybody.clone(), |person| person.name.clone());
    let persons = std::mem::take(&mut choice.persons);
    let list = ComboBox::from_id_salt("person to call").selected_text(shown).width(FORM - 16.0).truncate();
    let list = list.show_ui(ui, |ui| {
        ui.selectable_value(&mut choice.asked.person, None, everybody);
        for person in &persons {
            ui.selectable_value(&mut choice.asked.person, Some(person.id.clone()), &person.name);
        }
    });
    choice.persons = persons;
    let list = list.response.accessible_name("Whom to call");
    focus_ring(ui, &list);
    come_into_view(&list);
    list.has_focus() || egui::Popup::is_any_open(ui.ctx())
}
