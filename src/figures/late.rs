//! Which open cases are overdue the longest.

use super::label;
use crate::catalogue::Counter;
use crate::count::{Counts, PlacedTables, RowPlace, Scope, SourceTable, count};
use crate::model::cell::Day;
use crate::model::kind::{Field, Kind};
use crate::model::place::{GridKey, VillageKey};
use crate::order::Sort as _;
use serde::{Deserialize, Serialize};

/// A case that is open though its deadline has passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// Its village; empty where it is the township's.
    pub village: VillageKey,
    /// Its grid, where it is known.
    pub grid: Option<GridKey>,
    /// The place as a person reads it.
    pub place: String,
    /// When it should have been closed.
    pub deadline: Day,
    /// By how many days that has passed, on the day of the figures.
    pub days: i64,
}

fn is_late(counts: &Counts) -> bool {
    counts.get(Counter::CasesOverdue) > 0 && counts.get(Counter::CasesClosed) == 0
}

/// The open cases whose deadline has passed, the longest overdue first: `most` of them.
pub fn late(sources: &[SourceTable<'_>], preparation: &PlacedTables, scope: Scope, most: usize) -> Vec<Late> {
    let Some(as_of) = scope.as_of else { return Vec::new() };
    let mut found = Vec::new();
    for (source, prepared) in sources.iter().zip(&preparation.tables) {
        if source.records.kind != Kind::Cases {
            continue;
        }
        for row in 0..source.records.len() {
            let Some(deadline) = source.records.day(Field::Deadline, row).filter(|d| *d < as_of) else {
                continue;
            };
            // The very counting that makes the figure says whether the row is in it.
            let tally = count(source, prepared, preparation, row..row + 1, scope);
            if tally.villages.values().any(|v| is_late(&v.counts)) {
                let at = prepared.at.get(row).copied().unwrap_or(RowPlace::Nowhere);
                found.push((deadline, at));
            }
        }
    }
    // Equal ones stay in the order of their tables.
    found.order_by_key(|(deadline, _)| *deadline);
    found.truncate(most);
    let places = &preparation.places;
    let name = |(deadline, at): (Day, RowPlace)| {
        let grid = match at {
            RowPlace::Grid(index) => places.grids.get(index as usize),
            _ => None,
        };
        let village = match at {
            RowPlace::Village(index) => places.villages.get(index as usize),
            RowPlace::Grid(_) => grid.and_then(|g| places.villages.get(g.village as usize)),
            _ => None,
        };
        let village = village.map(|v| v.key.clone()).unwrap_or_default();
        let grid = grid.map(|g| g.key.clone());
        let place = grid.as_ref().map_or_else(|| village.clone(), |g| label(&village, &g.grid));
        Late { village, grid, place, deadline, days: i64::from(as_of.0) - i64::from(deadline.0) }
    };
    found.into_iter().map(name).collect()
}
