//! Sentences that stand whole inside a longer one of the other draft: a stop or a paragraph’s end was lost or added.
//! They are made sentences there as well, so that the stages behind find them.

use super::matching::FEW;
use super::side::{NONE, Side};
use super::vocabulary::Vocabulary;
use std::collections::{BTreeSet, HashMap};

/// A word in more places than this leads to none.
const RARE: usize = 8;

/// Cuts the sentences of both drafts that hold one of the other. `old_partner` and `new_partner` say which have a
/// partner already and are left alone. True when anything was cut.
pub(super) fn cut(
    old: &mut Side,
    new: &mut Side,
    old_partner: &[u32],
    new_partner: &[u32],
    vocabulary: &mut Vocabulary,
) -> bool {
    let mut cuts = (BTreeSet::new(), BTreeSet::new());
    find(old, new, old_partner, new_partner, &mut cuts);
    let mut reversed = (std::mem::take(&mut cuts.1), std::mem::take(&mut cuts.0));
    find(new, old, new_partner, old_partner, &mut reversed);
    let (new_cuts, old_cuts) = reversed;
    old.cut_at(&old_cuts, vocabulary) | new.cut_at(&new_cuts, vocabulary)
}

/// Adds where the sentences of `inner` begin and end in `outer`, and where sentences of `outer` part them.
fn find(
    inner: &Side,
    outer: &Side,
    inner_partner: &[u32],
    outer_partner: &[u32],
    cuts: &mut (BTreeSet<usize>, BTreeSet<usize>),
) {
    let free = |partner: &[u32], unit: usize| partner.get(unit) == Some(&NONE);
    let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
    for unit in (0..outer.units.len()).filter(|unit| free(outer_partner, *unit)) {
        for (id, token) in outer.ids_of(unit).iter().zip(outer.tokens(unit)) {
            let list = places.entry(*id).or_default();
            if list.len() <= RARE {
                list.push(token);
            }
        }
    }
    for unit in inner.units.iter().enumerate().filter(|(unit, _)| free(inner_partner, *unit)).map(|(_, unit)| unit) {
        let wanted = inner.ids.get(unit.tokens.clone()).unwrap_or_default();
        if unit.words < FEW {
            continue;
        }
        let rarest = wanted.iter().enumerate().map(|(offset, id)| (offset, places.get(id)));
        let Some((offset, Some(rarest))) = rarest.min_by_key(|(_, list)| list.map_or(0, Vec::len)) else { continue };
        if rarest.len() > RARE {
            continue;
        }
        let firsts = rarest.iter().filter_map(|token| token.checked_sub(offset));
        let mut same = firsts.filter(|first| outer.ids.get(*first..*first + wanted.len()) == Some(wanted));
        let (Some(first), None) = (same.next(), same.next()) else { continue };
        cuts.1.extend([first, first + wanted.len()]);
        let inside = outer.tokens_to_units(first..first + wanted.len());
        let starts = inside.map(|unit| outer.tokens(unit).start).filter(|start| *start > first);
        cuts.0.extend(starts.map(|start| start - first + unit.tokens.start));
    }
}
