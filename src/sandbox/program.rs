//! What runs in a process of its own.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A program and what it is told when it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    path: PathBuf,
    arguments: Vec<OsString>,
}

impl Program {
    /// The program in this file.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), arguments: Vec::new() }
    }

    /// This program itself: on Linux the very file that runs, although another may have taken its place since.
    pub fn own() -> Self {
        let running = PathBuf::from("/proc/self/exe");
        if cfg!(target_os = "linux") && running.exists() {
            return Self::new(running);
        }
        Self::new(std::env::current_exe().unwrap_or(running))
    }

    /// The same with one argument more.
    pub fn with(mut self, argument: impl Into<OsString>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// Starts it, with pipes to all three of its standard streams, no environment and no folder of ours.
    pub(super) fn start(&self) -> std::io::Result<Child> {
        let mut command = Command::new(&self.path);
        command.args(&self.arguments).env_clear();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        at_home(&mut command);
        command.spawn()
    }
}

/// The top folder, so that none is held that somebody wants to remove.
#[cfg(unix)]
fn at_home(command: &mut Command) {
    command.current_dir("/");
}

/// Windows finds its own libraries by this variable, and would open a console.
#[cfg(windows)]
fn at_home(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
}

#[cfg(not(any(unix, windows)))]
fn at_home(_: &mut Command) {}
