//! Tickmark, a desktop fact-checking desk: the article next to a checklist of its claims.

//!
//! In order of dependency:
//!
//! - [`store`]: what outlives the program: the project file and how it is written, the files kept with it, the
//!   settings. Knows the model and the disk, nothing else.
//! - [`session`]: the open project: what a person asks of it, undo and redo, the list of claims, saving, and every
//!   error turned once into words for people.

pub mod model;
pub mod session;
pub mod store;
