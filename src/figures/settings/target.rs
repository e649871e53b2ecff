//! What a period is held against: targets that hold for a year, a half year, a quarter or a month.

use super::Settings;
use crate::catalogue::Measure;
use crate::figures::{Figures, GridFigures};
use crate::model::period::{MonthEnd, Period};
use crate::text::t;
use serde::{Deserialize, Serialize};
use std::fmt;

/// For how long the targets of figures that grow with the period hold, and what holds of shorter periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetRule {
    /// Months: 1, 3, 6 or 12.
    pub months: u32,
    /// What holds of shorter periods, an index of [`SHORTER`].
    pub shorter: u32,
}

/// How a period is held against a target that holds for longer: not at all, by its part, or by the whole of it.
pub(super) const SHORTER: [(u32, &str); 3] = [(0, "不判"), (BY_PART, "按月数折算"), (AS_IT_IS, "照样判")];
const BY_PART: u32 = 1;
const AS_IT_IS: u32 = 2;

/// The lengths for which targets hold, in months.
pub(super) const LENGTHS: [(u32, &str); 4] = [(12, "年"), (6, "半年"), (3, "季度"), (1, "月")];

impl Default for TargetRule {
    fn default() -> Self {
        // A month cannot reach what a half year is for, and nobody said that it has to reach a part of it.
        Self { months: 6, shorter: 0 }
    }
}

/// A target as a period is held against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodTarget {
    /// In percent, for as long as it holds.
    pub percent: u32,
    /// The part of it that the period has to reach: so many months or days of so many; 1 of 1 for the whole.
    pub part: (u32, u32),
    /// Whether it holds of the period; otherwise the months for which it does.
    pub waits: Option<u32>,
}

impl PeriodTarget {
    /// A target that any period is held against.
    pub const fn whole(percent: u32) -> Self {
        Self { percent, part: (1, 1), waits: None }
    }

    /// How many of so many reach it.
    fn wanted(self, denominator: i64) -> i128 {
        let (part, whole) = (i128::from(self.part.0), i128::from(self.part.1.max(1)) * 100);
        (i128::from(denominator) * i128::from(self.percent) * part + whole - 1).div_euclid(whole)
    }

    /// Returns how many more are needed; 0 if it is reached, or holds for longer.
    pub fn short_of(self, numerator: i64, denominator: i64) -> i64 {
        if self.waits.is_some() {
            return 0;
        }
        i64::try_from((self.wanted(denominator) - i128::from(numerator)).max(0)).unwrap_or(i64::MAX)
    }

    /// What the period has to reach, in tenths of a percent; `None` where it is not held against it.
    pub fn tenths(self) -> Option<i64> {
        let (part, whole) = (i64::from(self.part.0), i64::from(self.part.1.max(1)));
        self.waits.is_none().then(|| (i64::from(self.percent) * 20 * part + whole).div_euclid(2 * whole))
    }

    /// What the period has to reach, in percent: 80, 13.3; empty where it is not held against it.
    pub fn reach(self) -> String {
        match self.tenths() {
            None => String::new(),
            Some(tenths) if tenths % 10 == 0 => (tenths / 10).to_string(),
            Some(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
        }
    }

    /// The length of the periods that it is for, in words; empty where it holds of this one.
    pub fn holds_for(self) -> &'static str {
        let length = LENGTHS.iter().find(|(months, _)| Some(*months) == self.waits);
        length.map_or("", |(_, name)| t(name))
    }
}

/// The figure before a percent sign: `80`, or of a part `80%×1/6＝13.3`.
impl fmt::Display for PeriodTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.part, self.waits) {
            ((part, whole), None) if part != whole => {
                write!(f, "{}%×{part}/{whole}＝{}", self.percent, self.reach())
            }
            _ => write!(f, "{}", self.percent),
        }
    }
}

/// How much of so many months a period is: its months, or its days where these are no whole ones; `None` for all of them
/// and more.
pub fn part_of(period: Period, months: u32, end: MonthEnd) -> Option<(u32, u32)> {
    let (part, whole) = match period.whole_months(end) {
        Some((first, last)) => (u32::try_from(last - first + 1).ok()?, months),
        None => {
            let days = i64::from(period.to.0) - i64::from(period.from.0) + 1;
            (u32::try_from(days).ok()?, (365 * months + 6) / 12)
        }
    };
    (part < whole).then_some((part, whole))
}

impl Settings {
    /// What a measure of the town is held against in a period.
    pub fn target_for(&self, measure: Measure, period: Option<Period>) -> PeriodTarget {
        self.held_against(measure, self.target(measure), period)
    }

    /// The same of a village or a kind of grid that has a target of its own; `None` where it has none.
    pub fn own_target(&self, measure: Measure, place: &str, period: Option<Period>) -> Option<PeriodTarget> {
        let percent = self.villages.0.get(place)?.get(&measure)?;
        Some(self.held_against(measure, *percent, period))
    }

    fn held_against(&self, measure: Measure, percent: u32, period: Option<Period>) -> PeriodTarget {
        let target = PeriodTarget::whole(percent);
        let TargetRule { months, shorter } = self.rule;
        let part = period.filter(|_| measure.grows()).and_then(|p| part_of(p, months, self.month_end));
        match (part, shorter) {
            (None, _) | (_, AS_IT_IS) => target,
            (Some(part), BY_PART) => PeriodTarget { part, ..target },
            (Some(_), _) => PeriodTarget { waits: Some(months), ..target },
        }
    }
}

impl Figures {
    /// What a measure is held against.
    pub fn target(&self, measure: Measure) -> PeriodTarget {
        self.settings.target_for(measure, self.period)
    }

    /// What a measure of a village is held against.
    pub fn target_of(&self, measure: Measure, village: &str) -> PeriodTarget {
        let own = self.settings.own_target(measure, village, self.period);
        own.unwrap_or_else(|| self.target(measure))
    }

    /// What a measure of a grid is held against: the target of its kind, else of its village.
    pub fn target_of_grid(&self, measure: Measure, grid: &GridFigures) -> PeriodTarget {
        self.own_of_grid(measure, grid).unwrap_or_else(|| self.target(measure))
    }

    /// The same, where it is not the town's.
    pub fn own_of_grid(&self, measure: Measure, grid: &GridFigures) -> Option<PeriodTarget> {
        let own = |place: &str| self.settings.own_target(measure, place, self.period);
        own(&grid.kind).or_else(|| own(&grid.village))
    }
}
