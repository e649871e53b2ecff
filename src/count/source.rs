//! A table with its names, as counting takes it.

use crate::input::records::Records;
use crate::model::finding::FindingPlace;
use crate::model::kind::Field;
use crate::model::site::table_mark;

/// A table with its name, for findings.
#[derive(Clone, Copy, Debug)]
pub struct SourceTable<'a> {
    /// The numbers of the dropped file and of the table in its report.
    pub id: (u32, u32),
    /// The dropped file's name.
    pub file: &'a str,
    /// The file inside a zip, empty where the dropped file itself holds the sheet.
    pub inner_file: &'a str,
    /// The sheet.
    pub sheet: &'a str,
    /// The words above the header.
    pub words: TableWords<'a>,
    /// The records.
    pub records: &'a Records,
}

/// What stands above a table's header.
#[derive(Clone, Copy, Debug, Default)]
pub struct TableWords<'a> {
    /// The title.
    pub title: &'a str,
    /// Who reports (填报单位：栗坪村).
    pub unit: &'a str,
    /// The row of the header, from 1.
    pub header_row: u32,
}

impl SourceTable<'_> {
    /// The file as findings name it.
    pub fn shown_file(&self) -> String {
        if self.inner_file.is_empty() {
            self.file.to_owned()
        } else {
            format!("{}/{}", self.file, self.inner_file)
        }
    }

    /// By what a person's answer about the table is kept.
    pub fn mark(&self) -> String {
        let TableWords { title, header_row, .. } = self.words;
        table_mark(&[self.file, self.inner_file, self.sheet, title], header_row)
    }

    /// The place of a record's cell, by the heading as it stands in the file.
    pub fn place(&self, row: usize, field: Field) -> FindingPlace {
        FindingPlace {
            file: self.shown_file(),
            sheet: self.sheet.to_owned(),
            row: self.records.rows.get(row),
            column: self.records.heading(field).map(str::to_owned),
        }
    }
}
