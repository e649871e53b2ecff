//! Sheets to tables: where they begin and end, what they list, and which column is what.

mod kinds;
pub mod mapping;
pub mod schema;

pub use mapping::{ColumnInfo, Confidence, Correction, Corrections, Skipped, TableInfo};
