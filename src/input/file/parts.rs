//! One long text table read by several at once: the first reads it up to a place between two records and waits there, the
//! others read a part each from such a place on. Put together they are what one would have read; a part of which that is not
//! sure is read once more by the first.

use super::{FileReading, ReadChoices, finish};
use crate::input::read::{Begun, Flow, LeftOff, Options, Source, cut, is_text, read_on, read_until};
use crate::input::recognise::{Lexicon, Paused, Scanner, TablePart, Watch};
use crate::input::watched::{Noted, Slices, Watched};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A file is not read in parts below this size.
const LEAST: u64 = 4 << 20;
/// Behind so many bytes it is known what a table is.
const HEAD: u64 = 160 << 10;

/// A part of a file, read from a place on.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct FilePart {
    from: u64,
    to: u64,
    /// How many lines it has, blank ones too.
    lines: u32,
    slices: Slices,
    table: TablePart,
}

/// How far a file was read.
pub enum Beginning {
    /// To its end.
    Whole(Box<FileReading>),
    /// Up to where a part begins that another one reads.
    Part(Box<PartRead>),
}

/// A file that was read up to a place.
pub struct PartRead {
    left: LeftOff,
    paused: Paused,
    noted: Noted,
}

impl fmt::Debug for PartRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartRead").field("left", &self.left).finish_non_exhaustive()
    }
}

fn options(choices: &ReadChoices) -> Options {
    Options { encoding: choices.encoding }
}

fn scanner<'a>(name: &str, choices: &'a ReadChoices, watch: Watch<'a>) -> Scanner<'a> {
    let ReadChoices { corrections, keeps_all, names, .. } = choices;
    Scanner::new(name, Lexicon::shared(), corrections, names, *keeps_all, watch)
}

/// Where a file is cut, `near` these bytes, so that each part begins with a record; nowhere where it is not worth it or is no
/// text.
pub fn cuts(source: &mut dyn Source, choices: &ReadChoices, near: impl Iterator<Item = u64>) -> Vec<u64> {
    if source.len() < LEAST || !is_text(source, &options(choices)) {
        return Vec::new();
    }
    let places: Option<Vec<u64>> = near.map(|at| cut(source, at)).collect();
    places.filter(|places| places.is_sorted_by(|a, b| a < b)).unwrap_or_default()
}

/// Reads a file called `name` up to the byte `until`, if it is a text table and can be left there, else to its end.
pub fn begin(
    source: &mut dyn Source,
    name: &str,
    choices: &ReadChoices,
    mut watch: Watch<'_>,
    until: Option<u64>,
) -> Beginning {
    let mut source = Watched::new(source);
    let mut scanner = scanner(name, choices, watch.within());
    let outcome = match read_until(&mut source, name, &options(choices), until, &mut scanner) {
        Ok(Begun::Part(left)) => {
            let (paused, noted) = (scanner.pause(), source.noted());
            return Beginning::Part(Box::new(PartRead { left, paused, noted }));
        }
        Ok(Begun::Whole(format)) => Ok(format),
        Err(error) => Err(error),
    };
    Beginning::Whole(Box::new(finish(outcome, (scanner, source), name, choices)))
}

/// Reads the part of a file from the byte `from` up to `to`, or to its end. `None` where it needs what precedes it.
pub fn read_part(
    source: &mut dyn Source,
    name: &str,
    choices: &ReadChoices,
    (from, to): (u64, Option<u64>),
    progress: &mut dyn FnMut(u64, u64) -> Flow,
) -> Option<FilePart> {
    // A text that cannot be left behind its head is not read further.
    let mut progress = |done: u64, rows: u64| match done.checked_sub(from) {
        Some(done) => progress(done, rows),
        None if done > 4 * HEAD => Flow::Stop,
        None => Flow::Continue,
    };
    let mut scanner = scanner(name, choices, Watch { progress: &mut progress, ahead: None });
    let head = cut(source, HEAD)?;
    let Ok(Begun::Part(mut left)) = read_until(source, name, &options(choices), Some(head), &mut scanner)
    else {
        return None;
    };
    let mut reader = scanner.apart()?;
    left.move_to(from, 0);
    let mut source = Watched::from(source, from);
    let (end, lines) = match read_on(&mut source, left, to, &mut reader) {
        Ok(Begun::Part(left)) => (left.at(), left.row()),
        Ok(Begun::Whole(_)) if to.is_none() => (source.len(), 0),
        _ => return None,
    };
    let table = reader.finish()?;
    Some(FilePart { from, to: end, lines, slices: source.slices(end), table })
}

impl PartRead {
    /// Puts the parts behind what was read, as far as they are there and fit, and reads what is left, with the name and the
    /// choices with which this was begun.
    pub fn go_on(
        self,
        source: &mut dyn Source,
        (name, choices): (&str, &ReadChoices),
        parts: &mut dyn Iterator<Item = Option<FilePart>>,
        mut watch: Watch<'_>,
    ) -> FileReading {
        let Self { mut left, paused, noted } = self;
        let mut source = Watched::go_on(source, noted);
        let mut scanner = scanner(name, choices, watch.within()).go_on(paused);
        for part in parts {
            let Some(part) = part.filter(|part| part.from == left.at()) else { break };
            if !scanner.join(&part.table, left.row()) {
                break;
            }
            source.join(part.slices);
            left.move_to(part.to, left.row().saturating_add(part.lines));
        }
        let outcome = if left.at() >= source.len() {
            Ok(left.format())
        } else {
            match read_on(&mut source, left, None, &mut scanner) {
                Ok(Begun::Whole(format)) => Ok(format),
                Ok(Begun::Part(left)) => Ok(left.format()),
                Err(error) => Err(error),
            }
        };
        finish(outcome, (scanner, source), name, choices)
    }
}
