//! Many snapshots: towns beside each other, which count, and what they are together.
//!
//! A snapshot becomes a [`Row`], small enough for a country of them. [`settle`] says which rows are set aside, because
//! the same town is there twice or inside another one; [`Total`] takes the others together. Ratios are never added or
//! averaged: numerators and denominators are, and divided anew. Medians and balance need every grid and are not in a
//! row; [`joined`] makes the county's own snapshot, whose pages compute them from the merged state.

mod lines;
mod settle;
mod store;
mod stream;
mod sums;
mod targets;
mod total;

pub use lines::links;
pub use settle::{Aside, settle};
pub use store::{RollupRequest, RollupResponse, SnapshotStore};
pub use stream::texts;
pub use sums::of_sums;
pub use total::{Known, Total};

use crate::catalogue::{CATALOGUE, Count, Measure};
use crate::count::county::{is_town, join, town_of};
use crate::figures::settings::{PeriodTarget, Settings};
use crate::figures::{State, Subject, Withheld};
use crate::model::cell::Day;
use crate::model::period::{MonthEnd, Period};
use crate::order::Sort as _;
use crate::snapshot::{Choices, Snapshot, in_short};
use crate::text::t;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::hash::Hasher;

/// A measure of one town.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollupCell {
    /// What is known.
    pub state: State,
    /// Covered units.
    pub numerator: i64,
    /// All units.
    pub denominator: i64,
}

/// What is kept of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The town, or a county where the snapshot holds several.
    pub name: String,
    /// When it was made.
    pub made: Day,
    /// The period; `None` where all dates count.
    pub period: Option<Period>,
    /// First and last date in its data.
    pub span: Option<Period>,
    /// The day on which its months end.
    pub month_end: MonthEnd,
    /// The version of the definitions, where it says.
    pub catalogue: Option<u32>,
    /// Tells snapshots apart.
    pub fingerprint: u64,
    /// The counts, in the catalogue's order.
    pub counts: Vec<Option<i64>>,
    /// The measures, in the catalogue's order.
    pub measures: Vec<RollupCell>,
    /// What they are held against in the town, in the same order.
    pub targets: Vec<PeriodTarget>,
    /// Tells apart what the figures assume beside targets.
    pub assumed: u64,
    /// Kinds of venue reached, a bit each.
    pub venues: u8,
    /// The villages, as numbers that tell names apart; sorted.
    pub villages: Vec<u32>,
    /// The towns inside, where it is a county.
    pub towns: Vec<String>,
    /// Whether the sender suppressed figures.
    pub keeps_back: bool,
    /// The counts that the sender suppressed.
    pub withheld: Vec<(Count, Withheld)>,
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

impl Row {
    /// The row of a snapshot; `text` is what it was written as.
    pub fn of(snapshot: &Snapshot, text: &str, settings: &Settings) -> Self {
        let figures = in_short(snapshot, settings);
        let keys = || snapshot.tally.villages.keys().filter(|key| !is_town(key));
        let mut villages: Vec<u32> = keys().map(|key| (hash(key) >> 32) as u32).collect();
        villages.order();
        let mut towns: Vec<String> = keys().map(|key| town_of(key).trim_end().to_owned()).collect();
        towns.retain(|town| !town.is_empty());
        towns.dedup();
        let cell = |m: &crate::figures::MeasureValue| RollupCell {
            state: m.state,
            numerator: m.numerator,
            denominator: m.denominator,
        };
        Self {
            name: figures.township.clone().unwrap_or_else(|| t("未写明乡镇").to_owned()),
            made: snapshot.made,
            period: snapshot.period,
            span: snapshot.span,
            month_end: snapshot.month_end(),
            catalogue: snapshot.catalogue,
            fingerprint: hash(text),
            counts: figures.counts.iter().map(|(_, n)| *n).collect(),
            measures: figures.measures.iter().map(cell).collect(),
            targets: figures.measures.iter().map(|m| m.target).collect(),
            assumed: hash(&targets::assumed(snapshot.settings.as_ref())),
            venues: snapshot.tally.venues,
            villages,
            towns,
            keeps_back: !snapshot.hidden.is_empty(),
            withheld: figures
                .counts
                .iter()
                .filter(|(_, n)| n.is_none())
                .filter_map(|(c, _)| Some((*c, figures.withheld(&Subject::Count(*c))?)))
                .collect(),
        }
    }

    /// A measure.
    pub fn measure(&self, measure: Measure) -> Option<RollupCell> {
        Measure::ALL.iter().position(|m| *m == measure).and_then(|at| self.measures.get(at)).copied()
    }

