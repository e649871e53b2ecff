//! The rows behind a figure as CSV, for counting them by hand.

use super::csv;
use super::file_table::{FileCell, FileColumn};
use crate::input::file::RowText;
use crate::input::recognise::ColumnInfo;
use crate::order::Sort as _;
use crate::session::EvidenceOf;
use crate::text::t;
use crate::view::parts::evidence::Parts;
use crate::view::parts::evidence_rows::place;

/// The rows of one table, read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Which rows, and what each adds.
    pub found: EvidenceOf,
    /// The table's columns.
    pub columns: Vec<ColumnInfo>,
    /// The rows as the file has them.
    pub rows: Vec<RowText>,
}

/// Writes the rows as CSV. Cells keep the headings of the file; a heading that several tables have takes
/// one column. `parts` says what rows count for.
pub fn csv(tables: &[Exported], parts: Parts) -> String {
    let mut headings: Vec<String> = Vec::new();
    let places: Vec<Vec<(u32, usize)>> = tables.iter().map(|table| placed(table, &mut headings)).collect();
    let own = [t("文件和工作表"), t("表"), t("行")].into_iter().chain(parts.titles());
    let columns: Vec<FileColumn> =
        own.map(FileColumn::text).chain(headings.iter().map(FileColumn::text)).collect();
    let width = columns.len();
    let rows = tables.iter().zip(&places).flat_map(|(table, places)| {
        let file = place(&table.found);
        table.rows.iter().filter_map(move |text| {
            let at = table.found.rows.binary_search_by_key(&text.row, |(row, _)| *row).ok()?;
            let part = table.found.rows.get(at).map(|(_, part)| *part).unwrap_or_default();
            let mut cells: Vec<FileCell> =
                vec![(&file).into(), table.found.kind.title().into(), i64::from(text.row).into()];
            cells.extend(parts.amounts(part).into_iter().map(FileCell::from));
            let own = cells.len();
            cells.resize(width, FileCell::Blank);
            for (column, cell) in &text.cells {
                let place = places.iter().find(|(c, _)| c == column);
                if let Some(slot) = place.and_then(|(_, at)| cells.get_mut(own + at)) {
                    *slot = cell.into();
                }
            }
            Some(cells)
        })
    });
    csv::rows(&columns, rows)
}

/// Returns where each column of a table goes among `headings`, which take its new ones.
fn placed(table: &Exported, headings: &mut Vec<String>) -> Vec<(u32, usize)> {
    let mut columns: Vec<u32> = table.rows.iter().flat_map(|r| r.cells.iter().map(|(c, _)| *c)).collect();
    columns.order();
    columns.dedup();
    let mut places: Vec<(u32, usize)> = Vec::new();
    for column in columns {
        let info = table.columns.iter().find(|c| c.column == column);
        let heading = info.map(ColumnInfo::heading).unwrap_or_default();
        let free = |at: &usize| !places.iter().any(|(_, taken)| taken == at);
        let known = headings.iter().enumerate().filter(|(_, h)| **h == heading).map(|(at, _)| at).find(free);
        let at = known.unwrap_or_else(|| {
            headings.push(heading);
            headings.len() - 1
        });
        places.push((column, at));
    }
    places
}
