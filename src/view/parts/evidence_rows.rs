//! The rows behind a figure: how they add up to it, and what each adds.

use crate::catalogue::Way;
use crate::figures::Subject;
use crate::figures::evidence::Part;
use crate::input::file::{RowText, RowsOf};
use crate::input::recognise::ColumnInfo;
use crate::model::finding::Finding;
use crate::model::kind::Kind;
use crate::order::Sort as _;
use crate::session::EvidenceOf;
use crate::text::format::{grouped, with_unit};
use crate::text::{say, t, unit as unit_of};
use crate::view::parts::evidence::Parts;
use crate::view::parts::file_rows::{COLUMNS, RowsColumn, shortened};
use crate::view::parts::files::{FileEntry, column_letter};
use crate::view::parts::findings::{FindingLine, all, line_at};
use std::collections::BTreeMap;

/// Rows of a table that are shown at first.
pub const FIRST: usize = 50;
/// Rows that each click adds.
pub const MORE: usize = 200;
/// The most findings that are shown.
const FINDINGS: usize = 50;

/// Returns how the rows add up to the figure, a sentence for each part.
pub fn ways(subject: &Subject, found: &[EvidenceOf]) -> Vec<String> {
    let Some(own) = subject.definition() else { return Vec::new() };
    if !subject.picked().is_empty() {
        return Vec::new();
    }
    let below = subject.below().and_then(Subject::definition);
    let mut out = Vec::new();
    let ratio = subject.is_ratio();
    let days = Parts::of(subject) == Parts::Days;
    let name = |part: &str| if ratio { format!("{part} ") } else { String::new() };
    if days {
        let rows = |of: fn(&Part) -> Option<i64>| {
            number(found.iter().flat_map(|e| &e.rows).filter(|(_, p)| of(p).is_some()).count())
        };
        let (closed, open) = (rows(|p| p.numerator), rows(|p| p.denominator));
        out.push(say!(
            "{closed} 行办结、{open} 行未办结，每行一个天数；从短到长，办结到一半的那一天是中位数（未办结的过了它的天数就不再计）",
            closed,
            open
        ));
    } else {
        out.push(name(t("分子")) + &way(found, |p| p.numerator, own.way, unit_of(own.unit)));
    }
    if ratio {
        let (way_below, unit) = below.map_or((own.base_way, unit_of(own.unit)), |b| (b.way, unit_of(b.unit)));
        out.push(name(t("分母")) + &way(found, |p| p.denominator, way_below, unit));
    }
    let left_out: usize = found.iter().map(|e| e.left_out.len()).sum();
    if left_out > 0 {
        out.push(say!("另有 {} 行没有计入（重复、地点不在名单或没有日期），见下面的提示", number(left_out)));
    }
    out
}

fn number(n: usize) -> String {
    grouped(i64::try_from(n).unwrap_or(i64::MAX))
}

fn way(found: &[EvidenceOf], part: fn(&Part) -> Option<i64>, way: Way, unit: &str) -> String {
    if way == Way::Fixed {
        return t("由口径规定，不来自行").to_owned();
    }
    let mut kinds: Vec<(Kind, usize)> = Vec::new();
    let mut sum = 0;
    let mut all = true;
    for table in found {
        let amounts: Vec<i64> = table.rows.iter().filter_map(|(_, p)| part(p)).collect();
        if amounts.is_empty() {
            continue;
        }
        sum += amounts.iter().sum::<i64>();
        all &= amounts.iter().all(|n| *n == 1);
        match kinds.iter_mut().find(|(kind, _)| *kind == table.kind) {
            Some((_, rows)) => *rows += amounts.len(),
            None => kinds.push((table.kind, amounts.len())),
        }
    }
    let from: Vec<String> =
        kinds.iter().map(|(kind, rows)| say!("{} 行“{}”", number(*rows), kind.title())).collect();
    let from = from.join(t("、"));
    if from.is_empty() {
        return say!("{}，没有一行计入", with_unit(sum, unit));
    }
    let how = match way {
        Way::Sum(column) | Way::Index(column) => say!("“{column}”相加", column = t(column)),
        Way::Once(thing) if !all => say!("同一{thing}只计一次", thing = t(thing)),
        Way::Rows if !all => t("一行可计几次").to_owned(),
        Way::Once(_) | Way::Rows | Way::Median | Way::Fixed => t("一行计一").to_owned(),
    };
    say!("{}，来自 {from}，{how}", with_unit(sum, unit), from, how)
}

/// Returns the tables with rows in the order in which they are offered: those with rows of the numerator first.
pub fn ordered(found: &[EvidenceOf]) -> Vec<EvidenceOf> {
    let of_numerator = |e: &EvidenceOf| e.rows.iter().any(|(_, p)| p.numerator.is_some());
    let tables = found.iter().filter(|e| !e.rows.is_empty()).cloned();
    let (mut first, then): (Vec<_>, Vec<_>) = tables.partition(of_numerator);
    first.extend(then);
    first
}

