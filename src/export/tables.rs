//! How the tables of a file were understood, as JSON; with their records where they are asked for.

use crate::cell::Day;
use crate::recognise::TableInfo;
use crate::recognise::schema::field_name;
use crate::records::{Column, Records};
use crate::session::FileReading;
use crate::value::{Exactness, Quantity};
use serde_json::{Map, Value, json};

/// A JSON value a table; `with_records` adds each record with its row and typed fields.
#[must_use]
pub fn tables(reading: &FileReading, with_records: bool) -> Vec<Value> {
    let file = &reading.report.name;
    let of_table = |index: usize| {
        reading.records.iter().filter(move |(i, _)| *i as usize == index).map(|(_, records)| records)
    };
    reading
        .report
        .tables
        .iter()
        .enumerate()
        .map(|(index, info)| {
            let mut table = table(file, info);
            if with_records && let Some(map) = table.as_object_mut() {
                map.insert("records".to_owned(), of_table(index).next().map_or(Value::Null, records));
            }
            table
        })
        .collect()
}

fn table(file: &str, info: &TableInfo) -> Value {
    let columns: Map<String, Value> = info
        .columns
        .iter()
        .filter_map(|c| Some((field_name(info.kind?, c.field?).to_owned(), json!(c.headings))))
        .collect();
    let file =
        if info.inner_file.is_empty() { file.to_owned() } else { format!("{file}/{}", info.inner_file) };
    json!({
        "file": file,
        "sheet": info.sheet,
        "hidden": info.hidden,
        "kind": info.kind.map(|k| k.id()),
        "confidence": info.confidence,
        "title": info.title,
        "header_rows": (info.header_rows.0..=info.header_rows.1).collect::<Vec<_>>(),
        "first_row": info.record_rows.map(|(first, _)| first),
        "last_row": info.record_rows.map(|(_, last)| last),
        "columns": columns,
        "skipped": info.skipped.iter().map(|s| json!({"row": s.row, "why": s.why})).collect::<Vec<_>>(),
    })
}

fn records(records: &Records) -> Value {
    let record = |row: usize| {
        let mut map = Map::new();
        map.insert("row".to_owned(), json!(records.rows.get(row)));
        for (field, column) in &records.columns {
            let name = field_name(records.kind, *field);
            match column {
                Column::Text { .. } => {
                    let text = records.text(*field, row);
                    map.insert(name.to_owned(), json!((!text.is_empty()).then_some(text)));
                }
                Column::Days(days) => {
                    let day = days.get(row).copied().flatten().map(|d: Day| d.to_string());
                    map.insert(name.to_owned(), json!(day));
                }
                Column::Amounts(amounts) => amount(&mut map, name, amounts.get(row).copied().flatten()),
            }
        }
        Value::Object(map)
    };
    (0..records.len()).map(record).collect()
}

/// The number, and beside it its unit and whether it is less than exact.
fn amount(map: &mut Map<String, Value>, name: &str, amount: Option<Quantity>) {
    map.insert(name.to_owned(), json!(amount.map(|q| q.value)));
    let Some(amount) = amount else { return };
    if let Some(unit) = amount.unit {
        map.insert(format!("{name}_unit"), json!(unit.symbol()));
    }
    let word = match amount.exactness {
        Exactness::Exact => return,
        Exactness::About => "about",
        Exactness::AtLeast => "at-least",
        Exactness::AtMost => "at-most",
    };
    map.insert(format!("{name}_exactness"), json!(word));
}
