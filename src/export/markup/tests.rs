//! Small documents marked up, and what is then in them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers are test code outside of test functions")]

use crate::export::testing::Desk;
use crate::export::{Choice, Edition, ExportError, Exported, Format, Options, export};
use crate::import;
use crate::import::testing::pack;
use crate::model::draft::OriginalFile;
use crate::model::{Article, ClaimId, Decision, Draft, Kind, Request, Risk, SourceDetails, SourceKind, Stance, Status};
use crate::text::replies;
use std::io::{Cursor, Read};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A document with this body, its parts named as Word names them.
pub(super) fn document(body: &str) -> Vec<u8> {
    with_parts(body, &[])
}

fn with_parts(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let types = format!(
        "<Types xmlns='{package}/content-types'><Default Extension='rels' ContentType='application/xml'/><Override \
         PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>"
    );
    let outer = format!(
        "<Relationships xmlns='{package}/relationships'><Relationship Id='a' Type='{main}/officeDocument' Target='word/document.xml'/></Relationships>"
    );
    let related = more.iter().filter(|(name, _)| !name.contains("media")).map(|(name, _)| {
        let kind = name.trim_start_matches("word/").trim_end_matches(".xml");
        format!("<Relationship Id='{kind}' Type='{main}/{kind}' Target='{kind}.xml'/>")
    });
    let inner =
        format!("<Relationships xmlns='{package}/relationships'>{}</Relationships>", related.collect::<String>());
    let text = format!("<w:document xmlns:w='{WORD}'><w:body>{body}</w:body></w:document>");
    let mut parts = vec![
        ("[Content_Types].xml", types.as_str()),
        ("_rels/.rels", &outer),
        ("word/_rels/document.xml.rels", &inner),
        ("word/document.xml", &text),
    ];
    parts.extend(more);
    pack(&parts)
}

pub(super) fn read(bytes: &[u8]) -> Article {
    import::read(bytes, "a.docx", &import::Options::default()).unwrap()
}

pub(super) fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A story of a file.
pub(super) struct Story {
    desk: Desk,
    original: Vec<u8>,
}

impl Story {
    pub(super) fn of(original: Vec<u8>) -> Self {
        let mut desk = Desk::new(&["Nothing"]);
        desk.project.drafts.clear();
        let file = OriginalFile { format: "docx".into(), ..OriginalFile::default() };
        desk.project.drafts.push(Draft::from_article(read(&original), 1, desk.at, Some(file)));
        desk.project.history = crate::model::History::default();
        Self { desk, original }
    }

    pub(super) fn claim(&mut self, quote: &str) -> ClaimId {
        let text = &self.desk.project.draft().unwrap().text;
        let start = text.find(quote).unwrap_or_else(|| panic!("{quote:?} is not in {text:?}"));
        let range = start..start + quote.len();
        ClaimId(self.desk.ask(Request::AddClaim { range, kind: Kind::Figure, risk: Risk::Normal }))
    }

    pub(super) fn change(&mut self, quote: &str, wording: &str) -> ClaimId {
        let claim = self.claim(quote);
        self.desk.ask(Request::SuggestChange(claim.clone(), Some(wording.to_owned())));
        claim
    }

    fn export(&self, choice: Choice) -> Result<Exported, ExportError> {
        let options = Options {
            original: Some(self.original.clone().into()),
            choice,
            ..self.desk.options(Edition::CheckingCopy, false)
        };
        export(&self.desk.project, &options, Format::DocxMarkup, &mut |_| true)
    }

    pub(super) fn marked_up(&self) -> Exported {
        self.export(Choice::All).unwrap()
    }

    /// The words that each comment of ours stands on, in order of the text.
    pub(super) fn quotes(&self) -> Vec<String> {
        let article = read(&self.marked_up().bytes);
        let ours = article.comments.iter().filter(|one| replies::claim_of(one).is_some());
        ours.map(|one| article.text[one.start..one.end].to_owned()).collect()
    }
}

const BODY: &str = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Some 28,500 troops</w:t></w:r><w:r><w:t xml:space='preserve'> are there.</w:t></w:r></w:p>";

