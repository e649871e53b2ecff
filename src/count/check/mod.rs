//! Consistency checks between tables: contradictions, and figures so odd that a person should look at them.
//!
//! A check never changes a figure. Its finding names both sides with their places and says how the figures were computed
//! nevertheless. [`rows`] needs no period and runs when files change; [`figures`] looks at the counts of a period.

mod dates;
mod digits;
mod finding_text;
mod lists;
mod officers;
mod outliers;
mod persons;
mod rosters;
mod table;
mod twice;

use crate::count::{PlacedTables, SourceTable, Tally};
use crate::model::cell::Day;
use crate::model::finding::Finding;
use table::Tables;

/// Returns the findings about the rows of all tables, which are the same for every period. Dates after `today` are in the
/// future.
pub fn rows(sources: &[SourceTable<'_>], preparation: &PlacedTables, today: Day) -> Vec<Finding> {
    let tables = Tables { sources, preparation, today };
    let mut found = lists::check(tables);
    found.extend(dates::check(tables));
    found.extend(officers::check(tables));
    found.extend(rosters::check(tables));
    found.extend(persons::check(tables));
    found.extend(twice::figures_copied(tables));
    found.extend(outliers::check(tables));
    found.extend(digits::check(tables));
    found
}

/// Returns the findings about the counts of a period.
pub fn figures(sources: &[SourceTable<'_>], tally: &Tally) -> Vec<Finding> {
    twice::same_in_two_bodies(sources, tally)
}
