//! How far the check has come: what each claim's status counts for, and the sums.

use super::claim::RECHECK_GLYPH;
use super::{Claim, ClaimId, Decision, Draft, Fingerprint, Project, Stance, Status, StatusRecord, typography};
use std::collections::{HashMap, HashSet};

/// Where a claim is in the current draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// At its place.
    Placed,
    /// Its words were deleted: it is kept in the archive, and there is nothing left to check.
    Gone,
    /// Its words are not at a place that is known: a person picks one.
    Unknown,
}

/// What a claim's status counts for now. Derived, never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The status that was set, on this claim or on the one it is the same as.
    pub status: Status,
    /// What tells that status from any other; absent while none is set.
    pub record: Option<Fingerprint>,
    /// ↻: the claim's text or evidence changed after the status was set, which no longer counts.
    pub recheck: bool,
    /// The claim whose verification this one shares, when it is marked the same as another.
    pub through: Option<ClaimId>,
    /// Some evidence supports and some contradicts.
    pub conflicting: bool,
    /// Two people left something of it differently without knowing of each other, and nobody has settled it.
    pub in_conflict: bool,
    /// The suggested change was made: its words are in the text, and a person closed the claim because of that.
    pub corrected: bool,
    /// Its words are in the current draft, gone from it, or nobody knows where.
    pub whereabouts: Whereabouts,
    /// Nothing is left to do: gone from the text, corrected, or verified, opinion, or a suggested change that an editor decided
    /// on, and no conflict.
    pub settled: bool,
}

impl Standing {
    /// The sign of what it counts for; never shown without [`Standing::words`] or a name that says them.
    pub fn sign(&self) -> &'static str {
        match (self.recheck, self.corrected) {
            (true, _) => RECHECK_GLYPH,
            (false, true) => Status::Verified.glyph(),
            (false, false) => self.status.glyph(),
        }
    }

    /// The status that counts: *unchecked* while a recheck is due.
    pub fn counted(&self) -> Status {
        if self.recheck { Status::Unchecked } else { self.status }
    }

    /// The status in words, with the old one behind a recheck.
    pub fn words(&self) -> String {
        self.words_as(|word| word)
    }

    /// The same in the words of a house, which are told for `recheck`, `corrected` and the word of each status.
    pub fn words_as<'a>(&self, say: impl Fn(&'static str) -> &'a str) -> String {
        let status = say(self.status.word());
        match (self.whereabouts, self.recheck) {
            (Whereabouts::Gone, _) => format!("gone, was {status}"),
            (_, true) => format!("{}, was {status}", say("recheck")),
            (_, false) if self.corrected => format!("{}, was {status}", say("corrected")),
            (_, false) => status.to_owned(),
        }
    }
}

/// What a claim's own status still needs: nothing, when it may stand.
pub(super) fn is_backed(project: &Project, claim: &Claim, status: Status) -> bool {
    match status {
        Status::Verified => {
            claim.evidence().any(|piece| piece.stance == Stance::Supports && project.source(&piece.source).is_some())
        }
        Status::Wrong => claim.change.is_some() || !claim.note.trim().is_empty(),
        Status::Query => !claim.question.trim().is_empty(),
        Status::Unchecked | Status::CantConfirm | Status::Opinion => true,
    }
}

impl Project {
    /// The claim whose verification this one shares, itself when it shares none. Follows *same as* to its end.
    pub fn root<'a>(&'a self, claim: &'a Claim) -> &'a Claim {
        self.shares_through(claim).last().unwrap_or(claim)
    }

    /// The claim itself, the one it is the same as, the one that one is the same as, and so on to the root. Ends before
    /// it would come round: a file may hold a circle, though no request makes one.
    pub(super) fn shares_through<'a>(&'a self, claim: &'a Claim) -> impl Iterator<Item = &'a Claim> {
        let mut seen = HashSet::new();
        let mut next = Some(claim);
        std::iter::from_fn(move || {
            let here = next.take().filter(|here| seen.insert(&here.id))?;
            next = here.same_as.as_ref().and_then(|same| self.claim(&same.claim));
            Some(here)
        })
    }