#[test]
fn comments_stand_on_their_exact_words() {
    let check = |body: &str, claims: &[&str]| {
        let mut story = Story::of(document(body));
        claims.iter().for_each(|quote| drop(story.claim(quote)));
        let before = story.desk.project.draft().unwrap().text.clone();
        assert_eq!(story.quotes(), claims, "{body}");
        let exported = story.marked_up();
        assert_eq!((read(&exported.bytes).text, exported.notices), (before, vec![]), "{body}");
    };
    check(BODY, &["28,500 troops are"]);
    check(BODY, &["Some 28,500 troops are there."]);
    check(BODY, &["Some", "28,500 troops", "troops are", "there"]);
    check("<w:p><w:r><w:t>a&amp;b &#8212; c</w:t></w:r></w:p>", &["b — c"]);
    check(
        "<w:p><w:hyperlink><w:r><w:t>one two</w:t></w:r></w:hyperlink><w:r><w:t>three</w:t></w:r></w:p>",
        &["twothree"],
    );
    check(
        "<w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>",
        &["one\ttwo", "two\nthree"],
    );
    check("<w:p><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p>", &["one\n\ntwo"]);
    check("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", &["cell"]);
    check(
        "<w:p><w:ins w:id='1'><w:r><w:t>put in</w:t></w:r></w:ins><w:del w:id='2'><w:r><w:delText>out</w:delText></w:r></w:del></w:p>",
        &["in"],
    );
    check("<w:p><w:r><w:t>서울은 28,500명이다</w:t></w:r></w:p>", &["28,500명"]);
    check("<w:p><w:r><w:t> \u{ad}soft\u{ad}ened </w:t></w:r></w:p>", &["softened"]);
}

#[test]
fn a_document_with_another_prefix_or_none_is_marked_up_in_its_own_way() {
    for (open, close, names) in [("x:", "x:", "xmlns:x"), ("", "", "xmlns")] {
        let body = format!("<{open}p><{open}r><{open}t>one two</{close}t></{close}r></{close}p>");
        let text = format!("<{open}document {names}='{WORD}'><{open}body>{body}</{close}body></{close}document>");
        let mut story = Story::of(pack(&[("word/document.xml", &text), ("[Content_Types].xml", "<Types/>")]));
        story.change("two", "three");
        assert_eq!(story.quotes(), ["three"], "{open:?}");
    }
}

