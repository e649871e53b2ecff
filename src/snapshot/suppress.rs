//! Keeping small counts back, and what they would follow from.
//!
//! Visits of grids add up to their village's, those of villages to the township's, and the months add up to the
//! township's too. A small count stays unknown only where another, large one in the same sum is unknown as
//! well: [`protect`] picks one, or has the sum itself kept back. As every figure lies in one sum as a part and in
//! one as the whole, the sums form a tree, and no chain of them gives a small count away
//! (`tests/snapshot/privacy.rs` solves them).

use super::hidden::{Group, Groups, Hidden};
use crate::count::{Answers, Cases, Distinct, GridTally, Merge, Performance, Tally, VillageTally};
use crate::model::place::GridKey;

/// The counts of a part of a sum that are kept back together; each column adds up for itself.
type Counts = Vec<i64>;

/// A part of a sum.
#[derive(Clone, Debug)]
struct Part {
    counts: Counts,
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

/// Hides parts until none that is secret can be derived; true where the whole has to be kept back for that.
fn protect(parts: &mut [Part], least: i64) -> bool {
    for part in parts.iter_mut() {
        part.secret |= part.counts.iter().any(|&n| small(n, least));
        part.hidden |= part.secret;
    }
    let columns = parts.first().map_or(0, |p| p.counts.len());
    let mut whole = false;
    for column in 0..columns {
        let of = |part: &Part| part.counts.get(column).copied().unwrap_or(0);
        let secret = |p: &Part| p.secret && of(p) > 0;
        let held = |p: &Part| p.hidden && !p.secret && large(of(p), least);
        if !parts.iter().any(secret) || parts.iter().any(held) {
            continue;
        }
        let partner = (0..parts.len())
            .filter(|&i| parts.get(i).is_some_and(|p| !p.hidden && p.able && large(of(p), least)))
            .min_by_key(|&i| parts.get(i).map_or(i64::MAX, of));
        match partner.and_then(|i| parts.get_mut(i)) {
            Some(part) => part.hidden = true,
            None => whole = true,
        }
    }
    whole
}

fn size(set: &Distinct) -> i64 {
    set.count().unwrap_or(0)
}

fn sealed(n: i64) -> Distinct {
    if n == 0 { Distinct::default() } else { Distinct::Sealed(n) }
}

fn part(counts: Counts) -> Part {
    Part { counts, hidden: false, able: true, secret: false }
}

/// Visits and households visited.
fn of_grid(grid: &GridTally) -> Counts {
    vec![grid.visits, size(&grid.visited)]
}

/// A village with its grids, and what belongs to no grid as the last part.
struct Village<'a> {
    name: &'a str,
    grids: Vec<&'a GridKey>,
    parts: Vec<Part>,
    whole: Counts,
}

impl<'a> Village<'a> {
    fn of(tally: &'a Tally, name: &'a str, village: &VillageTally) -> Self {
        let from = GridKey { village: name.to_owned(), grid: String::new() };
        let grids = tally.grids.range(from..).take_while(|(key, _)| key.village == name);
        let (grids, mut parts): (Vec<&GridKey>, Vec<Part>) =
            grids.map(|(key, grid)| (key, part(of_grid(grid)))).unzip();
        let sum = |column: usize| parts.iter().filter_map(|p| p.counts.get(column)).sum::<i64>();
        // A village's own households are those of visits that name no grid; its visits are all.
        let rest = vec![village.visits - sum(0), size(&village.visited)];
        let whole = vec![village.visits, sum(1) + size(&village.visited)];
        parts.push(part(rest));
        Self { name, grids, parts, whole }
    }

    /// Whether it can protect others: each of its sums has a large part that can be unknown with it.
    fn able(&self, least: i64) -> bool {
        self.whole.iter().enumerate().all(|(column, &whole)| {
            let of = |p: &Part| p.counts.get(column).copied().unwrap_or(0);
            whole == 0 || self.parts.iter().any(|p| large(of(p), least))
        })
    }

