//! What a frame of the window costs on a story of 120,000 words with 5,000 claims: CPU time of the window's thread for
//! logic, drawing and tessellation, without the graphics driver. `cargo bench --bench frames`.

#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

#[allow(dead_code, reason = "each bench uses its part of the book")]
mod book;

use book::{CLAIMS, WORDS, story};
use egui::{
    Context, Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, Vec2, pos2,
    vec2,
};
use rustix::time::{ClockId, clock_gettime};
use tickmark::session::reading::Reader;
use tickmark::store::settings::Settings;
use tickmark::ui::Desk;

/// CPU time of this thread in milliseconds.
fn spent() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 / 1e6
}

struct Window {
    ctx: Context,
    desk: Desk,
    time: f64,
    size: Vec2,
}

impl Window {
    fn new() -> Self {
        let ctx = Context::default();
        let desk = Desk::new(&ctx, Settings::default(), Reader::Here);
        Self { ctx, desk, time: 0.0, size: vec2(1280.0, 800.0) }
    }

    /// Runs a frame with these events and returns what it cost.
    fn frame(&mut self, events: Vec<Event>) -> f64 {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let before = spent();
        let mut output = self.ctx.run_ui(input, |ui| {
            self.desk.logic(&ui.ctx().clone());
            self.desk.draw(ui);
        });
        let shapes = std::mem::take(&mut output.shapes);
        let meshes = self.ctx.tessellate(shapes, output.pixels_per_point);
        let cost = spent() - before;
        drop(meshes);
        output.textures_delta.clear();
        cost
    }

    fn settle(&mut self) {
        for _ in 0..400 {
            self.frame(Vec::new());
        }
    }
}

fn key(key: Key) -> Vec<Event> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    vec![event(true), event(false)]
}

fn wheel(points: f32) -> Vec<Event> {
    let (unit, phase, modifiers) = (MouseWheelUnit::Point, TouchPhase::Move, Modifiers::NONE);
    vec![
        Event::PointerMoved(pos2(300.0, 400.0)),
        Event::MouseWheel { unit, delta: vec2(0.0, -points), phase, modifiers, source: MouseWheelSource::Unknown },
    ]
}

fn report(name: &str, mut costs: Vec<f64>) {
    costs.sort_by(f64::total_cmp);
    let at = |share: f64| costs[((costs.len() - 1) as f64 * share) as usize];
    println!("{name:<34}{:>9.2}{:>9.2}{:>9.2}", at(0.5), at(0.95), at(1.0));
}

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let mut window = Window::new();
    let ctx = window.ctx.clone();
    window.frame(Vec::new());
    window.desk.take_session(&ctx, story(WORDS, CLAIMS));
    println!("{:<34}{:>9}{:>9}{:>9}   ms of CPU a frame", "", "median", "95 %", "most");
    report("first frame, nothing measured yet", vec![window.frame(Vec::new())]);
    window.settle();
    report("nothing happens", (0..200).map(|_| window.frame(Vec::new())).collect());
    report("scrolling, 60 points a frame", (0..600).map(|_| window.frame(wheel(60.0))).collect());
    report("scrolling, 4,000 points a frame", (0..300).map(|_| window.frame(wheel(4000.0))).collect());
    report("next claim to check (N)", (0..300).map(|_| window.frame(key(Key::N))).collect());
    let settle_after_note = window.frame(key(Key::T));
    window.frame(Vec::new());
    let letters = "it was called twice and nobody answered ";
    let typed = letters.chars().cycle().take(400).map(|letter| window.frame(vec![Event::Text(letter.to_string())]));
    report("typing a note", typed.collect());
    report("opening the note's field (T)", vec![settle_after_note]);
    window.frame(command(Key::F));
    window.frame(Vec::new());
    let found = "28,500 soldiers".chars().map(|letter| window.frame(vec![Event::Text(letter.to_string())]));
    report("typing in the find field", found.collect());
    let mut widths = Vec::new();
    for step in 0..120 {
        window.size.x = 1280.0 + (step % 60) as f32 * 8.0;
        widths.push(window.frame(Vec::new()));
    }
    report("resizing the window", widths);
    window.settle();
    report("undo", (0..20).map(|_| window.frame(command(Key::Z))).collect());
    review(&mut window, &ctx);
}

/// The same with a new draft under review: a third of its claims changed.
fn review(window: &mut Window, ctx: &Context) {
    let mut session = story(WORDS, CLAIMS);
    let text = session.project().draft().unwrap().text.replace("28,500 soldiers", "28,600 soldiers");
    let article = tickmark::import::read_text(&text).unwrap();
    let received = tickmark::session::file::Received { article, name: "draft2.txt".to_owned(), bytes: Vec::new() };
    let arrived = tickmark::session::update::Arrived::new(received, "", book::now());
    let update = session.update_order().unwrap().run(arrived, &mut |_| true).unwrap().unwrap();
    drop(session.bring_in(update).unwrap());
    window.desk.take_session(ctx, session);
    window.settle();
    report("opening a review", key(Key::F8).into_iter().map(|event| window.frame(vec![event])).collect());
    std::thread::sleep(std::time::Duration::from_secs(3));
    report("its changes arrive", (0..3).map(|_| window.frame(Vec::new())).collect());
    window.settle();
    report("next to decide (N)", (0..300).map(|_| window.frame(key(Key::N))).collect());
    report("deciding (Enter)", (0..100).map(|_| window.frame(key(Key::Enter))).collect());
    report("scrolling, 60 points a frame", (0..300).map(|_| window.frame(wheel(60.0))).collect());
}

fn command(key: Key) -> Vec<Event> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::COMMAND };
    vec![event(true), event(false)]
}
