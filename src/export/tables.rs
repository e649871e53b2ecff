//! How the tables of a file were understood, as JSON, with their records on request.

mod record;

use super::table_json::table_place;
use crate::catalogue::kinds::field_name;
use crate::input::file::{FileReading, RowText, RowsOf};
use crate::input::recognise::{Lexicon, TableInfo};
use crate::model::kind::{Field, Kind};
use crate::model::site::TableSite;
use record::{Raw, known_records, unknown_records};
use serde_json::{Map, Value, json};

/// Reads rows of the file again, as it has them; empty if it cannot be read again.
pub type ReadAgain<'a> = &'a mut dyn FnMut(&RowsOf) -> Vec<RowText>;

/// Returns a JSON value for each table, with its place where `sites` has one. With `again`, each has its records too: row, typed fields, and under `other`
/// the cells of columns that feed no field.
pub fn tables(reading: &FileReading, sites: &[TableSite], mut again: Option<ReadAgain<'_>>) -> Vec<Value> {
    let file = &reading.report.name;
    let lexicon = Lexicon::shared();
    let mut out = Vec::new();
    for (index, info) in reading.report.tables.iter().enumerate() {
        let mut table = table(file, info, lexicon);
        if let (Some(place), Some(map)) = (table_place(file, info, sites), table.as_object_mut()) {
            map.insert("place".to_owned(), place);
        }
        if let (Some(again), Some(map)) = (again.as_deref_mut(), table.as_object_mut()) {
            let of_table = reading.records.iter().filter(|(i, _)| *i as usize == index).map(|(_, r)| r);
            // The first is the table's own kind; with months across columns, each month is one of them.
            let own: Vec<_> = of_table.filter(|r| Some(r.kind) == info.kind).collect();
            let raw = Raw::of(info, again(&rows_of(info)));
            let records: Vec<Value> = match info.kind {
                Some(_) => own.iter().flat_map(|records| known_records(records, &raw)).collect(),
                None => unknown_records(&raw, lexicon),
            };
            map.insert("records".to_owned(), records.into());
        }
        out.push(table);
    }
    out
}

fn rows_of(info: &TableInfo) -> RowsOf {
    let (first, last) = info.record_rows.unwrap_or((1, 0));
    let skipped: rustc_hash::FxHashSet<u32> = info.skipped.iter().map(|s| s.row).collect();
    RowsOf {
        inner_file: info.inner_file.clone(),
        sheet: info.sheet.clone(),
        rows: (first..=last).filter(|r| !skipped.contains(r)).collect(),
        around: 0,
    }
}

fn table(file: &str, info: &TableInfo, lexicon: &Lexicon) -> Value {
    let mut columns = Map::new();
    let mut other = Vec::new();
    for column in &info.columns {
        let name = match info.kind {
            // An address only tells the place.
            Some(kind) => {
                let field = column.field.filter(|field| *field != Field::Address);
                field.map(|f| named(kind, f, &column.headings))
            }
            None => record::common(lexicon, &column.headings),
        };
        match name {
            // The first of the months across columns stands for all.
            Some(name) if !columns.contains_key(name) => {
                columns.insert(name.to_owned(), json!(column.headings));
            }
            _ => other.push(json!(column.headings)),
        }
    }
    let mapped = info.mappings.first().into_iter().flat_map(|f| &f.fields);
    for (field, place) in mapped.filter(|(field, _)| *field != Field::Address) {
        if let Some((kind, column)) = info.kind.zip(info.columns.get(*place as usize)) {
            columns.entry(named(kind, *field, &column.headings)).or_insert_with(|| json!(column.headings));
        }
    }
    let file =
        if info.inner_file.is_empty() { file.to_owned() } else { format!("{file}/{}", info.inner_file) };
    json!({
        "file": file,
        "sheet": info.sheet,
        "hidden": info.hidden,
        "kind": info.kind.map(Kind::id),
        "confidence": info.confidence,
        "offers": info.offers.iter().map(|offer| offer.kind.id()).collect::<Vec<_>>(),
        "title": info.title,
        "header_rows": (info.header_rows.0..=info.header_rows.1).collect::<Vec<_>>(),
        "first_row": info.record_rows.map(|(first, _)| first),
        "last_row": info.record_rows.map(|(_, last)| last),
        "columns": columns,
        "other": other,
        "skipped": info.skipped.iter().map(|s| json!({"row": s.row, "why": s.why})).collect::<Vec<_>>(),
    })
}

/// Returns a field's name in the JSON; party membership (是否党员) has a name of its own beside the political status.
fn named(kind: Kind, field: crate::model::kind::Field, headings: &[String]) -> &'static str {
    if record::is_membership(field, headings) { "party_member" } else { field_name(kind, field) }
}
