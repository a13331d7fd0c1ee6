//! Two people's files of one story put together: the union of their histories, and what follows from it.
//!
//! Each field holds what the entry left that nobody replaced. Where there are several that disagree, the field is in
//! conflict ([`super::conflict`]): it holds the last of them in the order of the entries, except that a status or a
//! sign-off in conflict is none, for the program never picks one. Flags and kept copies are joined. What one person deleted while another
//! went on with it stays.
//!
//! Laws, tested over random histories: the order in which files are put together does not matter, nor does it matter
//! when one is put in twice, and nothing that either of them holds is lost.

mod drafts;
mod order;
mod state;

use super::history::Entry;
use super::{EntryId, Extra, History, Project};
use state::Merging;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use thiserror::Error;

/// Why two projects cannot be put together.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum MergeError {
    /// They do not begin with the same entry and the same first draft.
    #[error("the two are not copies of one story")]
    Unrelated,
    /// Each got a draft of this number, and the two differ in text, comments or tracked changes.
    #[error("both have a draft {0}, and the two are not the same")]
    Drafts(u32),
    /// A newer program changed something that this one does not understand in both.
    #[error("a newer Tickmark changed “{0}” in both, and this one does not understand it")]
    Newer(String),
    /// They use one name for two things.
    #[error("what the two say of “{0}” contradicts itself")]
    Contradiction(String),
}

impl MergeError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unrelated => "choose two copies of one project",
            Self::Drafts(_) => "keep both files, and go on with the one that has the right draft",
            Self::Newer(_) => "update Tickmark, and put them together then",
            Self::Contradiction(_) => "one of them was changed by hand or is damaged; take an earlier copy of it",
        }
    }
}

/// Puts two copies of one story together. Neither is changed. The result of the same entries is always the same, whoever
/// puts them together in whatever order.
///
/// # Errors
/// When they are not copies of one story, or cannot be put together without losing something.
pub fn merge(ours: &Project, theirs: &Project) -> Result<Project, MergeError> {
    check_related(ours, theirs)?;
    let (one, two) = (ours.history.entries(), theirs.history.entries());
    let (known, incoming) = compare(one, two)?;
    let is_same = incoming.is_empty() && known == one.len();
    let in_one_order = || one.iter().zip(two).all(|(one, two)| one.id == two.id);
    let mut merging = Merging::begin(ours, theirs)?;
    if is_same && in_one_order() || incoming.is_empty() && known < one.len() {
        return Ok(merging.finish());
    }
    if !incoming.is_empty() && known == one.len() {
        return merge_into_larger(theirs, ours);
    }
    let root = one.first().map(|entry| entry.id.clone()).unwrap_or_default();
    let all: Vec<Arc<Entry>> = one.iter().chain(&incoming).cloned().collect();
    let order::Order { entries, places } = order::canonical(&all, &root);
    merging.take_history(History::placed(entries, &places), &incoming)?;
    Ok(merging.finish())
}

/// All that the smaller one did is in the larger one, which therefore stays as it is.
fn merge_into_larger(larger: &Project, smaller: &Project) -> Result<Project, MergeError> {
    Ok(Merging::begin(larger, smaller)?.finish())
}

fn check_related(ours: &Project, theirs: &Project) -> Result<(), MergeError> {
    let related = match (ours.history.entries().first(), theirs.history.entries().first()) {
        (Some(one), Some(two)) => one.id == two.id,
        _ => true,
    };
    let [one, two] = [ours, theirs].map(|project| project.drafts.first().map(|draft| &draft.text));
    if related && one == two { Ok(()) } else { Err(MergeError::Unrelated) }
}

/// How many entries both know, and those of the second that the first does not know.
fn compare(one: &[Arc<Entry>], two: &[Arc<Entry>]) -> Result<(usize, Vec<Arc<Entry>>), MergeError> {
    let is_same = |one: &Arc<Entry>, two: &Arc<Entry>| Arc::ptr_eq(one, two) || one == two;
    // Copies of one story nearly always begin with the same entries.
    let both = one.iter().zip(two).take_while(|(one, two)| is_same(one, two)).count();
    let ours: HashMap<&EntryId, &Arc<Entry>> = one[both..].iter().map(|entry| (&entry.id, entry)).collect();
    let (mut known, mut incoming) = (HashSet::new(), Vec::new());
    for entry in &two[both..] {
        match ours.get_key_value(&entry.id) {
            None => incoming.push(Arc::clone(entry)),
            Some((id, own)) if is_same(own, entry) => drop(known.insert(*id)),
            Some(_) => return Err(MergeError::Contradiction(entry.id.0.clone())),
        }
    }
    Ok((both + known.len(), incoming))
}

/// The fields of both that this version does not know.
fn join_extra(ours: &mut Extra, theirs: &Extra) -> Result<(), MergeError> {
    for (name, json) in theirs.iter() {
        match ours.get(name) {
            None => ours.insert(name, json.clone()),
            Some(own) if own == json => {}
            Some(_) => return Err(MergeError::Newer(name.to_owned())),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
