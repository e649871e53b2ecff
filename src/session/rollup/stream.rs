//! Snapshots' texts out of a file, read in pieces.

use super::{links, of_sums};
use crate::input::read::Source;
use crate::partials::csv::is_partials;
use crate::session::look::{Stream, in_file};
use crate::snapshot::{SnapshotError, carrier};
use crate::text::say;
use std::cell::Cell;
use std::io;

/// How much of a file is read at a time.
const PIECE: usize = 1 << 20;
/// The largest file that is one snapshot, and the longest line.
const LONGEST: u64 = 32 << 20;

/// Takes where a text stands, the text or why there is none, and how many bytes are read.
pub type TakeText<'t> = dyn FnMut(&str, Result<String, SnapshotError>, u64) + 't;

/// What a file holds: a snapshot's file, a page with a snapshot, a table of sums, or a text or table with one a line. `take` gets where each
/// stands, its text or why it has none, and how many bytes are read.
///
/// # Errors
/// Where the file cannot be read.
pub fn texts(name: &str, source: &mut dyn Source, take: &mut TakeText<'_>) -> io::Result<()> {
    let mut any = false;
    each(name, source, &mut |whence, found, at| {
        any = true;
        take(whence, found, at);
    })?;
    if !any {
        take(name, Err(SnapshotError::NotASnapshot), source.len());
    }
    Ok(())
}

fn each(name: &str, source: &mut dyn Source, take: &mut TakeText<'_>) -> io::Result<()> {
    let total = source.len();
    let mut start = vec![0; 512];
    let read = source.read_at(0, &mut start)?;
    start.truncate(read);
    if carrier::is_file(&start) {
        let found =
            if total > LONGEST { Err(SnapshotError::TooLarge) } else { carrier::from_file(&whole(source)?) };
        take(name, found, total);
    } else if start.trim_ascii_start().first() == Some(&b'<') {
        take(name, in_file(source)?.unwrap_or(Err(SnapshotError::NotASnapshot)), total);
    } else if is_partials(&start) {
        let at = Cell::new(0);
        let progress = &mut |read| at.set(read);
        of_sums(name, Stream { file: source, at: 0, progress }, &at, take);
    } else if total < PIECE as u64 {
        for (line, found) in links(&String::from_utf8_lossy(&whole(source)?)) {
            take(&say!("{name} 第 {line} 行", name, line), found, total);
        }
    } else {
        lines(name, source, take)?;
    }
    Ok(())
}

/// All of a file that is small.
fn whole(source: &mut dyn Source) -> io::Result<Vec<u8>> {
    let (mut all, mut piece) = (Vec::new(), vec![0; PIECE]);
    loop {
        let read = source.read_at(all.len() as u64, &mut piece)?;
        if read == 0 {
            return Ok(all);
        }
        all.extend(piece.iter().take(read));
    }
}

/// The links of a long text, line by line; a line above [`LONGEST`] is passed over and told.
fn lines(name: &str, source: &mut dyn Source, take: &mut TakeText<'_>) -> io::Result<()> {
    let total = source.len();
    let mut piece = vec![0; PIECE];
    let (mut at, mut line, mut rest, mut is_passed) = (0_u64, 0_usize, Vec::new(), false);
    while at < total {
        let read = source.read_at(at, &mut piece)?;
        if read == 0 {
            break;
        }
        at += read as u64;
        rest.extend(piece.iter().take(read));
        let end = rest.iter().rposition(|b| *b == b'\n');
        let behind = rest.split_off(if at >= total { rest.len() } else { end.map_or(0, |n| n + 1) });
        let lines = rest.split(|b| *b == b'\n').filter(|_| !rest.is_empty());
        for bytes in lines {
            line += 1;
            // The end of a line that was too long is none.
            if std::mem::take(&mut is_passed) {
                continue;
            }
            for (_, found) in links(&String::from_utf8_lossy(bytes)) {
                if found != Err(SnapshotError::NotASnapshot) {
                    take(&say!("{name} 第 {line} 行", name, line), found, at);
                }
            }
        }
        // A piece that ends with a line break ends no further line.
        line -= usize::from(!rest.is_empty() && at < total);
        rest = behind;
        if rest.len() as u64 > LONGEST {
            rest.clear();
            if !std::mem::replace(&mut is_passed, true) {
                take(&say!("{name} 第 {line} 行", name, line = line + 1), Err(SnapshotError::TooLarge), at);
            }
        }
    }
    Ok(())
}
