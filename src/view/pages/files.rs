//! 数据: the files, what became of each, and the tables found in them.

use crate::input::file::FileReport;
use crate::input::read::{Format, TextEncoding};
use crate::input::recognise::TableInfo;
use crate::model::finding::{Code, Finding, FindingPlace, Severity};
use crate::say;
use crate::session::FileId;
use crate::text::format::{grouped, size};
use crate::text::t;
use std::sync::Arc;

/// How far a file has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It waits for its turn.
    Waiting,
    /// So many bytes are read.
    Reading(u64),
    /// It was read, or found unreadable.
    Done,
    /// The person stopped it.
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
    /// How far it has come.
    pub progress: Progress,
    /// What was read of it; stays while it is read again.
    pub report: Option<Arc<FileReport>>,
    /// The encoding that the person chose.
    pub encoding: Option<TextEncoding>,
}

impl FileEntry {
    /// A file that waits to be read.
    #[must_use]
    pub fn new(id: FileId, name: String, size: u64) -> Self {
        Self { id, name, size, progress: Progress::Waiting, report: None, encoding: None }
    }

    /// What was read of it.
    #[must_use]
    pub fn report(&self) -> Option<&FileReport> {
        self.report.as_deref()
    }

    /// Bytes that are done.
    #[must_use]
    pub fn done(&self) -> u64 {
        match &self.progress {
            Progress::Waiting => 0,
            Progress::Reading(done) => (*done).min(self.size),
            Progress::Done | Progress::Cancelled => self.size,
        }
    }

    /// Whether it is still to be read.
    #[must_use]
    pub fn pending(&self) -> bool {
        matches!(self.progress, Progress::Waiting | Progress::Reading(_))
    }
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

/// Sums over what was read.
#[must_use]
pub fn totals(files: &[FileEntry]) -> Totals {
    let mut totals = Totals::default();
    for report in files.iter().filter_map(FileEntry::report).filter(|r| r.error.is_none()) {
        totals.files += 1;
        for table in report.tables.iter().filter(|t| t.kind.is_some()) {
            totals.tables += 1;
            totals.records += i64::from(table.records);
        }
    }
    totals
}

/// What the progress line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgressLine {
    /// `正在读取 3 / 15：走访.csv`.
    pub text: String,
    /// Bytes in words.
    pub bytes: String,
    /// Tenths of a percent.
    pub done: u64,
    /// Rows of the files that are done.
    pub rows: u64,
}

impl ProgressLine {
    /// Bytes, rows and the time left: `31 MB / 90 MB`, `352,117 行`, `约剩 6 秒`. `rows` are those of the file that is
    /// being read. The time is said once enough is done to guess it.
    #[must_use]
    pub fn facts(&self, rows: u64, seconds: f64) -> Vec<String> {
        let mut out = vec![self.bytes.clone()];
        let rows = i64::try_from(self.rows.saturating_add(rows)).unwrap_or(i64::MAX);
        if rows > 0 {
            out.push(say!("{} 行", grouped(rows)));
        }
        if seconds >= 1.5 && (20..1000).contains(&self.done) {
            let left = seconds * (1000 - self.done) as f64 / self.done as f64;
            // A guess to the second would only flicker.
            out.push(if left < 60.0 {
                say!("约剩 {} 秒", if left < 10.0 { left.ceil() } else { (left / 5.0).ceil() * 5.0 })
            } else {
                say!("约剩 {} 分钟", (left / 60.0).ceil())
            });
        }
        out
    }
}

/// The progress over all files of one drop.
#[must_use]
pub fn progress(files: &[FileEntry], drop: &[FileId]) -> ProgressLine {
    let mine: Vec<&FileEntry> = files.iter().filter(|f| drop.contains(&f.id)).collect();
    let finished = mine.iter().filter(|f| !f.pending()).count();
    let (done, total) = mine.iter().fold((0, 0), |(d, t), f| (d + f.done(), t + f.size));
    let now = mine.iter().find(|f| matches!(f.progress, Progress::Reading(_)));
    ProgressLine {
        text: match now {
            Some(f) => say!("正在读取 {} / {}：{}", finished + 1, mine.len(), f.name),
            None if finished == mine.len() => t("正在计算…").to_owned(),
            None => say!("等待读取，共 {} 个文件", mine.len()),
        },
        bytes: format!("{} / {}", size(done), size(total)),
        done: done.saturating_mul(1000).checked_div(total).unwrap_or(0),
        rows: mine
            .iter()
            .filter(|f| !f.pending())
            .filter_map(|f| f.report())
            .flat_map(|r| &r.tables)
            .map(|t| u64::from(t.records))
            .sum(),
    }
}

/// The name of a format.
#[must_use]
pub fn format_name(format: Format) -> String {
    match format {
        Format::Csv(encoding) => format!("CSV · {}", encoding_name(encoding)),
        Format::Xlsx => "Excel xlsx".to_owned(),
        Format::Xlsb => "Excel xlsb".to_owned(),
        Format::Xls => "Excel 97 xls".to_owned(),
        Format::Ods => t("ODS 表格").to_owned(),
        Format::Html => t("网页表格").to_owned(),
        Format::SpreadsheetMl => "Excel 2003 XML".to_owned(),
        Format::Zip => t("zip 压缩包").to_owned(),
    }
}

