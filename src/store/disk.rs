//! What a save does to the disk, step by step. A test can stand between the steps; nothing in the program does.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// One step of a save, in the order in which they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Follow symbolic links to the file itself.
    Resolve,
    /// See whether it is there and may be written.
    Inspect,
    /// Read it.
    Read,
    /// Make a temporary file in its folder.
    Create,
    /// Write the new contents into that.
    Write,
    /// Give that the mode of the old file.
    SetMode,
    /// Have it on the disk.
    Sync,
    /// Keep the old contents as a backup.
    BackUp,
    /// See that the old file is still what was read.
    LookAgain,
    /// Put the new file in the place of the old one.
    Rename,
    /// Have its name on the disk.
    SyncFolder,
    /// Read it back.
    ReadBack,
    /// Keep the new contents as a backup.
    BackUpNew,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 13] = [
        Self::Resolve,
        Self::Inspect,
        Self::Read,
        Self::Create,
        Self::Write,
        Self::SetMode,
        Self::Sync,
        Self::BackUp,
        Self::LookAgain,
        Self::Rename,
        Self::SyncFolder,
        Self::ReadBack,
        Self::BackUpNew,
    ];
}

/// The disk as a save sees it. Whatever a method does not say otherwise is the real disk.
pub trait Disk {
    /// Comes before each step; an error comes in the place of the step.
    ///
    /// # Errors
    /// Never on the real disk.
    fn before(&self, _step: Step) -> io::Result<()> {
        Ok(())
    }

    /// Writes these bytes into a new file.
    ///
    /// # Errors
    /// When they cannot be written.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    /// Reads a file back that was written.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read_back(&self, path: &Path) -> io::Result<Vec<u8>> {
        super::read_file(path)
    }
}

/// The real one.
#[derive(Clone, Copy, Debug)]
pub struct RealDisk;

impl Disk for RealDisk {}
