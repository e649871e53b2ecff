//! Figures: the only place that joins tables, decides a measure's state and divides.

mod bounds;
pub mod compare;
pub mod evidence;
mod gauge;
mod handover;
mod late;
mod load;
mod measures;
mod posts;
mod present;
pub mod reading;
mod refusal;
pub mod represent;
pub mod settings;
mod subject;
pub mod trends;
mod withheld;

use crate::catalogue::{Count, Measure};
pub use handover::{Handover, NoPlans, VillagePlan};
pub use load::{GridLoad, LoadBasis, Times};
pub use posts::{Doubled, Posts, Shared, Unlisted, unlisted};
pub(crate) use present::township;
pub use present::{Setting, present};
pub use refusal::Refusal;
pub use subject::Subject;
pub use withheld::{Sent, Withheld};

use crate::count::county::town_of;
use crate::count::{Answers, Cases, MonthTally, Performance};
use crate::figures::settings::Settings;
use crate::figures::trends::Trends;
use crate::model::body::Body;
use crate::model::cell::Day;
use crate::model::period::Period;
use crate::model::place::GridKey;
use crate::statistics::balance::{Balance, NoBalance};
pub use late::{Late, late};
use serde::{Deserialize, Serialize};

/// What is known of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Numerator and denominator are known.
    Value,
    /// 无数据: a table that it needs is not loaded.
    NoData,
    /// 无法计算: the table is there and the denominator is 0. Never shown as 0 %.
    NoDenominator,
    /// 区间: only bounds of the numerator are known.
    Interval {
        /// The numerator at least.
        lower: i64,
        /// The numerator at most.
        upper: i64,
    },
    /// 口径不符: numerator and denominator are in units that do not fit.
    Refused(Refusal),
    /// The sender of the snapshot has it and did not send it.
    Withheld(Withheld),
}

impl State {
    /// The name in the results JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::NoData => "no-data",
            Self::NoDenominator => "no-denominator",
            Self::Interval { .. } => "interval",
            Self::Refused(_) | Self::Withheld(Withheld::Level) => "refused",
            Self::Withheld(Withheld::Small(_)) => "suppressed",
        }
    }
}

/// A unit that a measure does not cover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Its name (三都村, 三都村第一网格, a cadre's name).
    pub name: String,
    /// The village it lies in, empty for the township's own things.
    pub village: String,
    /// How much is missing, for measures in households.
    pub amount: i64,
}

/// A measure's result. Numerator and denominator travel together; the division is [`MeasureValue::ratio`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureValue {
    /// Which.
    pub measure: Measure,
    /// What is known.
    pub state: State,
    /// Covered units; of an interval, its lower bound; 0 where nothing is known.
    pub numerator: i64,
    /// All units.
    pub denominator: i64,
    /// The units that are not covered. `None` where they are not known (a snapshot without names).
    pub missing: Option<Vec<Missing>>,
    /// The target in percent, by the settings.
    pub target: u32,
}

impl MeasureValue {
    /// Numerator ÷ denominator, where both are known.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.state == State::Value && self.denominator > 0)
            .then(|| self.numerator as f64 / self.denominator as f64)
    }
}

/// The figures of one grid.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GridFigures {
    /// Village.
    pub village: String,
    /// Name as the list has it.
    pub name: String,
    /// Code, empty where the list has none.
    pub code: String,
    /// Households; `None` where the list does not state them.
    pub households: Option<i64>,
    /// People.
    pub people: Option<i64>,
    /// Officers.
    pub officers: Option<i64>,
    /// Household-linkage heads.
    pub heads: Option<i64>,
    /// Households linked, at most the grid's own.
    pub linked: Option<i64>,
    /// Party groups of its own.
    pub party_groups: Option<i64>,
    /// Joint party groups that cover it.
    pub joint_party_groups: Option<i64>,
    /// Visits in the period.
    pub visits: Option<i64>,
    /// Distinct households visited.
    pub visited_households: Option<i64>,
    /// Minutes of the visits.
    pub minutes: Option<i64>,
    /// Cases; `None` where no ledger is loaded.
    pub cases: Option<Cases>,
    /// The canonical name inside its village, by which it is asked for.
    pub key: String,
    /// The load; `None` where neither visits nor cases are loaded, or no day is known.
    pub load: Option<GridLoad>,
}

