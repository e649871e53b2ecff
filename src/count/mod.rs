//! What is counted, in integers and sets, per grid, village, person and month.
//!
//! [`Tally::merge`] is associative and commutative with the empty tally as identity, so that the rows
//! of a file in any split, files in any order, and stored snapshots are one operation. Nothing is
//! divided here.

mod activities;
mod canonical;
pub mod check;
mod counts;
pub mod county;
mod days;
mod distinct;
mod matches;
mod merge;
mod named;
pub mod namesakes;
mod notice;
pub mod place_names;
mod placed;
pub mod places;
mod placing;
pub mod posts;
mod prepare;
mod provisional;
mod repeats;
pub mod represent;
mod rows;
mod scopes;
mod site_words;
mod sites;
mod source;
mod strangers;
mod unplaced;
mod visit_months;
mod visits;

pub use canonical::CanonicalRow;
pub use counts::Counts;
pub use days::{Ended, MatterDays, Terms};
pub use distinct::{Distinct, Member};
pub use merge::Merge;
pub use named::named;
pub use notice::notices;
pub use placed::{PlacedTable, PlacedTables, RowPlace, RowPlaces};
pub use posts::Marks;
pub use prepare::prepare;
pub use rows::{Scope, canonical_rows, count, is_officer, outcome};
pub use scopes::{count_all, count_visits_of, count_where};
pub use sites::said as site_said;
pub use source::{SourceTable, TableWords};
pub use strangers::{renamed, strangers};
pub use unplaced::{UnitMismatch, UnplacedGroups};
pub use visit_months::VisitMonths;

use crate::catalogue::Counter;
use crate::model::body::Body;
use crate::model::loaded::Loaded;
use crate::model::place::{GridKey, PersonKey, VillageKey};
use crate::text::veil::Veil;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is known and counted of one grid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridTally {
    /// Its place in the list, the least of all rows that name it.
    pub listed: Least,
    /// Its counters.
    pub counts: Counts,
    /// The households that each head links; a head whose row states none has `None`.
    pub groups: BTreeMap<Member, Option<i64>>,
}

/// The place of a row in its list: the least over all rows, `None` where nothing lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Least(pub Option<Listing>);

/// How a list names a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Listing {
    /// Position among the rows of all lists.
    pub rank: u32,
    /// The name as the list has it.
    pub name: String,
    /// The code, empty where the list has none.
    pub code: String,
    /// The kind of a grid (专属网格); empty where the list says none.
    pub kind: String,
}

/// What is known and counted of one village, or of the township itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageTally {
    /// Its place in the list, the least of all rows that name it.
    pub listed: Least,
    /// Its counters.
    pub counts: Counts,
}

/// One body of representatives. Rows are counted here even if their person is on no roster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyTally {
    /// Its counters.
    pub counts: Counts,
    /// Its matters by the days that they took.
    pub days: MatterDays,
}

/// One representative.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonTally {
    /// The place in the roster, the least of all rows that name the person.
    pub listed: Least,
    /// The village in the roster, the least of all that are named; empty where none is.
    pub village: String,
    /// The person's counters.
    pub counts: Counts,
    /// The person's matters by the days that they took.
    pub days: MatterDays,
    /// The terms in office, as rosters state them.
    pub terms: Terms,
}

/// Everything that is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Which kinds of table were loaded.
    pub loaded: Loaded,
    /// The villages, and the township itself under the empty name.
    pub villages: BTreeMap<VillageKey, VillageTally>,
    /// The grids.
    pub grids: BTreeMap<GridKey, GridTally>,
    /// The representatives.
    pub persons: BTreeMap<PersonKey, PersonTally>,
    /// The bodies.
    pub bodies: BTreeMap<Body, BodyTally>,
    /// Kinds of venue reached, a bit each in the order of [`VENUES`].
    pub venues: u8,
    /// The counters of what has no place: the three lists, stations and rooms.
    pub township: Counts,
    /// Labels of what a counter leaves out of its whole (items without an owner), with how often each.
    pub lacking: BTreeMap<Counter, BTreeMap<String, u32>>,
    /// By month (year × 12 + month − 1), only of the period.
    pub months: BTreeMap<i32, Counts>,
    /// Party groups whose grids are not known, by village; under the empty name those whose village is not.
    pub unplaced: BTreeMap<VillageKey, UnplacedGroups>,
    /// Columns whose unit does not fit.
    pub mismatches: BTreeSet<UnitMismatch>,
    /// Counters that a snapshot was written without, by a program that did not count them yet: not known, rather than 0.
    pub absent: BTreeSet<Counter>,
    /// Names of persons that stand in the names of places: taken out of what is handed on.
    pub veil: Veil,
}

/// The kinds of venue of “八进”.
pub const VENUES: [&str; 8] = ["机关", "农村", "工厂", "企业", "学校", "院落", "单位", "院校"];

impl Tally {
    /// The grids of a village.
    pub fn grids_of<'t>(&'t self, village: &'t str) -> impl Iterator<Item = (&'t GridKey, &'t GridTally)> {
        let from = GridKey { village: village.to_owned(), grid: String::new() };
        self.grids.range(from..).take_while(move |(key, _)| key.village == village)
    }
}
