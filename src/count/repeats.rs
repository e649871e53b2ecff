//! Rows that equal an earlier one.

use super::represent::body;
use super::sites::Site;
use super::source::SourceTable;
use crate::model::finding::{Code, Finding};
use crate::model::finding_list::FindingList;
use crate::model::kind::{Field, Kind};
use crate::text::say;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::hash::BuildHasher;

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

/// What is equal for equal rows: kind, fingerprint, what tells the table apart, and its village.
type RowKey = (Kind, u64, u64, Option<u32>);

/// As many rows are looked at together at most, so that their numbers take little memory.
const ROWS: usize = 1 << 18;

/// Returns the numbers of rows that come more than once, in tables of any kind.
fn repeated_numbers(tables: &[SourceTable<'_>]) -> FxHashSet<u64> {
    let mut again = FxHashSet::default();
    let rows: usize = tables.iter().map(|t| t.records.len()).sum();
    let parts = rows.div_ceil(ROWS).next_power_of_two();
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    seen.reserve(rows / parts);
    for part in 0..parts as u64 {
        seen.clear();
        let numbers = tables.iter().flat_map(|t| &t.records.fingerprints);
        // Their upper bits are as even as the lower ones.
        let own = numbers.filter(|number| (**number >> 40) & (parts as u64 - 1) == part);
        again.extend(own.filter(|number| !seen.insert(**number)));
    }
    again
}

/// Returns a flag for each row of each table, none for a table without any, whether an equal row came before, in this table or in one of the same kind,
/// and a finding for each row that one did. Tables of two villages have no row in common.
pub fn repeated_rows(tables: &[SourceTable<'_>], sites: &[Site]) -> (Vec<Vec<bool>>, FindingList) {
    // Hardly any row is repeated: only those whose number comes again are compared in all.
    let again = repeated_numbers(tables);
    let mut seen: FxHashMap<RowKey, (usize, usize)> = FxHashMap::default();
    let mut all = Vec::with_capacity(tables.len());
    let mut findings = FindingList::default();
    for (index, table) in tables.iter().enumerate() {
        let village = sites.get(index).and_then(|site| site.village);
        let mut flags = Vec::new();
        let numbered = table.records.fingerprints.iter().enumerate();
        for (row, fingerprint) in numbered.filter(|(_, number)| again.contains(number)) {
            let apart = told_by_table(table, row);
            let key = (table.records.kind, *fingerprint, apart, village);
            let first = *seen.entry(key).or_insert((index, row));
            if first == (index, row) {
                continue;
            }
            flags.resize(table.records.len(), false);
            if let Some(flag) = flags.get_mut(row) {
                *flag = true;
            }
            let Some(source) = tables.get(first.0) else { continue };
            let line = source.records.rows.get(first.1).copied().unwrap_or(0);
            let detail = if first.0 == index {
                say!("与第 {line} 行完全相同", line)
            } else {
                say!("与 {} {} 第 {line} 行完全相同", source.shown_file(), source.sheet, line)
            };
            let mut place = table.place(row, Field::Id);
            place.column = None;
            findings.push(Finding::new(Code::RowRepeated, place, "", &detail));
        }
        all.push(flags);
    }
    (all, findings)
}
