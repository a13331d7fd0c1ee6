//! The journal of an open story, written on a thread of its own, so that the person never waits for the disk.

use super::Problem;
use crate::model::Project;
use crate::store::journal::disk::{Appender, Held, Place};
use crate::store::journal::{Header, Record};
use crate::store::{format, why};
use std::collections::HashSet;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long the thread waits for something to write before it tries again what failed, or shows that it is there.
const PAUSE: Duration = Duration::from_secs(10);

/// The project that the records come after.
#[derive(Debug)]
pub enum Base {
    /// As a project file.
    Bytes(Arc<[u8]>),
    /// As a snapshot.
    Project(Arc<Project>),
}

/// All that a new journal begins with.
#[derive(Debug)]
pub struct Beginning {
    /// The first line, but for the SHA-256 of the base.
    pub header: Header,
    /// The project that the records come after.
    pub base: Base,
    /// What is not in the base.
    pub records: Vec<Record>,
    /// The bytes of waiting files that are put beside the journal.
    pub files: Vec<Arc<[u8]>>,
    /// A journal that this one takes over from; removed once this one is on the disk.
    pub old: Option<Held>,
}

enum Message {
    Begin(Box<Beginning>),
    Add(Vec<Record>, Option<Arc<[u8]>>),
    Flush(Sender<bool>),
    Discard(Sender<()>),
}

/// Keeps the journal of one story. Letting go of it leaves the journal where it is.
#[derive(Debug)]
pub struct Journal {
    messages: Sender<Message>,
    problem: Arc<Mutex<Option<Problem>>>,
}

impl Journal {
    /// Begins a journal at this place.
    pub fn begin(place: Place, beginning: Beginning) -> Self {
        let (messages, received) = channel();
        let problem = Arc::default();
        let mut writer = Writer::new(place, Arc::clone(&problem));
        // Without a thread nothing is journalled, and every message finds that out.
        let thread = std::thread::Builder::new().name("journal".to_owned());
        if let Err(error) = thread.spawn(move || writer.run(&received)) {
            *problem.lock().unwrap_or_else(PoisonError::into_inner) = Some(unsafe_since(&error));
        }
        let journal = Self { messages, problem };
        journal.rotate(beginning);
        journal
    }

    fn send(&self, message: Message) {
        // A thread that is gone has said why.
        drop(self.messages.send(message));
    }

    /// Puts a new journal in the place of the old one; until it is whole on the disk, the old one is there.
    pub fn rotate(&self, beginning: Beginning) {
        self.send(Message::Begin(Box::new(beginning)));
    }

    /// Appends records, with the bytes of a file that they name.
    pub fn add(&self, records: Vec<Record>, file: Option<Arc<[u8]>>) {
        self.send(Message::Add(records, file));
    }

    /// Waits until everything is on the disk; false when it is not.
    pub fn flush(&self) -> bool {
        let (sender, answer) = channel();
        self.send(Message::Flush(sender));
        answer.recv().unwrap_or_default()
    }

    /// Removes the journal: all of it is saved, or the person leaves without saving.
    pub fn discard(self) -> Ending {
        let (sender, done) = channel();
        self.send(Message::Discard(sender));
        Ending(done)
    }

    /// Why what is done now is not in the journal; said once each time that comes about.
    pub fn take_problem(&self) -> Option<Problem> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A journal that is being removed.
#[derive(Debug)]
pub struct Ending(Receiver<()>);

impl Ending {
    /// Waits until it is gone, but no longer than this.
    pub fn wait(&self, patience: Duration) {
        // When it is not gone by then, it is offered the next time: better too much than too little.
        let _ = self.0.recv_timeout(patience);
    }
}

fn unsafe_since(error: &io::Error) -> Problem {
    Problem {
        detail: error.to_string(),
        ..Problem::new(
            format!(
                "what you do now would be lost in a crash: it cannot be written down beside the project: {}",
                why(error)
            ),
            "save the project; this is tried again every few seconds",
        )
    }
}

/// The thread's side.
struct Writer {
    place: Place,
    problem: Arc<Mutex<Option<Problem>>>,
    /// Absent before the first journal, and after a failure.
    appender: Option<Appender>,
    header: Header,
    /// What is not on the disk yet of the project that the records come after.
    base: Option<Base>,
    /// Everything since the base, so that the journal can be written anew at any time.
    records: Vec<Record>,
    /// How many of them are in the journal.
    written: usize,
    files: Vec<Arc<[u8]>>,
    old: Option<Held>,
    has_failed: bool,
}

impl Writer {
    fn new(place: Place, problem: Arc<Mutex<Option<Problem>>>) -> Self {
        Self {
            place,
            problem,
            appender: None,
            header: Header::default(),
            base: None,
            records: Vec::new(),
            written: 0,
            files: Vec::new(),
            old: None,
            has_failed: false,
        }
    }

