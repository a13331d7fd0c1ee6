//! Who draws the window. OpenGL is tried first, then what wgpu finds (Vulkan, Direct3D or Metal), then the processor.
//!
//! The environment variable `TICKMARK_RENDERER` chooses one by hand, and no other is tried then: `glow` for OpenGL,
//! `wgpu`, or `software`. What wgpu uses can be chosen with its own `WGPU_BACKEND`.

use super::{Desk, software};
use crate::session::Problem;
use crate::session::reading::Reader;
use crate::store::settings::Settings;
use eframe::egui_wgpu::WgpuSetup;
use eframe::wgpu::Backends;
use eframe::{App, Frame, NativeOptions, UserEvent};
use egui::{Context, Ui, ViewportBuilder, Visuals};
use std::path::PathBuf;
use winit::event_loop::EventLoop;
use winit::platform::run_on_demand::EventLoopExtRunOnDemand;

const CHOICE: &str = "TICKMARK_RENDERER";

/// Who draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// OpenGL.
    Glow,
    /// Vulkan, Direct3D or Metal.
    Wgpu,
    /// The processor.
    Software,
}

impl std::fmt::Display for Renderer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Glow => "glow",
            Self::Wgpu => "wgpu",
            Self::Software => "software",
        })
    }
}

impl Renderer {
    const ALL: [Self; 3] = [Self::Glow, Self::Wgpu, Self::Software];

    /// The renderers to try, in order.
    ///
    /// # Errors
    /// When `TICKMARK_RENDERER` names none of them.
    pub fn to_try() -> Result<Vec<Self>, Problem> {
        let chosen = std::env::var_os(CHOICE).unwrap_or_default();
        Self::chosen(&chosen.to_string_lossy())
    }

    fn chosen(name: &str) -> Result<Vec<Self>, Problem> {
        if name.is_empty() {
            return Ok(Self::ALL.to_vec());
        }
        match Self::ALL.into_iter().find(|renderer| renderer.to_string() == name) {
            Some(renderer) => Ok(vec![renderer]),
            None => Err(Problem::new(
                format!("{CHOICE} is “{name}”, which is no renderer"),
                "set it to glow, wgpu or software, or leave it out",
            )),
        }
    }

    /// Shows the desk until the window is closed.
    ///
    /// # Errors
    /// Why there is no window, or no longer one; what is open stays in `opening`.
    pub fn run(
        self,
        event_loop: &mut EventLoop<UserEvent>,
        viewport: ViewportBuilder,
        opening: &mut Opening,
    ) -> Result<(), String> {
        let renderer = match self {
            Self::Glow => eframe::Renderer::Glow,
            Self::Wgpu => eframe::Renderer::Wgpu,
            Self::Software => {
                return software::run(event_loop, viewport, opening).map_err(|broken| broken.to_string());
            }
        };
        let options = options(viewport, renderer);
        let mut closed = false;
        let lent = (&mut *opening, &mut closed);
        let create = Box::new(|creation: &eframe::CreationContext<'_>| {
            let (opening, closed) = lent;
            Ok(Box::new(Lent { desk: opening.desk(&creation.egui_ctx), closed }) as Box<dyn App>)
        });
        let mut window = eframe::create_native("Tickmark", options, create, event_loop);
        let ran = event_loop.run_app_on_demand(&mut window);
        drop(window);
        // eframe only logs why it gave up.
        match ran {
            Ok(()) if closed => Ok(()),
            Ok(()) if opening.opened().is_some() => Err("it broke down".to_owned()),
            Ok(()) => Err("it is not there".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}

fn options(viewport: ViewportBuilder, renderer: eframe::Renderer) -> NativeOptions {
    let mut options = NativeOptions {
        viewport,
        renderer,
        system_font_fallback: false,
        persist_window: false,
        ..NativeOptions::default()
    };
    // wgpu can use OpenGL too, but where that failed it fails again, and panics on what was left of the first attempt.
    if let WgpuSetup::CreateNew(setup) = &mut options.wgpu_options.wgpu_setup {
        setup.instance_descriptor.backends = Backends::from_env().unwrap_or(Backends::PRIMARY);
    }
    options
}

/// What the window is opened with: the desk as soon as there is a window to make it for.
pub struct Opening {
    settings: Settings,
    file: Option<PathBuf>,
    warning: Option<String>,
    reader: Reader,
    desk: Option<Desk>,
}

impl Opening {
    /// A desk to be opened, on a file when one is given; `warning` says what was amiss with the settings.
    pub fn new(settings: Settings, file: Option<PathBuf>, warning: Option<String>, reader: Reader) -> Self {
        Self { settings, file, warning, reader, desk: None }
    }

    /// The desk for a new window: made for the first one, and taken along to any that follows.
    pub fn desk(&mut self, ctx: &Context) -> &mut Desk {
        if let Some(desk) = &mut self.desk {
            desk.dress(ctx);
        }
        self.desk.get_or_insert_with(|| {
            let mut desk = Desk::new(ctx, self.settings.clone(), self.reader.clone());
            if let Some(state) = self.settings.state.clone() {
                desk.keep_safe_in(ctx, state);
            }
            desk.begin(self.file.take(), self.warning.take());
            desk
        })
    }

    /// The desk, once there has been a window.
    pub fn opened(&mut self) -> Option<&mut Desk> {
        self.desk.as_mut()
    }
}

/// The desk lent to a renderer, which may break down and leave it to the next.
struct Lent<'a> {
    desk: &'a mut Desk,
    /// Whether the last frame closed the window.
    closed: &'a mut bool,
}

impl App for Lent<'_> {
    fn logic(&mut self, ctx: &Context, _: &mut Frame) {
        *self.closed = ctx.input(|input| input.viewport().close_requested());
        self.desk.logic(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _: &mut Frame) {
        self.desk.draw(ui);
    }

    fn clear_color(&self, visuals: &Visuals) -> [f32; 4] {
        self.desk.clear_color(visuals)
    }

    fn on_exit(&mut self, gl: Option<&eframe::glow::Context>) {
        self.desk.on_exit(gl);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renderer_is_chosen_by_name() {
        let check = |name: &str, expected: &[Renderer]| assert_eq!(Renderer::chosen(name).unwrap(), expected, "{name}");
        check("", &Renderer::ALL);
        check("glow", &[Renderer::Glow]);
        check("wgpu", &[Renderer::Wgpu]);
        check("software", &[Renderer::Software]);
        assert_eq!(Renderer::chosen("opengl").unwrap_err().what, "TICKMARK_RENDERER is “opengl”, which is no renderer");
    }
}
