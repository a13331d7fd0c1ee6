use super::*;
use crate::model::SourceKind;
use ReferenceKind::{Date, Email, Page, Phone, TimeCode, Title, Url};

#[track_caller]
fn check(note: &str, expected: &[(ReferenceKind, &str)]) {
    let found: Vec<(ReferenceKind, &str)> = find(note).into_iter().map(|one| (one.kind, &note[one.range])).collect();
    assert_eq!(found, expected, "{note}");
}

#[test]
fn addresses_end_where_the_sentence_goes_on() {
    check("See https://www.army.mil/strength?y=2019#t3.", &[(Url, "https://www.army.mil/strength?y=2019#t3")]);
    check(
        "(http://example.org/a_(b)), then WWW.example.org/x; ok",
        &[(Url, "http://example.org/a_(b)"), (Url, "WWW.example.org/x")],
    );
    check("Smith et al., doi:10.1000/182.", &[(Url, "doi:10.1000/182")]);
    check("DOI: 10.1038/s41586-020-2649-2", &[(Url, "DOI: 10.1038/s41586-020-2649-2")]);
    check("<https://ko.wikipedia.org/wiki/서울>", &[(Url, "https://ko.wikipedia.org/wiki/서울")]);
    check("「https://example.jp/a」を参照", &[(Url, "https://example.jp/a")]);
    check("doi:none, http:// and awww.no", &[]);
}

#[test]
fn mail_is_told_from_handles() {
    check("ann.lee+desk@mod.example.kr, or @annlee", &[(Email, "ann.lee+desk@mod.example.kr")]);
    check("mailto:press@un.org.", &[(Email, "press@un.org")]);
    check("a@b, 3 @ $4.50, x@1.2", &[]);
}

#[test]
fn telephone_numbers_are_told_from_other_figures() {
    for phone in [
        "+82 2 748 1111",
        "+1 (202) 555-0134",
        "+49 (0)30 1234567",
        "0082 2 748 1111",
        "02-748-1111",
        "010-1234-5678",
        "030 1234567",
        "0171/1234567",
        "020 7946 0958",
        "01 42 68 53 00",
        "(555) 123-4567",
        "555.123.4567",
        "1-800-555-0199",
        "07700900123",
    ] {
        check(phone, &[(Phone, phone)]);
        check(&format!("Ann Lee ({phone}) confirmed"), &[(Phone, phone)]);
    }
    check("대변인 02-748-1111로 전화", &[(Phone, "02-748-1111")]);
    check("전화: 1588-1234", &[(Phone, "1588-1234")]);
    check("Tel. 748 11 11", &[(Phone, "748 11 11")]);
    for other in [
        "between 2011-2019",
        "tel 2011-2019",
        "28,500 troops",
        "1 000 000 euros",
        "$100 200 3000",
        "ISBN 978-0-306-40615-7",
        "978 0 306 40615 7",
        "ISBN 0-306-40615-2",
        "0-306-40615-2",
        "ISSN 0317-8471",
        "No. 0123456789",
        "Case 02-748-1111",
        "3.14159265",
        "0.0712345678",
        "12-14",
        "1,234,567,890",
    ] {
        assert!(find(other).iter().all(|one| one.kind != Phone), "{other}: {:?}", find(other));
    }
}

#[test]
fn pages_are_found_in_several_languages() {
    for page in [
        "p. 12",
        "p.12",
        "pp. 12-14",
        "pp. 12–14",
        "page 12",
        "Pages 3, 5",
        "pg. 4",
        "S. 12",
        "S. 12 ff.",
        "Seite 3",
        "pág. 9",
        "стр. 7",
        "12쪽",
        "12-14쪽",
        "12 페이지",
        "第12頁",
        "12ページ",
        "¶ 14",
        "para. 4",
        "§ 12",
    ] {
        assert!(find(page).contains(&Reference { kind: Page, range: 0..page.len() }), "{page}: {:?}", find(page));
    }
    check("p. 28,500 is no page", &[(Page, "p. 28")]);
    for other in ["the U.S. 12 times", "12 pages", "step 12", "28,500", "Gips. 12", "p.m. 12"] {
        check(other, &[]);
    }
}

#[test]
fn time_codes_are_told_from_times_of_day() {
    check("Recording, 00:14:03", &[(TimeCode, "00:14:03")]);
    check("1:02:03.500 and 00:14:03:12.", &[(TimeCode, "1:02:03.500"), (TimeCode, "00:14:03:12")]);
    check("[14:03] and minute 3:59", &[(TimeCode, "14:03"), (TimeCode, "3:59")]);
    check("She called at 16:10", &[]);
    check("00:61:03, 1:2:3, 12:34:56:78:90", &[]);
}

