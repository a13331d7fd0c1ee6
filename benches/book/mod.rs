//! A story of the size that the benches measure: words, claims and sources made by rule, the same every time.

use chrono::{DateTime, Offset, Utc};
use tickmark::export::{Format, Options, export};
use tickmark::import;
use tickmark::model::request::EvidenceDetails;
use tickmark::model::{
    ClaimId, Kind, Person, Request, Risk, SourceChoice, SourceDetails, SourceId, SourceKind, Stance, Status,
};
use tickmark::session::Session;

/// Words of the large story.
pub const WORDS: usize = 120_000;
/// Claims of the large story.
pub const CLAIMS: usize = 5_000;

const VOCABULARY: [&str; 24] = [
    "the", "ministry", "said", "that", "28,500", "soldiers", "of", "both", "allies", "would", "stay", "in", "Seoul",
    "after", "talks", "about", "a", "fivefold", "rise", "had", "ended", "on", "Tuesday", "without",
];

/// The text of a story: a headline, then paragraphs of about sixty words.
pub fn text(words: usize) -> String {
    let mut text = String::from("A long story\n\n");
    let mut state: u32 = 7;
    for place in 0..words {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.push_str(VOCABULARY[(state >> 16) as usize % VOCABULARY.len()]);
        text.push_str(match place % 60 {
            59 => ".\n\n",
            14 | 29 | 44 => ". ",
            _ => " ",
        });
    }
    text
}

/// The moment at which everything in the story was done.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_574_150_400, 0).unwrap_or_default()
}

/// A story with claims spread evenly over it, of which two in three are verified, and forty sources.
pub fn story(words: usize, claims: usize) -> Session {
    let article = import::read_text(&text(words)).expect("the text is an article");
    checked(Session::from_article(article, None, Person::new("MK", ""), "bench", now()), claims)
}

/// The same story, come as a Word file, and that file.
pub fn word_story(words: usize, claims: usize) -> (Session, Vec<u8>) {
    let plain = story(words, 0);
    let options = Options::new(now(), Utc.fix());
    let file = export(plain.project(), &options, Format::DocxMarkup, &mut |_| true).expect("it is made").bytes;
    let article = import::read(&file, "story.docx", &import::Options::default()).expect("it can be read");
    let original = Some(("story.docx".to_owned(), file.clone()));
    (checked(Session::from_article(article, original, Person::new("MK", ""), "bench", now()), claims), file)
}

/// Claims and their checks, made in a story that was just begun.
fn checked(mut session: Session, claims: usize) -> Session {
    let source = |number: usize| {
        let details = SourceDetails::new(SourceKind::Document, format!("Report {number}"));
        session_id(Request::AddSource(Box::new(details), Vec::new()))
    };
    let sources: Vec<SourceId> = (0..40).map(|number| SourceId(source(number)(&mut session))).collect();
    let draft = session.project().draft().expect("there is a draft").clone();
    let step = draft.text.len() / (claims + 1);
    let range = |number: usize| {
        let from = (1 + number) * step;
        let start = draft.text[from..].find(' ').map_or(from, |space| from + space + 1);
        start
            ..draft.text[start..]
                .char_indices()
                .filter(|(_, sign)| *sign == ' ')
                .nth(2)
                .map_or(start + 8, |(at, _)| start + at)
    };
    let marks =
        (0..claims).map(|number| Request::AddClaim { range: range(number), kind: Kind::Figure, risk: Risk::Normal });
    session.ask_all(marks.collect(), now()).expect("the claims are marked");
    let ids: Vec<ClaimId> = session.rows().iter().map(|row| row.id.clone()).collect();
    let mut checks = Vec::new();
    for (number, id) in ids.into_iter().enumerate().filter(|(number, _)| number % 3 != 0) {
        let source = SourceChoice::Existing(sources[number % sources.len()].clone());
        let (locator, passage) = (format!("p. {number}"), "maintains 28,500 service members".to_owned());
        checks.push(Request::AddEvidence(
            id.clone(),
            EvidenceDetails { source, locator, passage, stance: Stance::Supports },
        ));
        checks.push(Request::SetStatus(id, Status::Verified));
    }
    session.ask_all(checks, now()).expect("the claims are checked");
    session
}

/// A story with so many sources of several types, described as fully as a checker would.
pub fn library(sources: usize) -> Session {
    let article = import::read_text(&text(60)).expect("the text is an article");
    let mut session = Session::from_article(article, None, Person::new("MK", ""), "bench", now());
    let kinds = [SourceKind::Book, SourceKind::Paper, SourceKind::WebPage, SourceKind::Document, SourceKind::Person];
    let request = |number: usize| {
        let details = SourceDetails {
            who: format!("Smith, Jane {}.; Jones, Ann", char::from(b'A' + (number % 26) as u8)),
            place: format!("Journal of Talks, {}(3), 45–67", number % 40 + 1),
            when: format!("{} November {}", number % 28 + 1, 1950 + number % 70),
            url: format!("https://archive.example/items/{number}"),
            ..SourceDetails::new(kinds[number % kinds.len()], format!("A history of talks, part {number}"))
        };
        Request::AddSource(Box::new(details), Vec::new())
    };
    session.ask_all((0..sources).map(request).collect(), now()).expect("the sources are added");
    session
}

fn session_id(request: Request) -> impl FnOnce(&mut Session) -> String {
    |session| session.ask(request, now()).expect("it is made").expect("it has an identifier")
}

/// Two drafts of so many words, made of a vocabulary that is as uneven as that of a language. In the second, of every forty
/// sentences one is new, one is gone, two have another word, and every hundredth paragraph stands elsewhere.
pub fn prose(words: usize) -> (String, String) {
    const SYLLABLES: [&str; 16] =
        ["ka", "lo", "min", "ter", "sa", "ru", "vel", "do", "pi", "gan", "es", "tor", "ni", "ba", "cle", "um"];
    let mut state: u64 = 11;
    let mut random = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % most
    };
    let mut word = || {
        // The square of a share makes small numbers, the frequent words, more likely.
        let rank = random(1_000) * random(1_000) / 100;
        let mut letters = String::new();
        let mut rest = rank + 16;
        while rest > 0 {
            letters.push_str(SYLLABLES[rest % 16]);
            rest /= 16;
        }
        letters
    };
    let (mut old, mut new): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let (mut count, mut number) = (0, 0);
    while count < words {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for _ in 0..5 {
            number += 1;
            let sentence: Vec<String> = (0..14).map(|_| word()).collect();
            let mut edited = sentence.clone();
            if number % 40 == 3 || number % 40 == 23 {
                edited[7] = format!("{}x", edited[7]);
            }
            if number % 40 == 13 {
                second.push(format!("N{}.", word()));
            }
            first.push(format!("{}.", sentence.join(" ")));
            if number % 40 != 33 {
                second.push(format!("{}.", edited.join(" ")));
            }
            count += sentence.len();
        }
        old.push(first.join(" "));
        new.push(second.join(" "));
    }
    for place in (100..new.len()).step_by(100) {
        new.swap(place - 50, place);
    }
    (old.join("\n\n"), new.join("\n\n"))
}
