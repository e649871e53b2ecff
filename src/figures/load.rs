//! The load of each grid: officers' time that its counted work takes, by WISN.

use super::ordered::OrderedPlaces;
use super::{Figures, GridFigures};
use crate::catalogue::{BalanceFigure, Counter};
use crate::count::{Counts, GridTally};
use crate::figures::Setting;
use crate::model::cell::Day;
use crate::model::kind::Kind;
use crate::model::period::Period;
use crate::statistics::balance::{self, Balance, LoadInVillage, NoBalance};
use crate::statistics::wisn::{CountedWork, GridWorkload, workload};
use serde::{Deserialize, Serialize};

/// The load of one grid.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GridLoad {
    /// The work, and the officers that it takes.
    pub work: GridWorkload,
    /// The counted work in minutes, whole ones of each kind: what its rows add up to.
    pub minutes: i64,
    /// The officers that there are; `None` where no list of officers is loaded.
    pub officers: Option<i64>,
}

impl GridLoad {
    /// Between how many officers the work is divided: one where there is none, or where none are known.
    pub fn shared_by(&self) -> i64 {
        self.officers.unwrap_or(1).max(1)
    }

    /// Officers that the work takes ÷ officers. 1.0 is exactly one officer's time.
    pub fn each(&self) -> f64 {
        self.work.required / self.shared_by() as f64
    }
}

/// The load of all grids together, beside which that of one is shown: nobody need have set a standard time for that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanLoad {
    /// The officers that the work takes.
    pub required: f64,
    /// The officers that there are, one at least in each grid.
    pub officers: i64,
}

impl MeanLoad {
    /// A load that is at least so many times the mean is one to look at.
    pub const FAR: f64 = 1.5;

    /// Returns the mean of these grids; `None` where no load is known, or nothing was done.
    pub fn of<'a>(grids: impl Iterator<Item = &'a GridFigures>) -> Option<Self> {
        let loads = grids.filter_map(|grid| grid.load);
        let none = Self { required: 0.0, officers: 0 };
        let sum = loads.fold(none, |sum, load| Self {
            required: sum.required + load.work.required,
            officers: sum.officers + load.shared_by(),
        });
        (sum.required > 0.0).then_some(sum)
    }

    /// Returns officers that the work takes ÷ officers.
    pub fn each(self) -> f64 {
        self.required / self.officers as f64
    }

    /// Returns a load as a multiple of the mean, with the two decimals that are shown, so that marks and figures agree.
    pub fn multiple(self, each: f64) -> f64 {
        (each / self.each() * 100.0).round() / 100.0
    }
}

/// What the loads are computed from: the page names it beside them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoadBasis {
    /// The days whose work and hours are compared.
    pub period: Period,
    /// How many days these are.
    pub days: u32,
    /// Hours that one officer has in them.
    pub available_hours: f64,
    /// Visits to grids, 户次; `None` where no visits are loaded.
    pub visits: Option<i64>,
    /// How many of them have their minutes recorded; `None` where that is not known.
    pub timed: Option<i64>,
    /// Cases of grids, 件; `None` where no ledger is loaded.
    pub cases: Option<i64>,
    /// Grids whose households are not known: their daily service is not counted.
    pub without_households: usize,
    /// What each piece of work takes.
    pub times: Times,
}

/// Standard times in minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Times {
    /// A visit whose time is not recorded.
    pub visit: f64,
    /// A case.
    pub case: f64,
    /// A household over all the days.
    pub household: f64,
}

/// The counted work of a grid.
fn work_of(counts: &Counts) -> CountedWork {
    let [visits, minutes, cases, households] =
        [Counter::Visits, Counter::Minutes, Counter::Cases, Counter::Households].map(|c| counts.get(c));
    let timed = counts.value(Counter::Timed).unwrap_or(if minutes > 0 { visits } else { 0 });
    CountedWork { visit_minutes: minutes, visits_untimed: (visits - timed).max(0), cases, households }
}

/// The counted work of a grid in whole minutes.
pub(super) fn minutes(counts: &Counts, times: &Times) -> i64 {
    let work = work_of(counts);
    // Far below what the cast could cut.
    let of = |count: i64, each: f64| (count as f64 * each).round() as i64;
    let standard = of(work.visits_untimed, times.visit) + of(work.cases, times.case);
    work.visit_minutes.saturating_add(standard).saturating_add(of(work.households, times.household))
}