#[test]
fn titles_stand_in_quotation_marks_or_before_a_page() {
    check("“The Long War” (2015), pp. 12-14", &[(Title, "The Long War"), (Page, "pp. 12-14")]);
    check("See Kim J., Almanac of Defence, p. 12.", &[(Title, "Kim J., Almanac of Defence"), (Page, "p. 12")]);
    check("『국방백서』 31쪽", &[(Title, "국방백서"), (Page, "31쪽")]);
    check("출처: 국방백서 2018, 31쪽", &[(Title, "국방백서 2018"), (Page, "31쪽")]);
    check("《白書》第3頁", &[(Title, "白書"), (Page, "第3頁")]);
    check(
        "He counted. Budget report, S. 4; Almanac, p. 5",
        &[(Title, "Budget report"), (Page, "S. 4"), (Title, "Almanac"), (Page, "p. 5")],
    );
    check("p. 12", &[(Page, "p. 12")]);
    check("“12” and “”", &[]);
}

#[test]
fn dates_are_found_and_are_no_telephone_numbers() {
    check("Interview, 19 Nov 2019 and 2019-11-21, by phone", &[(Date, "19 Nov 2019"), (Date, "2019-11-21")]);
    check("2019년 11월 19일 통화", &[(Date, "2019년 11월 19일")]);
    check("01.11.2019", &[(Date, "01.11.2019")]);
}

#[test]
fn a_realistic_note_in_one_go() {
    check(
        "“Force report”, Ministry of Defence, 3 March 2019, p. 14, https://mnd.example/r.pdf; Col. Lee, +82 2 748 1111",
        &[
            (Title, "Force report"),
            (Date, "3 March 2019"),
            (Page, "p. 14"),
            (Url, "https://mnd.example/r.pdf"),
            (Phone, "+82 2 748 1111"),
        ],
    );
}

#[track_caller]
fn proposes(note: &str, kind: SourceKind, [title, url, contact, when, locator]: [&str; 5]) {
    let Proposal { details, locator: at } = proposal(note);
    let told = [&*details.title, &*details.url, &*details.contact, &*details.when, &*at];
    assert_eq!((details.kind, told), (kind, [title, url, contact, when, locator]), "{note}");
    assert!(!details.confidential && details.rank.is_none());
}

#[test]
fn evidence_is_proposed_by_what_was_found() {
    let table: &[(&str, SourceKind, [&str; 5])] = &[
        (
            "https://www.army.mil/strength",
            SourceKind::WebPage,
            ["army.mil", "https://www.army.mil/strength", "", "", ""],
        ),
        (
            "Reuters, 19 Nov 2019: www.reuters.com/a",
            SourceKind::WebPage,
            ["Reuters", "https://www.reuters.com/a", "", "19 Nov 2019", ""],
        ),
        (
            "Smith, “Costs of war”, doi:10.1000/182, p. 4",
            SourceKind::Paper,
            ["Costs of war", "https://doi.org/10.1000/182", "", "", "p. 4"],
        ),
        (
            "Interview with Col. Ann Lee, +82 2 748 1111, ann@mod.example",
            SourceKind::Person,
            ["Col. Ann Lee", "", "+82 2 748 1111, ann@mod.example", "", ""],
        ),
        ("김철수 대변인, 02-748-1111", SourceKind::Person, ["김철수 대변인", "", "02-748-1111", "", ""]),
        ("tel. +49 30 1234567 (Jana Weiß)", SourceKind::Person, ["Jana Weiß", "", "+49 30 1234567", "", ""]),
        ("press@un.org", SourceKind::Document, ["press@un.org", "", "press@un.org", "", ""]),
        ("Tape 3, 00:14:03", SourceKind::Recording, ["Tape 3, 00:14:03", "", "", "", "00:14:03"]),
        (
            "“Hearing on costs”, https://video.example/1, 00:14:03",
            SourceKind::Recording,
            ["Hearing on costs", "https://video.example/1", "", "", "00:14:03"],
        ),
        ("“The Long War”, pp. 12-14", SourceKind::Book, ["The Long War", "", "", "", "pp. 12-14"]),
        ("Almanac of Defence, p. 3", SourceKind::Book, ["Almanac of Defence", "", "", "", "p. 3"]),
        ("Audit report 2018, p. 3", SourceKind::Document, ["Audit report 2018", "", "", "", "p. 3"]),
        ("『국방백서』 31쪽", SourceKind::Book, ["국방백서", "", "", "", "31쪽"]),
        ("Own count.", SourceKind::Document, ["Own count", "", "", "", ""]),
        ("", SourceKind::Document, ["", "", "", "", ""]),
    ];
    table.iter().for_each(|(note, kind, told)| proposes(note, *kind, *told));
}

#[test]
fn any_note_is_looked_through_in_its_beginning_only() {
    let hostile = ["“", "(", "a@", "p. 1-", "《", "http://", "1:", "+1 ", "doi: ", ", p. 1", "\n", "서"];
    for part in hostile {
        let note = part.repeat(200_000);
        let found = find(&note);
        assert!(found.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{part}");
        assert!(found.iter().all(|one| note.get(one.range.clone()).is_some() && one.range.end <= LONGEST), "{part}");
        proposal(&note);
    }
}
