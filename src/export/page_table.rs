//! A table of a page as a table of a file: a ratio takes three columns, of itself, its numerator and its denominator.

use super::file_table::{ColumnRole, FileCell, FileColumn, FileTable};
use crate::figures::represent::MONTH;
use crate::text::format::{between, percents};
use crate::text::{self, say, t};
use crate::view::picture::Ground;
use crate::view::table::{CellValue, Filter, ListedRows, OFFICER, PageTable, TableColumn, times};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    Number,
    Percent,
    Quotient,
    /// Against one officer's time.
    Workload,
    /// Against the mean.
    Multiple,
}

impl Shape {
    /// Finds the shape of a column by its cells, so that a column of ratios has its parts beside it.
    fn of_column(table: &PageTable, index: usize, column: &TableColumn) -> Self {
        let cells = || table.rows.iter().filter_map(|r| r.cells.get(index)).map(CellValue::plain);
        let ratio = cells().find_map(|cell| match cell {
            CellValue::Percent(..) | CellValue::Bounds(..) => Some(Self::Percent),
            CellValue::Quotient(..) => Some(Self::Quotient),
            CellValue::Workload(_, _, (OFFICER, 1)) => Some(Self::Workload),
            CellValue::Workload(..) => Some(Self::Multiple),
            _ => None,
        });
        let percent = (column.unit == "%" && !column.is_text()).then_some(Self::Percent);
        let text = || {
            column.is_text()
                || cells().any(|c| {
                    matches!(
                        c,
                        CellValue::Flag(_)
                            | CellValue::Text(_)
                            | CellValue::Standing(_)
                            | CellValue::Series(..)
                    )
                })
        };
        ratio.or(percent).unwrap_or_else(|| if text() { Self::Text } else { Self::Number })
    }

    fn width(self) -> usize {
        match self {
            Self::Text | Self::Number | Self::Multiple => 1,
            Self::Percent | Self::Quotient | Self::Workload => 3,
        }
    }

    fn columns(self, column: &TableColumn) -> Vec<FileColumn> {
        let unit = |unit: &str| if unit.is_empty() { String::new() } else { say!("（{unit}）", unit) };
        let (role, unit, parts) = match self {
            Self::Text => (ColumnRole::Text, unit(text::unit(column.unit)), None),
            Self::Number | Self::Multiple => (ColumnRole::Number, unit(text::unit(column.unit)), None),
            Self::Percent => (ColumnRole::Number, unit("%"), Some([t("分子"), t("分母")])),
            Self::Quotient => {
                (ColumnRole::Number, unit(text::unit(column.unit)), Some([t("分子"), t("分母")]))
            }
            Self::Workload => (ColumnRole::Number, String::new(), Some([t("折合人数"), t("分担人数")])),
        };
        let own = FileColumn { title: format!("{}{unit}", t(column.title)), role };
        let part =
            |part| FileColumn { title: say!("{}·{part}", t(column.title), part), role: ColumnRole::Part };
        std::iter::once(own).chain(parts.into_iter().flatten().map(part)).collect()
    }

    fn cells(self, value: &CellValue) -> impl Iterator<Item = FileCell> {
        cells(value).into_iter().take(self.width())
    }

    /// The cells of a sum.
    fn total(self, index: usize, value: &CellValue) -> Vec<FileCell> {
        match value {
            CellValue::Text(text) if index == 0 && text.is_empty() => vec![t("合计").into()],
            // 有 and 无 add up to a share.
            CellValue::Percent(n, d) if self == Self::Text => vec![format!("{n} / {d}").into()],
            CellValue::Text(text) if text.is_empty() => vec![FileCell::Blank; self.width()],
            value => self.cells(value).collect(),
        }
    }
}

