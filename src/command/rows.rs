//! The table: for each command its name, what it does, its key, its menu and when it can be done. Those of the Check menu
//! are in [`check`].

mod check;

use super::{Command, Menu, Scene, Shortcut};
use crate::model::{Flag, Risk};

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
pub(super) struct Row {
    pub(super) name: String,
    pub(super) does: String,
    pub(super) shortcut: Option<Shortcut>,
    pub(super) menu: Menu,
    pub(super) when: fn(&Scene) -> bool,
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
    pub(super) fn row(self) -> Row {
        match self {
            Self::Status(status) => check::status_row(status),
            Self::SignClaim(role) => check::sign_row(role),
            Self::Decide(decision) => check::decide_row(decision),
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
            _ => self.plain_row(),
        }
    }

    fn plain_row(self) -> Row {
        match self.menu_of_plain() {
            Menu::Story => self.story_row(),
            Menu::Edit => self.edit_row(),
            Menu::Draft => self.draft_row(),
            Menu::Claim => self.claim_row(),
            Menu::Check => self.check_row(),
            Menu::Go => self.go_row(),
            Menu::View => self.view_row(),
        }
    }

    pub(super) fn menu_of_plain(self) -> Menu {
        use Command::*;
        match self {
            OpenArticle | OpenProject | PasteArticle | OpenSample | Save | SaveAs | Versions | TakeIn | Pack
            | RenameStory | HowRead | Sources | ImportSources | History | SignStory | ExportReport | CloseStory
            | Quit => Menu::Story,
            UpdateDraft | ReviewDraft | FinishReview | CompareDrafts | NameDraft | TakeBackDraft | NothingToCheck
            | NextUnread | ShowUnread => Menu::Draft,
            Undo | Redo | CopyText | SelectAll | Find | SetAside | Preferences => Menu::Edit,
            MarkClaim | PickSpan | ExtendRight | ShrinkRight | ExtendLeft | ShrinkLeft | SplitClaim | MergeNext
            | SameAs | DeleteClaim | LookAtNotes | TakeNotes | Kind(_) | Risk(_) | Flag(_) => Menu::Claim,
            Status(_) | Decide(_) | AddEvidence | UseNote | SuggestChange | WriteQuestion | WriteNote | TakeFirst
            | TakeSecond | Conflicts | SignClaim(_) => Menu::Check,
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
            Self::RenameStory => row("Rename story…", "Change what the story is called", None, writable),
            Self::HowRead => {
                row("How it was read…", "See what was left out, and read the file in another way", None, story)
            }
            Self::Sources => row("Sources…", "Look through and change the sources of the story", ctrl("U"), story),
            Self::ImportSources => {
                let does = "Add the sources of a list from another program: BibTeX, RIS or CSL-JSON";
                row("Import sources…", does, None, writable)
            }
            Self::History => row("History…", "Look through what was done, when and by whom", ctrl("H"), story),
            Self::SignStory => {
                row("Sign off the story…", "Stand by the story in your role, or see who does", None, story)
            }
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

    fn draft_row(self) -> Row {
        let row = |name, does, shortcut, when| row(Menu::Draft, name, does, shortcut, when);
        match self {
            Self::UpdateDraft => {
                let does = "Bring in a new draft of the article, and find every claim again in it";
                row("Update draft…", does, ctrl("D"), writable)
            }
            Self::ReviewDraft => {
                let does = "Go through what the latest draft made of the claims, and what is new in it";
                row("Review the new draft", does, key("F8"), |scene| scene.several_drafts)
            }
            Self::FinishReview => row("Finish review", "Go back to the desk", None, |scene| scene.reviewing),
            Self::CompareDrafts => {
                row("Compare drafts", "See two drafts in one text or side by side", key("F9"), |scene| {
                    scene.several_drafts
                })
            }
            Self::NameDraft => row("Name the draft…", "Say what the desk calls this draft", None, writable),
            Self::TakeBackDraft => {
                let does = "Go back to the draft before, and take back what the review decided";
                row("Take back the new draft", does, None, |scene| writable(scene) && scene.several_drafts)
            }
            Self::NothingToCheck => {
                let does = "Say that the sentence was read and holds nothing to check, or that it is still to be read";
                row("Nothing to check", does, key("R"), writable)
            }
            Self::NextUnread => {
                row("Next unread", "Go to the next sentence that nobody has looked at", shift("R"), story)
            }
            _ => row("Show unread text", "Mark the text that holds no claim and was not read", key("H"), story),
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
