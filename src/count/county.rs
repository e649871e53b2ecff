//! Towns beside each other: places keep their town, so that two villages of one name stay two.
//!
//! Inside a town a place is called by its own name. In a county the town stands before it, a space between; villages'
//! names hold none. A county joined into a city gets the county before that. Nothing of two towns is the same thing,
//! so sealed distinct counts of towns add up, which those of one town do not.

use super::{BodyTally, Distinct, Items, Least, Merge, PersonTally, Tally, VillageTally};
use crate::model::loaded::Loaded;
use crate::model::place::GridKey;
use std::collections::BTreeMap;

/// What stands between a town and a place of it.
const WITHIN: char = ' ';

/// What stands before a place's own name: its town with the space behind it, or nothing.
#[must_use]
pub fn town_of(key: &str) -> &str {
    key.rfind(WITHIN).and_then(|at| key.get(..=at)).unwrap_or_default()
}

/// Whether the key is a town's own, under which stands what belongs to no village.
#[must_use]
pub fn is_town(key: &str) -> bool {
    key.is_empty() || key.ends_with(WITHIN)
}

/// The key of a place in a county.
#[must_use]
pub fn inside(town: &str, key: &str) -> String {
    format!("{town}{WITHIN}{key}")
}

/// The key of a place in its town, where it lies in it.
#[must_use]
pub fn within<'a>(key: &'a str, town: &str) -> Option<&'a str> {
    key.strip_prefix(town)?.strip_prefix(WITHIN)
}

/// The tally of several towns, each under a name of its own. The order in which they are given is of no account.
///
/// A kind of table that one of them lacks counts as not loaded: what it says of the others would pass for all.
#[must_use]
pub fn join<'a>(towns: impl IntoIterator<Item = (&'a str, &'a Tally)>) -> Tally {
    let mut towns: Vec<_> = towns.into_iter().filter(|(_, tally)| **tally != Tally::default()).collect();
    towns.sort_by_key(|(name, _)| *name);
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

    fn items(self, items: &Items) -> Items {
        let labels = |labels: &BTreeMap<String, u32>| labels.iter().map(|(l, n)| (self.key(l), *n)).collect();
        Items {
            total: items.total,
            first: items.first,
            second: items.second,
            missing_first: labels(&items.missing_first),
            missing_second: labels(&items.missing_second),
        }
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
        items,
        stations,
        months,
        loose,
        misfits,
    } = tally;
    for (key, village) in villages {
        let village = VillageTally { listed: town.listed(&village.listed), ..village.clone() };
        county.villages.entry(town.key(key)).or_default().merge(village);
    }
    for (key, grid) in grids {
        let key = GridKey { village: town.key(&key.village), grid: key.grid.clone() };
        let mut grid = grid.clone();
        grid.listed = town.listed(&grid.listed);
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
    for (body, BodyTally { people, performance, answers }) in bodies {
        let own = county.bodies.entry(*body).or_default();
        own.people = add(&own.people, people);
        own.performance.merge(*performance);
        own.answers.merge(answers.clone());
    }
    county.venues |= venues;
    county.items.merge(town.items(items));
    county.stations.merge(town.items(stations));
    Merge::merge(&mut county.months, months.clone());
    for (key, groups) in loose {
        county.loose.entry(town.key(key)).or_default().merge(*groups);
    }
    Merge::merge(&mut county.misfits, misfits.clone());
}

/// The number of two sets that share nothing.
fn add(a: &Distinct, b: &Distinct) -> Distinct {
    match (a.count(), b.count()) {
        (Some(a), Some(b)) if a.wrapping_add(b) == 0 => Distinct::default(),
        (Some(a), Some(b)) => Distinct::Sealed(a.wrapping_add(b)),
        _ => Distinct::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::GridTally;
    use crate::model::body::Body;
    use crate::model::kind::Kind;

    fn town(officers: i64, people: i64, kinds: &[Kind]) -> Tally {
        let mut tally = Tally::default();
        kinds.iter().for_each(|kind| tally.loaded.add(*kind));
        let key = GridKey { village: "龙泉村".into(), grid: "1".into() };
        let grid = GridTally { officers: Distinct::Sealed(officers), visits: 3, ..GridTally::default() };
        tally.grids.insert(key, grid);
        tally.villages.entry("龙泉村".into()).or_default().visits = 3;
        tally.villages.entry(String::new()).or_default().volunteers = 5;
        tally.bodies.entry(Body::Party).or_default().people = Distinct::Sealed(people);
        tally
    }

    #[test]
    fn places_of_one_name_stay_apart_and_sealed_counts_add_up() {
        let (a, b) = (town(1, 4, &[Kind::Grids]), town(2, 6, &[Kind::Grids]));
        let county = join([("青石镇", &a), ("柳河镇", &b)]);
        assert_eq!(county, join([("柳河镇", &b), ("青石镇", &a)]), "in either order");
        assert_eq!(county.grids.len(), 2);
        assert_eq!(county.villages.get("柳河镇 龙泉村").map(|v| v.visits), Some(3));
        assert_eq!(county.villages.get("柳河镇 ").map(|v| v.volunteers), Some(5));
        assert!(is_town("柳河镇 ") && is_town("") && !is_town("柳河镇 龙泉村") && !is_town("龙泉村"));
        assert_eq!(county.bodies.get(&Body::Party).and_then(|b| b.people.count()), Some(10));
        let city = join([("惠水县", &county), ("空县", &Tally::default())]);
        assert_eq!(within("惠水县 柳河镇 龙泉村", "惠水县"), Some("柳河镇 龙泉村"));
        assert_eq!(town_of("惠水县 柳河镇 龙泉村"), "惠水县 柳河镇 ");
        assert_eq!(city.grids.len(), 2);
        assert_eq!(within("柳河镇龙泉村", "柳河镇"), None);
    }

    #[test]
    fn what_one_town_lacks_is_not_known_of_the_county() {
        let (a, b) = (town(1, 4, &[Kind::Grids, Kind::Officers]), town(2, 6, &[Kind::Grids]));
        let county = join([("青石镇", &a), ("柳河镇", &b)]);
        assert!(county.loaded.has(Kind::Grids) && !county.loaded.has(Kind::Officers));
    }
}
