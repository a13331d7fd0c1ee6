//! Dates as they are printed above articles, in several languages.

use std::ops::Range;

/// Names of months and their abbreviations: English, German, French, Spanish, Portuguese, Italian, Dutch, Scandinavian,
/// Polish, Russian, Ukrainian.
const MONTHS: &str = "\
    january february march april may june july august september october november december jan feb mar apr jun \
    jul aug sep sept oct nov dec januar jänner februar märz mai juni juli oktober dezember dez okt janvier \
    février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo \
    junio julio agosto septiembre octubre noviembre diciembre janeiro fevereiro março maio junho julho setembro \
    outubro novembro dezembro gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre januari \
    februari maart mei augustus maj augusti stycznia lutego marca kwietnia maja czerwca lipca sierpnia września \
    października listopada grudnia января февраля марта апреля мая июня июля августа сентября октября ноября \
    декабря січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня";

const WEEKDAYS: &str = "\
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag \
    dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche \
    lunes martes miércoles jueves viernes sábado domingo";

const ZONES: &str = "\
    et est edt ct cst cdt mt pt pst pdt gmt utc bst cet cest kst jst ist hkt sgt aest aedt z uhr hrs";

/// Words that stand between the parts of a date.
const JOINTS: &str = "\
    at of on de del den der um le à as às a las - – — | · • / @";

/// Words before a date that say what happened on it.
const LABELS: &str = "\
    published updated posted modified created issued date last first on at stand veröffentlicht aktualisiert am \
    publié mis à jour le publicado actualizado el опубликовано 입력 수정 기사입력 公開 更新 发布 发布时间";

fn lists(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|listed| listed == word)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Month,
    Day,
    Year,
    Weekday,
    Time,
    Zone,
    Whole,
    Joint,
    Other,
}

/// Where in a line a date stands, its weekday and time of day included. A month needs a day or a year.
pub fn find(line: &str) -> Option<Range<usize>> {
    let parts: Vec<(Range<usize>, Part)> =
        tokens(line).into_iter().map(|(range, token)| (range, part(token))).collect();
    let runs = parts.split(|(_, part)| *part == Part::Other);
    runs.filter(|run| is_date(run)).find_map(|run| {
        let first = run.iter().find(|(_, part)| *part != Part::Joint)?;
        let last = run.iter().rfind(|(_, part)| *part != Part::Joint)?;
        Some(first.0.start..last.0.end)
    })
}

fn is_date(run: &[(Range<usize>, Part)]) -> bool {
    let has = |wanted: Part| run.iter().any(|(_, part)| *part == wanted);
    has(Part::Whole) || (has(Part::Month) && (has(Part::Day) || has(Part::Year)))
}

/// A line without the words that only introduce a date, such as "Published:".
pub fn without_labels(mut text: &str) -> &str {
    loop {
        text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '(' | ')' | '[' | ']'));
        let word = text.split(|c: char| c.is_whitespace() || c == ':').next().unwrap_or_default();
        if word.is_empty() || !lists(LABELS, &word.to_lowercase()) {
            return text;
        }
        text = text.get(word.len()..).unwrap_or_default();
    }
}

/// What stands between blanks, bars and dots in the middle, the marks themselves included.
fn tokens(line: &str) -> Vec<(Range<usize>, &str)> {
    let bar = |c: char| matches!(c, '|' | '·' | '•');
    let (mut tokens, mut start) = (Vec::new(), 0);
    let mut cut = |range: Range<usize>| tokens.extend(token(line, range));
    for (at, c) in line.char_indices() {
        if c.is_whitespace() || bar(c) {
            cut(start..at);
            start = at + c.len_utf8();
        }
        if bar(c) {
            cut(at..start);
        }
    }
    cut(start..line.len());
    tokens
}

/// The word in this range without the marks around it.
fn token(line: &str, range: Range<usize>) -> Option<(Range<usize>, &str)> {
    let edge = |c: char| matches!(c, ',' | '.' | ';' | '(' | ')' | '[' | ']' | ':');
    let word = line.get(range.clone())?;
    let start = range.start + (word.len() - word.trim_start_matches(edge).len());
    let inner = word.trim_matches(edge);
    // The dots of "p.m." belong to it.
    let dot = usize::from(inner.contains('.') && word.ends_with('.'));
    let range = start..start + inner.len() + dot;
    (!inner.is_empty()).then_some((range.clone(), line.get(range)?))
}

