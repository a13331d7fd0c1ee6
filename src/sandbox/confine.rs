//! The child’s side: it gives up what it does not need before it hears its task.

use super::Limits;
use std::io;
use std::thread;

/// Confines this process and does work in it, on a stack of its own.
///
/// # Errors
/// When the process could not be confined, or the work panicked.
pub fn work<T: Send + 'static>(limits: Limits, work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    confine(&limits)?;
    let thread = thread::Builder::new().name("sandbox".to_owned()).stack_size(limits.stack).spawn(work)?;
    thread.join().map_err(|_| io::Error::other("the work panicked"))
}

/// The standard streams: the only files of a confined process.
#[cfg(unix)]
const STREAMS: u64 = 3;

/// Takes from this process what it may not use, for good: memory and time beyond the limits, and every file and socket
/// that is not open yet. On Linux it also ends with the thread that started it, no program that it could become has more
/// rights than it, and where the kernel can, it can neither rename nor remove a file. What another system cannot hold is left to the parent.
///
/// # Errors
/// On Linux, when the system refuses one of the limits.
#[cfg(unix)]
pub fn confine(limits: &Limits) -> io::Result<()> {
    use rustix::process::Resource;
    #[cfg(target_os = "linux")]
    {
        rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;
        rustix::thread::set_no_new_privs(true)?;
        // Where no further file can be opened, that was done before.
        if rustix::process::getrlimit(Resource::Nofile).current.is_none_or(|files| files > STREAMS) {
            leave_files_alone().map_err(io::Error::other)?;
        }
    }
    let seconds = limits.time.as_secs();
    let table = [
        (Resource::Cpu, seconds, seconds.saturating_add(1)),
        #[cfg(not(target_os = "openbsd"))]
        (Resource::As, limits.space, limits.space),
        (Resource::Fsize, 0, 0),
        (Resource::Core, 0, 0),
        // A number for the next file or socket would have to be below this one: the three standard streams have them all.
        (Resource::Nofile, STREAMS, STREAMS),
    ];
    for (resource, soft, hard) in table {
        let held = lower(resource, soft, hard);
        if cfg!(target_os = "linux") {
            held?;
        }
    }
    Ok(())
}

/// Takes every right to files by path: to remove and rename them, too. A kernel without Landlock takes none (before 5.13,
/// or built without it), and an older one those that it knows.
#[cfg(target_os = "linux")]
fn leave_files_alone() -> Result<(), landlock::RulesetError> {
    use landlock::{ABI, Access, AccessFs, Ruleset, RulesetAttr};
    Ruleset::default().handle_access(AccessFs::from_all(ABI::V5))?.create()?.restrict_self().map(drop)
}

/// On this system the parent alone holds the limits.
#[cfg(not(unix))]
pub fn confine(_: &Limits) -> io::Result<()> {
    Ok(())
}

/// Lowers a limit; one that is lower already stays.
#[cfg(unix)]
fn lower(resource: rustix::process::Resource, soft: u64, hard: u64) -> rustix::io::Result<()> {
    use rustix::process::{Rlimit, getrlimit, setrlimit};
    let now = getrlimit(resource);
    let least = |limit: u64, now: Option<u64>| Some(now.map_or(limit, |now| now.min(limit)));
    setrlimit(resource, Rlimit { current: least(soft, now.current), maximum: least(hard, now.maximum) })
}
