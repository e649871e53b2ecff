//! Workload of a grid in officers: how many persons' time the counted work takes.
//!
//! World Health Organization, Workload Indicators of Staffing Need (WISN): User's Manual (Geneva, 2010).
//! Required staff = hours of the counted work ÷ hours a person has × CAF + IAF. CAF = 1 ÷ (1 − the share of
//! time for duties that everyone has and nobody counts); IAF = hours of duties that only some have ÷ hours a
//! person has. A load of 1.0 is exactly one officer's time.

mod settings;

pub use settings::{SETTINGS, SettingNote, WorkloadSettings};

use serde::{Deserialize, Serialize};

/// The counted work of one grid in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedWork {
    /// Minutes of the visits for which they are recorded.
    pub visit_minutes: i64,
    /// Visits without recorded minutes, 户次; they take the standard time.
    pub visits_untimed: i64,
    /// Cases received, 件.
    pub cases: i64,
    /// Households looked after, 户.
    pub households: i64,
}

/// The load of one grid.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GridWorkload {
    /// Hours of visits.
    pub visit_hours: f64,
    /// Hours of cases.
    pub case_hours: f64,
    /// Hours of looking after the households.
    pub household_hours: f64,
    /// Hours that one officer has in the period.
    pub available_hours: f64,
    /// Officers for the counted work alone.
    pub basic: f64,
    /// Officers in all: `basic` × CAF + IAF.
    pub required: f64,
}

impl GridWorkload {
    /// Hours of the counted work.
    pub fn hours(&self) -> f64 {
        self.visit_hours + self.case_hours + self.household_hours
    }
}

/// Staff by the method, without and with allowances.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Staff {
    /// Hours of the work ÷ hours a person has.
    pub basic: f64,
    /// `basic` × CAF + IAF.
    pub required: f64,
}

/// Category allowance factor: 1 ÷ (1 − `share`); `None` unless 0 ≤ share < 1.
pub fn category_allowance_factor(share: f64) -> Option<f64> {
    (0.0..1.0).contains(&share).then(|| 1.0 / (1.0 - share))
}

/// Returns the staff for `hours` of work if a person has `available` hours, everyone spends `category_share` of them on
/// uncounted duties, and single persons spend `individual_hours` in all on duties of their own. All hours are
/// of the same period. `None` if an hour is negative, `available` is 0, or the share is not below 1.
pub fn staff(hours: f64, available: f64, category_share: f64, individual_hours: f64) -> Option<Staff> {
    let factor = category_allowance_factor(category_share)?;
    let basic = hours / available;
    let required = basic * factor + individual_hours / available;
    let usable = hours >= 0.0 && individual_hours >= 0.0 && available > 0.0 && required.is_finite();
    usable.then_some(Staff { basic, required })
}

/// Returns the load of a grid with this `work` in `days` days; `None` if the settings or the counts are impossible.
pub fn workload(work: CountedWork, days: u32, settings: &WorkloadSettings) -> Option<GridWorkload> {
    let available_hours = settings.available_hours(days)?;
    let months = f64::from(days) * 12.0 / 365.0;
    let counted = |count: i64, minutes: f64| {
        (count >= 0 && minutes >= 0.0 && minutes.is_finite()).then(|| count as f64 * minutes / 60.0)
    };
    let visit_hours =
        counted(work.visit_minutes, 1.0)? + counted(work.visits_untimed, settings.minutes_per_visit)?;
    let case_hours = counted(work.cases, settings.minutes_per_case)?;
    let household_hours = counted(work.households, settings.minutes_per_household_month * months)?;
    let Staff { basic, required } = staff(
        visit_hours + case_hours + household_hours,
        available_hours,
        settings.category_share,
        settings.individual_hours_per_year * f64::from(days) / 365.0,
    )?;
    Some(GridWorkload { visit_hours, case_hours, household_hours, available_hours, basic, required })
}
