//! Sheets to tables: where they begin and end, what they list, and which column is what.

mod cells;
mod classify;
mod column;
mod extract;
mod fingerprint;
mod group;
mod header;
mod judge;
mod lexicon;
mod listed;
pub mod mapping;
mod mapping_file;
mod marks;
mod months;
mod noise;
mod own_words;
mod phrase;
mod rows;
mod scanner;
mod skipped;
mod suggest;
mod sums;
mod table_part;
mod table_reader;
mod title;
mod typed;
mod typed_cell;

pub use cells::{CellSort, Seems, is_name};
pub use lexicon::Lexicon;
pub use listed::ListedNames;
pub use mapping::{ColumnInfo, ColumnMapping, Confidence, Correction, Corrections, TableInfo};
pub use mapping_file::Mappings;
pub use scanner::{PartReader, Paused, ReadProgress, Scanned, Scanner, Watch};
pub use skipped::{MOST_SKIPPED, Skipped, SkippedRows};
pub use table_part::TablePart;
