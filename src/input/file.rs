//! Reads one file: bytes, sheets, tables, records.

mod parts;

pub use parts::{Beginning, FilePart, PartRead, begin, cuts, read_part};

use crate::input::read;
use crate::input::read::{Flow, Format, Note, Options, ReadError, SheetInfo, Sink, Source, TextEncoding};
use crate::input::recognise::{Corrections, ListedNames, Scanner, TableInfo, Watch};
use crate::input::records::Records;
use crate::input::watched::Watched;
use crate::model::cell::Cell;
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::order::Sort as _;
use crate::text::{Language, t};
use serde::{Deserialize, Serialize};

/// The result of reading one file, without its records: small enough for the page to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// Name, or path inside a dropped folder.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// Its format; `None` if it could not be read.
    pub format: Option<Format>,
    /// Why it could not be read, as a sentence.
    pub error: Option<String>,
    /// Its tables, known or not.
    pub tables: Vec<TableInfo>,
    /// What was noticed while reading it.
    pub findings: Vec<Finding>,
    /// Townships named in titles, sheets' names and the file's.
    pub townships: Vec<String>,
    /// The names that its lists hold.
    pub listed: ListedNames,
    /// The [mark](ListedNames::mark) of the names with which it was read.
    pub read_by: u64,
    /// Fingerprint of its bytes, for pointing out the same file under two names.
    pub fingerprint: u64,
}

/// The result of reading one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileReading {
    /// All but the records.
    pub report: FileReport,
    /// The records, each with the index of its table in the report.
    pub records: Vec<(u32, Records)>,
}

/// A person's choices for reading a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadChoices {
    /// Corrections of earlier tables, by their headings.
    pub corrections: Corrections,
    /// Names of the lists that are loaded, where they say something of the file.
    pub names: ListedNames,
    /// The encoding of a text file, where the guess was wrong.
    pub encoding: Option<TextEncoding>,
    /// The language of the findings.
    pub language: Language,
    /// Whether texts are kept that nothing counts by: for who wants the records themselves.
    pub keeps_all: bool,
}

/// Rows of a sheet that a person wants to see as the file has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsOf {
    /// The file inside a zip, empty where the dropped file itself holds the sheet.
    pub inner_file: String,
    /// The sheet.
    pub sheet: String,
    /// The rows, from 1.
    pub rows: Vec<u32>,
    /// How many rows before and after each to show with it.
    pub around: u32,
}

/// A row as its file has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowText {
    /// The row, from 1.
    pub row: u32,
    /// Whether it was asked for; if not, it is a neighbour.
    pub asked: bool,
    /// Column, from 1, and text of each cell that is not empty.
    pub cells: Vec<(u32, String)>,
}

/// Reads files, and those again of which the lists in others say something.
pub fn read_all<T>(files: &[T], read: impl Fn(&T, ListedNames) -> FileReading) -> Vec<FileReading> {
    let mut readings: Vec<FileReading> =
        files.iter().map(|file| read(file, ListedNames::default())).collect();
    let listed = FileReport::listed(readings.iter().map(|reading| &reading.report));
    for (file, reading) in files.iter().zip(&mut readings) {
        if reading.report.is_stale(&listed) {
            let names = reading.report.names(&listed);
            // A long file's rows are not kept twice.
            reading.records.clear();
            *reading = read(file, names);
        }
    }
    readings
}

/// Reads a file called `name`. The report of a file that cannot be read holds the reason; this never fails.
/// `progress` takes the number of bytes done and may stop the reading.
pub fn read_file(
    source: &mut dyn Source,
    name: &str,
    choices: &ReadChoices,
    progress: &mut dyn FnMut(u64) -> Flow,
) -> FileReading {
    let watch = Watch { progress: &mut |bytes, _| progress(bytes), ahead: None };
    read_file_watched(source, name, choices, watch)
}

/// As [`read_file`], under a closer watch: rows of a long file may go ahead of its reading.
pub fn read_file_watched<'a>(
    source: &mut dyn Source,
    name: &str,
    choices: &'a ReadChoices,
    watch: Watch<'a>,
) -> FileReading {
    match parts::begin(source, name, choices, watch, None) {
        Beginning::Whole(reading) => *reading,
        // It is left nowhere.
        Beginning::Part(_) => FileReading::unreadable(name, ""),
    }
}

/// What reading a file gave: its format, or why it stopped.
fn finish(
    outcome: Result<Format, ReadError>,
    (scanner, source): (Scanner<'_>, Watched<'_>),
    name: &str,
    choices: &ReadChoices,
) -> FileReading {
    let mut scanned = scanner.finish();
    let nothing = || scanned.tables.is_empty() && scanned.findings.is_empty();
    let code = match &outcome {
        Err(error) if error.is_no_table() && !is_called_a_table(name) => Code::FileOther,
        _ => Code::FileUnreadable,
    };
    let (format, error) = match outcome {
        // No file is passed over without a word.
        Ok(format) => {
            (Some(format), nothing().then(|| t("工作表都是空的，没有一个有内容的格；请重新导出").to_owned()))
        }
        Err(error) => (None, Some(error.to_string())),
    };
    let listed = ListedNames::of(&scanned.tables, &scanned.records);
    if let Some(message) = &error {
        scanned.findings.push(about_file(code, name, message.clone()));
    }
    let report = FileReport {
        name: name.to_owned(),
        size: source.len(),
        format,
        error,
        tables: scanned.tables,
        findings: scanned.findings.into_vec(),
        listed,
        read_by: choices.names.mark(),
        townships: scanned.townships,
        fingerprint: source.fingerprint(),
    };
    FileReading { report, records: scanned.records }
}