    /// Why a count did not come with the snapshot.
    pub fn withheld(&self, count: Count) -> Option<Withheld> {
        self.withheld.iter().find(|(c, _)| *c == count).map(|(_, why)| *why)
    }

    /// The days that it speaks of, as far as they are known.
    pub fn days(&self) -> Option<Period> {
        self.period.or(self.span)
    }

    /// Whether its definitions are not these.
    pub fn other_definitions(&self) -> bool {
        self.catalogue.is_some_and(|version| version != CATALOGUE)
    }
}

/// Why no county is made of snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotJoined {
    /// There are none.
    None,
    /// A sender keeps figures back, which a sum would pass over.
    KeptBack,
    /// By different definitions.
    Definitions,
    /// By months that end on different days.
    Months,
    /// More places than a snapshot holds.
    TooLarge,
}

impl NotJoined {
    /// The reason as a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::None => t("没有可以合并的快照。"),
            Self::KeptBack => t("有的快照隐去了小数目，合成一个会少算；各镇可以分别打开。"),
            Self::TooLarge => t("村和网格太多，一个快照放不下；请按县分开合成。"),
            Self::Months => t("各快照的每月截止日不同，各月不是同一段日子，不合成一个；各镇可以分别打开。"),
            Self::Definitions => t("各快照的口径版本不同，不合成一个；各镇可以分别打开。"),
        }
    }
}

/// The snapshot of several towns, each under a name of its own: its pages show medians, balance and all grids
/// computed from what is merged. Persons' figures travel no further than their town.
///
/// # Errors
/// Where merging would give wrong figures.
pub fn joined(name: &str, towns: &[(String, Snapshot)], made: Day) -> Result<Snapshot, NotJoined> {
    let (_, first) = towns.first().ok_or(NotJoined::None)?;
    if towns.iter().any(|(_, s)| !s.hidden.is_empty()) {
        return Err(NotJoined::KeptBack);
    }
    if towns.iter().any(|(_, s)| s.catalogue != first.catalogue) {
        return Err(NotJoined::Definitions);
    }
    if towns.iter().any(|(_, s)| s.month_end() != first.month_end()) {
        return Err(NotJoined::Months);
    }
    let all = |of: fn(&Snapshot) -> Option<Period>| towns.iter().map(|(_, s)| of(s)).collect::<Vec<_>>();
    let periods = all(|s| s.period);
    let period = if periods.iter().any(Option::is_none) { None } else { hull(periods) };
    let mut tally = join(towns.iter().map(|(name, s)| (name.as_str(), &s.tally)));
    tally.persons.clear();
    tally.grids.values_mut().for_each(|grid| grid.groups.clear());
    let settings = targets::shared(towns, first.month_end(), &mut tally)?;
    Ok(Snapshot {
        township: Some(name.to_owned()),
        made,
        period,
        span: hull(all(|s| s.span)),
        tally,
        // The days of matters, for their median, where all towns have them.
        choices: Choices { full: towns.iter().all(|(_, s)| s.choices.persons()), ..Choices::default() },
        catalogue: first.catalogue,
        settings,
        ..Snapshot::default()
    })
}

/// From the first day of all to the last.
pub fn hull(periods: impl IntoIterator<Item = Option<Period>>) -> Option<Period> {
    periods.into_iter().flatten().reduce(|a, b| Period { from: a.from.min(b.from), to: a.to.max(b.to) })
}

/// A name for each row: of those that count no two alike, a second town of one name gets a number, and one that is set
/// aside is called as the one that counts instead.
pub fn names<R: Borrow<Row>>(rows: &[R], asides: &[Option<Aside>]) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut own = Vec::with_capacity(rows.len());
    for (row, aside) in rows.iter().map(Borrow::borrow).zip(asides) {
        let n = seen.entry(row.name.as_str()).or_default();
        *n += usize::from(aside.is_none());
        own.push(if *n < 2 { row.name.clone() } else { format!("{}（{n}）", row.name) });
    }
    let called = |(own_name, aside): (&String, &Option<Aside>)| match aside {
        Some(aside) if !matches!(aside, Aside::Inside(_)) => {
            own.get(aside.instead()).unwrap_or(own_name).clone()
        }
        _ => own_name.clone(),
    };
    own.iter().zip(asides).map(called).collect()
}

/// The total of the rows that count.
pub fn counted<R: Borrow<Row>>(rows: &[R], asides: &[Option<Aside>]) -> Total {
    Total::of(
        rows.iter().map(Borrow::borrow).zip(asides).filter(|(_, aside)| aside.is_none()).map(|(row, _)| row),
    )
}
