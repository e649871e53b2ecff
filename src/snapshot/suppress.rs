//! Keeping small counts back, and what they would follow from: visits by their linked tables ([`visits`]), cases and
//! what representatives did by what is left of each whole.

use super::Made;
use super::linked::{inside, visits};
use super::over_time::OverTime;
use crate::catalogue::{Counter, Level, PrivacyGroup, Within};
use crate::count::county::is_town;
use crate::count::{Counts, MatterDays, Merge, Tally};
use crate::figures::{Hidden, PrivacyGroups};
use crate::model::period::Period;

use Counter as C;
use PrivacyGroup as P;

fn small(count: i64, least: i64) -> bool {
    (1..least).contains(&count)
}

/// Keeps back counts from 1 to below `least` of visits, cases and matters, and others that they would follow from, also
/// together with what was handed on `earlier`.
///
/// What is kept back of a grid is counted without a grid in its village, and what is kept back of a village without
/// a village, so that all sums stay what they are. Cases have too many figures that tell of each other (received,
/// closed, open, on time, rated): of them only the township's stay. Months stay where none of them is small. Below
/// 3 nothing is kept back: the mark would tell the figure.
pub(super) fn keep_back(
    mut tally: Tally,
    least: u32,
    period: Option<Period>,
    earlier: &[&Made],
) -> (Tally, Hidden) {
    let mut hidden = Hidden::default();
    if least < 3 {
        return (tally, hidden);
    }
    let least = i64::from(least);
    let periods = [period].into_iter().chain(earlier.iter().map(|made| made.snapshot.period));
    let over = OverTime::of(&periods.collect::<Vec<_>>());
    let months = visits(&tally, least, period, (earlier, &over), &mut hidden);
    let before = Before { period, earlier, over: &over, least };
    cases(&tally, &before, &mut hidden);
    bodies(&tally, &before, &mut hidden);
    if months {
        tally.months.clear();
    }
    without_grids(&mut tally, &hidden);
    without_villages(&mut tally, &hidden);
    of_town(&mut tally, &hidden, least);
    (tally, hidden)
}

/// Whether what is counted in a group tells a small count: one of its counters, or what is left of a whole without its
/// parts. Of a sum of these all are small where the sum is.
fn tells(counts: &Counts, group: PrivacyGroup, least: i64) -> bool {
    let rest = |rule: &Within| {
        rule.parts.iter().fold(counts.get(rule.whole), |rest, part| rest.saturating_sub(counts.get(*part)))
    };
    let mut rules =
        Within::ALL.iter().chain(Within::TOLD).filter(|rule| rule.whole.row().privacy == Some(group));
    C::of_group(group).any(|counter| small(counts.get(counter), least))
        || rules.any(|rule| small(rest(rule), least))
}

/// What was handed on before.
struct Before<'a> {
    /// The period in question.
    period: Option<Period>,
    earlier: &'a [&'a Made],
    over: &'a OverTime,
    least: i64,
}

impl Before<'_> {
    /// Whether with what was `shown` of a group the counts now tell a small count: by how they differ from those of a
    /// period inside or around this one, or by several periods together.
    fn tells(&self, now: &Counts, shown: impl Fn(&Made) -> Option<Counts>, group: PrivacyGroup) -> bool {
        let is_near = |made: &Made| {
            inside(self.period, made.snapshot.period) || inside(made.snapshot.period, self.period)
        };
        let then: Vec<Option<Counts>> = self.earlier.iter().map(|made| shown(made)).collect();
        let pairs = || self.earlier.iter().zip(&then);
        C::of_group(group).any(|counter| {
            let own = now.get(counter);
            let is_small = |n: u64| i64::try_from(n).is_ok_and(|n| small(n, self.least));
            let is_close = |counts: &Counts| is_small(own.abs_diff(counts.get(counter)));
            let values = || then.iter().map(|counts| Some(counts.as_ref()?.get(counter)));
            let with = self.over.follow([Some(own)].into_iter().chain(values()));
            let without = self.over.follow([None].into_iter().chain(values()));
            let is_told = |(with, without): (&Option<i64>, &Option<i64>)| {
                with != without && with.is_some_and(|n| small(n, self.least))
            };
            pairs().any(|(made, counts)| is_near(made) && counts.as_ref().is_some_and(is_close))
                || with.iter().zip(&without).any(is_told)
        })
    }
}

/// The counters of all villages together.
fn of_villages(tally: &Tally) -> Counts {
    let mut all = Counts::default();
    tally.villages.values().for_each(|v| all.merge(v.counts.clone()));
    all
}

