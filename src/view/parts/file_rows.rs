//! The row that a finding points to, as its file has it, with its neighbours.

use crate::input::file::{RowText, RowsOf};
use crate::input::recognise::{ColumnInfo, TableInfo};
use crate::model::finding::FindingPlace;
use crate::order::Sort as _;
use crate::session::FileId;
use crate::text::{say, t};
use crate::view::parts::files::{FileEntry, column_letter};

/// Rows shown before and after the row of the finding.
pub const AROUND: u32 = 2;
/// The most columns, and the most characters of a cell, that are shown.
pub(super) const COLUMNS: usize = 100;
const LONGEST: usize = 300;

/// A question for a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsQuestion {
    /// The dropped file.
    pub file: FileId,
    /// The rows in it.
    pub wanted: RowsOf,
    /// The columns of the row's table, for their headings.
    pub columns: Vec<ColumnInfo>,
    /// The column that the finding is about.
    pub marked: Option<u32>,
}

/// A column of the shown rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsColumn {
    /// Its letters.
    pub letter: String,
    /// Its heading, if its table is known.
    pub heading: String,
    /// Whether the finding is about it.
    pub marked: bool,
}

/// A shown row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsLine {
    /// The row, from 1.
    pub row: u32,
    /// Whether the finding is about it.
    pub asked: bool,
    /// The text of each cell, one for each column.
    pub cells: Vec<String>,
}

/// The rows around a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowsView {
    /// The columns that are not empty.
    pub columns: Vec<RowsColumn>,
    /// The rows, from the top.
    pub rows: Vec<RowsLine>,
    /// How many columns are not shown.
    pub left_out: usize,
}

/// Finds the file that a finding names among the `dropped` ones: returns its place there, and the name of the file
/// inside it. `a.zip/inner.xlsx` is `inner.xlsx` in `a.zip`, but a path in a dropped folder is a file of its own.
pub fn split_file<'a, 'n>(
    file: &'a str,
    dropped: impl IntoIterator<Item = &'n str>,
) -> Option<(usize, &'a str)> {
    dropped
        .into_iter()
        .enumerate()
        .filter_map(|(i, name)| {
            let rest = file.strip_prefix(name)?;
            let inner = if rest.is_empty() { rest } else { rest.strip_prefix('/')? };
            Some((i, inner, name.len()))
        })
        .max_by_key(|(_, _, length)| *length)
        .map(|(i, inner, _)| (i, inner))
}

/// Returns the question for a finding's place.
///
/// # Errors
/// Returns a sentence if the place has no row or its file is no longer loaded.
pub fn question(place: &FindingPlace, files: &[FileEntry]) -> Result<RowsQuestion, String> {
    let row = place.row.ok_or(t("这条提示不指向某一行"))?;
    let gone = || say!("“{}”已经移除，看不到原来的行；请重新放入", place.file);
    let (index, inner) = split_file(&place.file, files.iter().map(|f| f.name.as_str())).ok_or_else(gone)?;
    let file = files.get(index).ok_or_else(gone)?;
    let table = file.report().and_then(|report| {
        let mut here = report
            .tables
            .iter()
            .filter(|t| t.inner_file == inner && t.sheet == place.sheet && starts(t) <= row);
        // Of tables below each other, the last one that begins above the row.
        here.by_ref().max_by_key(|t| starts(t))
    });
    let columns = table.map(|t| t.columns.clone()).unwrap_or_default();
    let marked = place.column.as_deref().and_then(|heading| column_of(&columns, heading));
    let wanted =
        RowsOf { inner_file: inner.to_owned(), sheet: place.sheet.clone(), rows: vec![row], around: AROUND };
    Ok(RowsQuestion { file: file.id, wanted, columns, marked })
}

fn starts(table: &TableInfo) -> u32 {
    table.header_rows.0
}

/// Returns the column with a heading: the whole heading, its lowest line, or the field's name.
fn column_of(columns: &[ColumnInfo], heading: &str) -> Option<u32> {
    let same: [&dyn Fn(&ColumnInfo) -> bool; 3] =
        [&|c| c.heading() == heading, &|c| c.headings.last().is_some_and(|h| h == heading), &|c| {
            c.field.is_some_and(|f| f.title() == heading)
        }];
    same.iter().find_map(|same| columns.iter().find(|c| same(c)).map(|c| c.column))
}

/// Lays out the rows that the reader returned.
///
/// # Errors
/// Returns a sentence if the row is not in the file.
pub fn rows_view(question: &RowsQuestion, rows: &[RowText]) -> Result<RowsView, String> {
    if !rows.iter().any(|r| r.asked) {
        let row = question.wanted.rows.first().copied().unwrap_or_default();
        return Err(say!("文件里没有读到第 {row} 行；文件可能已经改动，请重新放入", row));
    }
    let mut numbers: Vec<u32> =
        rows.iter().flat_map(|r| r.cells.iter().map(|(c, _)| *c)).chain(question.marked).collect();
    numbers.order();
    numbers.dedup();
    let left_out = numbers.len().saturating_sub(COLUMNS);
    if left_out > 0 {
        let marked = question.marked.filter(|m| numbers.iter().skip(COLUMNS).any(|n| n == m));
        numbers.truncate(COLUMNS - usize::from(marked.is_some()));
        numbers.extend(marked);
    }
    let heading = |number: u32| {
        question.columns.iter().find(|c| c.column == number).map(ColumnInfo::heading).unwrap_or_default()
    };
    let columns = numbers
        .iter()
        .map(|n| RowsColumn {
            letter: column_letter(*n),
            heading: heading(*n),
            marked: question.marked == Some(*n),
        })
        .collect();
    let text = |row: &RowText, number: u32| {
        row.cells.iter().find(|(c, _)| *c == number).map(|(_, t)| shortened(t)).unwrap_or_default()
    };
    let lines = rows.iter().map(|r| RowsLine {
        row: r.row,
        asked: r.asked,
        cells: numbers.iter().map(|n| text(r, *n)).collect(),
    });
    Ok(RowsView { columns, rows: lines.collect(), left_out })
}

pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
