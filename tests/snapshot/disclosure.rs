//! Attacks on snapshots that keep small counts back: whoever gets one, or several of periods inside, beside and across
//! each other, bounds every number by all sums that he knows, and solves these sums as equations.

use crate::paper::Paper;
use gelan::catalogue::{Count, Counter, GridFigure, PrivacyGroup};
use gelan::count::{Counts, GridTally, Least, Listing, Tally, VillageTally};
use gelan::figures::settings::Settings;
use gelan::figures::{Figures, Setting, present};
use gelan::model::cell::Day;
use gelan::model::kind::Kind;
use gelan::model::loaded::RequiredColumn;
use gelan::model::period::Period;
use gelan::model::place::GridKey;
use gelan::snapshot::{Choices, Made, decode, encode, figures};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const DAY: Day = Day(19_950);
const ANY: i64 = 1 << 50;

/// What happened in a grid in each of four quarters: visits, and households visited, those of one quarter among those of
/// any with more.
type Grid = ([i64; 4], [i64; 4]);

/// A village's grids; the last is what names no grid. The second number is how many visits are of other dates.
type Village = (Vec<Grid>, i64);

/// The first quarter of a period and the one after its last.
type Quarters = (usize, usize);

const HALF: Quarters = (0, 2);

fn grid() -> impl Strategy<Value = Grid> {
    let visits = || prop_oneof![3 => 0i64..5, 2 => 3i64..12, 4 => 12i64..120];
    let each = (visits(), 0i64..=100).prop_map(|(visits, part)| (visits, visits * part / 100));
    [each.clone(), each.clone(), each.clone(), each]
        .prop_map(|quarters| (quarters.map(|q| q.0), quarters.map(|q| q.1)))
}

fn village() -> impl Strategy<Value = Village> {
    (prop::collection::vec(grid(), 1..6), prop_oneof![0i64..4, 0i64..40])
}

fn quarters() -> impl Strategy<Value = Quarters> {
    (0usize..4, 1usize..=4).prop_map(|(from, length)| (from, (from + length).min(4)))
}

fn visits((visits, _): &Grid, (from, to): Quarters) -> i64 {
    visits[from..to].iter().sum()
}

fn visited((_, visited): &Grid, (from, to): Quarters) -> i64 {
    visited[from..to].iter().copied().max().unwrap()
}

fn listed(rank: usize, name: &str) -> Least {
    Least(Some(Listing { rank: rank as u32, name: name.to_owned(), ..Listing::default() }))
}

fn period((from, to): Quarters) -> Period {
    let first = |quarter: usize| match quarter {
        4 => Day::from_ymd(2025, 1, 1).unwrap(),
        _ => Day::from_ymd(2024, 3 * quarter as u32 + 1, 1).unwrap(),
    };
    Period { from: first(from), to: Day(first(to).0 - 1) }
}

/// The month in which all visits of a quarter are.
fn month(quarter: usize) -> i32 {
    24_288 + 3 * quarter as i32
}

fn tally(town: &[Village], quarters: Quarters) -> Tally {
    let mut tally = Tally::default();
    for kind in [Kind::Villages, Kind::Grids, Kind::Visits] {
        tally.loaded.add(kind);
    }
    tally.loaded.add_column(RequiredColumn::Visited);
    for (v, (grids, others)) in town.iter().enumerate() {
        let name = format!("{}村", v + 1);
        let (own, grids) = grids.split_last().unwrap();
        for (i, g) in grids.iter().enumerate() {
            let key = GridKey { village: name.clone(), grid: format!("第{}网格", i + 1) };
            let counts = [
                (Counter::Households, 40 + visited(g, HALF) / 2),
                (Counter::Visits, visits(g, quarters)),
                (Counter::Visited, visited(g, quarters)),
            ];
            let counts = counts.into_iter().collect();
            tally
                .grids
                .insert(key, GridTally { listed: listed(v * 9 + i, "网格"), counts, ..GridTally::default() });
        }
        let sum = |quarters| grids.iter().chain([own]).map(|g| visits(g, quarters)).sum::<i64>();
        let counts = [
            (Counter::Visits, sum(quarters)),
            (Counter::Visited, visited(own, quarters)),
            (Counter::VisitsAll, sum((0, 4)) + others),
        ];
        tally.villages.insert(
            name.clone(),
            VillageTally { listed: listed(v, &name), counts: counts.into_iter().collect() },
        );
        for quarter in quarters.0..quarters.1 {
            let own = tally.months.entry(month(quarter)).or_insert_with(Counts::default);
            own.put(Counter::Visits, Some(own.get(Counter::Visits) + sum((quarter, quarter + 1))));
        }
    }
    tally
}

