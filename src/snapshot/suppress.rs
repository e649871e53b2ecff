//! Keeping small counts back, and what they would follow from: visits by their linked tables ([`visits`]), cases and
//! what representatives did by what is left of each whole.

use super::Made;
use super::linked::{inside, visits};
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
    let months = visits(&tally, least, period, earlier, &mut hidden);
    let others: Vec<&Made> = earlier
        .iter()
        .copied()
        .filter(|m| inside(period, m.snapshot.period) || inside(m.snapshot.period, period))
        .collect();
    cases(&tally, least, &others, &mut hidden);
    bodies(&tally, least, &others, &mut hidden);
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

/// Whether the counts of a group differ by a small count from earlier ones, of a period inside or around this one.
fn differs(now: &Counts, then: Option<&Counts>, group: PrivacyGroup, least: i64) -> bool {
    let apart = |then: &Counts, counter| now.get(counter).abs_diff(then.get(counter));
    let is_small = |n: u64| i64::try_from(n).is_ok_and(|n| small(n, least));
    then.is_some_and(|then| C::of_group(group).any(|counter| is_small(apart(then, counter))))
}

/// The counters of all villages together.
fn of_villages(tally: &Tally) -> Counts {
    let mut all = Counts::default();
    tally.villages.values().for_each(|v| all.merge(v.counts.clone()));
    all
}

fn cases(tally: &Tally, least: i64, earlier: &[&Made], hidden: &mut Hidden) {
    for key in tally.grids.keys() {
        hidden.set_grid(key, hidden.grid(key).with(P::Cases));
    }
    for name in tally.villages.keys() {
        hidden.set_village(name, hidden.village(name).with(P::Cases));
    }
    let all = of_villages(tally);
    let before = |made: &&Made| {
        let shown = !made.snapshot.hidden.township.has(P::Cases);
        shown && differs(&all, Some(&of_villages(&made.whole)), P::Cases, least)
    };
    if tells(&all, P::Cases, least) || earlier.iter().any(before) {
        hidden.township = hidden.township.with(P::Cases);
    }
}

fn bodies(tally: &Tally, least: i64, earlier: &[&Made], hidden: &mut Hidden) {
    for (which, body) in &tally.bodies {
        let mut groups = PrivacyGroups::default();
        for group in [P::Duty, P::Matters] {
            let before = |made: &&Made| {
                let then =
                    made.whole.bodies.get(which).filter(|_| !made.snapshot.hidden.body(*which).has(group));
                differs(&body.counts, then.map(|body| &body.counts), group, least)
            };
            if tells(&body.counts, group, least) || earlier.iter().any(before) {
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
