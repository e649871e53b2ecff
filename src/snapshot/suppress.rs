//! Keeping small counts back, and what they would follow from.
//!
//! Visits of grids add up to their village's, those of villages to the township's, and the months add up to the
//! township's too. A small count stays unknown only where another, large one in the same sum is unknown as
//! well: [`protect`] picks one, or has the sum itself kept back. As every figure lies in one sum as a part and in
//! one as the whole, the sums form a tree, and no chain of them gives a small count away
//! (`tests/snapshot/privacy.rs` solves them).

use crate::catalogue::{Counter, Level, PrivacyGroup};
use crate::count::{Counts, GridTally, MatterDays, Merge, Tally, VillageTally};
use crate::figures::{Hidden, PrivacyGroups};
use crate::model::place::GridKey;

/// The counts of a part of a sum that are kept back together; each column adds up for itself.
type Column = Vec<i64>;

/// A part of a sum.
#[derive(Clone, Debug)]
struct Part {
    counts: Column,
    /// How much larger each count could be, as far as what is shown tells: a grid has no more households visited than
    /// households.
    room: Column,
    hidden: bool,
    /// Whether it may be chosen to protect another: a whole needs parts that are kept back with it.
    able: bool,
    /// Whether it must not be derived: small, or the whole of a sum that has nothing large.
    secret: bool,
}

fn small(count: i64, least: i64) -> bool {
    (1..least).contains(&count)
}

/// A partner is so large that, whatever a small count beside it is, it could be what it is.
fn large(count: i64, least: i64) -> bool {
    count >= 2 * least
}

impl Part {
    fn count(&self, column: usize) -> i64 {
        self.counts.get(column).copied().unwrap_or(0)
    }

    /// Whether a column of it can be unknown beside a small count: it is large, and could be as much larger as the small
    /// count may be smaller.
    fn covers(&self, column: usize, least: i64) -> bool {
        let room = self.room.get(column).copied().unwrap_or(i64::MAX);
        large(self.count(column), least) && room >= least - 2
    }
}

/// Hides parts until none that is secret can be derived; true where the whole has to be kept back for that.
fn protect(parts: &mut [Part], least: i64) -> bool {
    for part in parts.iter_mut() {
        part.secret |= part.counts.iter().any(|&n| small(n, least));
        part.hidden |= part.secret;
    }
    let columns = parts.first().map_or(0, |p| p.counts.len());
    let mut whole = false;
    for column in 0..columns {
        let of = |part: &Part| part.count(column);
        let secret = |p: &Part| p.secret && of(p) > 0;
        let held = |p: &Part| p.hidden && !p.secret && p.covers(column, least);
        if !parts.iter().any(secret) || parts.iter().any(held) {
            continue;
        }
        let partner = (0..parts.len())
            .filter(|&i| parts.get(i).is_some_and(|p| !p.hidden && p.able && p.covers(column, least)))
            .min_by_key(|&i| parts.get(i).map_or(i64::MAX, of));
        match partner.and_then(|i| parts.get_mut(i)) {
            Some(part) => part.hidden = true,
            None => whole = true,
        }
    }
    whole
}

fn part(counts: Column, room: Column) -> Part {
    Part { counts, room, hidden: false, able: true, secret: false }
}

/// Visits and households visited.
fn of_grid(grid: &GridTally) -> Column {
    vec![grid.counts.get(Counter::Visits), grid.counts.get(Counter::Visited)]
}

/// No bound is known for visits; more households visited than there are tell that the bound is none.
fn room_of_grid(grid: &GridTally) -> Column {
    let households = grid.counts.value(Counter::Households);
    let room = households.map(|n| n - grid.counts.get(Counter::Visited)).filter(|room| *room >= 0);
    vec![i64::MAX, room.unwrap_or(i64::MAX)]
}

/// A village with its grids, and what belongs to no grid as the last part.
struct Village<'a> {
    name: &'a str,
    grids: Vec<&'a GridKey>,
    parts: Vec<Part>,
    whole: Column,
}

impl<'a> Village<'a> {
    fn of(tally: &'a Tally, name: &'a str, village: &VillageTally) -> Self {
        let (grids, mut parts): (Vec<&GridKey>, Vec<Part>) =
            tally.grids_of(name).map(|(key, grid)| (key, part(of_grid(grid), room_of_grid(grid)))).unzip();
        let sum = |column: usize| parts.iter().filter_map(|p| p.counts.get(column)).sum::<i64>();
        // A village's own households are those of visits that name no grid; its visits are all.
        let [visits, visited] = [Counter::Visits, Counter::Visited].map(|c| village.counts.get(c));
        let rest = vec![visits - sum(0), visited];
        let whole = vec![visits, sum(1) + visited];
        parts.push(part(rest, Column::new()));
        Self { name, grids, parts, whole }
    }

    /// Whether it can protect others: each of its sums has a large part that can be unknown with it.
    fn able(&self, least: i64) -> bool {
        self.whole
            .iter()
            .enumerate()
            .all(|(column, &whole)| whole == 0 || self.parts.iter().any(|p| p.covers(column, least)))
    }

