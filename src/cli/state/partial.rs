//! What reading a file gave, as a file of its own: whole or not there, behind a checksum, and of no use to another program,
//! other choices or a changed file.

use super::hash;
use crate::cli::files::{DiskFile, NamedFile};
use crate::cli::output::{WriteError, whole};
use crate::input::file::{FileReading, FileReport, fingerprint};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const ENDING: &str = "partial";
/// A file changed so lately may change once more within the same tick of its clock.
const SETTLED: Duration = Duration::from_secs(3);

/// What decides, beside a file's bytes, what reading it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The program and a person's choices.
    pub choices: u64,
    /// The names of the lists in other files; 0 without.
    pub names: u64,
}

/// A file as the disk had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    size: u64,
    /// When it was changed, if so long ago that this tells it from what it is after another change.
    modified: Option<Duration>,
}

impl Seen {
    /// The file as it is now.
    pub fn now(path: &Path) -> Option<Self> {
        let about = fs::metadata(path).ok()?;
        let modified = about.modified().ok().filter(|time| *time + SETTLED < SystemTime::now());
        let modified = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Some(Self { size: about.len(), modified })
    }
}

/// What stands before the reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    name: String,
    mark: Mark,
    seen: Seen,
}

/// A partial that fits a file as it is now.
pub struct Kept {
    path: PathBuf,
    head: Head,
    /// The report, then the records.
    reading: Vec<u8>,
    /// The file, where only its bytes told that it is the same.
    now: Option<Seen>,
}

/// The program, as far as it decides what reading gives: all of it.
pub fn program() -> Vec<u8> {
    let own = std::env::current_exe().and_then(fs::read).map(|bytes| hash(&[&bytes])).unwrap_or_default();
    [env!("CARGO_PKG_VERSION").as_bytes(), &own.to_le_bytes()].concat()
}

/// Removes what a process left that was ended.
pub fn clean(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') && name.contains(ENDING) && name.ends_with(".tmp") {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn path(folder: &Path, name: &str, mark: Mark) -> PathBuf {
    let named = if mark.names == 0 { "" } else { "-names" };
    folder.join(format!("{:016x}{named}.{ENDING}", hash(&[name.as_bytes()])))
}

impl Kept {
    /// The partial of a file, if it is whole and fits.
    pub fn find(folder: &Path, file: &NamedFile, mark: Mark) -> Option<Self> {
        let path = path(folder, &file.name, mark);
        let mut bytes = fs::read(&path).ok()?;
        let (sum, rest) = bytes.split_first_chunk()?;
        if u64::from_le_bytes(*sum) != hash(&[rest]) {
            return None;
        }
        let (head, reading) = postcard::take_from_bytes::<Head>(rest).ok()?;
        let now = Seen::now(&file.path)?;
        if head.mark != mark || head.name != file.name || head.seen.size != now.size {
            return None;
        }
        let before = bytes.len() - reading.len();
        bytes.drain(..before);
        let mut kept = Self { path, head, reading: bytes, now: None };
        if now.modified.is_none() || kept.head.seen != now {
            let known = kept.report()?.fingerprint;
            let own = fingerprint(&mut DiskFile::open(&file.path).ok()?);
            if own != Some(known) {
                return None;
            }
            kept.now = Some(now);
        }
        Some(kept)
    }

    /// The report alone.
    pub fn report(&self) -> Option<FileReport> {
        postcard::take_from_bytes(&self.reading).ok().map(|(report, _)| report)
    }

    /// The whole reading.
    pub fn reading(&self) -> Option<FileReading> {
        postcard::from_bytes(&self.reading).ok()
    }

    /// Notes when the file was changed, where its bytes had to be compared, so that they need not be again.
    pub fn renew(self) -> Result<(), WriteError> {
        match self.now.filter(|now| now.modified.is_some() && *now != self.head.seen) {
            Some(seen) => write(&self.path, &Head { seen, ..self.head }, &self.reading),
            None => Ok(()),
        }
    }
}

/// Keeps the reading of a file.
pub fn keep(
    folder: &Path,
    file: &NamedFile,
    (mark, seen): (Mark, Seen),
    reading: &FileReading,
) -> Result<(), WriteError> {
    // A file that cannot be opened may be opened the next time; one that changed meanwhile is told by its bytes.
    if reading.report.size != seen.size {
        return Ok(());
    }
    let modified = seen.modified.filter(|_| Seen::now(&file.path) == Some(seen));
    let seen = Seen { modified, ..seen };
    let Ok(bytes) = postcard::to_allocvec(reading) else { return Ok(()) };
    write(&path(folder, &file.name, mark), &Head { name: file.name.clone(), mark, seen }, &bytes)
}

fn write(path: &Path, head: &Head, reading: &[u8]) -> Result<(), WriteError> {
    let Ok(head) = postcard::to_allocvec(head) else { return Ok(()) };
    let rest = [&head, reading].concat();
    whole(path, &[&hash(&[&rest]).to_le_bytes(), rest.as_slice()].concat())
}
