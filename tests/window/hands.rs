//! A window without a display, and hands for it: keys are pressed as a desktop reports them, things are found by the
//! name and role that a screen reader gets.

use egui::accesskit::{Role, Toggled};
use egui::epaint::{ClippedShape, Shape};
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;
use std::ops::Range;
use tickmark::import;
use tickmark::model::{Claim, Person, Status};
use tickmark::session::Session;
use tickmark::session::reading::Reader;
use tickmark::store::settings::Settings;
use tickmark::ui::Desk;
use unicode_segmentation::UnicodeSegmentation;

/// The story of most tests.
pub const STORY: &str = "Allies leave the table early

Washington asked for a fivefold rise. About 28,500 American troops are stationed in the country.

“Nobody walked out,” the minister said on Tuesday. It was the shortest round so far.

The talks go on in December.
";

/// A window with hands.
pub struct Hands {
    pub harness: Harness<'static, Desk>,
}

/// A thing in the window as a screen reader knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    pub role: Role,
    pub name: String,
    pub value: String,
    pub is_selected: bool,
    /// It is ticked, or the one of its group that is on.
    pub is_on: bool,
    pub is_focused: bool,
    pub rect: egui::Rect,
}

impl Hands {
    /// A window with nothing open.
    pub fn empty() -> Self {
        Self::with_settings(Settings { person: Person::new("MK", ""), ..Settings::default() })
    }

    /// The same, for somebody with these settings.
    pub fn with_settings(settings: Settings) -> Self {
        Self::with_reader(settings, Reader::Here)
    }

    /// The same, with articles read by this reader.
    pub fn with_reader(settings: Settings, reader: Reader) -> Self {
        let mut hands = Self {
            harness: Harness::builder()
                .with_size(egui::vec2(1280.0, 800.0))
                .with_max_steps(60)
                .with_step_dt(1.0 / 60.0)
                .build_eframe(|creation| Desk::new(&creation.egui_ctx, settings, reader)),
        };
        hands.settle();
        hands
    }

    /// A window with this article.
    pub fn open(text: &str) -> Self {
        Self::with_session(Self::story(text))
    }

    /// A project begun with this article.
    pub fn story(text: &str) -> Session {
        let article = import::read_text(text).unwrap();
        Session::from_article(article, None, Person::new("MK", ""), "w", chrono::DateTime::UNIX_EPOCH)
    }

    /// A window with this project.
    pub fn with_session(session: Session) -> Self {
        let mut hands = Self::empty();
        let ctx = hands.harness.ctx.clone();
        hands.harness.state_mut().take_session(&ctx, session);
        hands.settle();
        hands
    }

    /// A window with the story and claims of these words.
    pub fn with_claims(quotes: &[&str]) -> Self {
        let mut hands = Self::open(STORY);
        for quote in quotes {
            hands.mark(quote);
        }
        hands
    }

    /// Draws until nothing changes any more.
    pub fn settle(&mut self) {
        self.harness.run();
    }