    /// What the claim's status counts for now. For many claims see [`Standings`].
    pub fn standing(&self, claim: &Claim) -> Standing {
        let root = self.root(claim);
        self.through(claim, root, &self.own(root), self.whereabouts(claim))
    }

    /// What a status counts for that is the claim's own.
    fn own(&self, root: &Claim) -> Standing {
        let (status, recheck) = match &root.status {
            None => (Status::Unchecked, false),
            Some(record) => {
                let rests = typography::is_same(&record.basis.quote, &root.anchor.quote)
                    && record.basis.evidence == root.evidence_fingerprint()
                    && is_backed(self, root, record.status);
                (record.status, !rests)
            }
        };
        let decided = root.change.as_ref().is_some_and(|change| change.decision != Decision::Proposed);
        let made = root.change.as_ref().is_some_and(|change| change.made.is_some());
        let corrected = made && !recheck && !matches!(status, Status::Unchecked | Status::Verified | Status::Opinion);
        let settled = corrected
            || match status {
                Status::Verified | Status::Opinion => true,
                Status::Wrong | Status::CantConfirm => decided,
                Status::Unchecked | Status::Query => false,
            };
        let record = root.status.as_ref().map(StatusRecord::fingerprint);
        let (conflicting, in_conflict) = (root.is_conflicting(), self.is_in_conflict(&root.id));
        let whereabouts = Whereabouts::Placed;
        Standing { status, record, recheck, through: None, conflicting, in_conflict, corrected, whereabouts, settled }
    }

    /// What the status of the root counts for on a claim that shares it.
    fn through(&self, claim: &Claim, root: &Claim, own: &Standing, whereabouts: Whereabouts) -> Standing {
        let is_same = |quote: &str| typography::is_same(quote, &claim.anchor.quote);
        let same_words = claim.same_as.as_ref().is_none_or(|same| is_same(&same.quote));
        let shares = root.id != claim.id;
        let recheck = own.recheck || root.status.is_some() && !same_words;
        let in_conflict = own.in_conflict || shares && self.is_in_conflict(&claim.id);
        let through = shares.then(|| root.id.clone());
        let settled = match whereabouts {
            Whereabouts::Placed => own.settled && !recheck && !in_conflict,
            Whereabouts::Gone => !in_conflict,
            Whereabouts::Unknown => false,
        };
        let corrected = own.corrected && !recheck;
        Standing { recheck, through, in_conflict, corrected, whereabouts, settled, ..own.clone() }
    }

    /// Where a claim that is not in the current draft is, in words; none for one that is.
    pub fn absence(&self, claim: &Claim) -> Option<String> {
        let draft = self.draft().map_or(0, |draft| draft.number);
        match self.whereabouts(claim) {
            _ if self.is_placed(claim) => None,
            Whereabouts::Gone => Some(format!("gone from draft {draft}")),
            Whereabouts::Unknown => Some(format!("no place in draft {draft} yet")),
            Whereabouts::Placed => Some("not in this draft".to_owned()),
        }
    }

    /// Where a claim is in the current draft.
    pub fn whereabouts(&self, claim: &Claim) -> Whereabouts {
        self.place_of(claim, |id| self.draft().is_some_and(|draft| draft.gone().any(|gone| gone == id)))
    }

    fn place_of(&self, claim: &Claim, is_gone: impl Fn(&ClaimId) -> bool) -> Whereabouts {
        match self.draft() {
            Some(draft) if draft.number != claim.anchor.draft => {
                if is_gone(&claim.id) {
                    Whereabouts::Gone
                } else {
                    Whereabouts::Unknown
                }
            }
            _ => Whereabouts::Placed,
        }
    }
}

/// What the statuses of many claims count for. Each chain of *same as* is walked once, and the evidence of each root is
/// read once, however many claims share it.
#[derive(Debug)]
pub struct Standings<'a> {
    project: &'a Project,
    /// Those whose words were deleted when the current draft came in.
    gone: HashSet<&'a ClaimId>,
    roots: HashMap<&'a ClaimId, &'a Claim>,
    own: HashMap<&'a ClaimId, Standing>,
}

