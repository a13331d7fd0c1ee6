//! What a Word file says that we gave to the writer and that came back: answers to the comments on the claims, and what
//! became of the suggested changes.
//!
//! The last words of each such comment name its claim, so that they come back whatever program had the file in between.

mod threads;

#[cfg(test)]
mod tests;

use crate::model::article::{Comment, TrackedChange, TrackedKind};
use crate::model::{Claim, ClaimId, Decision, Draft, Person, Project, Request, SuggestedChange};
use std::collections::{HashMap, HashSet};

/// What the comment on a claim says of a change that could not be tracked in the text.
pub const UNTRACKED: &str = "not tracked in the text";

/// What stands before the claim’s words in a comment that does not stand on them.
pub const WORDS: &str = "Words";

const SIGN: &str = "Tickmark claim ";

/// The words that name a claim at the end of a comment.
pub fn signature(claim: &ClaimId) -> String {
    format!("{SIGN}{}", claim.0)
}

/// What somebody is called as the author of a comment or a tracked change.
pub fn author(by: &Person) -> &str {
    if by.name.trim().is_empty() { &by.initials } else { &by.name }
}

/// The claim that a comment of ours speaks of.
pub fn claim_of(comment: &Comment) -> Option<ClaimId> {
    let (_, name) = comment.text.rsplit_once(SIGN)?;
    let name = name.trim();
    let fits =
        !name.is_empty() && name.len() < 80 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    fits.then(|| ClaimId(name.to_owned()))
}

/// What a file that came back says of the claims of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replies {
    /// Answers that the story does not have yet, in order of the file: the claim, and who said what.
    pub answers: Vec<(ClaimId, String)>,
    /// Changes that were accepted or rejected in it.
    pub decisions: Vec<(ClaimId, Decision)>,
    /// Claims with other words than both the old ones and those that were suggested, and these words.
    pub otherwise: Vec<(ClaimId, String)>,
    /// How many suggested changes nobody has decided on.
    pub pending: usize,
    /// How many comments on claims of the story there are.
    pub comments: usize,
}

impl Replies {
    /// What a file says; none when it is not one of this story that came back.
    pub fn find(project: &Project, file: &Draft) -> Option<Self> {
        // Most new drafts have no such comment: nothing else of a book is looked at then.
        if !file.comments.iter().any(|comment| claim_of(comment).is_some()) {
            return None;
        }
        let mut replies = Self::default();
        let mut hearing = Hearing::new(project, file, &mut replies);
        let mut seen = HashSet::new();
        for (at, comment) in file.comments.iter().enumerate() {
            let claim = claim_of(comment).and_then(|id| project.claim(&id)).filter(|claim| !claim.deleted);
            let Some(claim) = claim.filter(|claim| seen.insert(claim.id.clone())) else { continue };
            hearing.replies.comments += 1;
            hearing.answers(claim, at);
            hearing.decision(claim, comment);
        }
        if seen.is_empty() {
            return None;
        }
        let silent = project.claims_in_order().into_iter().filter(|claim| !seen.contains(&claim.id));
        silent.for_each(|claim| hearing.silence(claim));
        Some(replies)
    }

    /// True when there is nothing to take in.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.decisions.is_empty()
    }

    /// What takes them in.
    pub fn requests(&self, project: &Project) -> Vec<Request> {
        let mut requests = Vec::new();
        let mut claims: Vec<&ClaimId> = self.answers.iter().map(|(claim, _)| claim).collect();
        claims.dedup();
        for claim in claims {
            let known = project.claim(claim).map_or("", |claim| claim.answer.trim());
            let new = self.answers.iter().filter(|(of, _)| of == claim).map(|(_, line)| line.as_str());
            let lines: Vec<&str> = [known].into_iter().filter(|known| !known.is_empty()).chain(new).collect();
            requests.push(Request::SetAnswer(claim.clone(), lines.join("\n")));
        }
        let decide = |(claim, decision): &(ClaimId, Decision)| {
            Request::Decide(claim.clone(), *decision, format!("{decision} in the Word file"))
        };
        requests.extend(self.decisions.iter().map(decide));
        requests
    }

    /// What there is, in words, such as `2 answers and 1 decision`.
    pub fn sums(&self) -> String {
        let count = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        match (self.answers.len(), self.decisions.len()) {
            (0, 0) => "nothing new".to_owned(),
            (answers, 0) => count(answers, "answer"),
            (0, decisions) => count(decisions, "decision"),
            (answers, decisions) => format!("{} and {}", count(answers, "answer"), count(decisions, "decision")),
        }
    }
}

