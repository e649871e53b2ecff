//! The exact search: the number of moves grows by one until some set of moves meets the bound.
//!
//! While a grid is above the bound, every set of moves that meets it takes a group out of that grid; so it
//! is enough to branch over the groups of the fullest grid, and a group once passed over stays. Groups of a
//! grid with the same work are one choice. A branch ends where the groups that must still leave, the
//! largest first, are more than the moves left.

use super::GroupMove;
use super::state::{Item, SearchState};

/// The result of the search.
pub(super) enum SearchResult {
    /// The fewest moves.
    Fewest(Vec<GroupMove>),
    /// No moves meet the bound.
    Impossible,
    /// The effort is spent; fewer moves than `at_least` are not enough.
    Spent { at_least: usize },
}

/// Searches for the fewest moves that bring all `loads` to at most `bound`, in at most `effort` steps. `items` are in
/// order from the largest to the smallest and all have work; the sum of `loads` is below 2^64.
pub(super) fn search(items: &[Item], loads: &[u64], bound: u64, effort: u64) -> SearchResult {
    let state = SearchState::new(items, loads);
    let mut search = Search { state, bound, effort, moves: Vec::new(), moved: 0, best: None, cut: false };
    let Some(needed) = search.state.needed(bound) else { return SearchResult::Impossible };
    for allowed in needed..=items.len() {
        search.cut = false;
        search.descend(allowed);
        if let Some((_, _, moves)) = search.best {
            return SearchResult::Fewest(moves);
        }
        if search.effort == 0 {
            return SearchResult::Spent { at_least: allowed };
        }
        if !search.cut {
            break;
        }
    }
    SearchResult::Impossible
}

struct Search<'a> {
    state: SearchState<'a>,
    bound: u64,
    effort: u64,
    moves: Vec<GroupMove>,
    moved: u64,
    /// The largest grid, the work moved, and the moves of the best found.
    best: Option<(u64, u64, Vec<GroupMove>)>,
    /// Whether a branch ended because too few moves were left.
    cut: bool,
}

impl Search<'_> {
    fn descend(&mut self, left: usize) {
        if self.effort == 0 {
            return;
        }
        self.effort -= 1;
        let Some(needed) = self.state.needed(self.bound) else { return };
        if needed > left {
            self.cut = true;
            return;
        }
        match self.state.fullest() {
            Some((grid, load)) if load > self.bound => self.branch(grid, left),
            Some((_, load)) => self.keep(load),
            None => {}
        }
    }

    fn branch(&mut self, from: usize, left: usize) {
        let items = self.state.items;
        let mut passed: Vec<(usize, Item)> = Vec::new();
        for (index, &item) in items.iter().enumerate().filter(|(_, item)| item.grid == from) {
            if !self.state.is_free(index) {
                continue;
            }
            self.state.lift(index, item);
            for to in (0..self.state.grids()).filter(|&to| to != from) {
                if self.state.holds(to, item.work, self.bound) {
                    self.follow(item, to, left.saturating_sub(1));
                }
            }
            self.state.lower(index, item);
            for (same, &other) in items.iter().enumerate().skip(index) {
                if other.grid == from && other.work == item.work && self.state.is_free(same) {
                    self.state.pass(same, other);
                    passed.push((same, other));
                }
            }
            if self.effort == 0 || !self.state.holds(from, 0, self.bound) {
                break;
            }
        }
        for (index, item) in passed {
            self.state.unpass(index, item);
        }
    }

    fn follow(&mut self, item: Item, to: usize, left: usize) {
        self.state.put(item, to);
        self.moves.push(GroupMove { from: item.grid, group: item.group, to });
        self.moved += item.work;
        self.descend(left);
        self.moved -= item.work;
        self.moves.pop();
        self.state.take(item, to);
    }

    fn keep(&mut self, largest: u64) {
        let mut moves = self.moves.clone();
        moves.sort_unstable();
        let found = (largest, self.moved, moves);
        if self.best.as_ref().is_none_or(|best| found < *best) {
            self.best = Some(found);
        }
    }
}
