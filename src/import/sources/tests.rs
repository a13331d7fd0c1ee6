use super::*;
use crate::export::{self, Edition};
use crate::model::SourceKind;
use crate::model::source::{Gathering, Rank};

fn details(kind: SourceKind, title: &str, who: &str, place: &str, when: &str, url: &str) -> SourceDetails {
    SourceDetails {
        who: who.into(),
        place: place.into(),
        when: when.into(),
        url: url.into(),
        ..SourceDetails::new(kind, title)
    }
}

/// Sources of every type, with all that may be known of them.
fn every_source() -> Vec<SourceDetails> {
    let mut list = Vec::new();
    for kind in SourceKind::ALL {
        list.push(SourceDetails::new(*kind, format!("Only a title, {kind}")));
        list.push(details(
            *kind,
            "Strength report",
            "Ministry of Defence, Seoul",
            "Vol. 3",
            "2019",
            "https://a.example/x%20y--z_a?b=1&c=%7E#d",
        ));
        list.push(details(
            *kind,
            "A {B} \\C $5 ``d'' -- e_f & g ~h^",
            "Smith, J. B.; O’Brien, Ann",
            "서울",
            "spring 2019",
            "see the shelf",
        ));
        list.push(SourceDetails {
            contact: "+82 2 000; desk@a.example".into(),
            terms: "background: not for attribution".into(),
            gathering: Some(Gathering::Interviewed),
            rank: Some(Rank::Secondary),
            confidential: true,
            ..details(
                *kind,
                "Some Body",
                "deputy minister",
                "by phone",
                "19 Nov. 2019, 16:10",
                "https://doi.org/10.1000/a_b",
            )
        });
        list.push(SourceDetails {
            gathering: Some(Gathering::Gathered),
            rank: Some(Rank::Primary),
            ..details(*kind, "x", "", "Nature, 12(3), 45–67", "19 November 2019", "")
        });
    }
    list
}

fn written(list: &[SourceDetails], format: export::Format) -> Vec<u8> {
    let mut desk = export::testing::Desk::new(&["one"]);
    list.iter().for_each(|details| drop(desk.source(details.clone())));
    desk.bytes(Edition::CheckingCopy, true, format)
}

#[test]
fn what_was_written_is_read_back_as_it_was() {
    let formats = [
        (export::Format::CslJson, Format::CslJson),
        (export::Format::Bibtex, Format::Bibtex),
        (export::Format::Ris, Format::Ris),
    ];
    for (as_written, as_read) in formats {
        let bytes = written(&every_source(), as_written);
        let read = read(&bytes).unwrap();
        assert_eq!((read.format, read.warnings), (as_read, Vec::<String>::new()));
        assert_eq!(read.list.len(), every_source().len());
        for (read, expected) in read.list.iter().zip(every_source()) {
            assert_eq!(*read, expected, "{as_written}\n{}", String::from_utf8_lossy(&bytes));
        }
    }
}

#[test]
fn sources_of_any_text_are_read_back_as_they_were() {
    for format in [export::Format::CslJson, export::Format::Bibtex, export::Format::Ris] {
        for text in export::hostile::HOSTILE {
            let out = export::hostile::story(text).export(Edition::CheckingCopy, true, format);
            let read = read(out.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text:?}"));
            assert_eq!((read.list.len(), read.warnings.len()), (2, 0), "{format}: {text:?}\n{out}");
            let readable = export::hostile::readable;
            for source in &read.list {
                assert_eq!(readable(&source.title), readable(&format!("x{text}")), "{format}: {text:?}\n{out}");
                for field in [&source.who, &source.place, &source.when, &source.url, &source.terms] {
                    assert_eq!(readable(field), readable(text), "{format}: {text:?}\n{out}");
                }
            }
        }
    }
}

