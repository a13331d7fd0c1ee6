//! Text meant to break a report, in every field: it must come out as text, in every format.
//!
//! `TICKMARK_GATES=full cargo test --lib export::hostile` tries each text in eleven disguises too.

use super::report::{Mark, Section};
use super::testing::{Desk, all_text, part, part_names, values};
use super::{CitationStyle, Edition, Format, House, Term};
use crate::model::draft::OriginalFile;
use crate::model::{Decision, Extra, Flag, KeptCopy, Request, SourceDetails, SourceId, SourceKind, Stance, Status};
use pulldown_cmark::{Event, Parser};

pub(crate) const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</style></title><img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://a.example",
    "https://a.example/\" onclick=\"alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "]]><!-- --> <![CDATA[ &lt;b&gt; &#60;b&#62;",
    "=HYPERLINK(\"http://a.example\";\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "＝1+1",
    " \u{200b}=1",
    "\u{202e}txet desrever\u{202c} \u{2066}x\u{2069}",
    "a\0b\u{1b}[31mc\u{7f}d\u{9d}e\u{ffff}f",
    "one\r\ntwo\rthree\u{2028}four",
    "# heading\n\n- item\n1. item\n> quote\n***\n```\ncode\n```",
    "[link](javascript:alert(1)) ![image](http://a.example/x.png)",
    "<http://a.example> **bold** __bold__ ~~struck~~ | cell | `code`",
    "[^1] [x]: http://a.example &copy; \\* \\\\",
    "⟦9⟧ ✓ ✗ 서울 東京 Ελλάδα Москва שלום",
    "%s %n {} {0} ${x} {{x}}",
    "a,b;c\"d\"\"e",
    "<r><t>markup</t></r>",
    "_x0041_ &amp;#x41;",
    "https://",
    "mailto:a@b@c",
];

pub(crate) fn story(text: &str) -> Desk {
    let inner = format!("It says {text} here, and that is that.");
    let mut desk = Desk::new(&[&inner, "Some 28,500 troops.", text]);
    let claim = desk.claim(inner.trim());
    let titled = format!("x{text}");
    let kept = KeptCopy {
        sha256: text.into(),
        name: text.into(),
        bytes: 0,
        at: desk.at,
        from: text.into(),
        extra: Extra::new(),
    };
    let details = SourceDetails {
        who: text.into(),
        place: text.into(),
        when: text.into(),
        url: text.into(),
        contact: text.into(),
        terms: text.into(),
        ..SourceDetails::new(SourceKind::WebPage, titled)
    };
    let person = desk.source(SourceDetails { kind: SourceKind::Person, ..details.clone() });
    let source = SourceId(desk.ask(Request::AddSource(Box::new(details), vec![kept])));
    desk.evidence(&claim, &source, text, text, Stance::Contradicts);
    desk.evidence(&claim, &person, text, text, Stance::Background);
    desk.ask(Request::SetNote(claim.clone(), text.into()));
    desk.ask(Request::SetQuestion(claim.clone(), text.into()));
    desk.ask(Request::SetAnswer(claim.clone(), text.into()));
    desk.ask(Request::SuggestChange(claim.clone(), Some(text.into())));
    desk.ask(Request::SetFlag(claim.clone(), Flag::Sensitive, true));
    desk.by.initials = text.into();
    desk.by.name = text.into();
    desk.status(&claim, Status::Wrong);
    desk.ask(Request::Decide(claim, Decision::Overruled, format!("x{text}")));
    desk.project.title = text.into();
    let draft = &mut desk.project.drafts[0];
    draft.label = text.into();
    draft.title = Some(text.into());
    draft.byline = Some(text.into());
    draft.section = Some(text.into());
    draft.published = Some(text.into());
    draft.language = Some(text.into());
    let (name, sha256) = (text.to_owned(), text.to_owned());
    draft.file = Some(OriginalFile { name, sha256, format: text.into(), ..OriginalFile::default() });
    desk.house = house(text);
    desk
}

/// A house that calls everything by this text.
fn house(text: &str) -> House {
    let mut house = House { name: text.into(), footer: text.into(), ..House::default() };
    Edition::ALL.iter().for_each(|edition| house.call(Term::Edition(*edition), text));
    Section::ALL.iter().for_each(|section| house.call(Term::Section(*section), text));
    Mark::ALL.iter().for_each(|mark| house.call(Term::Mark(*mark), text));
    house
}

/// What must still be readable: the text without what a reader does not see, in one line.
pub(crate) fn readable(text: &str) -> String {
    super::clean::one_line(&text.replace(['\u{ad}', '\u{200b}', '\u{feff}'], ""))
}

fn for_every_export(check: impl Fn(&str, &str, &str, Edition), format: Format) {
    for text in &texts() {
        for edition in Edition::ALL {
            check(text, &story(text).export(*edition, true, format), &format!("{text:?} in the {edition}"), *edition);
        }
    }
}

/// The texts to try: those above, and a long word.
fn texts() -> Vec<String> {
    let texts: Vec<String> = HOSTILE.iter().map(|text| (*text).to_owned()).chain(["word".repeat(2_000)]).collect();
    // Known when the tests are built, for this room does not look at its surroundings.
    if option_env!("TICKMARK_GATES") == Some("full") {
        let disguised = texts.iter().flat_map(|text| disguises(text)).collect();
        return [texts, disguised].concat();
    }
    texts
}

/// A text as somebody may hide it from a filter.
fn disguises(text: &str) -> Vec<String> {
    let wide = |c: char| match c {
        // The halfwidth and fullwidth forms of ASCII (Unicode block FF00).
        '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        c => c,
    };
    let between = |sign: &str| text.chars().map(String::from).collect::<Vec<_>>().join(sign);
    vec![
        format!("{text}{text}"),
        format!("\u{feff}{text}"),
        format!("\n\n{text}\n"),
        format!("  {text}"),
        format!("seen: {text}; so it is"),
        format!("\"{text}\""),
        format!("<b title='{text}'>{text}</b>"),
        format!("{text}</p></td></w:t></w:r></w:p></text>"),
        text.to_uppercase(),
        text.chars().map(wide).collect(),
        between("\u{ad}"),
    ]
}

#[test]
fn html_has_no_script_and_loses_nothing() {
    let check = |text: &str, html: &str, what: &str, edition: Edition| {
        // The style sheet holds half a megabyte of fonts; were it to end early, the rest would show up as text.
        let (head, rest) = html.split_once("<style>").unwrap();
        let page = dom_query::Document::from(format!("{head}<style>{}", &rest[rest.find("</style>").unwrap()..]));
        for selector in ["script", "img", "iframe", "object", "embed", "form", "base", "svg svg", "link"] {
            assert_eq!(page.select(selector).length(), 0, "{selector}: {what}");
        }
        assert_eq!(page.select("style").length(), 1, "{what}");
        for node in page.select("*").nodes() {
            for attribute in node.attrs() {
                let name = attribute.name.local.to_string();
                assert!(!name.starts_with("on") && name != "style" && name != "src", "{name}: {what}");
                let safe = ["#", "http://", "https://", "mailto:"];
                let value = attribute.value.to_string().to_lowercase();
                assert!(name != "href" || safe.iter().any(|start| value.starts_with(start)), "{value}: {what}");
            }
        }
        // A call sheet leaves out what stands in quotation marks, and holds nothing of the article.
        let parts: &[&str] = match edition {
            Edition::CallSheet => &["h1", "h2", ".call h3", ".call dd", "footer", "title", ".house"],
            _ => &[".t", "h1", ".quote", "#sources", ".evidence blockquote", "#article", ".counts", "title"],
        };
        for part in parts {
            let shown = readable(&page.select(part).text());
            assert!(shown.contains(&readable(text)), "{part} lost it: {what}\n{shown}");
        }
    };
    for_every_export(check, Format::Html);
}

#[test]
fn no_format_has_control_characters() {
    for format in Format::ALL {
        let check = |_: &str, out: &str, what: &str, _: Edition| {
            let odd =
                |c: char| (c.is_control() && !"\n\r\t".contains(c)) || "\u{202e}\u{202c}\u{2066}\u{2069}".contains(c);
            assert_eq!(out.chars().find(|c| odd(*c)), None, "{format}: {what}");
        };
        for_every_export(check, *format);
    }
}

#[test]
fn markdown_has_no_markup_of_others_and_loses_nothing() {
    let check = |text: &str, out: &str, what: &str, edition: Edition| {
        let mut shown = String::new();
        for event in Parser::new_ext(
            out,
            pulldown_cmark::Options::all()
                - pulldown_cmark::Options::ENABLE_SMART_PUNCTUATION
                - pulldown_cmark::Options::ENABLE_MATH,
        ) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => panic!("{html:?}: {what}"),
                Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) => {
                    assert_eq!(super::link::link(&dest_url), Some(&*dest_url), "{what}");
                }
                Event::Start(pulldown_cmark::Tag::Image { .. } | pulldown_cmark::Tag::CodeBlock(_)) | Event::Rule => {
                    panic!("{event:?}: {what}")
                }
                Event::Text(text) | Event::Code(text) => shown.push_str(&text),
                Event::SoftBreak | Event::HardBreak | Event::End(_) => shown.push(' '),
                _ => {}
            }
        }
        // A definition list or the like may have eaten its sign; each letter of the text must be there.
        let shown = readable(&shown);
        let wanted = readable(text);
        let least = if edition == Edition::CallSheet { 7 } else { 25 };
        assert!(shown.matches(&wanted).count() > least, "lost {wanted:?}: {what}\n{shown}");
    };
    for_every_export(check, Format::Markdown);
}