#[test]
fn a_change_is_tracked_with_the_looks_of_the_old_words() {
    let check = |body: &str, quote: &str, wording: &str, expected: &str| {
        let mut story = Story::of(document(body));
        story.change(quote, wording);
        let exported = story.marked_up();
        let text = part(&exported.bytes, "word/document.xml");
        let start = text.find("<w:body>").unwrap() + 8;
        let mut drawn = text[start..text.find("</w:body>").unwrap()].replace(" xml:space=\"preserve\"", "");
        for (from, to) in
            [(" w:author=\"MK\"", ""), (" w:date=\"2019-11-19T16:32:00Z\"", ""), (" xml:space='preserve'", "")]
        {
            drawn = drawn.replace(from, to);
        }
        let marks = ["commentRangeStart", "commentRangeEnd", "del", "ins"];
        for id in 0..50 {
            marks
                .iter()
                .for_each(|mark| drawn = drawn.replace(&format!("<w:{mark} w:id=\"{id}\""), &format!("<w:{mark}")));
            drawn = drawn.replace(&format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>"), "*");
        }
        let drawn = drawn.replace("<w:commentRangeStart/>", "[").replace("<w:commentRangeEnd/>", "]");
        assert_eq!(drawn.replace("w:", ""), expected, "{quote:?} → {wording:?}\n{:?}", exported.notices);
    };
    let bold = "<rPr><b/></rPr>";
    check(
        BODY,
        "Some 28,500 troops",
        "Some 27,500 troops",
        &format!(
            "<p>[<r>{bold}<t>Some </t></r><del><r>{bold}<delText>28,500</delText></r></del><ins><r>{bold}<t>27,500</t></r></ins><r>{bold}<t> \
             troops</t></r>]*<r><t> are there.</t></r></p>"
        ),
    );
    check(
        "<w:p><w:r><w:t>one</w:t></w:r><w:r><w:footnoteReference w:id='7'/></w:r><w:r><w:t>two</w:t></w:r></w:p>",
        "onetwo",
        "",
        "<p>[<del><r><delText>one</delText></r></del><r><footnoteReference id='7'/></r><del><r><delText>two</delText></r></del>]*</p>",
    );
    check(
        "<w:p><w:ins w:id='4' w:author='R'><w:r><w:t>one two</w:t></w:r></w:ins></w:p>",
        "one",
        "a <b> & c",
        "<p><ins id='4' author='R'>[<del><r><delText>one</delText></r></del></ins><ins><r><t>a &lt;b&gt; &amp; c</t></r></ins><ins id='9' \
         author='R'>]*<r><t> two</t></r></ins></p>",
    );
    check(
        "<w:p><w:r><w:t>one two</w:t></w:r></w:p>",
        "one",
        "one and a half",
        "<p>[<r><t>one</t></r><ins><r><t> and a half</t></r></ins>]*<r><t> two</t></r></p>",
    );
}

#[test]
fn what_an_editor_turned_down_is_not_put_into_the_text_but_told() {
    let mut story = Story::of(document(BODY));
    let claim = story.change("28,500", "27,500");
    story.desk.ask(Request::Decide(claim, Decision::Rejected, "the ministry says so".into()));
    let article = read(&story.marked_up().bytes);
    assert_eq!((article.changes.len(), article.comments.len()), (0, 1));
    assert!(
        article.comments[0].text.contains("“27,500” (rejected by MK: the ministry says so)"),
        "{:?}",
        article.comments
    );
}

#[test]
fn a_comment_says_what_was_found_and_names_its_claim() {
    let mut story = Story::of(document(BODY));
    let claim = story.claim("28,500 troops");
    let details = SourceDetails::new(SourceKind::Document, "Strength <report>");
    let source = story.desk.source(details);
    story.desk.evidence(&claim, &source, "p. 3", "28,500 service members\nand no more", Stance::Supports);
    story.desk.ask(Request::SetQuestion(claim.clone(), "Who counted?".into()));
    story.desk.ask(Request::SetNote(claim.clone(), "Ask again in May.".into()));
    story.desk.status(&claim, Status::Verified);
    let exported = story.marked_up();
    let article = read(&exported.bytes);
    let comment = &article.comments[0];
    assert_eq!(
        comment.text,
        format!(
            "Claim 1 · ✓ verified\nMK, 19 Nov 2019, 16:48\nQuestion: Who counted?\nNote: Ask again in May.\nSupports: Strength <report>, \
             document, p. 3: 28,500 service members\nand no more\nTickmark claim {}",
            claim.0
        )
    );
    assert_eq!((comment.author.as_str(), comment.date.as_str()), ("MK", "2019-11-19T16:48:00Z"));
    assert!(comment.resolved, "nothing is left to do");
}

#[test]
fn comments_that_are_there_stay_with_their_answers() {
    let body = "<w:p><w:commentRangeStart w:id='3'/><w:r><w:t>one two</w:t></w:r><w:commentRangeEnd w:id='3'/><w:r><w:commentReference w:id='3'/></w:r></w:p>";
    let old = format!(
        "<w:comments xmlns:w='{WORD}'><w:comment w:id='3' w:author='R. Lee'><w:p><w:r><w:t>Sure?</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let picture = [("word/comments.xml", old.as_str()), ("word/media/a.png", "not touched")];
    let mut story = Story::of(with_parts(body, &picture));
    story.claim("two");
    let exported = story.marked_up();
    let article = read(&exported.bytes);
    let found: Vec<(&str, &str)> =
        article.comments.iter().map(|one| (one.author.as_str(), &article.text[one.start..one.end])).collect();
    assert_eq!(found, [("R. Lee", "one two"), ("Tickmark", "two")]);
    assert_eq!(part(&exported.bytes, "word/media/a.png"), "not touched");
    assert!(part(&exported.bytes, "word/comments.xml").starts_with(old.trim_end_matches("</w:comments>")));
}

#[test]
fn a_claim_in_a_note_has_its_comment_at_the_mark_of_the_note() {
    let notes = format!(
        "<w:footnotes xmlns:w='{WORD}'><w:footnote w:id='2'><w:p><w:r><w:t>Ministry, p. 3</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let body =
        "<w:p><w:r><w:t>one</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>two</w:t></w:r></w:p>";
    let mut story = Story::of(with_parts(body, &[("word/footnotes.xml", &notes)]));
    story.change("p. 3", "p. 4");
    let exported = story.marked_up();
    let text = part(&exported.bytes, "word/document.xml");
    let mark = &text[text.find("commentRangeStart").unwrap()..text.find("commentRangeEnd").unwrap()];
    assert!(mark.contains("footnoteReference") && !mark.contains("two"), "{text}");
    let article = read(&exported.bytes);
    assert!(article.comments[0].text.contains("Words: p. 3"), "{:?}", article.comments[0]);
    assert!(article.text.ends_with("Ministry, p. 4"), "{}", article.text);
}

#[test]
fn what_cannot_be_done_as_asked_is_said_and_nothing_is_dropped() {
    let body = "<w:p><w:r><w:t>one two</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>boxed words</w:t></w:r></w:p></w:txbxContent>\
                </w:pict></w:r></w:p><w:p><w:r><w:t>three</w:t></w:r></w:p>";
    let mut story = Story::of(document(body));
    story.change("boxed", "other");
    story.change("one two", "1 2");
    story.change("two", "2");
    let exported = story.marked_up();
    let said = exported.notices.join("\n");
    assert!(said.contains("Claim 3 “boxed” stands in a text box"), "{said}");
    assert!(
        said.contains(
            "2 claims have changes that cannot be tracked there; their wording is in the comments: 2 “two”, 3 “boxed”."
        ),
        "{said}"
    );
    assert_eq!(read(&exported.bytes).comments.len(), 3);
    let mut lost = Story::of(document(BODY));
    lost.claim("28,500");
    lost.original = document("<w:p><w:r><w:t>Another text altogether.</w:t></w:r></w:p>");
    let exported = lost.marked_up();
    assert_eq!(exported.notices, ["Claim 1 “28,500” has no place in the Word file, and no comment there."]);
    assert_eq!(exported.bytes.len(), lost.original.len());
    lost.original = b"PK no more".to_vec();
    assert!(matches!(lost.export(Choice::All), Err(ExportError::Original(_))));
}

#[test]
fn the_claims_can_be_chosen() {
    let mut story = Story::of(document(BODY));
    let settled = story.claim("Some");
    story.desk.status(&settled, Status::Opinion);
    story.claim("28,500");
    story.change("there", "here");
    for (choice, expected) in [(Choice::All, 3), (Choice::Open, 2), (Choice::Changes, 1)] {
        assert_eq!(read(&story.export(choice).unwrap().bytes).comments.len(), expected, "{choice}");
    }
    let again = story.export(Choice::All).unwrap();
    assert_eq!(again, story.marked_up(), "the same each time");
}

#[test]
fn comments_of_the_writer_that_name_a_confidential_source_are_told_of() {
    let comments = |words: &str| {
        let comments = format!(
            "<w:comments xmlns:w='{WORD}'><w:comment w:id='1' w:author='Writer'><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment></w:comments>"
        );
        let body = BODY.replace("</w:p>", "<w:r><w:commentReference w:id='1'/></w:r></w:p>");
        with_parts(&body, &[("word/comments.xml", &comments)])
    };
    for (words, expected) in [("Ask Norabelle Whocanary.", 1), ("Ask around.", 0)] {
        let mut story = Story::of(comments(words));
        let claim = story.claim("28,500 troops");
        let details = SourceDetails::new(SourceKind::Person, "Norabelle Whocanary");
        let source = story.desk.source(SourceDetails { confidential: true, ..details });
        story.desk.evidence(&claim, &source, "", "", Stance::Supports);
        let exported = story.marked_up();
        let told = exported.notices.iter().filter(|notice| notice.contains("name a confidential source")).count();
        assert_eq!(told, expected, "{:?}", exported.notices);
        assert!(part(&exported.bytes, "word/comments.xml").contains(words), "it is the writer's");
    }
}
