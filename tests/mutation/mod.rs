//! Random damage to the bytes of a project file, the same for the same number.

mod dice;

pub use dice::Dice;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// A step from a value to one inside it.
#[derive(Clone)]
enum Step {
    Key(String),
    At(usize),
}

type Path = Vec<Step>;

/// A good project file, and where what is in it.
pub struct Base {
    pub bytes: Vec<u8>,
    value: Value,
    /// Where every value is; those in fields that no version knows are few.
    all: Vec<Path>,
    lists: Vec<Path>,
    texts: Vec<Path>,
    numbers: Vec<Path>,
    /// Where an object says what it is called.
    names: Vec<Path>,
    /// Where one object names another.
    references: Vec<Path>,
    ids: Vec<String>,
}

impl Base {
    pub fn new(bytes: Vec<u8>) -> Self {
        let value: Value = serde_json::from_slice(&bytes).unwrap();
        let mut all = Vec::new();
        paths(&value, &mut Vec::new(), &mut all);
        let is_name = |path: &Path| matches!(path.last(), Some(Step::Key(key)) if key == "id" || key == "step");
        let at = |path: &Path| get(&value, path).unwrap();
        let only = |test: &dyn Fn(&Path) -> bool| all.iter().filter(|path| test(path)).cloned().collect::<Vec<_>>();
        let names = only(&|path| is_name(path) && at(path).is_string());
        let ids: BTreeSet<String> = names.iter().map(|path| at(path).as_str().unwrap().to_owned()).collect();
        let references = only(&|path| !is_name(path) && at(path).as_str().is_some_and(|text| ids.contains(text)));
        let (lists, texts) = (only(&|path| at(path).is_array()), only(&|path| at(path).is_string()));
        let numbers = only(&|path| at(path).is_number());
        Self { bytes, all, lists, texts, numbers, names, references, ids: ids.into_iter().collect(), value }
    }

    /// The file with one to three things wrong.
    pub fn damaged(&self, dice: &mut Dice) -> Vec<u8> {
        let times = 1 + dice.below(4) / 2 + dice.below(8) / 7;
        match dice.below(4) {
            0 => {
                let mut bytes = self.bytes.clone();
                (0..times).for_each(|_| damage(&mut bytes, dice));
                bytes
            }
            1 => self.one_name_for_two(dice),
            _ => {
                let mut value = self.value.clone();
                (0..times).for_each(|_| self.change(&mut value, dice));
                serde_json::to_vec(&value).unwrap()
            }
        }
    }

    /// One identifier in the place of another, wherever that stands.
    fn one_name_for_two(&self, dice: &mut Dice) -> Vec<u8> {
        let (one, other) = (dice.pick(&self.ids), dice.pick(&self.ids));
        let text = String::from_utf8(self.bytes.clone()).unwrap();
        let count = text.matches(&format!("\"{one}\"")).count();
        // All of them, or only the first ones: the others then mean something that is not there.
        let most = if dice.below(2) == 0 { count } else { dice.below(count) + 1 };
        text.replacen(&format!("\"{one}\""), &format!("\"{other}\""), most).into_bytes()
    }

    /// Changes the tree in one way.
    fn change(&self, value: &mut Value, dice: &mut Dice) {
        let id = |dice: &mut Dice| json!(dice.pick(&self.ids));
        match dice.below(14) {
            0 => put(value, one(&self.names, dice), id(dice)),
            1 | 2 => put(value, one(&self.references, dice), id(dice)),
            3 => put(value, one(&self.numbers, dice), number(dice)),
            4 => put(value, one(&self.texts, dice), text(dice)),
            5 => {
                let other = get(&self.value, one(&self.texts, dice)).cloned().unwrap();
                put(value, one(&self.texts, dice), other);
            }
            6 => cut(value, one(&self.texts, dice), dice),
            7 => put(value, one(&self.all, dice), of_another_type(dice)),
            8 => {
                let other = get(&self.value, one(&self.all, dice)).cloned().unwrap();
                put(value, one(&self.all, dice), other);
            }
            9 => swap(value, one(&self.all, dice), one(&self.all, dice)),
            10 => remove(value, one(&self.all, dice)),
            11 | 12 => reorder(value, one(&self.lists, dice), dice),
            _ => rename(value, one(&self.all, dice), dice),
        }
    }
}

/// One of these places.
fn one<'a>(places: &'a [Path], dice: &mut Dice) -> &'a [Step] {
    &places[dice.below(places.len())]
}

/// Where every value is. Of what is in a field that no version knows, only the field itself is listed.
fn paths(value: &Value, path: &mut Path, all: &mut Vec<Path>) {
    if !path.is_empty() {
        all.push(path.clone());
    }
    let children: Vec<(Step, &Value)> = match value {
        Value::Array(items) => items.iter().enumerate().map(|(at, item)| (Step::At(at), item)).collect(),
        Value::Object(fields) => fields.iter().map(|(key, item)| (Step::Key(key.clone()), item)).collect(),
        _ => Vec::new(),
    };
    for (step, child) in children {
        let is_unknown = matches!(&step, Step::Key(key) if key == "from-a-later-version");
        path.push(step);
        if is_unknown {
            all.push(path.clone())
        } else {
            paths(child, path, all)
        }
        path.pop();
    }
}

fn get<'a>(value: &'a Value, path: &[Step]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::At(at) => value.get(at),
    })
}

