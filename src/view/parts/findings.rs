//! The findings of all files together, by cause: what is to be done, what it changes, and which were ticked off.

use crate::catalogue::kinds::counted_date;
use crate::catalogue::reading;
use crate::input::file::FileReport;
use crate::input::recognise::{Confidence, TableInfo};
use crate::model::cause::{Cause, Ticks, causes};
use crate::model::finding::{
    Code, Finding, FindingClass, FindingFate, FindingFilter, FindingPlace, FindingSpan,
};
use crate::order::Sort as _;
use crate::session::FileId;
use crate::text::format::grouped;
use crate::text::{say, t};
use crate::view::parts::asks::asks;
use crate::view::parts::files::FileEntry;

/// The most values that a line names.
const VALUES: usize = 6;
/// The most figures that a line names.
const FIGURES: usize = 3;
/// The most places that a line names.
const PLACES: usize = 3;

/// What can be pressed beside a cause, apart from ticking it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CausePress {
    /// To choose a corrected file.
    File,
    /// To go where names are answered.
    Names,
}

/// The findings of one cause in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseLine {
    /// What it is ticked off by.
    pub key: String,
    /// The code.
    pub code: Code,
    /// What is wrong, with the heading or the value.
    pub title: String,
    /// Files, sheets and columns.
    pub place: String,
    /// The values, each with how often it was found.
    pub values: Vec<String>,
    /// The advice.
    pub advice: &'static str,
    /// How often it was found.
    pub count: u32,
    /// What becomes of the rows.
    pub fate: String,
    /// The figures that lack them; empty where nothing is left out.
    pub changes: String,
    /// What can be pressed.
    pub press: Option<CausePress>,
    /// Whether it is ticked off.
    pub ticked: bool,
    /// The first of its rows, each with its sentence.
    pub lines: Vec<FindingLine>,
    /// How many more there are.
    pub more: u32,
}

/// A finding in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingLine {
    /// File, sheet, row, column.
    pub place: String,
    /// The value of the cell.
    pub value: String,
    /// What it means and what to do.
    pub message: String,
    /// The place, if it has a row.
    pub at: Option<FindingPlace>,
}

/// The findings by cause, the most pressing first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingsView {
    /// What asks for something and is not ticked off.
    pub open: Vec<CauseLine>,
    /// What asks for nothing, or was ticked off.
    pub aside: Vec<CauseLine>,
    /// How many causes there are before the filter.
    pub all: usize,
    /// Codes that occur, for the filter.
    pub codes: Vec<Code>,
    /// Files with findings, for the filter.
    pub files: Vec<String>,
}

/// Returns every finding: those of each file, then those that need more than one table.
pub fn all<'a>(files: &'a [FileEntry], session: &'a [Finding]) -> impl Iterator<Item = &'a Finding> {
    files.iter().filter_map(FileEntry::report).flat_map(|r| r.findings.iter()).chain(session)
}

/// Returns the findings that pass the filter, the worst first, as they are exported.
pub fn filtered<'a>(
    files: &'a [FileEntry],
    session: &'a [Finding],
    filter: &FindingFilter,
) -> Vec<&'a Finding> {
    filter.worst_first(all(files, session))
}

/// Whether a table asks above the findings what it is, so that its finding need not say so again.
fn is_asked(finding: &Finding, reports: &[&FileReport]) -> bool {
    let asks = |table: &TableInfo| table.kind.is_none() && table.confidence == Confidence::Unknown;
    let here = |table: &&TableInfo| {
        table.sheet == finding.place.sheet && Some(table.header_rows.0) == finding.place.row
    };
    match finding.code {
        Code::TableLikely => true,
        Code::TableUnknown => {
            let of_file = reports.iter().filter(|r| finding.place.file.starts_with(&r.name));
            of_file.flat_map(|r| &r.tables).filter(here).any(asks)
        }
        _ => false,
    }
}

/// Returns what is listed as findings: not what tables and names ask in places of their own.
fn listed_findings<'a>(files: &'a [FileEntry], session: &'a [Finding]) -> Vec<&'a Finding> {
    let reports: Vec<&FileReport> = files.iter().filter_map(FileEntry::report).collect();
    let asked: Vec<&str> =
        session.iter().filter(|f| f.code == Code::PlaceAsked).map(|f| f.value.as_str()).collect();
    let is_asked_for = |f: &Finding| f.code == Code::VillageUnlisted && asked.contains(&f.value.as_str());
    all(files, session).filter(|f| !is_asked(f, &reports) && !is_asked_for(f)).collect()
}

/// Returns how many questions and causes ask for a look: tables that ask what they are, and causes that ask for
/// something and are not ticked off.
pub fn to_look_at(files: &[FileEntry], session: &[Finding], ticks: &Ticks) -> usize {
    asks(files, &[]).len()
        + causes(listed_findings(files, session)).iter().filter(|c| ticks.leaves(c)).count()
}

