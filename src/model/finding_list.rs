//! Findings as they are collected: those of one cause, place and value are one.

use super::finding::{Finding, FindingPlace};
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