impl<'a> Standings<'a> {
    /// Of claims of this project.
    pub fn new(project: &'a Project) -> Self {
        let gone = project.draft().into_iter().flat_map(Draft::gone).collect();
        Self { project, gone, roots: HashMap::new(), own: HashMap::new() }
    }

    /// What the claim's status counts for now.
    pub fn of(&mut self, claim: &'a Claim) -> Standing {
        let root = self.root(claim);
        let own = self.own.entry(&root.id).or_insert_with(|| self.project.own(root));
        self.project.through(claim, root, own, self.project.place_of(claim, |id| self.gone.contains(id)))
    }

    /// The claim whose verification this one shares, as [`Project::root`] finds it.
    pub fn root(&mut self, claim: &'a Claim) -> &'a Claim {
        if let Some(root) = self.roots.get(&claim.id) {
            return root;
        }
        let (mut path, mut places) = (Vec::new(), HashMap::new());
        let mut next = Some(claim);
        let mut root = claim;
        while let Some(here) = next {
            if let Some(known) = self.roots.get(&here.id) {
                root = known;
                break;
            }
            if let Some(start) = places.get(&here.id) {
                return self.circle(claim, &path, *start);
            }
            places.insert(&here.id, path.len());
            path.push(here);
            root = here;
            next = here.same_as.as_ref().and_then(|same| self.project.claim(&same.claim));
        }
        self.roots.extend(path.iter().map(|claim| (&claim.id, root)));
        root
    }

    /// In a circle, which begins at this place of the path, each claim ends at the one before it.
    fn circle(&mut self, claim: &'a Claim, path: &[&'a Claim], start: usize) -> &'a Claim {
        let last = path.last().copied().unwrap_or(claim);
        self.roots.extend(path[..=start].iter().map(|claim| (&claim.id, last)));
        self.roots.extend(path[start..].windows(2).map(|pair| (&pair[1].id, pair[0])));
        self.roots.get(&claim.id).copied().unwrap_or(last)
    }
}

/// Sums over the claims of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many claims there are.
    pub claims: usize,
    /// How many have nothing left to do.
    pub settled: usize,
    /// How many are gone from the text; they are settled, and count for nothing else.
    pub gone: usize,
    /// How many have no place in the current draft until a person picks one.
    pub unknown: usize,
    /// How many are due for a recheck.
    pub recheck: usize,
    /// How many have evidence both for and against.
    pub conflicting: usize,
    /// How many two people left differently.
    pub in_conflict: usize,
    /// How many were corrected as suggested; they count for no status.
    pub corrected: usize,
    counted: [usize; 6],
}

impl Progress {
    /// Sums these standings.
    pub fn of<'a>(standings: impl IntoIterator<Item = &'a Standing>) -> Self {
        let mut sums = Self::default();
        for standing in standings {
            sums.claims += 1;
            sums.settled += usize::from(standing.settled);
            sums.gone += usize::from(standing.whereabouts == Whereabouts::Gone);
            if standing.whereabouts == Whereabouts::Gone {
                continue;
            }
            sums.unknown += usize::from(standing.whereabouts == Whereabouts::Unknown);
            sums.recheck += usize::from(standing.recheck);
            sums.conflicting += usize::from(standing.conflicting);
            sums.in_conflict += usize::from(standing.in_conflict);
            if standing.corrected {
                sums.corrected += 1;
            } else if !standing.recheck {
                sums.counted[standing.status as usize] += 1;
            }
        }
        sums
    }

    /// How many claims have this status, those due for a recheck and those corrected left out.
    pub fn count(&self, status: Status) -> usize {
        self.counted[status as usize]
    }

    /// How many claims are still open.
    pub fn open(&self) -> usize {
        self.claims - self.settled
    }
}

