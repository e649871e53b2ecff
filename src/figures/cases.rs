//! Cases one by one: how each stands on the day of the figures, and which open ones are overdue the longest.

use crate::count::{PlacedTables, RowPlace, Scope, SourceTable, outcome};
use crate::input::records::Records;
use crate::model::cell::Day;
use crate::model::kind::{Field, Kind};
use crate::model::place::{GridKey, VillageKey};
use crate::order::Sort as _;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CaseStanding {
    /// Open, and so many days beyond its deadline.
    Overdue(i64),
    /// Open, with so many days left.
    Due(i64),
    /// Open, without a deadline.
    Open,
    /// Closed so many days late.
    Late(i64),
    /// Closed in time.
    OnTime,
    /// Closed; whether in time is not known.
    Closed,
}

/// A case of a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CaseLine {
    /// Its number in the ledger; empty where there is none.
    pub number: String,
    /// What kind of case it is, as the ledger says.
    pub what: String,
    /// Its village; empty where it is the township's.
    pub village: VillageKey,
    /// Its grid, where it is known.
    pub grid: Option<GridKey>,
    /// When it was received.
    pub received: Option<Day>,
    /// By when it has to be closed.
    pub deadline: Option<Day>,
    /// When it was closed.
    pub closed: Option<Day>,
    /// What the ledger says of its state.
    pub status: String,
    /// How it stands.
    pub standing: CaseStanding,
    /// The file, the table and the row that it stands in.
    pub row: (u32, u32, u32),
}

impl CaseStanding {
    /// Whether it is open and its deadline has passed.
    pub fn is_overdue(self) -> bool {
        matches!(self, Self::Overdue(_))
    }

    /// Whether it is open.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Overdue(_) | Self::Due(_) | Self::Open)
    }
}

fn standing(records: &Records, row: usize, as_of: Option<Day>) -> CaseStanding {
    let (deadline, end) = (records.day(Field::Deadline, row), records.day(Field::Closed, row));
    let days = |from: Day, to: Day| i64::from(to.0) - i64::from(from.0);
    match (outcome(records, row).0, deadline, end, as_of) {
        (true, Some(deadline), Some(end), _) if end > deadline => CaseStanding::Late(days(deadline, end)),
        (true, Some(_), Some(_), _) => CaseStanding::OnTime,
        (true, ..) => CaseStanding::Closed,
        (false, Some(deadline), _, Some(as_of)) if deadline < as_of => {
            CaseStanding::Overdue(days(deadline, as_of))
        }
        (false, Some(deadline), _, Some(as_of)) => CaseStanding::Due(days(as_of, deadline)),
        (false, ..) => CaseStanding::Open,
    }
}

/// Village and grid of a row's place; `None` where it is counted nowhere.
pub(super) fn place_of(placed: &PlacedTables, at: RowPlace) -> Option<(VillageKey, Option<GridKey>)> {
    let key = |index: u32| placed.places.villages.get(index as usize).map(|v| v.key.clone());
    match at {
        RowPlace::Nowhere | RowPlace::Repeated => None,
        RowPlace::Township => Some((String::new(), None)),
        RowPlace::Village(index) => Some((key(index)?, None)),
        RowPlace::Grid(index) => {
            let grid = placed.places.grids.get(index as usize)?;
            Some((key(grid.village)?, Some(grid.key.clone())))
        }
    }
}

/// How the case in a row stands; `None` where it counts for nothing.
pub(super) fn counted_standing(
    records: &Records,
    row: usize,
    at: RowPlace,
    scope: Scope,
) -> Option<CaseStanding> {
    let counts = records.kind == Kind::Cases
        && at.counts()
        && scope.counted(records.day(Field::Received, row)).is_some();
    counts.then(|| standing(records, row, scope.as_of))
}

/// The cases that count and stand so, each by its table and row, in the order of their tables.
fn found(
    sources: &[SourceTable<'_>],
    placed: &PlacedTables,
    scope: Scope,
    mut stands: impl FnMut(CaseStanding) -> bool,
) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (table, (source, prepared)) in sources.iter().zip(&placed.tables).enumerate() {
        let records = source.records;
        if records.kind != Kind::Cases {
            continue;
        }
        for (row, at) in prepared.at.iter().enumerate() {
            if counted_standing(records, row, at, scope).is_some_and(&mut stands) {
                out.push((table, row));
            }
        }
    }
    out
}

/// A case by its table and row.
fn line(
    (sources, placed, scope): (&[SourceTable<'_>], &PlacedTables, Scope),
    (table, row): (usize, usize),
) -> Option<CaseLine> {
    let source = sources.get(table)?;
    let records = source.records;
    let (village, grid) = place_of(placed, placed.tables.get(table)?.at.get(row))?;
    let text = |field| records.text(field, row).to_owned();
    Some(CaseLine {
        number: text(Field::Id),
        what: text(Field::What),
        village,
        grid,
        received: records.day(Field::Received, row),
        deadline: records.day(Field::Deadline, row),
        closed: records.day(Field::Closed, row),
        status: text(Field::Status),
        standing: standing(records, row, scope.as_of),
        row: (source.id.0, source.id.1, records.rows.get(row)?),
    })
}

/// The cases that count and stand so, in the order of their tables.
pub fn cases(
    sources: &[SourceTable<'_>],
    placed: &PlacedTables,
    scope: Scope,
    stands: fn(CaseStanding) -> bool,
) -> Vec<CaseLine> {
    let all = found(sources, placed, scope, stands).into_iter();
    all.filter_map(|at| line((sources, placed, scope), at)).collect()
}

/// The open cases whose deadline has passed, the longest overdue first: `most` of them, and how many there are.
pub fn late(
    sources: &[SourceTable<'_>],
    placed: &PlacedTables,
    scope: Scope,
    most: usize,
) -> (Vec<CaseLine>, u32) {
    let mut all = 0;
    // Of those that are overdue as long as each other, the first in the order of their tables: more are never wanted.
    let mut of_days: BTreeMap<i64, usize> = BTreeMap::new();
    let mut found = found(sources, placed, scope, |standing| {
        let CaseStanding::Overdue(days) = standing else { return false };
        all += 1;
        let known = of_days.entry(days).or_default();
        *known += 1;
        *known <= most
    });
    let deadline = |(table, row): &(usize, usize)| {
        sources.get(*table).and_then(|source| source.records.day(Field::Deadline, *row))
    };
    found.order_by_key(deadline);
    found.truncate(most);
    (found.into_iter().filter_map(|at| line((sources, placed, scope), at)).collect(), all)
}