    /// A village that is kept back must not be the sum of what is shown of it: its largest part goes with it.
    fn unknown_inside(&mut self, least: i64) {
        for column in 0..self.whole.len() {
            if self.parts.iter().any(|p| p.hidden && !p.secret && p.covers(column, least)) {
                continue;
            }
            let rest = self.parts.iter_mut().filter(|p| !p.hidden && p.count(column) > 0);
            if let Some(part) = rest.max_by_key(|p| (p.covers(column, least), p.count(column))) {
                part.hidden = true;
            }
        }
    }
}

/// Which places' visits are kept back.
fn visits(tally: &Tally, least: i64, hidden: &mut Hidden) {
    let mut villages: Vec<Village<'_>> =
        tally.villages.iter().map(|(name, village)| Village::of(tally, name, village)).collect();
    let mut places: Vec<Part> = Vec::new();
    for village in &mut villages {
        let secret = protect(&mut village.parts, least);
        let able = village.able(least);
        places.push(Part { able, secret, ..part(village.whole.clone(), Column::new()) });
    }
    let sum = |column: usize| places.iter().filter_map(|p| p.counts.get(column)).sum::<i64>();
    let small_town = small(sum(0), least) || small(sum(1), least);
    let town = protect(&mut places, least) || small_town;
    for (place, village) in places.iter().zip(&mut villages) {
        if place.hidden {
            village.unknown_inside(least);
        }
        if place.hidden || town {
            hidden.set_village(village.name, hidden.village(village.name).with(PrivacyGroup::Visits));
        }
        for (key, part) in village.grids.iter().zip(&village.parts) {
            if part.hidden || town {
                hidden.set_grid(key, hidden.grid(key).with(PrivacyGroup::Visits));
            }
        }
    }
    if town {
        hidden.township = hidden.township.with(PrivacyGroup::Visits);
    }
}

/// Keeps back counts from 1 to below `least` of visits, cases and matters, and others that they would follow from.
///
/// What is kept back of a grid is counted without a grid in its village, and what is kept back of a village without
/// a village, so that all sums stay what they are. Cases have too many figures that tell of each other (received,
/// closed, open, on time, rated): of them only the township's stay. Months stay where none of them is small. Below
/// 3 nothing is kept back: the mark would tell the figure.
pub(super) fn keep_back(mut tally: Tally, least: u32) -> (Tally, Hidden) {
    let mut hidden = Hidden::default();
    if least < 3 {
        return (tally, hidden);
    }
    let least = i64::from(least);
    visits(&tally, least, &mut hidden);
    cases(&tally, least, &mut hidden);
    bodies(&tally, least, &mut hidden);
    without_grids(&mut tally, &hidden);
    without_villages(&mut tally, &hidden);
    of_town(&mut tally, &hidden, least);
    (tally, hidden)
}

fn cases(tally: &Tally, least: i64, hidden: &mut Hidden) {
    for key in tally.grids.keys() {
        hidden.set_grid(key, hidden.grid(key).with(PrivacyGroup::Cases));
    }
    for name in tally.villages.keys() {
        hidden.set_village(name, hidden.village(name).with(PrivacyGroup::Cases));
    }
    let mut all = Counts::default();
    tally.villages.values().for_each(|v| all.merge(v.counts.clone()));
    if CASES.iter().any(|difference| small(difference.of(&all), least)) {
        hidden.township = hidden.township.with(PrivacyGroup::Cases);
    }
}

