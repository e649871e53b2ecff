//! The rule that is used if the exact search gives up: from the fullest grid, the smallest group that is enough, else
//! the largest that finds room, moves to the grid with the most room. No grid is ever brought above the bound, and no
//! group moves twice.

use super::GroupMove;
use super::state::Item;

/// Returns moves that bring all `loads` to at most `bound`; `None` if the rule finds none.
pub(super) fn greedy(items: &[Item], loads: &[u64], bound: u64) -> Option<Vec<GroupMove>> {
    let mut loads = loads.to_vec();
    let mut free: Vec<Item> = items.to_vec();
    let mut moves = Vec::new();
    loop {
        let (from, &load) = loads.iter().enumerate().max_by_key(|(_, load)| **load)?;
        let excess = load.saturating_sub(bound);
        if excess == 0 {
            moves.sort_unstable();
            return Some(moves);
        }
        let (to, &least) = loads.iter().enumerate().min_by_key(|(_, load)| **load)?;
        let room = bound.saturating_sub(least);
        let fits = |item: &&Item| item.grid == from && item.work <= room;
        let enough = free.iter().filter(fits).filter(|item| item.work >= excess).min_by_key(|item| item.work);
        let item = *enough.or_else(|| free.iter().filter(fits).max_by_key(|item| item.work))?;
        free.retain(|other| (other.grid, other.group) != (item.grid, item.group));
        *loads.get_mut(from)? -= item.work;
        *loads.get_mut(to)? += item.work;
        moves.push(GroupMove { from, group: item.group, to });
    }
}
