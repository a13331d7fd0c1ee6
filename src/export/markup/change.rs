//! A suggested change as a tracked change: the words that differ are deleted, others inserted (ECMA-376 part 1, 17.13.5).

use super::comments::content;
use super::edit::Mark;
use super::place::Spot;
use super::scan::Atom;
use super::{Marker, escaped, signature};
use crate::export::clean::clean;
use crate::export::report::ClaimEntry;
use crate::model::{ClaimId, Decision};
use std::ops::Range;

impl Marker<'_> {
    /// Puts the change of a claim into the file, where there is one that an editor has not turned down.
    pub(super) fn change(&mut self, index: usize, entry: &ClaimEntry, range: &Range<usize>) {
        let stands =
            |decision| matches!(decision, Decision::Proposed | Decision::Accepted) && !entry.standing.corrected;
        let Some(change) = entry.change.as_ref().filter(|change| stands(change.decision)) else { return };
        let wording = clean(change.wording.trim()).into_owned();
        let Some(quote) = self.map.text.get(range.clone()).map(str::to_owned) else { return };
        let (cut, added) = differ(&quote, &wording);
        if cut.is_empty() && added.is_empty() {
            return;
        }
        let removed = range.start + cut.start..range.start + cut.end;
        if self.track(entry, removed, range, &added).is_none() {
            self.unchanged.push(index);
        }
    }

    fn track(&mut self, entry: &ClaimEntry, removed: Range<usize>, claim: &Range<usize>, added: &str) -> Option<()> {
        let (start, end) = match (removed.is_empty(), removed.start > claim.start) {
            (false, _) => self.map.span(&removed)?,
            // Nothing is taken out: the words go behind what stands before them, or before all of it.
            (true, true) => self.words(&(claim.start..removed.start)).map(|(_, end)| (end, end))?,
            (true, false) => self.words(claim).map(|(start, _)| (start, start))?,
        };
        let scan = self.scans.get(start.part)?;
        let (first, last) = (scan.runs.get(start.run)?, scan.runs.get(end.run)?);
        let fits = start.part == end.part && first.paragraph == last.paragraph && (removed.is_empty() || start != end);
        if !fits || self.made.edits[start.part].overlaps(start, end) {
            return None;
        }
        let tag = |name: &str, marker: &mut Self| {
            let ((prefix, names), id) = (marker.prefix(start), marker.next_id());
            format!("<{prefix}{name}{names} {prefix}id=\"{id}\"{}>", marker.changed_by(entry, &prefix))
        };
        for run in start.run..=end.run {
            let there = &scan.runs[run];
            let has_words = there.atoms.iter().any(Atom::is_text);
            let range = if run == start.run { start.at } else { there.all.start }..if run == end.run {
                end.at
            } else {
                there.all.end
            };
            if !removed.is_empty() && has_words && !there.deleted && !range.is_empty() {
                let tag = tag("del", self);
                self.made.edits[start.part].remove(run, range, tag);
            }
        }
        if !added.is_empty() {
            let tag = tag("ins", self);
            let inserted = self.inserted(start, &tag, added);
            self.made.edits[end.part].mark(end, Mark::Added(inserted));
        }
        Some(())
    }

    /// Where words are; none where they are in a text box or the like, of which only the outside is known.
    fn words(&self, range: &Range<usize>) -> Option<(Spot, Spot)> {
        self.map.span(range).filter(|(start, end)| start != end)
    }

    /// The attributes that say who and when.
    fn changed_by(&self, entry: &ClaimEntry, prefix: &str) -> String {
        let claim = self.redacted.project().claim(&ClaimId(entry.id.to_owned()));
        // Who decided on a change has taken the place of who proposed it.
        let proposed =
            claim.and_then(|claim| claim.change.as_ref()).filter(|change| change.decision == Decision::Proposed);
        let (by, at) = proposed.map_or_else(|| self.who(entry), |change| (change.by.clone(), change.at));
        let author = signature(&by).0;
        format!(" {prefix}author=\"{}\" {prefix}date=\"{}\"", escaped(&author), self.date(at))
    }

    /// New words, set as the first of the old ones are.
    fn inserted(&self, spot: Spot, tag: &str, words: &str) -> String {
        let text = self.layout.parts[spot.part].text.as_str();
        let run = &self.scans[spot.part].runs[spot.run];
        let (prefix, names) = self.prefix(spot);
        let props = run.props.clone().map(|props| match &run.props_change {
            Some(change) => format!("{}{}", &text[props.start..change.start], &text[change.end..props.end]),
            None => text[props].to_owned(),
        });
        let content = content(&prefix, words);
        let run = format!("<{prefix}r{names}>{}{content}</{prefix}r>", props.unwrap_or_default());
        format!("{tag}{run}</{prefix}ins>")
    }
}

/// The bytes of the old words that differ, cut where words begin or end, and the new ones for them.
fn differ(old: &str, new: &str) -> (Range<usize>, String) {
    let common = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let before = (0..=common).rev().find(|at| is_edge(old, *at) && is_edge(new, *at)).unwrap_or(0);
    let (old_rest, new_rest) = (&old[before..], &new[before..]);
    let shared = old_rest.bytes().rev().zip(new_rest.bytes().rev()).take_while(|(a, b)| a == b).count();
    let kept = (0..=shared)
        .rev()
        .find(|kept| is_edge(old_rest, old_rest.len() - kept) && is_edge(new_rest, new_rest.len() - kept));
    let kept = kept.unwrap_or(0);
    (before..old.len() - kept, new_rest[..new_rest.len() - kept].to_owned())
}

/// True where a word begins or ends, and at the ends of a text.
fn is_edge(text: &str, at: usize) -> bool {
    text.is_char_boundary(at) && {
        let (before, after) = text.split_at(at);
        before.is_empty()
            || after.is_empty()
            || before.ends_with(char::is_whitespace)
            || after.starts_with(char::is_whitespace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_differ_are_cut_out_between_blanks() {
        let check = |old: &str, new: &str, expected: (&str, &str)| {
            let (cut, added) = differ(old, new);
            assert_eq!((&old[cut], added.as_str()), expected, "{old:?} → {new:?}");
        };
        check("about 28,500 troops", "about 27,500 troops", ("28,500", "27,500"));
        check("about 28,500 troops", "some 28,500 troops", ("about", "some"));
        check("two", "three", ("two", "three"));
        check("two of them", "two", (" of them", ""));
        check("of them", "", ("of them", ""));
        check("half an hour", "half an hour or so", ("", " or so"));
        check("a a a", "a a", (" a", ""));
        check("서울 시", "부산 시", ("서울", "부산"));
        check("café", "cafè", ("café", "cafè"));
        check("same", "same", ("", ""));
    }
}