impl FileReport {
    /// The names of the lists in all of these files.
    pub fn listed<'a>(reports: impl IntoIterator<Item = &'a Self>) -> ListedNames {
        let mut names = ListedNames::default();
        reports.into_iter().for_each(|report| names.join(&report.listed));
        names
    }

    /// Returns the names with which to read the file: those that all lists hold where they say something of a table in
    /// it, else none.
    pub fn names(&self, listed: &ListedNames) -> ListedNames {
        if self.tables.iter().any(|table| listed.touch(table)) {
            listed.clone()
        } else {
            ListedNames::default()
        }
    }

    /// Whether the file has to be read again, now that these names are listed.
    pub fn is_stale(&self, listed: &ListedNames) -> bool {
        self.names(listed).mark() != self.read_by
    }
}

/// The fingerprint of a file's bytes, as its report has it; `None` where not all of them would be compared.
#[cfg(not(target_arch = "wasm32"))]
pub fn fingerprint(source: &mut dyn Source) -> Option<u64> {
    let whole = source.len() <= crate::input::watched::COMPARED_WHOLE;
    whole.then(|| Watched::new(source).fingerprint())
}

/// Whether a file is called one of tables: then something else in it is a fault.
fn is_called_a_table(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(&*ending, "xlsx" | "xlsm" | "xlsb" | "xls" | "et" | "ods" | "csv" | "tsv" | "txt")
}

fn about_file(code: Code, name: &str, message: String) -> Finding {
    Finding::said(code, FindingPlace::in_file(name), "", message)
}

impl FileReading {
    /// The reading of a file that could not even be opened; `why` is the system's message.
    pub fn unreadable(name: &str, why: &str) -> Self {
        Self::refused(name, 0, read::ReadError::Io(why.to_owned()).to_string())
    }

    /// The reading of a file of `size` bytes that cannot be used; `message` is the sentence why.
    pub fn refused(name: &str, size: u64, message: String) -> Self {
        let report = FileReport {
            name: name.to_owned(),
            size,
            format: None,
            findings: vec![about_file(Code::FileUnreadable, name, message.clone())],
            error: Some(message),
            tables: Vec::new(),
            townships: Vec::new(),
            listed: ListedNames::default(),
            read_by: 0,
            fingerprint: 0,
        };
        Self { report, records: Vec::new() }
    }
}

/// Reads some rows of a file again, with up to `around` rows before and after each.
///
/// # Errors
/// The file cannot be read any more.
pub fn read_rows(
    source: &mut dyn Source,
    name: &str,
    choices: &ReadChoices,
    wanted: &RowsOf,
) -> Result<Vec<RowText>, ReadError> {
    let mut asked = wanted.rows.clone();
    asked.order();
    let last = asked.last().map_or(0, |r| r.saturating_add(wanted.around));
    let mut picker = Picker { wanted, asked, last, here: false, rows: Vec::new() };
    match read::read(source, name, &Options { encoding: choices.encoding }, &mut picker) {
        Ok(_) | Err(ReadError::Stopped) => Ok(picker.rows),
        Err(error) => Err(error),
    }
}

/// Keeps the rows that are wanted and stops behind the last of them.
struct Picker<'a> {
    wanted: &'a RowsOf,
    /// The rows that are asked for, from the top: there may be all of a long table.
    asked: Vec<u32>,
    last: u32,
    here: bool,
    rows: Vec<RowText>,
}

impl Sink for Picker<'_> {
    fn sheet(&mut self, info: SheetInfo) -> Flow {
        if self.here {
            return Flow::Stop;
        }
        self.here = info.name == self.wanted.sheet && info.inner_file == self.wanted.inner_file;
        Flow::Continue
    }

    fn row(&mut self, row: u32, _hidden: bool, cells: &[Cell<'_>]) -> Flow {
        if !self.here {
            return Flow::Continue;
        }
        if row > self.last {
            return Flow::Stop;
        }
        let around = self.wanted.around;
        let next = self.asked.partition_point(|asked| asked.saturating_add(around) < row);
        if self.asked.get(next).is_some_and(|asked| asked.saturating_sub(around) <= row) {
            let asked = self.asked.binary_search(&row).is_ok();
            let cells = cells.iter().map(|c| (c.column, c.value.text().into_owned())).collect();
            self.rows.push(RowText { row, asked, cells });
        }
        Flow::Continue
    }

    fn note(&mut self, _: Note) {}
}
