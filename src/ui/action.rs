//! What panels ask for. They read the project and push actions; they cannot write.

use super::dialog::{Dialog, Leaving, Pasted};
use super::recovery::Recover;
use super::review::Decision as ReviewDecision;
use crate::command::Command;
use crate::model::{ClaimId, EntryId, EvidenceId, Request, SourceId};
use crate::session::review::What;
use crate::session::versions::Version;
use std::path::PathBuf;
use std::sync::Arc;

/// Something a panel asks the window to do.
#[derive(Clone, Debug)]
pub enum Action {
    /// Carry out a command.
    Run(Command),
    /// Change the project, as one step.
    Ask(Vec<Request>),
    /// Write down what is being typed, before it changes the project.
    Typing(Vec<Request>),
    /// Change the project by what was typed.
    Typed(Vec<Request>),
    /// Make a claim of what a note of the writer offers, given by its place among the offers.
    TakeOffer(usize),
    /// Take back the steps that made claims of the writer's notes.
    UndoTaken(Arc<[EntryId]>),
    /// Select a claim and bring it into view.
    Select(ClaimId),
    /// Close the card of the selected claim.
    Deselect,
    /// Change a piece of evidence of the selected claim in the form.
    EditEvidence(EvidenceId),
    /// Save what the evidence form holds.
    SubmitEvidence,
    /// Open an article or a project.
    Open(PathBuf),
    /// Begin with this text.
    UsePasted(Pasted),
    /// Read the file of the article as the dialog says.
    ReadAgain,
    /// Open the version of the story that is kept here, to look at it.
    LookAtVersion(PathBuf),
    /// Write a version of the story as a new file.
    RestoreVersion(Version, PathBuf),
    /// Take in another copy of the story.
    TakeIn(PathBuf),
    /// Bring in the sources of a list.
    ImportSources(PathBuf),
    /// Save the project there.
    SaveTo(PathBuf),
    /// Write the report as the export dialog says.
    Export,
    /// Ask how the call sheet of this person is written.
    CallSheet(SourceId),
    /// Pack the story as the dialog says.
    Pack,
    /// Unpack a pack as the dialog says.
    Unpack,
    /// Show a file with the program the desktop has for it.
    ShowFile(PathBuf),
    /// Let the person choose a path with the desktop's own dialog.
    Browse(Browse),
    /// Make a source of a web address, for the selected claim.
    AddAddress(String),
    /// Read this file as a new draft of the story.
    UpdateDraft(PathBuf),
    /// Bring in the new draft that was asked about.
    BringIn,
    /// The answers and decisions of the file that came back are taken in.
    TakeReplies,
    /// Look at an item of the review.
    LookAt(Option<What>),
    /// Decide on the item of the review that is looked at.
    Decide(ReviewDecision),
    /// Compare two drafts, by their numbers.
    Compare(u32, u32),
    /// Open a dialog.
    Show(Dialog),
    /// Close the dialog.
    CloseDialog,
    /// Leave the story without saving.
    LeaveUnsaved(Leaving),
    /// Do something with what was not saved.
    Recover(Recover),
    /// The preferences changed.
    ApplySettings,
}

/// What a path is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browse {
    /// An article to check.
    Article,
    /// A project to go on with.
    Project,
    /// Another copy of the open story, to take in.
    Copy,
    /// A new draft of the open story.
    Draft,
    /// A list of sources, to bring in.
    Sources,
    /// Where to save the project.
    SaveAs,
    /// Where to write the report.
    Export,
    /// Where to put a pack.
    Pack,
    /// The folder to unpack a pack in.
    UnpackTo,
}