fn figures_of(tally: &Tally, quarters: Quarters) -> Figures {
    let setting = Setting { period: Some(period(quarters)), ..Setting::default() };
    present(tally, setting)
}

/// Where the numbers of a snapshot stand, by place: visits and households visited of each, and the months.
type Places = BTreeMap<String, [usize; 2]>;

/// Notes a snapshot.
fn note(paper: &mut Paper, town: &[Village], made: &Made, quarters: Quarters, turn: usize) -> Places {
    let text = encode(&made.snapshot);
    let opened = decode(&text).unwrap();
    assert_eq!(opened, made.snapshot);
    let seen = figures(&opened, &Settings::default());
    super::totals::tell_no_more(&text, &seen);
    let truth = tally(town, quarters);
    let name = |what: &str| format!("{what} of {turn}");
    let mut places = Places::new();
    let mut wholes: [Vec<usize>; 2] = Default::default();
    let mut total = [0, 0];
    for (village, own) in &truth.villages {
        let hidden = opened.hidden.village(village).has(PrivacyGroup::Visits);
        let mut parts: [Vec<usize>; 2] = Default::default();
        let mut sum = [0, 0];
        for (key, grid) in truth.grids_of(village) {
            let shown = seen.grids.iter().find(|g| g.key() == *key).unwrap();
            let values = [Counter::Visits, Counter::Visited].map(|c| grid.counts.get(c));
            let figures = [GridFigure::Visits, GridFigure::VisitedHouseholds].map(|f| shown.get(f));
            // More households visited than there are tell that the list is no bound.
            let households = Some(grid.counts.get(Counter::Households)).filter(|most| *most >= values[1]);
            let most = [ANY, households.unwrap_or(ANY)];
            let cells = [0, 1].map(|c| {
                sum[c] += values[c];
                paper.note(name(&format!("{key:?} {c}")), values[c], figures[c], most[c], true)
            });
            (0..2).for_each(|c| parts[c].push(cells[c]));
            places.insert(format!("{key:?}"), cells);
            let between = paper.note(String::new(), values[0] - values[1], None, ANY, false);
            paper.sums.push((cells[0], vec![cells[1], between]));
        }
        let whole = [own.counts.get(Counter::Visits), sum[1] + own.counts.get(Counter::Visited)];
        let figure = seen.villages.iter().find(|v| v.name == *village).unwrap().count(Count::VisitsInPeriod);
        let travels = opened.tally.villages[village].counts.get(Counter::Visited);
        let grids = opened.tally.grids_of(village).map(|(_, g)| g.counts.get(Counter::Visited)).sum::<i64>();
        let shown = [figure, (!hidden).then_some(travels + grids)];
        let (mut cells, mut rests) = ([0; 2], [0; 2]);
        for c in 0..2 {
            cells[c] = paper.note(name(&format!("{village} {c}")), whole[c], shown[c], ANY, true);
            let rest = whole[c] - sum[c];
            // Who knows that there is none knows more.
            let known = (rest == 0 && !hidden).then_some(0);
            rests[c] = paper.note(name(&format!("{village} rest {c}")), rest, known, ANY, true);
            parts[c].push(rests[c]);
            paper.sums.push((cells[c], parts[c].clone()));
            wholes[c].push(cells[c]);
            total[c] += whole[c];
        }
        places.insert(village.clone(), cells);
        places.insert(format!("{village} rest"), rests);
    }
    let coverage = seen.measure(gelan::catalogue::Measure::HouseholdVisits).unwrap();
    let covered = (coverage.state == gelan::figures::State::Value).then_some(coverage.numerator);
    let shown = [seen.count(Count::VisitsInPeriod), covered];
    let cells = [0, 1].map(|c| paper.note(name(&format!("town {c}")), total[c], shown[c], ANY, true));
    (0..2).for_each(|c| paper.sums.push((cells[c], wholes[c].clone())));
    places.insert("town".to_owned(), cells);
    let all = truth.villages.values().map(|v| v.counts.get(Counter::VisitsAll)).sum::<i64>();
    let at = paper.note(name("all dates"), all, seen.count(Count::VisitsAll), ANY, true);
    places.insert("month of all dates".to_owned(), [at, at]);
    let known = (all == total[0]).then_some(0);
    let other = paper.note(name("other dates"), all - total[0], known, ANY, true);
    paper.sums.push((at, vec![cells[0], other]));
    let mut months = Vec::new();
    for (month, counts) in &truth.months {
        let shown = opened.tally.months.get(month).map(|m| m.get(Counter::Visits));
        let at = paper.note(name(&format!("month {month}")), counts.get(Counter::Visits), shown, ANY, true);
        months.push(at);
        places.insert(format!("month {month}"), [at, at]);
    }
    paper.sums.push((cells[0], months));
    places
}

