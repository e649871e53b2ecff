//! A person's choices for a table, as a correction for all tables of the same headings.

use crate::recognise::schema::{Field, Kind, spec};
use crate::recognise::{Correction, Corrections, TableInfo};
use crate::session::FileId;
use crate::view::files::FileEntry;
use std::collections::BTreeMap;

/// The fields that a table of a kind may have, for the list beside each column.
#[must_use]
pub fn fields(kind: Kind) -> Vec<Field> {
    spec(kind).fields.iter().map(|f| f.field).collect()
}

/// The kind chosen for a table: its columns are recognised anew for it. `None` sets the table aside.
pub fn choose_kind(corrections: &mut Corrections, table: &TableInfo, kind: Option<Kind>) {
    corrections
        .0
        .insert(table.signature.clone(), Correction { kind, fields: BTreeMap::new(), header_rows: None });
}

/// The field chosen for a column (by its place among the table's columns); the column that fed it before
/// feeds nothing then.
pub fn choose_field(corrections: &mut Corrections, table: &TableInfo, column: usize, field: Option<Field>) {
    let Some(chosen) = table.columns.get(column) else {
        return;
    };
    let correction = corrections.0.entry(table.signature.clone()).or_insert_with(|| Correction {
        kind: table.kind,
        fields: BTreeMap::new(),
        header_rows: None,
    });
    if field.is_some() {
        for other in table.columns.iter().filter(|c| c.field == field && c.column != chosen.column) {
            correction.fields.insert(other.heading(), None);
        }
    }
    correction.fields.insert(chosen.heading(), field);
}

/// The header rows chosen for a table, in the order in which they were typed.
pub fn choose_header(corrections: &mut Corrections, table: &TableInfo, first: u32, last: u32) {
    let rows = (first.min(last).max(1), first.max(last).max(1));
    let correction = corrections.0.entry(table.signature.clone()).or_insert_with(|| Correction {
        kind: table.kind,
        fields: BTreeMap::new(),
        header_rows: None,
    });
    // Other headings stand above the columns now; what was chosen for the old ones says nothing of them.
    correction.fields.clear();
    correction.header_rows = Some(rows);
}

/// Forgets what was chosen for a table.
pub fn forget(corrections: &mut Corrections, table: &TableInfo) {
    corrections.0.remove(&table.signature);
}

/// The files with a table that the one set of corrections understands otherwise than the other.
#[must_use]
pub fn concerned(before: &Corrections, after: &Corrections, files: &[FileEntry]) -> Vec<FileId> {
    let changed = |t: &TableInfo| before.0.get(&t.signature) != after.0.get(&t.signature);
    let has = |f: &&FileEntry| f.report().is_some_and(|r| r.tables.iter().any(changed));
    files.iter().filter(has).map(|f| f.id).collect()
}

/// The corrections as text, for keeping: headings and choices, nothing of the data.
#[must_use]
pub fn to_text(corrections: &Corrections) -> Option<String> {
    serde_json::to_string(corrections).ok()
}

/// Corrections from kept text; none where it is of another version or damaged.
#[must_use]
pub fn from_text(text: &str) -> Corrections {
    serde_json::from_str(text).unwrap_or_default()
}
