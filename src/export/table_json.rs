//! Tables as the results JSON has them: what each was taken for, and where its rows belong.

use crate::catalogue::kinds::field_name;
use crate::input::file::FileReport;
use crate::input::recognise::TableInfo;
use crate::model::site::TableSite;
use crate::order::Gather as _;
use serde_json::{Map, Value, json};

/// Where the rows of a table belong that name no village, for a table of `file`; `None` where they name theirs.
pub fn table_place(file: &str, table: &TableInfo, sites: &[TableSite]) -> Option<Value> {
    let mark = table.mark(file);
    let site = sites.iter().find(|site| site.mark == mark)?;
    Some(json!({
        "village": Some(&site.village).filter(|village| !village.is_empty()),
        "from": site.source,
        "rows": site.rows,
        "by_address": site.by_address,
        "by_officer": site.by_officer,
        "may_be": site.candidates,
    }))
}

/// The tables of a file, as the results JSON has them.
pub fn tables(file: &FileReport, sites: &[TableSite]) -> Vec<Value> {
    let name =
        |inner: &str| if inner.is_empty() { file.name.clone() } else { format!("{}/{inner}", file.name) };
    file.tables
        .iter()
        .map(|t| {
            let columns: Map<String, Value> = t
                .columns
                .iter()
                .map(|c| (c.heading(), json!(t.kind.zip(c.field).map(|(k, f)| field_name(k, f)))))
                .into_object();
            let mut table = json!({
                "file": name(&t.inner_file),
                "sheet": t.sheet,
                "kind": t.kind.map(|k| k.id()),
                "confidence": t.confidence,
                "title": t.title,
                "header_row": t.header_rows.0,
                "header_rows": [t.header_rows.0, t.header_rows.1],
                "rows": t.records,
                "columns": columns,
            });
            if let (Some(place), Some(map)) = (table_place(&file.name, t, sites), table.as_object_mut()) {
                map.insert("place".to_owned(), place);
            }
            table
        })
        .collect()
}
