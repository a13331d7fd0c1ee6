//! What a process may use up.

use std::time::Duration;

/// What a process may use up. The parent sees to time and answer; the rest is the system’s to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long it may take, by the clock on the wall; as much of the processor’s time, in whole seconds.
    pub time: Duration,
    /// Bytes of address space, those of the program itself included.
    pub space: u64,
    /// Bytes of the stack it works on, which are part of its address space.
    pub stack: usize,
    /// Bytes of all it says on its standard output.
    pub answer: u64,
}
