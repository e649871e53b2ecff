//! Files and folders of the command line.

use crate::input::read::Source;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

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
    /// Its place among the files.
    order: usize,
}

/// The files of the paths, folders searched through, in the order of their names; hidden files and the
/// lock files of open workbooks (`~$…`) are left out. Several folders are named as by the folder around them, so that
/// each may be a town's. `-` is the standard input. A file that several links lead to is read once; what is passed over
/// is named on standard error: links to folders, pipes and devices, and what cannot be opened.
pub fn list(paths: &[PathBuf]) -> Vec<NamedFile> {
    let whole = |path: &PathBuf| fs::canonicalize(path).unwrap_or_else(|_| path.clone());
    let folders: Vec<PathBuf> = paths.iter().filter(|path| path.is_dir()).map(whole).collect();
    let around = around(&folders).filter(|_| folders.len() > 1);
    let mut found = Found::default();
    for path in paths {
        if path.as_os_str() == "-" {
            found.files.extend(standard_input());
            continue;
        }
        let full = whole(path);
        match &around {
            Some(around) if path.is_dir() => found.walk(around, &full),
            _ if path.is_dir() => found.walk(path, path),
            around => {
                let inside = around.as_ref().and_then(|around| full.strip_prefix(around).ok());
                let name = inside.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
                found.take(name, path);
            }
        }
    }
    for linked in std::mem::take(&mut found.links) {
        // The file itself is in the list where it lies in a folder too.
        match fs::canonicalize(&linked.path) {
            Ok(file) if found.seen.contains(&file) => {}
            Ok(file) => {
                let name = linked.name.clone();
                found.take(Path::new(&name), &file);
                found.files.last_mut().into_iter().for_each(|last| last.order = linked.order);
            }
            Err(error) => passed(&linked.name, &format!("链接指向的文件打不开（{error}）")),
        }
    }
    found.files.sort_by_key(|file| file.order);
    found.files
}

/// What was found on the paths.
#[derive(Default)]
struct Found {
    files: Vec<NamedFile>,
    /// Links to files, which are read where nothing else leads to them.
    links: Vec<NamedFile>,
    seen: BTreeSet<PathBuf>,
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

impl Found {
    /// Takes a path that is named, or lies in a folder.
    fn take(&mut self, name: &Path, path: &Path) {
        let name = shown(name);
        let order = self.files.len() + self.links.len();
        match fs::metadata(path) {
            Ok(about) if !about.is_file() => passed(&name, "不是普通文件，没有读"),
            // What cannot be opened is reported where it is read.
            _ => {
                self.seen.extend(fs::canonicalize(path));
                self.files.push(NamedFile { path: path.to_owned(), name, order });
            }
        }
    }

    fn walk(&mut self, root: &Path, folder: &Path) {
        let within = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_owned();
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                return passed(&shown(&within(folder)), &format!("文件夹打不开（{error}），没有读"));
            }
        };
        let mut paths: Vec<PathBuf> = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => paths.push(entry.path()),
                Err(error) => passed(&shown(&within(folder)), &format!("其中有一项读不到（{error}）")),
            }
        }
        paths.sort();
        for path in paths {
            let hidden = path.file_name().is_some_and(|n| {
                let name = n.to_string_lossy();
                name.starts_with('.') || name.starts_with("~$")
            });
            let linked = path.symlink_metadata().is_ok_and(|m| m.is_symlink());
            match (hidden, linked, path.is_dir()) {
                (true, ..) => {}
                // A link may lead back up.
                (_, true, true) => passed(&shown(&within(&path)), "是到文件夹的链接，没有跟进去"),
                (_, true, false) => {
                    let order = self.files.len() + self.links.len();
                    self.links.push(NamedFile { name: shown(&within(&path)), path, order });
                }
                (_, _, true) => self.walk(root, &path),
                _ => self.take(&within(&path), &path),
            }
        }
    }
}

/// Names what is passed over.
fn passed(name: &str, why: &str) {
    eprintln!("gelan: {name}：{why}");
}

/// Where the standard input is kept while the command runs.
static STANDARD_INPUT: OnceLock<PathBuf> = OnceLock::new();

/// Returns the standard input as a file; `None` where it cannot be read, which is reported.
fn standard_input() -> Option<NamedFile> {
    let path = STANDARD_INPUT
        .get_or_init(|| std::env::temp_dir().join(format!("gelan-standard-input-{}", std::process::id())));
    let copied = File::create(path).and_then(|mut file| io::copy(&mut io::stdin().lock(), &mut file));
    match copied {
        Ok(_) => Some(NamedFile { path: path.clone(), name: "标准输入".to_owned(), order: 0 }),
        Err(error) => {
            passed("标准输入", &format!("读不到（{error}）"));
            None
        }
    }
}

/// Removes what was kept of the standard input.
pub fn forget_standard_input() {
    if let Some(path) = STANDARD_INPUT.get() {
        let _ = fs::remove_file(path);
    }
}
