//! `gelan cells`: what the reader sees, a JSON line a cell.

use super::files::DiskFile;
use super::one_path;
use super::output::note;
use crate::input::read;
use crate::input::read::{Flow, Note, Options, SheetInfo, Sink};
use crate::model::cell::Cell;
use lexopt::{Error, Parser};
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

#[derive(Serialize)]
struct Line<'a> {
    sheet: &'a str,
    row: u32,
    column: u32,
    kind: &'static str,
    text: &'a str,
}

struct Printer<W: Write> {
    out: W,
    sheet: String,
    failed: bool,
}

impl<W: Write> Sink for Printer<W> {
    fn sheet(&mut self, info: SheetInfo) -> Flow {
        self.sheet =
            if info.inner_file.is_empty() { info.name } else { format!("{}/{}", info.inner_file, info.name) };
        Flow::Continue
    }

    fn row(&mut self, row: u32, _hidden: bool, cells: &[Cell<'_>]) -> Flow {
        for cell in cells {
            let text = cell.value.text();
            let line =
                Line { sheet: &self.sheet, row, column: cell.column, kind: cell.value.kind(), text: &text };
            let written = serde_json::to_writer(&mut self.out, &line).map_err(io::Error::from);
            if written.and_then(|()| self.out.write_all(b"\n")).inspect_err(note).is_err() {
                self.failed = true;
                return Flow::Stop;
            }
        }
        Flow::Continue
    }

    fn note(&mut self, note: Note) {
        eprintln!("{}{}", note.row.map(|r| format!("第 {r} 行：")).unwrap_or_default(), note.message);
    }
}

/// Prints the cells of a file.
pub fn run(parser: Parser) -> Result<ExitCode, Error> {
    let path = one_path(parser)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut file = match DiskFile::open(&path) {
        Ok(file) => file,
        Err(error) => {
            eprintln!("{name}：读不到文件（{error}）");
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut printer =
        Printer { out: BufWriter::new(io::stdout().lock()), sheet: String::new(), failed: false };
    let outcome = read::read(&mut file, &name, &Options::default(), &mut printer);
    let flushed = printer.out.flush().inspect_err(note).is_ok() && !printer.failed;
    Ok(match outcome {
        // A reader that closed the pipe has seen enough.
        Err(error) if flushed => {
            eprintln!("{name}：{error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    })
}
