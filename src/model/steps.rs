//! The history by steps: what a person did at one go and, for an undo or a redo, what was first done.

use super::{ClaimId, Edit, Entry, EntryId, Project, SourceId, describe};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Whether a step did something, took it back, or did it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// It did it.
    Done,
    /// It took it back.
    Undone,
    /// It did it again.
    Redone,
}

impl Manner {
    /// What stands before the words of what was first done: nothing, `undo: ` or `redo: `.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Done => "",
            Self::Undone => "undo: ",
            Self::Redone => "redo: ",
        }
    }

    fn taken_back(self) -> Self {
        if self == Self::Undone { Self::Redone } else { Self::Undone }
    }
}

/// One step of the history.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// Its first entry, which says when and who.
    pub first: &'a Entry,
    /// Its entries.
    pub entries: &'a [Arc<Entry>],
    /// The entries of the step that was first done, behind any number of undos and redos; its own when it is none.
    pub origin: &'a [Arc<Entry>],
    /// Whether it did that, took it back, or did it again.
    pub manner: Manner,
}

impl<'a> Step<'a> {
    /// What was done, with every edit, such as `undo: mark “fivefold” query; write a question on “fivefold”`.
    pub fn what(&self, project: &Project) -> String {
        self.manner.prefix().to_owned() + &describe::whole_step(project, self.origin)
    }

    /// The claims it touches, the one that names the step first.
    pub fn claims(&self) -> Vec<&'a ClaimId> {
        self.touched(|edit| edit.claim())
    }

    /// The sources it touches, the one that names the step first.
    pub fn sources(&self) -> Vec<&'a SourceId> {
        self.touched(|edit| match edit {
            Edit::AddSource(source) => Some(&source.id),
            Edit::Source { id, .. } => Some(id),
            _ => None,
        })
    }

    fn touched<T: std::hash::Hash + Eq>(&self, of: impl Fn(&'a Edit) -> Option<&'a T>) -> Vec<&'a T> {
        let mut known = HashSet::new();
        let all = describe::main(self.origin).into_iter().chain(self.origin);
        all.filter_map(|entry| of(&entry.edit)).filter(|id| known.insert(*id)).collect()
    }
}

/// The steps of these entries of a history, in their order.
pub fn steps(entries: &[Arc<Entry>]) -> Vec<Step<'_>> {
    let undone: HashSet<&EntryId> = entries.iter().filter_map(|entry| entry.undoes.as_ref()).collect();
    // What is undone came before: a file that says otherwise must not send us round in circles.
    let mut before: HashMap<&EntryId, usize> = HashMap::new();
    let mut steps: Vec<Step> = Vec::new();
    for entries in entries.chunk_by(|one, two| one.step == two.step) {
        let [first, ..] = entries else { continue };
        let taken_back = first.undoes.as_ref().and_then(|name| steps.get(*before.get(name)?));
        let (origin, manner) =
            taken_back.map_or((entries, Manner::Done), |step| (step.origin, step.manner.taken_back()));
        if undone.contains(&first.step) {
            before.insert(&first.step, steps.len());
        }
        steps.push(Step { first, entries, origin, manner });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::{NOW, Story};
    use crate::model::{Extra, Person, Request, Status};

    #[test]
    fn an_undo_of_an_undo_is_a_redo_of_what_was_first_done() {
        let mut story = Story::new();
        story.claim("28,500");
        for turn in 0..4 {
            assert!(if turn % 2 == 0 { story.undo() } else { story.redo() }.unwrap());
        }
        story.claim("Seoul");
        let told: Vec<String> =
            steps(story.project.history.entries()).iter().map(|step| step.what(&story.project)).collect();
        let once = ["mark “28,500”", "undo: mark “28,500”", "redo: mark “28,500”"];
        assert_eq!(told, [&once[..], &once[1..], &["mark “Seoul”"]].concat());
    }

    #[test]
    fn a_step_touches_the_claim_that_names_it_first() {
        let mut story = Story::new();
        let (one, two) = (story.claim("28,500"), story.claim("Seoul"));
        let asked =
            [Request::SetNote(one.clone(), "counted".into()), Request::SetStatus(two.clone(), Status::CantConfirm)];
        story.try_all(&asked).unwrap();
        story.undo().unwrap();
        for step in &steps(story.project.history.entries())[2..] {
            assert_eq!((step.claims(), step.entries.len()), (vec![&two, &one], 2));
        }
        let source = story.source("Almanac");
        assert_eq!(steps(story.project.history.entries())[4].sources(), [&source]);
    }

    #[test]
    fn entries_that_undo_themselves_or_what_comes_later_end_the_search() {
        let entry = |id: &str, undoes: &str| {
            Arc::new(Entry {
                id: EntryId(id.into()),
                step: EntryId(id.into()),
                at: NOW,
                by: Person::default(),
                edit: Edit::AddDraft { number: 1 }.into(),
                replaces: Vec::new(),
                saw: Vec::new(),
                undoes: Some(EntryId(undoes.into())),
                extra: Extra::new(),
            })
        };
        let entries = [entry("a", "a"), entry("b", "c"), entry("c", "b"), entry("d", "gone")];
        let manners: Vec<Manner> = steps(&entries).iter().map(|step| step.manner).collect();
        assert_eq!(manners, [Manner::Done, Manner::Done, Manner::Undone, Manner::Done]);
    }
}