/// The value there, unless earlier damage took it away.
fn get_mut<'a>(value: &'a mut Value, path: &[Step]) -> Option<&'a mut Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::At(at) => value.get_mut(at),
    })
}

fn put(value: &mut Value, path: &[Step], new: Value) {
    if let Some(place) = get_mut(value, path) {
        *place = new;
    }
}

fn swap(value: &mut Value, one: &[Step], other: &[Step]) {
    if let (Some(first), Some(second)) = (get(value, one).cloned(), get(value, other).cloned()) {
        put(value, one, second);
        put(value, other, first);
    }
}

fn remove(value: &mut Value, path: &[Step]) {
    let Some((last, parent)) = path.split_last() else { return };
    match (get_mut(value, parent), last) {
        (Some(Value::Object(fields)), Step::Key(key)) => drop(fields.remove(key)),
        (Some(Value::Array(items)), Step::At(at)) if *at < items.len() => drop(items.remove(*at)),
        _ => {}
    }
}

/// Gives a field the name of another, or one that is not known.
fn rename(value: &mut Value, path: &[Step], dice: &mut Dice) {
    let Some((Step::Key(key), parent)) = path.split_last() else { return };
    let Some(Value::Object(fields)) = get_mut(value, parent) else { return };
    let names: Vec<String> = fields.keys().cloned().chain([format!("{key}x"), "to".into(), "deleted".into()]).collect();
    let Some(moved) = fields.remove(key) else { return };
    fields.insert(dice.pick(&names).clone(), moved);
}

/// A list with a row twice, in another order, or shorter.
fn reorder(value: &mut Value, path: &[Step], dice: &mut Dice) {
    let Some(Value::Array(items)) = get_mut(value, path) else { return };
    let (at, other) = (dice.below(items.len()), dice.below(items.len()));
    match dice.below(5) {
        _ if items.is_empty() => items.push(of_another_type(dice)),
        0 => items.insert(other, items[at].clone()),
        1 => items.swap(at, other),
        2 => items.truncate(at),
        3 => items.reverse(),
        _ => {
            let piece: Vec<Value> = items[at.min(other)..=at.max(other)].to_vec();
            items.splice(at..at, piece);
        }
    }
}

/// A text without its beginning or its end, or with one letter more.
fn cut(value: &mut Value, path: &[Step], dice: &mut Dice) {
    let Some(Value::String(text)) = get_mut(value, path) else { return };
    let mut letters: Vec<char> = text.chars().collect();
    let at = dice.below(letters.len());
    match dice.below(3) {
        0 => letters.truncate(at),
        1 => drop(letters.drain(..at)),
        _ => letters.insert(at, *dice.pick(&['é', '\u{10ffff}', '\0', '\u{301}', '-', '0'])),
    }
    *text = letters.into_iter().collect();
}

fn number(dice: &mut Dice) -> Value {
    let near = dice.below(700);
    let large = [u64::from(u32::MAX), u64::MAX, i64::MAX as u64, 1 << 31, 1 << 32];
    match dice.below(4) {
        0 => json!(near),
        1 => json!(*dice.pick(&large)),
        2 => json!(*dice.pick(&[-1_i64, i64::MIN, 0, 1, 2])),
        _ => json!(*dice.pick(&[0.5, 1e308, -0.0, 5e-324])),
    }
}

fn text(dice: &mut Dice) -> Value {
    let times = ["-262143-01-01T00:00:00Z", "+262142-12-31T23:59:59.999999999Z", "9999-12-31T23:59:60Z"];
    let words = ["", " ", "\0", "\u{feff}", "{\"", "../..", "verified", "deleted", "1", "é\u{301}\u{301}", "|`*_<b>"];
    match dice.below(4) {
        0 => json!(*dice.pick(&times)),
        1 => json!("né, 28,500 ".repeat(dice.below(2_000))),
        _ => json!(*dice.pick(&words)),
    }
}

fn of_another_type(dice: &mut Dice) -> Value {
    match dice.below(8) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!([]),
        3 => Value::Object(Map::new()),
        4 => json!([[[[[[]]]]]]),
        5 => json!({"id": {"id": {"id": null}}}),
        6 => number(dice),
        _ => text(dice),
    }
}

/// Changes one thing about the bytes: a bit, a byte, a digit, a piece, the end.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    if bytes.is_empty() {
        return;
    }
    let at = dice.below(bytes.len());
    let to = (at + 1 + dice.below(200)).min(bytes.len());
    match dice.below(7) {
        0 => bytes[at] ^= 1 << dice.below(8),
        1 => bytes[at] = *dice.pick(b"\0\x7f\x80\xff{}[]\",:\\09-e"),
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..to)),
        4 => {
            let (piece, place) = (bytes[at..to].to_vec(), dice.below(bytes.len()));
            bytes.splice(place..place, piece);
        }
        5 => {
            let digit = bytes[at..].iter().position(u8::is_ascii_digit);
            bytes[at + digit.unwrap_or(0)] = *dice.pick(b"0123456789");
        }
        _ => {
            // From one line to another: what is whole in itself more often than not.
            let line = |from: usize| from + bytes[from..].iter().position(|byte| *byte == b'\n').unwrap_or(0);
            let (start, place) = (line(at), line(dice.below(bytes.len())));
            let end = line(to.min(bytes.len() - 1)).max(start);
            let piece = bytes[start..end].to_vec();
            bytes.splice(place..place, piece);
        }
    }
}
