//! Towns beside each other: places keep their town, so that two villages of one name stay two.
//!
//! Inside a town a place is called by its own name. In a county the town stands before it, a space between; villages'
//! names hold none. A county joined into a city gets the county before that. Nothing of two towns is the same thing,
//! so sealed distinct counts of towns add up, which those of one town do not.

use super::{BodyTally, GridTally, Least, Merge, PersonTally, Tally, VillageTally};
use crate::model::loaded::Loaded;
use crate::model::place::GridKey;
use crate::order::{Gather as _, Sort as _};

/// What stands between a town and a place of it.
const WITHIN: char = ' ';

/// What stands before a place's own name: its town with the space behind it, or nothing.
pub fn town_of(key: &str) -> &str {
    key.rfind(WITHIN).and_then(|at| key.get(..=at)).unwrap_or_default()
}

/// Whether the key is a town's own, under which stands what belongs to no village.
pub fn is_town(key: &str) -> bool {
    key.is_empty() || key.ends_with(WITHIN)
}

/// The key of a place in a county.
pub fn inside(town: &str, key: &str) -> String {
    format!("{town}{WITHIN}{key}")
}

/// The key of a place in its town, where it lies in it.
pub fn within<'a>(key: &'a str, town: &str) -> Option<&'a str> {
    key.strip_prefix(town)?.strip_prefix(WITHIN)
}

/// The tally of several towns, each under a name of its own. The order in which they are given is of no account.
///
/// A kind of table that one of them lacks counts as not loaded: what it says of the others would pass for all.
pub fn join<'a>(towns: impl IntoIterator<Item = (&'a str, &'a Tally)>) -> Tally {
    let mut towns: Vec<_> = towns.into_iter().filter(|(_, tally)| **tally != Tally::default()).collect();
    towns.order_by_key(|(name, _)| *name);
    let mut county = Tally::default();
    let mut rank: u32 = 0;
    let loaded = towns.iter().map(|(_, tally)| tally.loaded).reduce(Loaded::intersection);
    for (name, tally) in towns {
        let next = last_rank(tally).map_or(rank, |last| rank.saturating_add(last).saturating_add(1));
        take(&mut county, Town { name, rank }, tally);
        rank = next;
    }
    county.loaded = loaded.unwrap_or_default();
    county
}

/// The greatest rank of a list.
fn last_rank(tally: &Tally) -> Option<u32> {
    let villages = tally.villages.values().map(|v| &v.listed);
    let grids = tally.grids.values().map(|g| &g.listed);
    let persons = tally.persons.values().map(|p| &p.listed);
    villages.chain(grids).chain(persons).filter_map(|l| Some(l.0.as_ref()?.rank)).max()
}

#[derive(Clone, Copy)]
struct Town<'a> {
    name: &'a str,
    /// Where its lists begin among those of the county.
    rank: u32,
}

impl Town<'_> {
    fn key(self, key: &str) -> String {
        inside(self.name, key)
    }

    fn listed(self, listed: &Least) -> Least {
        let mut listed = listed.clone();
        if let Some(listing) = &mut listed.0 {
            listing.rank = listing.rank.saturating_add(self.rank);
        }
        listed
    }
}

/// Takes a town in. Each part is named, so that one that is added later does not compile until it is decided here.
fn take(county: &mut Tally, town: Town<'_>, tally: &Tally) {
    let Tally {
        loaded: _,
        villages,
        grids,
        persons,
        bodies,
        venues,
        township,
        lacking,
        months,
        unplaced,
        mismatches,
        absent,
        veil,
    } = tally;
    for (key, village) in villages {
        let village = VillageTally { listed: town.listed(&village.listed), ..village.clone() };
        county.villages.entry(town.key(key)).or_default().merge(village);
    }
    for (key, grid) in grids {
        let key = GridKey { village: town.key(&key.village), grid: key.grid.clone() };
        let grid = GridTally { listed: town.listed(&grid.listed), ..grid.clone() };
        county.grids.entry(key).or_default().merge(grid);
    }
    for (key, person) in persons {
        let mut key = key.clone();
        key.name = town.key(&key.name);
        let village = match person.village.as_str() {
            "" => String::new(),
            village => town.key(village),
        };
        let person = PersonTally { listed: town.listed(&person.listed), village, ..person.clone() };
        county.persons.entry(key).or_default().merge(person);
    }
    for (body, BodyTally { counts, days }) in bodies {
        let own = county.bodies.entry(*body).or_default();
        own.counts.add_apart(counts);
        own.days.merge(days.clone());
    }
    county.venues |= venues;
    county.township.add_apart(township);
    for (counter, labels) in lacking {
        let labels = labels.iter().map(|(label, n)| (town.key(label), *n)).into_map();
        Merge::merge(county.lacking.entry(*counter).or_default(), labels);
    }
    Merge::merge(&mut county.months, months.clone());
    for (key, groups) in unplaced {
        county.unplaced.entry(town.key(key)).or_default().merge(*groups);
    }
    Merge::merge(&mut county.mismatches, mismatches.clone());
    county.absent.extend(absent);
    county.veil.0.extend(veil.0.iter().cloned());
}
