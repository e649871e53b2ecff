//! Consistency checks between tables: what cannot both be right, and what is so odd that a person should look.
//!
//! A check never changes a figure. It names both sides with their places and says how the figures were computed
//! none the less. [`rows`] needs no period and runs when files change; [`figures`] looks at the counts of a period.

mod dates;
mod digits;
mod lists;
mod officers;
mod outliers;
mod persons;
mod rosters;
mod say;
mod table;
mod twice;

use crate::count::{Preparation, Source, Tally};
use crate::model::cell::Day;
use crate::model::finding::Finding;
use table::Tables;

/// What the rows of all tables contradict, the same for every period. `today` tells which dates lie in the future.
#[must_use]
pub fn rows(sources: &[Source<'_>], preparation: &Preparation, today: Day) -> Vec<Finding> {
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

/// What the counts of a period show.
#[must_use]
pub fn figures(sources: &[Source<'_>], tally: &Tally) -> Vec<Finding> {
    twice::same_in_two_bodies(sources, tally)
}
