//! How far the check has come: what each claim's status counts for, and the sums.

use super::{Claim, ClaimId, Decision, Project, Stance, Status};

/// What a claim's status counts for now. Derived, never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The status that was set, on this claim or on the one it is the same as.
    pub status: Status,
    /// ↻: the claim's text or evidence changed after the status was set, which no longer counts.
    pub recheck: bool,
    /// The claim whose verification this one shares, when it is marked the same as another.
    pub through: Option<ClaimId>,
    /// Some evidence supports and some contradicts.
    pub conflicting: bool,
    /// Nothing is left to do: verified, opinion, or a suggested change that an editor decided on.
    pub settled: bool,
}

impl Standing {
    /// The status that counts: *unchecked* while a recheck is due.
    pub fn counted(&self) -> Status {
        if self.recheck { Status::Unchecked } else { self.status }
    }

    /// The status in words, with the old one behind a recheck.
    pub fn words(&self) -> String {
        match self.recheck {
            true => format!("recheck, was {}", self.status),
            false => self.status.word().to_owned(),
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
        let mut root = claim;
        let mut seen = vec![&claim.id];
        while let Some(next) = root.same_as.as_ref().and_then(|same| self.claim(&same.claim)) {
            if seen.contains(&&next.id) {
                break;
            }
            seen.push(&next.id);
            root = next;
        }
        root
    }

    /// What the claim's status counts for now.
    pub fn standing(&self, claim: &Claim) -> Standing {
        let root = self.root(claim);
        let own_words = |claim: &Claim| claim.same_as.as_ref().is_none_or(|same| same.quote == claim.anchor.quote);
        let (status, recheck) = match &root.status {
            None => (Status::Unchecked, false),
            Some(record) => {
                let rests = record.basis.quote == root.anchor.quote
                    && record.basis.evidence == root.evidence_fingerprint()
                    && is_backed(self, root, record.status);
                (record.status, !rests || !own_words(claim))
            }
        };
        let decided = root.change.as_ref().is_some_and(|change| change.decision != Decision::Proposed);
        let settled = match status {
            Status::Verified | Status::Opinion => true,
            Status::Wrong | Status::CantConfirm => decided,
            Status::Unchecked | Status::Query => false,
        };
        Standing {
            status,
            recheck,
            through: (root.id != claim.id).then(|| root.id.clone()),
            conflicting: root.is_conflicting(),
            settled: settled && !recheck,
        }
    }
}

/// Sums over the claims of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many claims there are.
    pub claims: usize,
    /// How many have nothing left to do.
    pub settled: usize,
    /// How many are due for a recheck.
    pub recheck: usize,
    /// How many have evidence both for and against.
    pub conflicting: usize,
    counted: [usize; 6],
}

impl Progress {
    /// Sums these standings.
    pub fn of<'a>(standings: impl IntoIterator<Item = &'a Standing>) -> Self {
        let mut sums = Self::default();
        for standing in standings {
            sums.claims += 1;
            sums.settled += usize::from(standing.settled);
            sums.recheck += usize::from(standing.recheck);
            sums.conflicting += usize::from(standing.conflicting);
            if !standing.recheck {
                sums.counted[standing.status as usize] += 1;
            }
        }
        sums
    }

    /// How many claims have this status, those due for a recheck left out.
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
        let standings: Vec<Standing> =
            self.claims.iter().filter(|claim| !claim.deleted).map(|claim| self.standing(claim)).collect();
        Progress::of(&standings)
    }
}