fn part(token: &str) -> Part {
    let lower = token.to_lowercase();
    let plain = lower.trim_end_matches('.');
    if lists(JOINTS, plain) {
        Part::Joint
    } else if lists(MONTHS, plain) {
        Part::Month
    } else if lists(WEEKDAYS, plain) {
        Part::Weekday
    } else if lists(ZONES, plain) {
        Part::Zone
    } else if is_meridiem(plain) || is_time(plain) {
        Part::Time
    } else if is_whole_date(plain) {
        Part::Whole
    } else {
        number_part(plain)
    }
}

fn number_part(token: &str) -> Part {
    let end = token.find(|c: char| !c.is_ascii_digit()).unwrap_or(token.len());
    let (number, rest) = token.split_at(end);
    let ordinal = matches!(rest, "st" | "nd" | "rd" | "th" | "er" | "º" | "ª");
    match (number.len(), number.parse::<u32>()) {
        (1 | 2, Ok(1..=31)) if rest.is_empty() || ordinal => Part::Day,
        (4, Ok(1600..=2199)) if rest.is_empty() => Part::Year,
        _ => Part::Other,
    }
}

fn is_meridiem(token: &str) -> bool {
    matches!(token, "am" | "pm" | "a.m" | "p.m" | "오전" | "오후" | "午前" | "午後" | "上午" | "下午")
}

/// 3:59, 15.30, 3:59pm, 15h30, 07:12:33.
fn is_time(token: &str) -> bool {
    let token = ["am", "pm", "a.m", "p.m", "h"].iter().find_map(|end| token.strip_suffix(end)).unwrap_or(token);
    let parts: Vec<&str> = token.split([':', '.', 'h']).collect();
    let fits = |text: &&str| matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.len(), 2 | 3)
        && parts.iter().all(fits)
        && parts.first().and_then(|hour| hour.parse::<u8>().ok()).is_some_and(|hour| hour < 24)
        && parts.get(1).is_some_and(|minute| minute.len() == 2 && *minute < "60")
        && !(token.contains('.') && parts.len() == 3)
}

/// 2019-11-19 (with or without a time), 19/11/2019, 19.11.2019, 2019年11月19日, 2019년.
fn is_whole_date(token: &str) -> bool {
    if token.contains('年') && token.contains('月') {
        return token.chars().any(|c| c.is_numeric());
    }
    if let Some(number) = token.strip_suffix('년') {
        return number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    if let Some(number) = token.strip_suffix(['월', '일']) {
        return !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    let date = token.split_once('t').map_or(token, |(date, _)| date);
    ['-', '/', '.'].iter().any(|mark| {
        let parts: Vec<&str> = date.split(*mark).collect();
        let digits = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        digits && matches!(lengths.as_slice(), [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 2 | 4])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(find(line).map(|range| &line[range]), expected, "{line}");
    }

    #[test]
    fn finds_printed_dates() {
        check("World | 19 Nov 2019 3:59 pm", Some("19 Nov 2019 3:59 pm"));
        check("World|19 Nov 2019|3:59 pm", Some("19 Nov 2019|3:59 pm"));
        check("Published: November 19th, 2019 at 3:59 p.m. ET", Some("November 19th, 2019 at 3:59 p.m. ET"));
        check("Tuesday, Nov. 19, 2019", Some("Tuesday, Nov. 19, 2019"));
        check("Berlin, den 3. März 2020, 15.30 Uhr", Some("3. März 2020, 15.30 Uhr"));
        check("2019-11-19T15:59:00Z", Some("2019-11-19T15:59:00Z"));
        check("19/11/2019", Some("19/11/2019"));
        check("입력 2019년 11월 19일 오후 3:59", Some("2019년 11월 19일 오후 3:59"));
        check("2019年11月19日 15:59", Some("2019年11月19日 15:59"));
        check("le 11 novembre à midi", Some("11 novembre"));
        check("July 2020", Some("July 2020"));
        check("He may go", None);
        check("Room 12, 3:59 pm", None);
        check("", None);
    }

    #[test]
    fn drops_labels() {
        assert_eq!(without_labels("Published on:"), "");
        assert_eq!(without_labels("Last updated: World"), "World");
    }
}
