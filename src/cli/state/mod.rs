//! `--state`: a folder with what reading each file gave, so that a folder of files too large for memory is counted all the same,
//! and what was broken off goes on where it was.
//!
//! Files are read once (and, as everywhere, once more where the lists in others say something of them), on all cores; of each a
//! partial is kept. Then the rows and texts of all are laid on a shelf, a file in the folder that goes with the process, and a
//! session counts as ever: it holds the reports, and brings rows and texts back piece by piece.

mod partial;
mod progress;
mod shelf;

use super::files::NamedFile;
use super::output::{WriteError, failure};
use crate::input::file::{FileReading, FileReport};
use crate::input::recognise::ListedNames;
use crate::input::records::Shelf;
use crate::order::cores::{cores, shared_out};
use partial::{Kept, Mark, Seen};
pub use progress::Progress;
use shelf::DiskShelf;
use std::fs::{self, File, TryLockError};
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A state folder that is in use.
#[derive(Debug)]
pub struct StateFolder {
    folder: PathBuf,
    shelf: Arc<DiskShelf>,
    /// No two processes use the folder at once.
    _lock: File,
    /// The first thing that could not be written.
    error: Mutex<Option<WriteError>>,
}

impl StateFolder {
    /// Opens a folder, or makes it.
    ///
    /// # Errors
    /// Where it cannot be written, or another process uses it.
    pub fn open(folder: &Path) -> Result<Self, WriteError> {
        let failed = |error| failure(folder, &error);
        fs::create_dir_all(folder).map_err(failed)?;
        let lock = File::create(folder.join("lock")).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let shown = folder.display();
                return Err(WriteError::refused(format!(
                    "{shown} 正被另一个 gelan 使用；请等它结束，或换一个文件夹"
                )));
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        partial::clean(folder);
        let shelf = DiskShelf::open(folder.join("rows")).map_err(failed)?;
        let folder = fs::canonicalize(folder).map_err(failed)?;
        Ok(Self { folder, shelf: Arc::new(shelf), _lock: lock, error: Mutex::default() })
    }

    /// Whether a file lies in the folder: it is no data.
    pub fn holds(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|path| path.starts_with(&self.folder))
    }

    /// Reads files, those again of which the lists in others say something, and those not at all whose partials are there;
    /// `marked` is all that else decides what reading gives.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn read_all(
        &self,
        files: &[NamedFile],
        marked: &[u8],
        read: impl Fn(&NamedFile, ListedNames, usize) -> FileReading + Sync,
    ) -> Result<Vec<FileReading>, WriteError> {
        let mark = Mark { choices: hash(&[&partial::program(), marked]), names: 0 };
        // Several files are read at once, a single one by several threads.
        let threads = (cores() / files.len().max(1)).max(1);
        let progress = Progress::new("读取", files);
        let reports = on_all_cores(files, |file| {
            let report = self.kept_of(file, mark, Kept::report).unwrap_or_else(|| {
                let seen = Seen::now(&file.path);
                let reading = read(file, ListedNames::default(), threads);
                self.keep(file, mark, seen, &reading);
                reading.report
            });
            progress.done(file);
            report
        });
        drop(progress);
        self.check()?;
        let listed = FileReport::listed(&reports);
        let names = Mark { names: listed.mark(), ..mark };
        let progress = Progress::new("整理", files);
        let both: Vec<(&NamedFile, FileReport)> = files.iter().zip(reports).collect();
        let readings = on_all_cores(&both, |(file, first)| {
            let is_stale = first.is_stale(&listed);
            let mark = if is_stale { names } else { mark };
            let mut reading = self.kept_of(file, mark, Kept::reading).unwrap_or_else(|| {
                let seen = Seen::now(&file.path);
                let own = if is_stale { first.names(&listed) } else { ListedNames::default() };
                let reading = read(file, own, threads);
                self.keep(file, mark, seen, &reading);
                reading
            });
            let shelf: Arc<dyn Shelf> = self.shelf.clone();
            reading.records.iter_mut().for_each(|(_, records)| records.put_away(&shelf));
            progress.done(file);
            reading
        });
        drop(progress);
        self.check()?;
        Ok(readings)
    }

    /// What the folder holds of a file as it is now.
    fn kept_of<T>(&self, file: &NamedFile, mark: Mark, what: impl Fn(&Kept) -> Option<T>) -> Option<T> {
        let kept = Kept::find(&self.folder, file, mark)?;
        let found = what(&kept)?;
        kept.renew().unwrap_or_else(|error| self.failed(error));
        Some(found)
    }

    fn keep(&self, file: &NamedFile, mark: Mark, seen: Option<Seen>, reading: &FileReading) {
        if let Some(seen) = seen.filter(|_| self.check().is_ok()) {
            partial::keep(&self.folder, file, (mark, seen), reading)
                .unwrap_or_else(|error| self.failed(error));
        }
    }

    fn failed(&self, error: WriteError) {
        self.error.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }

    /// Whether all was written, and all that was brought back was there.
    ///
    /// # Errors
    /// Where something was not: what was worked out is wrong.
    pub fn check(&self) -> Result<(), WriteError> {
        let own = self.error.lock().unwrap_or_else(PoisonError::into_inner).clone();
        own.or_else(|| self.shelf.error()).map_or(Ok(()), Err)
    }
}

/// A number that other bytes do not have.
fn hash(parts: &[&[u8]]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        hasher.write_usize(part.len());
        hasher.write(part);
    }
    hasher.finish()
}

/// What becomes of each item, in their order.
fn on_all_cores<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let shares = shared_out(items, |own: &mut Vec<(usize, R)>, index, item| own.push((index, work(item))));
    let mut done: Vec<(usize, R)> = shares.into_iter().flatten().collect();
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}
