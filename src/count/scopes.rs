//! All rows of a scope.

use super::placed::PlacedTables;
use super::rows::{Scope, count, told_by_table};
use super::source::SourceTable;
use super::{Merge, Tally};
use crate::model::kind::Kind;
use crate::model::period::Period;

/// The tally of all rows of all tables in a scope. Visits of whole months or of all dates follow from what was added up
/// once.
pub fn count_all(tables: &[SourceTable<'_>], preparation: &PlacedTables, scope: Scope) -> Tally {
    let mut tally = count_visits_of(tables, preparation, scope.period, true);
    for (source, prepared) in tables.iter().zip(&preparation.tables) {
        if source.records.kind != Kind::Visits {
            tally.merge(count(source, prepared, preparation, 0..source.records.len(), scope));
        }
    }
    tally
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
            for (source, prepared) in visits() {
                tally.merge(count(source, prepared, preparation, 0..source.records.len(), scope));
            }
        }
    }
    tally
}