    /// A village that is kept back must not be the sum of what is shown of it: its largest part goes with it.
    fn unknown_inside(&mut self, least: i64) {
        for column in 0..self.whole.len() {
            let of = |p: &Part| p.counts.get(column).copied().unwrap_or(0);
            if self.parts.iter().any(|p| p.hidden && !p.secret && large(of(p), least)) {
                continue;
            }
            let rest = self.parts.iter_mut().filter(|p| !p.hidden && of(p) > 0);
            if let Some(part) = rest.max_by_key(|p| of(p)) {
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
        places.push(Part { counts: village.whole.clone(), hidden: false, able, secret });
    }
    let sum = |column: usize| places.iter().filter_map(|p| p.counts.get(column)).sum::<i64>();
    let small_town = small(sum(0), least) || small(sum(1), least);
    let town = protect(&mut places, least) || small_town;
    for (place, village) in places.iter().zip(&mut villages) {
        if place.hidden {
            village.unknown_inside(least);
        }
        if place.hidden || town {
            hidden.set_village(village.name, hidden.village(village.name).with(Group::Visits));
        }
        for (key, part) in village.grids.iter().zip(&village.parts) {
            if part.hidden || town {
                hidden.set_grid(key, hidden.grid(key).with(Group::Visits));
            }
        }
    }
    if town {
        hidden.township = hidden.township.with(Group::Visits);
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
        hidden.set_grid(key, hidden.grid(key).with(Group::Cases));
    }
    for name in tally.villages.keys() {
        hidden.set_village(name, hidden.village(name).with(Group::Cases));
    }
    let mut all = Cases::default();
    tally.villages.values().for_each(|v| all.merge(v.cases));
    let Cases { received, closed, on_time, overdue, referred, satisfied, mostly_satisfied, dissatisfied } =
        all;
    let told = [
        received,
        closed,
        received - closed,
        on_time,
        closed - on_time,
        received - on_time,
        overdue,
        referred,
        received - closed - referred,
        satisfied,
        mostly_satisfied,
        dissatisfied,
        closed - satisfied - mostly_satisfied - dissatisfied,
    ];
    if told.iter().any(|&n| small(n, least)) {
        hidden.township = hidden.township.with(Group::Cases);
    }
}

fn bodies(tally: &Tally, least: i64, hidden: &mut Hidden) {
    for (which, body) in &tally.bodies {
        let p = &body.performance;
        let (judged, rated) = (body.answers.judged, body.answers.rated);
        let duty = [p.visits, p.receptions, p.visits_to_deputies, p.group_activities, p.talks, p.trained];
        let matters = [
            p.matters,
            p.solved,
            p.matters - p.solved,
            p.referred,
            p.matters - p.solved - p.referred,
            p.suggestions,
            p.matters - p.suggestions,
            p.disputes_solved,
            p.solved - p.disputes_solved,
            p.on_time,
            p.with_deadline,
            p.with_deadline - p.on_time,
            p.satisfied,
            p.mostly_satisfied,
            p.dissatisfied,
            p.solved - p.satisfied - p.mostly_satisfied - p.dissatisfied,
            judged,
            p.with_deadline - judged,
            judged - p.on_time,
            rated,
            p.matters - rated,
            p.solved - rated,
            rated - p.satisfied,
            rated - p.satisfied - p.mostly_satisfied,
            rated - p.satisfied - p.mostly_satisfied - p.dissatisfied,
        ];
        let mut groups = Groups::default();
        if duty.iter().any(|&n| small(n, least)) {
            groups = groups.with(Group::Duty);
        }
        if matters.iter().any(|&n| small(n, least)) {
            groups = groups.with(Group::Matters);
        }
        hidden.set_body(*which, groups);
    }
}

fn without_grids(tally: &mut Tally, hidden: &Hidden) {
    for (key, grid) in &mut tally.grids {
        // How many visits have no minutes would be a small count of its own.
        grid.timed = None;
        grid.cases = Cases::default();
        if hidden.grid(key).has(Group::Visits) {
            if let Some(village) = tally.villages.get_mut(&key.village) {
                village.visited = sealed(size(&village.visited).saturating_add(size(&grid.visited)));
            }
            (grid.visits, grid.minutes, grid.visited) = (0, 0, Distinct::default());
        }
    }
}

fn without_villages(tally: &mut Tally, hidden: &Hidden) {
    let mut town = VillageTally::default();
    for (name, village) in tally.villages.iter_mut().filter(|(name, _)| !name.is_empty()) {
        town.cases.merge(std::mem::take(&mut village.cases));
        // Visits of other dates are the difference of the two: only the township's stays.
        town.visits_all += std::mem::take(&mut village.visits_all);
        if hidden.village(name).has(Group::Visits) {
            let grids = || tally.grids.iter().filter(|(key, _)| key.village == *name).map(|(_, grid)| grid);
            let (shown, minutes) =
                (grids().map(|g| g.visits).sum::<i64>(), grids().map(|g| g.minutes).sum::<i64>());
            town.visits += village.visits - shown;
            town.minutes += village.minutes - minutes;
            town.visited = sealed(size(&town.visited).saturating_add(size(&village.visited)));
            (village.visits, village.minutes, village.visited) = (shown, minutes, Distinct::default());
        }
    }
    if town != VillageTally::default() {
        let own = tally.villages.entry(String::new()).or_default();
        own.visits += town.visits;
        own.visits_all += town.visits_all;
        own.minutes += town.minutes;
        own.visited = sealed(size(&own.visited).saturating_add(size(&town.visited)));
        own.cases.merge(town.cases);
    }
}

/// What is kept back of the township as a whole, of its months and of the bodies.
fn of_town(tally: &mut Tally, hidden: &Hidden, least: i64) {
    if let Some(own) = tally.villages.get_mut("") {
        if hidden.township.has(Group::Visits) {
            (own.visits, own.visits_all, own.minutes, own.visited) = (0, 0, 0, Distinct::default());
        }
        if hidden.township.has(Group::Cases) {
            own.cases = Cases::default();
        }
    }
    let mut matters = false;
    for (body, counts) in &mut tally.bodies {
        let groups = hidden.body(*body);
        let (p, none) = (counts.performance, Performance::default());
        let of_matters = if groups.has(Group::Matters) { none } else { p };
        let of_duty = if groups.has(Group::Duty) { none } else { p };
        if groups.has(Group::Matters) {
            matters = true;
            counts.answers = Answers::default();
        }
        counts.performance = Performance {
            visits: of_duty.visits,
            receptions: of_duty.receptions,
            visits_to_deputies: of_duty.visits_to_deputies,
            group_activities: of_duty.group_activities,
            talks: of_duty.talks,
            trained: of_duty.trained,
            ..of_matters
        };
    }
    let told = |m: &crate::count::MonthTally| {
        [m.visits, m.cases, m.cases_closed, m.cases - m.cases_closed, m.matters]
            .iter()
            .any(|&n| small(n, least))
    };
    // The months add up to the bodies and the township.
    if matters || !hidden.township.is_empty() || tally.months.values().any(told) {
        tally.months.clear();
    }
}
