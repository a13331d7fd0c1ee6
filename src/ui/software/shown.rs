//! The open window: what winit tells it goes to egui, and what egui draws goes to its pixels.

use super::Broken;
use super::raster::Canvas;
use super::texture::Textures;
use crate::ui::Desk;
use eframe::UserEvent;
use egui::{Context, Event, FullOutput, ViewportBuilder, ViewportCommand, ViewportEvent, ViewportId, ViewportInfo};
use egui_winit::{ActionRequested, State, accesskit_winit};
use softbuffer::Surface;
use std::num::NonZeroU32;
use std::sync::Arc;
use winit::event::WindowEvent;
use winit::event_loop::{ActiveEventLoop, EventLoopProxy, OwnedDisplayHandle};
use winit::window::Window;

/// The longest side of a texture, in texels. Memory sets no limit; this keeps the font atlas within 256 MB.
const LONGEST_SIDE: usize = 8192;

/// The window on the screen.
pub struct Shown {
    ctx: Context,
    window: Arc<Window>,
    surface: Surface<OwnedDisplayHandle, Arc<Window>>,
    state: State,
    info: ViewportInfo,
    textures: Textures,
}

impl Shown {
    /// Opens the window, hidden until the first frame is drawn.
    pub fn open(
        ctx: &Context,
        event_loop: &ActiveEventLoop,
        builder: ViewportBuilder,
        proxy: EventLoopProxy<UserEvent>,
    ) -> Result<Self, Broken> {
        let builder = fitted(builder, event_loop).with_visible(false);
        let window = Arc::new(egui_winit::create_window(ctx, event_loop, &builder)?);
        let surface = softbuffer::Context::new(event_loop.owned_display_handle())
            .and_then(|display| Surface::new(&display, Arc::clone(&window)))?;
        let mut info = ViewportInfo::default();
        egui_winit::update_viewport_info(&mut info, ctx, &window, true);
        let scale = window.scale_factor() as f32;
        let mut state =
            State::new(ctx.clone(), ViewportId::ROOT, event_loop, Some(scale), window.theme(), Some(LONGEST_SIDE));
        state.init_accesskit(event_loop, &window, proxy);
        Ok(Self { ctx: ctx.clone(), window, surface, state, info, textures: Textures::default() })
    }

    /// The window itself.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Passes an event on to egui; says whether a frame is due.
    pub fn hear(&mut self, event: &WindowEvent) -> bool {
        match event {
            WindowEvent::CloseRequested => {
                self.info.events.push(ViewportEvent::Close);
                true
            }
            WindowEvent::Occluded(occluded) => {
                self.info.occluded = Some(*occluded);
                !occluded
            }
            event => self.state.on_window_event(&self.window, event).repaint,
        }
    }

    /// Passes on what a screen reader wants; says whether a frame is due.
    pub fn hear_reader(&mut self, event: accesskit_winit::WindowEvent) -> bool {
        match event {
            accesskit_winit::WindowEvent::InitialTreeRequested => self.ctx.enable_accesskit(),
            accesskit_winit::WindowEvent::ActionRequested(request) => self.state.on_accesskit_action_request(request),
            accesskit_winit::WindowEvent::AccessibilityDeactivated => {
                self.ctx.disable_accesskit();
                return false;
            }
        }
        true
    }

    /// Runs the desk once and shows it; says whether the window is to close.
    pub fn frame(&mut self, event_loop: &ActiveEventLoop, desk: &mut Desk) -> Result<bool, Broken> {
        egui_winit::update_viewport_info(&mut self.info, &self.ctx, &self.window, false);
        let mut input = self.state.take_egui_input(&self.window);
        input.viewports = std::iter::once((ViewportId::ROOT, self.info.clone())).collect();
        let close_requested = input.viewport().close_requested();
        let mut output = self.ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            desk.logic(&ctx);
            desk.draw(ui);
        });
        self.info.events.clear();
        let platform_output = std::mem::take(&mut output.platform_output);
        self.state.handle_platform_output_with_event_loop(&self.window, event_loop, platform_output);
        let commands = output.viewport_output.remove(&ViewportId::ROOT).map(|viewport| viewport.commands);
        let commands = commands.unwrap_or_default();
        let cancelled = commands.contains(&ViewportCommand::CancelClose);
        self.paint(output)?;
        self.carry_out(commands);
        Ok(close_requested && !cancelled)
    }

    fn paint(&mut self, mut output: FullOutput) -> Result<(), Broken> {
        for (id, deltas) in output.textures_delta.set.drain() {
            deltas.iter().for_each(|delta| self.textures.set(id, delta));
        }
        let painted = self.present(&mut output);
        for id in output.textures_delta.free.drain() {
            self.textures.free(id);
        }
        painted
    }

    fn present(&mut self, output: &mut FullOutput) -> Result<(), Broken> {
        let size = self.window.inner_size();
        // A minimised window has no size on Windows.
        let (Some(width), Some(height)) = (NonZeroU32::new(size.width), NonZeroU32::new(size.height)) else {
            return Ok(());
        };
        self.surface.resize(width, height)?;
        let scale = output.pixels_per_point;
        let primitives = self.ctx.tessellate(std::mem::take(&mut output.shapes), scale);
        let background = self.ctx.global_style().visuals.panel_fill;
        let mut pixels = self.surface.buffer_mut()?;
        let mut canvas = Canvas::new(&mut pixels, size.width as usize);
        canvas.clear(background);
        canvas.paint(&primitives, &self.textures, scale);
        self.window.pre_present_notify();
        pixels.present()?;
        Ok(())
    }

    /// Does what the desk asked of the window.
    fn carry_out(&mut self, commands: Vec<ViewportCommand>) {
        let mut actions = Vec::new();
        egui_winit::process_viewport_commands(&self.ctx, &mut self.info, commands, &self.window, &mut actions);
        for action in actions {
            let event = match action {
                ActionRequested::Cut => Some(Event::Cut),
                ActionRequested::Copy => Some(Event::Copy),
                ActionRequested::Paste => {
                    self.state.clipboard_text().map(|text| Event::Paste(text.replace("\r\n", "\n")))
                }
                ActionRequested::Screenshot(_) | ActionRequested::PaintWhileHidden => None,
            };
            self.state.egui_input_mut().events.extend(event);
        }
        if !self.info.events.is_empty() || !self.state.egui_input().events.is_empty() {
            self.window.request_redraw();
        }
    }
}

/// A window larger than every screen is not shown on some systems.
fn fitted(builder: ViewportBuilder, event_loop: &ActiveEventLoop) -> ViewportBuilder {
    let screens = event_loop.available_monitors().map(|screen| {
        let size = screen.size().to_logical::<f32>(screen.scale_factor());
        egui::vec2(size.width, size.height)
    });
    let largest = screens.fold(egui::Vec2::ZERO, egui::Vec2::max);
    match builder.inner_size {
        Some(size) if largest.min_elem() > 0.0 => builder.with_inner_size(size.min(largest)),
        _ => builder,
    }
}