/// What follows from what is shown: a counter without others.
struct Difference(Counter, &'static [Counter]);

impl Difference {
    fn of(&self, counts: &Counts) -> i64 {
        self.1.iter().fold(counts.get(self.0), |rest, part| rest - counts.get(*part))
    }
}

use Counter as C;

/// What the figures of cases tell.
const CASES: [Difference; 17] = [
    Difference(C::Cases, &[]),
    Difference(C::CasesClosed, &[]),
    Difference(C::Cases, &[C::CasesClosed]),
    Difference(C::CasesOnTime, &[]),
    Difference(C::CasesClosed, &[C::CasesOnTime]),
    Difference(C::Cases, &[C::CasesOnTime]),
    Difference(C::CasesOverdue, &[]),
    Difference(C::Cases, &[C::CasesOnTime, C::CasesOverdue]),
    Difference(C::CasesWithoutDeadline, &[]),
    Difference(C::CasesUndated, &[]),
    Difference(C::Cases, &[C::CasesOnTime, C::CasesOverdue, C::CasesWithoutDeadline, C::CasesUndated]),
    Difference(C::CasesReferred, &[]),
    Difference(C::Cases, &[C::CasesClosed, C::CasesReferred]),
    Difference(C::CasesSatisfied, &[]),
    Difference(C::CasesMostly, &[]),
    Difference(C::CasesDissatisfied, &[]),
    Difference(C::CasesClosed, &[C::CasesSatisfied, C::CasesMostly, C::CasesDissatisfied]),
];

/// What the figures of a body's matters tell.
const MATTERS: [Difference; 25] = [
    Difference(C::Matters, &[]),
    Difference(C::Solved, &[]),
    Difference(C::Matters, &[C::Solved]),
    Difference(C::MattersReferred, &[]),
    Difference(C::Matters, &[C::Solved, C::MattersReferred]),
    Difference(C::Suggestions, &[]),
    Difference(C::Matters, &[C::Suggestions]),
    Difference(C::DisputesSolved, &[]),
    Difference(C::Solved, &[C::DisputesSolved]),
    Difference(C::MattersOnTime, &[]),
    Difference(C::WithDeadline, &[]),
    Difference(C::WithDeadline, &[C::MattersOnTime]),
    Difference(C::MattersSatisfied, &[]),
    Difference(C::MattersMostly, &[]),
    Difference(C::MattersDissatisfied, &[]),
    Difference(C::Solved, &[C::MattersSatisfied, C::MattersMostly, C::MattersDissatisfied]),
    Difference(C::Judged, &[]),
    Difference(C::WithDeadline, &[C::Judged]),
    Difference(C::Judged, &[C::MattersOnTime]),
    Difference(C::Rated, &[]),
    Difference(C::Matters, &[C::Rated]),
    Difference(C::Solved, &[C::Rated]),
    Difference(C::Rated, &[C::MattersSatisfied]),
    Difference(C::Rated, &[C::MattersSatisfied, C::MattersMostly]),
    Difference(C::Rated, &[C::MattersSatisfied, C::MattersMostly, C::MattersDissatisfied]),
];

fn bodies(tally: &Tally, least: i64, hidden: &mut Hidden) {
    for (which, body) in &tally.bodies {
        let mut groups = PrivacyGroups::default();
        if C::of_group(PrivacyGroup::Duty).any(|counter| small(body.counts.get(counter), least)) {
            groups = groups.with(PrivacyGroup::Duty);
        }
        if MATTERS.iter().any(|difference| small(difference.of(&body.counts), least)) {
            groups = groups.with(PrivacyGroup::Matters);
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
        clear(&mut grid.counts, PrivacyGroup::Cases);
        if hidden.grid(key).has(PrivacyGroup::Visits) {
            if let Some(village) = tally.villages.get_mut(&key.village) {
                hand_up(&mut grid.counts, &mut village.counts, [C::Visited].into_iter());
            }
            clear(&mut grid.counts, PrivacyGroup::Visits);
        }
    }
}

fn without_villages(tally: &mut Tally, hidden: &Hidden) {
    let mut town = Counts::default();
    for (name, village) in tally.villages.iter_mut().filter(|(name, _)| !name.is_empty()) {
        let own = &mut village.counts;
        hand_up(own, &mut town, C::of_group(PrivacyGroup::Cases));
        // Visits of other dates are the difference of the two: only the township's stays.
        hand_up(own, &mut town, [C::VisitsAll].into_iter());
        if hidden.village(name).has(PrivacyGroup::Visits) {
            for counter in [C::Visits, C::Minutes] {
                let grids = tally.grids.iter().filter(|(key, _)| key.village == *name);
                let shown = grids.map(|(_, grid)| grid.counts.get(counter)).sum::<i64>();
                town.add(counter, own.get(counter) - shown);
                own.put(counter, Some(shown));
            }
            hand_up(own, &mut town, [C::Visited].into_iter());
        }
    }
    if !town.is_empty() {
        let all = Counter::ALL.iter().copied();
        hand_up(
            &mut town,
            &mut tally.villages.entry(String::new()).or_default().counts,
            all.filter(|c| {
                matches!(c.row().privacy, Some(PrivacyGroup::Visits | PrivacyGroup::Cases))
                    && c.is_kept(Level::Village)
            }),
        );
    }
}

/// What is kept back of the township as a whole, of its months and of the bodies.
fn of_town(tally: &mut Tally, hidden: &Hidden, least: i64) {
    if let Some(own) = tally.villages.get_mut("") {
        for group in PrivacyGroup::ALL.into_iter().filter(|group| hidden.township.has(*group)) {
            clear(&mut own.counts, group);
        }
    }
    let mut matters = false;
    for (body, counts) in &mut tally.bodies {
        let groups = hidden.body(*body);
        for group in PrivacyGroup::ALL.into_iter().filter(|group| groups.has(*group)) {
            clear(&mut counts.counts, group);
        }
        if groups.has(PrivacyGroup::Matters) {
            matters = true;
            counts.days = MatterDays::default();
        }
    }
    const TOLD: [Difference; 5] = [
        Difference(C::Visits, &[]),
        Difference(C::Cases, &[]),
        Difference(C::CasesClosed, &[]),
        Difference(C::Cases, &[C::CasesClosed]),
        Difference(C::Matters, &[]),
    ];
    let told = |month: &Counts| TOLD.iter().any(|difference| small(difference.of(month), least));
    // The months add up to the bodies and the township.
    if matters || !hidden.township.is_empty() || tally.months.values().any(told) {
        tally.months.clear();
    }
}
