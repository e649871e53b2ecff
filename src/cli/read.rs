//! Files of the command line to their readings; a long text table by several threads.

use super::files::{DiskFile, NamedFile};
use crate::input::file::{Beginning, FilePart, FileReading, ReadChoices, begin, cuts, read_part};
use crate::input::read::{Flow, Source};
use crate::input::recognise::Watch;
use crate::order::cores::cores;
use std::thread;

/// More threads than these are not worth their parts' putting together.
const MOST: usize = 8;

/// Reads a file, on all cores.
pub fn read(file: &NamedFile, choices: &ReadChoices) -> FileReading {
    read_by(cores(), file, choices)
}

/// Reads a file by so many threads.
pub fn read_by(threads: usize, file: &NamedFile, choices: &ReadChoices) -> FileReading {
    match DiskFile::open(&file.path) {
        Ok(source) => shared(source, file, (choices, threads.min(MOST))),
        Err(error) => FileReading::unreadable(&file.name, &error.to_string()),
    }
}

fn shared(mut source: DiskFile, file: &NamedFile, (choices, threads): (&ReadChoices, usize)) -> FileReading {
    let (size, parts) = (source.len(), threads as u64);
    let cuts = cuts(&mut source, choices, (1..parts).map(|part| size / parts * part));
    let ends = cuts.iter().skip(1).map(|end| Some(*end)).chain([None]);
    let part = |from: u64, to: Option<u64>| -> Option<FilePart> {
        let mut source = DiskFile::open(&file.path).ok()?;
        read_part(&mut source, &file.name, choices, (from, to), &mut |_, _| Flow::Continue)
    };
    thread::scope(|scope| {
        let parts = cuts.iter().zip(ends);
        let parts: Vec<_> = parts.map(|(from, to)| scope.spawn(move || part(*from, to))).collect();
        let (mut first, mut then) = (|_: u64, _: u64| Flow::Continue, |_: u64, _: u64| Flow::Continue);
        let watch = Watch { progress: &mut first, ahead: None };
        match begin(&mut source, &file.name, choices, watch, cuts.first().copied()) {
            Beginning::Whole(reading) => *reading,
            Beginning::Part(read) => {
                // A thread that broke down leaves its part to this one.
                let mut parts = parts.into_iter().map(|part| part.join().ok().flatten());
                let watch = Watch { progress: &mut then, ahead: None };
                read.go_on(&mut source, (&file.name, choices), &mut parts, watch)
            }
        }
    })
}
