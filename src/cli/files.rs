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
/// lock files of open workbooks (`~$…`) are left out. Several folders are named as by the folder around them, so that
/// each may be a town's.
pub fn list(paths: &[PathBuf]) -> Vec<NamedFile> {
    let whole = |path: &PathBuf| fs::canonicalize(path).unwrap_or_else(|_| path.clone());
    let folders: Vec<PathBuf> = paths.iter().filter(|path| path.is_dir()).map(whole).collect();
    let around = around(&folders).filter(|_| folders.len() > 1);
    let mut files = Vec::new();
    for path in paths {
        let full = whole(path);
        match &around {
            Some(around) if path.is_dir() => walk(around, &full, &mut files),
            _ if path.is_dir() => walk(path, path, &mut files),
            around => {
                let inside = around.as_ref().and_then(|around| full.strip_prefix(around).ok());
                let name = inside.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
                files.push(NamedFile { name: shown(name), path: path.clone() });
            }
        }
    }
    files
}

/// The innermost folder that holds all of these: that around a folder which holds the others too.
fn around(folders: &[PathBuf]) -> Option<PathBuf> {
    let mut all = folders.iter().filter_map(|folder| folder.parent());
    let first = all.next()?;
    let rest: Vec<&Path> = all.collect();
    let holds_all = |folder: &&Path| rest.iter().all(|other| other.starts_with(folder));
    first.ancestors().find(holds_all).map(Path::to_owned)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
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
            files.push(NamedFile { name: shown(path.strip_prefix(root).unwrap_or(&path)), path });
        }
    }
}
