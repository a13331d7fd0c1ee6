//! Edits and steps in words, for the undo item, the history and the audit trail.

use super::edit::{ClaimField, DraftField, EvidenceField, Signing, SourceField};
use super::{Claim, ClaimId, Edit, Entry, Outcome, Project, SourceId, Status};
use std::collections::HashSet;
use std::sync::Arc;

/// How many characters of a quote stand for it.
const SHORT: usize = 32;

/// A quote short enough for a line, in quotation marks; cut between words where they are of a usual length.
pub fn short_quote(quote: &str) -> String {
    let line: String = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_matches(['“', '”', '"']);
    let Some((cut, _)) = line.char_indices().nth(SHORT) else { return format!("“{line}”") };
    let spaces = line.match_indices(' ').map(|(at, _)| at);
    let words = spaces.take_while(|at| *at <= cut).last().filter(|at| *at > cut / 2).unwrap_or(cut);
    format!("“{}…”", line.get(..words).unwrap_or(line))
}

/// A step in words, such as `mark “about 28,500 American troops”`. A status decides, since all else that was written
/// with it only backs it; then the writer's note that a claim was made of; then the first edit that is not about a
/// source, because a source made on the way is not what the person set out to do.
pub fn step(project: &Project, entries: &[Arc<Entry>]) -> String {
    main(entries).map(|entry| edit(project, &entry.edit)).unwrap_or_default()
}

/// Every edit of a step in words, the one that names it first, and what reads the same only once.
pub fn whole_step(project: &Project, entries: &[Arc<Entry>]) -> String {
    let mut said = HashSet::new();
    let words = main(entries).into_iter().chain(entries).map(|entry| edit(project, &entry.edit));
    words.filter(|words| said.insert(words.clone())).collect::<Vec<_>>().join("; ")
}

/// The entry that names its step.
pub(super) fn main(entries: &[Arc<Entry>]) -> Option<&Arc<Entry>> {
    let sets_status = |entry: &&Arc<Entry>| matches!(&*entry.edit, Edit::Claim { field: ClaimField::Status(_), .. });
    let is_taken = |pair: &&[Arc<Entry>]| match pair {
        [added, noted] => match (&*added.edit, &*noted.edit) {
            (Edit::AddClaim(claim), Edit::Claim { id, field: ClaimField::SourceNote(_) }) => claim.id == *id,
            _ => false,
        },
        _ => false,
    };
    let taken = || entries.windows(2).find(is_taken).and_then(<[_]>::last);
    let is_on_the_way = |entry: &&Arc<Entry>| matches!(*entry.edit, Edit::AddSource(_) | Edit::Source { .. });
    let own = || entries.iter().find(|entry| !is_on_the_way(entry));
    entries.iter().find(sets_status).or_else(taken).or_else(own).or(entries.first())
}

/// An edit in words, without a full stop and beginning with a small letter.
pub fn edit(project: &Project, edit: &Edit) -> String {
    match edit {
        Edit::Title(_) => "change the title of the story".to_owned(),
        Edit::AddDraft { number } => format!("bring in draft {number}"),
        Edit::Draft { number, field: DraftField::Withdrawn(_) } => format!("take back draft {number}"),
        Edit::Draft { field: DraftField::Aside { to: true, .. }, .. } => "set text aside".to_owned(),
        Edit::Draft { field: DraftField::Aside { .. }, .. } => "take text back into the article".to_owned(),
        Edit::Draft { number, field: DraftField::Label(change) } if change.to.is_empty() => {
            format!("take the name off draft {number}")
        }
        Edit::Draft { number, field: DraftField::Label(change) } => format!("call draft {number} “{}”", change.to),
        Edit::Draft { number, field: DraftField::Read { place, to, .. } } => {
            let words = project.draft_by_number(*number).and_then(|draft| draft.text.get(place.range()));
            let words = short_quote(words.unwrap_or_default());
            if *to { format!("mark {words} as read") } else { format!("mark {words} as not read") }
        }
        Edit::Draft { number, field: DraftField::Seen { claim, to, .. } } => seen(project, *number, claim, *to),
        Edit::AddClaim(claim) => format!("mark {}", short_quote(&claim.anchor.quote)),
        Edit::Claim { id, field } => claim_field(project, id, field),
        Edit::AddSource(source) => format!("add the source {}", short_quote(&source.details.title)),
        Edit::Source { id, field } => source_field(project, id, field),
        Edit::SignOff(signing) => signed(signing, "the story"),
        Edit::Other(_) => "a change by a newer version".to_owned(),
    }
}

