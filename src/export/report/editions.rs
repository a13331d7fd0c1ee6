//! What an edition lists, counts and tells.

use super::build::confidential;
use super::calls::{Call, says_none_of};
use super::groups::is_change_or_question;
use super::maker::Maker;
use super::{ArticleBlock, ClaimEntry, Group, Report};
use crate::export::Edition;
use crate::model::Claim;

/// A report of calls, and of nothing else.
pub(super) fn call_sheet<'a>(frame: Report<'a>, calls: Vec<Call<'a>>, in_order: &[&Claim]) -> Report<'a> {
    let named = calls.iter().filter(|call| call.named).count();
    let withheld = calls.iter().filter(|call| !call.withheld.is_empty()).count();
    Report {
        title: if says_none_of(frame.title, in_order) { frame.title } else { "A story with a quotation in its title" },
        byline: None,
        published: Vec::new(),
        confidential: if named > 0 { confidential(named, false) } else { confidential(withheld, true) },
        tells_confidential: named > 0,
        calls,
        ..frame
    }
}

impl<'a> Maker<'a, '_> {
    /// Says which claims the edition has an entry for, and leaves out what it does not tell of them.
    pub(super) fn list(&self, claims: &mut [ClaimEntry<'a>], article: &mut [ArticleBlock], in_order: &[&'a Claim]) {
        let edition = self.options.edition;
        for claim in claims.iter_mut() {
            claim.listed = match edition {
                Edition::CheckingCopy => true,
                Edition::Legal => !claim.flags.is_empty(),
                Edition::CheckedCopy | Edition::CallSheet => is_change_or_question(claim),
            };
            if edition != Edition::CheckingCopy {
                claim.drafts.clear();
            }
            if edition == Edition::CheckedCopy {
                claim.source_note = "";
            }
        }
        if edition == Edition::Legal {
            self.list_flagged(claims, article, in_order);
        }
    }

    /// Whoever reads the flagged claims only sees no others, so one that shares another's verification has its evidence.
    fn list_flagged(&self, claims: &mut [ClaimEntry<'a>], article: &mut [ArticleBlock], in_order: &[&'a Claim]) {
        for run in article.iter_mut().flat_map(|block| &mut block.runs) {
            run.claims.retain(|(claim, _)| claims[*claim].listed);
            run.ends.retain(|claim| claims[*claim].listed);
        }
        for index in 0..claims.len() {
            claims[index].in_article &= claims[index].listed;
            let root = claims[index].through.filter(|root| claims[index].listed && !claims[*root].listed);
            let shared = root.into_iter().flat_map(|root| in_order[root].evidence()).map(|piece| self.evidence(piece));
            claims[index].evidence.extend(shared);
        }
    }

    /// Groups of claims; in the legal copy of those flagged.
    pub(super) fn groups(&self, mut groups: Vec<Group>, claims: &[ClaimEntry]) -> Vec<Group> {
        if self.options.edition == Edition::Legal {
            groups.iter_mut().for_each(|group| group.claims.retain(|claim| claims[*claim].listed));
            groups.retain(|group| !group.claims.is_empty());
        }
        groups
    }
}
