//! How a file will begin: made beside the window whenever the export dialog asks for something else.

use super::desk::Desk;
use super::dialog::Dialog;
use super::dialog::export::Asked;
use super::theme::{Palette, sans, serif, serif_strong, strong};
use super::widgets::{come_into_view, focus_ring, section_text};
use super::work::{finished, wake};
use crate::export::{Line, Preview, PreviewBody};
use crate::job::{Job, Reporter, SHOWN_AFTER};
use crate::session::Problem;
use crate::session::house::HousePlace;
use egui::{Context, Frame, Grid, Key, Label, Margin, RichText, ScrollArea, Sense, Stroke, TextWrapMode, Ui, vec2};
use std::sync::Arc;
use std::time::Duration;

/// How soon to look whether a preview is there.
const LOOK_AGAIN: Duration = Duration::from_millis(60);

/// How wide a cell of a table may be, in points.
const CELL: f32 = 150.0;

/// What was asked for, and in which state of the project.
type Wanted = (Asked, u64);

/// What of a file is shown, and what for.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// What was wanted, and what came of it.
    made: Option<(Wanted, Arc<Result<Preview, Problem>>)>,
    /// Another one has been long in the making.
    is_late: bool,
}

/// A preview on its way.
pub(super) struct Previewing {
    wanted: Wanted,
    job: Option<Job<Result<Preview, Problem>>>,
}

impl Desk {
    /// Begins the preview that the open dialog asks for, stops one that nobody waits for, and takes over what is done.
    pub(super) fn keep_preview(&mut self, ctx: &Context) {
        let wanted = match (&self.dialog, &self.session) {
            (Some(Dialog::Export(choice)), Some(session)) => Some((choice.asked.clone(), session.revision())),
            _ => None,
        };
        let gone = |previewing: &mut Previewing| Some(&previewing.wanted) != wanted.as_ref();
        if let Some(job) = self.works.previewing.take_if(gone).and_then(|previewing| previewing.job) {
            job.stop();
        }
        let Some(wanted) = wanted else { return };
        let done = self.works.previewing.as_mut().and_then(|previewing| finished(&mut previewing.job));
        if let (Some(done), Some(Dialog::Export(choice))) = (done, &mut self.dialog) {
            choice.shown.made = Some((wanted.clone(), Arc::new(done)));
            self.works.previewing = None;
        }
        let Some(Dialog::Export(choice)) = &self.dialog else { return };
        let is_made = choice.shown.made.as_ref().is_some_and(|(made, _)| *made == wanted);
        if !is_made && self.works.previewing.is_none() {
            self.works.previewing = Some(self.start_preview(ctx, wanted));
        }
        self.say_late(ctx);
    }

    fn start_preview(&self, ctx: &Context, wanted: Wanted) -> Previewing {
        let asked = &wanted.0;
        let order = self
            .session
            .as_ref()
            .map(|session| session.export_order(asked.options(), asked.format).in_house(self.house()));
        let job = order.map(|order| {
            let make = move |reporter: &Reporter| order.preview(&mut |_| !reporter.stopped());
            Job::start("Making the preview", wake(ctx), make)
        });
        Previewing { wanted, job }
    }

    /// Where the style of the house is.
    pub(super) fn house(&self) -> Option<HousePlace> {
        self.settings.folder.clone().map(HousePlace::InFolder)
    }

    fn say_late(&mut self, ctx: &Context) {
        let job = self.works.previewing.as_ref().and_then(|previewing| previewing.job.as_ref());
        if let Some(Dialog::Export(choice)) = &mut self.dialog {
            choice.shown.is_late = job.is_some_and(|job| job.shown().is_some());
        }
        if job.is_some() {
            ctx.request_repaint_after(SHOWN_AFTER);
        }
    }
}

/// Draws what is shown.
pub(super) fn show(ui: &mut Ui, shown: &mut Shown, asked: &Asked, height: f32) {
    let palette = Palette::of(ui.ctx());
    let is_current = shown.made.as_ref().is_some_and(|((made, _), _)| made == asked);
    if !is_current {
        // A request of a pass that egui lays out once more is lost, so it is made in each until the preview is there.
        ui.ctx().request_repaint_after(LOOK_AGAIN);
    }
    ui.add_space(5.0);
    ui.horizontal(|ui| {
        ui.label(section_text(ui, "Preview"));
        let size = shown.made.as_ref().filter(|_| is_current).and_then(|(_, made)| made.as_ref().as_ref().ok());
        let words = match (shown.is_late, size) {
            (true, _) => "being made…".to_owned(),
            (false, Some(preview)) => in_words(preview.size),
            _ => String::new(),
        };
        ui.add_space(4.0);
        ui.label(RichText::new(words).font(sans(11.5)).color(palette.soft));
    });
    let Some((_, made)) = &shown.made else {
        frame(palette).show(ui, |ui| ui.set_min_size(vec2(ui.available_width(), height - 60.0)));
        return;
    };
    match made.as_ref() {
        Ok(preview) => self::preview(ui, preview, height - 34.0),
        Err(problem) => drop(frame(palette).show(ui, |ui| failed(ui, problem, palette))),
    }
}