#[test]
fn lists_of_other_programs_are_read() {
    let table: [(&str, &[SourceDetails]); 9] = [
        (
            "@article{smith2019,\n  author = {Smith, Jane B. and van der Berg, Piet},\n  title = {The {NATO} \\emph{summit} at caf\\'e 5\\%},\n\
             journal = {Nature},\n volume = 12, number = {3}, pages = {45--67}, month = nov, year = 2019, doi = {10.1000/182}\n}",
            &[details(
                SourceKind::Paper,
                "The NATO summit at café 5%",
                "Smith, Jane B.; van der Berg, Piet",
                "Nature, 12(3), 45–67",
                "November 2019",
                "https://doi.org/10.1000/182",
            )],
        ),
        (
            "% a comment\n@string{pub = \"Some Press\"}\n@STRING{two = pub # { and Sons}}\n@comment{jabref-meta: x}\n\n\
             @Book{b, title = \"A book\", publisher = two, address = {London}, year = {n.d.}, editor = {{World Bank}}}\n\
             @online{w, title={Page}, url = {https://a.example/a_b~c}, date = {2020-01-02}, urldate={2021-01-01}}",
            &[
                details(SourceKind::Book, "A book", "World Bank", "London: Some Press and Sons", "n.d.", ""),
                details(SourceKind::WebPage, "Page", "", "", "2 January 2020", "https://a.example/a_b~c"),
            ],
        ),
        (
            "TY  - JOUR\r\nAU  - Smith, Jane\r\nAU  - Jones, Ann\r\nTI  - A long\r\n  title\r\nJO  - Nature\r\nVL  - 12\r\nSP  - 45\r\nEP  - 67\r\n\
             PY  - 2019/11/19/\r\nUR  - https://a.example\r\nER  - \r\n\r\nTY  - VIDEO\r\nT1  - Clip\r\nY1  - 2019///spring\r\nER  -",
            &[
                details(
                    SourceKind::Paper,
                    "A long title",
                    "Smith, Jane; Jones, Ann",
                    "Nature, 12, 45–67",
                    "19 November 2019",
                    "https://a.example",
                ),
                details(SourceKind::Recording, "Clip", "", "", "spring 2019", ""),
            ],
        ),
        (
            "TY  - RPRT\nTI  - One\nTY  - BOOK\nTI  - Two\nCY  - Paris\nPB  - Press\n",
            &[
                details(SourceKind::Document, "One", "", "", "", ""),
                details(SourceKind::Book, "Two", "", "Paris: Press", "", ""),
            ],
        ),
        (
            r#"[{"id":1,"type":"article-journal","title":"T","author":[{"family":"Smith","given":"Jane"},{"family":"Berg","non-dropping-particle":"van der","given":"P."}],
               "issued":{"date-parts":[["2019","11"]]},"container-title":"Nature","volume":12,"issue":"3","page":"45-67","DOI":"10.1000/182"}]"#,
            &[details(
                SourceKind::Paper,
                "T",
                "Smith, Jane; van der Berg, P.",
                "Nature, 12(3), 45-67",
                "November 2019",
                "https://doi.org/10.1000/182",
            )],
        ),
        (
            r#"{"items":[{"id":"a","type":"interview","title":"Talk","author":[{"literal":"Some Body"}],"issued":{"raw":"2019-11-19"}},{"id":"no type"}]}"#,
            &[SourceDetails {
                gathering: Some(Gathering::Interviewed),
                ..details(SourceKind::Person, "Some Body", "Talk", "", "19 November 2019", "")
            }],
        ),
        (
            r#"[{"type":"broadcast","title":"News","issued":{"date-parts":[[2019],[2020]]},"publisher":"KBS","publisher-place":"Seoul"}]"#,
            &[details(SourceKind::Recording, "News", "", "Seoul: KBS", "2019 – 2020", "")],
        ),
        ("\u{feff}@misc{x, title={With a mark}}", &[SourceDetails::new(SourceKind::Document, "With a mark")]),
        (
            "@unheard-of{x, title={A}}\n@misc{y, title = {B}, year = {2019 }}",
            &[details(SourceKind::Document, "B", "", "", "2019", "")],
        ),
    ];
    for (text, expected) in table {
        assert_eq!(read(text.as_bytes()).unwrap().list, expected, "{text}");
    }
}

#[test]
fn an_entry_that_cannot_be_read_costs_itself_alone() {
    let text = "@book{good, title={One}}\n@book{bad, title={Two}\n@book{better, title = {Three}, note = undefined, year = 2019}\n\
                @book(round, title={Four})\n@book{, author={Nobody}}\n@book{good, title={Five}}";
    let read = read(text.as_bytes()).unwrap();
    let titles: Vec<&str> = read.list.iter().map(|details| details.title.as_str()).collect();
    assert_eq!(titles, ["One", "Three", "Five"]);
    assert_eq!(
        read.warnings,
        [
            "2 entries could not be read and were left out, the first of them “bad”.",
            "1 entry has neither a title nor a name and was left out."
        ]
    );
}

