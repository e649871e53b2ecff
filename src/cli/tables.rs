//! `gelan tables`: how each table was understood, a JSON line a table.

use super::data::today;
use super::files::{DiskFile, NamedFile, list};
use super::output::print;
use super::read::read;
use super::values_and_flag;
use crate::export::tables::tables;
use crate::input::file::{ReadChoices, RowText, RowsOf, read_all, read_rows};
use crate::model::period::PeriodChoice;
use crate::session::County;
use lexopt::{Error, Parser};
use std::path::PathBuf;
use std::process::ExitCode;

/// Reads rows of a file again; none if the file is gone meanwhile.
fn read_again(file: &NamedFile, rows: &RowsOf) -> Vec<RowText> {
    let Ok(mut source) = DiskFile::open(&file.path) else { return Vec::new() };
    read_rows(&mut source, &file.name, &ReadChoices::default(), rows).unwrap_or_default()
}

/// Prints the tables of the files.
pub fn run(parser: Parser) -> Result<ExitCode, Error> {
    let (paths, with_records) = values_and_flag(parser, "records")?;
    if paths.is_empty() {
        return Err("请写出文件或文件夹".into());
    }
    let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
    let mut any = false;
    let files = list(&paths);
    let choices = ReadChoices { keeps_all: with_records, ..ReadChoices::default() };
    let readings = read_all(&files, |file, names| read(file, &ReadChoices { names, ..choices.clone() }));
    let mut county = County::default();
    for (id, reading) in (0..).zip(&readings) {
        county.keep(id, reading.clone());
    }
    let sites = &county.compute(PeriodChoice::All, today()).sites;
    for (reading, file) in readings.iter().zip(&files) {
        match &reading.report.error {
            Some(error) => eprintln!("{}：{error}", file.name),
            None => any = true,
        }
        let mut again = |rows: &RowsOf| read_again(file, rows);
        let found = tables(reading, sites, with_records.then_some(&mut again));
        for table in &found {
            print(&format!("{table}\n"));
        }
        // Why a file that was read gives no line.
        for finding in reading.report.findings.iter().filter(|_| found.is_empty()) {
            finding.sentences(1).for_each(|(_, sentence)| eprintln!("{}：{sentence}", file.name));
        }
    }
    Ok(if any { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
