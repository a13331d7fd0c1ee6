//! A pack on its way to the disk, and from it.

use super::saving::Waiting;
use super::{Problem, Session, file};
use crate::export::redact::HandOver;
use crate::model::{Minter, Person, Project};
use crate::store::pack::{self, Confidential, Contents, KeptFile, Limits, Origin, PackError, limits};
use crate::store::{format, kept};
use chrono::{DateTime, Utc};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use crate::store::pack::{Kind, Passphrase, Watch};

/// How a pack is made.
#[derive(Clone, Debug)]
pub struct PackChoice {
    /// Where it goes.
    pub path: PathBuf,
    /// A file of this name that is there already is replaced.
    pub replace: bool,
    /// What confidential sources told stays out of it.
    pub without_confidential: bool,
    /// What it is encrypted with; absent when it is not.
    pub passphrase: Option<Passphrase>,
}

/// All that is needed to pack the project as it is now, on any thread.
#[derive(Debug)]
pub struct PackOrder {
    project: Arc<Project>,
    own: Option<PathBuf>,
    waiting: Vec<Waiting>,
    by: Person,
    now: DateTime<Utc>,
    choice: PackChoice,
}

/// A pack that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackMade {
    /// Where it is.
    pub path: PathBuf,
    /// How many files are in it, the manifest left out.
    pub files: usize,
    /// How long it is, in bytes.
    pub bytes: u64,
    /// What is not in it and should be, a sentence each.
    pub warnings: Vec<String>,
}

/// The name of a pack, such as `talks-without-confidential.zip.age`: what is in it can be told from it.
pub fn pack_name(stem: &str, without_confidential: bool, encrypted: bool) -> String {
    let confidential = if without_confidential { "-without-confidential" } else { "" };
    let age = if encrypted { ".age" } else { "" };
    format!("{stem}{confidential}.zip{age}")
}

/// True when the name of a file says what a pack made so holds, and nothing else.
fn says_so(path: &Path, choice: &PackChoice) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let ending = |without| pack_name("", without, choice.passphrase.is_some());
    name.ends_with(&ending(choice.without_confidential))
        && (choice.without_confidential || !name.ends_with(&ending(true)))
}

/// What a file may be, by how it begins; none when it is no pack or cannot be read.
pub fn pack_kind(path: &Path) -> Option<Kind> {
    pack::kind(path).ok().flatten()
}

impl PackOrder {
    /// Makes the pack. A kept file that is not there, or no longer what it was, is left out with a warning.
    ///
    /// # Errors
    /// When it cannot be written, is more than a pack may hold, does not say in its name what is in it, or was stopped;
    /// a file that was there is then as it was.
    pub fn run(self, watch: &Watch) -> Result<PackMade, Problem> {
        self.check_path()?;
        let copy = self.choice.without_confidential.then(|| {
            let mut names = Minter::new(file::sitting());
            HandOver::new(&self.project, &self.by, self.now, &mut names)
        });
        let project = copy.as_ref().map_or(&*self.project, |copy| &copy.project);
        let (kept, warnings) = self.gather(project, copy.as_ref().map(|copy| &copy.withheld), watch)?;
        let stem = self.own.as_deref().unwrap_or(&self.choice.path).file_stem().unwrap_or_default().to_string_lossy();
        let stem = stem.trim_end_matches(".zip");
        let stem = copy.as_ref().map_or_else(|| stem.to_owned(), |copy| copy.text(stem));
        let contents = Contents {
            name: limits::plain_name(&stem),
            title: project.title.clone(),
            made: self.now,
            by: Person::new(&self.by.initials, &self.by.name),
            confidential: if copy.is_some() { Confidential::LeftOut } else { Confidential::Included },
            project: format::write(project)?,
            kept,
        };
        let PackChoice { path, replace, passphrase, .. } = self.choice;
        let packed = pack::write(&path, contents, passphrase.as_ref(), replace, watch);
        let packed = packed.map_err(|error| not_packed(&path, &error))?;
        Ok(PackMade { path, files: packed.files, bytes: packed.bytes, warnings })
    }

    fn check_path(&self) -> Result<(), Problem> {
        let path = &self.choice.path;
        if self.own.as_deref().is_some_and(|own| file::is_same(own, path)) {
            return Err(Problem::new("the pack cannot take the place of its own project", "choose another name"));
        }
        if says_so(path, &self.choice) {
            return Ok(());
        }
        let ending = pack_name("", self.choice.without_confidential, self.choice.passphrase.is_some());
        let what = format!("“{}” does not say what is in the pack", path.display());
        Err(Problem::new(what, format!("choose a name that ends in “{ending}”")))
    }

