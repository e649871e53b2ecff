//! `gelan tables`: how each table was understood, a JSON line a table.

use super::files::{DiskFile, Named, list};
use super::report::read;
use super::text::print;
use crate::export::tables::tables;
use crate::input::file::read_rows;
use crate::input::file::{ReadChoices, RowText, RowsOf};
use std::path::PathBuf;
use std::process::ExitCode;

/// Rows as they stand in the file; none where it is gone meanwhile.
fn read_again(file: &Named, rows: &RowsOf) -> Vec<RowText> {
    let Ok(mut source) = DiskFile::open(&file.path) else { return Vec::new() };
    read_rows(&mut source, &file.name, &ReadChoices::default(), rows).unwrap_or_default()
}

/// Prints the tables of the files.
pub fn run(paths: &[PathBuf], with_records: bool) -> ExitCode {
    let mut any = false;
    for file in list(paths) {
        let reading = read(&file);
        match &reading.report.error {
            Some(error) => eprintln!("{}：{error}", file.name),
            None => any = true,
        }
        let mut again = |rows: &RowsOf| read_again(&file, rows);
        for table in tables(&reading, with_records.then_some(&mut again)) {
            print(&format!("{table}\n"));
        }
    }
    if any { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
