//! List tables and the numbers that they give to paragraphs (RTF 1.9.1, “List Tables”).

use crate::import::counting::{letters, roman};
use std::collections::HashMap;

/// Levels of a list.
const LEVELS: usize = 9;

/// The lists of a rich text, and how far each has counted.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    lists: Vec<List>,
    by_id: HashMap<i32, usize>,
    overrides: Vec<Override>,
    by_number: HashMap<i32, usize>,
    restarts: bool,
}

#[derive(Clone, Debug, Default)]
struct List {
    levels: Vec<Level>,
    counts: [Option<i32>; LEVELS],
}

#[derive(Clone, Debug, Default)]
struct Level {
    format: i32,
    start: i32,
    /// The length in one character, then text in which the characters 0 to 8 stand for the numbers of levels.
    template: String,
}

#[derive(Clone, Debug, Default)]
struct Override {
    list: i32,
    /// At what number levels begin anew, once.
    starts: Vec<Option<i32>>,
}

impl Lists {
    /// Takes a control word of the list table.
    pub fn table_word(&mut self, name: &str, number: Option<i32>) {
        let number = number.unwrap_or(0);
        match name {
            "list" => self.lists.push(List::default()),
            "listid" => {
                if let Some(last) = self.lists.len().checked_sub(1) {
                    self.by_id.insert(number, last);
                }
            }
            "listlevel" => self.begin_level(),
            "levelnfc" | "levelnfcn" => self.level(|level| level.format = number),
            "levelstartat" => self.level(|level| level.start = number),
            _ => {}
        }
    }

    fn begin_level(&mut self) {
        if let Some(list) = self.lists.last_mut().filter(|list| list.levels.len() < LEVELS) {
            list.levels.push(Level { start: 1, ..Level::default() });
        }
    }

    fn level(&mut self, change: impl FnMut(&mut Level)) {
        self.lists.last_mut().and_then(|list| list.levels.last_mut()).into_iter().for_each(change);
    }

    /// Takes characters of a level’s `\leveltext`.
    pub fn template(&mut self, text: &str) {
        self.level(|level| level.template.push_str(text));
    }

    /// Takes a control word of the list override table.
    pub fn override_word(&mut self, name: &str, number: Option<i32>) {
        let number = number.unwrap_or(0);
        if name == "listoverride" {
            self.overrides.push(Override::default());
        }
        let Some(last) = self.overrides.len().checked_sub(1) else { return };
        let Some(current) = self.overrides.get_mut(last) else { return };
        match name {
            "listid" => current.list = number,
            "ls" => {
                self.by_number.insert(number, last);
            }
            "lfolevel" => {
                self.restarts = false;
                if current.starts.len() < LEVELS {
                    current.starts.push(None);
                }
            }
            "listoverridestartat" => self.restarts = true,
            "levelstartat" if self.restarts => {
                current.starts.last_mut().into_iter().for_each(|start| *start = Some(number));
            }
            _ => {}
        }
    }

    /// Counts a paragraph of the list with this number in the override table, at a level from 0, and returns what stands
    /// before it: nothing for a bullet. None when there is no such list.
    pub fn count(&mut self, number: i32, level: usize) -> Option<String> {
        let current = self.overrides.get_mut(*self.by_number.get(&number)?)?;
        let list = self.lists.get_mut(*self.by_id.get(&current.list)?)?;
        let format = list.levels.get(level)?;
        let restart = current.starts.get_mut(level).and_then(Option::take);
        let count = list.counts.get_mut(level)?;
        *count = Some(restart.unwrap_or(count.map_or(format.start, |count| count.saturating_add(1))));
        list.counts.iter_mut().skip(level + 1).for_each(|deeper| *deeper = None);
        if matches!(format.format, 23 | 255) {
            return Some(String::new());
        }
        let text: String = format.template.chars().skip(1).map(|c| list.written(c)).collect();
        let text = text.trim_end_matches(';').trim().to_owned();
        Some(if text.chars().any(char::is_alphanumeric) { text } else { String::new() })
    }
}

impl List {
    /// A character of a template: itself, or the number of the level it stands for.
    fn written(&self, c: char) -> String {
        let level = c as usize;
        match self.levels.get(level).filter(|_| level < LEVELS) {
            Some(format) => {
                let count = self.counts.get(level).copied().flatten().unwrap_or(format.start);
                written(count, format.format)
            }
            None if level < LEVELS => String::new(),
            None => c.to_string(),
        }
    }
}

/// A number as a level writes it (RTF 1.9.1, `\levelnfcN`); in figures where the way is not ours.
fn written(number: i32, format: i32) -> String {
    let positive = u32::try_from(number).ok();
    let printed = match format {
        1 => positive.and_then(roman),
        2 => positive.and_then(roman).map(|roman| roman.to_lowercase()),
        3 => positive.and_then(|number| letters(number, b'A')),
        4 => positive.and_then(|number| letters(number, b'a')),
        22 => Some(format!("{number:02}")),
        23 | 255 => Some(String::new()),
        _ => None,
    };
    printed.unwrap_or_else(|| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One list with these levels: format, first number, template without its length.
    fn lists(levels: &[(i32, i32, &str)]) -> Lists {
        let mut lists = Lists::default();
        lists.table_word("list", None);
        for (format, start, template) in levels {
            lists.table_word("listlevel", None);
            lists.table_word("levelnfc", Some(*format));
            lists.table_word("levelstartat", Some(*start));
            lists.template(&format!("\u{2}{template};"));
        }
        lists.table_word("listid", Some(77));
        for ls in 1..=2 {
            lists.override_word("listoverride", None);
            lists.override_word("listid", Some(77));
            lists.override_word("ls", Some(ls));
        }
        lists.override_word("lfolevel", None);
        lists.override_word("listoverridestartat", None);
        lists.override_word("levelstartat", Some(10));
        lists
    }

    #[test]
    fn paragraphs_are_counted_level_by_level() {
        let mut lists = lists(&[(0, 1, "\0."), (4, 2, "\0.\u{1})"), (23, 1, "•")]);
        let table = [
            (1, 0, Some("1.")),
            (1, 0, Some("2.")),
            (1, 1, Some("2.b)")),
            (1, 1, Some("2.c)")),
            (1, 2, Some("")),
            (1, 0, Some("3.")),
            (1, 1, Some("3.b)")),
            (2, 0, Some("10.")),
            (2, 0, Some("11.")),
            (1, 5, None),
            (9, 0, None),
        ];
        for (ls, level, expected) in table {
            assert_eq!(lists.count(ls, level).as_deref(), expected, "{ls} {level}");
        }
    }

    #[test]
    fn numbers_are_written_as_the_level_says() {
        let table = [
            (1994, 1, "MCMXCIV"),
            (4, 2, "iv"),
            (28, 3, "BB"),
            (0, 4, "0"),
            (i32::MAX, 4, "2147483647"),
            (i32::MAX, 1, "2147483647"),
            (7, 22, "07"),
            (7, 23, ""),
        ];
        for (number, format, expected) in table {
            assert_eq!(written(number, format), expected, "{number} {format}");
        }
    }
}
