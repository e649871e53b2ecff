//! Snapshots out of a table of sums. Native only: the page has no room for it yet.

use super::stream::TakeText;
use crate::partials::{PartialKey, PartialSums, TownKey, csv, towns};
use crate::snapshot::{Snapshot, SnapshotError, encode};
use crate::text::say;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;

/// A snapshot of each town in each period of a table of sums.
pub fn of_sums(name: &str, reader: impl io::Read, take: &mut TakeText<'_>) {
    let take = RefCell::new(take);
    let mut each = |key: TownKey, rows: BTreeMap<PartialKey, PartialSums>| {
        for town in towns(&key, &rows) {
            (take.borrow_mut())(name, Ok(encode(&Snapshot::from(town))), 0);
        }
    };
    let mut fault = |line: u64, why: String| {
        let whence = say!("{name} 第 {line} 行（{why}）", name, line, why);
        (take.borrow_mut())(&whence, Err(SnapshotError::Impossible), 0);
    };
    if let Err(why) = csv::read(io::BufReader::new(reader), &mut each, &mut fault) {
        (take.borrow_mut())(&say!("{name}（{why}）", name, why), Err(SnapshotError::NotASnapshot), 0);
    }
}