impl GridFigures {
    /// By what it is asked for.
    #[must_use]
    pub fn key(&self) -> GridKey {
        GridKey { village: self.village.clone(), grid: self.key.clone() }
    }

    /// Village and name, without saying the village twice.
    #[must_use]
    pub fn label(&self) -> String {
        label(&self.village, &self.name)
    }

    /// Cases not closed.
    #[must_use]
    pub fn open(&self) -> Option<i64> {
        self.cases.map(|c| c.received - c.closed)
    }
}

/// A grid's name with its village before it, unless the name says it.
#[must_use]
pub fn label(village: &str, name: &str) -> String {
    let (town, own) = village.split_at(town_of(village).len());
    if name.starts_with(own) { format!("{town}{name}") } else { format!("{village}{name}") }
}

/// The figures of one village; `None` where the table is not loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageFigures {
    /// Name.
    pub name: String,
    /// Code, empty where the list has none.
    pub code: String,
    /// Number of grids.
    pub grids: Option<i64>,
    /// Households: the sum of its grids, or the village list's where no grids are loaded.
    pub households: Option<i64>,
    /// People, likewise.
    pub people: Option<i64>,
    /// Officers.
    pub officers: Option<i64>,
    /// Grids with an officer.
    pub grids_with_officer: Option<i64>,
    /// Grids with a party group of any kind.
    pub grids_with_party_group: Option<i64>,
    /// Grids with a head.
    pub grids_with_head: Option<i64>,
    /// Grids that have all three.
    pub grids_with_triangle: Option<i64>,
    /// Least and most grids with a party group of any kind, where some group's grids are not known: then
    /// [`Self::grids_with_party_group`] and [`Self::grids_with_triangle`] are absent.
    pub party_bounds: Option<(i64, i64)>,
    /// Likewise of those that have all three; `None` also where officers or heads are not loaded.
    pub triangle_bounds: Option<(i64, i64)>,
    /// Heads.
    pub heads: Option<i64>,
    /// Households linked, at most each grid's own.
    pub linked: Option<i64>,
    /// Whether it has a governance centre.
    pub centre: Option<bool>,
    /// Whether its rules are revised.
    pub rules: Option<bool>,
    /// Whether it has all three councils.
    pub self_governance: Option<bool>,
    /// Cadres.
    pub cadres: Option<i64>,
    /// Cadres trained.
    pub cadres_trained: Option<i64>,
    /// Volunteers.
    pub volunteers: Option<i64>,
    /// Volunteer teams.
    pub volunteer_teams: Option<i64>,
    /// Models (先进典型).
    pub models: Option<i64>,
    /// Law lecturers.
    pub lecturers: Option<i64>,
    /// Handouts given out in the period.
    pub handouts: Option<i64>,
    /// Volunteer activities in the period.
    pub activities: Option<i64>,
    /// Law lectures and trainings in the period.
    pub law_events: Option<i64>,
    /// Of these, lectures.
    pub lectures: Option<i64>,
    /// Of these, trainings.
    pub law_trainings: Option<i64>,
    /// Visits in the period.
    pub visits: Option<i64>,
    /// Distinct households visited.
    pub visited_households: Option<i64>,
    /// Minutes.
    pub minutes: Option<i64>,
    /// Cases.
    pub cases: Option<Cases>,
}

/// A body of representatives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyFigures {
    /// Which.
    pub body: Body,
    /// People on its roster; `None` where none is loaded.
    pub reps: Option<i64>,
    /// From the duty log and the matters; `None` where neither is loaded.
    pub performance: Option<Performance>,
    /// Whether a duty log is loaded (its figures are absent otherwise).
    pub has_duty: bool,
    /// Whether matters are loaded.
    pub has_matters: bool,
    /// How the matters were answered; `None` where that is not known of all of them (no matters loaded, a snapshot).
    pub answers: Option<Answers>,
}

