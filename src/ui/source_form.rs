//! The fields of a source, in the evidence form and in the dialog of sources.

use super::widgets::{labelled, text_field};
use crate::model::SourceDetails;
use crate::model::SourceKind;
use crate::model::source::{Gathering, Rank, SourceText};
use egui::{ComboBox, Response, Ui};

/// Draws the fields; returns the title's, so that the caret can be put there.
pub fn show(ui: &mut Ui, salt: &str, details: &mut SourceDetails) -> Response {
    ui.horizontal(|ui| {
        let label = labelled(ui, "Type");
        let combo = ComboBox::from_id_salt((salt, "type")).selected_text(details.kind.word());
        let combo = combo.show_ui(ui, |ui| {
            for kind in SourceKind::ALL {
                ui.selectable_value(&mut details.kind, *kind, kind.word());
            }
        });
        combo.response.labelled_by(label);
    });
    let title_hint = match details.kind {
        SourceKind::Person => "name, or the role they may be called by",
        _ => "what it is called",
    };
    let title = text_field(ui, "Title", details.text_mut(SourceText::Title), title_hint);
    for (label, name, hint) in [
        ("Who", SourceText::Who, "author, speaker, publisher"),
        ("When", SourceText::When, "made, said or published"),
        ("Web address", SourceText::Url, "https://…"),
    ] {
        text_field(ui, label, details.text_mut(name), hint);
    }
    let more = egui::CollapsingHeader::new("More: where, contact, terms, how it was gathered").id_salt((salt, "more"));
    more.default_open(has_more(details)).show_unindented(ui, |ui| more_fields(ui, details));
    ui.checkbox(&mut details.confidential, "Confidential: left out of every export");
    title
}

/// True when a field is filled in that is otherwise folded away.
fn has_more(details: &SourceDetails) -> bool {
    [SourceText::Place, SourceText::Contact, SourceText::Terms].iter().any(|name| !details.text(*name).is_empty())
        || details.gathering.is_some()
        || details.rank.is_some()
}

fn more_fields(ui: &mut Ui, details: &mut SourceDetails) {
    for (label, name, hint) in [
        ("Where", SourceText::Place, "place, archive, edition"),
        ("Contact", SourceText::Contact, "telephone, mail"),
        ("Terms", SourceText::Terms, "on the record, background…"),
    ] {
        text_field(ui, label, details.text_mut(name), hint);
    }
    ui.horizontal(|ui| {
        labelled(ui, "Gathered");
        for way in Gathering::ALL {
            option(ui, &mut details.gathering, *way, way.word());
        }
        ui.add_space(8.0);
        for rank in Rank::ALL {
            option(ui, &mut details.rank, *rank, rank.word());
        }
    });
}

/// A choice that can also be taken back.
fn option<T: Copy + PartialEq>(ui: &mut Ui, value: &mut Option<T>, choice: T, word: &str) {
    let on = *value == Some(choice);
    if ui.selectable_label(on, word).clicked() {
        *value = (!on).then_some(choice);
    }
}