/// Returns the file, with the file inside a zip, and the sheet.
pub fn place(table: &EvidenceOf) -> String {
    let inner = if table.inner_file.is_empty() { String::new() } else { format!("/{}", table.inner_file) };
    let sheet = if table.sheet.is_empty() { String::new() } else { format!(" · {}", table.sheet) };
    format!("{}{inner}{sheet}", table.file)
}

/// Returns the question that asks a reader for `rows` of a table.
pub fn wanted(table: &EvidenceOf, rows: &[(u32, Part)]) -> RowsOf {
    RowsOf {
        inner_file: table.inner_file.clone(),
        sheet: table.sheet.clone(),
        rows: rows.iter().map(|(row, _)| *row).collect(),
        around: 0,
    }
}

/// A row behind a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceLine {
    /// The row, from 1.
    pub row: u32,
    /// What it adds to the count, or to numerator and denominator; empty for the part to which it does not belong.
    pub amounts: Vec<String>,
    /// Whether it adds nothing because an earlier row counts.
    pub counted: bool,
    /// The text of each cell, one for each column.
    pub cells: Vec<String>,
}

/// Rows of one table behind a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceTable {
    /// 计入, or 计入分子 and 计入分母.
    pub parts: Vec<&'static str>,
    /// The columns that are not empty.
    pub columns: Vec<RowsColumn>,
    /// The rows, from the top.
    pub lines: Vec<EvidenceLine>,
    /// How many columns are not shown.
    pub left_out: usize,
    /// Rows that are no longer in the file.
    pub lost: usize,
}

/// Returns the columns of an evidence table, as the report of its file has them.
pub fn columns<'a>(table: &EvidenceOf, files: &'a [FileEntry]) -> &'a [ColumnInfo] {
    let report = files.iter().find(|f| f.id == table.id).and_then(FileEntry::report);
    report.and_then(|r| r.tables.get(table.table as usize)).map_or(&[], |t| t.columns.as_slice())
}

/// Lays out the `rows` with the `texts` that were read of them; rows that are not read yet are left out. `columns` are
/// those of the table, `parts` says what rows count for.
pub fn table(
    rows: &[(u32, Part)],
    texts: &BTreeMap<u32, RowText>,
    columns: &[ColumnInfo],
    parts: Parts,
) -> EvidenceTable {
    let read: Vec<(&(u32, Part), &RowText)> =
        rows.iter().filter_map(|row| texts.get(&row.0).map(|text| (row, text))).collect();
    let mut numbers: Vec<u32> = read.iter().flat_map(|(_, t)| t.cells.iter().map(|(c, _)| *c)).collect();
    numbers.order();
    numbers.dedup();
    let left_out = numbers.len().saturating_sub(COLUMNS);
    numbers.truncate(COLUMNS);
    let heading =
        |n: u32| columns.iter().find(|c| c.column == n).map(ColumnInfo::heading).unwrap_or_default();
    let shown = |amount: Option<i64>| amount.map_or_else(String::new, grouped);
    let lines = read
        .iter()
        .map(|((row, part), text)| EvidenceLine {
            row: *row,
            amounts: parts.amounts(*part).into_iter().map(shown).collect(),
            counted: parts != Parts::Days && part.numerator == Some(0) && part.denominator.unwrap_or(0) == 0,
            cells: numbers
                .iter()
                .map(|n| {
                    text.cells.iter().find(|(c, _)| c == n).map(|(_, t)| shortened(t)).unwrap_or_default()
                })
                .collect(),
        })
        .collect();
    EvidenceTable {
        parts: parts.titles(),
        columns: numbers
            .iter()
            .map(|n| RowsColumn { letter: column_letter(*n), heading: heading(*n), marked: false })
            .collect(),
        lines,
        left_out,
        lost: rows.len() - read.len(),
    }
}

/// Returns the findings at the rows behind a figure and at rows that count nowhere, the latter first, and how many
/// there are in all.
pub fn findings(found: &[EvidenceOf], files: &[FileEntry], session: &[Finding]) -> (Vec<FindingLine>, usize) {
    let table = |finding: &Finding| {
        found.iter().find(|e| {
            let file = &finding.place.file;
            let inner = file.strip_prefix(e.file.as_str()).map(|rest| rest.strip_prefix('/').unwrap_or(rest));
            inner == Some(e.inner_file.as_str()) && finding.place.sheet == e.sheet
        })
    };
    let (mut counted, mut not) = (Vec::new(), Vec::new());
    let mut count = 0;
    for finding in all(files, session) {
        let Some(evidence) = table(finding) else { continue };
        let is_left_out = |row: u32| evidence.left_out.binary_search(&row).is_ok();
        let is_counted = |row: u32| evidence.rows.binary_search_by_key(&row, |(r, _)| *r).is_ok();
        for (row, message) in finding.sentences(usize::MAX) {
            let Some(row) = row.filter(|row| is_left_out(*row) || is_counted(*row)) else { continue };
            count += 1;
            let lines = if is_left_out(row) { &mut not } else { &mut counted };
            if lines.len() < FINDINGS {
                lines.push(line_at(finding, Some(row), message));
            }
        }
    }
    not.extend(counted);
    not.truncate(FINDINGS);
    (not, count)
}
