//! Two drafts of the story compared, to be looked at; on any thread.

use super::Session;
use crate::model::{Draft, Project};
use crate::text::relocate::{Comparison, Differences};
use std::sync::Arc;

/// All that is needed to compare two drafts.
#[derive(Clone, Debug)]
pub struct CompareOrder {
    project: Arc<Project>,
    /// Number of the older draft.
    from: u32,
    /// Number of the later one.
    to: u32,
}

/// Two drafts, compared.
#[derive(Clone, Debug)]
pub struct Compared {
    project: Arc<Project>,
    from: u32,
    to: u32,
    /// What is different.
    pub differences: Differences,
}

impl CompareOrder {
    /// Compares them. `watch` hears how far it is, from 0 to 1, and says whether to go on; None when it said no, or when
    /// there is no such draft.
    pub fn run(self, watch: &mut dyn FnMut(f32) -> bool) -> Option<Compared> {
        let Self { project, from, to } = self;
        let text = |number: u32| Some(&project.draft_by_number(number)?.text);
        let differences = Comparison::new(text(from)?, text(to)?, watch)?.differences();
        Some(Compared { project, from, to, differences })
    }
}

impl Compared {
    /// The older draft and the later one.
    pub fn drafts(&self) -> Option<(&Draft, &Draft)> {
        Some((self.project.draft_by_number(self.from)?, self.project.draft_by_number(self.to)?))
    }

    /// Their numbers.
    pub fn numbers(&self) -> (u32, u32) {
        (self.from, self.to)
    }
}

impl Session {
    /// An order to compare two drafts, by their numbers. Cheap: nothing is copied.
    pub fn compare_order(&self, from: u32, to: u32) -> CompareOrder {
        CompareOrder { project: self.snapshot(), from, to }
    }
}
