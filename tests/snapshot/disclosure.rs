//! Attacks on snapshots that keep small counts back: whoever gets one, or two of periods of which one lies in the other,
//! bounds every number by all sums that he knows, and solves these sums as equations.

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
use std::collections::BTreeMap;

const DAY: Day = Day(19_950);
const ANY: i64 = 1 << 50;

/// What happened in a grid in each of two quarters: visits, and households visited in the first and in both.
type Grid = ([i64; 2], [i64; 2]);

/// A village's grids; the last is what names no grid. The second number is how many visits are of other dates.
type Village = (Vec<Grid>, i64);

fn grid() -> impl Strategy<Value = Grid> {
    let visits = || prop_oneof![3 => 0i64..5, 2 => 3i64..12, 4 => 12i64..120];
    ([visits(), visits()], 0i64..=100, 0i64..=100).prop_map(|(visits, first, more)| {
        let first = visits[0] * first / 100;
        (visits, [first, first + visits[1] * more / 100])
    })
}

fn village() -> impl Strategy<Value = Village> {
    (prop::collection::vec(grid(), 1..6), prop_oneof![0i64..4, 0i64..40])
}

fn listed(rank: usize, name: &str) -> Least {
    Least(Some(Listing { rank: rank as u32, name: name.to_owned(), code: String::new() }))
}

fn period(quarters: usize) -> Period {
    let day = |m, d| Day::from_ymd(2024, m, d).unwrap();
    Period { from: day(1, 1), to: if quarters == 1 { day(3, 31) } else { day(6, 30) } }
}

/// The tally of the first quarter, or of both.
fn tally(town: &[Village], quarters: usize) -> Tally {
    let mut tally = Tally::default();
    for kind in [Kind::Villages, Kind::Grids, Kind::Visits] {
        tally.loaded.add(kind);
    }
    tally.loaded.add_column(RequiredColumn::Visited);
    for (v, (grids, others)) in town.iter().enumerate() {
        let name = format!("{}村", v + 1);
        let (own, grids) = grids.split_last().unwrap();
        let visits = |g: &Grid| g.0[..quarters].iter().sum::<i64>();
        let visited = |g: &Grid| g.1[quarters - 1];
        for (i, g) in grids.iter().enumerate() {
            let key = GridKey { village: name.clone(), grid: format!("第{}网格", i + 1) };
            let counts = [
                (Counter::Households, 40 + visited(g) / 2),
                (Counter::Visits, visits(g)),
                (Counter::Visited, visited(g)),
            ];
            let counts = counts.into_iter().collect();
            tally
                .grids
                .insert(key, GridTally { listed: listed(v * 9 + i, "网格"), counts, ..GridTally::default() });
        }
        let all = grids.iter().map(visits).sum::<i64>() + visits(own);
        let every = grids.iter().chain([own]).map(|g| g.0.iter().sum::<i64>()).sum::<i64>();
        let counts =
            [(Counter::Visits, all), (Counter::Visited, visited(own)), (Counter::VisitsAll, every + others)];
        tally.villages.insert(
            name.clone(),
            VillageTally { listed: listed(v, &name), counts: counts.into_iter().collect() },
        );
        for (quarter, first) in [(0, 0), (1, 3)].into_iter().take(quarters) {
            let n = grids.iter().chain([own]).map(|g| g.0[quarter]).sum::<i64>();
            let own = tally.months.entry(24_288 + first).or_insert_with(Counts::default);
            own.put(Counter::Visits, Some(own.get(Counter::Visits) + n));
        }
    }
    tally
}

fn figures_of(tally: &Tally, quarters: usize) -> Figures {
    let setting = Setting { period: Some(period(quarters)), ..Setting::default() };
    present(tally, setting)
}

/// What an attacker writes down: numbers with what they are, bounds, and sums.
#[derive(Default)]
struct Paper {
    names: Vec<String>,
    truth: Vec<i64>,
    bounds: Vec<(i64, i64)>,
    secret: Vec<bool>,
    /// A whole and its parts.
    sums: Vec<(usize, Vec<usize>)>,
}