/// The encodings that a person can choose, the name of each in lists.
pub const ENCODINGS: [(TextEncoding, &str); 4] = [
    (TextEncoding::Utf8, "UTF-8"),
    (TextEncoding::Gb18030, "GB18030（GBK）"),
    (TextEncoding::Utf16Le, "UTF-16 LE"),
    (TextEncoding::Utf16Be, "UTF-16 BE"),
];

/// The name of an encoding.
#[must_use]
pub fn encoding_name(encoding: TextEncoding) -> &'static str {
    ENCODINGS.iter().find(|(e, _)| *e == encoding).map_or("", |(_, name)| name)
}

/// What stands beside a file's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// Format, size, tables.
    pub facts: Vec<String>,
    /// Why it is not counted, as a sentence.
    pub error: Option<String>,
    /// The encoding in use, for text files.
    pub encoding: Option<TextEncoding>,
    /// Whether a table of it asks for a look.
    pub look: bool,
}

/// The line of a file.
#[must_use]
pub fn file_line(file: &FileEntry) -> FileLine {
    let mut facts = vec![size(file.size)];
    let (mut error, mut encoding, mut look) = (None, None, false);
    if let Some(report) = file.report() {
        if let Some(format) = report.format {
            facts.insert(0, format_name(format));
            if let Format::Csv(e) = format {
                encoding = Some(e);
            }
        }
        let known = report.tables.iter().filter(|t| t.kind.is_some()).count();
        let unknown = report.tables.len() - known;
        if report.error.is_none() {
            facts.push(say!("{known} 张表", known));
        }
        if unknown > 0 {
            facts.push(say!("{unknown} 张未用", unknown));
        }
        look = unknown > 0 || report.findings.iter().any(|f| f.severity() == Severity::Error);
        error.clone_from(&report.error);
    }
    match file.progress {
        Progress::Waiting => facts.push(t("等待读取").to_owned()),
        Progress::Reading(_) => facts.push(t("正在读取").to_owned()),
        Progress::Cancelled => error = Some(t("已取消，没有读取；要用请重新放入").to_owned()),
        Progress::Done => {}
    }
    // A chosen encoding stays choosable where it made the file unreadable.
    FileLine { facts, error, encoding: encoding.or(file.encoding), look }
}

/// What stands beside a table's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLine {
    /// Sheet, title, or the file inside a zip.
    pub name: String,
    /// The kind, or that there is none.
    pub kind: String,
    /// `已认出`, `请确认`, …
    pub confidence: &'static str,
    /// Whether it asks for a look.
    pub look: bool,
    /// Header rows, records, columns, rows left out.
    pub facts: Vec<String>,
}

/// The line of a table.
#[must_use]
pub fn table_line(table: &TableInfo) -> TableLine {
    use crate::input::recognise::Confidence;
    let mut name: Vec<&str> = [table.inner_file.as_str(), table.sheet.as_str()].to_vec();
    name.extend(table.title.as_deref());
    name.retain(|part| !part.is_empty());
    name.dedup();
    let (first, last) = table.header_rows;
    let mut facts = vec![
        if first == last {
            say!("表头第 {first} 行", first)
        } else {
            say!("表头第 {first}–{last} 行", first, last)
        },
        say!("{} 条记录", grouped(i64::from(table.records))),
    ];
    if let Some((first, last)) = table.record_rows {
        facts.push(say!("第 {first}–{last} 行", first, last));
    }
    if !table.skipped.is_empty() {
        let rows: Vec<String> = table
            .skipped
            .iter()
            .take(3)
            .map(|s| if s.why.is_empty() { s.row.to_string() } else { format!("{}（{}）", s.row, s.why) })
            .collect();
        let more = if table.skipped.len() > 3 { t("等") } else { "" };
        facts.push(say!("未计 {} 行：第 {}{more} 行", table.skipped.len(), rows.join("、"), more));
    }
    if table.hidden {
        facts.push(t("隐藏的工作表").to_owned());
    }
    let aside = table.kind.is_none() && table.confidence == Confidence::Chosen;
    TableLine {
        name: if name.is_empty() { t("（整个文件）").to_owned() } else { name.join(" · ") },
        kind: table.kind.map_or_else(
            || if aside { t("不使用").to_owned() } else { t("认不出").to_owned() },
            |k| k.title().to_owned(),
        ),
        confidence: table.confidence.title(),
        look: !aside && matches!(table.confidence, Confidence::Unknown | Confidence::Likely),
        facts,
    }
}

/// The report of a file at which the reading worker broke down.
#[must_use]
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
        townships: Vec::new(),
        fingerprint: 0,
    }
}

/// A column as spreadsheet programs name it: 1 is A, 27 is AA.
#[must_use]
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
