//! Which claims are listed.

use crate::model::{Claim, Flag, Kind, Risk, Standing, Status};
use crate::session::{Row, Session};
use crate::text::find;

/// How the claims that are listed stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// They have this status, and it counts.
    As(Status),
    /// They were corrected as suggested.
    Corrected,
    /// They are due for a recheck.
    Recheck,
    /// Two people left them differently.
    InConflict,
}

impl Stands {
    fn fits(self, standing: &Standing) -> bool {
        match self {
            Self::As(status) => standing.counted() == status && !standing.recheck && !standing.corrected,
            Self::Corrected => standing.corrected,
            Self::Recheck => standing.recheck,
            Self::InConflict => standing.in_conflict,
        }
    }
}

/// Which claims are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those that stand so.
    pub stands: Option<Stands>,
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
        self.stands.is_none_or(|stands| stands.fits(&row.standing))
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
