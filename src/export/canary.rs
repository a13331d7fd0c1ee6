//! Proof that no format tells who a confidential source is, unless asked, and that each does when asked.

use super::testing::Desk;
use super::{CitationStyle, Edition, Format, Holds};
use crate::model::article::{Comment, TrackedChange, TrackedKind};
use crate::model::{
    ClaimId, Decision, Draft, Extra, Flag, KeptCopy, Request, SourceDetails, SourceId, SourceKind, Stance, Status,
};

/// A word for each field of a confidential source, and for the names in what was written about it.
const CANARIES: [&str; 11] = [
    "Title-Canary",
    "Whocanary",
    "Placecanary",
    "Whencanary",
    "urlcanary",
    "contactcanary",
    "termscanary",
    "keptcanary",
    "fromcanary",
    "Oldcanary",
    "goldcanary",
];

fn details() -> SourceDetails {
    SourceDetails {
        who: "Veraline Whocanary, deputy minister".into(),
        place: "Café Placecanary".into(),
        when: "Whencanary 2019".into(),
        url: "https://urlcanary.example/drop".into(),
        contact: "contactcanary@mail.example".into(),
        terms: "termscanary: off the record".into(),
        confidential: true,
        ..SourceDetails::new(SourceKind::Person, "Title-Canary")
    }
}

/// Text as a checker might write it, with everything in it that it should not have.
fn told() -> String {
    let names = "Title-Canary, VERALINE WHOCANARY, Whocanary’s, https://urlcanary.example/drop, \
        contactcanary@mail.example, keptcanary.pdf, https://fromcanary.example/x, Mr. Oldcanary";
    format!("28,500, says {names}; ask the deputy minister")
}

/// A claim with the names in every field that takes text; it rests on the source.
fn tell(desk: &mut Desk, claim: &ClaimId, source: &SourceId) {
    desk.evidence(claim, source, "phone, goldcanary 16:10", "I, goldcanary, was there", Stance::Supports);
    let public = desk.source(SourceDetails {
        who: told(),
        url: "https://a.example/Whocanary".into(),
        ..SourceDetails::new(SourceKind::Document, format!("Interview with a person: {}", told()))
    });
    desk.evidence(claim, &public, &told(), &told(), Stance::Contradicts);
    desk.ask(Request::SetNote(claim.clone(), told()));
    desk.ask(Request::SetSourceNote(claim.clone(), told()));
    desk.ask(Request::SetQuestion(claim.clone(), told()));
    desk.ask(Request::SetAnswer(claim.clone(), told()));
    desk.ask(Request::SuggestChange(claim.clone(), Some(told())));
    desk.status(claim, Status::Wrong);
    desk.ask(Request::Decide(claim.clone(), Decision::Rejected, told()));
    desk.ask(Request::SetFlag(claim.clone(), Flag::Legal, true));
}

/// Comments, answers and tracked changes that name the source.
fn note_margins(draft: &mut Draft) {
    let comment =
        |replies| Comment { author: told(), date: told(), text: told(), end: 4, replies, ..Comment::default() };
    draft.comments.push(comment(vec![comment(vec![comment(Vec::new())])]));
    let (kind, author, text) = (TrackedKind::Deletion, told(), told());
    let (date, extra) = (String::new(), Extra::new());
    draft.changes.push(TrackedChange { kind, author, date, start: 0, text, extra });
}

/// What the name of the kept file begins with, eight times over.
pub(super) const KEPT: &str = "5ca1ab1e";

/// A story with a confidential source that is named everywhere it should not be.
pub(super) fn story() -> Desk {
    let mut desk = Desk::new(&["Some 28,500 troops are stationed there, and 31 December is the day."]);
    let (claim, other) = (desk.claim("28,500 troops"), desk.claim("31 December"));
    let kept = KeptCopy {
        sha256: KEPT.repeat(8),
        name: "keptcanary.pdf".into(),
        bytes: 3,
        at: desk.at,
        from: "https://fromcanary.example/x".into(),
        extra: Extra::new(),
    };
    let before = SourceDetails { who: "Norabelle Oldcanary".into(), ..details() };
    let source = SourceId(desk.ask(Request::AddSource(Box::new(before), vec![kept])));
    desk.ask(Request::EditSource(source.clone(), Box::new(details())));
    tell(&mut desk, &claim, &source);
    desk.evidence(&other, &source, "", "goldcanary", Stance::Supports);
    desk.status(&other, Status::Verified);
    let lost = desk.claim("stationed there");
    desk.ask(Request::SetNote(lost, told()));
    desk.undo();
    desk.project.drafts[0].label = format!("seen by {}", told());
    note_margins(&mut desk.project.drafts[0]);
    desk
}

/// The first canary in a text, with what stands before it.
pub(super) fn found_in(text: &str) -> Option<String> {
    let folded = text.to_lowercase();
    let canaries = CANARIES.iter().chain(&["veraline", "deputy minister", KEPT, "norabelle"]);
    canaries.map(|canary| canary.to_lowercase()).find_map(|canary| {
        let at = folded.find(&canary)?;
        let before: Vec<char> = folded[..at].chars().rev().take(60).collect();
        Some(before.into_iter().rev().collect::<String>() + &canary)
    })
}

