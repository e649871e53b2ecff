//! Files and folders of the command line.

use crate::input::read::Source;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// A file on disk as a source of bytes.
pub struct DiskFile {
    file: File,
    length: u64,
}

impl DiskFile {
    /// Opens it.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok(Self { file, length })
    }
}

impl Source for DiskFile {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
        self.file.seek(SeekFrom::Start(offset))?;
        let mut done = 0;
        while let Some(rest) = into.get_mut(done..).filter(|r| !r.is_empty()) {
            match self.file.read(rest) {
                Ok(0) => break,
                Ok(n) => done += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(done)
    }
}

/// A file to read, with the name that findings give it.
pub struct NamedFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its name; inside a given folder, the path from there.
    pub name: String,
}

/// The files of the paths, folders searched through, in the order of their names; hidden files and the
/// lock files of open workbooks (`~$…`) are left out.
pub fn list(paths: &[PathBuf]) -> Vec<NamedFile> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, path, &mut files);
        } else {
            let name = path.file_name().map_or_else(|| path.to_string_lossy(), |n| n.to_string_lossy());
            files.push(NamedFile { name: name.into_owned(), path: path.clone() });
        }
    }
    files
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<NamedFile>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|n| {
            let name = n.to_string_lossy();
            name.starts_with('.') || name.starts_with("~$")
        });
        // A link may lead back up; only what lies in the folder itself is read.
        let linked = path.symlink_metadata().is_ok_and(|m| m.is_symlink());
        if hidden || linked {
            continue;
        }
        if path.is_dir() {
            walk(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push(NamedFile { name, path });
        }
    }
}
