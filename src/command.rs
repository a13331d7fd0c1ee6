//! Every action once: its name, what it does, its shortcut, its menu and when it can be done. The menus, the palette,
//! the shortcut sheet and the keyboard all read this table.

use crate::model::{Decision, Flag, Kind, Risk, Status};

/// Something a person can do by menu, palette or key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table below says in words what each one does")]
pub enum Command {
    OpenArticle,
    OpenProject,
    PasteArticle,
    OpenSample,
    Save,
    SaveAs,
    Versions,
    TakeIn,
    /// Bring in a new draft.
    UpdateDraft,
    /// What the new draft made of the claims.
    Carried,
    ExportReport,
    Pack,
    CloseStory,
    Quit,
    Undo,
    Redo,
    CopyText,
    SelectAll,
    Find,
    SetAside,
    RenameStory,
    HowRead,
    Sources,
    History,
    Preferences,
    MarkClaim,
    PickSpan,
    ExtendRight,
    ShrinkRight,
    ExtendLeft,
    ShrinkLeft,
    SplitClaim,
    MergeNext,
    SameAs,
    DeleteClaim,
    LookAtNotes,
    TakeNotes,
    Status(Status),
    AddEvidence,
    UseNote,
    SuggestChange,
    WriteQuestion,
    WriteNote,
    Decide(Decision),
    TakeFirst,
    TakeSecond,
    Conflicts,
    Kind(Kind),
    Risk(Risk),
    Flag(Flag),
    NextConflict,
    NextUnchecked,
    PreviousUnchecked,
    NextByRisk,
    PreviousByRisk,
    NextClaim,
    PreviousClaim,
    FocusArticle,
    FocusChecklist,
    Palette,
    Shortcuts,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    TextLarger,
    TextSmaller,
}

/// The menu a command stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Stories and files.
    Story,
    /// Undo, clipboard, finding.
    Edit,
    /// Making and shaping claims.
    Claim,
    /// What the check of a claim has come to.
    Check,
    /// Moving about.
    Go,
    /// How it looks.
    View,
}

impl Menu {
    /// Every menu, in order.
    pub const ALL: [Self; 6] = [Self::Story, Self::Edit, Self::Claim, Self::Check, Self::Go, Self::View];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Story => "Story",
            Self::Edit => "Edit",
            Self::Claim => "Claim",
            Self::Check => "Check",
            Self::Go => "Go",
            Self::View => "View",
        }
    }
}

/// A key with its modifiers. The key is named as egui names it, such as `N`, `F6` or `Delete`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// The key.
    pub key: &'static str,
}

impl Shortcut {
    /// True when it would also type a character, so that it must not act while somebody types.
    pub fn types(&self) -> bool {
        !self.ctrl && !self.key.starts_with('F') || self.key == "F"
    }

    /// As people read it, such as `Ctrl Shift S`.
    pub fn text(&self) -> String {
        let key = match self.key {
            "Questionmark" => "?",
            "Plus" => "+",
            "Minus" => "−",
            "OpenBracket" => "[",
            "CloseBracket" => "]",
            "Comma" => ",",
            "Period" => ".",
            "Equals" => "=",
            "ArrowDown" => "↓",
            "ArrowUp" => "↑",
            other => other,
        };
        let ctrl = if self.ctrl { "Ctrl " } else { "" };
        let shift = if self.shift && self.key != "Questionmark" { "Shift " } else { "" };
        format!("{ctrl}{shift}{key}")
    }
}

/// What the window has open, as far as commands depend on it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scene {
    /// A story is open.
    pub story: bool,
    /// It can be changed.
    pub writable: bool,
    /// A claim is selected.
    pub claim: bool,
    /// Text of the article is selected.
    pub selection: bool,
    /// The selected claim has a suggested change.
    pub change: bool,
    /// The selected claim has a note of the writer.
    pub source_note: bool,
    /// Notes of the writer offer claims, taken or not.
    pub offers: bool,
    /// Some of them are no claims yet.
    pub open_offers: bool,
    /// Something of the selected claim is in conflict.
    pub in_conflict: bool,
    /// Something of the story is in conflict.
    pub conflicts: bool,
    /// Something can be undone.
    pub undo: bool,
    /// Something can be redone.
    pub redo: bool,
}

const fn key(key: &'static str) -> Option<Shortcut> {
    Some(Shortcut { ctrl: false, shift: false, key })
}

const fn shift(key: &'static str) -> Option<Shortcut> {
    Some(Shortcut { ctrl: false, shift: true, key })
}

const fn ctrl(key: &'static str) -> Option<Shortcut> {
    Some(Shortcut { ctrl: true, shift: false, key })
}

