//! The article cut into runs, so that claims may overlap and nest.

use super::{ArticleBlock, Run};
use crate::model::{Block, BlockKind, Claim, Draft};
use std::collections::BTreeSet;
use std::ops::Range;

/// The blocks of the draft, asides left out, with the claims in them. `claims` are in order of the text.
pub(super) fn blocks<'a>(draft: &'a Draft, claims: &[&Claim]) -> Vec<ArticleBlock<'a>> {
    let held = claims.iter().enumerate().filter(|(_, claim)| claim.anchor.holds(draft));
    let held = held.map(|(index, claim)| (index, claim.anchor.range())).collect();
    let mut walk =
        Walk { draft, claims: held, next: 0, open: Vec::new(), free: BTreeSet::new(), last: vec![None; claims.len()] };
    let mut blocks = Vec::new();
    let mut paragraph = 0;
    for block in draft.blocks.iter().filter(|block| !block.aside) {
        let runs = walk.runs(block, blocks.len());
        paragraph += usize::from(block.kind == BlockKind::Paragraph);
        let level = block.level.unwrap_or(1).max(1);
        blocks.push(ArticleBlock { kind: block.kind, level, paragraph, range: block.start..block.end, runs });
    }
    for (claim, place) in walk.last.into_iter().enumerate().rev() {
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
    /// The lanes that claims have left, below the highest in use or in use before.
    free: BTreeSet<usize>,
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
        let free = &mut self.free;
        self.open.retain(|open| open.end > at || !free.insert(open.lane));
        while let Some((claim, range)) = self.claims.get(self.next).filter(|(_, range)| range.start <= at) {
            if range.end > at {
                let lane = self.free.pop_first().unwrap_or(self.open.len());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::testing::Desk;

    /// The article with each run that is in claims as `<numbers:text>`, lanes behind a slash where there are several,
    /// and the number of a claim in braces where it ends.
    fn drawn(desk: &Desk) -> String {
        let claims = desk.project.claims_in_order();
        let mut out = Vec::new();
        for block in blocks(desk.project.draft().unwrap(), &claims) {
            let mut line = String::new();
            for run in block.runs {
                let name = |(claim, lane): &(usize, usize)| format!("{}/{lane}", claim + 1);
                let names: Vec<String> = run.claims.iter().map(name).collect();
                line +=
                    &if names.is_empty() { run.text.to_owned() } else { format!("<{}:{}>", names.join(","), run.text) };
                run.ends.iter().for_each(|claim| line += &format!("{{{}}}", claim + 1));
            }
            out.push(line);
        }
        out.join(" ¶ ")
    }

    fn check(paragraphs: &[&str], quotes: &[&str], expected: &str) {
        let mut desk = Desk::new(paragraphs);
        quotes.iter().for_each(|quote| drop(desk.claim(quote)));
        assert_eq!(drawn(&desk), expected, "{quotes:?}");
    }

    #[test]
    fn cuts_the_article_where_claims_begin_and_end() {
        check(&["one two three"], &[], "one two three");
        check(&["one two three"], &["one two three"], "<1/0:one two three>{1}");
        check(&["one two three"], &["one", "three"], "<1/0:one>{1} two <2/0:three>{2}");
        check(&["one two three"], &["one two", "two three"], "<1/0:one ><1/0,2/1:two>{1}<2/1: three>{2}");
        check(&["one two three"], &["two", "one two three"], "<1/0:one ><1/0,2/1:two>{2}<1/0: three>{1}");
        check(&["one two three"], &["two", "two three"], "one <1/0,2/1:two>{2}<1/0: three>{1}");
        check(&["one two", "three four"], &["two\n\nthree"], "one <1/0:two> ¶ <1/0:three>{1} four");
        check(&["서울은 28,500명"], &["28,500명"], "서울은 <1/0:28,500명>{1}");
    }

    #[test]
    fn leaves_out_what_is_set_aside_and_what_no_longer_stands() {
        let mut desk = Desk::new(&["one two", "Advertisement", "three"]);
        for quote in ["two\n\nAdvertisement", "Advertisement", "three"] {
            desk.claim(quote);
        }
        desk.project.drafts[0].blocks[1].aside = true;
        assert_eq!(drawn(&desk), "one <1/0:two>{1} ¶ <3/0:three>{3}");
        desk.project.drafts[0].text = desk.project.drafts[0].text.replace("three", "seven");
        assert_eq!(drawn(&desk), "one <1/0:two>{1} ¶ seven");
    }
}
