//! Rows that equal an earlier one.

#[cfg(not(target_arch = "wasm32"))]
mod spilled;

use super::represent::body;
use super::sites::Site;
use super::source::SourceTable;
use crate::input::records::{RowNumbers, steps_of};
use crate::model::finding::{Code, FindingPlace, SENTENCES};
use crate::model::finding_list::FindingList;
use crate::model::kind::Kind;
use crate::text::say;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::hash::BuildHasher;
use std::ops::Range;

/// What a row does not say itself, but the table in which it stands: equal rows of two bodies are two.
fn told_by_table(table: &SourceTable<'_>, row: usize) -> u64 {
    match table.records.kind {
        Kind::Representatives | Kind::Duty | Kind::Matters => {
            body(table.records, row).map_or(0, |body| body as u64 + 1)
        }
        // The kind of list is mostly the sheet's name.
        Kind::DutyLists => FxBuildHasher.hash_one(table.sheet),
        _ => 0,
    }
}

/// As many rows are compared at once at most, so that what is remembered of them takes little memory.
const ROWS: usize = 1 << 21;
/// Of each row that is compared at once so many bits are remembered: of those that come once, few have one in common.
const BITS: usize = 16;

/// Notes which numbers may have come before among those of their part, in a call for each step.
#[inline(never)]
fn note(
    numbers: &RowNumbers,
    rows: Range<usize>,
    part: (u64, usize),
    met: &mut [u64],
    again: &mut FxHashSet<u64>,
) {
    let mask = met.len() as u64 * 64 - 1;
    numbers.each(rows, |number| {
        if !is_in(number, part) {
            return;
        }
        let (word, bit) = ((number & mask) / 64, 1 << (number % 64));
        if let Some(word) = met.get_mut(word as usize) {
            if *word & bit != 0 {
                again.insert(number);
            }
            *word |= bit;
        }
    });
}

/// Whether a number belongs to one part of so many. The upper bits are as even as the lower ones.
fn is_in(number: u64, (part, parts): (u64, usize)) -> bool {
    (number >> 40) & (parts as u64 - 1) == part
}

/// The numbers of rows that belong to one part of so many.
fn numbers(tables: &[SourceTable<'_>], part: (u64, usize)) -> impl Iterator<Item = ((usize, usize), u64)> {
    let all = tables.iter().enumerate().flat_map(|(table, source)| {
        source.records.fingerprints.iter().enumerate().map(move |(row, number)| ((table, row), number))
    });
    all.filter(move |(_, number)| is_in(*number, part))
}

/// Flags those of some rows that equal an earlier one, in their order.
fn flag(
    tables: &[SourceTable<'_>],
    rows: impl Iterator<Item = ((usize, usize), u64)>,
    key: &impl Fn((usize, usize), u64) -> u64,
    flags: &mut [Vec<bool>],
) {
    let mut seen = FxHashSet::default();
    for ((table, row), number) in rows {
        if let (false, Some(flags)) = (seen.insert(key((table, row), number)), flags.get_mut(table)) {
            flags.resize(tables.get(table).map_or(0, |table| table.records.len()), false);
            flags.iter_mut().skip(row).take(1).for_each(|flag| *flag = true);
        }
    }
}

/// Flags for the rows of each table, none for a table without any, that equal an earlier one; `key` is equal for equal rows.
/// Hardly any row is repeated: only those whose number comes again, or may, are compared in all.
#[inline(never)]
fn flags(tables: &[SourceTable<'_>], key: impl Fn((usize, usize), u64) -> u64) -> Vec<Vec<bool>> {
    let mut flags = vec![Vec::new(); tables.len()];
    let rows: usize = tables.iter().map(|t| t.records.len()).sum();
    let parts = rows.div_ceil(ROWS).next_power_of_two();
    let mut again: FxHashSet<u64> = FxHashSet::default();
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(spilled) = spilled::Spilled::of(tables, parts * 4) {
        let mut seen = FxHashSet::default();
        for part in 0..parts as u64 * 4 {
            let own = spilled.part(part);
            seen.clear();
            again.clear();
            again.extend(own.iter().map(|(_, number)| *number).filter(|number| !seen.insert(*number)));
            flag(tables, own.into_iter().filter(|(_, number)| again.contains(number)), &key, &mut flags);
        }
        return flags;
    }
    let mut met = vec![0_u64; (rows.min(ROWS) * BITS).next_power_of_two().div_ceil(64)];
    for part in (0..parts as u64).map(|part| (part, parts)) {
        met.fill(0);
        again.clear();
        for table in tables {
            for rows in steps_of(0..table.records.len()) {
                note(&table.records.fingerprints, rows, part, &mut met, &mut again);
            }
        }
        if !again.is_empty() {
            let own = numbers(tables, part).filter(|(_, number)| again.contains(number));
            flag(tables, own, &key, &mut flags);
        }
    }
    flags
}

/// Returns a flag for each row of each table, none for a table without any, whether an equal row came before, in this table or in one of the same kind,
/// and what is found of them. Tables of two villages have no row in common.
#[inline(never)]
pub fn repeated_rows(tables: &[SourceTable<'_>], sites: &[Site]) -> (Vec<Vec<bool>>, FindingList) {
    let key = |(index, row): (usize, usize), number: u64| {
        let village = sites.get(index).and_then(|site| site.village);
        let told = tables.get(index).map(|table| (table.records.kind, told_by_table(table, row)));
        FxBuildHasher.hash_one((told, village)).wrapping_mul(3).wrapping_add(number)
    };
    let flags = flags(tables, key);
    let flagged = |index: usize| {
        let flags = flags.get(index).map_or(&[][..], Vec::as_slice);
        let numbers = tables.get(index).map(|table| &table.records.fingerprints);
        let rows = flags.iter().enumerate().filter(|(_, flag)| **flag).map(|(row, _)| row);
        rows.filter_map(move |row| Some((row, numbers?.get(row)?)))
    };
    // Of so many the first row is named in a sentence.
    let mut wanted: FxHashMap<u64, Option<(usize, usize)>> = FxHashMap::default();
    let mut own_numbers: FxHashSet<u64> = FxHashSet::default();
    for index in 0..tables.len() {
        let mut own = FxHashSet::default();
        for (row, number) in flagged(index) {
            if own.insert(key((index, row), number)) {
                own_numbers.insert(number);
            }
            if own.len() > SENTENCES {
                break;
            }
        }
        wanted.extend(own.into_iter().map(|key| (key, None)));
    }
    if !wanted.is_empty() {
        for (at, number) in numbers(tables, (0, 1)).filter(|(_, number)| own_numbers.contains(number)) {
            wanted.entry(key(at, number)).and_modify(|first| _ = first.get_or_insert(at));
        }
    }
    let mut findings = FindingList::default();
    for (index, table) in tables.iter().enumerate() {
        let place = FindingPlace::in_sheet(table.shown_file(), table.sheet);
        for (row, number) in flagged(index) {
            let sentence = || {
                let (of, first) =
                    wanted.get(&key((index, row), number)).copied().flatten().unwrap_or_default();
                let source = tables.get(of).unwrap_or(table);
                let line = source.records.rows.get(first).unwrap_or(0);
                if of == index {
                    say!("与第 {line} 行完全相同", line)
                } else {
                    say!("与 {} {} 第 {line} 行完全相同", source.shown_file(), source.sheet, line)
                }
            };
            let line = table.records.rows.get(row).unwrap_or(0);
            findings.add_row((Code::RowRepeated, ""), (&place, None), line, sentence);
        }
    }
    (flags, findings)
}