#[test]
fn what_is_no_list_of_sources_is_refused_with_a_reason() {
    let check = |bytes: &[u8], expected: &str| {
        let error = read(bytes).unwrap_err();
        assert!(error.to_string().contains(expected) && !error.hint().is_empty(), "{error}");
    };
    check(b"", "empty");
    check(b"An article about @mentions, and nothing else.", "no sources");
    check(b"[1, 2, {}]", "no sources");
    check(b"{\"tickmark\": {\"version\": 1}}", "no sources");
    check(b"[{\"type\": \"book\"", "damaged");
    check(&[0, 159, 146, 150, 0, 0, 1, 2, 0], "not text");
    check("[".repeat(100_000).as_bytes(), "damaged");
    let many = "TY  - GEN\nTI  - x\nER  - \n".repeat(limits::SOURCES + 1);
    check(many.as_bytes(), "too many");
    check(&vec![b' '; limits::SOURCES_BYTES + 1], "too large");
}

#[test]
fn files_that_lead_nowhere_come_to_an_end() {
    let nested = format!("@book{{a, title = {}x{}}}", "{".repeat(100_000), "}".repeat(100_000));
    let commands = format!("@book{{a, title = {{{}x{}}}}}", "\\a{".repeat(50_000), "}".repeat(50_000));
    let doubling: String = std::iter::once("@string{a0 = \"lol\"}\n".to_owned())
        .chain((1..60).map(|at| format!("@string{{a{at} = a{0} # a{0}}}\n", at - 1)))
        .chain(["@book{x, title = a59}\n@book{y, title = {Good}}".to_owned()])
        .collect();
    for text in [
        nested.as_str(),
        commands.as_str(),
        &doubling,
        "@string{a = a}\n@string{b = c}\n@string{c = b}\n@book{x, title = a # b, year = 1}\n@book{y, title={Good}}",
        "@book{a, crossref={b}, title={A}}\n@book{b, crossref={a}, title={B}}\n@book{c, xdata={c}, ids={{c},{d}}, title={Good}}",
        "@book{a, ids = {a}, author = { and and , , and }, title = {$}, date={/}}",
        "@book{a, title = {\\\n",
        "@a{@a{@a{@a{",
        "TY  - \nAU  -\nDA  - ////////\nTI  - x\nC1  - tickmark-\nC1  - tickmark-type\nER  -\nER  -",
        r#"[{"type":"book","title":"x","author":[null,1,{}],"issued":{"date-parts":[[99999999999],[]]},"custom":{"tickmark":[1]}}]"#,
    ] {
        let _ = read(text.as_bytes());
    }
    let titles = |text: &str| -> Vec<String> {
        read(text.as_bytes()).unwrap().list.into_iter().map(|details| details.title).collect()
    };
    assert_eq!(titles(&doubling), ["Good"]);
    let long = |words: usize| format!("@book{{a, title = {{{}}}}}", "word ".repeat(words));
    assert!((9_000..=limits::SOURCE_TEXT).contains(&titles(&long(4_000))[0].chars().count()));
    assert_eq!(titles(&long(100_000)), [""; 0]);
}

#[test]
fn other_encodings_are_read() {
    let text = "@book{a, title={Straße und Fähre}, author={Müller, Jörg}}";
    let bytes = encoding_rs::WINDOWS_1252.encode(text).0;
    let read = read(&bytes).unwrap();
    assert_eq!(read.list[0].title, "Straße und Fähre");
    assert!(read.warnings[0].contains("encoded"), "{:?}", read.warnings);
}

/// Files with bytes changed, taken out, doubled and mixed: whatever comes of them, the reader comes to an end.
#[test]
fn damaged_files_do_no_harm() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut dice = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below.max(1) as u64) as usize
    };
    let formats = [export::Format::CslJson, export::Format::Bibtex, export::Format::Ris];
    let files: Vec<Vec<u8>> = formats.map(|format| written(&every_source()[..6], format)).into();
    let signs = b"{}\"\\@,#=$%~-\n\r/:[]\0\xff\xc3";
    let rounds = if std::env::var("TICKMARK_GATES").is_ok_and(|gates| gates == "full") { 20_000 } else { 400 };
    for round in 0..rounds {
        let mut bytes = files[round % files.len()].clone();
        for _ in 0..=dice(8) {
            let at = dice(bytes.len());
            match dice(4) {
                0 => bytes[at] = signs[dice(signs.len())],
                1 => drop(bytes.drain(at..(at + dice(40)).min(bytes.len()))),
                2 => bytes.insert(at, signs[dice(signs.len())]),
                _ => {
                    let part = bytes[at..(at + dice(200)).min(bytes.len())].to_vec();
                    bytes.splice(at..at, part);
                }
            }
        }
        let _ = read(&bytes);
    }
}
