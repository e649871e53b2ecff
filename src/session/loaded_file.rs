//! The files of a session, and what they tell together.

use super::FileId;
use crate::catalogue::kinds::counted_date;
use crate::count::{Scope, SourceTable, renamed};
use crate::input::file::{FileReading, FileReport};
use crate::input::records::{RecordColumn, Records};
use crate::model::alias::Aliases;
use crate::model::cell::Day;
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::period::Period;
use crate::text::say;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A file as sessions hold it; the towns of a county share its records.
#[derive(Clone, Debug)]
pub(super) struct LoadedFile {
    /// What was read of it.
    pub report: Arc<FileReport>,
    /// The records, each with the index of its table in the report.
    pub records: Vec<(u32, Arc<Records>)>,
}

impl LoadedFile {
    /// The file with the persons renamed by a person's answers; `rows` takes the number of rows of each name.
    pub fn answered(&self, aliases: &Aliases, rows: &mut BTreeMap<String, u32>) -> Self {
        let mut file = self.clone();
        for (_, records) in file.records.iter_mut().filter(|_| !aliases.persons.is_empty()) {
            if let Some(other) = renamed(records, &aliases.persons, rows) {
                *records = Arc::new(other);
            }
        }
        file
    }
}

impl From<FileReading> for LoadedFile {
    fn from(FileReading { report, records }: FileReading) -> Self {
        let records = records.into_iter().map(|(table, records)| (table, Arc::new(records))).collect();
        Self { report: Arc::new(report), records }
    }
}

/// The township that most titles and names tell; of equals the first.
pub(super) fn township(files: &BTreeMap<FileId, LoadedFile>) -> Option<String> {
    let mut votes: Vec<(&str, usize)> = Vec::new();
    for name in files.values().flat_map(|f| &f.report.townships) {
        match votes.iter_mut().find(|(known, _)| known == name) {
            Some((_, n)) => *n += 1,
            None => votes.push((name, 1)),
        }
    }
    votes.into_iter().rev().max_by_key(|(_, n)| *n).map(|(name, _)| name.to_owned())
}

/// Returns a finding for each file that holds what an earlier one holds.
pub(super) fn repeated_files(files: &BTreeMap<FileId, LoadedFile>) -> Vec<Finding> {
    let mut seen: HashMap<(u64, u64), &str> = HashMap::new();
    let mut findings = Vec::new();
    for file in files.values().map(|f| &f.report).filter(|r| r.format.is_some()) {
        match seen.get(&(file.fingerprint, file.size)) {
            Some(first) => {
                let place = FindingPlace::in_file(file.name.as_str());
                let detail = say!("与“{first}”内容完全相同", first);
                findings.push(Finding::new(Code::FileRepeated, place, "", &detail));
            }
            None => {
                seen.insert((file.fingerprint, file.size), &file.name);
            }
        }
    }
    findings
}

/// What is counted for a period, of data of these days.
pub(super) fn scope(period: Option<Period>, span: Option<Period>, today: Day) -> Scope {
    let end = period.or(span).map(|days| days.to);
    Scope { period, as_of: end.map(|day| day.min(today)) }
}

/// First and last date by which rows are counted.
#[inline(never)]
pub(super) fn span(sources: &[SourceTable<'_>]) -> Option<Period> {
    let days = sources.iter().filter_map(|s| match s.records.column(counted_date(s.records.kind)?) {
        Some(RecordColumn::Days(days)) => Some(days.values.iter().copied()),
        _ => None,
    });
    days.flatten().fold(None, |span: Option<Period>, day| {
        Some(
            span.map_or(Period { from: day, to: day }, |s| Period {
                from: s.from.min(day),
                to: s.to.max(day),
            }),
        )
    })
}