/// A file that came back, while it is looked through.
struct Hearing<'a> {
    file: &'a Draft,
    /// Its text without blanks.
    text: String,
    /// Where in that the tracked changes stand, in order of their list.
    changes: Vec<usize>,
    /// The draft that is checked, and its text without blanks.
    old: Option<&'a Draft>,
    old_text: String,
    /// Answers that are comments of their own, by the place of ours in the list.
    torn: HashMap<usize, Vec<&'a Comment>>,
    replies: &'a mut Replies,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Decided(Decision),
    /// It is tracked still.
    Pending,
}

impl<'a> Hearing<'a> {
    fn new(project: &'a Project, file: &'a Draft, replies: &'a mut Replies) -> Self {
        let old = project.draft();
        Self {
            file,
            text: flat(&file.text),
            changes: file.changes.iter().map(|tracked| flat_len(&file.text, tracked.start)).collect(),
            old,
            old_text: old.map(|old| flat(&old.text)).unwrap_or_default(),
            torn: threads::torn(&file.comments, old.map_or(&[], |old| &old.comments)),
            replies,
        }
    }

    /// The answers to a comment of ours, which is the one at this place of the list.
    fn answers(&mut self, claim: &Claim, at: usize) {
        let Some(comment) = self.file.comments.get(at) else { return };
        for answer in comment.replies.iter().chain(self.torn.remove(&at).unwrap_or_default()) {
            let words = threads::typed(&answer.text, &comment.author).trim();
            let line = match answer.author.trim() {
                "" => words.to_owned(),
                author => format!("{author}: {words}"),
            };
            let said = (claim.id.clone(), line);
            if !words.is_empty() && !claim.answer.contains(&said.1) && !self.replies.answers.contains(&said) {
                self.replies.answers.push(said);
            }
        }
    }

    /// What became of the change of a claim: by the words that its comment stands on, or by the words around it.
    fn decision(&mut self, claim: &Claim, comment: &Comment) {
        let Some(change) = claim.change.as_ref().filter(|change| change.decision == Decision::Proposed) else { return };
        let words = self.file.text.get(comment.start..comment.end).unwrap_or_default();
        let is_ours = |at: usize, by: &str| comment.start <= at && at <= comment.end && by == author(&change.by);
        if self.file.changes.iter().any(|tracked| is_ours(tracked.start, &tracked.author)) {
            self.replies.pending += 1;
            return;
        }
        let fate = match flat(words) {
            // A point: the words may be gone, or the comment never stood on them.
            found if found.is_empty() => {
                let gone = change.wording.trim().is_empty() && !is_beside(comment);
                self.by_neighbours(claim, change).or(gone.then_some(Fate::Decided(Decision::Accepted)))
            }
            found if found == flat(&change.wording) => Some(Fate::Decided(Decision::Accepted)),
            found if found == flat(&claim.anchor.quote) => Some(Fate::Decided(Decision::Rejected)),
            found if Some(&found) == self.before_others(claim).as_ref() => Some(Fate::Decided(Decision::Rejected)),
            _ => self.between(claim, change, usize::MAX),
        };
        match fate {
            Some(Fate::Pending) => self.replies.pending += 1,
            // What was not tracked was not there to be rejected.
            Some(Fate::Decided(Decision::Rejected)) if comment.text.contains(UNTRACKED) => self.replies.pending += 1,
            Some(Fate::Decided(decision)) => self.replies.decisions.push((claim.id.clone(), decision)),
            None if words.trim().is_empty() || comment.text.contains(UNTRACKED) => self.replies.pending += 1,
            None => self.replies.otherwise.push((claim.id.clone(), words.trim().to_owned())),
        }
    }

