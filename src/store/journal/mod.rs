//! What was done since the last save, one record a line, so that nothing is lost when the machine stops.
//!
//! ```text
//! 0f3a5c7712de90ab {"journal":1,"title":"…","base":"…"}
//! 91b2c0d4e5f60718 {"step":[{"id":"k3f9x2ab-17","step":"k3f9x2ab-17","at":"…","by":"…","edit":{…}}]}
//! ```
//!
//! Before the space stand the first 16 hexadecimal digits of the SHA-256 of the line before's own 16 digits and this
//! line's JSON. So no line can be changed, taken out or moved without notice; a journal that was cut off at the end of
//! a line is a whole journal of what was done until then. [`disk`]: where journals lie and who holds them.

pub mod disk;
#[cfg(test)]
mod tests;

use crate::model::draft::Draft;
use crate::model::history::Entry;
use crate::model::{Edit, Person};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::Arc;

/// The version of the journal that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// The length of a checksum, in hexadecimal digits.
const DIGITS: usize = 16;

/// The first line: which story it is, and what the records come after.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the journal.
    #[serde(rename = "journal")]
    pub version: u32,
    /// The program that writes it.
    pub by: String,
    /// The project file; absent while there is none, and when its name is not Unicode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<PathBuf>,
    /// What the story was called when the journal began.
    pub title: String,
    /// The story, see [`super::state::story_key`].
    pub story: String,
    /// SHA-256 of the project that the records come after, as a project file.
    pub base: String,
    /// That project itself was never saved.
    #[serde(default)]
    pub unsaved: bool,
    /// Folders of files that are copied beside the project file when it is next saved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_kept: Vec<PathBuf>,
    /// When the sitting began.
    pub began: DateTime<Utc>,
}

/// One line after the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Record {
    /// Entries of the history, as they stand in the project file.
    #[serde(serialize_with = "write_entries", deserialize_with = "read_entries")]
    Step(Vec<Arc<Entry>>),
    /// A draft that came in; its entry follows and does not repeat its text.
    Draft(Box<Draft>),
    /// A file to be kept with the project when it is next saved.
    File {
        /// Its SHA-256.
        sha256: String,
        /// Where it lies, when it is too large to be put beside the journal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        path: Option<String>,
    },
    /// What is being typed and is no step yet, as the edits that would make it one; none when nothing is left of it. The
    /// next such record or the next step takes its place.
    Typed {
        /// When.
        at: DateTime<Utc>,
        /// Who.
        by: Person,
        /// What.
        edits: Vec<Edit>,
    },
    /// The writer is there, which is written only where the file system knows no locks.
    Pulse,
}

fn write_entries<S: Serializer>(entries: &[Arc<Entry>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(entries.iter().map(Arc::as_ref))
}

fn read_entries<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Arc<Entry>>, D::Error> {
    Ok(Vec::<Entry>::deserialize(deserializer)?.into_iter().map(Arc::new).collect())
}

/// What a journal holds, up to the first line that is not whole and right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replay {
    /// The first line; absent when it is not right.
    pub header: Option<Header>,
    /// The records, oldest first.
    pub records: Vec<Record>,
    /// True when there was nothing but these; false when writing was cut short, or something is wrong.
    pub complete: bool,
    /// What is wrong, a sentence's words; absent when the journal was at the most cut short.
    pub damage: Option<String>,
}

/// Reads a journal: exactly the records before the first line that is not whole or not right.
pub fn read(bytes: &[u8]) -> Replay {
    let mut replay = Replay::default();
    let mut chain = Chain::default();
    for (place, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let Some(line) = line.strip_suffix(b"\n") else { return replay };
        if let Err(why) = replay.take(&mut chain, line) {
            replay.damage = Some(format!("the journal of what was not saved {why} at line {}", place + 1));
            return replay;
        }
    }
    replay.complete = replay.header.is_some();
    replay
}

impl Replay {
    fn take(&mut self, chain: &mut Chain, line: &[u8]) -> Result<(), &'static str> {
        let json = chain.check(line).ok_or("is damaged")?;
        if self.header.is_some() {
            self.records.push(serde_json::from_slice(json).map_err(|_| "holds what this Tickmark does not know")?);
            return Ok(());
        }
        let header: Header = serde_json::from_slice(json).map_err(|_| "has no beginning that can be read")?;
        if header.version > VERSION {
            return Err("was written by a newer Tickmark");
        }
        self.header = Some(header);
        Ok(())
    }

    /// The steps in it, oldest first, each with its entries.
    pub fn steps(&self) -> impl Iterator<Item = &[Arc<Entry>]> {
        self.records.iter().filter_map(|record| match record {
            Record::Step(entries) => Some(entries.as_slice()),
            _ => None,
        })
    }

    /// The entries of the history in it, oldest first.
    pub fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.steps().flatten()
    }

    /// What was being typed at the end: when, by whom, and the edits that it comes to.
    pub fn typed(&self) -> Option<(DateTime<Utc>, &Person, &[Edit])> {
        let latest = self.records.iter().rev().take_while(|record| !matches!(record, Record::Step(_)));
        let mut typed = latest.filter_map(|record| match record {
            Record::Typed { at, by, edits } => Some((*at, by, edits.as_slice())),
            _ => None,
        });
        // Only the last of them counts, even when nothing is left of what was typed.
        typed.next().filter(|(.., edits)| !edits.is_empty())
    }
}

/// The checksum of the line before, on which the next one rests.
#[derive(Clone, Debug, Default)]
pub struct Chain(String);

impl Chain {
    fn next(&self, json: &[u8]) -> String {
        let digest = Sha256::new().chain_update(&self.0).chain_update(json).finalize();
        digest[..DIGITS / 2].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A header or a record as the next line.
    ///
    /// # Errors
    /// When it cannot be turned into JSON.
    pub fn line(&mut self, value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
        let json = serde_json::to_vec(value)?;
        self.0 = self.next(&json);
        Ok([self.0.as_bytes(), b" ", &json, b"\n"].concat())
    }

    /// The JSON of the next line, when its checksum is right.
    fn check<'a>(&mut self, line: &'a [u8]) -> Option<&'a [u8]> {
        let (digits, rest) = line.split_at_checked(DIGITS)?;
        let json = rest.strip_prefix(b" ")?;
        let expected = self.next(json);
        (digits == expected.as_bytes()).then(|| {
            self.0 = expected;
            json
        })
    }
}