    /// Draws until this is so, for what goes on beside the window.
    pub fn wait_for(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        for _ in 0..500 {
            // What takes long shows that it moves, and is never done drawing.
            self.harness.run_ok();
            if is_so(self) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("it never came to this: {what}; in the window: {:#?}", self.names());
    }

    fn frame(&mut self, events: impl IntoIterator<Item = Event>) {
        self.harness.input_mut().events.extend(events);
        self.harness.step();
    }

    /// Presses keys such as `M`, `Ctrl+Shift+ArrowRight` or `?`, and lets go of them.
    pub fn press(&mut self, keys: &str) {
        let mut modifiers = Modifiers::NONE;
        let mut rest = keys;
        while let Some((modifier, key)) = rest.split_once('+').filter(|(_, key)| !key.is_empty()) {
            modifiers |= if modifier == "Ctrl" { Modifiers::COMMAND | Modifiers::CTRL } else { Modifiers::SHIFT };
            rest = key;
        }
        let key = Key::from_name(rest).unwrap_or_else(|| panic!("no key is called {rest}"));
        if rest == "?" {
            modifiers |= Modifiers::SHIFT;
        }
        // A key that types brings its text along in the same frame.
        let text = match (rest.chars().count(), modifiers.ctrl) {
            (1, false) if modifiers.shift => Some(rest.to_uppercase()),
            (1, false) => Some(rest.to_lowercase()),
            _ => None,
        };
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.frame([Event::ModifiersChanged(modifiers)]);
        self.frame([event(true)].into_iter().chain(text.map(Event::Text)));
        self.frame([event(false)]);
        self.frame([Event::ModifiersChanged(Modifiers::NONE)]);
        self.settle();
    }

    /// Types letter by letter.
    pub fn type_text(&mut self, text: &str) {
        for sign in text.chars() {
            let key = Key::from_name(&sign.to_uppercase().to_string()).unwrap_or(Key::Space);
            let event =
                |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
            self.frame([event(true), Event::Text(sign.to_string())]);
            self.frame([event(false)]);
        }
        self.settle();
    }

    pub fn paste(&mut self, text: &str) {
        self.frame([Event::Paste(text.to_owned())]);
        self.settle();
    }

    /// Clicks at a place, this many times.
    pub fn click_at(&mut self, at: Pos2, times: usize) {
        self.frame([Event::PointerMoved(at)]);
        for _ in 0..times {
            for pressed in [true, false] {
                let modifiers = Modifiers::NONE;
                self.frame([Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers }]);
            }
        }
        self.settle();
    }

    /// Clicks the thing of this name.
    pub fn click(&mut self, name: &str) {
        let at = self.thing(name).rect.center();
        self.click_at(at, 1);
    }

