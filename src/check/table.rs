//! The tables as checks walk them.

use crate::cell::Day;
use crate::finding::Place;
use crate::recognise::schema::{Field, Kind};
use crate::records::{Column, Records};
use crate::tally::{At, Preparation, Source};
use crate::value::{Exactness, Quantity};

/// All tables, where their rows belong, and today.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    pub sources: &'a [Source<'a>],
    pub preparation: &'a Preparation,
    pub today: Day,
}

/// One table.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// Which of the sources it is.
    pub index: usize,
    pub source: &'a Source<'a>,
    /// Where each row is counted.
    pub at: &'a [At],
}

/// One row that is counted somewhere.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub table: Table<'a>,
    pub index: usize,
    pub at: At,
}

impl<'a> Tables<'a> {
    /// The tables of a kind.
    pub fn of(self, kind: Kind) -> impl Iterator<Item = Table<'a>> {
        let all = self.sources.iter().zip(&self.preparation.tables).enumerate();
        all.filter(move |(_, (source, _))| source.records.kind == kind)
            .map(|(index, (source, prepared))| Table { index, source, at: &prepared.at })
    }

    /// The rows of all tables of a kind; those that are counted nowhere have findings of their own.
    pub fn rows(self, kind: Kind) -> impl Iterator<Item = Row<'a>> {
        self.of(kind).flat_map(Table::rows)
    }

    /// The village in which a row is counted, an index.
    pub fn village(self, at: At) -> Option<u32> {
        match at {
            At::Village(index) => Some(index),
            At::Grid(index) => self.preparation.places.grids.get(index as usize).map(|g| g.village),
            At::Nowhere | At::Township => None,
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

impl<'a> Table<'a> {
    pub fn records(self) -> &'a Records {
        self.source.records
    }

    pub fn rows(self) -> impl Iterator<Item = Row<'a>> {
        let at = self.at.iter().enumerate();
        at.filter(|(_, at)| **at != At::Nowhere).map(move |(index, at)| Row { table: self, index, at: *at })
    }

    /// Whether both stand in one sheet, which may feed several kinds.
    pub fn same_sheet(self, other: Table<'_>) -> bool {
        let (a, b) = (self.source, other.source);
        (a.file, a.inner_file, a.sheet) == (b.file, b.inner_file, b.sheet)
    }

    /// The place of a whole column.
    pub fn column(self, field: Field) -> Place {
        Place { row: None, ..self.source.place(0, field) }
    }

    /// The dictionary and the codes of a column of texts; code 0 is none.
    pub fn texts(self, field: Field) -> Option<(&'a [String], &'a [u32])> {
        match self.records().column(field) {
            Some(Column::Text { dictionary, codes }) => Some((dictionary, codes)),
            _ => None,
        }
    }

    /// A column of numbers.
    pub fn amounts(self, field: Field) -> Option<&'a [Option<Quantity>]> {
        match self.records().column(field) {
            Some(Column::Amounts(amounts)) => Some(amounts),
            _ => None,
        }
    }

    /// A column of days.
    pub fn days(self, field: Field) -> Option<&'a [Option<Day>]> {
        match self.records().column(field) {
            Some(Column::Days(days)) => Some(days),
            _ => None,
        }
    }
}

impl<'a> Row<'a> {
    pub fn text(self, field: Field) -> &'a str {
        self.table.records().text(field, self.index)
    }

    pub fn day(self, field: Field) -> Option<Day> {
        self.table.records().day(field, self.index)
    }

    /// An exact number; 约100户 contradicts nothing.
    pub fn exact(self, field: Field) -> Option<i64> {
        let amount = self.table.records().amount(field, self.index)?;
        (amount.exactness == Exactness::Exact).then_some(amount.value)
    }

    /// The row as in the spreadsheet program.
    pub fn line(self) -> u32 {
        self.table.records().rows.get(self.index).copied().unwrap_or(0)
    }

    pub fn place(self, field: Field) -> Place {
        self.table.source.place(self.index, field)
    }
}