#[test]
fn csv_has_no_formula_and_loses_nothing() {
    let check = |text: &str, out: &str, what: &str, edition: Edition| {
        assert!(out.starts_with('\u{feff}') && out.ends_with("\r\n"), "{what}");
        let mut reader = csv::Reader::from_reader(out.trim_start_matches('\u{feff}').as_bytes());
        let (names, columns): (&[&str], &[usize]) = match edition {
            Edition::CallSheet => (&super::csv::CALL_COLUMNS, &[1, 2, 3, 4]),
            _ => (&super::csv::COLUMNS, &[2, 9, 11, 12, 13, 14, 16]),
        };
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), names);
        let row = reader.records().next().unwrap().unwrap();
        for cell in row.iter() {
            let first = cell.chars().find(|c| !c.is_whitespace() && *c != '\u{200b}');
            assert!(first.is_none_or(|c| !"=+-@＝＋－＠".contains(c)), "{cell:?}: {what}");
        }
        for column in columns {
            assert!(readable(&row[*column]).contains(&readable(text)), "column {column} lost it: {what}");
        }
    };
    for_every_export(check, Format::Csv);
}

#[test]
fn json_loses_nothing() {
    for format in [Format::Json, Format::WebAnnotation, Format::CslJson, Format::ClaimReview] {
        let check = |text: &str, out: &str, what: &str, edition: Edition| {
            let value: serde_json::Value = serde_json::from_str(out).unwrap_or_else(|error| panic!("{error}: {what}"));
            let holds = |place: &str, wanted: usize| {
                let found = strings(&value).iter().filter(|string| readable(string).contains(&readable(text))).count();
                assert!(found >= wanted, "{format} lost it in {place}, {found} times: {what}\n{out}");
            };
            match format {
                Format::Json => holds("the report", if edition == Edition::CallSheet { 5 } else { 15 }),
                Format::WebAnnotation => holds("the annotations", 8),
                Format::CslJson => holds("the sources", 4),
                _ => {}
            }
        };
        for_every_export(check, format);
    }
}

