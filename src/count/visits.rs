//! Visits: by far the most rows, so they are summed by index before they reach the tally's maps.

use super::placed::RowPlace;
use super::places::Places;
use super::posts::Marks;
use super::rows::{Emit, Rows, Scope, bounded, grid_tally, village_tally};
use super::{Counts, Distinct, Merge, Tally};
use crate::catalogue::Counter;
use crate::catalogue::canonical::{Column, Table};
use crate::input::records::{CodedValues, Codes, Dictionary, RecordColumn, Records};
use crate::input::value::Quantity;
use crate::model::cell::Day;
use crate::model::kind::Field;
use rustc_hash::{FxHashMap, FxHashSet};

/// The columns of a table by which visits are counted.
#[derive(Clone, Copy)]
pub(super) struct VisitColumns<'a> {
    pub days: &'a CodedValues<Day>,
    pub minutes: Option<&'a CodedValues<Quantity>>,
    /// The names of the households, and a code a row.
    pub households: Option<(&'a Dictionary, &'a Codes)>,
}

impl<'a> VisitColumns<'a> {
    /// Those of a table; `None` without dates, by which every visit counts.
    pub fn of(records: &'a Records) -> Option<Self> {
        let Some(RecordColumn::Days(days)) = records.column(Field::Date) else { return None };
        let minutes = match records.column(Field::Minutes) {
            Some(RecordColumn::Amounts(minutes)) => Some(minutes),
            _ => None,
        };
        let households = match records.column(Field::Household) {
            // Numbers of households name none, and rounded numbers many at once.
            _ if records.misfits.iter().any(|(field, _)| *field == Field::Household) => None,
            Some(RecordColumn::Text { dictionary, codes }) => Some((dictionary, codes)),
            _ => None,
        };
        Some(Self { days, minutes, households })
    }

    /// The minutes of each code; 0 where a row states none.
    pub fn minutes_of(&self) -> Vec<i64> {
        let minutes = self.minutes.map_or(&[][..], |m| &m.values);
        std::iter::once(0).chain(minutes.iter().map(|q| bounded(*q))).collect()
    }
}

/// What visits add up to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct VisitSum {
    pub visits: i64,
    pub minutes: i64,
    /// Visits that state their minutes.
    pub timed: i64,
}

impl VisitSum {
    pub fn add(&mut self, more: Self) {
        self.visits += more.visits;
        self.minutes = self.minutes.saturating_add(more.minutes);
        self.timed += more.timed;
    }
}

#[derive(Default)]
struct PlaceSum {
    sum: VisitSum,
    visits_all: i64,
    /// Dictionary codes of the households, this table's own.
    households: FxHashSet<usize>,
}

/// The canonical row of a visit. Counting goes another way, for speed, and to the same end (a property test holds them
/// beside each other).
pub(super) fn visit(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let households = VisitColumns::of(rows.records).and_then(|columns| columns.households);
    let name = households.and_then(|(names, codes)| names.get(codes.at(row).wrapping_sub(1)));
    let minutes = rows.number(Field::Minutes, row).unwrap_or(0);
    let one = rows.dated(rows.row(Table::Visits, row), Field::Date, row).with(Column::Minutes, minutes);
    emit(&one.with_member(name.unwrap_or_default(), Marks::NONE));
}

/// Counts some visit rows into the tally.
pub(super) fn count_visits(
    tally: &mut Tally,
    rows: &Rows<'_>,
    wanted: impl Iterator<Item = usize>,
    scope: Scope,
) {
    let Some(columns) = VisitColumns::of(rows.records) else { return };
    let mut sums: FxHashMap<RowPlace, PlaceSum> = FxHashMap::default();
    let mut months: FxHashMap<i32, i64> = FxHashMap::default();
    for row in wanted {
        let at = rows.at(row);
        let Some(day) = columns.days.get(row).filter(|_| at.counts()) else { continue };
        let own = sums.entry(at).or_default();
        own.visits_all += 1;
        if scope.counted(Some(day)).is_none() {
            continue;
        }
        let minutes = rows.number(Field::Minutes, row).unwrap_or(0);
        own.sum.add(VisitSum { visits: 1, minutes, timed: i64::from(minutes > 0) });
        let household = columns.households.map_or(0, |(_, codes)| codes.at(row));
        if household != 0 {
            own.households.insert(household);
        }
        *months.entry(rows.preparation.month_end.month(day)).or_default() += 1;
    }
    for (at, own) in sums {
        let mut visited = Distinct::default();
        for code in &own.households {
            if let Some(name) = columns.households.and_then(|(names, _)| names.get(code - 1)) {
                visited.add(name, Marks::NONE);
            }
        }
        add_visits(tally, &rows.preparation.places, at, own.sum, own.visits_all, visited);
    }
    for (month, visits) in months {
        tally.months.entry(month).or_default().add(Counter::Visits, visits);
    }
}

/// Adds the visits of a place to the tally, and the households that were visited there.
pub(super) fn add_visits(
    tally: &mut Tally,
    places: &Places,
    at: RowPlace,
    sum: VisitSum,
    visits_all: i64,
    visited: Distinct,
) {
    let mut counts = Counts::default().with(Counter::Visits, sum.visits).with(Counter::Minutes, sum.minutes);
    counts.put_set(Counter::Visited, visited);
    if let RowPlace::Grid(index) = at
        && let Some(grid) = grid_tally(places, tally, index)
    {
        grid.counts.merge(counts.clone());
        if sum.visits > 0 {
            grid.counts.add(Counter::Timed, sum.timed);
        }
        counts.clear(Counter::Visited);
    }
    if let Some(village) = village_tally(places, tally, at) {
        counts.add(Counter::VisitsAll, visits_all);
        village.counts.merge(counts);
    }
}
