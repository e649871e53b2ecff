//! Officers beside grids, one to one: what the ratio of officers hides.

use super::label;
use super::present::{Ordered, Setting, size};
use crate::recognise::schema::Kind;
use crate::tally::posts::{Post, persons};
use crate::tally::{Distinct, GridTally};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An officer of a list whose grid or village is on none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlisted {
    /// The name.
    pub name: String,
    /// Village and grid as the row has them.
    pub place: String,
}

/// A grid with more than one officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubled {
    /// The grid.
    pub grid: String,
    /// How many officers it has.
    pub officers: i64,
    /// Their names; none in a snapshot.
    pub names: Vec<String>,
}

/// An officer with more than one grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// The name.
    pub name: String,
    /// The grids.
    pub grids: Vec<String>,
}

/// What a look at officers and grids finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posts {
    /// All grids.
    pub grids: usize,
    /// Grids with one officer who has no other grid; `None` where persons are not known (a snapshot).
    pub matched: Option<usize>,
    /// Grids without an officer.
    pub vacant: Vec<String>,
    /// Grids with two or more.
    pub doubled: Vec<Doubled>,
    /// Officers with two or more grids; `None` where persons are not known.
    pub shared: Option<Vec<Shared>>,
    /// Officers whose place is on no list; `None` where rows are not known.
    pub unlisted: Option<Vec<Unlisted>>,
    /// Officers of a village as a whole, whose row names no grid, with the village; `None` where persons are
    /// not known.
    pub without_grid: Option<Vec<Unlisted>>,
}

/// The check; `None` where grids or officers are not loaded.
pub(super) fn posts(places: &Ordered<'_>, setting: &Setting) -> Option<Posts> {
    if !places.has(Kind::Officers) || places.grids.is_empty() {
        return None;
    }
    let labels: Vec<String> =
        places.grids.iter().map(|(key, g)| name_of(&key.village, &key.grid, g)).collect();
    let sized = || labels.iter().zip(&places.grids).map(|(label, (_, g))| (label, *g));
    let vacant = sized().filter(|(_, g)| size(&g.officers) == 0).map(|(label, _)| label.clone()).collect();
    let doubled: Vec<Doubled> = sized()
        .filter(|(_, g)| size(&g.officers) > 1)
        .map(|(label, g)| Doubled {
            grid: label.clone(),
            officers: size(&g.officers),
            names: names(&g.officers),
        })
        .collect();
    let known = places.grids.iter().all(|(_, g)| matches!(g.officers, Distinct::Members(_)));
    let (mut rows, mut of) = (Vec::new(), Vec::new());
    for (index, (key, grid)) in places.grids.iter().enumerate() {
        for member in members(&grid.officers) {
            rows.push(Post { village: &key.village, name: &member.name, mark: &member.mark });
            of.push(index);
        }
    }
    let held: Vec<(&str, BTreeSet<usize>)> = persons(&rows)
        .into_iter()
        .filter_map(|person| {
            let name = rows.get(*person.first()?)?.name;
            Some((name, person.iter().filter_map(|row| of.get(*row).copied()).collect()))
        })
        .collect();
    let several = held.iter().filter(|(_, grids)| grids.len() > 1);
    let shared: Vec<Shared> = several
        .map(|(name, grids)| Shared {
            name: (*name).to_owned(),
            grids: grids.iter().filter_map(|g| labels.get(*g).cloned()).collect(),
        })
        .collect();
    let taken: BTreeSet<usize> =
        held.iter().filter(|(_, g)| g.len() > 1).flat_map(|(_, g)| g.iter().copied()).collect();
    let single = |index: usize, grid: &GridTally| size(&grid.officers) == 1 && !taken.contains(&index);
    let matched = places.grids.iter().enumerate().filter(|(i, (_, g))| single(*i, g)).count();
    Some(Posts {
        grids: labels.len(),
        matched: known.then_some(matched),
        vacant,
        doubled,
        shared: known.then_some(shared),
        unlisted: setting.unlisted.clone(),
        without_grid: known.then(|| without_grid(places)),
    })
}

/// Officers of a village who are in none of its grids.
fn without_grid(places: &Ordered<'_>) -> Vec<Unlisted> {
    let mut found = Vec::new();
    for (village, tally) in &places.villages {
        let grids = places.grids.iter().filter(|(key, _)| key.village == *village);
        let placed: BTreeSet<&str> =
            grids.flat_map(|(_, g)| members(&g.officers)).map(|m| m.name.as_str()).collect();
        let left = members(&tally.officers).filter(|m| !placed.contains(m.name.as_str()));
        found.extend(left.map(|m| Unlisted { name: m.name.clone(), place: (*village).to_owned() }));
    }
    found
}

fn members(set: &Distinct) -> impl Iterator<Item = &crate::tally::Member> {
    match set {
        Distinct::Members(set) => Some(set.iter()),
        Distinct::Sealed(_) | Distinct::Refused => None,
    }
    .into_iter()
    .flatten()
}

fn names(set: &Distinct) -> Vec<String> {
    members(set).map(|m| m.name.clone()).collect()
}

fn name_of(village: &str, key: &str, grid: &GridTally) -> String {
    label(village, grid.listed.0.as_ref().map_or(key, |l| l.name.as_str()))
}
