//! Prints what the reader sees: one JSON line a cell.

use gelan::cell::Cell;
use gelan::read::{Flow, Note, Options, SheetInfo, Sink, Source, read};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

struct Disk(File, u64);

impl Source for Disk {
    fn len(&self) -> u64 {
        self.1
    }
    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
        self.0.seek(SeekFrom::Start(offset))?;
        let mut n = 0;
        while n < into.len() {
            match self.0.read(&mut into[n..])? {
                0 => break,
                more => n += more,
            }
        }
        Ok(n)
    }
}

struct Printer(String, BufWriter<io::Stdout>, bool);

impl Sink for Printer {
    fn sheet(&mut self, info: SheetInfo) -> Flow {
        self.0 = info.name.clone();
        if self.2 {
            eprintln!("{info:?}");
        }
        Flow::Continue
    }
    fn row(&mut self, row: u32, hidden: bool, cells: &[Cell<'_>]) -> Flow {
        if self.2 && hidden {
            eprintln!("hidden {row}");
        }
        for cell in cells {
            let line = serde_json::json!({"sheet": self.0, "row": row, "column": cell.column,
                "kind": cell.value.kind(), "text": cell.value.text()});
            if writeln!(self.1, "{line}").is_err() {
                return Flow::Stop;
            }
        }
        Flow::Continue
    }
    fn note(&mut self, note: Note) {
        eprintln!("{note:?}");
    }
}

fn main() -> io::Result<()> {
    let mut args = std::env::args().skip(1).filter(|a| a != "cells");
    let path = args.next().unwrap_or_default();
    let file = File::open(&path)?;
    let length = file.metadata()?.len();
    let mut printer = Printer(String::new(), BufWriter::new(io::stdout()), args.next().is_some());
    match read(&mut Disk(file, length), &path, &Options::default(), &mut printer) {
        Ok(format) if printer.2 => eprintln!("{format:?}"),
        Ok(_) => {}
        Err(e) => {
            eprintln!("{e}");
            printer.1.flush()?;
            std::process::exit(1);
        }
    }
    printer.1.flush()
}
