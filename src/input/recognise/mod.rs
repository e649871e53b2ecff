//! Sheets to tables: where they begin and end, what they list, and which column is what.

mod classify;
mod extract;
mod group;
mod header;
mod kinds;
mod lexicon;
pub mod mapping;
mod months;
mod noise;
mod open;
mod rows;
mod scanner;
pub mod schema;
mod sums;
mod typed;

pub use extract::counted_date;
pub use lexicon::Lexicon;
pub use mapping::{ColumnInfo, Confidence, Correction, Corrections, Fed, Skipped, TableInfo};
pub use scanner::{Progress, Scanned, Scanner};
