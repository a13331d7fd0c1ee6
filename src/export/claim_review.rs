//! What others said, and what became of it, as `ClaimReview` of schema.org in JSON-LD: a graph of reviews.
//!
//! Only claims that quote somebody are in it, where a source that supports them has who said it, and where the check has come to
//! a result. The rating is our status in words (`alternateName`); there is no scale, and nothing is made up.

use super::Exported;
use super::clean::one_line;
use super::json::written;
use super::report::{ClaimEntry, EvidenceEntry, Mark, Report};
use crate::model::{Kind, SourceKind, Stance, Status};
use crate::text::bibliography::date::Date;
use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

/// Renders the reviews of the claims that the report lists.
pub(super) fn render(report: &Report) -> Exported {
    let reviews: Vec<Value> = report.listed().filter_map(|(_, entry)| review(report, entry)).collect();
    let quoting = report.listed().filter(|(_, entry)| is_quoted(entry)).count();
    let notices = notices(quoting, reviews.len());
    Exported { bytes: written(&json!({ "@context": "https://schema.org", "@graph": reviews })), notices }
}

fn notices(quoting: usize, reviewed: usize) -> Vec<String> {
    match (quoting, quoting - reviewed) {
        (0, _) => {
            vec!["No claim in this copy is a quotation or a paraphrase, so that there is nothing to review.".to_owned()]
        }
        (_, 0) => Vec::new(),
        (_, 1) => vec![
            "1 quotation or paraphrase is left out: its check has no result, or nobody is known to have said it."
                .to_owned(),
        ],
        (_, count) => vec![format!(
            "{count} quotations or paraphrases are left out: their check has no result, or nobody is known to have said them."
        )],
    }
}

fn is_quoted(entry: &ClaimEntry) -> bool {
    matches!(entry.kind, Kind::Quotation | Kind::Paraphrase)
}

fn review(report: &Report, entry: &ClaimEntry) -> Option<Value> {
    let result = match entry.mark {
        Mark::Status(status @ (Status::Verified | Status::Wrong | Status::CantConfirm)) => status,
        _ => return None,
    };
    let said = entry.evidence.iter().find_map(|piece| said_by(report, piece)).filter(|_| is_quoted(entry))?;
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
    put("@type", json!("ClaimReview"));
    put("claimReviewed", json!(one_line(entry.quote)));
    put("itemReviewed", said);
    put("reviewRating", json!({ "@type": "Rating", "alternateName": result.word() }));
    if let Some(by) = &entry.by {
        put("author", json!({ "@type": "Person", "name": one_line(by) }));
    }
    if let Some(at) = &entry.at {
        put("dateCreated", json!(at.utc.to_rfc3339_opts(SecondsFormat::Secs, true)));
    }
    Some(Value::Object(out))
}

/// The claim of whoever said it, when this piece of evidence is where they did. What may not be told of a source is not told
/// here either: it has no name.
fn said_by(report: &Report, piece: &EvidenceEntry) -> Option<Value> {
    let source = report.sources.get(piece.source?)?;
    let details = source.details;
    let withheld = details.confidential && !report.tells_confidential;
    if withheld || piece.stance != Stance::Supports.word() {
        return None;
    }
    let who = if details.kind == SourceKind::Person { &details.title } else { &details.who };
    let who = Some(one_line(who)).filter(|who| !who.is_empty())?;
    let mut out = Map::new();
    out.insert("@type".to_owned(), json!("Claim"));
    // Of any other source, whether it is a person or a body is not known.
    let author = match details.kind {
        SourceKind::Person => json!({ "@type": "Person", "name": who }),
        _ => json!({ "name": who }),
    };
    out.insert("author".to_owned(), author);
    if let Some(date) = Date::parse(&details.when) {
        out.insert("datePublished".to_owned(), json!(date.iso()));
    }
    if let Some(url) = super::link::link(&details.url) {
        out.insert("appearance".to_owned(), json!({ "@type": "CreativeWork", "url": url }));
    }
    Some(Value::Object(out))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::testing::Desk;
    use crate::export::{Edition, Format, Options, export};
    use crate::model::{Request, SourceDetails};

    fn exported(desk: &Desk, with_confidential: bool) -> (Value, Vec<String>) {
        let options = Options { with_confidential, ..desk.options(Edition::CheckingCopy, false) };
        let exported = export(&desk.project, &options, Format::ClaimReview, &mut |_| true).unwrap();
        (serde_json::from_slice(&exported.bytes).unwrap(), exported.notices)
    }

    #[test]
    fn reviews_what_others_said_and_nothing_else() {
        let mut desk =
            Desk::new(&["“We will pay five times as much”, she said. Some 28,500 troops are there. They left."]);
        let (said, figure, unchecked) =
            (desk.claim("We will pay five times as much"), desk.claim("28,500"), desk.claim("They left"));
        for quoted in [&said, &unchecked] {
            desk.ask(Request::SetKind(quoted.clone(), Kind::Quotation));
        }
        let person = desk.source(SourceDetails {
            who: "ministry".into(),
            when: "19 Nov 2019".into(),
            url: "https://a.example/talk".into(),
            ..SourceDetails::new(SourceKind::Person, "The press officer")
        });
        for claim in [&said, &figure, &unchecked] {
            desk.evidence(claim, &person, "", "", Stance::Supports);
        }
        desk.status(&said, Status::Verified);
        desk.status(&figure, Status::Verified);
        let (text, notices) = exported(&desk, false);
        assert_eq!(
            text,
            json!({
                "@context": "https://schema.org",
                "@graph": [{
                    "@type": "ClaimReview",
                    "claimReviewed": "We will pay five times as much",
                    "itemReviewed": {
                        "@type": "Claim",
                        "author": { "@type": "Person", "name": "The press officer" },
                        "datePublished": "2019-11-19",
                        "appearance": { "@type": "CreativeWork", "url": "https://a.example/talk" }
                    },
                    "reviewRating": { "@type": "Rating", "alternateName": "verified" },
                    "author": { "@type": "Person", "name": "MK" },
                    "dateCreated": text["@graph"][0]["dateCreated"]
                }]
            })
        );
        assert_eq!(
            notices,
            ["1 quotation or paraphrase is left out: its check has no result, or nobody is known to have said it."]
        );
    }

    #[test]
    fn a_confidential_source_said_nothing_unless_asked_for() {
        let mut desk = Desk::new(&["“We will pay”, somebody said."]);
        let said = desk.claim("We will pay");
        desk.ask(Request::SetKind(said.clone(), Kind::Quotation));
        let details =
            SourceDetails { confidential: true, ..SourceDetails::new(SourceKind::Person, "Veraline Whocanary") };
        let source = desk.source(details);
        desk.evidence(&said, &source, "", "", Stance::Supports);
        desk.status(&said, Status::Verified);
        let (text, notices) = exported(&desk, false);
        assert_eq!((text["@graph"].as_array().unwrap().len(), notices.len()), (0, 1));
        assert_eq!(exported(&desk, true).0["@graph"][0]["itemReviewed"]["author"]["name"], "Veraline Whocanary");
    }

    #[test]
    fn says_so_where_there_is_nothing_to_review() {
        let (text, notices) = exported(&Desk::new(&["one"]), false);
        assert_eq!(text["@graph"], json!([]));
        assert!(notices[0].contains("nothing to review"));
    }
}
