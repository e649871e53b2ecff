//! The shelf of a process: one file, to which bytes are added, and of which they are read where they lie.

use crate::cli::output::{WriteError, failure};
use crate::input::records::Shelf;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

/// A file that goes with the process.
#[derive(Debug)]
pub struct DiskShelf {
    path: PathBuf,
    file: Mutex<File>,
    error: OnceLock<WriteError>,
}

impl DiskShelf {
    /// Makes the file, in place of what another process left.
    pub fn open(path: PathBuf) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&path)?;
        // Where a file may be open without a name, it is gone however the process ends.
        let _ = fs::remove_file(&path);
        Ok(Self { path, file: Mutex::new(file), error: OnceLock::new() })
    }

    /// What could not be laid down, or not be brought back.
    pub fn error(&self) -> Option<WriteError> {
        self.error.get().cloned()
    }

    fn with<T>(&self, what: impl FnOnce(&mut File) -> io::Result<T>) -> Option<T> {
        let done = what(&mut self.file.lock().unwrap_or_else(PoisonError::into_inner));
        done.inspect_err(|error| _ = self.error.set(failure(&self.path, error))).ok()
    }
}

impl Shelf for DiskShelf {
    fn lay(&self, bytes: &[u8]) -> Option<u64> {
        self.with(|file| {
            let at = file.seek(SeekFrom::End(0))?;
            file.write_all(bytes).map(|()| at)
        })
    }

    fn bring(&self, at: u64, length: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.with(|file| {
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(&mut bytes)
        })?;
        Some(bytes)
    }
}

impl Drop for DiskShelf {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
