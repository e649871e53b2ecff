//! 数据: a line for each file, and for each table found in it.

use crate::input::read::{Format, TextEncoding};
use crate::input::recognise::TableInfo;
use crate::model::cause::Ticks;
use crate::model::finding::{Finding, Severity};
use crate::text::format::{grouped, size};
use crate::text::{say, t};
use crate::view::parts::asks::{Question, asks};
use crate::view::parts::files::{FileEntry, FileProgress, Totals, totals};
use crate::view::parts::findings::to_look_at;

/// What waits for a person, in one number that the navigation and the overview show too, and what it is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataHead {
    /// How much there is.
    pub count: usize,
    /// What was read and counted.
    pub read: String,
    /// What waits, in words; empty where nothing does.
    pub waits: String,
    /// What it is made of.
    pub parts: String,
}

/// Returns the sentence at the top of the page; `nowhere` is how many rows have a place that is on no list.
pub fn head(files: &[FileEntry], session: &[Finding], ticks: &Ticks, nowhere: u32) -> DataHead {
    let Totals { tables, records: rows, .. } = totals(files);
    let asks = asks(files, &[]);
    let likely = asks.iter().filter(|a| matches!(a.question, Question::Likely(_))).count();
    let unknown = asks.len() - likely;
    let count = to_look_at(files, session, ticks);
    let told = count - asks.len();
    let mut parts = Vec::new();
    if likely > 0 {
        parts.push(say!("{likely} 种表要问是不是", likely));
    }
    if unknown > 0 {
        parts.push(say!("{unknown} 种表认不全", unknown));
    }
    if told > 0 {
        parts.push(say!("{told} 条提示", told));
    }
    let all = grouped(rows);
    DataHead {
        count,
        read: if nowhere == 0 {
            say!("{tables} 张表已认出，{all} 行", tables, all)
        } else {
            let rows = grouped(i64::from(nowhere));
            say!("{tables} 张表已认出，{all} 行，{rows} 行对不上名单", tables, all, rows)
        },
        waits: if count == 0 { String::new() } else { say!("{count} 件事等您看", count) },
        parts: parts.join(t("、")),
    }
}

/// The line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// Format, size and tables.
    pub facts: Vec<String>,
    /// Why it does not count, as a sentence.
    pub error: Option<String>,
    /// The encoding in use, for a text file.
    pub encoding: Option<TextEncoding>,
    /// Whether one of its tables asks for a look.
    pub look: bool,
}

/// Returns the line of a file.
pub fn file_line(file: &FileEntry) -> FileLine {
    let mut facts = vec![size(file.size)];
    let (mut error, mut encoding, mut look) = (None, None, false);
    if let Some(report) = file.report() {
        if let Some(format) = report.format {
            facts.insert(0, format.title());
            if let Format::Csv(e) = format {
                encoding = Some(e);
            }
        }
        let known = report.tables.iter().filter(|t| t.counts()).count();
        let waiting = report.tables.iter().filter(|t| t.waits()).count();
        let unknown = report.tables.len() - known - waiting;
        if report.error.is_none() {
            facts.push(say!("{known} 张表", known));
        }
        if waiting > 0 {
            facts.push(say!("{waiting} 张等确认", waiting));
        }
        if unknown > 0 {
            facts.push(say!("{unknown} 张未用", unknown));
        }
        look = unknown + waiting > 0 || report.findings.iter().any(|f| f.severity() == Severity::Error);
        error.clone_from(&report.error);
    }
    match file.progress {
        FileProgress::Waiting => facts.push(t("等待读取").to_owned()),
        FileProgress::Reading { .. } => facts.push(t("正在读取").to_owned()),
        FileProgress::Cancelled => error = Some(t("已取消，没有读取；要用请重新放入").to_owned()),
        FileProgress::Done => {}
    }
    // A chosen encoding can still be changed if it made the file unreadable.
    FileLine { facts, error, encoding: encoding.or(file.encoding), look }
}

/// The line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLine {
    /// Sheet, title, or the file inside a zip.
    pub name: String,
    /// The kind, or that none was recognised.
    pub kind: String,
    /// `已认出`, `请确认`, …
    pub confidence: &'static str,
    /// Whether it asks for a look.
    pub look: bool,
    /// Header rows, records, columns, and rows left out.
    pub facts: Vec<String>,
}

/// Returns the line of a table.
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
        facts.push(say!("未计 {} 行：第 {}{more} 行", table.skipped.len(), rows.join(t("、")), more));
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
