//! Rows that equal an earlier one.

use super::represent::body;
use super::sites::Site;
use super::source::SourceTable;
use crate::model::finding::{Code, Finding};
use crate::model::finding_list::FindingList;
use crate::model::kind::{Field, Kind};
use crate::text::say;
use rustc_hash::{FxBuildHasher, FxHashMap};
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

/// Returns a flag for each row of each table, whether an equal row came before, in this table or in one of the same kind,
/// and a finding for each row that one did. Tables of two villages have no row in common.
pub fn repeated_rows(tables: &[SourceTable<'_>], sites: &[Site]) -> (Vec<Vec<bool>>, FindingList) {
    let mut seen: FxHashMap<RowKey, (usize, usize)> = FxHashMap::default();
    let mut all = Vec::with_capacity(tables.len());
    let mut findings = FindingList::default();
    for (index, table) in tables.iter().enumerate() {
        let village = sites.get(index).and_then(|site| site.village);
        let mut flags = vec![false; table.records.len()];
        for (row, fingerprint) in table.records.fingerprints.iter().enumerate() {
            let apart = told_by_table(table, row);
            let key = (table.records.kind, *fingerprint, apart, village);
            let first = *seen.entry(key).or_insert((index, row));
            if first == (index, row) {
                continue;
            }
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
