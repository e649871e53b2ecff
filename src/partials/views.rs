//! A folder of canonical tables as views of an engine, each column with its type.

use super::sql::{Dialect, TOWN};
use crate::catalogue::canonical::{ColumnType, Table};
use std::fmt::Write as _;

/// How the canonical tables are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated, UTF-8, with a header.
    Csv,
    /// Parquet.
    Parquet,
}

impl TableFormat {
    /// Its name, and the end of its files' names.
    pub fn id(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }
}

/// The statements that make a folder of canonical tables known to the engine.
pub fn views(dialect: Dialect, folder: &str, format: TableFormat) -> String {
    let folder = folder.trim_end_matches('/').replace('\'', "''");
    let mut out = String::new();
    for table in Table::ALL {
        let (name, end) = (table.id(), format.id());
        let from = match (dialect, format) {
            (Dialect::DuckDb, TableFormat::Csv) => {
                format!("read_csv('{folder}/{name}/*.csv', header = true, all_varchar = true)")
            }
            (Dialect::DuckDb, TableFormat::Parquet) => format!("read_parquet('{folder}/{name}/*.parquet')"),
            (Dialect::Spark, _) => {
                let options = if format == TableFormat::Csv {
                    ", header 'true', escape '\"', multiLine 'true'"
                } else {
                    ""
                };
                // A String takes whatever is written.
                let _ = writeln!(
                    out,
                    "CREATE OR REPLACE TEMPORARY VIEW {name}_files USING {end} OPTIONS (path '{folder}/{name}'{options});"
                );
                format!("{name}_files")
            }
        };
        let text = |column: &str| format!("COALESCE({column}, '') AS {column}");
        let own = table.columns().iter().map(|column| {
            let id = column.id();
            match column.kind() {
                ColumnType::Text => text(id),
                ColumnType::Integer => format!("CAST({id} AS BIGINT) AS {id}"),
                ColumnType::Day => format!("CAST({id} AS DATE) AS {id}"),
            }
        });
        let columns: Vec<String> = TOWN.iter().map(|c| text(c)).chain(own).collect();
        let _ = writeln!(
            out,
            "CREATE OR REPLACE TEMPORARY VIEW {name} AS SELECT {} FROM {from};",
            columns.join(", ")
        );
    }
    out
}