    /// The files to be packed, each once, and a sentence for each that is not there.
    fn gather(
        &self,
        project: &Project,
        withheld: Option<&HashSet<String>>,
        watch: &Watch,
    ) -> Result<(Vec<KeptFile>, Vec<String>), Problem> {
        let originals = project.drafts.iter().filter_map(|draft| draft.file.as_ref());
        let originals = originals.map(|file| (&file.sha256, &file.name, "original"));
        let copies = project.sources.iter().flat_map(|source| &source.kept);
        let copies = copies.map(|copy| (&copy.sha256, &copy.name, "kept copy"));
        let (mut files, mut warnings, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
        for (digest, name, what) in originals.chain(copies) {
            if (watch.stopped)() {
                return Err(not_packed(&self.choice.path, &PackError::Stopped));
            }
            if !seen.insert(digest) {
                continue;
            }
            if withheld.is_some_and(|withheld| withheld.contains(digest)) {
                let why = "has comments that tell of a confidential source";
                warnings.push(format!("The {what} “{name}” {why}, and is not in the pack."));
                continue;
            }
            match self.find(digest) {
                Ok((origin, bytes)) => files.push(KeptFile { sha256: digest.clone(), bytes, what, origin }),
                Err(why) => warnings.push(format!("The {what} “{name}” {why}, and is not in the pack.")),
            }
        }
        Ok((files, warnings))
    }

    /// Where the file of this digest is and how long it is, or why it cannot be packed.
    fn find(&self, digest: &str) -> Result<(Origin, u64), &'static str> {
        let known = self.waiting.iter().find(|waiting| waiting.sha256 == digest);
        let origin = match known.map(Waiting::origin) {
            Some(Origin::Bytes(bytes)) => return Ok((Origin::Bytes(Arc::clone(&bytes)), bytes.len() as u64)),
            Some(Origin::File(path)) => path,
            None if !kept::is_digest(digest) => return Err("has no proper name"),
            None => kept::folder(self.own.as_deref().ok_or("was never saved")?).join(digest),
        };
        match kept::hash_file(&origin) {
            Ok((found, bytes)) if found == digest => Ok((Origin::File(origin), bytes)),
            Ok(_) => Err("is no longer the file that was kept"),
            Err(_) => Err("is not there, or cannot be read"),
        }
    }
}

fn not_packed(path: &Path, error: &PackError) -> Problem {
    let what = match error {
        PackError::Refused(what) => format!("“{}” was not made: it {what}", path.display()),
        error => format!("“{}” was not made: {error}", path.display()),
    };
    Problem::new(what, error.hint())
}

/// All that is needed to take a pack apart, on any thread.
#[derive(Clone, Debug)]
pub struct UnpackOrder {
    /// The pack.
    pub pack: PathBuf,
    /// Where its files go; made when it is not there.
    pub folder: PathBuf,
    /// What it was encrypted with, when it was.
    pub passphrase: Option<Passphrase>,
}

/// A pack that was taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnpackMade {
    /// The project file.
    pub project: PathBuf,
    /// What the story is called.
    pub title: String,
    /// Who made the pack.
    pub by: Person,
    /// When.
    pub made: DateTime<Utc>,
    /// How many files were in it, the manifest left out.
    pub files: usize,
    /// What confidential sources told is not in it.
    pub without_confidential: bool,
}

impl UnpackOrder {
    /// Takes the pack apart.
    ///
    /// # Errors
    /// When it is no pack, is damaged or hostile, is encrypted with another passphrase, cannot be written or was
    /// stopped. Nothing is left behind then, and nothing that was there is replaced.
    pub fn run(&self, watch: &Watch) -> Result<UnpackMade, Problem> {
        let unpacked = pack::unpack(&self.pack, &self.folder, self.passphrase.as_ref(), &Limits::STANDARD, watch);
        let unpacked = unpacked.map_err(|error| {
            let what = format!("“{}” could not be unpacked: {error}", self.pack.display());
            Problem::new(what, error.hint())
        })?;
        let manifest = unpacked.manifest;
        Ok(UnpackMade {
            project: unpacked.project,
            title: manifest.title,
            by: manifest.by,
            made: manifest.made,
            files: manifest.files.len(),
            without_confidential: manifest.confidential == Confidential::LeftOut,
        })
    }
}

impl Session {
    /// An order to pack the project, as it is now. Cheap: nothing is copied.
    pub fn pack_order(&self, choice: PackChoice, now: DateTime<Utc>) -> PackOrder {
        PackOrder {
            project: Arc::clone(&self.project),
            own: self.path.clone(),
            waiting: self.waiting.clone(),
            by: self.by.clone(),
            now,
            choice,
        }
    }
}