/// Ticks off the cause with this key, or no longer.
pub fn tick(ticks: &mut Ticks, files: &[FileEntry], session: &[Finding], key: &str, ticked: bool) {
    if let Some(cause) = causes(listed_findings(files, session)).iter().find(|cause| cause.key() == key) {
        ticks.set(cause, ticked);
    }
}

/// Returns file, sheet, row and column in one line.
fn place(place: &FindingPlace) -> String {
    let mut out = place.file.clone();
    if !place.sheet.is_empty() {
        out += &format!(" · {}", place.sheet);
    }
    if let Some(row) = place.row {
        out += &say!(" · 第 {row} 行", row);
    }
    if let Some(column) = &place.column {
        out += &format!(" · {column}");
    }
    out
}

/// Returns what a finding says of its first rows, at most `most`.
fn lines(finding: &Finding, most: usize) -> impl Iterator<Item = FindingLine> {
    finding.sentences(most).map(|(row, message)| line_at(finding, row, message))
}

/// Returns a line of a finding: what it says of one row, or as a whole.
pub fn line_at(finding: &Finding, row: Option<u32>, message: &str) -> FindingLine {
    let at = finding.place.at_row(row);
    FindingLine {
        place: place(&at),
        value: finding.value.clone(),
        message: message.to_owned(),
        at: at.row.is_some().then_some(at),
    }
}

/// Returns the causes of the findings that pass the filter, each with at most `most` lines.
pub fn findings(
    files: &[FileEntry],
    session: &[Finding],
    (filter, ticks): (&FindingFilter, &Ticks),
    most: usize,
) -> FindingsView {
    let told = listed_findings(files, session);
    let mut view = FindingsView { all: causes(told.iter().copied()).len(), ..FindingsView::default() };
    for finding in &told {
        if !view.codes.contains(&finding.code) {
            view.codes.push(finding.code);
        }
        if !view.files.contains(&finding.place.file) && !finding.place.file.is_empty() {
            view.files.push(finding.place.file.clone());
        }
    }
    view.codes.order();
    let reports: Vec<&FileReport> = files.iter().filter_map(FileEntry::report).collect();
    for cause in causes(told.into_iter().filter(|f| filter.keeps(f))) {
        let line = line(&cause, &reports, ticks.has(&cause), most);
        if ticks.leaves(&cause) { view.open.push(line) } else { view.aside.push(line) }
    }
    view
}

fn line(cause: &Cause<'_>, reports: &[&FileReport], ticked: bool, most: usize) -> CauseLine {
    let (code, count) = (cause.code, cause.count());
    let rows: Vec<FindingLine> = cause.findings.iter().flat_map(|f| lines(f, most)).take(most).collect();
    let written = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    CauseLine {
        key: cause.key(),
        code,
        title: title(cause),
        place: places(cause),
        values: values(cause),
        advice: code.remedy(),
        count,
        fate: fate(cause, reports),
        changes: changes(cause, reports),
        press: match (code, code.class()) {
            (Code::PlaceAsked | Code::VillageStem, _) => Some(CausePress::Names),
            (Code::TableUnknown, _) | (_, FindingClass::Note | FindingClass::Check) => None,
            (_, FindingClass::Correct) => Some(CausePress::File),
        },
        ticked,
        lines: rows,
        more: count.saturating_sub(written),
    }
}

/// What is wrong: the finding's own first clause where there is but one, else the code's, with heading or value.
fn title(cause: &Cause<'_>) -> String {
    let title = cause.code.title();
    match cause.code.span() {
        FindingSpan::Column | FindingSpan::Value if !cause.subject.is_empty() => {
            match (cause.code.span(), cause.values().len()) {
                (FindingSpan::Value, n @ 2..) => say!("“{}”等 {n} 个：{title}", cause.subject, n, title),
                _ => say!("“{}”：{title}", cause.subject, title),
            }
        }
        _ => title.to_owned(),
    }
}

fn places(cause: &Cause<'_>) -> String {
    let places = cause.by_place();
    let of = |cause: &Cause<'_>| cause.place().map(|at| place(&at.at_row(None))).unwrap_or_default();
    let named: Vec<String> = places.iter().take(PLACES).map(of).collect();
    let named = named.join(t("；"));
    if places.len() > PLACES { say!("{named}等 {} 处地方", places.len(), named) } else { named }
}

fn values(cause: &Cause<'_>) -> Vec<String> {
    let values = cause.values();
    if matches!(values.as_slice(), [(only, _)] if *only == cause.subject) {
        return Vec::new();
    }
    let said = |(value, count): &(&str, u32)| {
        if *count > 1 {
            say!("{value} {} 处", grouped(i64::from(*count)), value)
        } else {
            (*value).to_owned()
        }
    };
    let mut out: Vec<String> = values.iter().take(VALUES).map(said).collect();
    if values.len() > VALUES {
        out.push(say!("等 {} 种", values.len()));
    }
    out
}

