//! Tickmark.
fn main() {}