fn made(town: &[Village], quarters: Quarters, least: u32, earlier: &[Made]) -> Made {
    let tally = tally(town, quarters);
    let choices = Choices { least, ..Choices::default() };
    Made::of(&tally, &figures_of(&tally, quarters), DAY, choices, earlier)
}

/// What happened in each quarter, in every place: parts of all numbers, and no secret where no snapshot's number or what
/// some leave of another is one.
fn note_quarters(paper: &mut Paper, town: &[Village], of: &[(Quarters, Places)]) {
    let mut wholes: [Vec<usize>; 4] = Default::default();
    let place = |paper: &mut Paper, name: &str, truth: [i64; 4], parts: Option<&[Vec<usize>; 4]>| {
        let cells: [usize; 4] = truth.map(|n| paper.note(String::new(), n, None, ANY, false));
        for (quarters, places) in of {
            paper.sums.push((places[name][0], cells[quarters.0..quarters.1].to_vec()));
        }
        for (cell, parts) in cells.iter().zip(parts.into_iter().flatten()) {
            paper.sums.push((*cell, parts.clone()));
        }
        cells
    };
    let add = |sums: &mut [Vec<usize>; 4], cells: [usize; 4]| {
        sums.iter_mut().zip(cells).for_each(|(sum, cell)| sum.push(cell));
    };
    let mut all = [0; 4];
    for (v, (grids, _)) in town.iter().enumerate() {
        let village = format!("{}村", v + 1);
        let mut parts: [Vec<usize>; 4] = Default::default();
        let mut sum = [0; 4];
        for (i, (visits, _)) in grids.iter().enumerate() {
            let key = GridKey { village: village.clone(), grid: format!("第{}网格", i + 1) };
            let name = if i + 1 == grids.len() { format!("{village} rest") } else { format!("{key:?}") };
            add(&mut parts, place(paper, &name, *visits, None));
            (0..4).for_each(|q| sum[q] += visits[q]);
        }
        add(&mut wholes, place(paper, &village, sum, Some(&parts)));
        (0..4).for_each(|q| all[q] += sum[q]);
    }
    let town = place(paper, "town", all, Some(&wholes));
    for pair in of.windows(2) {
        let [a, b] = [0, 1].map(|i: usize| pair[i].1["month of all dates"][0]);
        paper.sums.push((a, vec![b]));
    }
    for (quarter, cell) in town.into_iter().enumerate() {
        for (_, places) in of {
            if let Some([at, _]) = places.get(&format!("month {}", month(quarter))) {
                paper.sums.push((cell, vec![*at]));
            }
        }
    }
}