fn fate(cause: &Cause<'_>, reports: &[&FileReport]) -> String {
    let count = grouped(i64::from(cause.count()));
    let has_rows = cause.findings.iter().any(|f| !f.rows.is_empty());
    match cause.code.fate() {
        FindingFate::Left if cause.code.span() != FindingSpan::Table && has_rows => {
            say!("{count} 行没有计入", count)
        }
        FindingFate::Left => t("没有计入").to_owned(),
        FindingFate::Cells if cause.findings.iter().any(|f| is_counted_by(f, reports)) => {
            say!("{count} 行没有计入", count)
        }
        FindingFate::Cells => say!("{count} 格没有计入", count),
        FindingFate::Once => t("只计一次").to_owned(),
        FindingFate::Counted => t("照常计入").to_owned(),
    }
}

/// The tables that count in the sheet of a finding.
fn tables<'a>(finding: &Finding, reports: &[&'a FileReport]) -> impl Iterator<Item = &'a TableInfo> {
    let of_file = reports.iter().copied().filter(|r| finding.place.file.starts_with(&r.name));
    of_file.flat_map(|r| &r.tables).filter(|table| table.sheet == finding.place.sheet && table.counts())
}

/// Returns the files of which nobody need look at anything: read, each table recognised, and no row left out that should count.
pub fn at_rest(files: &[FileEntry], session: &[Finding]) -> Vec<FileId> {
    let rests = |report: &FileReport| {
        let state = |table: &TableInfo| table_state(table, report, files, session);
        let rests = |table: &TableInfo| table.counts() && state(table).is_none_or(|(_, look)| !look);
        report.error.is_none() && !report.tables.is_empty() && report.tables.iter().all(rests)
    };
    files.iter().filter(|file| file.report().is_some_and(rests)).map(|file| file.id).collect()
}

/// Says of a table that counts whether all of its rows do, and whether some do not that should; `None` of another table.
pub fn table_state(
    table: &TableInfo,
    report: &FileReport,
    files: &[FileEntry],
    session: &[Finding],
) -> Option<(String, bool)> {
    table.kind.filter(|kind| kind.is_counted() && table.counts())?;
    let reports = [report];
    let (first, last) = table.record_rows?;
    let here = |f: &&Finding| {
        f.place.file.starts_with(&report.name)
            && f.place.file.ends_with(&table.inner_file)
            && f.place.sheet == table.sheet
    };
    let rows_of = |is: &dyn Fn(&Finding) -> bool| {
        let of = all(files, session).filter(|f| here(f) && is(f)).flat_map(|f| f.rows.runs());
        let mut runs: Vec<(u32, u32)> = of.copied().collect();
        runs.order();
        // A row may be wrong in several ways.
        let mut behind = 0;
        let count = |(from, to): (u32, u32)| {
            let (from, end) = (from.max(first).max(behind), to.min(last).saturating_add(1));
            behind = behind.max(end);
            i64::from(end.saturating_sub(from))
        };
        runs.into_iter().map(count).sum::<i64>()
    };
    let left = rows_of(&|f| match f.code.fate() {
        FindingFate::Left => f.code.span() != FindingSpan::Table,
        FindingFate::Cells => is_counted_by(f, &reports),
        FindingFate::Once | FindingFate::Counted => false,
    });
    let again = rows_of(&|f| f.code.fate() == FindingFate::Once);
    let mut said = Vec::new();
    if left > 0 {
        said.push(say!("{} 行没有计入", grouped(left)));
    }
    if again > 0 {
        said.push(say!("{} 行重复，只计一次", grouped(again)));
    }
    if said.is_empty() {
        said.push(t("全部计入").to_owned());
    }
    Some((said.join(t("；")), left > 0))
}

/// Whether the rows of a finding count by the column that it is in, so that they are left out with its cell.
fn is_counted_by(finding: &Finding, reports: &[&FileReport]) -> bool {
    tables(finding, reports).any(|table| {
        let date = table.kind.and_then(counted_date);
        let own = table.columns.iter().find(|c| Some(c.heading()) == finding.place.column);
        date.is_some() && own.is_some_and(|c| c.field == date)
    })
}

/// The figures that read the tables of which something is left out.
fn changes(cause: &Cause<'_>, reports: &[&FileReport]) -> String {
    if !matches!(cause.code.fate(), FindingFate::Left | FindingFate::Cells) {
        return String::new();
    }
    let mut figures: Vec<&str> = Vec::new();
    for finding in &cause.findings {
        for fed in tables(finding, reports).flat_map(|table| &table.mappings) {
            for figure in reading(fed.kind) {
                if !figures.contains(&figure.label()) {
                    figures.push(figure.label());
                }
            }
        }
    }
    let named = figures.iter().take(FIGURES).copied().collect::<Vec<_>>().join(t("、"));
    match figures.len() {
        0 => String::new(),
        n if n > FIGURES => say!("关系到：{named}等 {n} 项", n, named),
        _ => say!("关系到：{named}", named),
    }
}