const fn ctrl_shift(key: &'static str) -> Option<Shortcut> {
    Some(Shortcut { ctrl: true, shift: true, key })
}

/// One row of the table.
struct Row {
    name: String,
    does: String,
    shortcut: Option<Shortcut>,
    menu: Menu,
    when: fn(&Scene) -> bool,
}

fn row(menu: Menu, name: &str, does: &str, shortcut: Option<Shortcut>, when: fn(&Scene) -> bool) -> Row {
    Row { name: name.to_owned(), does: does.to_owned(), shortcut, menu, when }
}

fn always(_: &Scene) -> bool {
    true
}
fn story(scene: &Scene) -> bool {
    scene.story
}
fn writable(scene: &Scene) -> bool {
    scene.story && scene.writable
}
fn claim(scene: &Scene) -> bool {
    scene.claim && scene.writable
}
fn selection(scene: &Scene) -> bool {
    scene.selection && scene.writable
}

impl Command {
    /// Every command, in the order of the menus.
    pub fn all() -> Vec<Self> {
        use Command::*;
        let mut all =
            vec![OpenArticle, OpenProject, PasteArticle, OpenSample, Save, SaveAs, Versions, TakeIn, UpdateDraft];
        all.extend([Carried, Pack, RenameStory, HowRead, Sources, History, ExportReport, CloseStory, Quit]);
        all.extend([Undo, Redo, CopyText, SelectAll, Find, SetAside, Preferences]);
        all.extend([MarkClaim, PickSpan, ExtendRight, ShrinkRight, ExtendLeft, ShrinkLeft, SplitClaim, MergeNext]);
        all.extend([SameAs, DeleteClaim, LookAtNotes, TakeNotes]);
        all.extend(crate::model::Kind::ALL.iter().map(|kind| Self::Kind(*kind)));
        all.extend(crate::model::Risk::ALL.iter().map(|risk| Self::Risk(*risk)));
        all.extend(crate::model::Flag::ALL.iter().map(|flag| Self::Flag(*flag)));
        all.extend(crate::model::Status::ALL.iter().map(|status| Self::Status(*status)));
        all.extend([AddEvidence, UseNote, SuggestChange, WriteQuestion, WriteNote]);
        all.extend(crate::model::Decision::ALL.iter().map(|decision| Self::Decide(*decision)));
        all.extend([TakeFirst, TakeSecond, Conflicts, NextConflict]);
        all.extend([NextUnchecked, PreviousUnchecked, NextByRisk, PreviousByRisk, NextClaim, PreviousClaim]);
        all.extend([FocusArticle, FocusChecklist, Palette, Shortcuts, ZoomIn, ZoomOut, ZoomReset]);
        all.extend([TextLarger, TextSmaller]);
        all
    }

    /// Its name, in sentence case; an ellipsis says that it asks for something first.
    pub fn name(self) -> String {
        self.row().name
    }

    /// What it does, a sentence without its full stop.
    pub fn does(self) -> String {
        self.row().does
    }

    /// The key that does it.
    pub fn shortcut(self) -> Option<Shortcut> {
        self.row().shortcut
    }

    /// The menu it stands in.
    pub fn menu(self) -> Menu {
        self.row().menu
    }

    /// True when it can be done now.
    pub fn is_enabled(self, scene: &Scene) -> bool {
        (self.row().when)(scene)
    }

    fn row(self) -> Row {
        match self {
            Self::Status(status) => status_row(status),
            Self::Kind(kind) => {
                let does = format!("Say that the claim is a {kind}");
                row(Menu::Claim, &format!("Kind: {kind}"), &does, None, claim)
            }
            Self::Risk(risk) => {
                let shortcut = match risk {
                    Risk::High => key("1"),
                    Risk::Normal => key("2"),
                    Risk::Low => key("3"),
                };
                let does = format!("Set the risk of the claim to {risk}");
                row(Menu::Claim, &format!("Risk: {risk}"), &does, shortcut, claim)
            }
            Self::Flag(flag) => {
                let shortcut = if flag == Flag::Legal { key("F") } else { None };
                row(Menu::Claim, &format!("Flag: {flag}"), "Set or lift the flag", shortcut, claim)
            }
            Self::Decide(decision) => {
                let name = if decision == Decision::Overruled { "Overrule…" } else { decide_name(decision) };
                row(Menu::Check, name, "Decide on the suggested change", None, |scene| claim(scene) && scene.change)
            }
            _ => self.plain_row(),
        }
    }