impl Paper {
    /// `shown` is what the receiver's page has; `truth` what it is.
    fn note(&mut self, name: String, truth: i64, shown: Option<i64>, most: i64, secret: bool) -> usize {
        if let Some(shown) = shown {
            assert_eq!(shown, truth, "{name}");
        }
        self.names.push(name);
        self.truth.push(truth);
        self.bounds.push(shown.map_or((0, most), |n| (n, n)));
        self.secret.push(secret);
        self.names.len() - 1
    }

    fn spread(&self) -> Vec<(i64, i64)> {
        let mut bounds = self.bounds.clone();
        for _ in 0..400 {
            let before = bounds.clone();
            for (whole, parts) in &self.sums {
                let low: i64 = parts.iter().map(|p| bounds[*p].0).sum();
                let high: i64 = parts.iter().map(|p| bounds[*p].1).sum();
                bounds[*whole] = (bounds[*whole].0.max(low), bounds[*whole].1.min(high));
                for part in parts {
                    let others: (i64, i64) = parts
                        .iter()
                        .filter(|p| *p != part)
                        .fold((0, 0), |sum, p| (sum.0 + bounds[*p].0, sum.1 + bounds[*p].1));
                    let around = bounds[*whole];
                    let own = &mut bounds[*part];
                    *own = (own.0.max(around.0 - others.1), own.1.min(around.1 - others.0));
                }
            }
            if bounds == before {
                break;
            }
        }
        bounds
    }

    /// The numbers that have one solution, by elimination with fractions of whole numbers.
    fn solved(&self) -> Vec<usize> {
        let unknown: Vec<usize> =
            (0..self.names.len()).filter(|i| self.bounds[*i].0 != self.bounds[*i].1).collect();
        let column: BTreeMap<usize, usize> = unknown.iter().enumerate().map(|(c, i)| (*i, c)).collect();
        let mut rows: Vec<Vec<f64>> = self
            .sums
            .iter()
            .map(|(whole, parts)| {
                let mut row = vec![0.0; unknown.len()];
                parts.iter().filter_map(|p| column.get(p)).for_each(|c| row[*c] += 1.0);
                column.get(whole).into_iter().for_each(|c| row[*c] -= 1.0);
                row
            })
            .collect();
        let mut done = 0;
        for c in 0..unknown.len() {
            let Some(at) = (done..rows.len()).max_by(|a, b| rows[*a][c].abs().total_cmp(&rows[*b][c].abs()))
            else {
                break;
            };
            if rows[at][c].abs() < 1e-9 {
                continue;
            }
            rows.swap(done, at);
            let pivot: Vec<f64> = rows[done].iter().map(|n| n / rows[done][c]).collect();
            for (i, row) in rows.iter_mut().enumerate() {
                let factor = row[c];
                if i == done {
                    row.clone_from(&pivot);
                } else if factor != 0.0 {
                    row.iter_mut().zip(&pivot).for_each(|(n, p)| *n -= factor * p);
                }
            }
            done += 1;
        }
        let alone = |row: &Vec<f64>| {
            let mut used = row.iter().enumerate().filter(|(_, n)| n.abs() > 1e-9).map(|(c, _)| unknown[c]);
            used.next().filter(|_| used.next().is_none())
        };
        rows.iter().filter_map(alone).collect()
    }

