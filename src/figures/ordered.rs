//! The places of a tally in the order of their lists.

use super::label;
use crate::count::county::is_town;
use crate::count::{GridTally, Least, Tally, VillageTally};
use crate::input::value::grid_key;
use crate::model::kind::Kind;
use crate::model::place::GridKey;
use crate::order::Sort as _;

/// The villages and grids of a tally in the order of their lists.
pub(super) struct OrderedPlaces<'a> {
    pub tally: &'a Tally,
    /// The villages of the list; where none is loaded, those that rows name.
    pub villages: Vec<(&'a str, &'a VillageTally)>,
    /// The grids of the list.
    pub grids: Vec<(&'a GridKey, &'a GridTally)>,
    /// Where no list at all is loaded, the grids that rows name: they are shown, and counted in no coverage.
    pub provisional: Vec<(&'a GridKey, &'a GridTally)>,
    /// The places in `grids` of those of each village, village by village.
    by_village: Vec<usize>,
}

fn rank(listed: &Least) -> u32 {
    listed.0.as_ref().map_or(u32::MAX, |listing| listing.rank)
}

impl<'a> OrderedPlaces<'a> {
    /// Returns the places of a tally.
    pub fn new(tally: &'a Tally) -> Self {
        let has_lists = tally.loaded.has(Kind::Villages) || tally.loaded.has(Kind::Grids);
        let mut villages: Vec<_> = tally
            .villages
            .iter()
            .filter(|(key, v)| !is_town(key) && (!has_lists || v.listed.0.is_some()))
            .map(|(key, v)| (key.as_str(), v))
            .collect();
        villages.order_by_key(|(key, v)| (rank(&v.listed), *key));
        let mut grids: Vec<_> = tally.grids.iter().filter(|(_, g)| g.listed.0.is_some()).collect();
        grids.order_by_key(|(key, g)| (rank(&g.listed), *key));
        let mut provisional: Vec<_> = tally.grids.iter().filter(|_| !has_lists).collect();
        provisional.order_by_cached_key(|(key, _)| (&key.village, grid_key(&key.grid, &key.village)));
        let village = |at: &usize| grids.get(*at).map(|(key, _)| key.village.as_str());
        let mut by_village: Vec<usize> = (0..grids.len()).collect();
        by_village.order_by_key(|at| (village(at), *at));
        Self { tally, villages, grids, provisional, by_village }
    }

    /// The grids of a village.
    pub fn grids_of(&self, village: &str) -> impl Iterator<Item = (&'a GridKey, &'a GridTally)> {
        let grid = |at: &usize| self.grids.get(*at).copied();
        let name = |at: &usize| grid(at).map(|(key, _)| key.village.as_str());
        let from = self.by_village.partition_point(|at| name(at) < Some(village));
        let rest = self.by_village.get(from..).unwrap_or_default();
        let here = rest.partition_point(|at| name(at) == Some(village));
        rest.get(..here).unwrap_or_default().iter().filter_map(grid)
    }

    /// Whether a table of the kind is loaded.
    pub fn has(&self, kind: Kind) -> bool {
        self.tally.loaded.has(kind)
    }
}

/// Returns a grid's name as its list has it, with its village before it.
pub(super) fn grid_label(key: &GridKey, grid: &GridTally) -> String {
    label(&key.village, grid.listed.0.as_ref().map_or(key.grid.as_str(), |l| l.name.as_str()))
}