    fn plain_row(self) -> Row {
        match self.menu_of_plain() {
            Menu::Story => self.story_row(),
            Menu::Edit => self.edit_row(),
            Menu::Claim => self.claim_row(),
            Menu::Check => self.check_row(),
            Menu::Go => self.go_row(),
            Menu::View => self.view_row(),
        }
    }

    fn menu_of_plain(self) -> Menu {
        use Command::*;
        match self {
            OpenArticle | OpenProject | PasteArticle | OpenSample | Save | SaveAs | Versions | TakeIn | UpdateDraft
            | Carried | Pack | RenameStory | HowRead | Sources | History | ExportReport | CloseStory | Quit => {
                Menu::Story
            }
            Undo | Redo | CopyText | SelectAll | Find | SetAside | Preferences => Menu::Edit,
            MarkClaim | PickSpan | ExtendRight | ShrinkRight | ExtendLeft | ShrinkLeft | SplitClaim | MergeNext
            | SameAs | DeleteClaim | LookAtNotes | TakeNotes | Kind(_) | Risk(_) | Flag(_) => Menu::Claim,
            Status(_) | Decide(_) | AddEvidence | UseNote | SuggestChange | WriteQuestion | WriteNote | TakeFirst
            | TakeSecond | Conflicts => Menu::Check,
            NextConflict | NextUnchecked | PreviousUnchecked | NextByRisk | PreviousByRisk | NextClaim
            | PreviousClaim | FocusArticle | FocusChecklist => Menu::Go,
            Palette | Shortcuts | ZoomIn | ZoomOut | ZoomReset | TextLarger | TextSmaller => Menu::View,
        }
    }

    fn story_row(self) -> Row {
        let row = |name, does, shortcut, when| row(Menu::Story, name, does, shortcut, when);
        match self {
            Self::OpenArticle => row("Open article…", "Begin the check of a new story from a file", ctrl("N"), always),
            Self::OpenProject => row("Open project…", "Go on with a story", ctrl("O"), always),
            Self::PasteArticle => row("Paste article…", "Begin with text from the clipboard", ctrl_shift("V"), always),
            Self::OpenSample => row("Open the sample story", "Look around in a check that is half done", None, always),
            Self::Save => row("Save", "Save the project file", ctrl("S"), story),
            Self::SaveAs => row("Save as…", "Save the project under another name", ctrl_shift("S"), story),
            Self::Versions => {
                row("Earlier versions…", "See the story as it was, and have it back as a file", None, story)
            }
            Self::TakeIn => {
                row("Take in a copy…", "Put a colleague’s copy of this story together with it", None, writable)
            }
            Self::UpdateDraft => row(
                "Update draft…",
                "Bring in a new draft of the article, and find every claim again in it",
                None,
                writable,
            ),
            Self::Carried => row(
                "What became of claims…",
                "See what the latest draft made of each claim, and what is new in it",
                None,
                story,
            ),
            Self::RenameStory => row("Rename story…", "Change what the story is called", None, writable),
            Self::HowRead => {
                row("How it was read…", "See what was left out, and read the file in another way", None, story)
            }
            Self::Sources => row("Sources…", "Look through and change the sources of the story", ctrl("U"), story),
            Self::History => row("History…", "Look through what was done, when and by whom", ctrl("H"), story),
            Self::ExportReport => row("Export report…", "Write the fact-check report to a file", ctrl("E"), story),
            Self::Pack => row("Pack…", "Put the story and all its files into one file to hand over", None, story),
            Self::CloseStory => row("Close story", "Go back to the start page", ctrl("W"), story),
            _ => row("Quit", "Leave Tickmark", ctrl("Q"), always),
        }
    }

    fn edit_row(self) -> Row {
        let row = |name, does, shortcut, when| row(Menu::Edit, name, does, shortcut, when);
        match self {
            Self::Undo => row("Undo", "Take back what was done last", ctrl("Z"), |scene| scene.undo),
            Self::Redo => row("Redo", "Do again what was taken back", ctrl_shift("Z"), |scene| scene.redo),
            Self::CopyText => row("Copy", "Copy the selected text of the article", None, |scene| scene.selection),
            Self::SelectAll => row("Select all", "Select the whole article", ctrl("A"), story),
            Self::Find => row("Find", "Find claims by text, note or source", ctrl("F"), story),
            Self::SetAside => row(
                "Set aside or take back",
                "Say that the paragraph is not part of the article, or that it is",
                key("A"),
                writable,
            ),
            _ => row("Preferences…", "Initials, theme, text size", ctrl("Comma"), always),
        }
    }

