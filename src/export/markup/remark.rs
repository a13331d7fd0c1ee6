//! What the comment on a claim says.

use crate::export::clean::clean;
use crate::export::report::{ClaimEntry, EvidenceEntry};
use crate::model::{ClaimId, Decision, Risk};
use crate::text::replies;

/// A paragraph of a comment: a label in bold, and what there is to say.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The label; may be empty.
    pub(super) label: String,
    /// The words; line feeds end lines.
    pub(super) words: String,
}

/// The comment on a claim: its status, what changes, what is asked, on what evidence; the last line names the claim.
/// A comment that does not stand on the claim's words says them.
pub(super) fn remark(claim: &ClaimEntry, number: usize, on_its_words: bool, is_tracked: bool) -> Vec<Line> {
    let mut lines = vec![line(&head(claim, number), "")];
    lines.extend((!on_its_words).then(|| line(replies::WORDS, claim.quote)));
    if let (Some(by), Some(at)) = (&claim.by, &claim.at) {
        lines.push(line("", &format!("{by}, {}", at.local)));
    }
    lines.extend(claim.change.as_ref().map(|change| {
        let wording = change.wording.trim();
        let words = if wording.is_empty() { "take these words out".to_owned() } else { format!("“{wording}”") };
        let reason = if change.reason.trim().is_empty() { String::new() } else { format!(": {}", change.reason) };
        let who = if change.decision == Decision::Proposed { String::new() } else { format!(" by {}", change.by) };
        let untracked = if is_tracked { String::new() } else { format!("; {}", replies::UNTRACKED) };
        line("Change", &format!("{words} ({}{who}{reason}{untracked})", change.decision))
    }));
    let written = claim.written().filter(|(label, _)| ["Question", "Answer", "Note"].contains(label));
    lines.extend(written.map(|(label, text)| line(label, text.trim())));
    lines.extend(claim.evidence.iter().map(evidence));
    lines.extend(claim.differences.iter().map(|difference| line("In conflict", difference)));
    if !claim.sign_offs.is_empty() {
        lines.push(line("Signed off", &claim.signed_off()));
    }
    lines.push(line("", &replies::signature(&ClaimId(claim.id.to_owned()))));
    lines
}

fn line(label: &str, words: &str) -> Line {
    Line { label: clean(label).into_owned(), words: clean(words).into_owned() }
}

fn head(claim: &ClaimEntry, number: usize) -> String {
    let mut head = format!("Claim {number} · {} {}", claim.mark.glyph(), claim.status_words());
    if claim.risk == Risk::High {
        head += " · high risk";
    }
    claim.flags.iter().for_each(|flag| head += &format!(" · flag: {flag}"));
    head
}

fn evidence(piece: &EvidenceEntry) -> Line {
    let mut words = piece.title.to_owned();
    for part in [piece.kind, piece.locator.trim()].into_iter().filter(|part| !part.is_empty()) {
        words += &format!(", {part}");
    }
    if !piece.passage.trim().is_empty() {
        words += &format!(": {}", piece.passage.trim());
    }
    line(&capitalised(piece.stance), &words)
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
