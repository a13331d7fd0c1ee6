//! The article cut into runs, so that claims may overlap and nest.

use super::{ArticleBlock, Run};
use crate::model::{Block, BlockKind, Claim, Draft};
use std::ops::Range;

/// The blocks of the draft, asides left out, with the claims in them. `claims` are in order of the text.
pub(super) fn blocks<'a>(draft: &'a Draft, claims: &[&Claim]) -> Vec<ArticleBlock<'a>> {
    let held = claims.iter().enumerate().filter(|(_, claim)| claim.anchor.holds(draft));
    let held = held.map(|(index, claim)| (index, claim.anchor.range())).collect();
    let mut walk = Walk { draft, claims: held, next: 0, open: Vec::new(), last: vec![None; claims.len()] };
    let mut blocks = Vec::new();
    let mut paragraph = 0;
    for block in draft.blocks.iter().filter(|block| !block.aside) {
        let runs = walk.runs(block, blocks.len());
        let counts = !matches!(block.kind, BlockKind::Hed | BlockKind::Dek | BlockKind::Byline | BlockKind::Dateline);
        paragraph += usize::from(counts);
        let level = block.level.unwrap_or(1).max(1);
        blocks.push(ArticleBlock { kind: block.kind, level, paragraph: counts.then_some(paragraph), runs });
    }
    for (claim, place) in walk.last.into_iter().enumerate() {
        if let Some(run) = place.and_then(|(block, run)| blocks.get_mut(block)?.runs.get_mut(run)) {
            run.ends.push(claim);
        }
    }
    blocks
}

/// A claim that has begun and not ended.
struct Open {
    claim: usize,
    lane: usize,
    end: usize,
}

/// One walk over the text from front to back.
struct Walk<'a> {
    draft: &'a Draft,
    /// The claims whose words stand in the draft, in order, with their index.
    claims: Vec<(usize, Range<usize>)>,
    next: usize,
    open: Vec<Open>,
    /// Block and run in which each claim was seen last.
    last: Vec<Option<(usize, usize)>>,
}

impl<'a> Walk<'a> {
    /// The runs of a block, which will have this index.
    fn runs(&mut self, block: &Block, index: usize) -> Vec<Run<'a>> {
        let mut runs = Vec::new();
        let mut at = block.start;
        while at < block.end {
            self.turn(at);
            let cut = self.next_cut(at, block.end);
            let Some(text) = self.draft.text.get(at..cut) else { break };
            self.open.iter().for_each(|open| self.last[open.claim] = Some((index, runs.len())));
            let claims = self.open.iter().map(|open| (open.claim, open.lane)).collect();
            runs.push(Run { text, claims, ends: Vec::new() });
            at = cut;
        }
        runs
    }

    /// Closes the claims that end at or before this byte, and opens those that begin there.
    fn turn(&mut self, at: usize) {
        self.open.retain(|open| open.end > at);
        while let Some((claim, range)) = self.claims.get(self.next).filter(|(_, range)| range.start <= at) {
            if range.end > at {
                let lane = (0..).find(|lane| self.open.iter().all(|open| open.lane != *lane)).unwrap_or_default();
                self.open.push(Open { claim: *claim, lane, end: range.end });
            }
            self.next += 1;
        }
    }

    /// Where the run that starts here ends: where a claim ends or begins, or the block does.
    fn next_cut(&self, at: usize, block_end: usize) -> usize {
        let ends = self.open.iter().map(|open| open.end);
        let begin = self.claims.get(self.next).map(|(_, range)| range.start);
        ends.chain(begin).filter(|cut| *cut > at).fold(block_end, usize::min)
    }
}
