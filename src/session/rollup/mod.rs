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
use crate::count::county::join;
use crate::figures::settings::{PeriodTarget, Settings};
use crate::figures::{FigureValue, State, Withheld};
use crate::model::cell::Day;
use crate::model::period::{MonthEnd, Period};
use crate::snapshot::{Choices, MOST_PLACES, Snapshot, TownTotals};
use crate::text::t;
use rustc_hash::{FxHashMap, FxHasher};
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::hash::Hasher;
use std::sync::LazyLock;

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
    /// The villages, as numbers that tell names apart, in as many bits as [`crate::snapshot::village_bits`] says; sorted.
    pub villages: Vec<u32>,
    /// The towns inside, where it is a county.
    pub towns: Vec<String>,
    /// Whether the sender suppressed figures.
    pub keeps_back: bool,
    /// The counts that the sender suppressed.
    pub withheld: Vec<(Count, Withheld)>,
}

/// The settings as by default, and what tells apart what they assume: most towns have them.
static DEFAULTS: LazyLock<(Settings, u64)> = LazyLock::new(|| {
    let settings = Settings::default();
    let assumed = hash(&targets::assumed(&settings));
    (settings, assumed)
});

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

impl Row {
    /// The row of a snapshot; `text` is what it was written as.
    pub fn of(snapshot: &Snapshot, text: &str, settings: &Settings) -> Self {
        Self::of_totals(TownTotals::of(snapshot, settings), text)
    }

    /// The row of a snapshot's totals; `text` is what it was written as.
    pub fn of_totals(totals: TownTotals, text: &str) -> Self {
        let month_end = totals.month_end();
        let TownTotals {
            township,
            made,
            period,
            span,
            venues,
            catalogue,
            settings,
            least: _,
            keeps_back,
            counts,
            withheld,
            measures,
            villages,
            towns,
        } = totals;
        let cell = |value: &FigureValue| RollupCell {
            state: value.state,
            numerator: value.numerator,
            denominator: value.denominator.unwrap_or(0),
        };
        let targets =
            |settings: &Settings| Measure::ALL.iter().map(|m| settings.target_for(*m, period)).collect();
        Self {
            name: township.unwrap_or_else(|| t("未写明乡镇").to_owned()),
            made,
            period,
            span,
            month_end,
            catalogue,
            fingerprint: hash(text),
            counts,
            measures: measures.iter().map(cell).collect(),
            targets: settings.as_deref().map_or_else(|| targets(&DEFAULTS.0), targets),
            assumed: settings.as_deref().map_or(DEFAULTS.1, |own| hash(&targets::assumed(own))),
            venues,
            villages,
            towns,
            keeps_back,
            withheld,
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

/// Whether these rows have more places together than a snapshot holds, as far as their counts tell.
pub fn are_too_many(rows: &[Row], ids: &[u32]) -> bool {
    let count = |row: &Row, count: Count| row.counts.get(count as usize).copied().flatten().unwrap_or(0);
    let places = ids.iter().filter_map(|id| rows.get(*id as usize));
    let places = places.map(|row| count(row, Count::Villages).saturating_add(count(row, Count::Grids)));
    places.fold(0_i64, i64::saturating_add) > i64::try_from(MOST_PLACES).unwrap_or(i64::MAX)
}

/// From the first day of all to the last.
pub fn hull(periods: impl IntoIterator<Item = Option<Period>>) -> Option<Period> {
    periods.into_iter().flatten().reduce(|a, b| Period { from: a.from.min(b.from), to: a.to.max(b.to) })
}

/// A name for each row: of those that count no two alike, a second town of one name gets a number, and one that is set
/// aside is called as the one that counts instead.
pub fn names<R: Borrow<Row>>(rows: &[R], asides: &[Option<Aside>]) -> Vec<String> {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
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
