//! The tables and rows that checks look at.

use crate::count::{PlacedTables, RowPlace, RowPlaces, SourceTable};
use crate::input::records::{CodedValues, Codes, Dictionary, RecordColumn, Records};
use crate::input::value::{Exactness, Quantity};
use crate::model::cell::Day;
use crate::model::finding::FindingPlace;
use crate::model::kind::{Field, Kind};
use rustc_hash::FxHashMap;

/// All tables, the places of their rows, and today.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    pub sources: &'a [SourceTable<'a>],
    pub preparation: &'a PlacedTables,
    pub today: Day,
}

/// One table.
#[derive(Clone, Copy)]
pub struct CheckedTable<'a> {
    /// Its index among the sources.
    pub index: usize,
    pub source: &'a SourceTable<'a>,
    /// Where each row is counted.
    pub at: &'a RowPlaces,
}

/// One row that is counted somewhere.
#[derive(Clone, Copy)]
pub struct CheckedRow<'a> {
    pub table: CheckedTable<'a>,
    pub index: usize,
    pub at: RowPlace,
}

impl<'a> Tables<'a> {
    /// The tables of a kind.
    pub fn of(self, kind: Kind) -> impl Iterator<Item = CheckedTable<'a>> {
        let all = self.sources.iter().zip(&self.preparation.tables).enumerate();
        all.filter(move |(_, (source, _))| source.records.kind == kind)
            .map(|(index, (source, prepared))| CheckedTable { index, source, at: &prepared.at })
    }

    /// The rows of all tables of a kind; those that are counted nowhere have findings of their own. Not for visits, of
    /// which there may be a million.
    pub fn rows(self, kind: Kind) -> impl Iterator<Item = CheckedRow<'a>> {
        self.of(kind).flat_map(CheckedTable::rows)
    }

    /// Returns the index of the village in which a row is counted.
    pub fn village(self, at: RowPlace) -> Option<u32> {
        match at {
            RowPlace::Village(index) => Some(index),
            RowPlace::Grid(index) => self.preparation.places.grids.get(index as usize).map(|g| g.village),
            RowPlace::Nowhere | RowPlace::Repeated | RowPlace::Township => None,
        }
    }

    /// The name of a village.
    pub fn village_name(self, index: u32) -> &'a str {
        self.preparation.places.villages.get(index as usize).map_or("", |v| v.key.as_str())
    }

    /// The name of a grid with its village before it.
    pub fn grid_name(self, index: u32) -> String {
        let Some(grid) = self.preparation.places.grids.get(index as usize) else { return String::new() };
        let village = self.village_name(grid.village);
        let own = &grid.listing.name;
        if own.starts_with(village) { own.clone() } else { format!("{village}{own}") }
    }
}

impl<'a> CheckedTable<'a> {
    pub fn records(self) -> &'a Records {
        self.source.records
    }

    /// Its rows that are counted somewhere.
    pub fn rows(self) -> impl Iterator<Item = CheckedRow<'a>> {
        (0..self.at.len()).map(move |index| self.row(index)).filter(|row| row.at.counts())
    }

    /// A row, wherever it is counted.
    pub fn row(self, index: usize) -> CheckedRow<'a> {
        CheckedRow { table: self, index, at: self.at.get(index) }
    }

    /// Whether both are read from one sheet, which may feed several kinds.
    pub fn same_sheet(self, other: CheckedTable<'_>) -> bool {
        let (a, b) = (self.source, other.source);
        (a.file, a.inner_file, a.sheet) == (b.file, b.inner_file, b.sheet)
    }

    /// The place of a whole column.
    pub fn column(self, field: Field) -> FindingPlace {
        self.source.place(0, field).at_row(None)
    }

    /// The dictionary and the codes of a column of texts; code 0 is none.
    pub fn texts(self, field: Field) -> Option<(&'a Dictionary, &'a Codes)> {
        match self.records().column(field) {
            Some(RecordColumn::Text { dictionary, codes }) => Some((dictionary, codes)),
            _ => None,
        }
    }

    /// A column of numbers.
    pub fn amounts(self, field: Field) -> Option<&'a CodedValues<Quantity>> {
        match self.records().column(field) {
            Some(RecordColumn::Amounts(amounts)) => Some(amounts),
            _ => None,
        }
    }

    /// A column of days.
    pub fn days(self, field: Field) -> Option<&'a CodedValues<Day>> {
        match self.records().column(field) {
            Some(RecordColumn::Days(days)) => Some(days),
            _ => None,
        }
    }
}

impl<'a> CheckedRow<'a> {
    pub fn text(self, field: Field) -> &'a str {
        self.table.records().text(field, self.index)
    }

    pub fn day(self, field: Field) -> Option<Day> {
        self.table.records().day(field, self.index)
    }

    /// Returns an exact number; `None` for 约100户, which contradicts nothing.
    pub fn exact(self, field: Field) -> Option<i64> {
        let amount = self.table.records().amount(field, self.index)?;
        (amount.exactness == Exactness::Exact).then_some(amount.value)
    }

    /// The row's number in the spreadsheet program.
    pub fn line(self) -> u32 {
        self.table.records().rows.get(self.index).unwrap_or(0)
    }

    pub fn place(self, field: Field) -> FindingPlace {
        self.table.source.place(self.index, field)
    }
}

/// Rows grouped by a text, in the order of the first row of each group.
#[derive(Default)]
pub struct GroupedRows<'a> {
    index: FxHashMap<String, u32>,
    pub groups: Vec<(String, Vec<CheckedRow<'a>>)>,
}

impl<'a> GroupedRows<'a> {
    #[inline(never)]
    pub fn add(&mut self, key: &str, row: CheckedRow<'a>) {
        let at = match self.index.get(key) {
            Some(at) => *at as usize,
            None => {
                let at = self.groups.len();
                self.index.insert(key.to_owned(), u32::try_from(at).unwrap_or(u32::MAX));
                self.groups.push((key.to_owned(), Vec::new()));
                at
            }
        };
        if let Some((_, rows)) = self.groups.get_mut(at) {
            rows.push(row);
        }
    }

    /// Returns the rows of a text; empty if there are none.
    pub fn get(&self, key: &str) -> &[CheckedRow<'a>] {
        let found = self.index.get(key).and_then(|at| self.groups.get(*at as usize));
        found.map_or(&[], |(_, rows)| rows.as_slice())
    }
}
