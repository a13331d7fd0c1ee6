//! A journal with volume, issue and pages in one text, as `Nature, 12(3), 45–67`.

/// Where in a journal a paper stands. All but the name may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Journal<'a> {
    /// Its name.
    pub name: &'a str,
    /// The volume.
    pub volume: &'a str,
    /// The issue.
    pub issue: &'a str,
    /// The pages.
    pub pages: &'a str,
}

impl<'a> Journal<'a> {
    /// Takes a text apart where its form leaves no doubt; otherwise all of it is the name.
    pub fn parse(text: &'a str) -> Self {
        let whole = Self { name: text, volume: "", issue: "", pages: "" };
        let Some((before, last)) = text.rsplit_once(", ") else { return whole };
        let found = match before.rsplit_once(", ").map(|(name, volume)| (name, self::volume(volume))) {
            Some((name, Some((volume, issue)))) if is_pages(last) => Some(Self { name, volume, issue, pages: last }),
            _ => volume(last).map(|(volume, issue)| Self { name: before, volume, issue, pages: "" }),
        };
        found.unwrap_or(whole)
    }

    /// All of it as one text.
    pub fn text(&self) -> String {
        let volume = match (self.volume, self.issue) {
            ("", issue) => issue.to_owned(),
            (volume, "") => volume.to_owned(),
            (volume, issue) => format!("{volume}({issue})"),
        };
        let parts = [self.name, &volume, self.pages].map(str::trim);
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The first and the last page; the last is empty when there is one only.
    pub fn page_range(&self) -> (&'a str, &'a str) {
        self.pages.split_once('–').unwrap_or((self.pages, ""))
    }
}

/// A volume and its issue. Four digits may as well be a year.
fn volume(text: &str) -> Option<(&str, &str)> {
    let (volume, issue) = match text.split_once('(') {
        Some((volume, rest)) => (volume, rest.strip_suffix(')').filter(|issue| is_number(issue, 6))?),
        None => (text, ""),
    };
    is_number(volume, 3).then_some((volume, issue))
}

fn is_pages(text: &str) -> bool {
    let (first, last) = text.split_once('–').unwrap_or((text, text));
    is_number(first, 6) && is_number(last, 6)
}

fn is_number(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_apart_what_is_certain_and_puts_it_together_again() {
        let table = [
            ("Nature, 12(3), 45–67", ["Nature", "12", "3", "45–67"]),
            ("Nature, 12, 45", ["Nature", "12", "", "45"]),
            ("Journal of A, B and C, 12(3)", ["Journal of A, B and C", "12", "3", ""]),
            ("Nature, 12", ["Nature", "12", "", ""]),
            ("Nature", ["Nature", "", "", ""]),
            ("Nature, 2019", ["Nature, 2019", "", "", ""]),
            ("Nature, 12(3), pp. 4", ["Nature, 12(3), pp. 4", "", "", ""]),
            ("Nature, London", ["Nature, London", "", "", ""]),
            ("", ["", "", "", ""]),
        ];
        for (text, [name, volume, issue, pages]) in table {
            let journal = Journal::parse(text);
            assert_eq!(journal, Journal { name, volume, issue, pages });
            assert_eq!(journal.text(), text);
        }
        assert_eq!(Journal::parse("Nature, 12, 45–67").page_range(), ("45", "67"));
        assert_eq!(Journal { name: "Nature", volume: "", issue: "3", pages: " " }.text(), "Nature, 3");
    }
}
