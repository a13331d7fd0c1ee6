//! The window without a graphics card: the last resort where neither OpenGL nor Vulkan can draw, and what
//! `TICKMARK_RENDERER=software` chooses. The same desk and the same egui, drawn into memory and shown as a picture.
//!
//! - [`shown`]: the open window; [`raster`]: egui's triangles as pixels, with [`edges`], [`color`] and [`texture`].
//!
//! A frame is drawn only when something was heard or egui asked for one, and 60 times a second at most, since no screen
//! sets the pace here; otherwise the program sleeps.

mod color;
mod edges;
mod raster;
mod shown;
mod texture;

use super::renderer::Opening;
use eframe::UserEvent;
use egui::mutex::Mutex;
use egui::{Context, ViewportBuilder};
use shown::Shown;
use std::time::{Duration, Instant};
use winit::application::ApplicationHandler;
use winit::event::WindowEvent;
use winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoop, EventLoopProxy};
use winit::platform::run_on_demand::EventLoopExtRunOnDemand;
use winit::window::WindowId;

/// The time from one frame to the next at the least.
const PACE: Duration = Duration::from_micros(16_667);

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The system would not open a window.
    #[error("no window: {0}")]
    Window(#[from] winit::error::OsError),
    /// The window would not take pixels.
    #[error("no pixels: {0}")]
    Pixels(#[from] softbuffer::SoftBufferError),
    /// Events stopped coming.
    #[error("no events: {0}")]
    Events(#[from] winit::error::EventLoopError),
}

/// Shows the desk and returns when the window is closed.
///
/// # Errors
/// When the window cannot be opened or stops taking pixels.
pub fn run(
    event_loop: &mut EventLoop<UserEvent>,
    builder: ViewportBuilder,
    opening: &mut Opening,
) -> Result<(), Broken> {
    let proxy = event_loop.create_proxy();
    let mut software = Software {
        proxy,
        builder,
        opening,
        ctx: Context::default(),
        shown: None,
        drawn: None,
        due: None,
        broken: None,
    };
    software.listen();
    event_loop.run_app_on_demand(&mut software)?;
    software.broken.map_or(Ok(()), Err)
}

struct Software<'a> {
    proxy: EventLoopProxy<UserEvent>,
    builder: ViewportBuilder,
    opening: &'a mut Opening,
    ctx: Context,
    shown: Option<Shown>,
    /// When the last frame was drawn.
    drawn: Option<Instant>,
    /// When the next frame is to be drawn, if one was asked for.
    due: Option<Instant>,
    broken: Option<Broken>,
}

impl Software<'_> {
    /// Lets egui ask for frames, from any thread.
    fn listen(&self) {
        let proxy = Mutex::new(self.proxy.clone());
        self.ctx.set_embed_viewports(false);
        self.ctx.set_request_repaint_callback(move |info| {
            let Some(when) = Instant::now().checked_add(info.delay) else { return };
            let (viewport_id, cumulative_pass_nr) = (info.viewport_id, info.current_cumulative_pass_nr);
            // A closed event loop needs no frames.
            let _ = proxy.lock().send_event(UserEvent::RequestRepaint { viewport_id, when, cumulative_pass_nr });
        });
    }

    /// Draws a frame; ends the program's window when it was closed, or when it takes no pixels any more.
    fn frame(&mut self, event_loop: &ActiveEventLoop) {
        let (Some(shown), Some(desk)) = (&mut self.shown, self.opening.opened()) else { return };
        (self.due, self.drawn) = (None, Some(Instant::now()));
        match shown.frame(event_loop, desk) {
            Ok(false) => {}
            Ok(true) => {
                eframe::App::on_exit(desk, None);
                self.end(event_loop);
            }
            Err(broken) => {
                self.broken = Some(broken);
                self.end(event_loop);
            }
        }
    }

    fn end(&mut self, event_loop: &ActiveEventLoop) {
        // Windows go while events still come, so that the system takes them off the screen.
        self.shown = None;
        event_loop.exit();
    }

    fn frame_at(&mut self, when: Instant) {
        let when = self.drawn.map_or(when, |drawn| when.max(drawn + PACE));
        self.due = Some(self.due.map_or(when, |due| due.min(when)));
    }

    fn open(&mut self, event_loop: &ActiveEventLoop) -> Result<(), Broken> {
        let shown = Shown::open(&self.ctx, event_loop, self.builder.clone(), self.proxy.clone())?;
        self.opening.desk(&self.ctx);
        self.shown = Some(shown);
        Ok(())
    }
}

impl ApplicationHandler<UserEvent> for Software<'_> {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        if self.shown.is_some() {
            return;
        }
        if let Err(broken) = self.open(event_loop) {
            self.broken = Some(broken);
            return self.end(event_loop);
        }
        // A hidden window is not asked to draw on Windows, and an empty one would flash.
        self.frame(event_loop);
        if let Some(shown) = &self.shown {
            shown.window().set_visible(true);
        }
    }

    fn user_event(&mut self, _: &ActiveEventLoop, event: UserEvent) {
        match event {
            UserEvent::RequestRepaint { when, cumulative_pass_nr, .. } => {
                // What was asked for before the last frame but one has been drawn.
                if self.ctx.cumulative_pass_nr() <= cumulative_pass_nr + 1 {
                    self.frame_at(when);
                }
            }
            UserEvent::AccessKitActionRequest(event) => {
                if self.shown.as_mut().is_some_and(|shown| shown.hear_reader(event.window_event)) {
                    self.frame_at(Instant::now());
                }
            }
        }
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, id: WindowId, event: WindowEvent) {
        let Some(shown) = self.shown.as_mut().filter(|shown| shown.window().id() == id) else { return };
        if event == WindowEvent::RedrawRequested {
            self.frame(event_loop);
        } else if shown.hear(&event) {
            self.frame_at(Instant::now());
        }
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        let (Some(due), Some(shown)) = (self.due, &self.shown) else {
            return event_loop.set_control_flow(ControlFlow::Wait);
        };
        if due <= Instant::now() {
            self.due = None;
            shown.window().request_redraw();
            event_loop.set_control_flow(ControlFlow::Wait);
        } else {
            event_loop.set_control_flow(ControlFlow::WaitUntil(due));
        }
    }
}
