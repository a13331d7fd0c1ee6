//! Dates of which year, month and day are beyond doubt. `3/4/2019` is not one: it is two days, by where its writer lives.

use chrono::NaiveDate;

/// A day, a month or a year of the common era.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: Option<u32>,
    /// The day of the month, from 1; only with a month.
    pub day: Option<u32>,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// A date that the calendar has.
    pub fn new(year: i32, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        let fits = (1..=9999).contains(&year)
            && (month.is_some() || day.is_none())
            && NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1)).is_some();
        fits.then_some(Self { year, month, day })
    }

    /// Reads a text that is a date and nothing else: `2019`, `2019-11-19`, `2019/11/19`, `19 November 2019`, `Nov. 19, 2019`,
    /// `2019년 11월 19일`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        by_numbers(text).or_else(|| by_words(text)).or_else(|| by_signs(text))
    }

    /// By ISO 8601, as short as it is known: `2019-11-19`, `2019-11`, `2019`.
    pub fn iso(self) -> String {
        let part = |part: Option<u32>| part.map(|number| format!("-{number:02}")).unwrap_or_default();
        format!("{:04}{}{}", self.year, part(self.month), part(self.day))
    }

    /// As people write it: `19 November 2019`, `November 2019`, `2019`.
    pub fn text(self) -> String {
        let name = |month: u32| MONTHS.get(month.saturating_sub(1) as usize).copied().unwrap_or_default();
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{day} {} {}", name(month), self.year),
            (Some(month), None) => format!("{} {}", name(month), self.year),
            (None, _) => self.year.to_string(),
        }
    }
}

/// The year first, with four digits, then what follows it between the same marks.
fn by_numbers(text: &str) -> Option<Date> {
    let mark = text.chars().find(|c| !c.is_ascii_digit());
    if mark.is_some_and(|mark| !matches!(mark, '-' | '/' | '.')) {
        return None;
    }
    let mut parts = text.split(mark.unwrap_or('-'));
    let year = parts.next().filter(|year| year.len() == 4).and_then(digits)?;
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    Date::new(year.try_into().ok()?, optional(month)?, optional(day)?)
}

/// A part that may be missing and must be a number when it is there.
fn optional(part: Option<&str>) -> Option<Option<u32>> {
    match part {
        None => Some(None),
        Some(part) if part.len() <= 2 => digits(part).map(Some),
        Some(_) => None,
    }
}

fn digits(text: &str) -> Option<u32> {
    let plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// A month by its English name, a day before or after it, and the year last.
fn by_words(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let (before, year) = words.split_last().map(|(year, before)| (before, *year))?;
    let year = Some(year).filter(|year| year.len() == 4).and_then(digits)?.try_into().ok()?;
    match before {
        [only] => Date::new(year, Some(month(only)?), None),
        [first, second] => {
            let (named, day) = if month(first).is_some() { (first, second) } else { (second, first) };
            Date::new(year, Some(month(named)?), Some(day_of(day)?))
        }
        _ => None,
    }
}

fn day_of(text: &str) -> Option<u32> {
    let plain = ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    optional(Some(plain)).flatten()
}

/// The month of a name or an abbreviation of at least three letters.
fn month(name: &str) -> Option<u32> {
    let name = name.trim_end_matches('.').to_lowercase();
    let fits = |month: &&str| {
        let whole = month.to_lowercase();
        whole == name || (name.len() == 3 && whole.starts_with(&name)) || (name == "sept" && whole == "september")
    };
    MONTHS.iter().position(fits).and_then(|place| u32::try_from(place + 1).ok())
}

/// The parts followed by the signs for year, month and day.
fn by_signs(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once(['년', '年'])?;
    let year = digits(year.trim()).filter(|_| year.trim().len() == 4)?.try_into().ok()?;
    let rest = rest.trim();
    if rest.is_empty() {
        return Date::new(year, None, None);
    }
    let (month, rest) = rest.split_once(['월', '月'])?;
    let month = optional(Some(month.trim())).flatten()?;
    let rest = rest.trim();
    if rest.is_empty() {
        return Date::new(year, Some(month), None);
    }
    let day = rest.strip_suffix(['일', '日'])?;
    Date::new(year, Some(month), Some(optional(Some(day.trim())).flatten()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_certain_and_nothing_else() {
        let table = [
            ("2019", "2019"),
            ("0800", "0800"),
            ("2019-11", "2019-11"),
            ("2019-11-19", "2019-11-19"),
            ("2019/1/9", "2019-01-09"),
            ("2019.11.19", "2019-11-19"),
            ("19 November 2019", "2019-11-19"),
            ("19 Nov. 2019", "2019-11-19"),
            ("November 19, 2019", "2019-11-19"),
            ("Nov 19th 2019", "2019-11-19"),
            ("Sept. 2019", "2019-09"),
            ("may 2019", "2019-05"),
            ("2019년 11월 19일", "2019-11-19"),
            ("2019年11月", "2019-11"),
            ("2020-02-29", "2020-02-29"),
        ];
        for (text, expected) in table {
            let date = Date::parse(text).unwrap_or_else(|| panic!("{text} was not read"));
            assert_eq!(date.iso(), expected, "{text}");
            assert_eq!(Date::parse(&date.text()).filter(|_| date.year > 999), Some(date).filter(|_| date.year > 999));
        }
        let unsure = [
            "",
            "spring 2019",
            "3/4/2019",
            "19",
            "2019-02-29",
            "2019-13",
            "2019-11-19-1",
            "2019-",
            "2019-011",
            "20190",
            "19 November",
            "31 April 2019",
            "Ma 2019",
            "about 2019",
            "2019?",
            "19 November 2019, 16:10",
            "２０１９",
            "2019년 3",
            "-2019",
            "0000",
        ];
        for text in unsure {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
