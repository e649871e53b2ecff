//! What is counted, in integers and sets, per grid, village, person and month.
//!
//! [`Tally::merge`] is associative and commutative with the empty tally as identity, so that the rows
//! of a file in any split, files in any order, and stored snapshots are one operation. Nothing is
//! divided here.

mod answers;
pub mod check;
pub mod county;
mod distinct;
mod loose;
mod merge;
mod notice;
pub mod places;
pub mod posts;
mod prepare;
pub mod represent;
mod rows;
mod visits;

pub use answers::{Answers, Ended, Terms};
pub use distinct::{Distinct, Member};
pub use loose::{LooseGroups, Misfit};
pub use merge::Merge;
pub use notice::notices;
pub use prepare::{At, Preparation, Prepared, Source, prepare};
pub(crate) use rows::is_officer;
pub use rows::{Scope, count};

use crate::model::body::Body;
use crate::model::loaded::Loaded;
use crate::model::place::{GridKey, PersonKey, VillageKey};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is known and counted of one grid. All fields merge by sum unless said otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridTally {
    /// Its place in the list, the least of all rows that name it.
    pub listed: Least,
    /// Households as the list states them.
    pub households: Option<i64>,
    /// People as the list states them.
    pub people: Option<i64>,
    /// Its officers, each once.
    pub officers: Distinct,
    /// Household-linkage heads, each once.
    pub heads: Distinct,
    /// Households that the heads link, as stated.
    pub linked: i64,
    /// Party groups of its own.
    pub party_groups: i64,
    /// Joint party groups that cover it.
    pub joint_party_groups: i64,
    /// Visits in the period.
    pub visits: i64,
    /// Minutes of these visits.
    pub minutes: i64,
    /// Households visited in the period, each once.
    pub visited: Distinct,
    /// Cases received in the period.
    pub cases: Cases,
    /// How many of the visits in the period have their minutes recorded; `None` where that is not known (no
    /// visits, or a snapshot).
    pub timed: Option<i64>,
    /// The households that each head links; a head whose row states none has `None`.
    pub groups: BTreeMap<Member, Option<i64>>,
}

/// Cases received in the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cases {
    /// All.
    pub received: i64,
    /// Closed.
    pub closed: i64,
    /// Closed no later than their deadline.
    pub on_time: i64,
    /// Past their deadline at the end of the period: still open then, or closed after it.
    pub overdue: i64,
    /// Passed on to another office and not closed.
    pub referred: i64,
    /// Rated 满意.
    pub satisfied: i64,
    /// Rated 基本满意.
    pub mostly_satisfied: i64,
    /// Rated 不满意.
    pub dissatisfied: i64,
}

/// The place of a row in its list: the least over all rows, `None` where nothing lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Least(pub Option<Listing>);

/// How a list names a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Listing {
    /// Position among the rows of all lists.
    pub rank: u32,
    /// The name as the list has it.
    pub name: String,
    /// The code, empty where the list has none.
    pub code: String,
}

/// A yes that outlasts every no; `None` where no row speaks of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Flag(pub Option<bool>);

impl Flag {
    /// Whether a row says yes.
    #[must_use]
    pub fn yes(self) -> bool {
        self.0 == Some(true)
    }
}

/// What is known and counted of one village, or of the township itself. Fields merge by sum unless said otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageTally {
    /// Its place in the list, the least of all rows that name it.
    pub listed: Least,
    /// Households as the village list states them.
    pub households: Option<i64>,
    /// People as the village list states them.
    pub people: Option<i64>,
    /// Whether it has a governance centre.
    pub centre: Flag,
    /// Whether its rules are revised.
    pub rules: Flag,
    /// Whether it has a 道德评议会.
    pub ethics: Flag,
    /// Whether it has a 村民议事会.
    pub assembly: Flag,
    /// Whether it has a 红白理事会.
    pub ceremonies: Flag,
    /// Officers of its grids and its roster, each once.
    pub officers: Distinct,
    /// Heads whose table names no grids, each once.
    pub heads: Distinct,
    /// Village cadres, each once.
    pub cadres: Distinct,
    /// Village cadres trained at least once, each once.
    pub cadres_trained: Distinct,
    /// Lecturers, each once.
    pub lecturers: Distinct,
    /// Models, each once.
    pub models: Distinct,
    /// Party groups of single grids.
    pub party_groups: i64,
    /// Joint party groups.
    pub joint_party_groups: i64,
    /// Members of the volunteer teams.
    pub volunteers: i64,
    /// Volunteer teams.
    pub volunteer_teams: i64,
    /// Volunteer activities in the period.
    pub activities: i64,
    /// Law lectures in the period.
    pub lectures: i64,
    /// Law trainings in the period.
    pub law_trainings: i64,
    /// Handouts in the period.
    pub handouts: i64,
    /// Visits in the period whose place is known.
    pub visits: i64,
    /// Visits of all dates whose place is known.
    pub visits_all: i64,
    /// Minutes of the visits in the period.
    pub minutes: i64,
    /// Households visited in the period by rows that name no grid, each once.
    pub visited: Distinct,
    /// Cases in the period whose place is known.
    pub cases: Cases,
}