    /// No small number may have bounds that leave only small ones, nor one solution. Where `below` is asked too, no bound may
    /// lie above small numbers either: it says nothing of how large the number is, and two snapshots can give one.
    fn check(&self, least: i64, below: bool) -> Result<(), TestCaseError> {
        let spread = self.spread();
        let secret = |i: &usize| self.secret[*i] && (1..least).contains(&self.truth[*i]);
        for i in (0..self.names.len()).filter(secret) {
            let ((low, high), (base, most)) = (spread[i], self.bounds[i]);
            let told = (below && low > base.max(1)) || high < least.min(most) || low == high;
            prop_assert!(!told, "{} is {} and lies in {low}..={high}", self.names[i], self.truth[i]);
        }
        for i in self.solved() {
            prop_assert!(!secret(&i), "{} is {} by equations", self.names[i], self.truth[i]);
        }
        Ok(())
    }
}

/// Notes a snapshot; returns where its grids', villages' and township's visits stand.
fn note(paper: &mut Paper, town: &[Village], made: &Made, quarters: usize) -> Vec<(String, usize)> {
    let opened = decode(&encode(&made.snapshot)).unwrap();
    assert_eq!(opened, made.snapshot);
    let seen = figures(&opened, &Settings::default());
    let truth = tally(town, quarters);
    let name = |what: &str| format!("{what} {quarters}");
    let mut places = Vec::new();
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
            for c in 0..2 {
                let at = paper.note(name(&format!("{key:?} {c}")), values[c], figures[c], most[c], true);
                parts[c].push(at);
                places.push((format!("{key:?} {c}"), at));
                sum[c] += values[c];
            }
            let between = paper.note(String::new(), values[0] - values[1], None, ANY, false);
            paper.sums.push((parts[0][parts[0].len() - 1], vec![parts[1][parts[1].len() - 1], between]));
        }
        let whole = [own.counts.get(Counter::Visits), sum[1] + own.counts.get(Counter::Visited)];
        let figure = seen.villages.iter().find(|v| v.name == *village).unwrap().count(Count::VisitsInPeriod);
        let travels = opened.tally.villages[village].counts.get(Counter::Visited);
        let grids = opened.tally.grids_of(village).map(|(_, g)| g.counts.get(Counter::Visited)).sum::<i64>();
        let shown = [figure, (!hidden).then_some(travels + grids)];
        for c in 0..2 {
            let at = paper.note(name(&format!("{village} {c}")), whole[c], shown[c], ANY, true);
            let rest = whole[c] - sum[c];
            // Who knows that there is none knows more.
            let known = (rest == 0 && !hidden).then_some(0);
            parts[c].push(paper.note(name(&format!("{village} rest {c}")), rest, known, ANY, true));
            paper.sums.push((at, parts[c].clone()));
            places.push((format!("{village} {c}"), at));
            wholes[c].push(at);
            total[c] += whole[c];
        }
    }
    let coverage = seen.measure(gelan::catalogue::Measure::HouseholdVisits).unwrap();
    let covered = (coverage.state == gelan::figures::State::Value).then_some(coverage.numerator);
    let shown = [seen.count(Count::VisitsInPeriod), covered];
    for c in 0..2 {
        let at = paper.note(name(&format!("town {c}")), total[c], shown[c], ANY, true);
        paper.sums.push((at, wholes[c].clone()));
        places.push((format!("town {c}"), at));
    }
    let town_at = places[places.len() - 2].1;
    let all = truth.villages.values().map(|v| v.counts.get(Counter::VisitsAll)).sum::<i64>();
    let at = paper.note(name("all dates"), all, seen.count(Count::VisitsAll), ANY, true);
    let known = (all == total[0]).then_some(0);
    let other = paper.note(name("other dates"), all - total[0], known, ANY, true);
    paper.sums.push((at, vec![town_at, other]));
    let months = truth.months.iter().map(|(month, counts)| {
        let n = counts.get(Counter::Visits);
        (*month, n, opened.tally.months.get(month).map(|m| m.get(Counter::Visits)))
    });
    let months: Vec<usize> = months
        .map(|(month, n, shown)| paper.note(name(&format!("month {month}")), n, shown, ANY, true))
        .collect();
    places.extend(months.iter().enumerate().map(|(i, at)| (format!("month {i}"), *at)));
    paper.sums.push((town_at, months));
    places
}

