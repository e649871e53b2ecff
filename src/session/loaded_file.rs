//! A file as sessions hold it.

use crate::count::renamed;
use crate::input::file::{FileReading, FileReport};
use crate::input::records::Records;
use crate::model::alias::Aliases;
use std::collections::BTreeMap;
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
