//! What a Word file says that we gave to the writer and that came back: answers to the comments on the claims, and what
//! became of the suggested changes.
//!
//! The last words of each such comment name its claim, so that they come back whatever program had the file in between.

use crate::model::article::Comment;
use crate::model::{Claim, ClaimId, Decision, Draft, Person, Project, Request, SuggestedChange};
use std::collections::HashSet;

/// What the comment on a claim says of a change that could not be tracked in the text.
pub const UNTRACKED: &str = "not tracked in the text";

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
    /// The draft that is checked, and its text without blanks.
    old: Option<&'a Draft>,
    old_text: String,
    replies: &'a mut Replies,
}

impl<'a> Hearing<'a> {
    fn new(project: &'a Project, file: &'a Draft, replies: &'a mut Replies) -> Self {
        let old = project.draft();
        Self {
            file,
            text: flat(&file.text),
            old,
            old_text: old.map(|old| flat(&old.text)).unwrap_or_default(),
            replies,
        }
    }

    /// The answers to a comment of ours, which is the one at this place of the list. Where a program has torn a thread
    /// apart, an answer is a comment at the same place that was not in the draft, and follows.
    fn answers(&mut self, claim: &Claim, at: usize) {
        let Some(comment) = self.file.comments.get(at) else { return };
        let is_old = |one: &Comment| self.old.is_some_and(|old| old.comments.iter().any(|old| old.text == one.text));
        let follows = self.file.comments.iter().skip(at + 1);
        let follows =
            follows.take_while(|one| claim_of(one).is_none() && (one.start, one.end) == (comment.start, comment.end));
        for answer in comment.replies.iter().chain(follows.filter(|one| !is_old(one))) {
            let words = answer.text.trim();
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
        let decided = match flat(words) {
            found if found == flat(&change.wording) => Some(Decision::Accepted),
            found if found == flat(&claim.anchor.quote) => Some(Decision::Rejected),
            _ => self.by_neighbours(claim, change),
        };
        match decided {
            // What was not tracked was not there to be rejected.
            Some(Decision::Rejected) if comment.text.contains(UNTRACKED) => self.replies.pending += 1,
            Some(decision) => self.replies.decisions.push((claim.id.clone(), decision)),
            None if words.trim().is_empty() || comment.text.contains(UNTRACKED) => self.replies.pending += 1,
            None => self.replies.otherwise.push((claim.id.clone(), words.trim().to_owned())),
        }
    }

    /// A claim without a comment: a program takes the comment away with the words when it accepts that they go.
    fn silence(&mut self, claim: &Claim) {
        let cut = claim
            .change
            .as_ref()
            .filter(|change| change.decision == Decision::Proposed && change.wording.trim().is_empty());
        if cut.and_then(|change| self.by_neighbours(claim, change)) == Some(Decision::Accepted) {
            self.replies.decisions.push((claim.id.clone(), Decision::Accepted));
        }
    }

    /// Which of the two stands between the words around the claim; none where both or neither do, or too few words tell.
    fn by_neighbours(&self, claim: &Claim, change: &SuggestedChange) -> Option<Decision> {
        let (before, after) = (flat(&claim.anchor.prefix), flat(&claim.anchor.suffix));
        if before.chars().count() + after.chars().count() < ENOUGH {
            return None;
        }
        let count = |text: &str, words: &str| text.matches(&format!("{before}{}{after}", flat(words))).count();
        let has_more = |words: &str| count(&self.text, words) > count(&self.old_text, words);
        let has_still = |words: &str| count(&self.text, words) >= count(&self.old_text, words).max(1);
        match (has_more(&change.wording), has_still(&claim.anchor.quote)) {
            (true, false) => Some(Decision::Accepted),
            (false, true) => Some(Decision::Rejected),
            _ => None,
        }
    }
}

/// How many letters around words tell where they are.
const ENOUGH: usize = 12;

/// A text without its blanks, which programs set otherwise.
fn flat(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::{TrackedChange, TrackedKind};
    use crate::model::{Anchor, Block, BlockKind, Extra, Kind, Risk};

    /// A story with a query and a change, and the file as it comes back.
    fn story() -> (Project, Draft) {
        let text = "Some 28,500 troops are there. They left at dawn, he said. Nobody knows why.";
        let mut draft = Draft { number: 1, text: text.to_owned(), ..Draft::default() };
        draft.blocks.push(Block::new(BlockKind::Paragraph, 0..text.len()));
        let mut project = Project::default();
        for (id, quote, wording) in
            [("t-1", "28,500 troops", Some("27,500 troops")), ("t-2", "at dawn", None), ("t-3", ", he said", Some(""))]
        {
            let start = text.find(quote).unwrap();
            let anchor = Anchor::new(&draft, start..start + quote.len()).unwrap();
            let mut claim = Claim::new(ClaimId(id.into()), anchor, Kind::Other, Risk::Normal);
            claim.change = wording.map(|wording| SuggestedChange {
                wording: wording.to_owned(),
                decision: Decision::Proposed,
                reason: String::new(),
                by: Person::new("MK", ""),
                at: chrono::DateTime::UNIX_EPOCH,
                made: None,
                extra: Extra::new(),
            });
            project.claims.push(claim);
        }
        project.drafts.push(draft.clone());
        (project, draft)
    }

    fn comment(file: &Draft, claim: &str, words: &str, replies: &[(&str, &str)]) -> Comment {
        let start = file.text.find(words).unwrap();
        let reply = |(author, text): &(&str, &str)| Comment {
            author: (*author).into(),
            text: (*text).into(),
            ..Comment::default()
        };
        let text = format!("Claim\n{}", signature(&ClaimId(claim.into())));
        Comment {
            start,
            end: start + words.len(),
            text,
            replies: replies.iter().map(reply).collect(),
            ..Comment::default()
        }
    }

    #[test]
    fn answers_and_decisions_are_found_by_the_words_that_the_comments_stand_on() {
        let (project, sent) = story();
        let check = |text: &str, words: &str, expected: (Vec<Decision>, usize)| {
            let mut file = Draft { text: text.to_owned(), ..sent.clone() };
            file.comments.push(comment(&file, "t-1", words, &[]));
            let found = Replies::find(&project, &file).unwrap();
            let decisions = found.decisions.iter().map(|(_, decision)| *decision).collect();
            assert_eq!((decisions, found.otherwise.len()), expected, "{text}");
        };
        check("Some 27,500 troops are there.", "27,500 troops", (vec![Decision::Accepted], 0));
        check("Some 28,500 troops are there.", "28,500 troops", (vec![Decision::Rejected], 0));
        check("Some 28,500\u{a0}troops are there.", "28,500\u{a0}troops", (vec![Decision::Rejected], 0));
        check("Some 26,000 soldiers are there.", "26,000 soldiers", (vec![], 1));
        let gone = "Some 28,500 troops are there. They left at dawn. Nobody knows why.";
        check(gone, "28,500 troops", (vec![Decision::Rejected, Decision::Accepted], 0));
        assert_eq!(Replies::find(&project, &sent), None);
    }

    #[test]
    fn a_change_that_is_still_tracked_is_pending() {
        let (project, mut file) = story();
        file.comments.push(comment(&file, "t-1", "28,500 troops", &[]));
        file.changes.push(TrackedChange {
            kind: TrackedKind::Deletion,
            author: "MK".into(),
            date: String::new(),
            start: file.text.find("28,500").unwrap(),
            text: "28,500".into(),
            extra: Extra::new(),
        });
        let found = Replies::find(&project, &file).unwrap();
        assert_eq!((found.pending, found.decisions.len()), (1, 0));
    }

    #[test]
    fn what_is_taken_in_once_is_not_taken_in_twice() {
        let (mut project, mut file) = story();
        file.comments.push(comment(
            &file,
            "t-2",
            "at dawn",
            &[("R. Lee", "Yes, at dawn. "), ("", "Or a little later."), ("", " ")],
        ));
        file.comments.push(Comment {
            text: "By telephone.".into(),
            author: "R. Lee".into(),
            replies: Vec::new(),
            ..file.comments[0].clone()
        });
        file.comments.push(comment(&file, "x-9", "Nobody", &[("", "Not of this story.")]));
        let found = Replies::find(&project, &file).unwrap();
        let lines: Vec<&str> = found.answers.iter().map(|(_, line)| line.as_str()).collect();
        assert_eq!(lines, ["R. Lee: Yes, at dawn.", "Or a little later.", "R. Lee: By telephone."]);
        assert_eq!((found.comments, found.sums().as_str()), (1, "3 answers"));
        let requests = found.requests(&project);
        let Request::SetAnswer(claim, answer) = &requests[0] else { panic!("{requests:?}") };
        project.claims.get_mut(claim).unwrap().answer.clone_from(answer);
        assert_eq!(Replies::find(&project, &file).unwrap().requests(&project), []);
    }

    #[test]
    fn a_comment_of_ours_is_known_by_its_last_words() {
        let claim = ClaimId("k3x9a2bc-17".to_owned());
        let check = |text: &str, expected: Option<&ClaimId>| {
            let comment = Comment { text: text.to_owned(), ..Comment::default() };
            assert_eq!(claim_of(&comment).as_ref(), expected, "{text:?}");
        };
        check(&signature(&claim), Some(&claim));
        check(&format!("Claim 3 ? query\nWho says so?\n{} \n", signature(&claim)), Some(&claim));
        check(&format!("{}. Thanks!", signature(&claim)), None);
        check("Tickmark claim ", None);
        check("Who says so?", None);
    }
}