/// A representative's performance in the period, or the sum over a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Performance {
    /// 走访选民, 人次.
    pub visits: i64,
    /// 接待选民, 人次.
    pub receptions: i64,
    /// 走访代表, 人次.
    pub visits_to_deputies: i64,
    /// 小组活动, 次.
    pub group_activities: i64,
    /// 主题宣讲, 期.
    pub talks: i64,
    /// 技能培训, 人次.
    pub trained: i64,
    /// Matters raised: problems, suggestions, disputes.
    pub matters: i64,
    /// Matters closed.
    pub solved: i64,
    /// Matters passed on to another office and not closed.
    pub referred: i64,
    /// Matters that are suggestions or opinions.
    pub suggestions: i64,
    /// Disputes closed.
    pub disputes_solved: i64,
    /// Matters closed no later than their deadline, where they have one.
    pub on_time: i64,
    /// Matters with a deadline.
    pub with_deadline: i64,
    /// Rated 满意.
    pub satisfied: i64,
    /// Rated 基本满意.
    pub mostly_satisfied: i64,
    /// Rated 不满意.
    pub dissatisfied: i64,
}

/// One body of representatives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyTally {
    /// The people on its roster, each once.
    pub people: Distinct,
    /// What they did, rows included whose person is on no roster.
    pub performance: Performance,
    /// How their matters were answered.
    pub answers: Answers,
}

/// One representative.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonTally {
    /// The place in the roster, the least of all rows that name the person.
    pub listed: Least,
    /// The village in the roster, the least of all that are named; empty where none is.
    pub village: String,
    /// What was done.
    pub performance: Performance,
    /// How the matters were answered.
    pub answers: Answers,
    /// The terms in office, as rosters state them.
    pub terms: Terms,
}

/// Counts of one month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthTally {
    /// Visits.
    pub visits: i64,
    /// Cases received.
    pub cases: i64,
    /// Cases received in this month that are closed.
    pub cases_closed: i64,
    /// Volunteer activities.
    pub activities: i64,
    /// Law lectures and trainings.
    pub law_events: i64,
    /// Matters raised by representatives.
    pub matters: i64,
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
    /// The three lists, an item a row: its label, and whether it is owned and done.
    pub items: Items,
    /// Stations and rooms, and whether they are up to standard.
    pub stations: Items,
    /// By month (year × 12 + month − 1), only of the period.
    pub months: BTreeMap<i32, MonthTally>,
    /// Party groups whose grids are not known, by village; under the empty name those whose village is not.
    pub loose: BTreeMap<VillageKey, LooseGroups>,
    /// Columns whose unit does not fit.
    pub misfits: BTreeSet<Misfit>,
}

/// The kinds of venue of “八进”.
pub const VENUES: [&str; 8] = ["机关", "农村", "工厂", "企业", "学校", "院落", "单位", "院校"];

/// Things that are counted one by one and named where they fall short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Items {
    /// How many.
    pub total: i64,
    /// How many of them meet the first demand (owned; up to standard).
    pub first: i64,
    /// How many of them meet the second demand (done).
    pub second: i64,
    /// Labels of those that miss the first, with how often each.
    pub missing_first: BTreeMap<String, u32>,
    /// Labels of those that miss the second, with how often each.
    pub missing_second: BTreeMap<String, u32>,
}

impl Items {
    /// Adds one, by its label.
    pub fn add(&mut self, label: &str, first: bool, second: bool) {
        self.total += 1;
        if first {
            self.first += 1;
        } else {
            *self.missing_first.entry(label.to_owned()).or_default() += 1;
        }
        if second {
            self.second += 1;
        } else {
            *self.missing_second.entry(label.to_owned()).or_default() += 1;
        }
    }
}
