//! The words and signs that stand beside a number: what it is multiplied by and what it counts.

use super::numbers::{Figure, Unit, is_latin, word};

pub fn magnitude(word: &str) -> Option<f64> {
    Some(match word.to_lowercase().trim_end_matches('.') {
        "hundred" => 1e2,
        "thousand" | "k" | "tausend" | "mille" | "mil" | "tsd" | "тыс" => 1e3,
        "million" | "millions" | "m" | "mn" | "mln" | "millionen" | "mio" | "millones" | "milioni" | "млн" => 1e6,
        "billion" | "billions" | "bn" | "b" | "milliarden" | "milliarde" | "mrd" | "milliard" | "milliards"
        | "miliardi" | "млрд" => 1e9,
        "trillion" | "trillions" | "tn" | "t" => 1e12,
        _ => return None,
    })
}

pub fn east_asian_magnitude(rest: &str) -> Option<(f64, usize)> {
    let c = rest.chars().next()?;
    let times = match c {
        '百' | '백' => 1e2,
        '千' | '천' => 1e3,
        '万' | '萬' | '만' => 1e4,
        '億' | '亿' | '억' => 1e8,
        '兆' | '조' => 1e12,
        _ => return None,
    };
    Some((times, c.len_utf8()))
}

/// Takes in what stands before and after the number: $, million, percent, times, dollars.
pub fn with_unit(text: &str, mut figure: Figure) -> Figure {
    let gap = |end: usize| {
        text[end..].chars().next().filter(|c| matches!(c, ' ' | '-' | '\u{a0}' | '\u{202f}')).map_or(0, char::len_utf8)
    };
    let mut end = figure.range.end;
    if let Some((part, after)) = word(text, end + gap(end))
        && let Some(times) = magnitude(&part).filter(|_| gap(end) == 0 || part.chars().count() > 1)
    {
        let dotted = matches!(part.as_str(), "mio" | "mrd" | "mln" | "тыс") && text[after..].starts_with('.');
        end = after + usize::from(dotted);
        (figure.value, figure.other) = (figure.value * times, figure.other.map(|other| other * times));
    }
    figure.range.end = end;
    if let Some((unit, length)) = unit(&text[end + gap(end)..]) {
        figure.unit = unit;
        figure.range.end = end + gap(end) + length;
    }
    let before = text[..figure.range.start].trim_end_matches(['\u{a0}', ' ']);
    for sign in ["$", "€", "£", "¥", "₩"] {
        if before.ends_with(sign) && figure.unit == Unit::Plain {
            figure.unit = Unit::Money(sign);
            figure.range.start = before.len() - sign.len();
        }
    }
    figure
}

/// What a unit is called, the longer of two that begin alike first.
const UNITS: &[(&str, Unit)] = &[
    ("percentage points", Unit::Percent),
    ("percent", Unit::Percent),
    ("per cent", Unit::Percent),
    ("%", Unit::Percent),
    ("％", Unit::Percent),
    ("pct", Unit::Percent),
    ("prozent", Unit::Percent),
    ("pour cent", Unit::Percent),
    ("por ciento", Unit::Percent),
    ("процент", Unit::Percent),
    ("퍼센트", Unit::Percent),
    ("パーセント", Unit::Percent),
    ("times", Unit::Times),
    ("fold", Unit::Times),
    ("배", Unit::Times),
    ("倍", Unit::Times),
    ("x ", Unit::Times),
    ("us dollars", Unit::Money("$")),
    ("u.s. dollars", Unit::Money("$")),
    ("dollars", Unit::Money("$")),
    ("dollar", Unit::Money("$")),
    ("usd", Unit::Money("$")),
    ("달러", Unit::Money("$")),
    ("ドル", Unit::Money("$")),
    ("美元", Unit::Money("$")),
    ("$", Unit::Money("$")),
    ("euros", Unit::Money("€")),
    ("euro", Unit::Money("€")),
    ("eur", Unit::Money("€")),
    ("€", Unit::Money("€")),
    ("pounds sterling", Unit::Money("£")),
    ("gbp", Unit::Money("£")),
    ("£", Unit::Money("£")),
    ("yen", Unit::Money("¥")),
    ("円", Unit::Money("¥")),
    ("jpy", Unit::Money("¥")),
    ("won", Unit::Money("₩")),
    ("원", Unit::Money("₩")),
    ("krw", Unit::Money("₩")),
];

fn unit(rest: &str) -> Option<(Unit, usize)> {
    let start = rest.chars().take(20).collect::<String>().to_lowercase();
    let (name, unit) = UNITS.iter().find(|(name, _)| start.starts_with(name))?;
    let whole = !name.ends_with(is_latin) || !start[name.len()..].starts_with(is_latin);
    // A small letter may have fewer bytes than what it was made of.
    let length = rest.chars().take(name.trim_end().chars().count()).map(char::len_utf8).sum();
    whole.then_some((*unit, length))
}

/// A month's number. "May" and "March" need a number beside them.
pub fn month(text: &str, at: usize, word: &str) -> Option<f64> {
    const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec";
    const LONG: &str = "january february march april may june july august september october november december";
    let place = |list: &str| list.split_whitespace().position(|listed| listed == word);
    let index = place(LONG).or_else(|| place(MONTHS)).or_else(|| (word == "sept").then_some(8))?;
    let sure = word.len() > 4 && word != "march";
    let behind =
        text[at + word.len()..].trim_start_matches(['.', ' ', ',', '\u{a0}']).starts_with(|c: char| c.is_ascii_digit());
    let before = text[..at].trim_end_matches([' ', '\u{a0}', '.']).ends_with(|c: char| c.is_ascii_digit());
    let capital = text[at..].starts_with(char::is_uppercase);
    (capital && (sure || behind || before)).then_some(index as f64 + 1.0)
}

/// "fivefold", "twice", "tripled".
pub fn factor(word: &str, at: usize) -> Option<Figure> {
    let value = match word {
        "twice" | "double" | "doubled" | "doubling" | "twofold" => 2.0,
        "thrice" | "triple" | "tripled" | "tripling" => 3.0,
        "quadruple" | "quadrupled" | "quadrupling" => 4.0,
        _ => word.strip_suffix("fold").and_then(small_number)?,
    };
    Some(Figure { range: at..at + word.len(), value, other: None, unit: Unit::Times })
}

pub fn small_number(word: &str) -> Option<f64> {
    const UP_TO_TWENTY: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
        fifteen sixteen seventeen eighteen nineteen twenty";
    const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
    let place = |list: &str| list.split_whitespace().position(|listed| listed == word).map(|at| at as f64);
    place(UP_TO_TWENTY).or_else(|| place(TENS).map(|tens| (tens + 2.0) * 10.0))
}
