//! Snapshots out of a table of sums.

use super::stream::TakeText;
use crate::partials::{PartialKey, PartialSums, TownKey, csv, towns};
use crate::snapshot::{Snapshot, SnapshotError, encode};
use crate::text::say;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;

/// A snapshot of each town in each period of a table of sums; `at` is how much of it is read.
pub fn of_sums(name: &str, reader: impl io::Read, at: &Cell<u64>, take: &mut TakeText<'_>) {
    let take = RefCell::new(take);
    let mut each = |key: TownKey, rows: BTreeMap<PartialKey, PartialSums>| {
        for town in towns(&key, &rows) {
            (take.borrow_mut())(name, Ok(encode(&Snapshot::from(town))), at.get());
        }
    };
    let mut fault = |line: u64, why: String| {
        let whence = say!("{name} 第 {line} 行（{why}）", name, line, why);
        (take.borrow_mut())(&whence, Err(SnapshotError::Impossible), at.get());
    };
    if let Err(why) = csv::read(reader, &mut each, &mut fault) {
        (take.borrow_mut())(&say!("{name}（{why}）", name, why), Err(SnapshotError::NotASnapshot), at.get());
    }
}