/// The basis; `None` where no day is known, or the settings leave an officer no hours.
pub(super) fn basis(places: &OrderedPlaces<'_>, setting: &Setting) -> Option<LoadBasis> {
    let period = days_of(setting)?;
    let days = u32::try_from(period.to.0 - period.from.0 + 1).ok()?;
    let sum = |counter| places.grids.iter().map(|(_, g)| g.counts.get(counter)).sum::<i64>();
    let lacks = |g: &GridTally, counter| g.counts.value(counter).is_none();
    let known = places.has(Kind::Visits) || places.has(Kind::Cases);
    let unsure =
        places.grids.iter().any(|(_, g)| g.counts.get(Counter::Visits) > 0 && lacks(g, Counter::Timed));
    known.then_some(())?;
    Some(LoadBasis {
        period,
        days,
        available_hours: setting.settings.wisn.available_hours(days)?,
        visits: places.has(Kind::Visits).then(|| sum(Counter::Visits)),
        timed: (!unsure).then(|| sum(Counter::Timed)),
        cases: places.has(Kind::Cases).then(|| sum(Counter::Cases)),
        times: Times {
            visit: setting.settings.wisn.minutes_per_visit,
            case: setting.settings.wisn.minutes_per_case,
            household: setting.settings.wisn.minutes_per_household_month * f64::from(days) * 12.0 / 365.0,
        },
        without_households: places.grids.iter().filter(|(_, g)| lacks(g, Counter::Households)).count(),
    })
}

/// The period as far as it has passed; the data's span where all dates count, or where one end is open.
fn days_of(setting: &Setting) -> Option<Period> {
    let span = setting.span;
    let chosen = setting.period.or(span)?;
    let open = Day::from_ymd(1900, 1, 1)?;
    let from = if chosen.from < open { span?.from } else { chosen.from };
    let to = setting.as_of.map_or(chosen.to, |day| day.min(chosen.to));
    (from <= to).then_some(Period { from, to })
}

/// The load of a grid.
pub(super) fn grid(
    places: &OrderedPlaces<'_>,
    grid: &GridTally,
    basis: Option<&LoadBasis>,
    setting: &Setting,
) -> Option<GridLoad> {
    let basis = basis?;
    let minutes = minutes(&grid.counts, &basis.times);
    let work = workload(work_of(&grid.counts), basis.days, &setting.settings.wisn)?;
    Some(GridLoad {
        work,
        minutes,
        officers: places.has(Kind::Officers).then(|| grid.counts.get(Counter::Officers)),
    })
}

/// How evenly the work lies; `None` where the loads are not known.
pub(super) fn balance(grids: &[GridFigures]) -> Option<Result<Balance, NoBalance>> {
    let loads: Vec<LoadInVillage<'_>> = grids
        .iter()
        .filter_map(|g| g.load.map(|l| LoadInVillage { village: g.village.as_str(), load: l.minutes as f64 }))
        .collect();
    (!loads.is_empty()).then(|| balance::balance(&loads))
}

impl Figures {
    /// The same with the grids of one village alone: how evenly the work lies on them, who has them, what could move.
    pub fn of_village(&self, village: &str) -> Self {
        let grids: Vec<GridFigures> = self.grids.iter().filter(|g| g.village == village).cloned().collect();
        let labels: Vec<String> = grids.iter().map(GridFigures::label).collect();
        let mut plans = self.plans.clone();
        if let Ok(plans) = &mut plans {
            plans.retain(|plan| plan.village == village);
        }
        Self {
            balance: balance(&grids),
            posts: self.posts.as_ref().map(|posts| posts.of_grids(&labels, village)),
            plans,
            grids,
            ..self.clone()
        }
    }

    /// A figure of balance, as it is; `None` where it is not told.
    pub fn balance_of(&self, figure: BalanceFigure) -> Option<f64> {
        let b = self.balance.as_ref()?.as_ref().ok()?;
        Some(match figure {
            BalanceFigure::Largest => b.largest,
            BalanceFigure::Hoover => b.hoover,
            BalanceFigure::Gini => b.gini,
            BalanceFigure::Variation => b.variation,
            BalanceFigure::Theil => b.theil,
            BalanceFigure::Between => b.between,
            BalanceFigure::Within => b.within,
        })
    }
}
