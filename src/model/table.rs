//! A list in order of arrival that can also be looked up by identifier.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashMap;
use std::sync::Arc;

/// Something that has an identifier.
pub trait Keyed {
    /// The identifier, unique in its table.
    fn key(&self) -> &str;
}

/// A list of keyed things, in order of arrival. Nothing is ever removed: what is deleted is marked so, and stays
/// for the history. Copies share their rows until one of them is changed, so that a snapshot for saving costs next to
/// nothing. In a project file it is a plain list; two rows with one identifier are refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<T> {
    rows: Vec<Arc<T>>,
    index: HashMap<Arc<str>, usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), index: HashMap::new() }
    }
}

impl<T: Keyed + Clone> Table<T> {
    /// Adds a row; false, and nothing changes, when one of this identifier is there already.
    pub fn push(&mut self, row: T) -> bool {
        if self.index.contains_key(row.key()) {
            return false;
        }
        self.index.insert(row.key().into(), self.rows.len());
        self.rows.push(Arc::new(row));
        true
    }

    /// Takes back the latest [`Table::push`].
    pub(super) fn pop(&mut self) {
        if let Some(row) = self.rows.pop() {
            self.index.remove(row.key());
        }
    }

    /// The row of this identifier.
    pub fn get(&self, key: impl AsRef<str>) -> Option<&T> {
        self.rows.get(*self.index.get(key.as_ref())?).map(Arc::as_ref)
    }

    /// The row of this identifier, to change it.
    pub fn get_mut(&mut self, key: impl AsRef<str>) -> Option<&mut T> {
        self.rows.get_mut(*self.index.get(key.as_ref())?).map(Arc::make_mut)
    }

    /// Puts the rows in the order of their keys; those of one key stay as they are.
    pub(super) fn sort_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        if self.rows.iter().map(|row| key(row)).is_sorted() {
            return;
        }
        self.rows.sort_by_cached_key(|row| key(row));
        self.index = self.rows.iter().enumerate().map(|(place, row)| (row.key().into(), place)).collect();
    }

    /// All rows, in order of arrival.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &T> + DoubleEndedIterator {
        self.rows.iter().map(Arc::as_ref)
    }

    /// True when there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<T: Keyed + Clone + Serialize> Serialize for Table<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, T: Keyed + Clone + Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = Vec::<Arc<T>>::deserialize(deserializer)?;
        let mut index = HashMap::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            if index.insert(row.key().into(), place).is_some() {
                return Err(D::Error::custom(format!("two of them have the identifier “{}”", row.key())));
            }
        }
        Ok(Self { rows, index })
    }
}