/// Every export: what it is, what of a report it holds, and all its text.
fn every_export(desk: &Desk, named: bool) -> Vec<(String, Holds, String)> {
    let kinds = Edition::ALL.iter().flat_map(|edition| Format::ALL.iter().map(move |format| (*edition, *format)));
    kinds
        .map(|(edition, format)| {
            (format!("{edition} as {format}"), format.holds(), desk.export(edition, named, format))
        })
        .collect()
}

#[test]
fn a_confidential_source_is_in_no_format_unless_asked_for() {
    let desk = story();
    for (what, holds, text) in every_export(&desk, false) {
        assert_eq!(found_in(&text), None, "in the {what}");
        if holds != Holds::Reviews {
            assert!(text.contains("Confidential source 1"), "the {what} does not mention the source");
        }
        if holds == Holds::Everything {
            assert!(text.contains("28,500 troops"), "the {what} lacks the claim");
        }
    }
}

#[test]
fn a_confidential_source_is_in_every_format_when_asked_for() {
    let desk = story();
    for (what, holds, text) in every_export(&desk, true) {
        if holds != Holds::Reviews {
            assert!(
                text.contains("Title-Canary") || text.contains("Title\\-Canary"),
                "the {what} does not name the source"
            );
        }
        if holds == Holds::Everything {
            assert!(text.contains("goldcanary 16:10"), "the {what} does not tell where in the source");
        }
        assert!(!text.contains("Confidential source 1"), "the {what} withholds the source");
    }
    let html = desk.export(Edition::CheckingCopy, true, Format::Html);
    for canary in CANARIES {
        assert!(html.contains(canary), "{canary} is missing");
    }
    assert!(html.contains("NAMED in this copy"));
}

#[test]
fn where_a_confidential_source_was_met_is_withheld_there_and_nowhere_else() {
    let mut desk = Desk::new(&["Some 28,500 troops are stationed there."]);
    let claim = desk.claim("28,500 troops");
    let met = |title: &str, confidential| SourceDetails {
        place: "By telephone".into(),
        confidential,
        ..SourceDetails::new(SourceKind::Person, title)
    };
    desk.source(met("Veraline Whocanary", true));
    let count = |desk: &Desk| desk.export(Edition::CheckingCopy, false, Format::Html).matches("By telephone").count();
    assert_eq!(count(&desk), 0);
    desk.source(met("A spokesperson", false));
    desk.ask(Request::SetNote(claim, "By telephone, twice".into()));
    assert_eq!(count(&desk), 2);
}

#[test]
fn a_deleted_confidential_source_stays_unnamed() {
    let mut desk = Desk::new(&["Some 28,500 troops are stationed there."]);
    let claim = desk.claim("28,500 troops");
    let source = desk.source(details());
    desk.ask(Request::DeleteSource(source));
    desk.ask(Request::SetNote(claim, told()));
    for (what, _, text) in every_export(&desk, false) {
        assert!(!text.to_lowercase().contains("whocanary"), "the {what} names a deleted source");
    }
}

/// Of what others said, the confidential source said the first; nothing of it may be reviewed.
#[test]
fn what_a_confidential_source_said_is_reviewed_only_when_asked_for() {
    let mut desk = story();
    let quoted = desk.project.claims_in_order().into_iter().find(|claim| claim.anchor.quote == "31 December");
    let quoted = quoted.unwrap().id.clone();
    desk.ask(Request::SetKind(quoted, crate::model::Kind::Quotation));
    let reviews = |named| desk.export(Edition::CheckingCopy, named, Format::ClaimReview);
    assert_eq!(found_in(&reviews(false)), None);
    assert!(!reviews(false).contains("31 December"));
    assert!(reviews(true).contains("Title-Canary"));
}

#[test]
fn no_citation_tells_of_a_confidential_source_unless_asked() {
    let desk = story();
    for style in CitationStyle::ALL {
        for named in [false, true] {
            let options = super::Options { citations: *style, ..desk.options(Edition::CheckingCopy, named) };
            let html = super::export(&desk.project, &options, Format::Html, &mut |_| true).unwrap().bytes;
            assert_eq!(found_in(&String::from_utf8(html).unwrap()).is_some(), named, "{style}");
        }
    }
}

#[test]
fn the_article_and_the_quotes_are_not_altered() {
    let mut desk = Desk::new(&["Veraline Whocanary said that 28,500 troops are there."]);
    let claim = desk.claim("Veraline Whocanary");
    let source = desk.source(details());
    desk.evidence(&claim, &source, "", "", Stance::Supports);
    desk.status(&claim, Status::Verified);
    let text = desk.export(Edition::CheckingCopy, false, Format::Markdown);
    assert!(text.contains("⟦Veraline Whocanary⟧¹✓ said that 28,500 troops are there."), "{text}");
    assert!(text.contains("### 1 ✓ Veraline Whocanary"), "{text}");
}

#[test]
fn withholding_a_source_lapses_no_status() {
    let desk = story();
    let rows = |named| {
        let text = desk.export(Edition::CheckingCopy, named, Format::Csv);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.unwrap());
        rows.map(|row| [1, 2, 3, 4, 5, 6, 7, 8, 19].map(|at| row[at].to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(rows(false), rows(true));
}
