//! Selects the linkage heads' groups to hand to another grid of the village, so that no grid has more than a bound.
//!
//! Groups move whole, and only inside the village: a village is all that the function sees. Fewest moves
//! under a capacity is a form of bin packing, hence: an exact search within a stated effort (`search`), and
//! if that is not enough, the rule “from the fullest grid, the group that fits best” (`greedy`). The outcome says
//! whether the moves are the fewest. The plan is a suggestion; nothing is applied.

mod greedy;
mod plan;
mod search;
mod state;

pub use plan::{GridWithGroups, GroupMove, HeadGroup, Outcome, Plan};

use search::SearchResult;
use state::Item;

use crate::order::Sort as _;

/// Steps of the exact search for one village: some hundredths of a second.
pub const EFFORT: u64 = 50_000;

/// Suggests the fewest moves between the grids of one village that bring each to at most `bound`; among
/// plans with as few moves, one with the least largest grid and then the least work moved. `effort` bounds
/// the exact search ([`EFFORT`]). The same input gives the same plan.
pub fn rebalance(village: &[GridWithGroups], bound: u64, effort: u64) -> Plan {
    let before: Vec<u64> = village.iter().map(GridWithGroups::load).collect();
    let lowest_bound = lowest_bound(village, &before);
    let mut plan = Plan {
        bound,
        outcome: Outcome::Impossible,
        moves: Vec::new(),
        after: before.clone(),
        before,
        at_least: 0,
        lowest_bound,
    };
    if plan.before.iter().all(|&load| load <= bound) {
        plan.outcome = Outcome::AlreadyMet;
        return plan;
    }
    if lowest_bound > bound {
        return plan;
    }
    // Below this no sum of loads can overflow.
    if plan.before.iter().map(|&load| u128::from(load)).sum::<u128>() >= u128::from(u64::MAX) {
        plan.outcome = Outcome::NotFound;
        return plan;
    }
    let items = items(village);
    let found = search::search(&items, &plan.before, bound, effort);
    (plan.outcome, plan.moves, plan.at_least) = match found {
        SearchResult::Fewest(moves) => (Outcome::Fewest, moves.clone(), moves.len()),
        SearchResult::Impossible => return plan,
        SearchResult::Spent { at_least } => match greedy::greedy(&items, &plan.before, bound) {
            Some(moves) if moves.len() == at_least => (Outcome::Fewest, moves, at_least),
            Some(moves) => (Outcome::Met, moves, at_least),
            None => (Outcome::NotFound, Vec::new(), at_least),
        },
    };
    for step in &plan.moves {
        let work = village.get(step.from).and_then(|g| g.groups.get(step.group)).map_or(0, |g| g.work);
        if let Some(load) = plan.after.get_mut(step.from) {
            *load -= work;
        }
        if let Some(load) = plan.after.get_mut(step.to) {
            *load += work;
        }
    }
    plan
}

/// Returns a bound below which no plan is possible: the mean, the largest fixed work, and the largest group on the grid
/// with the least fixed work.
fn lowest_bound(village: &[GridWithGroups], loads: &[u64]) -> u64 {
    let total: u128 = loads.iter().map(|&v| u128::from(v)).sum();
    let mean = u64::try_from(total.div_ceil(loads.len().max(1) as u128)).unwrap_or(u64::MAX);
    let fixed = village.iter().map(|g| g.fixed);
    let (least, most) = (fixed.clone().min().unwrap_or(0), fixed.max().unwrap_or(0));
    let group = village.iter().flat_map(|g| &g.groups).map(|g| g.work).max().unwrap_or(0);
    mean.max(most).max(group.saturating_add(least))
}

/// Returns the groups that have work, the largest first.
fn items(village: &[GridWithGroups]) -> Vec<Item> {
    let mut items: Vec<Item> = village
        .iter()
        .enumerate()
        .flat_map(|(grid, g)| {
            g.groups.iter().enumerate().map(move |(group, held)| Item { work: held.work, grid, group })
        })
        .filter(|item| item.work > 0)
        .collect();
    items.order_by_key(|item| (std::cmp::Reverse(item.work), item.grid, item.group));
    items
}
