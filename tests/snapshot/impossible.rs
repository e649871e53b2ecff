//! A snapshot whose checksum is right, and whose figures cannot be, does not open.

use crate::payload::{version, wrapped};
use crate::town;
use gelan::catalogue::{Counter, Within};
use gelan::count::{GridTally, Tally};
use gelan::model::cell::Day;
use gelan::model::period::Period;
use gelan::model::place::GridKey;
use gelan::snapshot::{Snapshot, SnapshotError, decode, encode, meter, seal};

fn good() -> Snapshot {
    town::answered(town::snapshot(3))
}

/// The snapshot as somebody writes it who does not seal it.
fn written(snapshot: &Snapshot) -> Result<Snapshot, SnapshotError> {
    decode(&wrapped(version(), &[vec![0], meter::unsealed(snapshot)].concat()))
}

fn changed(change: impl FnOnce(&mut Tally)) -> Result<Snapshot, SnapshotError> {
    let mut snapshot = good();
    change(&mut snapshot.tally);
    written(&snapshot)
}

#[test]
fn what_was_sealed_opens() {
    assert_eq!(written(&good()), Ok(good()));
}

#[test]
fn a_real_text_with_impossible_figures_is_refused() {
    let text = include_str!("../files/snapshot-impossible.txt").trim();
    assert_eq!(decode(text), Err(SnapshotError::Impossible));
    assert!(SnapshotError::Impossible.to_string().contains("不可能"));
}

#[test]
fn no_counter_is_below_0_or_beyond_all_sums() {
    for value in [-1, -20_000, i64::MAX, 1_000_000_000_000_001] {
        for counter in [Counter::Heads, Counter::Cadres, Counter::VisitsAll, Counter::Households] {
            let found = changed(|t| {
                t.villages.values_mut().take(1).for_each(|v| v.counts.put(counter, Some(value)));
            });
            assert_eq!(found, Err(SnapshotError::Impossible), "{counter:?} {value}");
        }
    }
}

#[test]
fn no_part_is_above_its_whole() {
    let tried: usize = Within::ALL
        .iter()
        .map(|rule| {
            let units = |t: &mut Tally| {
                let mut all: Vec<gelan::count::Counts> = Vec::new();
                all.extend(t.villages.values().map(|v| v.counts.clone()));
                all.extend(t.bodies.values().map(|b| b.counts.clone()));
                all.push(t.township.clone());
                all.iter().position(|c| c.get(rule.whole) > 0 && rule.parts.iter().any(|p| c.get(*p) > 0))
            };
            let mut tried = 0;
            let found = changed(|t| {
                let at = units(t);
                let all = t.villages.values_mut().map(|v| &mut v.counts);
                let all = all.chain(t.bodies.values_mut().map(|b| &mut b.counts)).chain([&mut t.township]);
                for (_, counts) in all.enumerate().filter(|(i, _)| Some(*i) == at) {
                    counts.put(rule.parts[0], Some(counts.get(rule.whole) + 1));
                    tried = 1;
                }
            });
            assert_eq!(found == Err(SnapshotError::Impossible), tried == 1, "{rule:?}");
            tried
        })
        .sum();
    assert!(tried >= 12, "{tried}");
}

#[test]
fn places_periods_and_months_hang_together() {
    let found = changed(|t| {
        let key = GridKey { village: "无此村".to_owned(), grid: "第1网格".to_owned() };
        t.grids.insert(key, GridTally::default());
    });
    assert_eq!(found, Err(SnapshotError::Impossible));
    let found =
        changed(|t| t.grids.values_mut().for_each(|g| g.counts.put(Counter::Visits, Some(1_000_000))));
    assert_eq!(found, Err(SnapshotError::Impossible));
    let found = changed(|t| {
        t.months.insert(2031 * 12, gelan::count::Counts::default());
    });
    assert_eq!(found, Err(SnapshotError::Impossible));
    let Period { from, to } = good().period.unwrap();
    for (period, made) in [
        (Some(Period { from: to, to: from }), good().made),
        (good().period, Day(i32::MAX)),
        (Some(Period { from: Day(i32::MIN), to }), good().made),
    ] {
        assert_eq!(written(&Snapshot { period, made, ..good() }), Err(SnapshotError::Impossible));
    }
}

#[test]
fn sealing_brings_any_tally_into_bounds() {
    let mut snapshot = good();
    for village in snapshot.tally.villages.values_mut() {
        village.counts.put(Counter::CadresTrained, Some(500));
        village.counts.put(Counter::Households, Some(-7));
    }
    let opened = decode(&encode(&snapshot)).unwrap();
    assert_eq!(opened.tally, seal(&snapshot.tally, snapshot.choices, snapshot.window()));
}
