//! All rows of a scope.

use super::placed::PlacedTables;
use super::rows::{Scope, count, told_by_table};
use super::source::SourceTable;
use super::{Merge, Tally};
use crate::model::kind::Kind;
use crate::model::period::Period;
#[cfg(not(target_arch = "wasm32"))]
use crate::order::cores::shared_out;

/// The tally of all rows of all tables in a scope. Visits of whole months or of all dates follow from what was added up
/// once.
pub fn count_all(tables: &[SourceTable<'_>], preparation: &PlacedTables, scope: Scope) -> Tally {
    let mut tally = count_visits_of(tables, preparation, scope.period, true);
    let rows = |table: usize| 0..tables.get(table).map_or(0, |source| source.records.len());
    count_where(&mut tally, (tables, preparation, scope), |kind| kind != Kind::Visits, rows);
    tally
}

/// Adds rows of the tables of some kinds to a tally, for each table those that `rows` gives. Natively all cores share the tables
/// whose rows lie on a shelf: a tally is the same in whatever order it is merged.
pub fn count_where<R: Iterator<Item = usize>>(
    tally: &mut Tally,
    (tables, preparation, scope): (&[SourceTable<'_>], &PlacedTables, Scope),
    wanted: impl Fn(Kind) -> bool,
    rows: impl Fn(usize) -> R + Sync,
) {
    let all = tables.iter().zip(&preparation.tables).enumerate();
    let wanted = all.filter(|(_, (source, _))| wanted(source.records.kind));
    #[cfg(not(target_arch = "wasm32"))]
    if tables.iter().any(|table| table.records.shelf().is_some()) {
        let wanted: Vec<_> = wanted.collect();
        let shares = shared_out(&wanted, |own: &mut Tally, _, (table, (source, prepared))| {
            own.merge(count(source, prepared, preparation, rows(*table), scope));
        });
        return shares.into_iter().for_each(|share| tally.merge(share));
    }
    for (table, (source, prepared)) in wanted {
        tally.merge(count(source, prepared, preparation, rows(table), scope));
    }
}

/// The tally of the visits of all tables in a period; with `with_names` the households are told by name.
pub fn count_visits_of(
    tables: &[SourceTable<'_>],
    preparation: &PlacedTables,
    period: Option<Period>,
    with_names: bool,
) -> Tally {
    let mut tally = Tally::default();
    let visits = || tables.iter().zip(&preparation.tables).filter(|(t, _)| t.records.kind == Kind::Visits);
    for (source, prepared) in visits() {
        tally.merge(told_by_table(source, prepared));
    }
    let span = period.map(|p| p.whole_months(preparation.month_end));
    let own = match span {
        // Days that begin or end within a month need another look at the rows.
        Some(None) if preparation.visits.is_some() => preparation.visits_in(tables, period),
        _ => None,
    };
    match (own.as_ref(), preparation.visits.as_ref(), span) {
        (Some(own), ..) => own.count(&mut tally, (tables, &preparation.places), None, with_names),
        (None, Some(all), None | Some(Some(_))) => {
            all.count(&mut tally, (tables, &preparation.places), span.flatten(), with_names);
        }
        _ => {
            let scope = Scope { period, as_of: None };
            let rows = |table: usize| 0..tables.get(table).map_or(0, |source| source.records.len());
            count_where(&mut tally, (tables, preparation, scope), |kind| kind == Kind::Visits, rows);
        }
    }
    tally
}
