//! How soon matters were closed, and when a person was in office, in a form that merges.

use super::Merge;
use crate::model::cell::Day;
use crate::model::period::Period;
use crate::order::Sort as _;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Matters of one number of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Closed after so many days.
    pub closed: i64,
    /// Still open after so many days, on the last day looked at.
    pub open: i64,
}

/// Matters by days from the day they were raised; those closed on no day, or before they were raised, are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterDays(pub BTreeMap<u32, Ended>);

impl MatterDays {
    /// Returns the days of all closed matters, and of all open ones, added up.
    pub fn total(&self) -> (i64, i64) {
        self.0.iter().fold((0, 0), |(closed, open), (days, n)| {
            let days = i64::from(*days);
            (
                closed.saturating_add(days.saturating_mul(n.closed)),
                open.saturating_add(days.saturating_mul(n.open)),
            )
        })
    }
}

impl Merge for Ended {
    fn merge(&mut self, other: Self) {
        let Self { closed, open } = other;
        Merge::merge(&mut self.closed, closed);
        Merge::merge(&mut self.open, open);
    }
}

impl Merge for MatterDays {
    fn merge(&mut self, other: Self) {
        Merge::merge(&mut self.0, other.0);
    }
}

/// The terms that rosters state for a person: first and last day, either of which may be open. They merge by union.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms(pub BTreeSet<(Option<Day>, Option<Day>)>);

impl Terms {
    /// A row's term; none where it states no day.
    pub fn of(since: Option<Day>, until: Option<Day>) -> Self {
        Self((since.is_some() || until.is_some()).then_some((since, until)).into_iter().collect())
    }

    /// The days of these that lie in the period, each counted once; `None` where no term is known.
    pub fn days_in(&self, period: Period) -> Option<i64> {
        if self.0.is_empty() {
            return None;
        }
        let clipped = self.0.iter().map(|(since, until)| {
            let from = since.map_or(period.from, |d| d.max(period.from));
            let to = until.map_or(period.to, |d| d.min(period.to));
            (from, to)
        });
        let mut terms: Vec<(Day, Day)> = clipped.filter(|(from, to)| from <= to).collect();
        terms.order();
        let (mut days, mut counted) = (0, None::<Day>);
        for (from, to) in terms {
            let from = counted.map_or(i64::from(from.0), |c| i64::from(c.0.max(from.0 - 1)) + 1);
            days += (i64::from(to.0) - from + 1).max(0);
            counted = Some(counted.map_or(to, |c| c.max(to)));
        }
        Some(days)
    }
}

impl Terms {
    /// One term that has so many days in the period, from its first day on: what travels of terms.
    pub fn lasting(days: i64, period: Period) -> Self {
        let last = i64::from(period.from.0).saturating_add(days).saturating_sub(1);
        let (since, until) = match i32::try_from(last) {
            Ok(last) if days > 0 => (period.from, Day(last)),
            // A term that no day lies in.
            _ => (Day(i32::MAX), Day(i32::MIN)),
        };
        Self([(Some(since), Some(until))].into())
    }
}

impl Merge for Terms {
    fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}