/// Every string in a JSON value.
fn strings(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::String(text) => vec![text.clone()],
        serde_json::Value::Array(list) => list.iter().flat_map(strings).collect(),
        serde_json::Value::Object(map) => map.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn citations_lose_nothing_and_mean_nothing_to_a_browser() {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    for style in CitationStyle::ALL {
        for text in &texts() {
            let desk = story(text);
            let options = super::Options { citations: *style, ..desk.options(Edition::CheckingCopy, true) };
            let export = |format| {
                let bytes = super::export(&desk.project, &options, format, &mut |_| true).unwrap().bytes;
                String::from_utf8(bytes).unwrap()
            };
            let html = export(Format::Html);
            let page = dom_query::Document::from(&html[html.find("</style>").unwrap()..]);
            assert_eq!(page.select("script, img, iframe, svg svg").length(), 0, "{style}: {text:?}");
            for shown in [page.select("#sources").text().to_string(), export(Format::Markdown)] {
                assert!(letters(&shown).contains(&letters(&readable(text))), "{style}: {text:?}\n{shown}");
            }
        }
    }
}

#[test]
fn a_pdf_does_nothing_and_loses_nothing() {
    for text in &texts() {
        for edition in Edition::ALL {
            let what = format!("{text:?} in the {edition}");
            let bytes = story(text).bytes(*edition, true, Format::Pdf);
            for (kind, address) in super::testing::pdf::actions(&bytes) {
                // Attributes of elements have no kind of action.
                assert!(kind == "GoTo" || kind == "URI", "{kind}: {what}");
                assert!(kind == "GoTo" || super::link::link(&address).is_some(), "{address}: {what}");
            }
            let shown = readable(&all_text(Format::Pdf, &bytes));
            let wanted = readable(text);
            assert!(shown.matches(&wanted).count() > 8, "lost {wanted:?}: {what}\n{shown}");
        }
    }
}

/// Everything outside of a package that a part of it leads to.
fn targets(bytes: &[u8]) -> Vec<String> {
    let names = part_names(bytes).into_iter().filter(|name| name.ends_with(".rels"));
    let rels: String = names.map(|name| part(bytes, &name)).collect();
    let outside = rels.split("<Relationship ").filter(|rel| rel.contains("TargetMode=\"External\""));
    outside.map(|rel| values(rel, "Target")[0].replace("&amp;", "&")).collect()
}

#[test]
fn a_workbook_has_no_formula_and_loses_nothing() {
    for text in &texts() {
        for edition in Edition::ALL {
            let what = format!("{text:?} in the {edition}");
            let bytes = story(text).bytes(*edition, true, Format::Xlsx);
            for sheet in part_names(&bytes).iter().filter(|name| name.starts_with("xl/worksheets/sheet")) {
                let sheet = part(&bytes, sheet);
                assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{what}: a formula");
            }
            assert!(targets(&bytes).iter().all(|target| super::link::link(target).is_some()), "{what}");
            let strings = part(&bytes, "xl/sharedStrings.xml");
            assert!(!strings.contains("<r>"), "{what}: markup of others");
            // What looks like an escaped character is escaped itself (ISO/IEC 29500-1, section 22.4.2.4).
            let shown = readable(&all_text(Format::Xlsx, &bytes)).replace("_x005F_x0041_", "_x0041_");
            let wanted = readable(text);
            // A call sheet leaves out what stands in quotation marks, and holds nothing of the article.
            let times = if *edition == Edition::CallSheet { 1 } else { 8 };
            assert!(shown.matches(&wanted).count() >= times, "lost {wanted:?}: {what}\n{shown}");
        }
    }
}

#[test]
fn a_word_file_has_no_field_of_others_and_loses_nothing() {
    for text in &texts() {
        for edition in Edition::ALL {
            let what = format!("{text:?} in the {edition}");
            let bytes = story(text).bytes(*edition, true, Format::Docx);
            let targets = targets(&bytes);
            assert!(targets.iter().all(|target| super::link::office_link(target).is_some()), "{what}: {targets:?}");
            let document = part(&bytes, "word/document.xml");
            for code in document.split("<w:instrText").skip(1).map(|code| code.split_once('>').unwrap().1) {
                assert!(code.starts_with(" TOC ") || code.starts_with(" PAGEREF _"), "{what}: {code}");
            }
            for element in ["w:object", "w:altChunk", "w:drawing", "w:pict", "w:fldSimple", "w:sym", "w:vanish"] {
                assert!(!document.contains(&format!("<{element}")), "{what}: {element}");
            }
            let shown = readable(&all_text(Format::Docx, &bytes));
            let wanted = readable(text);
            assert!(shown.matches(&wanted).count() > 8, "lost {wanted:?}: {what}\n{shown}");
        }
    }
}

#[test]
fn the_writers_file_stays_whole_and_loses_nothing() {
    for text in &texts() {
        let desk = story(text);
        let options = desk.options(Edition::CheckingCopy, true);
        let exported = super::export(&desk.project, &options, Format::DocxMarkup, &mut |_| true).unwrap();
        let bytes = exported.bytes;
        for name in part_names(&bytes).iter().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
            let part = part(&bytes, name);
            let mut reader = quick_xml::Reader::from_str(&part);
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => {}
                    Err(error) => panic!("{error}: {name} with {text:?}"),
                }
            }
            assert!(!part.contains("w:instrText") && !part.contains("<w:object"), "{name} with {text:?}");
        }
        assert_eq!(targets(&bytes), [""; 0], "{text:?}");
        let read = crate::import::read(&bytes, "a.docx", &crate::import::Options::default()).unwrap();
        // No article that was read has signs that nobody sees; a Word file does not keep them, nor claims on them.
        let Some(comment) = read.comments.first() else {
            assert_ne!(read.text, desk.project.drafts[0].text, "{text:?}");
            assert!(exported.notices.iter().any(|notice| notice.contains("has no place")), "{text:?}");
            continue;
        };
        let shown = readable(&comment.text);
        // The question, the answer, the note and two pieces of evidence, with source, locator and passage each.
        assert!(shown.matches(&readable(text)).count() >= 9, "lost {text:?}\n{shown}");
    }
}
