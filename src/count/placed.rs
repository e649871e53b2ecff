//! The rows of all tables with their places.

use super::namesakes::Namesakes;
use super::places::Places;
use super::source::SourceTable;
use super::visit_months::VisitMonths;
use crate::input::records::{Codes, Records, RowSteps, STEP, steps_of};
use crate::model::alias::NameMatch;
use crate::model::body::Body;
use crate::model::finding_list::FindingList;
use crate::model::kind::Kind;
use crate::model::period::{MonthEnd, Period};
use crate::model::site::TableSite;
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where a row is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowPlace {
    /// Nowhere: at a place that no list has.
    Nowhere,
    /// Nowhere: an earlier row says the same.
    Repeated,
    /// In the township, no village being named.
    Township,
    /// In a village, by index.
    Village(u32),
    /// In a grid, by index.
    Grid(u32),
}

impl RowPlace {
    /// Whether the row is counted.
    pub fn counts(self) -> bool {
        !matches!(self, Self::Nowhere | Self::Repeated)
    }
}

/// The place of each row of a table. There are few places, so that each is kept once.
#[derive(Clone, Debug, Default)]
pub struct RowPlaces {
    places: Vec<RowPlace>,
    codes: Codes,
}

impl RowPlaces {
    /// The place of a row; behind the last, nowhere.
    pub fn get(&self, row: usize) -> RowPlace {
        let place = self.codes.get(row).and_then(|code| self.places.get(code as usize));
        place.copied().unwrap_or(RowPlace::Nowhere)
    }

    /// Gives each row with its place and its codes in several columns to `each`; 0 in a column that is not there.
    pub fn across<const N: usize>(
        &self,
        columns: [Option<&Codes>; N],
        mut each: impl FnMut(usize, RowPlace, [u32; N]),
    ) {
        let (mut steps, mut places) = (RowSteps::new(columns), Vec::with_capacity(STEP));
        for rows in steps_of(0..self.len()) {
            let from = rows.start;
            places.clear();
            self.codes.each(rows.clone(), |code| places.push(self.of(code)));
            let at = |row: usize| places.get(row - from).copied().unwrap_or(RowPlace::Nowhere);
            steps.give(rows, &mut |row, codes| each(row, at(row), codes));
        }
    }

    fn of(&self, code: u32) -> RowPlace {
        self.places.get(code as usize).copied().unwrap_or(RowPlace::Nowhere)
    }

    /// The places of all rows.
    pub fn iter(&self) -> impl Iterator<Item = RowPlace> {
        self.codes.iter().map(|code| self.of(code))
    }

    /// The places, on the shelf of the rows.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn beside(mut self, records: &Records) -> Self {
        records.shelf().into_iter().for_each(|shelf| self.codes.put_away(shelf));
        self
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }
}

/// The places of the rows so far.
#[derive(Default)]
pub struct PlacesSoFar {
    so_far: RowPlaces,
    known: FxHashMap<RowPlace, u32>,
    last: Option<(RowPlace, u32)>,
}

impl PlacesSoFar {
    /// Adds that of a further row.
    pub fn add(&mut self, place: RowPlace) {
        let places = &mut self.so_far.places;
        let code = match self.last.filter(|(own, _)| *own == place) {
            Some((_, code)) => code,
            None => *self.known.entry(place).or_insert_with(|| {
                places.push(place);
                u32::try_from(places.len() - 1).unwrap_or(u32::MAX)
            }),
        };
        self.last = Some((place, code));
        self.so_far.codes.push(code);
    }

    /// The places of all rows.
    pub fn finish(mut self) -> RowPlaces {
        self.so_far.codes.finish();
        self.so_far
    }
}

/// The rows of one table with their places.
#[derive(Clone, Debug, Default)]
pub struct PlacedTable {
    /// Which of the tables it is.
    pub table: usize,
    /// A place a row.
    pub at: RowPlaces,
    /// For party groups: the grids that each row covers.
    pub covers: Vec<Vec<u32>>,
    /// For the duty log and the matters: the bodies that rows name, whatever their dates.
    pub bodies: Vec<Body>,
}

/// What was prepared for all tables.
#[derive(Debug, Default)]
pub struct PlacedTables {
    /// The villages and grids.
    pub places: Places,
    /// A table each, in the order given.
    pub tables: Vec<PlacedTable>,
    /// What was met.
    pub findings: FindingList,
    /// Rows of officers whose place is on no list: table and row.
    pub strays: Vec<(usize, usize)>,
    /// Names of villages that tables write otherwise than the lists.
    pub matches: Vec<NameMatch>,
    /// Where the rows of tables belong that name no village.
    pub sites: Vec<TableSite>,
    /// Number of rows that are counted nowhere because no list has their place.
    pub nowhere: u32,
    /// Representatives of one name in several villages.
    pub namesakes: Namesakes,
    /// The visits of all dates by place and month; `None` where the rows have to be looked at.
    pub visits: Option<VisitMonths>,
    /// The day on which months end.
    pub month_end: MonthEnd,
    pub(super) looked_at: AtomicU64,
}

impl PlacedTables {
    /// The village and the grid of a place; empty where it has none.
    pub fn keys(&self, at: RowPlace) -> (&str, &str) {
        let grid = match at {
            RowPlace::Grid(index) => self.places.grids.get(index as usize),
            _ => None,
        };
        let village = match at {
            RowPlace::Village(index) => Some(index),
            _ => grid.map(|grid| grid.village),
        };
        let village = village.and_then(|index| self.places.villages.get(index as usize));
        (village.map_or("", |v| v.key.as_str()), grid.map_or("", |g| g.key.grid.as_str()))
    }

    /// Notes that counting looked at so many rows.
    pub(super) fn look(&self, rows: u64) {
        self.looked_at.fetch_add(rows, Ordering::Relaxed);
    }

    /// How many rows counting has looked at, each as often as it did.
    pub fn looked_at(&self) -> u64 {
        self.looked_at.load(Ordering::Relaxed)
    }

    /// The visits of a period by place and month.
    pub(super) fn visits_in(
        &self,
        tables: &[SourceTable<'_>],
        period: Option<Period>,
    ) -> Option<VisitMonths> {
        let visits = tables.iter().map(|t| t.records).filter(|r| r.kind == Kind::Visits);
        let rows: usize = visits.map(Records::len).sum();
        self.look(rows as u64);
        VisitMonths::of(tables, &self.tables, &self.places, (period, self.month_end))
    }
}
