//! Visits: by far the most rows, so they are summed by index before they reach the tally's maps.

use super::posts::Marks;
use super::prepare::RowPlace;
use super::{Counts, Distinct, Merge, Tally};
use crate::catalogue::Counter;
use crate::count::rows::{Rows, month};
use crate::input::records::RecordColumn;
use crate::model::kind::Field;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::ops::Range;

#[derive(Default)]
struct Sum {
    visits: i64,
    visits_all: i64,
    minutes: i64,
    timed: i64,
    /// Dictionary codes of the households, this table's own.
    households: FxHashSet<u32>,
}

/// Counts visit rows into the tally.
pub(super) fn count_visits(tally: &mut Tally, rows: &Rows<'_>, range: Range<usize>) {
    let mut sums: FxHashMap<(bool, u32), Sum> = FxHashMap::default();
    let mut months: BTreeMap<i32, i64> = BTreeMap::new();
    let households = match rows.records.column(Field::Household) {
        // Numbers of households name none, and rounded numbers many at once.
        _ if rows.records.misfits.iter().any(|(field, _)| *field == Field::Household) => None,
        Some(RecordColumn::Text { dictionary, codes }) => Some((dictionary, codes)),
        _ => None,
    };
    for row in range {
        let slot = match rows.at(row) {
            RowPlace::Nowhere => continue,
            RowPlace::Township => (false, u32::MAX),
            RowPlace::Village(index) => (false, index),
            RowPlace::Grid(index) => (true, index),
        };
        let Some(day) = rows.records.day(Field::Date, row) else { continue };
        let sum = sums.entry(slot).or_default();
        sum.visits_all += 1;
        if rows.scope.counted(Some(day)).is_none() {
            continue;
        }
        sum.visits += 1;
        let minutes = rows.number(Field::Minutes, row).unwrap_or(0);
        sum.minutes += minutes;
        sum.timed += i64::from(minutes > 0);
        let code = households.and_then(|(_, codes)| codes.get(row)).unwrap_or(0);
        if code != 0 {
            sum.households.insert(code);
        }
        *months.entry(month(day)).or_default() += 1;
    }
    for ((in_grid, index), sum) in sums {
        let mut visited = Distinct::default();
        for code in &sum.households {
            if let Some(name) = households.and_then(|(names, _)| names.get(*code as usize - 1)) {
                visited.add(name, Marks::NONE);
            }
        }
        let at = if in_grid {
            RowPlace::Grid(index)
        } else if index == u32::MAX {
            RowPlace::Township
        } else {
            RowPlace::Village(index)
        };
        let mut counts =
            Counts::default().with(Counter::Visits, sum.visits).with(Counter::Minutes, sum.minutes);
        counts.put_set(Counter::Visited, visited);
        if in_grid && let Some(grid) = rows.grid(tally, index) {
            grid.counts.merge(counts.clone());
            if sum.visits > 0 {
                grid.counts.add(Counter::Timed, sum.timed);
            }
            counts.clear(Counter::Visited);
        }
        if let Some(village) = rows.village(tally, at) {
            counts.add(Counter::VisitsAll, sum.visits_all);
            village.counts.merge(counts);
        }
    }
    for (month, visits) in months {
        tally.months.entry(month).or_default().add(Counter::Visits, visits);
    }
}