    fn claim_row(self) -> Row {
        let row = |name, does, shortcut, when| row(Menu::Claim, name, does, shortcut, when);
        match self {
            Self::MarkClaim => row("Mark claim", "Make a claim of the selected text", key("M"), selection),
            Self::PickSpan => row("Use selected text", "Give the claim the selected words", key("G"), |scene| {
                claim(scene) && scene.selection
            }),
            Self::ExtendRight => row("Extend at the end", "Add the next word to the claim", key("CloseBracket"), claim),
            Self::ShrinkRight => {
                row("Shrink at the end", "Take the last word off the claim", key("OpenBracket"), claim)
            }
            Self::ExtendLeft => {
                row("Extend at the start", "Add the word before to the claim", shift("OpenBracket"), claim)
            }
            Self::ShrinkLeft => {
                row("Shrink at the start", "Take the first word off the claim", shift("CloseBracket"), claim)
            }
            Self::SplitClaim => row("Split at the caret", "Make two claims of one", key("S"), claim),
            Self::MergeNext => row("Merge with the next", "Make one claim of this and the next", key("J"), claim),
            Self::SameAs => row("Same as…", "Share the verification of another claim", key("Equals"), claim),
            Self::LookAtNotes => {
                let does = "See what the comments and footnotes of the writer offer as claims";
                row("Notes from the writer…", does, key("L"), |scene| scene.offers)
            }
            Self::TakeNotes => {
                let does = "Make a claim of each comment and footnote that is none yet";
                row("Take all notes from the writer", does, shift("L"), |scene| scene.open_offers && writable(scene))
            }
            _ => row("Delete claim", "Take the mark off the text", key("Delete"), claim),
        }
    }

    fn check_row(self) -> Row {
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

    fn go_row(self) -> Row {
        let row = |name, does, shortcut| row(Menu::Go, name, does, shortcut, story);
        match self {
            Self::NextConflict => Row {
                when: |scene| scene.conflicts,
                ..row("Next conflict", "Go to the next claim in conflict", key("D"))
            },
            Self::NextUnchecked => row("Next to check", "Go to the next unchecked claim in the text", key("N")),
            Self::PreviousUnchecked => row("Previous to check", "Go to the unchecked claim before", key("P")),
            Self::NextByRisk => row("Next by risk", "Go to the riskiest claim still unchecked", shift("N")),
            Self::PreviousByRisk => row("Previous by risk", "Go back in the order of risk", shift("P")),
            Self::NextClaim => row("Next claim", "Go to the next claim in the list", ctrl("ArrowDown")),
            Self::PreviousClaim => row("Previous claim", "Go to the claim before in the list", ctrl("ArrowUp")),
            Self::FocusArticle => row("Go to the article", "Put the caret into the article", key("F6")),
            _ => row("Go to the checklist", "Put the focus into the checklist", key("F7")),
        }
    }

    fn view_row(self) -> Row {
        let row = |name, does, shortcut| row(Menu::View, name, does, shortcut, always);
        match self {
            Self::Palette => row("Commands…", "Find any command by its name", ctrl("K")),
            Self::Shortcuts => row("Shortcuts", "Show every key", key("Questionmark")),
            Self::ZoomIn => row("Larger", "Make everything larger", ctrl("Plus")),
            Self::ZoomOut => row("Smaller", "Make everything smaller", ctrl("Minus")),
            Self::ZoomReset => row("Normal size", "Show everything at its normal size", ctrl("0")),
            Self::TextLarger => row("Larger article text", "Set the article in larger type", None),
            _ => row("Smaller article text", "Set the article in smaller type", None),
        }
    }
}

fn status_row(status: Status) -> Row {
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_command_is_there_once_with_a_name_of_its_own() {
        let names: Vec<String> = Command::all().into_iter().map(Command::name).collect();
        let unique: HashSet<&String> = names.iter().collect();
        assert_eq!(names.len(), unique.len(), "{names:?}");
    }

    #[test]
    fn no_two_commands_share_a_key() {
        let mut keys = HashSet::new();
        for command in Command::all() {
            if let Some(shortcut) = command.shortcut() {
                assert!(keys.insert(shortcut.text()), "{} is there twice", shortcut.text());
            }
        }
    }

    #[test]
    fn a_command_stands_in_the_menu_its_row_is_written_under() {
        for command in Command::all() {
            assert_eq!(command.menu(), command.menu_of_plain(), "{}", command.name());
        }
    }

    #[test]
    fn nothing_that_changes_a_story_can_be_done_without_one() {
        let start = Scene::default();
        let enabled: Vec<String> =
            Command::all().into_iter().filter(|command| command.is_enabled(&start)).map(Command::name).collect();
        assert!(!enabled.iter().any(|name| name.contains("claim") || name.contains("Mark")), "{enabled:?}");
    }
}
