//! Every action once: its name, what it does, its shortcut, its menu and when it can be done. The menus, the palette,
//! the shortcut sheet and the keyboard all read the table in [`rows`].

mod rows;

use crate::model::{Decision, Flag, Kind, Risk, Role, Status};

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
    UpdateDraft,
    ReviewDraft,
    FinishReview,
    CompareDrafts,
    NameDraft,
    TakeBackDraft,
    NothingToCheck,
    NextUnread,
    ShowUnread,
    RenameStory,
    HowRead,
    Sources,
    ImportSources,
    History,
    SignStory,
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
    SignClaim(Role),
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
    /// Drafts, and what of them was read.
    Draft,
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
    pub const ALL: [Self; 7] = [Self::Story, Self::Edit, Self::Draft, Self::Claim, Self::Check, Self::Go, Self::View];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Story => "Story",
            Self::Edit => "Edit",
            Self::Draft => "Draft",
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
    /// There is a draft before the current one.
    pub several_drafts: bool,
    /// A review of the current draft is open.
    pub reviewing: bool,
    /// Something can be undone.
    pub undo: bool,
    /// Something can be redone.
    pub redo: bool,
}

impl Command {
    /// Every command, in the order of the menus.
    pub fn all() -> Vec<Self> {
        use Command::*;
        let mut all = vec![OpenArticle, OpenProject, PasteArticle, OpenSample, Save, SaveAs, Versions, TakeIn];
        all.extend([
            Pack,
            RenameStory,
            HowRead,
            Sources,
            ImportSources,
            History,
            SignStory,
            ExportReport,
            CloseStory,
            Quit,
        ]);
        all.extend([Undo, Redo, CopyText, SelectAll, Find, SetAside, Preferences]);
        all.extend([UpdateDraft, ReviewDraft, FinishReview, CompareDrafts, NameDraft, TakeBackDraft]);
        all.extend([NothingToCheck, NextUnread, ShowUnread]);
        all.extend([MarkClaim, PickSpan, ExtendRight, ShrinkRight, ExtendLeft, ShrinkLeft, SplitClaim, MergeNext]);
        all.extend([SameAs, DeleteClaim, LookAtNotes, TakeNotes]);
        all.extend(crate::model::Kind::ALL.iter().map(|kind| Self::Kind(*kind)));
        all.extend(crate::model::Risk::ALL.iter().map(|risk| Self::Risk(*risk)));
        all.extend(crate::model::Flag::ALL.iter().map(|flag| Self::Flag(*flag)));
        all.extend(crate::model::Status::ALL.iter().map(|status| Self::Status(*status)));
        all.extend([AddEvidence, UseNote, SuggestChange, WriteQuestion, WriteNote]);
        all.extend(crate::model::Decision::ALL.iter().map(|decision| Self::Decide(*decision)));
        all.extend([TakeFirst, TakeSecond, Conflicts]);
        all.extend(Role::OF_CLAIMS.iter().map(|role| Self::SignClaim(*role)));
        all.push(NextConflict);
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
