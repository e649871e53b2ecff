//! What a snapshot may hold of a tally: the whitelist.

use super::bounds::{bounded, of_unit};
use super::persons;
use crate::catalogue::{Level, Travel};
use crate::count::{BodyTally, Counts, GridTally, Least, Listing, MatterDays, Tally, VillageTally};
use crate::model::period::Period;
use crate::model::place::GridKey;
use crate::order::Gather as _;
use crate::text::veil::Veil;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the sender lets travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Choices {
    /// 全量: persons' figures, the heads' households and the days of matters too. Otherwise 摘要.
    pub full: bool,
    /// Persons by their names; otherwise by numbers that say nothing about who they are.
    pub names: bool,
    /// Counts from 1 to below this are kept back; 0 for none. Persons' figures do not travel then.
    pub least: u32,
}

impl Choices {
    /// Whether figures of persons travel.
    pub fn persons(self) -> bool {
        self.full && self.least == 0
    }
}

/// Returns the tally without what must not travel: members of distinct counts become their number, the labels of items
/// are left out, persons are left out or numbered unless the sender chose otherwise; what tells two of one name
/// apart (telephone and identity numbers) never travels. Of terms in office the days inside `window` travel, the days
/// in which what is counted can have been done ([`crate::figures::window`]).
///
/// A counter travels as its row of the table says. Each struct is taken apart by name and built anew, so that a field
/// that is added later does not compile until someone decides here. What is not listed cannot get in.
pub fn seal(tally: &Tally, choices: Choices, window: Option<Period>) -> Tally {
    let Tally {
        loaded,
        villages,
        grids,
        persons,
        bodies,
        venues,
        township,
        lacking: _,
        months,
        unplaced,
        mismatches,
        absent,
        veil: _,
    } = tally;
    let village = |VillageTally { listed, counts }: &VillageTally| VillageTally {
        listed: listing(listed),
        counts: travelling(counts, Level::Village, choices.persons()),
    };
    let grid = |GridTally { listed, counts, groups }: &GridTally| GridTally {
        listed: listing(listed),
        counts: travelling(counts, Level::Grid, choices.persons()),
        groups: persons::heads(groups, choices),
    };
    let body = |BodyTally { counts, days }: &BodyTally| BodyTally {
        counts: travelling(counts, Level::Body, choices.persons()),
        days: if choices.persons() { days.clone() } else { MatterDays::default() },
    };
    bounded(Tally {
        loaded: *loaded,
        villages: villages.iter().map(|(name, v)| (name.clone(), village(v))).into_map(),
        grids: grids.iter().map(|(key, g)| (place(key), grid(g))).into_map(),
        persons: persons::persons(persons, villages, choices, window),
        bodies: bodies.iter().map(|(which, b)| (*which, body(b))).into_map(),
        venues: *venues,
        township: travelling(township, Level::Township, choices.persons()),
        lacking: BTreeMap::new(),
        months: months
            .iter()
            .map(|(month, m)| (*month, travelling(m, Level::Month, choices.persons())))
            .into_map(),
        unplaced: unplaced.clone(),
        mismatches: mismatches.clone(),
        absent: absent.clone(),
        veil: Veil::default(),
    })
}

fn place(GridKey { village, grid }: &GridKey) -> GridKey {
    GridKey { village: village.clone(), grid: grid.clone() }
}

/// Names and codes of places are public; the list's words for them stay. Kinds of grids are written as numbers only.
fn listing(Least(first): &Least) -> Least {
    Least(first.as_ref().map(|Listing { rank, name, code, kind }| Listing {
        rank: *rank,
        name: name.clone(),
        code: code.clone(),
        kind: kind.clone(),
    }))
}

/// Returns the counters of a unit that travel, with the number of a set's members in their place. `full` is whether
/// figures of persons travel.
pub(super) fn travelling(counts: &Counts, level: Level, full: bool) -> Counts {
    let mut sealed = counts.sealed(level, |counter| match counter.row().travels {
        Travel::Always | Travel::Block { .. } => true,
        Travel::Full => full,
        Travel::Never => false,
    });
    of_unit(&mut sealed);
    sealed
}