fn seen(project: &Project, number: u32, claim: &ClaimId, to: bool) -> String {
    let carried = project.draft_by_number(number).and_then(|draft| draft.carried(claim));
    let was = short_quote(carried.map_or("", |carried| &carried.was));
    match carried.map(|carried| carried.outcome) {
        _ if !to => format!("look at {was} again"),
        Some(Outcome::Gone | Outcome::Unsure) => format!("keep {was} in the archive"),
        _ => format!("leave {was} to be checked again"),
    }
}

fn claim_field(project: &Project, id: &ClaimId, field: &ClaimField) -> String {
    let quote =
        project.claims.get(id).map_or_else(|| "a claim".to_owned(), |claim: &Claim| short_quote(&claim.anchor.quote));
    match field {
        ClaimField::Anchor(change) if change.from.draft != change.to.draft => {
            format!("find {} again in draft {}", short_quote(&change.to.quote), change.to.draft)
        }
        ClaimField::Anchor(change) => {
            format!("change the words of {} to {}", short_quote(&change.from.quote), short_quote(&change.to.quote))
        }
        ClaimField::Kind(change) => format!("call {quote} a {}", change.to),
        ClaimField::Risk(change) => format!("set the risk of {quote} to {}", change.to),
        ClaimField::Status(change) => {
            let status = change.to.as_ref().map_or(Status::Unchecked, |record| record.status);
            format!("mark {quote} {status}")
        }
        ClaimField::Change(change) => match &change.to {
            None => format!("take back the change to {quote}"),
            Some(to) if change.from.as_ref().is_some_and(|from| from.decision != to.decision) => {
                format!("mark the change to {quote} {}", to.decision)
            }
            Some(_) => format!("suggest a change to {quote}"),
        },
        ClaimField::Question(_) => format!("write a question on {quote}"),
        ClaimField::Answer(_) => format!("write the answer on {quote}"),
        ClaimField::Note(_) => format!("write a note on {quote}"),
        ClaimField::SourceNote(change) if change.from.is_empty() => format!("take the writer’s note on {quote}"),
        ClaimField::SourceNote(_) => format!("change the writer’s note on {quote}"),
        ClaimField::Flags(_) => format!("change the flags of {quote}"),
        ClaimField::SameAs(change) if change.to.is_none() => format!("check {quote} by itself"),
        ClaimField::SameAs(_) => format!("mark {quote} the same as another"),
        ClaimField::SignOff(signing) => signed(signing, &quote),
        ClaimField::Deleted(change) if change.to => format!("delete {quote}"),
        ClaimField::Deleted(_) => format!("bring back {quote}"),
        ClaimField::AddEvidence(_) => format!("add evidence to {quote}"),
        ClaimField::Evidence { field: EvidenceField::Deleted(change), .. } if change.to => {
            format!("delete evidence of {quote}")
        }
        ClaimField::Evidence { .. } => format!("change evidence of {quote}"),
    }
}

fn signed(signing: &Signing, what: &str) -> String {
    match signing.change.to {
        Some(_) => format!("sign {what} off as {}", signing.role),
        None => format!("take back the sign-off of {what} as {}", signing.role),
    }
}

