//! Figures: the only place that joins tables, decides a measure's state and divides.

mod bounds;
mod cases;
pub mod compare;
pub mod details;
mod evaluate;
mod evaluator;
pub mod evidence;
mod handover;
mod hidden;
mod known;
mod load;
mod missing;
mod ordered;
mod posts;
mod present;
pub mod reading;
mod refusal;
pub mod represent;
pub mod settings;
mod subject;
pub mod trends;
mod unnamed;
mod withheld;

use crate::catalogue::{
    CaseFigure, Count, Counter, GridFigure, Measure, MonthFigure, PrivacyGroup, RepFigure,
};
pub use handover::{Handover, NoPlans, VillagePlan};
pub use hidden::{Hidden, PrivacyGroups};
pub use known::KnownCounts;
pub use load::{GridLoad, LoadBasis, MeanLoad, Times};
pub use posts::{Doubled, Posts, Shared, Unlisted, unlisted};
pub use present::township;
pub use present::{Setting, present};
pub use reading::FigureValue;
pub use refusal::Refusal;
pub use subject::{Picked, Subject};
pub use withheld::{Sent, Withheld};

use crate::count::county::town_of;
use crate::count::{Counts, MatterDays};
use crate::figures::settings::{PeriodTarget, Settings};
use crate::figures::trends::Trends;
use crate::model::body::Body;
use crate::model::cell::Day;
use crate::model::period::{Period, PeriodChoice};
use crate::model::place::GridKey;
use crate::order::Sort as _;
use crate::statistics::balance::{Balance, NoBalance};
use crate::text::veil::Veil;
pub use cases::{CaseLine, CaseStanding, late};
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
    pub fn id(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::NoData => "no-data",
            Self::NoDenominator => "no-denominator",
            Self::Interval { .. } => "interval",
            Self::Refused(_) | Self::Withheld(Withheld::Level | Withheld::Older) => "refused",
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
    /// What the period is held against, by the settings.
    pub target: PeriodTarget,
    /// The figures of [`Measure::undecided`] that are known.
    pub undecided: Vec<(CaseFigure, i64)>,
}

impl MeasureValue {
    /// Numerator ÷ denominator, where both are known.
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
    /// Its kind (专属网格), empty where the list says none.
    pub kind: String,
    /// What is known of its counters.
    pub counts: KnownCounts,
    /// The canonical name inside its village, by which it is asked for.
    pub key: String,
    /// The load; `None` where neither visits nor cases are loaded, or no day is known.
    pub load: Option<GridLoad>,
}

impl GridFigures {
    /// By what it is asked for.
    pub fn key(&self) -> GridKey {
        GridKey { village: self.village.clone(), grid: self.key.clone() }
    }

    /// Village and name, without saying the village twice.
    pub fn label(&self) -> String {
        label(&self.village, &self.name)
    }

    /// Returns a figure of the catalogue; `None` where it is not known.
    pub fn get(&self, figure: GridFigure) -> Option<i64> {
        match figure {
            GridFigure::Work => self.load.map(|load| load.minutes),
            figure => self.counts.amount(figure.definition().terms),
        }
    }
}

/// A grid's name with its village before it, unless the name says it.
pub fn label(village: &str, name: &str) -> String {
    let (town, own) = village.split_at(town_of(village).len());
    if name.starts_with(own) { format!("{town}{name}") } else { format!("{village}{name}") }
}

/// The figures of one village.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageFigures {
    /// Name.
    pub name: String,
    /// Code, empty where the list has none.
    pub code: String,
    /// Every count of the catalogue, in its order; `None` where it is not known, or is of the township alone.
    pub counts: Vec<Option<i64>>,
    /// Every coverage measure of the catalogue, in its order.
    pub measures: Vec<FigureValue>,
    /// Every figure of cases, in the order of the catalogue.
    pub cases: Vec<Option<i64>>,
}

impl VillageFigures {
    /// Returns a count; `None` where it is not known.
    pub fn count(&self, count: Count) -> Option<i64> {
        self.counts.get(count as usize).copied().flatten()
    }

    /// Returns a coverage measure.
    pub fn measure(&self, measure: Measure) -> FigureValue {
        self.measures.get(measure as usize).copied().unwrap_or(FigureValue::NONE)
    }

    /// Returns a figure of its cases; `None` where no ledger is loaded.
    pub fn case(&self, figure: CaseFigure) -> Option<i64> {
        self.cases.get(figure as usize).copied().flatten()
    }
}

/// A body of representatives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyFigures {
    /// Which.
    pub body: Body,
    /// Whether a duty log or matters are loaded, of whichever body.
    pub has_work: bool,
    /// Of which groups of counts tables tell: of the others nothing is known, rather than 0.
    pub known: PrivacyGroups,
    /// What was counted, known or not; how matters were answered only where that is known of all of them.
    pub counts: KnownCounts,
    /// Its matters by their days; `None` where these are not known of all of them (no matters loaded, a snapshot).
    pub days: Option<MatterDays>,
}

