//! How far a long command is, on a terminal.

use crate::cli::files::NamedFile;
use std::io::{IsTerminal as _, Write as _, stderr};
use std::sync::atomic::{AtomicU64, Ordering};

/// A line on standard error, if that is a terminal, that tells how many files are done and how many bytes.
pub struct Progress {
    what: &'static str,
    is_seen: bool,
    files: u64,
    bytes: u64,
    done: [AtomicU64; 2],
}

fn size(file: &NamedFile) -> u64 {
    std::fs::metadata(&file.path).map_or(0, |about| about.len())
}

impl Progress {
    /// Begins with none of these files done; without any it is not known how much there is to do.
    pub fn new(what: &'static str, files: &[NamedFile]) -> Self {
        let is_seen = stderr().is_terminal();
        let bytes = if is_seen { files.iter().map(size).sum() } else { 0 };
        let new = Self { what, is_seen, files: files.len() as u64, bytes, done: Default::default() };
        new.show([0, 0]);
        new
    }

    /// Notes that a file is done.
    pub fn done(&self, file: &NamedFile) {
        if self.is_seen {
            let [files, bytes] = &self.done;
            let size = size(file);
            let add = |sum: &AtomicU64, more| sum.fetch_add(more, Ordering::Relaxed) + more;
            self.show([add(files, 1), add(bytes, size)]);
        }
    }

    fn show(&self, [files, bytes]: [u64; 2]) {
        let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
        let of = match self.files {
            0 => "…".to_owned(),
            all => format!(" {files}/{all} 个文件，{}/{} MB", megabytes(bytes), megabytes(self.bytes)),
        };
        if self.is_seen {
            let _ = write!(stderr(), "\r\x1b[K{}{of}", self.what);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_seen {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
