//! A project to hand over that tells nothing of what confidential sources told: one that can be saved and worked on.

use super::Withholding;
use crate::model::table::Table;
use crate::model::{
    Change, Claim, ClaimId, Draft, Edit, Extra, Fingerprint, Minter, Person, Project, Role, SignOff, SignOffs, Source,
    Standings,
};
use chrono::{DateTime, Utc};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What is put behind the title of such a copy.
const SAYS_SO: &str = " (without confidential data)";

/// What stands for evidence that a status no longer rested on. It is no fingerprint, so the status stays lapsed.
const OTHER: &str = "other evidence";

/// A project without what confidential sources told, as a project of its own.
#[derive(Debug)]
pub struct HandOver {
    /// The project. Names, addresses, passages and locators are withheld as in a report. Its history is begun anew
    /// with one step, since the old one holds every word that was ever written; so it is another story to everything
    /// that compares copies of a story, and is not merged back by mistake. Fields that this version does not know are
    /// left out, for nobody knows what they tell.
    pub project: Project,
    /// The kept files that must not go with it, by SHA-256: all that a confidential source has, and the originals on
    /// whose margins something was withheld.
    pub withheld: HashSet<String>,
    rules: Withholding,
}

impl HandOver {
    /// Makes it. Who does, when, and the names for the new history come from outside.
    pub fn new(project: &Project, by: &Person, at: DateTime<Utc>, minter: &mut Minter) -> Self {
        let rules = Withholding::of(project);
        let mut shown = rules.project(project);
        let withheld = withheld_files(project, &shown);
        shown.drafts.iter_mut().for_each(strip_draft);
        shown.claims = rest_on_what_is_shown(project, &shown);
        sign_what_is_shown(project, &mut shown);
        shown.sources = without_files(&shown, &withheld);
        let title = Change { from: shown.title.clone(), to: shown.title.clone() + SAYS_SO };
        // Changing the title fits every project.
        drop(shown.commit(vec![Edit::Title(title)], &plain(by), at, minter));
        Self { project: shown, withheld, rules }
    }

    /// A text, such as the name of a file, without what it must not tell.
    pub fn text(&self, text: &str) -> String {
        self.rules.text(text)
    }
}

/// Every file of a confidential source, whoever else has it too. The originals of drafts are the article itself, and
/// stay, unless their comments or tracked changes tell what is withheld.
fn withheld_files(project: &Project, shown: &Project) -> HashSet<String> {
    let ids = project.confidential_sources();
    let confidential = project.sources.iter().filter(|source| ids.contains(&source.id));
    let mut files: HashSet<String> =
        confidential.flat_map(|source| &source.kept).map(|copy| copy.sha256.clone()).collect();
    for (draft, shown) in project.drafts.iter().zip(&shown.drafts) {
        let Some(file) = &draft.file else { continue };
        match (&draft.comments, &draft.changes) == (&shown.comments, &shown.changes) {
            true => files.remove(&file.sha256),
            false => files.insert(file.sha256.clone()),
        };
    }
    files
}

/// The sources without mention of files that do not go along.
fn without_files(project: &Project, withheld: &HashSet<String>) -> Table<Source> {
    let mut sources = Table::default();
    for source in project.sources.iter() {
        let mut source = source.clone();
        source.kept.retain(|copy| !withheld.contains(&copy.sha256));
        sources.push(source);
    }
    sources
}

/// The claims, whose statuses rest on the evidence as it is shown where they rested on it as it was. Those that had
/// lapsed stay lapsed. The old fingerprint goes: it would tell whoever guesses a passage that he has guessed right.
fn rest_on_what_is_shown(project: &Project, shown: &Project) -> Table<Claim> {
    let mut claims = Table::default();
    for claim in shown.claims.iter() {
        let mut claim = claim.clone();
        let fingerprint = claim.evidence_fingerprint();
        let was = project.claims.get(&claim.id).map(Claim::evidence_fingerprint);
        if let Some(record) = &mut claim.status {
            let held = was.as_ref() == Some(&record.basis.evidence);
            record.basis.evidence = if held { fingerprint } else { OTHER.to_owned() };
            record.basis.extra = Extra::new();
            record.by = plain(&record.by);
        }
        if let Some(change) = &mut claim.change {
            change.by = plain(&change.by);
        }
        if let Some(same) = &mut claim.same_as {
            same.extra = Extra::new();
        }
        claim.anchor.extra = Extra::new();
        claims.push(claim);
    }
    claims
}

/// The sign-offs, with the fingerprints of the statuses as they are shown. One that had changed since it was signed stays
/// changed, and its old fingerprint goes for the reason why that of the evidence goes.
fn sign_what_is_shown(project: &Project, shown: &mut Project) {
    let (was, now) = (records(project), records(shown));
    let signed_now = |(id, signed): (&ClaimId, Fingerprint)| {
        let held = was.get(id).copied().flatten() == Some(signed);
        (id.clone(), now.get(id).copied().flatten().filter(|_| held).unwrap_or_default())
    };
    let again = |all: &SignOffs| -> SignOffs {
        let sign_off = |(role, sign_off): (Role, &SignOff)| {
            let covers = Arc::new(sign_off.covers.iter().map(signed_now).collect());
            (role, SignOff { by: plain(&sign_off.by), at: sign_off.at, covers, extra: Extra::new() })
        };
        all.iter().map(sign_off).collect()
    };
    shown.sign_offs = again(&shown.sign_offs);
    let signed = shown.claims.iter().filter(|claim| !claim.sign_offs.is_empty());
    let signed: Vec<(ClaimId, SignOffs)> = signed.map(|claim| (claim.id.clone(), again(&claim.sign_offs))).collect();
    for (id, sign_offs) in signed {
        shown.claims.get_mut(&id).into_iter().for_each(|claim| claim.sign_offs = sign_offs.clone());
    }
}

/// The fingerprints of the statuses that claims have or share.
fn records(project: &Project) -> HashMap<ClaimId, Option<Fingerprint>> {
    let mut standings = Standings::new(project);
    project.claims.iter().map(|claim| (claim.id.clone(), standings.of(claim).record)).collect()
}

fn strip_draft(draft: &mut Draft) {
    draft.blocks.iter_mut().for_each(|block| block.extra = Extra::new());
}

fn plain(person: &Person) -> Person {
    Person::new(&person.initials, &person.name)
}

#[cfg(test)]
mod tests;