impl BodyFigures {
    /// Returns a figure of the catalogue that is a count of its own; `None` where it is not known.
    pub fn get(&self, deed: RepFigure) -> Option<i64> {
        let definition = deed.definition();
        let is_known = definition.privacy().all(|group| self.known.has(group));
        self.counts.amount(definition.terms).filter(|_| is_known)
    }

    /// Whether a duty log tells of it.
    pub fn has_duty(&self) -> bool {
        self.known.has(PrivacyGroup::Duty)
    }

    /// Whether matters are known of it.
    pub fn has_matters(&self) -> bool {
        self.known.has(PrivacyGroup::Matters)
    }
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
    /// What was done, whichever tables are loaded; how matters were answered only where that is known of all of them.
    pub counts: KnownCounts,
    /// The matters by their days; `None` where these are not known of all of them.
    pub days: Option<MatterDays>,
    /// Days in office inside the period; `None` where the roster states no term.
    pub days_in_office: Option<i64>,
}

impl PersonFigures {
    /// Returns a figure of the catalogue that is a count of its own, 0 where nothing was done.
    pub fn get(&self, deed: RepFigure) -> i64 {
        self.counts.amount(deed.definition().terms).unwrap_or(0)
    }
}

/// A month's counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthFigures {
    /// Year.
    pub year: i32,
    /// Month, 1–12.
    pub month: u32,
    /// The counters.
    pub counts: Counts,
}

impl MonthFigures {
    /// Returns a figure of the catalogue.
    pub fn get(&self, figure: MonthFigure) -> i64 {
        let of = |counter: Counter| Some(self.counts.get(counter));
        known::own_amount(figure.definition().terms, of).unwrap_or(0)
    }
}

/// The days in which a person can have done what is counted: those of the period, or where all dates count, from
/// the first to the last one in the data; none of them in the future.
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
    /// Whether a person chose it as months of a year (1—6月), and it is named so.
    pub by_months: bool,
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
    /// Every figure of the cases of all places together, in the order of the catalogue; `None` where no ledger is loaded.
    pub cases: Vec<Option<i64>>,
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
    pub late: Vec<CaseLine>,
    /// Number of all open cases that are overdue; 0 in a snapshot, which tells what is left of other figures.
    pub late_in_all: u32,
    /// Number of rows that are counted nowhere because no list has their place; 0 in a snapshot.
    pub nowhere: u32,
    /// Of an opened snapshot, what it leaves out; `None` for files.
    pub sent: Option<Box<Sent>>,
    /// Names of persons that stand in the names of places.
    pub veil: Veil,
}

impl Figures {
    /// The villages with numerator and denominator of a measure, where these are known, the lowest share first.
    pub fn villages_by_share(&self, measure: Measure) -> Vec<(&str, i64, i64)> {
        let known = self.villages.iter().filter_map(|v| {
            let (n, d) = v.measure(measure).known_ratio()?;
            (d > 0).then_some((v.name.as_str(), n, d))
        });
        let mut known: Vec<_> = known.collect();
        known.order_by(|(_, a, b), (_, c, d)| {
            (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
        });
        known
    }

    /// Returns the period as offices name it.
    pub fn period_title(&self) -> String {
        self.period.map_or(PeriodChoice::All, |period| self.named(period)).title()
    }

    /// Days as offices name them.
    pub fn named(&self, period: Period) -> PeriodChoice {
        let end = self.settings.month_end;
        let months = PeriodChoice::by_months(period, end);
        let chosen = months.filter(|_| self.by_months && self.period == Some(period));
        chosen.unwrap_or_else(|| PeriodChoice::named(period, end))
    }

    /// A place as its list names it.
    pub fn place_label(&self, village: &str, grid: Option<&GridKey>) -> String {
        let Some(key) = grid else { return village.to_owned() };
        let grid = self.grids.iter().find(|g| g.village == key.village && g.key == key.grid);
        grid.map_or_else(|| label(village, &key.grid), GridFigures::label)
    }

    /// Whether a list of villages or grids is loaded; without, places stand as rows name them.
    pub fn has_lists(&self) -> bool {
        self.count(Count::Villages).is_some() || self.count(Count::Grids).is_some()
    }

    /// A count of the catalogue.
    pub fn count(&self, count: Count) -> Option<i64> {
        self.counts.iter().find(|(c, _)| *c == count).and_then(|(_, v)| *v)
    }

    /// A figure of all cases; `None` where no ledger is loaded.
    pub fn case(&self, figure: CaseFigure) -> Option<i64> {
        self.cases.get(figure as usize).copied().flatten()
    }

    /// A measure of the catalogue.
    pub fn measure(&self, measure: Measure) -> Option<&MeasureValue> {
        self.measures.iter().find(|m| m.measure == measure)
    }
}