/// What the periods inside another one leave of it, of every place. Households visited add up over time in no other way.
fn note_rests(paper: &mut Paper, of: &[(Quarters, Places)]) {
    let inside = |a: Quarters, b: Quarters| b.0 <= a.0 && a.1 <= b.1;
    for (w, (whole, places)) in of.iter().enumerate() {
        for chosen in 1..1_u32 << of.len() {
            let parts: Vec<usize> = (0..of.len()).filter(|p| chosen >> p & 1 == 1 && *p != w).collect();
            let apart = parts.iter().enumerate().all(|(i, p)| {
                let (own, before) = (of[*p].0, &parts[..i]);
                inside(own, *whole) && before.iter().all(|q| of[*q].0.1 <= own.0 || own.1 <= of[*q].0.0)
            });
            // Of one period twice the later is the whole.
            if !apart || chosen >> w & 1 == 1 || parts.iter().any(|p| of[*p].0 == *whole && *p > w) {
                continue;
            }
            for (name, cells) in places.iter().filter(|(name, _)| !name.starts_with("month")) {
                for (c, whole) in cells.iter().enumerate().take(if parts.len() == 1 { 2 } else { 1 }) {
                    let cells_of: Vec<usize> = parts.iter().map(|p| of[*p].1[name][c]).collect();
                    let rest = paper.truth[*whole] - cells_of.iter().map(|at| paper.truth[*at]).sum::<i64>();
                    let is_shown = |at: &usize| paper.bounds[*at].0 == paper.bounds[*at].1;
                    let known = (rest == 0 && cells_of.iter().chain([whole]).all(is_shown)).then_some(0);
                    let rest =
                        paper.note(format!("{name} {c} of {w} without {parts:?}"), rest, known, ANY, true);
                    paper.sums.push((*whole, cells_of.into_iter().chain([rest]).collect()));
                }
            }
        }
    }
}

