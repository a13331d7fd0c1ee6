//! The window. Nothing else in the program knows egui.
//!
//! - [`desk`]: the state of the window, and drawing it; [`apply`]: what happens when a panel asks for something;
//!   [`carry_out`]: each command; [`keys`]: the keyboard; [`leaving`]: coming to a story and leaving it; [`looking`]: what
//!   was done before, and what of it is new; [`recovery`]: what was not saved; [`incoming`]: dropped files and pasted
//!   addresses; [`taking_in`]: other copies of the story; [`updating`]: new drafts; [`importing`]: lists of sources; [`reading`]: what of the text was read; [`versions`]: the story as it was; [`watching`]: the file on
//!   disk and who else has it open; [`packing`]: packs; [`clipboard`]: formatted text on it; [`slices`]: many steps at one
//!   go, a few in each frame; [`work`]: reading, saving and exporting off the window's thread.
//! - [`action`]: what panels ask for. Panels read the project and push actions; they cannot write.
//! - [`article`], [`checklist`], [`claim`], [`conflicts`], [`evidence`], [`sources`], [`source_form`], [`history`],
//!   [`offers`], [`writers_note`], [`signing`], [`review`], [`compare`], [`bars`], [`banner`], [`left_out`], [`start`],
//!   [`dialog`], [`notices`]: the panels.
//! - [`theme`], [`fonts`], [`widgets`]: how it looks.
//! - [`renderer`]: who draws it, chosen by hand with `TICKMARK_RENDERER`; [`software`]: without OpenGL and Vulkan.

pub mod action;
mod apply;
pub mod article;
mod banner;
pub mod bars;
mod came_back;
mod carry_out;
pub mod checklist;
pub mod claim;
mod clipboard;
mod compare;
mod conflicts;
pub mod desk;
pub mod dialog;
pub mod evidence;
mod export_preview;
pub mod fonts;
pub mod history;
mod importing;
mod incoming;
mod keys;
mod leaving;
mod left_out;
mod looking;
pub mod notices;
pub mod offers;
mod packing;
mod reading;
pub mod recovery;
mod renderer;
mod review;
mod signing;
mod slices;
mod software;
pub mod source_form;
pub mod sources;
pub mod start;
mod taking_in;
pub mod theme;
mod updating;
mod versions;
mod watching;
pub mod widgets;
mod work;
mod writers_note;

pub use desk::Desk;

use crate::session::Problem;
use crate::session::reading::Reader;
use crate::store::settings::Settings;
use eframe::UserEvent;
use egui::{ViewportBuilder, vec2};
use renderer::{Opening, Renderer};
use std::path::PathBuf;
use winit::event_loop::EventLoop;

/// Opens the window, on a file when one is given, and returns when it is closed. Each renderer is tried in turn; when
/// one breaks down, the next goes on with what is open. Articles are read by this reader.
///
/// # Errors
/// When there is no display, or it takes no picture.
pub fn run(file: Option<PathBuf>, reader: Reader) -> Result<(), Problem> {
    if std::env::consts::OS == "linux" && !has_display() {
        return Err(no_display(""));
    }
    let renderers = Renderer::to_try()?;
    let (settings, warning) = Settings::load();
    // The system gives a program one event loop, so all renderers share it.
    let event_loop = EventLoop::<UserEvent>::with_user_event().build();
    let mut event_loop = event_loop.map_err(|error| no_display(&error.to_string()))?;
    let viewport = viewport(&settings);
    let mut opening = Opening::new(settings, file, warning, reader);
    let mut failures = Vec::new();
    for renderer in renderers {
        match renderer.run(&mut event_loop, viewport.clone(), &mut opening) {
            Ok(()) => return Ok(()),
            Err(failure) => failures.push(format!("{renderer}: {failure}")),
        }
    }
    Err(no_picture(failures.join("; ")))
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn no_display(detail: &str) -> Problem {
    Problem {
        detail: detail.to_owned(),
        ..Problem::new(
            "the window cannot be opened: there is no display here",
            "run it on a desktop, or use the commands: “tickmark --help” lists them",
        )
    }
}

fn no_picture(detail: String) -> Problem {
    Problem {
        detail,
        ..Problem::new(
            "the window cannot be opened: the display takes no picture",
            "try another display, or use the commands: “tickmark --help” lists them",
        )
    }
}

fn viewport(settings: &Settings) -> ViewportBuilder {
    let viewport = ViewportBuilder::default()
        .with_title("Tickmark")
        .with_app_id("tickmark")
        .with_icon(icon())
        .with_min_inner_size(vec2(820.0, 520.0))
        .with_inner_size(vec2(1280.0, 800.0))
        .with_drag_and_drop(true);
    match &settings.window {
        Some(place) => viewport
            .with_inner_size(vec2(place.width.max(820.0), place.height.max(520.0)))
            .with_position(egui::pos2(place.x, place.y))
            .with_maximized(place.maximized),
        None => viewport,
    }
}

/// The icon: a tick on paper. Without it the window has the desktop's own.
fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")).unwrap_or_default()
}