    /// The words of a claim without blanks, as they were before the changes of others that were tracked in them already: who
    /// rejects all changes rejects those as well. None where there are none.
    fn before_others(&self, claim: &Claim) -> Option<String> {
        let draft = self.old.filter(|draft| draft.number == claim.anchor.draft)?;
        let (mut words, mut at) = (String::new(), claim.anchor.start);
        let inside = |one: &&TrackedChange| claim.anchor.start <= one.start && one.start < claim.anchor.end;
        let mut changes: Vec<&TrackedChange> = draft.changes.iter().filter(inside).collect();
        changes.sort_by_key(|one| one.start);
        for one in changes {
            words += draft.text.get(at..one.start)?;
            at = one.start;
            match one.kind {
                TrackedKind::Deletion => words += &one.text,
                TrackedKind::Insertion => at += one.text.len(),
            }
        }
        words += draft.text.get(at..claim.anchor.end)?;
        (at > claim.anchor.start).then(|| flat(&words))
    }

    /// A claim without a comment: a program takes the comment away with the words when it accepts that they go.
    fn silence(&mut self, claim: &Claim) {
        let cut = claim
            .change
            .as_ref()
            .filter(|change| change.decision == Decision::Proposed && change.wording.trim().is_empty());
        if cut.and_then(|change| self.by_neighbours(claim, change)) == Some(Fate::Decided(Decision::Accepted)) {
            self.replies.decisions.push((claim.id.clone(), Decision::Accepted));
        }
    }

    /// Which of the two stands between the words around the claim; none where both or neither do, or too few words tell.
    /// Of these words some may have changed as well: where nothing else tells, the nearest ones do.
    fn by_neighbours(&self, claim: &Claim, change: &SuggestedChange) -> Option<Fate> {
        [usize::MAX, ENOUGH].into_iter().find_map(|letters| self.between(claim, change, letters))
    }

    /// The same, by so many letters on either side.
    fn between(&self, claim: &Claim, change: &SuggestedChange, letters: usize) -> Option<Fate> {
        let (before, after) = (flat(&claim.anchor.prefix), flat(&claim.anchor.suffix));
        let skipped = before.chars().count().saturating_sub(letters);
        let before: String = before.chars().skip(skipped).collect();
        let after: String = after.chars().take(letters).collect();
        if before.chars().count() + after.chars().count() < ENOUGH {
            return None;
        }
        let with = |words: &str| format!("{before}{}{after}", flat(words));
        let count = |text: &str, words: &str| text.matches(&with(words)).count();
        let has_more = |words: &str| count(&self.text, words) > count(&self.old_text, words);
        let has_still = |words: &str| count(&self.text, words) >= count(&self.old_text, words).max(1);
        let (words, decision) = match (has_more(&change.wording), has_still(&claim.anchor.quote)) {
            (true, false) => (&change.wording, Decision::Accepted),
            (false, true) => (&claim.anchor.quote, Decision::Rejected),
            _ => return None,
        };
        let is_tracked = self.text.match_indices(&with(words)).any(|(at, found)| {
            let inside = at + before.len()..=at + found.len() - after.len();
            let tracked = self.changes.iter().zip(&self.file.changes);
            tracked.into_iter().any(|(at, one)| inside.contains(at) && one.author == author(&change.by))
        });
        Some(if is_tracked { Fate::Pending } else { Fate::Decided(decision) })
    }
}

/// True for a comment of ours that does not stand on the claim’s words, and says them.
fn is_beside(comment: &Comment) -> bool {
    comment.text.lines().any(|line| line.starts_with(WORDS) && line[WORDS.len()..].starts_with(": "))
}

/// How many letters around words tell where they are.
const ENOUGH: usize = 12;

/// A text without its blanks, which programs set otherwise.
fn flat(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How long the text before this byte is without its blanks.
fn flat_len(text: &str, until: usize) -> usize {
    let before = text.get(..until).unwrap_or(text);
    before.chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum()
}
