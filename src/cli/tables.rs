//! `gelan tables`: how each table was understood, a JSON line a table.

use super::files::list;
use super::report::read;
use super::text::print;
use crate::export::tables::tables;
use std::path::PathBuf;
use std::process::ExitCode;

/// Prints the tables of the files.
pub fn run(paths: &[PathBuf], with_records: bool) -> ExitCode {
    let mut any = false;
    for file in list(paths) {
        let reading = read(&file);
        match &reading.report.error {
            Some(error) => eprintln!("{}：{error}", file.name),
            None => any = true,
        }
        for table in tables(&reading, with_records) {
            print(&format!("{table}\n"));
        }
    }
    if any { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
