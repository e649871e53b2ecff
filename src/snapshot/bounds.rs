//! What the figures of a sealed tally can be: no number below 0, no part above its whole. [`bounded`] brings a tally
//! there, and one that it would change was never sealed.

use super::Snapshot;
use crate::catalogue::{Counter, Level, Within};
use crate::count::county::is_town;
use crate::count::{Counts, Tally};
use crate::model::cell::Day;
use crate::model::period::{MonthEnd, Period};

/// No count is above it, so that sums of all places of a country stay numbers.
pub(super) const MOST: i64 = 1_000_000_000_000_000;

/// Whether [`of_unit`] would change nothing.
fn is_in_bounds(counts: &Counts) -> bool {
    let numbers = Counter::ALL.iter().filter_map(|counter| counts.value(*counter));
    numbers.into_iter().all(|value| (0..=MOST).contains(&value))
        && Within::ALL.iter().filter(|rule| holds_of(rule, counts)).all(|rule| {
            let parts = || rule.parts.iter().map(|part| counts.get(*part));
            counts.value(rule.whole).is_none_or(|whole| parts().sum::<i64>() <= whole)
        })
}

fn holds_of(rule: &Within, counts: &Counts) -> bool {
    !rule.of_answers || counts.get(Counter::Followed) == counts.get(Counter::Matters)
}

/// Returns the counters of a unit in bounds.
pub(super) fn of_unit(counts: &mut Counts) {
    for &counter in Counter::ALL {
        if let Some(value) = counts.value(counter).filter(|value| !(0..=MOST).contains(value)) {
            counts.put(counter, Some(value.clamp(0, MOST)));
        }
    }
    for rule in Within::ALL {
        if !holds_of(rule, counts) {
            continue;
        }
        // A whole that is not known bounds nothing.
        let Some(mut left) = counts.value(rule.whole) else { continue };
        for &part in rule.parts {
            if let Some(value) = counts.value(part).filter(|value| *value > left) {
                counts.put(part, Some(left));
                left -= value.min(left);
            } else {
                left -= counts.get(part);
            }
        }
    }
}

/// Whether a unit counts no less than the units inside it do together, of what it counts itself.
fn holds<'a>(
    around: &Counts,
    levels: (Level, Level),
    inside: impl Iterator<Item = &'a Counts> + Clone,
) -> bool {
    Counter::ALL.iter().filter(|counter| counter.adds_up(levels.0, levels.1)).all(|&counter| {
        let sum = inside.clone().fold(0_i64, |sum, counts| sum.saturating_add(counts.get(counter)));
        around.get(counter) == 0 || sum <= around.get(counter)
    })
}

/// Returns a tally in bounds.
pub(super) fn bounded(mut tally: Tally) -> Tally {
    let Tally { villages, grids, persons, bodies, township, months, unplaced, .. } = &mut tally;
    grids.values_mut().map(|g| &mut g.counts).for_each(of_unit);
    persons.values_mut().map(|p| &mut p.counts).for_each(of_unit);
    months.values_mut().for_each(of_unit);
    of_unit(township);
    villages.values_mut().map(|v| &mut v.counts).for_each(of_unit);
    bodies.values_mut().map(|b| &mut b.counts).for_each(of_unit);
    let days = bodies.values_mut().map(|b| &mut b.days).chain(persons.values_mut().map(|p| &mut p.days));
    let heads = grids.values_mut().flat_map(|g| g.groups.values_mut().flatten());
    let groups = unplaced.values_mut();
    days.flat_map(|days| days.0.values_mut().flat_map(|n| [&mut n.closed, &mut n.open]))
        .chain(heads)
        .chain(
            groups.flat_map(|g| {
                [&mut g.own, &mut g.joint, &mut g.unsaid, &mut g.stated_own, &mut g.stated_joint]
            }),
        )
        .for_each(|n| *n = (*n).clamp(0, MOST));
    if !months_hold(&tally) {
        tally.months.clear();
    }
    tally
}

