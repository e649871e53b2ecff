//! The load of each grid: officers' time that its counted work takes, by WISN.

use super::present::{Ordered, Setting, size};
use crate::cell::Day;
use crate::recognise::schema::Kind;
use crate::statistics::wisn::{Load, Work, load};
use crate::tally::{GridTally, Period};
use serde::{Deserialize, Serialize};

/// The load of one grid.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GridLoad {
    /// The work, and the officers that it takes.
    pub work: Load,
    /// The officers that there are; `None` where no list of officers is loaded.
    pub officers: Option<i64>,
}

impl GridLoad {
    /// Between how many officers the work is divided: one where there is none, or where none are known.
    #[must_use]
    pub fn shared_by(&self) -> i64 {
        self.officers.unwrap_or(1).max(1)
    }

    /// Officers that the work takes ÷ officers. 1.0 is exactly one officer's time.
    #[must_use]
    pub fn each(&self) -> f64 {
        self.work.required / self.shared_by() as f64
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
}

/// The basis; `None` where no day is known, or the settings leave an officer no hours.
pub(super) fn basis(places: &Ordered<'_>, setting: &Setting) -> Option<LoadBasis> {
    let period = days_of(setting)?;
    let days = u32::try_from(period.to.0 - period.from.0 + 1).ok()?;
    let sum = |of: fn(&GridTally) -> i64| places.grids.iter().map(|(_, g)| of(g)).sum::<i64>();
    let known = places.has(Kind::Visits) || places.has(Kind::Cases);
    let unsure = places.grids.iter().any(|(_, g)| g.visits > 0 && g.timed.is_none());
    known.then_some(())?;
    Some(LoadBasis {
        period,
        days,
        available_hours: setting.settings.wisn.available_hours(days)?,
        visits: places.has(Kind::Visits).then(|| sum(|g| g.visits)),
        timed: (!unsure).then(|| sum(|g| g.timed.unwrap_or(0))),
        cases: places.has(Kind::Cases).then(|| sum(|g| g.cases.received)),
        without_households: places.grids.iter().filter(|(_, g)| g.households.is_none()).count(),
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
    places: &Ordered<'_>,
    grid: &GridTally,
    basis: Option<&LoadBasis>,
    setting: &Setting,
) -> Option<GridLoad> {
    let timed = grid.timed.unwrap_or(if grid.minutes > 0 { grid.visits } else { 0 });
    let work = Work {
        visit_minutes: grid.minutes,
        visits_untimed: (grid.visits - timed).max(0),
        cases: grid.cases.received,
        households: grid.households.unwrap_or(0),
    };
    let work = load(work, basis?.days, &setting.settings.wisn)?;
    Some(GridLoad { work, officers: places.has(Kind::Officers).then(|| size(&grid.officers)) })
}
