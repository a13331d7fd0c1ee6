//! What new drafts did to the claims, and what was checked again in which.

use super::build::moment;
use crate::model::{CarriedClaim, Claim, ClaimId, Draft, Outcome, Project, Standing, Whereabouts};
use chrono::FixedOffset;
use std::collections::HashMap;

/// What became of each claim in each draft that was not taken back, in order of the drafts.
pub(super) struct Carried<'a>(HashMap<&'a ClaimId, Vec<(&'a Draft, &'a CarriedClaim)>>);

impl<'a> Carried<'a> {
    pub(super) fn of(project: &'a Project) -> Self {
        let mut all: HashMap<&ClaimId, Vec<(&Draft, &CarriedClaim)>> = HashMap::new();
        for draft in project.drafts() {
            for carried in &draft.carried {
                all.entry(&carried.claim).or_default().push((draft, carried));
            }
        }
        Self(all)
    }

    /// What became of a claim, a line for each draft that did anything to it.
    pub(super) fn of_claim(&self, claim: &Claim, standing: &Standing, offset: FixedOffset) -> String {
        let all = self.0.get(&claim.id).map_or(&[][..], Vec::as_slice);
        let told = all.iter().filter(|(_, carried)| carried.outcome != Outcome::Carried || carried.typography);
        let lines: Vec<String> = told.map(|(draft, carried)| line(draft, carried, claim, standing, offset)).collect();
        lines.join("\n")
    }
}

fn line(draft: &Draft, carried: &CarriedClaim, claim: &Claim, standing: &Standing, offset: FixedOffset) -> String {
    let mut words = format!("Draft {}: {}", draft.number, carried.reason_within());
    if carried.outcome == Outcome::Changed {
        words += &format!(", before “{}”", carried.was.trim_matches(['“', '”', '"']));
    }
    let since = match carried.outcome {
        Outcome::Changed => Some(checked_since(draft, claim, standing, offset)),
        Outcome::Gone | Outcome::Unsure => match standing.whereabouts {
            Whereabouts::Gone => Some("kept in the archive".to_owned()),
            Whereabouts::Unknown => Some("it has no place yet".to_owned()),
            Whereabouts::Placed => Some("somebody gave it its place".to_owned()),
        },
        Outcome::Carried | Outcome::Moved => None,
    };
    since.map_or(words.clone(), |since| format!("{words}; {since}"))
}

/// What was done about a claim whose words changed.
fn checked_since(draft: &Draft, claim: &Claim, standing: &Standing, offset: FixedOffset) -> String {
    let set = claim.status.as_ref().filter(|record| record.at >= draft.received);
    match set {
        Some(record) if standing.corrected => {
            format!("closed as changed by {}, {}", record.by, moment(record.at, offset).local)
        }
        Some(record) => format!("marked {} by {}, {}", record.status, record.by, moment(record.at, offset).local),
        None => "not checked again yet".to_owned(),
    }
}

/// What a draft did to the claims, such as `8 carried over, 2 changed, of which 1 was checked again`; empty for the first.
pub(super) fn sums(project: &Project, draft: &Draft) -> String {
    if draft.carried.is_empty() {
        return String::new();
    }
    let is_checked = |carried: &&CarriedClaim| {
        let claim = project.claim(&carried.claim);
        let set = claim.and_then(|claim| claim.status.as_ref());
        carried.outcome == Outcome::Changed && set.is_some_and(|record| record.at >= draft.received)
    };
    let (changed, checked) = (draft.count(Outcome::Changed), draft.carried.iter().filter(is_checked).count());
    let checked = match (changed, checked) {
        (0, _) => String::new(),
        (_, 0) => "; of those changed, none was checked again".to_owned(),
        (_, 1) => "; of those changed, 1 was checked again".to_owned(),
        (_, count) => format!("; of those changed, {count} were checked again"),
    };
    format!("{}{checked}", draft.sums())
}

#[cfg(test)]
mod tests {
    use crate::export::testing::Desk;
    use crate::export::{Edition, Format};
    use crate::model::{Anchor, CarriedClaim, Draft, Outcome, Request, Status};

    #[test]
    fn reports_say_what_each_draft_did_and_what_was_checked_again() {
        let mut desk = Desk::new(&["Some 28,500 troops stay in Seoul until December."]);
        let (troops, seoul, december) = (desk.claim("28,500 troops"), desk.claim("Seoul"), desk.claim("December"));
        desk.verify(&troops);
        desk.status(&seoul, Status::Opinion);
        let received = desk.at;
        let mut draft = Draft { number: 2, received, ..desk.project.drafts[0].clone() };
        draft.text = "Some 27,500 troops stay in Busan.".to_owned();
        draft.blocks[0].end = draft.text.len();
        let carried = |claim: &crate::model::ClaimId, outcome, was: &str, reason: &str| CarriedClaim {
            reason: reason.to_owned(),
            ..CarriedClaim::new(claim.clone(), outcome, 1, was)
        };
        draft.carried = vec![
            carried(&troops, Outcome::Changed, "28,500 troops", "Its words were edited"),
            carried(&seoul, Outcome::Changed, "Seoul", "Other words stand in its place"),
            carried(&december, Outcome::Gone, "December", "Its words were taken out of their sentence"),
        ];
        for (claim, place) in [(&troops, 5..18), (&seoul, 27..32)] {
            let anchor = Anchor::new(&draft, place).unwrap();
            desk.project.claims.get_mut(claim).unwrap().anchor = anchor;
        }
        desk.project.drafts.push(draft);
        desk.ask(Request::SetStatus(seoul.clone(), Status::Opinion));
        let markdown = desk.export(Edition::CheckingCopy, false, Format::Markdown);
        for row in [
            "Draft 2: its words were edited, before “28,500 troops”; not checked again yet",
            "Draft 2: other words stand in its place, before “Seoul”; marked opinion by MK",
            "Draft 2: its words were taken out of their sentence; kept in the archive",
            "- Draft 2: 2 changed, 1 gone; of those changed, 1 was checked again",
        ] {
            assert!(markdown.contains(row), "{row}\n{markdown}");
        }
        let html = desk.export(Edition::CheckingCopy, false, Format::Html);
        assert!(html.contains("2 changed, 1 gone; of those changed, 1 was checked again"), "{html}");
        assert!(html.contains("its words were edited, before “28,500 troops”; not checked again yet"));
        let checked = desk.export(Edition::CheckedCopy, false, Format::Markdown);
        assert!(!checked.contains("before “Seoul”"), "that is for the archive");
    }
}
