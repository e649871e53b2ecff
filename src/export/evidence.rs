//! The rows behind a figure as CSV, for counting them by hand.

use super::findings::guarded;
use crate::input::file::RowText;
use crate::input::recognise::ColumnInfo;
use crate::session::EvidenceOf;
use crate::text::t;
use crate::view::parts::evidence::{Parts, place};

/// The rows of one table, read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Which rows, and what each adds.
    pub found: EvidenceOf,
    /// The table's columns.
    pub columns: Vec<ColumnInfo>,
    /// The rows as they stand in the file.
    pub rows: Vec<RowText>,
}

/// The rows, in the form of the other CSV exports. Cells stand under their headings as in the file; a heading of
/// several tables has one column. `parts` says what rows count for.
#[must_use]
pub fn csv(tables: &[Exported], parts: Parts) -> String {
    let mut headings: Vec<String> = Vec::new();
    // Where each column of each table goes.
    let mut places: Vec<Vec<(u32, usize)>> = Vec::new();
    for table in tables {
        let mut mine: Vec<(u32, usize)> = Vec::new();
        let mut columns: Vec<u32> = table.rows.iter().flat_map(|r| r.cells.iter().map(|(c, _)| *c)).collect();
        columns.sort_unstable();
        columns.dedup();
        for column in columns {
            let info = table.columns.iter().find(|c| c.column == column);
            let heading = info.map(ColumnInfo::heading).unwrap_or_default();
            let free = |at: &usize| !mine.iter().any(|(_, taken)| taken == at);
            let known =
                headings.iter().enumerate().filter(|(_, h)| **h == heading).map(|(at, _)| at).find(free);
            let at = known.unwrap_or_else(|| {
                headings.push(heading);
                headings.len() - 1
            });
            mine.push((column, at));
        }
        places.push(mine);
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let first: Vec<&str> = [t("文件和工作表"), t("表"), t("行")]
        .into_iter()
        .chain(parts.titles())
        .chain(headings.iter().map(String::as_str))
        .collect();
    // Writing to memory cannot fail, and every record has as many cells as the first.
    let _ = writer.write_record(first.iter().map(|cell| guarded(cell)).map(|c| c.into_owned()));
    for (table, mine) in tables.iter().zip(&places) {
        let file = place(&table.found);
        for text in &table.rows {
            let Ok(at) = table.found.rows.binary_search_by_key(&text.row, |(row, _)| *row) else { continue };
            let part = table.found.rows.get(at).map(|(_, part)| *part).unwrap_or_default();
            let amount = |n: Option<i64>| n.map_or_else(String::new, |n| n.to_string());
            let mut record = vec![file.clone(), table.found.kind.title().to_owned(), text.row.to_string()];
            record.extend(parts.amounts(part).into_iter().map(amount));
            let own = record.len();
            record.resize(own + headings.len(), String::new());
            for (column, cell) in &text.cells {
                if let Some((_, at)) = mine.iter().find(|(c, _)| c == column)
                    && let Some(slot) = record.get_mut(own + at)
                {
                    slot.clone_from(cell);
                }
            }
            let _ = writer.write_record(record.iter().map(|cell| guarded(cell)).map(|c| c.into_owned()));
        }
    }
    let lines = writer.into_inner().unwrap_or_default();
    format!("\u{FEFF}{}", String::from_utf8_lossy(&lines))
}
