//! Whole files that are handed out, of the small town counted by hand and of the sample.

use crate::common::golden::check;
use crate::common::{session, town};
use calamine::{Reader, Xlsx};
use gelan::export::report::Report;
use gelan::export::template::templates;
use gelan::model::period::PeriodChoice;
use gelan::session::Session;
use std::fmt::Write as _;
use std::io::Cursor;
use std::process::Command;

fn small() -> Session {
    session::computed(&town::files(), session::HALF)
}

fn sample() -> Session {
    session::computed(&session::sample(), PeriodChoice::All)
}

fn report(session: &Session) -> Vec<u8> {
    Report::new(&session.results().unwrap(), session::today()).xlsx().unwrap()
}

/// The cells of a workbook, a line for each row that is not empty.
fn cells(workbook: Vec<u8>) -> String {
    let mut book = Xlsx::new(Cursor::new(workbook)).unwrap();
    let mut out = String::new();
    for name in book.sheet_names() {
        writeln!(out, "== {name}").unwrap();
        let range = book.worksheet_range(&name).unwrap();
        let top = range.start().map_or(0, |(row, _)| row) as usize;
        for (i, row) in range.rows().enumerate() {
            let cells: Vec<String> = row.iter().map(|c| c.to_string().replace('\n', "↵")).collect();
            let line = cells.join("\t");
            if !line.trim().is_empty() {
                writeln!(out, "{}\t{}", top + i + 1, line.trim_end()).unwrap();
            }
        }
    }
    out
}

/// The output of the command line for the small town.
fn printed(arguments: &[&str]) -> String {
    let folder = town::folder();
    let command = Command::new(env!("CARGO_BIN_EXE_gelan")).args(arguments).arg(&folder).output().unwrap();
    assert!(command.status.success());
    String::from_utf8(command.stdout).unwrap().replace("\r\n", "\n")
}

#[test]
fn the_results() {
    check("small-results.json", &session::json(&small()));
    check("sample-results.json", &session::json(&sample()));
}

#[test]
fn the_report_and_the_template() {
    check("small-report.txt", &cells(report(&small())));
    check("sample-report.txt", &cells(report(&sample())));
    check("template.txt", &cells(templates().unwrap()));
}

#[test]
fn the_command_line() {
    let half = ["--from", "2024-01-01", "--to", "2024-06-30"];
    check("small-cli-tables.txt", &printed(&["tables", "--records"]));
    check("small-cli-report.txt", &printed(&[&["report"][..], &half].concat()));
    check("small-cli-text.txt", &printed(&[&["report", "--text"][..], &half].concat()));
    let draft = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/circular.txt");
    check("small-cli-check.txt", &printed(&[&["check", draft][..], &half].concat()));
    check("small-cli-check.json", &printed(&[&["check", draft, "--json"][..], &half].concat()));
}
