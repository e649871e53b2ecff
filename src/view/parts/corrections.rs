//! The choices that a person makes for a table, as a correction for all tables with the same headings.

use crate::catalogue::kinds::KindSpec;
use crate::input::recognise::{ColumnInfo, ColumnMapping, Correction, Corrections, TableInfo};
use crate::model::kind::{Field, Kind};
use crate::session::FileId;
use crate::view::parts::files::FileEntry;

/// The columns that a kind takes from a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindColumns {
    /// The kind.
    pub kind: Kind,
    /// Whether the table feeds it beside its own kind, so that it can be left out.
    pub beside: bool,
    /// The fields of the kind.
    pub lines: Vec<FieldColumn>,
}

/// A field, and the column of the table that feeds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldColumn {
    /// The field.
    pub field: Field,
    /// Whether the kind needs it, or one of several like it.
    pub needed: bool,
    /// The column, by its place among the table's columns.
    pub column: Option<usize>,
    /// Five values of the column.
    pub examples: Vec<String>,
}

/// Returns the kinds that a table feeds, each with all its fields and the columns that feed them.
pub fn blocks(table: &TableInfo) -> Vec<KindColumns> {
    let block = |(index, fed): (usize, &ColumnMapping)| {
        let spec = KindSpec::for_kind(fed.kind);
        let line = |field: Field| {
            let column = fed.fields.iter().find(|(f, _)| *f == field).map(|(_, place)| *place as usize);
            let examples = column.and_then(|c| table.columns.get(c)).map(|c| c.examples.clone());
            let needs = spec.forms.first().map(|form| form.needs.as_slice()).unwrap_or_default();
            let needed = needs.iter().any(|group| group.contains(&field));
            FieldColumn { field, needed, column, examples: examples.unwrap_or_default() }
        };
        KindColumns {
            kind: fed.kind,
            beside: index > 0,
            lines: spec.fields.iter().map(|f| line(f.field)).collect(),
        }
    };
    table.mappings.iter().enumerate().map(block).collect()
}

/// Returns the columns that feed no field, by their place.
pub fn unused(table: &TableInfo) -> Vec<usize> {
    let used = |place: usize| {
        table.columns.get(place).is_some_and(|c| c.field.is_some())
            || table.mappings.iter().flat_map(|f| &f.fields).any(|(_, p)| *p as usize == place)
    };
    (0..table.columns.len()).filter(|place| !used(*place)).collect()
}

/// Returns the kinds that a table does not feed yet.
pub fn may_feed_too(table: &TableInfo) -> Vec<Kind> {
    let fed = |kind: &&Kind| table.mappings.iter().any(|f| f.kind == **kind);
    Kind::ALL.iter().filter(|k| !fed(k)).copied().collect()
}

/// Returns the correction of a table; a new one starts from the kind that was recognised.
fn correction_of<'a>(corrections: &'a mut Corrections, table: &TableInfo) -> &'a mut Correction {
    corrections.0.entry(table.signature.clone()).or_insert_with(|| Correction::of(table, table.kind))
}

/// Chooses the `column`, by its place, for a field of a kind that the table feeds; `None` for no column. A column may
/// feed several fields.
pub fn choose_column(
    corrections: &mut Corrections,
    table: &TableInfo,
    (kind, field): (Kind, Field),
    column: Option<usize>,
) {
    let heading = column.and_then(|c| table.columns.get(c)).map(ColumnInfo::heading);
    correction_of(corrections, table).columns.entry(kind).or_default().insert(field, heading);
}

/// Has a column, by its place, feed a field of the table's own kind in place of the one that it feeds; `None` for none.
pub fn choose_use(corrections: &mut Corrections, table: &TableInfo, column: usize, field: Option<Field>) {
    let Some(kind) = table.kind else { return };
    if let Some(before) = table.columns.get(column).and_then(|c| c.field) {
        choose_column(corrections, table, (kind, before), None);
    }
    if let Some(field) = field {
        choose_column(corrections, table, (kind, field), Some(column));
    }
}

/// Lets a table feed `kind` beside its own kind if `feeds`, else no longer.
pub fn choose_also(corrections: &mut Corrections, table: &TableInfo, kind: Kind, feeds: bool) {
    let mut also: Vec<Kind> = table.mappings.iter().skip(1).map(|f| f.kind).filter(|k| *k != kind).collect();
    if feeds {
        also.push(kind);
    }
    correction_of(corrections, table).also = Some(also);
}

/// Chooses the header rows of a table, in either order.
pub fn choose_header(corrections: &mut Corrections, table: &TableInfo, first: u32, last: u32) {
    let correction = correction_of(corrections, table);
    // The columns have other headings now, so the choices for the old ones no longer hold.
    correction.columns.clear();
    correction.header_rows = Some((first.min(last).max(1), first.max(last).max(1)));
}

/// Forgets the choices for a table.
pub fn forget(corrections: &mut Corrections, table: &TableInfo) {
    corrections.0.remove(&table.signature);
}

/// Returns the files with a table that the two sets of corrections understand differently.
pub fn concerned(before: &Corrections, after: &Corrections, files: &[FileEntry]) -> Vec<FileId> {
    let changed = |t: &TableInfo| before.0.get(&t.signature) != after.0.get(&t.signature);
    let has = |f: &&FileEntry| f.report().is_some_and(|r| r.tables.iter().any(changed));
    files.iter().filter(has).map(|f| f.id).collect()
}

/// Returns the corrections as text, to be stored: headings and choices, nothing of the data.
pub fn to_text(corrections: &Corrections) -> Option<String> {
    serde_json::to_string(corrections).ok()
}

/// Reads stored corrections; returns none if the text is of another version or damaged.
pub fn from_text(text: &str) -> Corrections {
    serde_json::from_str(text).unwrap_or_default()
}