    fn run(&mut self, messages: &Receiver<Message>) {
        loop {
            let (mut flushes, mut last) = (Vec::new(), false);
            let first = match messages.recv_timeout(PAUSE) {
                Ok(message) => Some(message),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if first.is_none() && self.appender.as_ref().is_some_and(|appender| !appender.is_locked()) {
                self.records.push(Record::Pulse);
            }
            // What came in while the disk was busy is written at one go.
            for message in first.into_iter().chain(messages.try_iter()) {
                match message {
                    Message::Begin(beginning) => self.begin(*beginning),
                    Message::Add(records, file) => {
                        self.records.extend(records);
                        self.files.extend(file);
                    }
                    Message::Flush(sender) => flushes.push(sender),
                    Message::Discard(sender) => {
                        self.discard();
                        // Whoever asked may have gone.
                        let _ = sender.send(());
                        last = true;
                    }
                }
            }
            if last {
                return;
            }
            let result = self.write();
            self.tell(&result);
            for flush in &flushes {
                let _ = flush.send(result.is_ok());
            }
        }
    }

    fn begin(&mut self, beginning: Beginning) {
        let Beginning { header, base, records, files, old } = beginning;
        self.header = header;
        self.base = Some(base);
        (self.records, self.written) = (records, 0);
        self.files.extend(files);
        self.old = old.or(self.old.take());
    }

    fn discard(&mut self) {
        self.appender = None;
        // What stays is offered the next time.
        drop(self.place.remove());
        if let Some(old) = self.old.take() {
            drop(old.place().remove());
        }
    }

    /// Brings the journal on the disk up to date.
    fn write(&mut self) -> io::Result<()> {
        if self.base.is_none() && self.appender.is_some() && self.written == self.records.len() {
            return Ok(());
        }
        self.put_files()?;
        let place = &self.place;
        match (&self.base, &mut self.appender) {
            (None, Some(appender)) => {
                if let Err(error) = appender.append(&self.records[self.written..]) {
                    self.appender = None;
                    return Err(error);
                }
            }
            (base, _) => {
                if let Some(base) = base {
                    self.header.base = put_base(place, base)?;
                }
                self.appender = Some(Appender::begin(place, &self.header, &self.records)?);
                self.base = None;
                place.keep_only(&needed(&self.header, &self.records));
                if let Some(old) = self.old.take() {
                    // What stays is offered the next time.
                    drop(old.place().remove());
                }
            }
        }
        self.written = self.records.len();
        Ok(())
    }

    /// Files first, so that none is missing that a record names.
    fn put_files(&mut self) -> io::Result<()> {
        while let Some(file) = self.files.last() {
            self.place.put(file).map_err(io::Error::other)?;
            self.files.pop();
        }
        Ok(())
    }

    /// Keeps a sentence for the window when writing begins to fail.
    fn tell(&mut self, result: &io::Result<()>) {
        let had_failed = std::mem::replace(&mut self.has_failed, result.is_err());
        let mut problem = self.problem.lock().unwrap_or_else(PoisonError::into_inner);
        match result {
            Ok(()) => *problem = None,
            Err(error) if !had_failed => *problem = Some(unsafe_since(error)),
            Err(_) => {}
        }
    }
}

fn put_base(place: &Place, base: &Base) -> io::Result<String> {
    match base {
        Base::Bytes(bytes) => place.put(bytes),
        Base::Project(project) => place.put(&format::write(project).map_err(io::Error::other)?),
    }
    .map_err(io::Error::other)
}

/// The names of the files that a journal cannot do without.
fn needed<'a>(header: &'a Header, records: &'a [Record]) -> HashSet<&'a str> {
    let waiting = records.iter().filter_map(|record| match record {
        Record::File { sha256, .. } => Some(sha256.as_str()),
        _ => None,
    });
    waiting.chain([header.base.as_str()]).collect()
}
