//! Suggestions for evening out: which heads' groups to hand to another grid of the village. Never applied.

use super::ordered::OrderedPlaces;
use super::{GridFigures, GridLoad};
use crate::catalogue::Counter;
use crate::count::posts::{Post, persons};
use crate::count::{Distinct, GridTally, Member};
use crate::figures::settings::Rebalance;
use crate::model::kind::Kind;
use crate::model::place::GridKey;
use crate::statistics::rebalance::{EFFORT, GridWithGroups, HeadGroup, Outcome, Plan, rebalance};
use crate::text::t;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A head's group that would change its grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// The head.
    pub head: String,
    /// The households that go along.
    pub households: u64,
    /// The grid that they leave, by its place in [`VillagePlan::grids`].
    pub from: usize,
    /// The grid that they go to.
    pub to: usize,
}

/// The suggestion for one village.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillagePlan {
    /// The village.
    pub village: String,
    /// The names of its grids, in the order of the list; in the order of the plan.
    pub grids: Vec<String>,
    /// Their keys.
    pub keys: Vec<GridKey>,
    /// The plan, in households.
    pub plan: Plan,
    /// Its moves.
    pub moves: Vec<Handover>,
}

/// Why there are no suggestions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoPlans {
    /// No list of grids, or none of heads.
    NoTable,
    /// A snapshot does not carry the heads.
    Snapshot,
    /// The list of heads names no grids.
    NoGrids,
    /// The list of heads states no households.
    NoHouseholds,
}

impl std::fmt::Display for NoPlans {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoTable => t("需要“网格”和“联户长”表，才能建议怎样调整"),
            Self::Snapshot => t("快照不带联户长的姓名和户数，不能建议怎样调整；请在有原表的电脑上查看"),
            Self::NoGrids => t("联户长表没有写明各在哪个网格，不能建议怎样调整"),
            Self::NoHouseholds => t("联户长表没有写明各联系多少户，不能建议怎样调整"),
        })
    }
}

/// A suggestion for each village with two grids or more.
pub(super) fn plans(places: &OrderedPlaces<'_>, setting: &Rebalance) -> Result<Vec<VillagePlan>, NoPlans> {
    if !places.has(Kind::Heads) || places.grids.is_empty() {
        return Err(NoPlans::NoTable);
    }
    let mut groups = places.grids.iter().flat_map(|(_, g)| g.groups.values()).peekable();
    if groups.peek().is_none() {
        let sealed =
            places.grids.iter().any(|(_, g)| !matches!(g.counts.set(Counter::Heads), Distinct::Members(_)));
        return Err(if sealed { NoPlans::Snapshot } else { NoPlans::NoGrids });
    }
    if groups.all(Option::is_none) {
        return Err(NoPlans::NoHouseholds);
    }
    let village = |name: &str| {
        let grids: Vec<_> = places.grids_of(name).collect();
        (grids.len() > 1).then(|| plan(name, &grids, setting))
    };
    Ok(places.villages.iter().filter_map(|(name, _)| village(name)).collect())
}

fn plan(village: &str, grids: &[(&GridKey, &GridTally)], setting: &Rebalance) -> VillagePlan {
    let parts: Vec<GridWithGroups> = grids.iter().map(|(key, grid)| part(village, key, grid)).collect();
    let total = parts.iter().fold(0, |sum: u64, g| sum.saturating_add(g.load()));
    let bound = setting.bound_for(total, parts.len() as u64);
    let plan = rebalance(&parts, bound, EFFORT);
    let moves = plan
        .moves
        .iter()
        .filter_map(|step| {
            let group = parts.get(step.from)?.groups.get(step.group)?;
            Some(Handover { head: group.head.clone(), households: group.work, from: step.from, to: step.to })
        })
        .collect();
    VillagePlan {
        village: village.to_owned(),
        grids: parts.into_iter().map(|g| g.name).collect(),
        keys: grids.iter().map(|(key, _)| (*key).clone()).collect(),
        plan,
        moves,
    }
}

/// A grid: the groups of its heads, and the households that no head links.
fn part(village: &str, key: &GridKey, grid: &GridTally) -> GridWithGroups {
    let name = grid.listed.0.as_ref().map_or(key.grid.as_str(), |l| l.name.as_str());
    let name = name.strip_prefix(village).filter(|rest| !rest.is_empty()).unwrap_or(name);
    let groups = groups(&grid.groups);
    let linked = groups.iter().fold(0, |sum: u64, g| sum.saturating_add(g.work));
    let all = grid.counts.value(Counter::Households).and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
    GridWithGroups { name: name.to_owned(), fixed: all.saturating_sub(linked), groups }
}

/// The groups; rows of one name are one head unless marks tell two apart.
fn groups(heads: &BTreeMap<Member, Option<i64>>) -> Vec<HeadGroup> {
    let posts: Vec<Post<'_>> = heads.keys().map(|head| head.post("")).collect();
    let works: Vec<u64> =
        heads.values().map(|n| n.and_then(|n| u64::try_from(n).ok()).unwrap_or(0)).collect();
    let group = |rows: Vec<usize>| {
        let work =
            rows.iter().filter_map(|row| works.get(*row)).fold(0, |sum: u64, n| sum.saturating_add(*n));
        Some(HeadGroup { head: posts.get(*rows.first()?)?.name.to_owned(), work })
    };
    persons(&posts).into_iter().filter_map(group).collect()
}

impl VillagePlan {
    /// Whether nothing needs to be done.
    pub fn is_even(&self) -> bool {
        self.plan.outcome == Outcome::AlreadyMet
    }

    /// Returns the load of the heaviest of its grids before and after the moves, by which the work goes along household by
    /// household; `None` where nothing moves, or a load is not known.
    pub fn heaviest(&self, grids: &[GridFigures]) -> Option<[f64; 2]> {
        self.moves.first()?;
        let load = |key: &GridKey| grids.iter().find(|g| g.key == key.grid && g.village == key.village)?.load;
        let loads: Vec<GridLoad> = self.keys.iter().map(load).collect::<Option<_>>()?;
        let mut work: Vec<f64> = loads.iter().map(|load| load.work.required).collect();
        let most = |work: &[f64]| {
            work.iter().zip(&loads).map(|(n, load)| n / load.shared_by() as f64).fold(0.0, f64::max)
        };
        let before = most(&work);
        for step in &self.moves {
            let whole = self.plan.before.get(step.from).copied().unwrap_or(0).max(1);
            let part = loads.get(step.from)?.work.required * step.households as f64 / whole as f64;
            *work.get_mut(step.from)? -= part;
            *work.get_mut(step.to)? += part;
        }
        Some([before, most(&work)])
    }
}
