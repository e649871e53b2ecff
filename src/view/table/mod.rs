//! Tables of values that sort, filter and add up, whatever they list.

mod column;
mod compared;
mod figure_cells;
pub mod html;
mod legend;
mod value;
pub mod window;

pub use column::{CellFigure, ColumnKind, FEW, RowSubject, TableColumn};
pub use legend::LegendKey;
pub use value::{CellValue, OFFICER, months, per_month, standing_text, times};

use crate::figures::settings::PeriodTarget;
use crate::figures::{Figures, Subject};
use crate::order::{Gather as _, Sort as _};
use crate::text::format::grouped;
use crate::text::{pinyin, say};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The village it belongs to, for the filter.
    pub village: String,
    /// A cell for each column.
    pub cells: Vec<CellValue>,
    /// A remark on the row as a whole.
    pub note: &'static str,
    /// Its subject, for the evidence of its figures.
    pub about: RowSubject,
}

impl TableRow {
    /// Returns its name: its first cell.
    pub fn label(&self) -> String {
        self.cells.first().map(CellValue::text).unwrap_or_default()
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageTable {
    /// Its columns.
    pub columns: Vec<TableColumn>,
    /// Its rows, in the order of their list.
    pub rows: Vec<TableRow>,
    /// The targets of cells whose village or kind of grid has its own: row and column.
    pub own: BTreeMap<(usize, usize), PeriodTarget>,
}

/// The column by which a table is sorted, and the direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The column.
    pub column: usize,
    /// Whether the largest comes first.
    pub descending: bool,
}

/// The rows to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this village; empty for all.
    pub village: String,
    /// Only rows that have this in a cell of words or in their remark.
    pub text: String,
}

/// The rows that a filter leaves, sorted, and their sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedRows {
    /// Numbers of the rows.
    pub rows: Vec<usize>,
    /// A cell for each column; an empty [`CellValue::Text`] for columns that do not add up.
    pub total: Vec<CellValue>,
    /// How many rows they are, where the filter leaves some out: the sums say so.
    pub part: Option<String>,
}

/// Returns the order after a click on the heading of `column`: largest first for numbers, then the other way, then the
/// list's own. `order` is the order so far; `words` says that the column holds words, which begin with the smallest.
pub fn click(order: Option<Order>, column: usize, words: bool) -> Option<Order> {
    match order {
        Some(o) if o.column == column && o.descending != words => Some(Order { column, descending: words }),
        Some(o) if o.column == column => None,
        _ => Some(Order { column, descending: !words }),
    }
}

impl PageTable {
    /// Tells the columns what their cells are compared with, and marks the cells whose figures the sender of the snapshot
    /// has and did not send.
    pub fn marked(self, figures: &Figures) -> Self {
        let mut table = self.compared(figures);
        table.mark_withheld(figures);
        table
    }

    fn mark_withheld(&mut self, figures: &Figures) {
        if figures.sent.is_none() {
            return;
        }
        for row in 0..self.rows.len() {
            for column in 0..self.columns.len() {
                let missing = *self.cell(row, column) == CellValue::Absent;
                let why = self.subject(row, column).filter(|_| missing).and_then(|s| figures.withheld(&s));
                let cell = self.rows.get_mut(row).and_then(|r| r.cells.get_mut(column));
                if let (Some(why), Some(cell)) = (why, cell) {
                    *cell = CellValue::Withheld(why);
                }
            }
        }
    }

    /// Returns the figure of a cell; `None` if it shows none.
    pub fn subject(&self, row: usize, column: usize) -> Option<Subject> {
        let (row, column) = (self.rows.get(row)?, self.columns.get(column)?);
        let own = row.about.subject(column.figure?)?;
        Some(match column.over {
            Some(below) => own.over(row.about.subject(below)?),
            None => own,
        })
    }

    /// Returns the sum of a column's figures over `rows`; `None` if the column has no figures or does not add up.
    pub fn total_subject(&self, rows: &[usize], column: usize) -> Option<Subject> {
        self.columns.get(column).filter(|c| c.kind == ColumnKind::Additive)?;
        let parts: Vec<Subject> = rows.iter().filter_map(|row| self.subject(*row, column)).collect();
        (!parts.is_empty()).then_some(Subject::Sum(parts))
    }

    /// Returns the rows that the filter leaves, sorted by `order` (equal rows in the list's order), and their sums.
    pub fn list(&self, filter: &Filter, order: Option<Order>) -> ListedRows {
        let needle = filter.text.trim().to_lowercase();
        let mut rows: Vec<usize> = (0..self.rows.len()).filter(|i| self.keeps(*i, filter, &needle)).collect();
        if let Some(order) = order
            && let Some(column) = self.columns.get(order.column)
        {
            self.sort(&mut rows, order, column.kind);
        }
        let total = (0..self.columns.len()).map(|column| self.total(&rows, column)).collect();
        let part = (rows.len() < self.rows.len())
            .then(|| say!("{} 行", grouped(i64::try_from(rows.len()).unwrap_or(i64::MAX))));
        ListedRows { rows, total, part }
    }

