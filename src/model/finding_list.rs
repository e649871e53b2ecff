//! Findings as they are collected: those of one cause, place and value are one.

use super::finding::{Code, Finding, FindingPlace, SENTENCES};
use crate::text::t;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// The most values of one cause that are told apart in a column of a sheet.
const VALUES: u32 = 100;

/// Takes findings one after another. However many there are, it holds few: of each code in each column of each sheet a
/// hundred values, and of each value the number, the rows as runs, and a hundred sentences.
#[derive(Clone, Debug, Default)]
pub struct FindingList {
    findings: Vec<Finding>,
    /// Where a finding of a code, place and value is, by their hash.
    known: FxHashMap<u64, usize>,
    /// How many values there are of a code and place, by their hash.
    values: FxHashMap<u64, u32>,
}

impl FindingList {
    /// Adds a finding to those of its code, place and value.
    pub fn push(&mut self, mut finding: Finding) {
        let FindingPlace { file, sheet, column, .. } = &finding.place;
        let cause = FxBuildHasher.hash_one((finding.code, file, sheet, column));
        if let Some(same) = self.same(cause, &finding) {
            same.take(finding);
            return;
        }
        let values = self.values.entry(cause).or_insert(0);
        if *values < VALUES {
            *values += 1;
        } else {
            let place = finding.place.clone();
            let rest = Finding::new(finding.code, place, "", t("还有更多不同的写法"));
            finding = Finding { count: finding.count, rows: finding.rows, ..rest };
            if let Some(same) = self.same(cause, &finding) {
                same.take(finding);
                return;
            }
        }
        self.known.insert(FxBuildHasher.hash_one((cause, &finding.value)), self.findings.len());
        self.findings.push(finding);
    }

    /// Adds a row to what is found of a code and value in a column of a sheet, whatever row `sheet` has. `say` gives the
    /// sentence about it, where one is needed.
    pub fn add_row(
        &mut self,
        (code, value): (Code, &str),
        (sheet, column): (&FindingPlace, Option<&str>),
        row: u32,
        say: impl FnOnce() -> String,
    ) {
        let cause = FxBuildHasher.hash_one((code, &sheet.file, &sheet.sheet, column));
        let hash = |value: &str| FxBuildHasher.hash_one((cause, value));
        let is_full = self.values.get(&cause).is_some_and(|values| *values >= VALUES);
        let own = self.known.get(&hash(value)).or_else(|| self.known.get(&hash("")).filter(|_| is_full));
        let is_same = |known: &&mut Finding| {
            let is_rest = is_full && known.value.is_empty();
            let (place, column) = (&known.place, column.map(str::to_owned));
            known.code == code
                && (known.value == value || is_rest)
                && (&place.file, &place.sheet, &place.column) == (&sheet.file, &sheet.sheet, &column)
        };
        let known = own.and_then(|at| self.findings.get_mut(*at)).filter(is_same);
        if let Some(known) = known {
            known.count = known.count.saturating_add(1);
            known.rows.add(row);
            if known.value == value && known.others.len() < SENTENCES {
                let message = code.sentence(&say());
                if known.message != message {
                    known.others.push((row, message));
                }
            }
            return;
        }
        let place = FindingPlace { column: column.map(str::to_owned), ..sheet.at_row(row) };
        self.push(Finding::new(code, place, value, &say()));
    }

    fn same(&mut self, cause: u64, finding: &Finding) -> Option<&mut Finding> {
        let at = self.known.get(&FxBuildHasher.hash_one((cause, &finding.value)))?;
        self.findings.get_mut(*at).filter(|known| known.is_same(finding))
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// The findings, in the order in which each was first met.
    pub fn into_vec(self) -> Vec<Finding> {
        self.findings
    }
}

impl Extend<Finding> for FindingList {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}

impl FromIterator<Finding> for FindingList {
    fn from_iter<T: IntoIterator<Item = Finding>>(findings: T) -> Self {
        let mut list = Self::default();
        list.extend(findings);
        list
    }
}

impl IntoIterator for FindingList {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.findings.into_iter()
    }
}
