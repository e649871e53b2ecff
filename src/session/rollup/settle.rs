//! Which snapshots count: no town twice, and none beside a county that holds it.

use super::Row;
use crate::model::period::{Period, range};
use crate::order::Sort as _;
use crate::snapshot::village_bits;
use crate::text::{say, t};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Borrow;

/// Why a row is not counted. The number is that of the row that counts instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// The same snapshot again.
    Repeated(usize),
    /// The same town, of days that overlap.
    Overlapping(usize),
    /// The same town, of other days: places would count twice.
    Earlier(usize),
    /// The town is in a county's snapshot.
    Inside(usize),
}

impl Aside {
    /// The row that counts instead.
    pub fn instead(self) -> usize {
        match self {
            Self::Repeated(row) | Self::Overlapping(row) | Self::Earlier(row) | Self::Inside(row) => row,
        }
    }

    /// The reason as a sentence.
    pub fn sentence<R: Borrow<Row>>(self, rows: &[R]) -> String {
        let other = rows.get(self.instead()).map(Borrow::borrow);
        let period = other.map(|row| range(row.period)).unwrap_or_default();
        let name = other.map_or("", |row| row.name.as_str());
        match self {
            Self::Repeated(_) => t("同一个快照放入了不止一次，只计一次").to_owned(),
            Self::Overlapping(_) => say!("同一乡镇另有期间重叠的快照（{period}），只计那一个", period),
            Self::Earlier(_) => say!("同一乡镇另有较新的快照（{period}），各期不能相加，只计较新的", period),
            Self::Inside(_) => say!("已包含在“{name}”的快照里，不重复计", name),
        }
    }
}

/// Whether two rows of one name are one town: half of the smaller one's villages are the other's, or none are known.
fn same(a: &Row, b: &Row) -> bool {
    let least = a.villages.len().min(b.villages.len());
    // Those of fewer villages stand in fewer bits.
    let bits = |row: &Row| village_bits(row.villages.len());
    let (fine, coarse) = if bits(a) < bits(b) { (b, a) } else { (a, b) };
    let beyond = bits(fine) - bits(coarse);
    let shared =
        fine.villages.iter().filter(|v| coarse.villages.binary_search(&(**v >> beyond)).is_ok()).count();
    least == 0 || shared * 2 >= least
}

fn overlap(a: Option<Period>, b: Option<Period>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.from <= b.to && b.from <= a.to,
        _ => true,
    }
}

/// Why each row is set aside; `None` for those that count. Which ones do depends on the rows and not on their order:
/// of one town, the one whose period ends last, then the one that was made last, then the longest.
pub fn settle<R: Borrow<Row>>(rows: &[R]) -> Vec<Option<Aside>> {
    let rows: Vec<&Row> = rows.iter().map(Borrow::borrow).collect();
    settled(&rows)
}

fn settled(rows: &[&Row]) -> Vec<Option<Aside>> {
    let mut asides = vec![None; rows.len()];
    // Of most names there is one.
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    let mut alike: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (i, row) in rows.iter().enumerate() {
        let before = *first.entry(row.name.as_str()).or_insert(i);
        if before < i {
            alike.entry(row.name.as_str()).or_insert_with(|| vec![before]).push(i);
        }
    }
    alike.into_values().for_each(|named| of_name(rows, named, &mut asides));
    inside_counties(rows, &mut asides);
    asides
}

/// Sets aside those of the rows of one name that are one town with another.
fn of_name(rows: &[&Row], mut named: Vec<usize>, asides: &mut [Option<Aside>]) {
    let key = |i: &usize| {
        rows.get(*i).map(|row| {
            let days = row.days();
            let longest = days.map(|p| std::cmp::Reverse(p.from));
            (days.map(|p| p.to), row.made, longest, row.fingerprint, row.villages.len())
        })
    };
    named.order_by_key(|i| std::cmp::Reverse(key(i)));
    let mut known: Vec<usize> = Vec::new();
    for i in named {
        let Some(row) = rows.get(i) else { continue };
        let twin = known.iter().copied().find(|k| rows.get(*k).is_some_and(|other| same(row, other)));
        let aside = twin.and_then(|k| rows.get(k).map(|other| (k, other))).map(|(k, other)| {
            if row.fingerprint == other.fingerprint {
                Aside::Repeated(k)
            } else if overlap(row.days(), other.days()) {
                Aside::Overlapping(k)
            } else {
                Aside::Earlier(k)
            }
        });
        if aside.is_none() {
            known.push(i);
        }
        if let Some(slot) = asides.get_mut(i) {
            *slot = aside;
        }
    }
}

fn inside_counties(rows: &[&Row], asides: &mut [Option<Aside>]) {
    let counties: Vec<(usize, FxHashSet<&str>)> = rows
        .iter()
        .enumerate()
        .filter(|(i, row)| !row.towns.is_empty() && asides.get(*i) == Some(&None))
        .map(|(i, row)| (i, row.towns.iter().map(String::as_str).collect()))
        .collect();
    if counties.is_empty() {
        return;
    }
    for (i, row) in rows.iter().enumerate() {
        let county = counties.iter().find(|(k, towns)| *k != i && towns.contains(row.name.as_str()));
        if let (Some((k, _)), Some(slot @ None)) = (county, asides.get_mut(i)) {
            *slot = Some(Aside::Inside(*k));
        }
    }
}