fn made(town: &[Village], quarters: usize, least: u32, earlier: &[Made]) -> Made {
    let tally = tally(town, quarters);
    let choices = Choices { least, ..Choices::default() };
    Made::of(&tally, &figures_of(&tally, quarters), DAY, choices, earlier)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_snapshot_tells_no_small_count(town in prop::collection::vec(village(), 1..5), least in 3u32..8) {
        let mut paper = Paper::default();
        note(&mut paper, &town, &made(&town, 2, least, &[]), 2);
        paper.check(least.into(), true)?;
    }

    #[test]
    fn two_snapshots_of_periods_inside_each_other_tell_none(
        town in prop::collection::vec(village(), 1..5), least in 3u32..8, first in 1usize..=2, second in 1usize..=2,
    ) {
        let before = made(&town, first, least, &[]);
        let after = made(&town, second, least, std::slice::from_ref(&before));
        let mut paper = Paper::default();
        let then = note(&mut paper, &town, &before, first);
        let now = note(&mut paper, &town, &after, second);
        for ((name, a), (_, b)) in then.iter().zip(&now).filter(|((a, _), (b, _))| a == b) {
            let (whole, part) = if first > second { (*a, *b) } else { (*b, *a) };
            let same = first == second || name.starts_with("month");
            if same && paper.truth[whole] == paper.truth[part] {
                paper.sums.push((whole, vec![part]));
            } else if !name.starts_with("month") {
                let rest = paper.truth[whole] - paper.truth[part];
                let is_shown = |at: usize| paper.bounds[at].0 == paper.bounds[at].1;
                let known = (rest == 0 && is_shown(whole) && is_shown(part)).then_some(0);
                // No more and no less than the households leave, whatever the second snapshot shows.
                let most = paper.bounds[whole].1 - paper.bounds[part].0;
                let least = paper.bounds[whole].0 - paper.bounds[part].1;
                let rest = paper.note(format!("{name} between"), rest, known, most, true);
                paper.bounds[rest].0 = paper.bounds[rest].0.max(least);
                paper.sums.push((whole, vec![part, rest]));
            }
        }
        paper.check(least.into(), false)?;
    }
}

#[test]
fn visits_of_other_dates_do_not_follow_from_all_and_those_of_the_period() {
    let grids = vec![([50, 40], [30, 50]), ([60, 43], [30, 55]), ([0, 0], [0, 0])];
    let town = vec![(grids, 3)];
    let tally = tally(&town, 2);
    let sent = made(&town, 2, 5, &[]).snapshot;
    let seen = figures(&decode(&encode(&sent)).unwrap(), &Settings::default());
    assert_eq!((seen.count(Count::VisitsInPeriod), seen.count(Count::VisitsAll)), (Some(193), None));
    assert_eq!(figures_of(&tally, 2).count(Count::VisitsAll), Some(196));
    assert!(seen.grids.iter().all(|g| g.get(GridFigure::Visits).is_some()));
    // Nothing is told where nothing is kept back.
    let plain = made(&town, 2, 0, &[]).snapshot;
    assert_eq!(figures(&plain, &Settings::default()).count(Count::VisitsAll), Some(196));
}

#[test]
fn a_second_snapshot_keeps_back_what_the_first_would_tell() {
    let grids = vec![([50, 3], [30, 32]), ([60, 43], [30, 55]), ([40, 40], [20, 40])];
    let town = vec![(grids, 40)];
    let first = made(&town, 1, 5, &[]);
    let alone = made(&town, 2, 5, &[]);
    let second = made(&town, 2, 5, std::slice::from_ref(&first));
    let key = GridKey { village: "1村".to_owned(), grid: "第1网格".to_owned() };
    let hides = |made: &Made| made.snapshot.hidden.grid(&key).has(PrivacyGroup::Visits);
    assert_eq!([&first, &alone, &second].map(hides), [false, false, true]);
}