/// A representative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFigures {
    /// Body.
    pub body: Body,
    /// Name.
    pub name: String,
    /// Village in the roster, empty where none.
    pub village: String,
    /// Whether the roster has the name.
    pub on_roster: bool,
    /// What was done.
    pub performance: Performance,
    /// How the matters were answered; `None` where that is not known of all of them.
    pub answers: Option<Answers>,
    /// Days in office inside the period; `None` where the roster states no term.
    pub days_in_office: Option<i64>,
}

/// A month's counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthFigures {
    /// Year.
    pub year: i32,
    /// Month, 1–12.
    pub month: u32,
    /// The counts.
    pub counts: MonthTally,
}

/// The days in which a person can have done what is counted: those of the period, or where all dates count, from
/// the first to the last one in the data; none of them in the future.
#[must_use]
pub fn window(period: Option<Period>, span: Option<Period>, as_of: Option<Day>) -> Option<Period> {
    let whole = period.or(span)?;
    Some(Period { to: as_of.map_or(whole.to, |d| d.min(whole.to)), ..whole })
}

/// Every figure for one period: what the page shows, exports and snapshots are made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// The township's name where titles or file names tell it.
    pub township: Option<String>,
    /// The period; `None` where all dates count.
    pub period: Option<Period>,
    /// First and last date in the dated tables, whatever the period.
    pub span: Option<Period>,
    /// The day for which open matters are judged overdue: the period's end, or the last date in the data.
    pub as_of: Option<Day>,
    /// Every count of the catalogue; `None` where its table is not loaded.
    pub counts: Vec<(Count, Option<i64>)>,
    /// Every coverage measure of the catalogue.
    pub measures: Vec<MeasureValue>,
    /// The villages in the order of their list.
    pub villages: Vec<VillageFigures>,
    /// The grids in the order of their list.
    pub grids: Vec<GridFigures>,
    /// The three bodies.
    pub bodies: Vec<BodyFigures>,
    /// The representatives in the order of their rosters; empty in a snapshot that leaves persons out.
    pub persons: Vec<PersonFigures>,
    /// The months that have rows, in order.
    pub months: Vec<MonthFigures>,
    /// The cases of all places together; `None` where no ledger is loaded.
    pub cases: Option<Cases>,
    /// What the figures assume.
    pub settings: Settings,
    /// What the loads are computed from; `None` where there are none.
    pub load_basis: Option<LoadBasis>,
    /// How evenly the work lies on the grids, or why that is not told; `None` where there are no loads.
    pub balance: Option<Result<Balance, NoBalance>>,
    /// Officers beside grids; `None` where one of the two is not loaded.
    pub posts: Option<Posts>,
    /// Other periods; empty in a snapshot.
    pub trends: Trends,
    /// Suggestions for evening out, or why there are none.
    pub plans: Result<Vec<VillagePlan>, NoPlans>,
    /// Open cases that are overdue, the longest first; only the first ones, and none in a snapshot.
    pub late: Vec<Late>,
    /// Of an opened snapshot, what it leaves out; `None` for files.
    pub sent: Option<Box<Sent>>,
}

impl Figures {
    /// Returns the period as offices name it.
    #[must_use]
    pub fn period_title(&self) -> String {
        self.period
            .map_or(crate::model::period::PeriodChoice::All, crate::model::period::PeriodChoice::from_period)
            .title()
    }

    /// A count of the catalogue.
    #[must_use]
    pub fn count(&self, count: Count) -> Option<i64> {
        self.counts.iter().find(|(c, _)| *c == count).and_then(|(_, v)| *v)
    }

    /// A figure of balance, as it is; `None` where it is not told.
    #[must_use]
    pub fn balance_of(&self, figure: crate::catalogue::BalanceFigure) -> Option<f64> {
        use crate::catalogue::BalanceFigure as B;
        let b = self.balance.as_ref()?.as_ref().ok()?;
        Some(match figure {
            B::Largest => b.largest,
            B::Hoover => b.hoover,
            B::Gini => b.gini,
            B::Variation => b.variation,
            B::Theil => b.theil,
            B::Between => b.between,
            B::Within => b.within,
        })
    }

    /// A measure of the catalogue.
    #[must_use]
    pub fn measure(&self, measure: Measure) -> Option<&MeasureValue> {
        self.measures.iter().find(|m| m.measure == measure)
    }
}