fn cases(tally: &Tally, before: &Before<'_>, hidden: &mut Hidden) {
    for key in tally.grids.keys() {
        hidden.set_grid(key, hidden.grid(key).with(P::Cases));
    }
    for name in tally.villages.keys() {
        hidden.set_village(name, hidden.village(name).with(P::Cases));
    }
    let all = of_villages(tally);
    let shown = |made: &Made| {
        let shown = !made.snapshot.hidden.township.has(P::Cases);
        shown.then(|| of_villages(&made.whole))
    };
    if tells(&all, P::Cases, before.least) || before.tells(&all, shown, P::Cases) {
        hidden.township = hidden.township.with(P::Cases);
    }
}

fn bodies(tally: &Tally, before: &Before<'_>, hidden: &mut Hidden) {
    for (which, body) in &tally.bodies {
        let mut groups = PrivacyGroups::default();
        for group in [P::Duty, P::Matters] {
            let shown = |made: &Made| {
                let then = made.whole.bodies.get(which);
                then.filter(|_| !made.snapshot.hidden.body(*which).has(group)).map(|body| body.counts.clone())
            };
            if tells(&body.counts, group, before.least) || before.tells(&body.counts, shown, group) {
                groups = groups.with(group);
            }
        }
        hidden.set_body(*which, groups);
    }
}

/// Empties the counters of a group.
fn clear(counts: &mut Counts, group: PrivacyGroup) {
    C::of_group(group).for_each(|counter| counts.clear(counter));
}

/// Moves counters to the unit around; of sets the number.
fn hand_up(from: &mut Counts, to: &mut Counts, counters: impl Iterator<Item = Counter>) {
    for counter in counters {
        to.put(counter, Some(to.get(counter).saturating_add(from.get(counter))));
        from.clear(counter);
    }
}

fn without_grids(tally: &mut Tally, hidden: &Hidden) {
    for (key, grid) in &mut tally.grids {
        // How many visits have no minutes would be a small count of its own.
        grid.counts.clear(C::Timed);
        clear(&mut grid.counts, P::Cases);
        if hidden.grid(key).has(P::Visits) {
            if let Some(village) = tally.villages.get_mut(&key.village) {
                hand_up(&mut grid.counts, &mut village.counts, [C::Visited].into_iter());
            }
            clear(&mut grid.counts, P::Visits);
        }
    }
}

fn without_villages(tally: &mut Tally, hidden: &Hidden) {
    let mut town = Counts::default();
    for (name, village) in tally.villages.iter_mut().filter(|(name, _)| !name.is_empty()) {
        let own = &mut village.counts;
        hand_up(own, &mut town, C::of_group(P::Cases));
        // Visits of other dates are the difference of the two: only the township's stays.
        town.add(C::VisitsAll, own.get(C::VisitsAll).saturating_sub(own.get(C::Visits)).max(0));
        let before = own.get(C::Visits);
        if is_town(name) || hidden.village(name).has(P::Visits) {
            for counter in [C::Visits, C::Minutes] {
                let grids = tally.grids.iter().filter(|(key, _)| key.village == *name);
                let shown = grids.map(|(_, grid)| grid.counts.get(counter)).sum::<i64>();
                town.add(counter, own.get(counter) - shown);
                own.put(counter, Some(shown));
            }
            hand_up(own, &mut town, [C::Visited].into_iter());
        }
        town.add(C::VisitsAll, before.saturating_sub(own.get(C::Visits)));
        own.put(C::VisitsAll, Some(own.get(C::Visits)));
    }
    if !town.is_empty() {
        let all = Counter::ALL.iter().copied();
        hand_up(
            &mut town,
            &mut tally.villages.entry(String::new()).or_default().counts,
            all.filter(|c| {
                matches!(c.row().privacy, Some(P::Visits | P::OtherDates | P::Cases))
                    && c.is_kept(Level::Village)
            }),
        );
    }
}

/// What is kept back of the township as a whole, of its months and of the bodies.
fn of_town(tally: &mut Tally, hidden: &Hidden, least: i64) {
    if let Some(own) = tally.villages.get_mut("") {
        for group in [P::Visits, P::Cases].into_iter().filter(|group| hidden.township.has(*group)) {
            clear(&mut own.counts, group);
        }
        if hidden.township.has(P::OtherDates) {
            own.counts.put(C::VisitsAll, Some(own.counts.get(C::Visits)));
        }
    }
    let mut matters = false;
    for (body, counts) in &mut tally.bodies {
        let groups = hidden.body(*body);
        for group in P::ALL.into_iter().filter(|group| groups.has(*group)) {
            clear(&mut counts.counts, group);
        }
        if groups.has(P::Matters) {
            matters = true;
            counts.days = MatterDays::default();
        }
    }
    let told =
        |month: &Counts| [P::Visits, P::Cases, P::Matters].iter().any(|group| tells(month, *group, least));
    // The months add up to the bodies and the township.
    if matters
        || !hidden.township.without(PrivacyGroups::default().with(P::OtherDates)).is_empty()
        || tally.months.values().any(told)
    {
        tally.months.clear();
    }
}
