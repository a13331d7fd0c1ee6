//! Which claims are listed.

use crate::model::{Claim, Flag, Kind, Risk, Status};
use crate::session::{Row, Session};
use crate::text::find;

/// Which claims are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of this status.
    pub status: Option<Status>,
    /// Those due for a recheck.
    pub recheck: bool,
    /// Those that were corrected as suggested.
    pub corrected: bool,
    /// Those that two people left differently.
    pub in_conflict: bool,
    /// Those of this kind.
    pub kind: Option<Kind>,
    /// Those of this risk.
    pub risk: Option<Risk>,
    /// Those with this flag.
    pub flag: Option<Flag>,
    /// Those with these words in their text, note, question, change or sources.
    pub find: String,
}

impl Filter {
    /// True when a claim passes.
    pub fn passes(&self, session: &Session, row: &Row, claim: &Claim) -> bool {
        let standing = &row.standing;
        let status =
            self.status.is_none_or(|status| standing.counted() == status && !standing.recheck && !standing.corrected)
                && (!self.recheck || standing.recheck)
                && (!self.corrected || standing.corrected)
                && (!self.in_conflict || standing.in_conflict);
        status
            && self.kind.is_none_or(|kind| claim.kind == kind)
            && self.risk.is_none_or(|risk| claim.risk == risk)
            && self.flag.is_none_or(|flag| claim.flags.contains(&flag))
            && self.finds(session, claim)
    }

    fn finds(&self, session: &Session, claim: &Claim) -> bool {
        let needle = self.find.trim();
        if needle.is_empty() {
            return true;
        }
        let has = |text: &str| !find::search(text, needle).is_empty();
        let change = claim.change.as_ref().map_or("", |change| change.wording.as_str());
        [&*claim.anchor.quote, &*claim.note, &*claim.source_note, &*claim.question, &*claim.answer, change]
            .into_iter()
            .any(has)
            || claim.evidence().any(|piece| {
                let source = session.project().source(&piece.source);
                has(&piece.passage)
                    || source.is_some_and(|source| has(&source.details.title) || has(&source.details.who))
            })
    }
}
