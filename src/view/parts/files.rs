//! The dropped files: the progress of each, and what was read of it.

use crate::input::file::FileReport;
use crate::input::read::TextEncoding;
use crate::input::recognise::{ListedNames, TableInfo};
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::session::FileId;
use crate::text::format::{grouped, size};
use crate::text::{say, t};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The progress of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProgress {
    /// It waits for its turn.
    Waiting,
    /// It is being read.
    Reading {
        /// Bytes so far.
        done: u64,
        /// Rows so far.
        rows: u64,
    },
    /// It was read, or found unreadable.
    Done,
    /// The person cancelled it.
    Cancelled,
}

/// A file that was dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    /// Its number.
    pub id: FileId,
    /// Its name, or path inside the dropped folder.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Its progress.
    pub progress: FileProgress,
    /// What was read of it; kept while it is read again.
    pub report: Option<Arc<FileReport>>,
    /// The encoding that the person chose.
    pub encoding: Option<TextEncoding>,
}

impl FileEntry {
    /// A file that waits to be read.
    pub fn new(id: FileId, name: String, size: u64) -> Self {
        Self { id, name, size, progress: FileProgress::Waiting, report: None, encoding: None }
    }

    /// Returns what was read of it.
    pub fn report(&self) -> Option<&FileReport> {
        self.report.as_deref()
    }

    /// Returns the number of bytes that are done.
    pub fn done(&self) -> u64 {
        match &self.progress {
            FileProgress::Waiting => 0,
            FileProgress::Reading { done, .. } => (*done).min(self.size),
            FileProgress::Done | FileProgress::Cancelled => self.size,
        }
    }

    /// Returns the number of rows that are done.
    fn rows(&self) -> u64 {
        match &self.progress {
            FileProgress::Waiting => 0,
            FileProgress::Reading { rows, .. } => *rows,
            FileProgress::Done | FileProgress::Cancelled => {
                self.report().map_or(0, |r| r.tables.iter().map(|t| u64::from(t.records)).sum())
            }
        }
    }

    /// Whether it is still to be read.
    pub fn pending(&self) -> bool {
        matches!(self.progress, FileProgress::Waiting | FileProgress::Reading { .. })
    }
}

/// Whether one of the tables that were found is such a one.
pub fn any_table(files: &[FileEntry], is: fn(&TableInfo) -> bool) -> bool {
    files.iter().filter_map(FileEntry::report).any(|report| report.tables.iter().any(is))
}

/// Sums over the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Files that were read.
    pub files: usize,
    /// Tables that count.
    pub tables: usize,
    /// Records of these.
    pub records: i64,
}

/// Sums over what was read and counts.
pub fn totals(files: &[FileEntry]) -> Totals {
    let mut totals = Totals::default();
    let mut seen = BTreeSet::new();
    for report in files.iter().filter_map(FileEntry::report).filter(|r| r.error.is_none()) {
        totals.files += 1;
        // The same file under another name counts once.
        if !seen.insert((report.fingerprint, report.size)) {
            continue;
        }
        for table in report.tables.iter().filter(|t| t.counts()) {
            totals.tables += 1;
            totals.records += i64::from(table.records);
        }
    }
    totals
}

/// The progress line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgressLine {
    /// `正在读取 3 / 15：走访.csv`.
    pub text: String,
    /// The bytes in words.
    pub bytes: String,
    /// The part that is done, in tenths of a percent.
    pub done: u64,
    /// Rows so far.
    pub rows: u64,
}

impl ProgressLine {
    /// Returns bytes, rows and the time left: `31 MB / 90 MB`, `352,117 行`, `约剩 6 秒`. `seconds` is the time so far. The
    /// time left is given once enough is done to estimate it.
    pub fn facts(&self, seconds: f64) -> Vec<String> {
        let mut out = vec![self.bytes.clone()];
        let rows = i64::try_from(self.rows).unwrap_or(i64::MAX);
        if rows > 0 {
            out.push(say!("{} 行", grouped(rows)));
        }
        if seconds >= 1.5 && (20..1000).contains(&self.done) {
            let left = seconds * (1000 - self.done) as f64 / self.done as f64;
            // An estimate to the second would only flicker.
            out.push(if left < 60.0 {
                say!("约剩 {} 秒", if left < 10.0 { left.ceil() } else { (left / 5.0).ceil() * 5.0 })
            } else {
                say!("约剩 {} 分钟", (left / 60.0).ceil())
            });
        }
        out
    }
}

/// Returns the progress over the files of one drop; their numbers ascend.
pub fn progress(files: &[FileEntry], drop: &[FileId]) -> ProgressLine {
    let mine: Vec<&FileEntry> = files.iter().filter(|f| drop.binary_search(&f.id).is_ok()).collect();
    let finished = mine.iter().filter(|f| !f.pending()).count();
    let (done, total) = mine.iter().fold((0, 0), |(d, t), f| (d + f.done(), t + f.size));
    let now = mine.iter().find(|f| matches!(f.progress, FileProgress::Reading { .. }));
    ProgressLine {
        text: match now {
            Some(f) => say!("正在读取 {} / {}：{}", finished + 1, mine.len(), f.name),
            None if finished == mine.len() => t("正在计算…").to_owned(),
            None => say!("等待读取，共 {} 个文件", mine.len()),
        },
        bytes: format!("{} / {}", size(done), size(total)),
        done: done.saturating_mul(1000).checked_div(total).unwrap_or(0),
        rows: mine.iter().map(|file| file.rows()).sum(),
    }
}

/// The files of one drop that are listed while they are read: all, or of more than `most` the first that are still to be
/// read.
pub fn listed(files: &[FileEntry], drop: &[FileId], most: usize) -> Vec<FileId> {
    if drop.len() <= most {
        return drop.to_vec();
    }
    let mine = files.iter().filter(|f| f.pending() && drop.binary_search(&f.id).is_ok());
    mine.map(|file| file.id).take(most).collect()
}

/// The names of the lists in all files with which to read one of them (again).
pub fn names_for(files: &[FileEntry], file: &FileEntry) -> ListedNames {
    let listed = || FileReport::listed(files.iter().filter_map(FileEntry::report));
    file.report().map(|report| report.names(&listed())).unwrap_or_default()
}

/// The files of which the lists of others say something else than when they were read.
pub fn stale(files: &[FileEntry]) -> Vec<FileId> {
    let listed = FileReport::listed(files.iter().filter_map(FileEntry::report));
    let is_stale = |file: &&FileEntry| file.report().is_some_and(|report| report.is_stale(&listed));
    files.iter().filter(is_stale).map(|file| file.id).collect()
}

/// Makes the report of a file at which the reading worker broke down.
pub fn broken(name: &str, size: u64) -> FileReport {
    let place = FindingPlace::in_file(name);
    let finding = Finding::new(Code::FilePanic, place, "", "");
    FileReport {
        name: name.to_owned(),
        size,
        format: None,
        error: Some(finding.message.clone()),
        tables: Vec::new(),
        findings: vec![finding],
        listed: ListedNames::default(),
        read_by: 0,
        townships: Vec::new(),
        fingerprint: 0,
    }
}

/// Returns a column's letters in spreadsheet programs: 1 is A, 27 is AA.
pub fn column_letter(column: u32) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}
