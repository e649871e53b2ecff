//! A village before, the moves, and the village after.

use crate::text::say;
use serde::{Deserialize, Serialize};

/// A grid with its groups. Work is in any unit, the same for all: households, minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridWithGroups {
    /// Its name.
    pub name: String,
    /// Work that belongs to no head's group and stays.
    pub fixed: u64,
    /// The groups of its heads.
    pub groups: Vec<HeadGroup>,
}

/// The households of one linkage head.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadGroup {
    /// The head.
    pub head: String,
    /// The work of the group.
    pub work: u64,
}

impl GridWithGroups {
    /// All its work.
    pub fn load(&self) -> u64 {
        self.groups.iter().fold(self.fixed, |sum, group| sum.saturating_add(group.work))
    }
}

/// One group to hand over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct GroupMove {
    /// The grid that it leaves, by position.
    pub from: usize,
    /// The group, by position in that grid.
    pub group: usize,
    /// The grid that it goes to, by position.
    pub to: usize,
}

/// The outcome of a search for a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// No grid is above the bound.
    AlreadyMet,
    /// The moves meet the bound, and fewer moves cannot.
    Fewest,
    /// The moves meet the bound; fewer moves may be enough, since the search was cut short.
    Met,
    /// No moves of whole groups inside the village meet the bound.
    Impossible,
    /// No moves were found; there may be some, since the search was cut short.
    NotFound,
}

/// A suggestion for one village.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The bound asked for.
    pub bound: u64,
    /// The outcome.
    pub outcome: Outcome,
    /// The moves; empty unless the outcome is `Fewest` or `Met`.
    pub moves: Vec<GroupMove>,
    /// The work of each grid now.
    pub before: Vec<u64>,
    /// The work of each grid after the moves.
    pub after: Vec<u64>,
    /// No plan meets the bound with fewer moves.
    pub at_least: usize,
    /// No plan meets a bound below this. A bound of this size need not be within reach.
    pub lowest_bound: u64,
}

impl Plan {
    /// The plan in a sentence, with `unit` for the work (户).
    pub fn summary(&self, unit: &str) -> String {
        let largest = |loads: &[u64]| loads.iter().max().copied().unwrap_or(0);
        let (bound, moves) = (self.bound, self.moves.len());
        let (now, then) = (largest(&self.before), largest(&self.after));
        match self.outcome {
            Outcome::AlreadyMet => say!("各网格都不超过 {bound} {unit}，不用调整", bound, unit),
            Outcome::Fewest => {
                say!(
                    "最少移交 {moves} 个联户单元，最大的网格由 {now} {unit}降到 {then} {unit}",
                    moves,
                    now,
                    unit,
                    then
                )
            }
            Outcome::Met => say!(
                "移交 {moves} 个联户单元，最大的网格由 {now} {unit}降到 {then} {unit}；不一定是最少的移交",
                moves,
                now,
                unit,
                then
            ),
            Outcome::Impossible if self.lowest_bound > bound => say!(
                "在本村内整组移交，降不到 {bound} {unit}；上限至少要 {} {unit}，或者拆分联户单元、增设网格",
                self.lowest_bound,
                bound,
                unit
            ),
            Outcome::Impossible => {
                say!(
                    "在本村内整组移交，降不到 {bound} {unit}；请放宽上限，或者拆分联户单元、增设网格",
                    bound,
                    unit
                )
            }
            Outcome::NotFound => {
                say!("没有找到降到 {bound} {unit}以内的移交办法；请放宽上限再试", bound, unit)
            }
        }
    }
}
