//! A person's choices for a table, as a correction for all tables of the same headings.

use crate::catalogue::kinds::KindSpec;
use crate::input::recognise::{ColumnInfo, ColumnMapping, Correction, Corrections, TableInfo};
use crate::model::kind::{Field, Kind};
use crate::session::FileId;
use crate::view::parts::files::FileEntry;

/// What a kind takes from a table, for the screen of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindColumns {
    /// The kind.
    pub kind: Kind,
    /// Whether it is fed beside the table's own kind, and can be left out.
    pub beside: bool,
    /// Our columns.
    pub lines: Vec<FieldColumn>,
}

/// One of our columns and the one of the table that feeds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldColumn {
    /// Ours.
    pub field: Field,
    /// Whether the kind cannot do without it, or without one of its like.
    pub needed: bool,
    /// Theirs, by its place among the table's columns.
    pub column: Option<usize>,
    /// Five values of theirs.
    pub examples: Vec<String>,
}

/// The kinds that a table feeds, each with all our columns and where they come from.
#[must_use]
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

/// The table's columns that feed nothing, by their place.
#[must_use]
pub fn unused(table: &TableInfo) -> Vec<usize> {
    let used = |place: usize| {
        table.columns.get(place).is_some_and(|c| c.field.is_some())
            || table.mappings.iter().flat_map(|f| &f.fields).any(|(_, p)| *p as usize == place)
    };
    (0..table.columns.len()).filter(|place| !used(*place)).collect()
}

/// The kinds that a table may feed too.
#[must_use]
pub fn may_feed_too(table: &TableInfo) -> Vec<Kind> {
    let fed = |kind: &&Kind| table.mappings.iter().any(|f| f.kind == **kind);
    Kind::ALL.iter().filter(|k| !fed(k)).copied().collect()
}

/// The correction of a table, begun from how it is understood where there is none yet.
fn correction_of<'a>(corrections: &'a mut Corrections, table: &TableInfo) -> &'a mut Correction {
    corrections
        .0
        .entry(table.signature.clone())
        .or_insert_with(|| Correction { kind: table.kind, ..Correction::default() })
}

/// The kind chosen for a table: its columns are recognised anew for it. `None` sets the table aside.
pub fn choose_kind(corrections: &mut Corrections, table: &TableInfo, kind: Option<Kind>) {
    let header_rows = corrections.0.get(&table.signature).and_then(|c| c.header_rows);
    corrections.0.insert(table.signature.clone(), Correction { kind, header_rows, ..Correction::default() });
}

/// The column chosen for a field of a kind that the table feeds (by its place among the table's columns); `None` for
/// none. A column may feed several fields.
pub fn choose_column(
    corrections: &mut Corrections,
    table: &TableInfo,
    (kind, field): (Kind, Field),
    column: Option<usize>,
) {
    let heading = column.and_then(|c| table.columns.get(c)).map(ColumnInfo::heading);
    correction_of(corrections, table).columns.entry(kind).or_default().insert(field, heading);
}

/// Lets a table feed a kind beside its own, or no longer.
pub fn choose_also(corrections: &mut Corrections, table: &TableInfo, kind: Kind, feeds: bool) {
    let mut also: Vec<Kind> = table.mappings.iter().skip(1).map(|f| f.kind).filter(|k| *k != kind).collect();
    if feeds {
        also.push(kind);
    }
    correction_of(corrections, table).also = Some(also);
}

/// The header rows chosen for a table, in the order in which they were typed.
pub fn choose_header(corrections: &mut Corrections, table: &TableInfo, first: u32, last: u32) {
    let correction = correction_of(corrections, table);
    // Other headings stand above the columns now; what was chosen for the old ones says nothing of them.
    correction.columns.clear();
    correction.header_rows = Some((first.min(last).max(1), first.max(last).max(1)));
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