fn frame(palette: &Palette) -> Frame {
    Frame::new()
        .fill(palette.paper)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(14, 12))
}

fn failed(ui: &mut Ui, problem: &Problem, palette: &Palette) {
    ui.set_min_width(ui.available_width());
    ui.label(RichText::new(capital(&problem.what)).color(palette.wrong));
    ui.label(RichText::new(capital(&problem.hint)).color(palette.soft));
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).chain(['.']).collect())
}

fn preview(ui: &mut Ui, preview: &Preview, height: f32) {
    let palette = Palette::of(ui.ctx());
    if !preview.confidential.is_empty() {
        let colour = if preview.tells_confidential { palette.wrong } else { palette.soft };
        ui.label(RichText::new(format!("{}.", preview.confidential)).font(strong(12.5)).color(colour));
    }
    preview.notices.iter().for_each(|notice| drop(ui.label(RichText::new(notice).color(palette.query))));
    let room = (height - ui.min_rect().height() + 20.0).clamp(90.0, height);
    let framed = frame(palette).show(ui, |ui| {
        let scroll = scroll(ui);
        let area = ScrollArea::both().id_salt("preview").auto_shrink(false).max_height(room - 40.0);
        area.show(ui, |ui| {
            if scroll != 0.0 {
                ui.scroll_with_delta(vec2(0.0, scroll));
            }
            body(ui, preview, palette);
        });
    });
    let whole =
        ui.interact(framed.response.rect, preview_id(), Sense::FOCUSABLE).accessible_name("Beginning of the file");
    focus_ring(ui, &whole);
    come_into_view(&whole);
}

fn preview_id() -> egui::Id {
    egui::Id::unique("preview of the file")
}

/// How far the keys scroll while the preview has the focus.
fn scroll(ui: &Ui) -> f32 {
    if !ui.memory(|memory| memory.has_focus(preview_id())) {
        return 0.0;
    }
    let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(preview_id(), filter));
    let pressed = |key| ui.input(|input| f32::from(u8::from(input.key_pressed(key))));
    40.0 * (pressed(Key::ArrowUp) - pressed(Key::ArrowDown)) + 300.0 * (pressed(Key::PageUp) - pressed(Key::PageDown))
}

fn body(ui: &mut Ui, preview: &Preview, palette: &Palette) {
    ui.spacing_mut().item_spacing.y = 3.0;
    match &preview.body {
        PreviewBody::Page(lines) => lines.iter().for_each(|line| self::line(ui, line, palette)),
        PreviewBody::Text(lines) => {
            for line in lines {
                ui.add(Label::new(RichText::new(line).font(sans(12.0))).wrap_mode(TextWrapMode::Wrap));
            }
        }
        PreviewBody::Table(rows) => table(ui, rows, palette),
    }
    if preview.more {
        ui.add_space(4.0);
        ui.label(RichText::new("… and more").color(palette.soft));
    }
}

fn line(ui: &mut Ui, line: &Line, palette: &Palette) {
    let words = match line {
        Line::Title(text) => RichText::new(text).font(serif_strong(20.0)),
        Line::Heading(text) => {
            ui.add_space(8.0);
            RichText::new(text).font(serif_strong(15.0))
        }
        Line::Words(text) => RichText::new(text).font(serif(13.5)),
        Line::Aside(text) => RichText::new(text).font(sans(11.5)).color(palette.soft),
    };
    ui.add(Label::new(words).wrap_mode(TextWrapMode::Wrap));
}

fn table(ui: &mut Ui, rows: &[Vec<String>], palette: &Palette) {
    Grid::new("preview of a table").striped(true).max_col_width(CELL).spacing(vec2(12.0, 4.0)).show(ui, |ui| {
        for (at, row) in rows.iter().enumerate() {
            for cell in row {
                let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
                let text = if at == 0 {
                    RichText::new(text).font(strong(11.5)).color(palette.soft)
                } else {
                    RichText::new(text).font(sans(12.0))
                };
                ui.add(Label::new(text).truncate());
            }
            ui.end_row();
        }
    });
}

/// A size in the unit that people use for it.
fn in_words(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