impl Project {
    /// Sums over its claims.
    pub fn progress(&self) -> Progress {
        let mut all = Standings::new(self);
        let standings: Vec<Standing> =
            self.claims.iter().filter(|claim| !claim.deleted).map(|claim| all.of(claim)).collect();
        Progress::of(&standings)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Story;
    use super::super::{Request, Stance};
    use super::*;

    #[test]
    fn a_claim_is_settled_by_its_status_and_by_the_decision_on_its_change() {
        use Decision::{Accepted, Overruled, Proposed, Rejected};
        let all = [None, Some(Proposed), Some(Accepted), Some(Rejected), Some(Overruled)];
        let table = [
            (Status::Unchecked, [false; 5]),
            (Status::Verified, [true; 5]),
            (Status::Opinion, [true; 5]),
            (Status::Query, [false; 5]),
            (Status::Wrong, [false, false, true, true, true]),
            (Status::CantConfirm, [false, false, true, true, true]),
        ];
        for (status, expected) in table {
            let settled = all.map(|decision| {
                let mut story = Story::new();
                let (claim, source) = (story.claim("28,500"), story.source("Almanac"));
                story.evidence(&claim, &source, Stance::Supports);
                story.go(Request::SetNote(claim.clone(), "note".to_owned()));
                story.go(Request::SetQuestion(claim.clone(), "Who?".to_owned()));
                if let Some(decision) = decision {
                    story.go(Request::SuggestChange(claim.clone(), Some("27,000".to_owned())));
                    story.go(Request::Decide(claim.clone(), decision, "reason".to_owned()));
                }
                story.go(Request::SetStatus(claim.clone(), status));
                assert_eq!(story.project.progress().open(), usize::from(!story.standing(&claim).settled));
                story.standing(&claim).settled
            });
            assert_eq!(settled, expected, "{status}");
        }
    }

    #[test]
    fn sums_leave_rechecks_and_deleted_claims_out_of_the_statuses() {
        let mut story = Story::new();
        assert_eq!(story.project.progress(), Progress::default());
        let (lapsed, _) = (story.verified("28,500"), story.verified("$1bn"));
        let deleted = story.verified("troops");
        story.go(Request::DeleteClaim(deleted));
        let opinion = story.claim("“No,”");
        story.go(Request::SetStatus(opinion, Status::Opinion));
        story.claim("Seoul");
        let source = story.source("Yearbook");
        story.evidence(&lapsed, &source, Stance::Contradicts);
        let sums = story.project.progress();
        assert_eq!((sums.claims, sums.settled, sums.open()), (4, 2, 2));
        assert_eq!((sums.recheck, sums.conflicting), (1, 1));
        let counts = Status::ALL.iter().map(|status| sums.count(*status)).collect::<Vec<_>>();
        assert_eq!(counts, [1, 1, 0, 0, 0, 1]);
    }

    #[test]
    fn a_circle_in_a_damaged_file_comes_to_an_end() {
        let mut story = Story::new();
        let (one, two) = (story.claim("28,500"), story.claim("$1bn"));
        story.go(Request::SetSameAs(one.clone(), Some(two.clone())));
        let same =
            story.get(&one).same_as.clone().map(|same| super::super::claim::SameAs { claim: one.clone(), ..same });
        story.project.claims.get_mut(&two).unwrap().same_as = same;
        assert_eq!(story.standing(&one).through, Some(two.clone()));
        assert_eq!(story.standing(&two).through, Some(one));
    }

    #[test]
    fn a_status_that_a_file_claims_without_backing_does_not_count() {
        let mut story = Story::new();
        let claim = story.claim("28,500");
        let record = StatusRecord {
            status: Status::Verified,
            by: story.by.clone(),
            at: super::super::testing::NOW,
            basis: story.get(&claim).basis(),
            extra: super::super::Extra::new(),
        };
        story.project.claims.get_mut(&claim).unwrap().status = Some(record);
        assert_eq!((story.words(&claim).as_str(), story.standing(&claim).settled), ("recheck, was verified", false));
    }
}