/// Hands on snapshots one after another, and attacks all of them together. What is told where nothing of the last is
/// shown, the earlier ones tell alone: of periods that nobody had asked for then.
fn attack(town: &[Village], least: u32, periods: &[Quarters]) -> Result<(), TestCaseError> {
    let mut all: Vec<Made> = Vec::new();
    for quarters in periods {
        let next = made(town, *quarters, least, &all);
        all.push(next);
    }
    let told = |blind: bool| {
        let mut paper = Paper::default();
        let mut of = Vec::new();
        for (turn, (made, quarters)) in all.iter().zip(periods).enumerate() {
            paper.blind = blind && turn + 1 == all.len();
            of.push((*quarters, note(&mut paper, town, made, *quarters, turn)));
        }
        if all.len() > 1 {
            note_quarters(&mut paper, town, &of);
            note_rests(&mut paper, &of);
        }
        paper.told(least.into())
    };
    let (told, before) = (told(false), told(true));
    let known: BTreeSet<&String> = before.keys().collect();
    for (name, how) in told.iter().filter(|(name, _)| !known.contains(name)) {
        prop_assert!(false, "{name} {how}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_snapshot_tells_no_small_count(town in prop::collection::vec(village(), 1..5), least in 3u32..8) {
        attack(&town, least, &[HALF])?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_snapshots_tell_none_together(
        town in prop::collection::vec(village(), 1..4), least in 3u32..8, first in quarters(), second in quarters(),
    ) {
        attack(&town, least, &[first, second])?;
    }

    #[test]
    fn three_snapshots_tell_none_together(
        town in prop::collection::vec(village(), 1..3), least in 3u32..8, periods in [quarters(), quarters(), quarters()],
    ) {
        attack(&town, least, &periods)?;
    }
}

/// A quarter in which little happened follows from the half-year and the other one, from all that overlap, and from what
/// is left of a year.
#[test]
fn periods_beside_and_across_each_other_are_solved_together() {
    let grids = vec![
        ([40, 3, 30, 35], [30, 3, 20, 25]),
        ([60, 43, 50, 41], [30, 35, 25, 31]),
        ([9, 8, 9, 8], [7, 7, 7, 7]),
    ];
    let town = vec![(grids, 40)];
    let key = GridKey { village: "1村".to_owned(), grid: "第1网格".to_owned() };
    for periods in
        [&[(0, 1), (2, 4), (0, 4)][..], &[(0, 3), (1, 4), (0, 4), (2, 3)], &[(1, 2), (0, 1), (0, 2)]]
    {
        let mut all: Vec<Made> = Vec::new();
        for quarters in periods {
            all.push(made(&town, *quarters, 5, &all.clone()));
        }
        let hidden: Vec<bool> =
            all.iter().map(|made| made.snapshot.hidden.grid(&key).has(PrivacyGroup::Visits)).collect();
        assert!(hidden.contains(&true), "{periods:?}");
        attack(&town, 5, periods).unwrap();
    }
}

/// Months that two snapshots keep back follow where a third one tells one of them.
#[test]
fn months_of_earlier_snapshots_are_solved_together() {
    let grid = |visits, visited| vec![(vec![(visits, visited)], 1)];
    let towns = [
        (grid([0, 12, 43, 14], [0, 0, 6, 0]), [(0, 3), (0, 4), (2, 4)]),
        (grid([0, 1, 12, 0], [0, 0, 6, 0]), [(1, 3), (2, 4), (3, 4)]),
    ];
    for (town, periods) in towns {
        attack(&town, 3, &periods).unwrap();
    }
}

#[test]
fn visits_of_other_dates_do_not_follow_from_all_and_those_of_the_period() {
    let grids = vec![([50, 40, 0, 0], [30, 35, 0, 0]), ([60, 43, 0, 0], [30, 40, 0, 0]), ([0; 4], [0; 4])];
    let town = vec![(grids, 3)];
    let tally = tally(&town, HALF);
    let sent = made(&town, HALF, 5, &[]).snapshot;
    let seen = figures(&decode(&encode(&sent)).unwrap(), &Settings::default());
    assert_eq!((seen.count(Count::VisitsInPeriod), seen.count(Count::VisitsAll)), (Some(193), None));
    assert_eq!(figures_of(&tally, HALF).count(Count::VisitsAll), Some(196));
    assert!(seen.grids.iter().all(|g| g.get(GridFigure::Visits).is_some()));
    // Nothing is told where nothing is kept back.
    let plain = made(&town, HALF, 0, &[]).snapshot;
    assert_eq!(figures(&plain, &Settings::default()).count(Count::VisitsAll), Some(196));
}

#[test]
fn a_second_snapshot_keeps_back_what_the_first_would_tell() {
    let grids = vec![
        ([50, 3, 0, 0], [30, 3, 0, 0]),
        ([60, 43, 0, 0], [30, 40, 0, 0]),
        ([40, 40, 0, 0], [20, 40, 0, 0]),
    ];
    let town = vec![(grids, 40)];
    let first = made(&town, (0, 1), 5, &[]);
    let alone = made(&town, HALF, 5, &[]);
    let second = made(&town, HALF, 5, std::slice::from_ref(&first));
    let key = GridKey { village: "1村".to_owned(), grid: "第1网格".to_owned() };
    let hides = |made: &Made| made.snapshot.hidden.grid(&key).has(PrivacyGroup::Visits);
    assert_eq!([&first, &alone, &second].map(hides), [false, false, true]);
}