    fn keeps(&self, row: usize, filter: &Filter, needle: &str) -> bool {
        self.rows.get(row).is_some_and(|row| {
            (filter.village.is_empty() || row.village == filter.village)
                && (needle.is_empty()
                    || row.village.contains(needle)
                    || row.note.to_lowercase().contains(needle)
                    || row
                        .cells
                        .iter()
                        .any(|c| matches!(c, CellValue::Text(t) if t.to_lowercase().contains(needle))))
        })
    }

    fn cell(&self, row: usize, column: usize) -> &CellValue {
        self.rows.get(row).and_then(|r| r.cells.get(column)).unwrap_or(&CellValue::Absent)
    }

    fn sort(&self, rows: &mut [usize], order: Order, kind: ColumnKind) {
        let cell = |row: &usize| self.cell(*row, order.column);
        match (kind, order.descending) {
            (ColumnKind::Listed, true) => rows.reverse(),
            (ColumnKind::Listed, false) => {}
            (ColumnKind::Text, true) => {
                rows.order_by_cached_key(|row| Reverse(pinyin::key(&cell(row).text())));
            }
            (ColumnKind::Text, false) => rows.order_by_cached_key(|row| pinyin::key(&cell(row).text())),
            (ColumnKind::Urgent | ColumnKind::Additive | ColumnKind::NonAdditive, descending) => rows
                .order_by(|a, b| {
                    let (a, b) = (cell(a), cell(b));
                    let values = if descending { b.compare(a) } else { a.compare(b) };
                    b.is_known().cmp(&a.is_known()).then(values)
                }),
        }
    }

    fn total(&self, rows: &[usize], column: usize) -> CellValue {
        let adds = self.columns.get(column).is_some_and(|c| c.kind == ColumnKind::Additive);
        if !adds {
            return CellValue::Text(String::new());
        }
        let mut total = CellValue::Absent;
        for row in rows {
            let cell = self.cell(*row, column);
            // A sum without what is withheld would pass for the whole; a sum of towns says how many are in it.
            let town = self
                .rows
                .get(*row)
                .is_some_and(|r| matches!(r.about, RowSubject::Snapshot(_) | RowSubject::Region(_)));
            if let (CellValue::Withheld(_), false) = (cell, town) {
                return cell.clone();
            }
            total.add(cell);
        }
        total
    }

    /// Leaves out the columns of which nothing is known in any row.
    pub fn without_unknown(self) -> Self {
        let unknown = [CellValue::Absent, CellValue::Text(String::new())];
        let known =
            |at: usize| self.rows.iter().any(|r| r.cells.get(at).is_some_and(|c| !unknown.contains(c)));
        let columns: Vec<usize> = (0..self.columns.len()).filter(|at| *at == 0 || known(*at)).collect();
        let rows: Vec<usize> = (0..self.rows.len()).collect();
        self.of(&rows, &columns)
    }

    /// Puts the rows with the most in a column first; without that column, leaves them as they are.
    pub fn by_most(self, id: &str) -> Self {
        let Some(column) = self.columns.iter().position(|c| c.id == id) else { return self };
        let rows = self.list(&Filter::default(), Some(Order { column, descending: true })).rows;
        let columns: Vec<usize> = (0..self.columns.len()).collect();
        self.of(&rows, &columns)
    }

    /// These of its rows and columns, in this order. What villages have of their own goes with their cells.
    fn of(&self, rows: &[usize], columns: &[usize]) -> Self {
        let row = |row: &TableRow| {
            let cells = columns.iter().filter_map(|at| row.cells.get(*at).cloned()).collect();
            TableRow { cells, ..row.clone() }
        };
        let places = |all: &[usize], n: usize| all.iter().position(|at| *at == n);
        let own = self.own.iter().filter_map(|(&(row, column), cell)| {
            Some(((places(rows, row)?, places(columns, column)?), *cell))
        });
        Self {
            columns: columns.iter().filter_map(|at| self.columns.get(*at).cloned()).collect(),
            rows: rows.iter().filter_map(|at| self.rows.get(*at)).map(row).collect(),
            own: own.into_map(),
        }
    }

    /// Returns the villages of its rows, each once, in the order of the list.
    pub fn villages(&self) -> Vec<String> {
        let mut seen = rustc_hash::FxHashSet::default();
        self.rows
            .iter()
            .filter(|r| !r.village.is_empty() && seen.insert(r.village.as_str()))
            .map(|r| r.village.clone())
            .collect()
    }
}
