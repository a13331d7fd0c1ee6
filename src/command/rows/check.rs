//! The rows of the Check menu.

use super::{Row, claim, key, row, shift};
use crate::command::{Command, Menu, Scene};
use crate::model::{Decision, Role, Status};

impl Command {
    pub(super) fn check_row(self) -> Row {
        let row = |name, does, shortcut| row(Menu::Check, name, does, shortcut, claim);
        match self {
            Self::AddEvidence => row("Add evidence…", "Say which source bears the claim out", key("E")),
            Self::UseNote => Row {
                when: |scene| claim(scene) && scene.source_note,
                ..row(
                    "Use the writer’s note…",
                    "Fill the evidence in from what the writer’s note refers to",
                    shift("E"),
                )
            },
            Self::SuggestChange => row("Suggest change…", "Propose other words", key("C")),
            Self::WriteQuestion => row("Ask the writer…", "Write the question to the writer", shift("Q")),
            Self::TakeFirst | Self::TakeSecond | Self::Conflicts => self.conflict_row(),
            _ => row("Write note…", "Write a note on the claim", key("T")),
        }
    }

    fn conflict_row(self) -> Row {
        let row = |name, does, shortcut, when| row(Menu::Check, name, does, shortcut, when);
        let in_conflict = |scene: &Scene| claim(scene) && scene.in_conflict;
        match self {
            Self::TakeFirst => {
                row("Take the first side", "Settle the conflict as the first has it", key("Comma"), in_conflict)
            }
            Self::TakeSecond => {
                row("Take the second side", "Settle the conflict as the second has it", key("Period"), in_conflict)
            }
            _ => row("Conflicts…", "See all that two people left differently", None, |scene| scene.conflicts),
        }
    }
}

/// The row that signs the claim off.
pub(super) fn sign_row(role: Role) -> Row {
    let shortcut = match role {
        Role::Checker => key("Y"),
        Role::SecondReader => shift("Y"),
        // The whole story only.
        Role::Editor | Role::Legal => None,
    };
    let does = format!("Stand by the claim as {role}, or take that back");
    row(Menu::Check, &format!("Sign off as {role}"), &does, shortcut, claim)
}

/// The row that decides on the suggested change.
pub(super) fn decide_row(decision: Decision) -> Row {
    row(Menu::Check, decide_name(decision), "Decide on the suggested change", None, |scene| {
        claim(scene) && scene.change
    })
}

pub(super) fn status_row(status: Status) -> Row {
    let (shortcut, does) = match status {
        Status::Unchecked => (key("U"), "Take the status back"),
        Status::Verified => (key("V"), "Evidence supports the claim"),
        Status::Wrong => (key("W"), "The claim is not so; needs a change or a note"),
        Status::Query => (key("Q"), "The writer is asked; needs a question"),
        Status::CantConfirm => (key("X"), "The claim cannot be confirmed"),
        Status::Opinion => (key("O"), "An opinion; nothing to check"),
    };
    row(Menu::Check, &format!("Mark {status}"), does, shortcut, claim)
}

fn decide_name(decision: Decision) -> &'static str {
    match decision {
        Decision::Proposed => "Reopen the decision",
        Decision::Accepted => "Accept the change",
        Decision::Rejected => "Reject the change",
        Decision::Overruled => "Overrule…",
    }
}