fn source_field(project: &Project, id: &SourceId, field: &SourceField) -> String {
    let title =
        project.sources.get(id).map_or_else(|| "a source".to_owned(), |source| short_quote(&source.details.title));
    match field {
        SourceField::Deleted(change) if change.to => format!("delete the source {title}"),
        SourceField::Deleted(_) => format!("bring back the source {title}"),
        SourceField::Kept(_) => format!("keep a copy of {title}"),
        _ => format!("change the source {title}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::request::EvidenceDetails;
    use crate::model::{
        Article, BlockKind, Draft, Flag, Kind, Minter, Person, Request, Risk, SourceChoice, SourceDetails, SourceKind,
        Stamp, Stance,
    };
    use chrono::DateTime;

    /// Marks the whole text as a claim, carries out in one step what is asked about it, and returns the step in words:
    /// in short, and whole.
    fn steps(text: &str, asked: impl Fn(&ClaimId) -> Vec<Request>) -> (String, String) {
        let mut article = Article::default();
        article.push(BlockKind::Paragraph, text);
        let (at, by, minter) = (DateTime::UNIX_EPOCH, Person::new("MK", ""), &mut Minter::new("t"));
        let mut project = Project::default();
        project.drafts.push(Draft::from_article(article, 1, at, None));
        let mark = Request::AddClaim { range: 0..text.len(), kind: Kind::Figure, risk: Risk::Normal };
        let stamp = &mut Stamp { by: &by, at, minter };
        let claim = ClaimId(project.carry_out(&[mark], stamp).unwrap().unwrap());
        project.carry_out(&asked(&claim), stamp).unwrap();
        let done = project.undoable(&by, minter).unwrap();
        (step(&project, done), whole_step(&project, done))
    }

    fn check(asked: impl Fn(&ClaimId) -> Vec<Request>, short: &str, whole: &str) {
        assert_eq!(steps("28,500 troops", asked), (short.to_owned(), whole.to_owned()));
    }

    #[test]
    fn a_status_names_its_step_and_nothing_of_the_step_is_left_out() {
        check(
            |claim| {
                vec![
                    Request::SetFlag(claim.clone(), Flag::Legal, true),
                    Request::SetNote(claim.clone(), "counted".into()),
                    Request::SetFlag(claim.clone(), Flag::Sensitive, true),
                    Request::SetStatus(claim.clone(), Status::Wrong),
                ]
            },
            "mark “28,500 troops” wrong",
            "mark “28,500 troops” wrong; change the flags of “28,500 troops”; write a note on “28,500 troops”",
        );
    }

    #[test]
    fn a_note_of_the_writer_names_the_step_that_makes_a_claim_of_it() {
        let take = |claim: &ClaimId, note: &str| {
            let kind = Kind::Figure;
            vec![Request::DeleteClaim(claim.clone()), Request::TakeNote { range: 0..6, kind, note: note.into() }]
        };
        let mut told = steps("28,500 troops", |claim| take(claim, "army")).0;
        assert_eq!(told, "take the writer’s note on “28,500”");
        told = steps("28,500 troops", |claim| vec![Request::SetSourceNote(claim.clone(), "army".into())]).0;
        assert_eq!(told, "take the writer’s note on “28,500 troops”");
    }

    #[test]
    fn a_source_made_on_the_way_does_not_name_its_step() {
        check(
            |claim| {
                let source = SourceChoice::New(Box::new(SourceDetails::new(SourceKind::Book, "Almanac")));
                let (locator, passage) = ("p. 3".into(), String::new());
                let details = EvidenceDetails { source, locator, passage, stance: Stance::Supports };
                vec![Request::AddEvidence(claim.clone(), details)]
            },
            "add evidence to “28,500 troops”",
            "add evidence to “28,500 troops”; add the source “Almanac”",
        );
    }

    #[test]
    fn a_long_quote_is_cut_between_words_and_inside_its_quotation_marks() {
        let check = |quote: &str, expected: &str| assert_eq!(short_quote(quote), expected);
        check("about 28,500\nAmerican troops", "“about 28,500 American troops”");
        check("“fair and equitable burden sharing.”", "“fair and equitable burden…”");
        check("The delegations of the two countries in Seoul", "“The delegations of the two…”");
        check("“thirty-two letters are in the line”", "“thirty-two letters are in the…”");
        check(&"서".repeat(40), &format!("“{}…”", "서".repeat(32)));
    }
}
