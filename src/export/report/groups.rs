//! Which claims must be fixed, and which are still open.

use super::{ClaimEntry, Group, Mark};
use crate::model::{Decision, Flag, Risk, Status};

type Test = fn(&ClaimEntry) -> bool;

/// What must be fixed, gravest first.
const MUST_FIX: &[(&str, Test)] = &[
    ("In conflict, to be settled", |claim| claim.standing.in_conflict),
    ("Wrong, to be decided", |claim| is(claim, Status::Wrong) && !claim.standing.settled),
    ("Changes to be decided", |claim| claim.decision == Some(Decision::Proposed)),
    ("Changes to be made", |claim| claim.decision == Some(Decision::Accepted)),
    ("Queries without an answer", |claim| is(claim, Status::Query) && claim.answer.trim().is_empty()),
    ("To be checked again", |claim| claim.mark == Mark::Recheck),
    ("Cannot be confirmed", |claim| is(claim, Status::CantConfirm) && !claim.standing.settled),
    ("Conflicting evidence", |claim| claim.standing.conflicting),
    ("High risk and open", |claim| claim.risk == Risk::High && !claim.standing.settled),
];

/// What is still open.
const OPEN: &[(&str, Test)] = &[
    ("In conflict, to be settled", |claim| claim.standing.in_conflict),
    ("Unchecked", |claim| is(claim, Status::Unchecked)),
    ("To be checked again", |claim| claim.mark == Mark::Recheck),
    ("Queries without an answer", |claim| is(claim, Status::Query) && claim.answer.trim().is_empty()),
    ("Queries answered, not settled", |claim| is(claim, Status::Query) && !claim.answer.trim().is_empty()),
    ("Wrong, not decided", |claim| is(claim, Status::Wrong) && !claim.standing.settled),
    ("Cannot be confirmed, not decided", |claim| is(claim, Status::CantConfirm) && !claim.standing.settled),
    ("Other changes to be decided", |claim| {
        claim.decision == Some(Decision::Proposed) && (claim.standing.settled || is_other(claim))
    }),
    ("Reply outstanding", |claim| claim.flags.contains(&Flag::ReplyOutstanding)),
    ("For legal to read", |claim| claim.flags.contains(&Flag::Legal)),
];

/// The groups of what must be fixed; each claim is in the first that fits.
pub(super) fn must_fix(claims: &[ClaimEntry]) -> Vec<Group> {
    let mut groups: Vec<Group> = MUST_FIX.iter().map(|(label, _)| Group { label, claims: Vec::new() }).collect();
    for (index, claim) in claims.iter().enumerate() {
        if let Some(group) = MUST_FIX.iter().position(|(_, fits)| fits(claim)) {
            groups[group].claims.push(index);
        }
    }
    groups.retain(|group| !group.claims.is_empty());
    groups
}

/// The groups of what is still open; each claim is in all that fit.
pub(super) fn open(claims: &[ClaimEntry]) -> Vec<Group> {
    let members = |fits: Test| (0..claims.len()).filter(|&index| fits(&claims[index])).collect();
    let groups = OPEN.iter().map(|(label, fits)| Group { label, claims: members(*fits) });
    groups.filter(|group| !group.claims.is_empty()).collect()
}

/// True when the checked copy has an entry for the claim: there is a change, or a question is open.
pub(super) fn is_change_or_question(claim: &ClaimEntry) -> bool {
    let open_status = [Status::Wrong, Status::Query, Status::CantConfirm].iter().any(|status| is(claim, *status));
    claim.change.is_some()
        || open_status
        || claim.mark == Mark::Recheck
        || claim.standing.conflicting
        || claim.standing.in_conflict
        || (!claim.question.trim().is_empty() && claim.answer.trim().is_empty())
}

fn is(claim: &ClaimEntry, status: Status) -> bool {
    claim.mark == Mark::Status(status)
}

fn is_other(claim: &ClaimEntry) -> bool {
    matches!(claim.mark, Mark::Status(Status::Verified | Status::Opinion | Status::Unchecked | Status::Query))
}

#[cfg(test)]
mod tests {
    use crate::export::Edition;
    use crate::export::redact::Redacted;
    use crate::export::report::{Group, Report};
    use crate::export::testing::Desk;
    use crate::model::{ClaimId, Decision, Flag, Request, Risk, SourceDetails, SourceKind, Stance, Status};

    fn words(groups: &[Group]) -> Vec<(&str, Vec<usize>)> {
        let numbers = |group: &Group| group.claims.iter().map(|claim| claim + 1).collect();
        groups.iter().map(|group| (group.label, numbers(group))).collect()
    }

