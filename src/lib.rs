//! Tickmark, a desktop fact-checking desk: the article next to a checklist of its claims.
//!
//! The modules in order of dependency:
//!
//! - [`model`]: what a fact check is. Pure values.
//! - [`text`]: algorithms on text, pure: words, sentences, the kind of a claim, finding and comparing.
//! - [`import`]: the bytes of a file → the article in it, with a sentence for everything left out or unsure.
//! - [`export`]: the project as a report, with what is confidential left out: one tree, several formats.
//! - [`store`]: what outlives the program: the project file and how it is written, the files kept with it, the
//!   settings. Knows the model and the disk, nothing else.
//! - [`sandbox`]: work that may go wrong, in a process of its own, within limits.
//! - [`session`]: the open project: what a person asks of it, undo and redo, the list of claims, saving, and every
//!   error turned once into words for people.
//! - [`command`]: every action once; menus, palette, shortcut sheet and keyboard read that table. [`job`]: long work on a
//!   thread of its own.
//! - [`cli`]: the command line, one file per command.
//! - `ui`: the window; nothing else knows egui.

pub mod cli;
pub mod command;
pub mod export;
pub mod import;
pub mod job;
pub mod model;
pub mod sandbox;
pub mod session;
pub mod store;
pub mod text;
#[cfg(feature = "window")]
pub mod ui;
