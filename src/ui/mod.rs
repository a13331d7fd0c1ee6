//! The window. Nothing else in the program knows egui.
//!
//! - [`desk`]: the state of the window, and drawing it; [`apply`]: what happens when a panel asks for something;
//!   [`carry_out`]: each command; [`keys`]: the keyboard; [`leaving`]: coming to a story and leaving it; [`incoming`]:
//!   dropped files and pasted addresses; [`work`]: reading, saving and exporting off the window's thread.
//! - [`action`]: what panels ask for. Panels read the project and push actions; they cannot write.
//! - [`article`], [`checklist`], [`claim`], [`evidence`], [`sources`], [`source_form`], [`bars`], [`start`],
//!   [`dialog`], [`notices`]: the panels.
//! - [`theme`], [`fonts`], [`widgets`]: how it looks.
//! - [`renderer`]: who draws it, chosen by hand with `TICKMARK_RENDERER`; [`software`]: without OpenGL and Vulkan.

pub mod action;
mod apply;
pub mod article;
pub mod bars;
mod carry_out;
pub mod checklist;
pub mod claim;
pub mod desk;
pub mod dialog;
pub mod evidence;
pub mod fonts;
mod incoming;
mod keys;
mod leaving;
pub mod notices;
mod renderer;
mod software;
pub mod source_form;
pub mod sources;
pub mod start;
pub mod theme;
pub mod widgets;
mod work;

pub use desk::Desk;

use crate::session::Problem;
use crate::store::settings::Settings;
use eframe::UserEvent;
use egui::{ViewportBuilder, vec2};
use renderer::{Opening, Renderer};
use std::path::PathBuf;
use winit::event_loop::EventLoop;

/// Opens the window, on a file when one is given, and returns when it is closed. Each renderer is tried in turn; when
/// one breaks down, the next goes on with what is open.
///
/// # Errors
/// When there is no display, or it takes no picture.
pub fn run(file: Option<PathBuf>) -> Result<(), Problem> {
    if std::env::consts::OS == "linux" && !has_display() {
        return Err(no_display(""));
    }
    let renderers = Renderer::to_try()?;
    let (settings, warning) = Settings::load();
    // The system gives a program one event loop, so all renderers share it.
    let event_loop = EventLoop::<UserEvent>::with_user_event().build();
    let mut event_loop = event_loop.map_err(|error| no_display(&error.to_string()))?;
    let viewport = viewport(&settings);
    let mut opening = Opening::new(settings, file, warning);
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

/// The icon: a tick on paper.
fn icon() -> egui::IconData {
    const SIZE: usize = 64;
    let mut rgba = Vec::with_capacity(SIZE * SIZE * 4);
    let near = |x: f32, y: f32, (ax, ay): (f32, f32), (bx, by): (f32, f32)| {
        let along =
            (((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax).powi(2) + (by - ay).powi(2))).clamp(0.0, 1.0);
        ((x - ax - along * (bx - ax)).powi(2) + (y - ay - along * (by - ay)).powi(2)).sqrt()
    };
    for place in 0..SIZE * SIZE {
        let (x, y) = ((place % SIZE) as f32, (place / SIZE) as f32);
        let tick = near(x, y, (16.0, 33.0), (27.0, 45.0)).min(near(x, y, (27.0, 45.0), (48.0, 18.0)));
        let corner = (x - 32.0).abs().max((y - 32.0).abs());
        let colour: [u8; 4] = match (tick < 4.0, corner < 29.0) {
            (true, _) => [0x22, 0x6B, 0x41, 0xFF],
            (_, true) => [0xFC, 0xFB, 0xF8, 0xFF],
            _ => [0, 0, 0, 0],
        };
        rgba.extend(colour);
    }
    egui::IconData { rgba, width: SIZE as u32, height: SIZE as u32 }
}
