//! Work that may go wrong, in a process of its own: it hears its task on its standard input, answers in lines on its
//! standard output, and is ended and reaped whatever happens.
//!
//! - [`Limits`]: what such a process may use up. [`Program`]: what runs in it, as a rule this program itself.
//! - [`run()`]: the parent’s side; `pipes` talks to the process on threads of their own; [`Failure`]: why nothing came of it.
//! - [`work`]: the child’s side, which [`confine()`]s itself before it hears anything.

mod confine;
mod error;
mod limits;
mod pipes;
mod program;
mod run;
#[cfg(all(test, unix))]
mod tests;

pub use confine::{confine, work};
pub use error::Failure;
pub use limits::Limits;
pub use program::Program;
pub use run::run;