/// Whether [`bounded`] would change nothing.
fn is_bounded(tally: &Tally) -> bool {
    let Tally { villages, grids, persons, bodies, township, months, unplaced, .. } = tally;
    let units = grids.values().map(|g| &g.counts).chain(persons.values().map(|p| &p.counts));
    let units = units.chain(months.values()).chain([township]).chain(villages.values().map(|v| &v.counts));
    let mut units = units.chain(bodies.values().map(|b| &b.counts));
    let days = bodies.values().map(|b| &b.days).chain(persons.values().map(|p| &p.days));
    let days = days.flat_map(|days| days.0.values().flat_map(|n| [n.closed, n.open]));
    let heads = grids.values().flat_map(|g| g.groups.values().flatten().copied());
    let groups = unplaced.values().flat_map(|g| [g.own, g.joint, g.unsaid, g.stated_own, g.stated_joint]);
    units.all(is_in_bounds)
        && days.chain(heads).chain(groups).all(|n| (0..=MOST).contains(&n))
        && months_hold(tally)
}

/// Whether the months count no more than the villages and bodies.
fn months_hold(tally: &Tally) -> bool {
    let Tally { villages, bodies, months, .. } = tally;
    let units = || villages.values().map(|v| &v.counts).chain(bodies.values().map(|b| &b.counts));
    let mut whole = Counts::default();
    for &counter in Counter::ALL.iter().filter(|c| c.is_kept(Level::Month)) {
        let sum = units().fold(0_i64, |sum, counts| sum.saturating_add(counts.get(counter)));
        whole.put(counter, Some(sum));
    }
    holds(&whole, (Level::Month, Level::Month), months.values())
}

/// Whether no village and no body counts less than what lies in it: rows are counted in both alike.
fn adds_up(tally: &Tally) -> bool {
    let Tally { villages, bodies, persons, .. } = tally;
    villages.iter().all(|(name, village)| {
        let inside = tally.grids_of(name).map(|(_, grid)| &grid.counts).collect::<Vec<_>>();
        holds(&village.counts, (Level::Grid, Level::Village), inside.into_iter())
    }) && bodies.iter().all(|(body, own)| {
        let inside = persons.iter().filter(|(key, _)| key.body == *body).map(|(_, p)| &p.counts);
        holds(&own.counts, (Level::Person, Level::Body), inside)
    })
}

/// The days that dates can be: those of the years 1900 to 9999.
const DAYS: std::ops::RangeInclusive<i32> = -25_567..=2_932_896;

/// Whether days are of these years, and those of periods in order.
pub(super) fn days_are_possible(made: Day, periods: [Option<Period>; 2]) -> bool {
    let is_day = |day: Day| DAYS.contains(&day.0);
    let in_order = |p: &Period| is_day(p.from) && is_day(p.to) && p.from <= p.to;
    is_day(made) && periods.iter().flatten().all(in_order)
}

/// Whether a month (year × 12 + month − 1) has days in the period.
fn touches(period: Period, month: i32, end: MonthEnd) -> bool {
    let of = |day: Day| {
        let (year, month, of_month) = day.ymd();
        i64::from(year) * 12 + i64::from(month) - 1 + i64::from(of_month > end.day())
    };
    (of(period.from)..=of(period.to)).contains(&i64::from(month))
}

impl Snapshot {
    /// Whether it can have been sealed: its figures are in bounds, its periods have their days in order, its places
    /// stand inside each other, and its months are not more than the whole.
    pub(super) fn is_possible(&self) -> bool {
        let Tally { villages, grids, months, .. } = &self.tally;
        days_are_possible(self.made, [self.period, self.span])
            && months
                .keys()
                .all(|month| self.period.is_none_or(|period| touches(period, *month, self.month_end())))
            && grids.keys().all(|key| !is_town(&key.village) && villages.contains_key(&key.village))
            && (self.hidden.is_empty() || self.choices.least >= 3)
            && is_bounded(&self.tally)
            && adds_up(&self.tally)
    }
}