/// Returns the rows of a listing in its order, with their sums.
pub fn listed(table: &PageTable, listing: &ListedRows) -> FileTable {
    let shapes: Vec<Shape> =
        table.columns.iter().enumerate().map(|(i, c)| Shape::of_column(table, i, c)).collect();
    let rows: Vec<_> = listing.rows.iter().filter_map(|at| Some((*at, table.rows.get(*at)?))).collect();
    let notes = rows.iter().any(|(_, r)| !r.note.is_empty());
    let mut out = FileTable::default();
    out.columns.extend(table.columns.iter().zip(&shapes).flat_map(|(column, shape)| shape.columns(column)));
    out.columns.extend(notes.then(|| FileColumn::text(t("备注"))));
    for (at, row) in &rows {
        let cells = row.cells.iter().zip(&shapes).enumerate().flat_map(|(column, (value, shape))| {
            let short = matches!(table.ground(*at, column), Ground::Short(_));
            let mark = move |(i, cell): (usize, FileCell)| match cell {
                FileCell::Percent(..) if short && i == 0 => FileCell::OverLimit(Box::new(cell)),
                cell => cell,
            };
            shape.cells(value).enumerate().map(mark)
        });
        out.rows.push(cells.chain(notes.then(|| FileCell::Text(row.note.to_owned()))).collect());
    }
    let adds = listing.total.iter().any(|v| !matches!(v, CellValue::Text(_) | CellValue::Absent));
    if adds && rows.len() > 1 {
        let sums = listing.total.iter().zip(&shapes).enumerate();
        let sums = sums.flat_map(|(i, (value, shape))| shape.total(i, value));
        out.total = Some(sums.chain(notes.then_some(FileCell::Blank)).collect());
    }
    out
}

/// Returns the whole table in its own order, with its sums.
pub fn whole(table: &PageTable) -> FileTable {
    listed(table, &table.list(&Filter::default(), None))
}

/// Returns the cell of a value, and those of its numerator and denominator.
fn cells(value: &CellValue) -> [FileCell; 3] {
    use FileCell::{Blank, Percent, Quotient, State, Whole};
    let state = |text: &str| State(text.to_owned());
    let none = || state(t("无法计算"));
    let alone = |cell| [cell, Blank, Blank];
    match value {
        CellValue::OverLimit(value) => {
            let [own, n, d] = cells(value);
            [FileCell::OverLimit(Box::new(own)), n, d]
        }
        CellValue::Text(text) => alone(FileCell::Text(text.clone())),
        CellValue::Flag(_) | CellValue::Standing(_) | CellValue::Series(..) => alone(value.text().into()),
        CellValue::Count(n) => alone(Whole(*n)),
        CellValue::Absent => alone(state(t("无数据"))),
        CellValue::Refused => alone(state(t("口径不符"))),
        CellValue::Withheld(why) => alone(state(why.mark())),
        CellValue::Percent(n, d) | CellValue::Quotient(n, d) if *d <= 0 => [none(), Whole(*n), Whole(*d)],
        CellValue::Percent(n, d) => [Percent(*n, *d), Whole(*n), Whole(*d)],
        CellValue::Quotient(n, d) => [Quotient(*n, *d), Whole(*n), Whole(*d)],
        CellValue::Workload(n, d, one) if *d > 0 => {
            let (above, below) = times(*n, *d, *one);
            [FileCell::Workload(above, below), FileCell::Thousandths(*n / (OFFICER / 1000)), Whole(*d)]
        }
        CellValue::Bounds(a, b, d) => match percents(*a, *b, *d) {
            Some(range) => [State(range), State(between(*a, *b)), Whole(*d)],
            None => [none(), Blank, Whole(*d)],
        },
        CellValue::Workload(..) | CellValue::Monthly(_, 0) | CellValue::Interval(_, _, _, 0) => alone(none()),
        CellValue::Interval(_, _, n, d) => [State(value.text()), Whole(*n), Whole(*d)],
        CellValue::Months(days) => alone(Quotient(days.saturating_mul(MONTH.1), MONTH.0)),
        CellValue::Monthly(n, days) => {
            alone(Quotient(n.saturating_mul(MONTH.0), days.saturating_mul(MONTH.1)))
        }
    }
}