    /// A story with nine claims, `one` to `nine`, one for each thing that can be the matter.
    fn story() -> (Desk, Vec<ClaimId>) {
        let mut desk = Desk::new(&["one two three four five six seven eight nine"]);
        let names = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        let ids: Vec<ClaimId> = names.iter().map(|name| desk.claim(name)).collect();
        desk.verify(&ids[0]);
        for (id, decision) in [(1, None), (2, Some(Decision::Accepted)), (3, Some(Decision::Rejected))] {
            desk.ask(Request::SuggestChange(ids[id].clone(), Some("other words".into())));
            desk.status(&ids[id], Status::Wrong);
            decision.map(|decision| desk.ask(Request::Decide(ids[id].clone(), decision, "so".into())));
        }
        desk.ask(Request::SetQuestion(ids[4].clone(), "Who says so?".into()));
        desk.status(&ids[4], Status::Query);
        desk.verify(&ids[5]);
        let source = desk.source(SourceDetails::new(SourceKind::Book, "A book"));
        desk.evidence(&ids[5], &source, "", "", Stance::Background);
        desk.status(&ids[6], Status::CantConfirm);
        desk.ask(Request::SetRisk(ids[7].clone(), Risk::High));
        desk.ask(Request::SetFlag(ids[8].clone(), Flag::ReplyOutstanding, true));
        (desk, ids)
    }

    #[test]
    fn says_what_must_be_fixed_and_what_is_open() {
        let (mut desk, ids) = story();
        desk.ask(Request::SetSameAs(ids[8].clone(), Some(ids[2].clone())));
        let redacted = Redacted::new(&desk.project, false);
        let report = Report::new(&redacted, &desk.options(Edition::CheckedCopy, false));
        assert_eq!(
            words(&report.must_fix),
            [
                ("Wrong, to be decided", vec![2]),
                ("Changes to be made", vec![3, 9]),
                ("Queries without an answer", vec![5]),
                ("To be checked again", vec![6]),
                ("Cannot be confirmed", vec![7]),
                ("High risk and open", vec![8]),
            ]
        );
        assert_eq!(
            words(&report.open),
            [
                ("Unchecked", vec![8]),
                ("To be checked again", vec![6]),
                ("Queries without an answer", vec![5]),
                ("Wrong, not decided", vec![2]),
                ("Cannot be confirmed, not decided", vec![7]),
                ("Reply outstanding", vec![9]),
            ]
        );
        assert_eq!(report.progress(), "4 of 9 claims settled, 5 open.");
        assert_eq!(report.claims[8].through, Some(2));
        assert_eq!(report.claims[2].shared_by, [8]);
    }

    #[test]
    fn the_checked_copy_lists_changes_and_open_questions_only() {
        let (desk, _) = story();
        let redacted = Redacted::new(&desk.project, false);
        let listed = |edition| {
            let report = Report::new(&redacted, &desk.options(edition, false));
            let claims: Vec<usize> = report.listed().map(|(claim, _)| claim + 1).collect();
            let sources: Vec<usize> = report.sources.iter().map(|source| source.number).collect();
            (claims, sources, report.history.is_empty())
        };
        assert_eq!(listed(Edition::CheckedCopy), (vec![2, 3, 4, 5, 6, 7], vec![2, 3], true));
        assert_eq!(listed(Edition::CheckingCopy), ((1..=9).collect(), vec![1, 2, 3], false));
    }

    #[test]
    fn the_legal_copy_has_the_flagged_claims_with_all_that_they_rest_on() {
        let (mut desk, ids) = story();
        desk.ask(Request::SetFlag(ids[2].clone(), Flag::Legal, true));
        desk.ask(Request::SetSameAs(ids[8].clone(), Some(ids[0].clone())));
        let redacted = Redacted::new(&desk.project, false);
        let report = Report::new(&redacted, &desk.options(Edition::Legal, false));
        assert_eq!(report.listed().map(|(claim, _)| claim + 1).collect::<Vec<_>>(), [3, 9]);
        assert_eq!(words(&report.must_fix), [("Changes to be made", vec![3])]);
        assert_eq!(words(&report.open), [("Reply outstanding", vec![9]), ("For legal to read", vec![3])]);
        assert_eq!(report.progress(), "All 2 flagged claims are settled.");
        let shared: Vec<&str> = report.claims[8].evidence.iter().map(|piece| piece.title).collect();
        assert_eq!((shared, report.sources[0].details.title.as_str()), (vec!["Strength report"], "Strength report"));
        let marked: Vec<usize> =
            report.article[0].runs.iter().flat_map(|run| &run.ends).map(|claim| claim + 1).collect();
        assert_eq!((marked, report.claims[0].in_article), (vec![3, 9], false));
        let mut none = Desk::new(&["Nothing here is flagged."]);
        none.claim("Nothing");
        let redacted = Redacted::new(&none.project, false);
        let report = Report::new(&redacted, &none.options(Edition::Legal, false));
        assert_eq!((report.progress().as_str(), report.no_claims()), ("No claim is flagged.", "No claim is flagged."));
    }

    #[test]
    fn an_answered_query_is_open_but_no_longer_waits_for_the_writer() {
        let (mut desk, ids) = story();
        desk.ask(Request::SetAnswer(ids[4].clone(), "The ministry.".into()));
        let redacted = Redacted::new(&desk.project, false);
        let report = Report::new(&redacted, &desk.options(Edition::CheckingCopy, false));
        assert!(words(&report.open).contains(&("Queries answered, not settled", vec![5])));
        assert!(report.must_fix.iter().all(|group| !group.claims.contains(&4)));
    }
}
