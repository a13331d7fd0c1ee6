//! Where words stand in a draft.

use super::side::index;

/// A word that stands more often than this is not looked up.
const MOST_LOOKED_AT: usize = 2_000;

/// By token, all its places.
pub(super) struct Places {
    /// By token: where its places begin in the list.
    first: Vec<u32>,
    list: Vec<u32>,
}

impl Places {
    /// Of these tokens, of which so many are different.
    pub fn new(ids: &[u32], different: usize) -> Self {
        let mut first = vec![0u32; different + 2];
        for id in ids {
            if let Some(count) = first.get_mut(*id as usize + 2) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut first {
            sum += *count;
            *count = sum;
        }
        let mut list = vec![0u32; ids.len()];
        for (id, place) in ids.iter().zip(0..) {
            if let Some(next) = first.get_mut(*id as usize + 1) {
                if let Some(slot) = list.get_mut(*next as usize) {
                    *slot = place;
                }
                *next += 1;
            }
        }
        Self { first, list }
    }

    fn of(&self, id: u32) -> &[u32] {
        let bound = |id: usize| index(&self.first, id).unwrap_or_default();
        self.list.get(bound(id as usize)..bound(id as usize + 1)).unwrap_or_default()
    }

    /// The first tokens of the places in `ids` where these tokens stand in a row. Of words that stand nearly
    /// everywhere, only the first places are looked at.
    pub fn find<'a>(&'a self, ids: &'a [u32], wanted: &'a [u32]) -> impl Iterator<Item = usize> + 'a {
        let rarest = wanted.iter().enumerate().min_by_key(|(_, id)| self.of(**id).len());
        let (offset, list) = rarest.map_or((0, [].as_slice()), |(offset, id)| (offset, self.of(*id)));
        let firsts = list.iter().take(MOST_LOOKED_AT).filter_map(move |place| (*place as usize).checked_sub(offset));
        firsts.filter(move |first| ids.get(*first..*first + wanted.len()) == Some(wanted))
    }
}