    /// Everything with a name or a value.
    pub fn things(&self) -> Vec<Thing> {
        let thing = |node: egui_kittest::Node<'_>| {
            let inner = node.accesskit_node();
            let (name, value) = (inner.label().unwrap_or_default(), inner.value().unwrap_or_default());
            let is_label = inner.role() == Role::Label;
            let (is_selected, is_focused) = (inner.is_selected() == Some(true), inner.is_focused());
            let has_place = inner.raw_bounds().is_some();
            Thing {
                role: inner.role(),
                name: if is_label && name.is_empty() { value.clone() } else { name },
                value,
                is_selected,
                is_on: inner.toggled() == Some(Toggled::True),
                is_focused,
                rect: if has_place { node.rect() } else { egui::Rect::NOTHING },
            }
        };
        self.harness.root().children_recursive().map(thing).collect()
    }

    pub fn names(&self) -> Vec<String> {
        let things = self.things().into_iter();
        things
            .filter(|thing| thing.role != Role::TextRun)
            .map(|thing| thing.name)
            .filter(|name| !name.is_empty())
            .collect()
    }

    /// The thing of this name, rather than the label before it; or else the first whose name contains it.
    pub fn find(&self, name: &str) -> Option<Thing> {
        let mut things = self.things();
        things.retain(|thing| thing.role != Role::TextRun);
        let exact = |thing: &&Thing| thing.name == name;
        let control = things.iter().filter(exact).find(|thing| thing.role != Role::Label);
        let found = control.or_else(|| things.iter().find(exact));
        found.or_else(|| things.iter().find(|thing| thing.name.contains(name))).cloned()
    }

    pub fn thing(&self, name: &str) -> Thing {
        self.find(name).unwrap_or_else(|| panic!("nothing is called {name}; there is {:#?}", self.names()))
    }

    pub fn shows(&self, words: &str) -> bool {
        self.find(words).is_some()
    }

    /// The name of what has the focus.
    /// True when a text with these words is painted, and nothing opaque over it.
    pub fn paints(&self, words: &str) -> bool {
        let shapes = &self.harness.output().shapes;
        let text = |shape: &ClippedShape| match &shape.shape {
            Shape::Text(text) if text.galley.text().contains(words) => Some(text.visual_bounding_rect().center()),
            _ => None,
        };
        let Some((place, at)) = shapes.iter().enumerate().find_map(|(place, shape)| Some((place, text(shape)?))) else {
            return false;
        };
        let covers = |shape: &ClippedShape| match &shape.shape {
            Shape::Rect(rect) => rect.fill.is_opaque() && rect.rect.contains(at) && shape.clip_rect.contains(at),
            _ => false,
        };
        !shapes[place + 1..].iter().any(covers)
    }

    pub fn focused(&self) -> String {
        self.things().into_iter().find(|thing| thing.is_focused).map(|thing| thing.name).unwrap_or_default()
    }

    pub fn session(&self) -> &Session {
        self.harness.state().session().unwrap()
    }

    /// The claims in order of the text.
    pub fn claims(&self) -> Vec<&Claim> {
        self.session().project().claims_in_order()
    }

    pub fn quotes(&self) -> Vec<String> {
        self.claims().iter().map(|claim| claim.anchor.quote.clone()).collect()
    }

    /// The claim of these words.
    pub fn claim(&self, quote: &str) -> &Claim {
        self.claims().into_iter().find(|claim| claim.anchor.quote == quote).unwrap()
    }

    /// The status of a claim in words.
    pub fn status(&self, quote: &str) -> String {
        self.session().project().standing(self.claim(quote)).words()
    }

    pub fn is(&self, quote: &str, status: Status) -> bool {
        self.status(quote) == status.word()
    }

    pub fn entries(&self) -> usize {
        self.session().project().history.entries().len()
    }

    /// The words of the claim that is open in the checklist.
    pub fn selected(&self) -> Option<String> {
        let open = self.things().into_iter().find(|thing| thing.role == Role::ListItem && thing.is_selected)?;
        open.name.split_once(": ").map(|(_, quote)| quote.to_owned())
    }

    /// The bytes of these words in the text.
    pub fn place(&self, quote: &str) -> Range<usize> {
        let text = &self.session().project().draft().unwrap().text;
        let at = text.find(quote).unwrap();
        at..at + quote.len()
    }

    /// Puts the caret before this byte, by keyboard.
    pub fn go_to(&mut self, byte: usize) {
        let draft = self.session().project().draft().unwrap().clone();
        let before = draft.blocks.iter().take_while(|block| block.start <= byte);
        let steps: usize =
            before.map(|block| draft.text[block.start..block.end.min(byte)].graphemes(true).count() + 1).sum();
        self.press("F6");
        self.press("Ctrl+Home");
        self.repeat("ArrowRight", Modifiers::NONE, steps - 1);
    }

    fn repeat(&mut self, key: &str, modifiers: Modifiers, times: usize) {
        let key = Key::from_name(key).unwrap();
        self.frame([Event::ModifiersChanged(modifiers)]);
        for _ in 0..times {
            self.frame([Event::Key { key, physical_key: None, pressed: true, repeat: true, modifiers }]);
        }
        self.frame([Event::ModifiersChanged(Modifiers::NONE)]);
        self.settle();
    }

    /// Selects these words of the article, by keyboard.
    pub fn select_text(&mut self, quote: &str) {
        let place = self.place(quote);
        self.go_to(place.start);
        // The empty line between two paragraphs is one step.
        self.repeat("ArrowRight", Modifiers::SHIFT, quote.replace("\n\n", "\n").graphemes(true).count());
    }

    /// Makes a claim of these words, by keyboard.
    pub fn mark(&mut self, quote: &str) {
        self.select_text(quote);
        self.press("M");
        assert!(self.quotes().iter().any(|claim| claim == quote), "{quote} is no claim: {:?}", self.quotes());
    }

    /// Adds evidence from a new source of this title to the open claim, by keyboard.
    pub fn add_evidence(&mut self, title: &str) {
        self.press("E");
        if self.focused() != "Title" {
            self.click("Source");
            self.click("New source");
            self.click("Title");
        }
        self.type_text(title);
        self.press("Ctrl+Enter");
    }
}

/// A file that is dropped on the window.
#[derive(Debug)]
pub struct Dropped(pub std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}
