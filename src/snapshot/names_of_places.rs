//! Names and codes of places as they travel: a listed place by its name without what belongs to persons, any other by a
//! number.

use super::Snapshot;
use crate::catalogue::Counter;
use crate::count::county::{is_town, town_of};
use crate::count::{Counts, GridTally, Listing, Merge, PersonTally, Tally, UnplacedGroups, VillageTally};
use crate::input::value::grid_key;
use crate::model::place::{GridKey, PersonKey};
use crate::order::{Gather as _, Sort as _};
use crate::text::t;
use crate::text::veil::Veil;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Stands for a village and for a grid that no list has.
const UNLISTED: [&str; 2] = ["未核对村", "未核对网格"];

/// Returns the sealed tally with the names and codes of places as they travel.
pub(super) fn veiled(tally: Tally, veil: &Veil) -> Tally {
    let villages = villages(&tally, veil);
    let village = |key: &str| match villages.get(key) {
        Some(name) => name.clone(),
        // Nothing is counted there, and no list has it.
        None => town_of(key).to_owned(),
    };
    let mut out = Tally { grids: grids(&tally, veil, &villages), ..tally };
    out.villages = std::mem::take(&mut out.villages)
        .into_iter()
        .map(|(key, VillageTally { mut listed, counts })| {
            let name = village(&key);
            veil_listing(&mut listed.0, veil, name.get(town_of(&name).len()..).unwrap_or_default());
            (name, VillageTally { listed, counts })
        })
        .into_map();
    let mut unplaced = BTreeMap::new();
    for (key, groups) in std::mem::take(&mut out.unplaced) {
        unplaced.entry(village(&key)).or_insert_with(UnplacedGroups::default).merge(groups);
    }
    out.unplaced = unplaced;
    let persons = std::mem::take(&mut out.persons);
    for (PersonKey { body, name }, person) in persons {
        let bare = Veil::default();
        // A namesake is told apart by the village.
        let inside = name.strip_suffix('）').and_then(|name| name.rsplit_once('（'));
        let name = match inside.filter(|(_, key)| villages.contains_key(*key)) {
            Some((own, key)) => format!("{}（{}）", bare.name(own, ""), village(key)),
            None => bare.name(&name, ""),
        };
        let key = free(name, |name| !out.persons.contains_key(&PersonKey { body, name: name.to_owned() }));
        let village = if person.village.is_empty() { String::new() } else { village(&person.village) };
        out.persons.insert(PersonKey { body, name: key }, PersonTally { village, ..person });
    }
    out
}

/// The name itself, or where another has it already, with a number behind.
fn free(name: String, is_free: impl Fn(&str) -> bool) -> String {
    let mut numbered = (2..).map(|n: u32| format!("{name}（{n}）"));
    if is_free(&name) { name } else { numbered.find(|name| is_free(name)).unwrap_or_default() }
}

fn veil_listing(listing: &mut Option<Listing>, veil: &Veil, village: &str) {
    if let Some(Listing { rank: _, name, code, kind: _ }) = listing {
        // That of a village is its key's.
        *name = if village.is_empty() { veil.name(name, code) } else { village.to_owned() };
        *code = veil.code(code);
    }
}

/// Places that no list has, by all that is counted of them: the order of their names would tell them.
fn numbered<'a, K: Ord + Clone + 'a>(
    unlisted: impl Iterator<Item = (&'a K, &'a Counts)>,
    what: &str,
) -> BTreeMap<K, String> {
    let mut unlisted: Vec<_> = unlisted.collect();
    unlisted.order_by_cached_key(|(_, counts)| {
        Reverse(Counter::ALL.iter().map(|counter| counts.get(*counter)).collect::<Vec<_>>())
    });
    let width = unlisted.len().to_string().len();
    let name = |(i, (key, _)): (usize, (&K, _))| (key.clone(), format!("{what}{:0width$}", i + 1));
    unlisted.into_iter().enumerate().map(name).into_map()
}

/// The name of each village, by its key.
fn villages(tally: &Tally, veil: &Veil) -> BTreeMap<String, String> {
    let [what, _] = UNLISTED;
    let unlisted = tally.villages.iter().filter(|(key, v)| v.listed.0.is_none() && !is_town(key));
    let nothing = Counts::default();
    let of_grids = tally.grids.keys().map(|key| &key.village);
    let bare =
        of_grids.filter(|key| !tally.villages.contains_key(*key) && !is_town(key)).map(|key| (key, &nothing));
    let numbers = numbered(unlisted.map(|(key, v)| (key, &v.counts)).chain(bare), what);
    let mut out: BTreeMap<String, String> = numbers
        .into_iter()
        .map(|(key, name)| {
            let town = veil.name(town_of(&key), "");
            (key, format!("{town}{name}"))
        })
        .into_map();
    let mut used: BTreeSet<String> = out.values().cloned().into_set();
    for (key, village) in &tally.villages {
        if out.contains_key(key) {
            continue;
        }
        let code = village.listed.0.as_ref().map_or("", |l| l.code.as_str());
        let name = free(veil.name(key, code), |name| !used.contains(name));
        used.insert(name.clone());
        out.insert(key.clone(), name);
    }
    out
}

fn grids(tally: &Tally, veil: &Veil, villages: &BTreeMap<String, String>) -> BTreeMap<GridKey, GridTally> {
    let [_, what] = UNLISTED;
    let unlisted = tally.grids.iter().filter(|(_, g)| g.listed.0.is_none()).map(|(key, g)| (key, &g.counts));
    let numbers = numbered(unlisted, what);
    let mut out: BTreeMap<GridKey, GridTally> = BTreeMap::new();
    let mut order: Vec<_> = tally.grids.iter().collect();
    order.order_by_key(|(_, grid)| grid.listed.0.as_ref().map(|l| l.rank));
    for (key, grid) in order {
        let mut grid = grid.clone();
        let village = villages.get(&key.village).cloned().unwrap_or_default();
        let before = grid.listed.0.as_ref().map(|l| l.name.clone());
        veil_listing(&mut grid.listed.0, veil, "");
        let own = village.get(town_of(&village).len()..).unwrap_or_default();
        let name = match (&grid.listed.0, numbers.get(key)) {
            (Some(listing), _) if Some(&listing.name) != before.as_ref() => {
                grid_key(&listing.name, own).to_string()
            }
            (Some(_), _) => veil.name(&key.grid, &key.grid),
            (None, number) => number.cloned().unwrap_or_default(),
        };
        let at = |grid: &str| GridKey { village: village.clone(), grid: grid.to_owned() };
        let name = free(name, |name| !out.contains_key(&at(name)));
        out.insert(at(&name), grid);
    }
    out
}

impl Snapshot {
    /// Every text that travels, under the name of its kind, each once and in the order of the lists.
    pub fn texts(&self) -> Vec<(&'static str, Vec<String>)> {
        let Tally { villages, grids, persons, unplaced, .. } = &self.tally;
        let listings = villages.values().filter_map(|v| v.listed.0.as_ref());
        let listings: Vec<&Listing> =
            listings.chain(grids.values().filter_map(|g| g.listed.0.as_ref())).collect();
        let by_rank = |rank: Option<&Listing>| rank.map_or(u32::MAX, |l| l.rank);
        let mut named: Vec<(u32, &str)> =
            villages.iter().map(|(key, v)| (by_rank(v.listed.0.as_ref()), key.as_str())).collect();
        named.order_by_key(|(rank, _)| *rank);
        let mut of_grids: Vec<(u32, [&str; 2])> = grids
            .iter()
            .map(|(key, g)| {
                let listing = g.listed.0.as_ref();
                (by_rank(listing), [listing.map_or(key.grid.as_str(), |l| &l.name), &key.grid])
            })
            .collect();
        of_grids.order_by_key(|(rank, _)| *rank);
        let of_villages = named.iter().map(|(_, name)| *name).chain(unplaced.keys().map(String::as_str));
        let in_villages = grids.keys().map(|key| key.village.as_str());
        let written = villages.values().filter_map(|v| v.listed.0.as_ref()).map(|l| l.name.as_str());
        let of_persons = persons.iter().flat_map(|(key, p)| [key.name.as_str(), &p.village]);
        let of_heads =
            grids.values().flat_map(|g| g.groups.keys().flat_map(|m| [m.name.as_str(), &m.marks.phone]));
        [
            (t("乡镇"), once(self.township.iter().map(String::as_str))),
            (t("村"), once(of_villages.chain(in_villages).chain(written))),
            (t("网格"), once(of_grids.iter().flat_map(|(_, names)| *names))),
            (t("代码"), once(listings.iter().map(|l| l.code.as_str()))),
            (t("人员"), once(of_persons.chain(of_heads))),
        ]
        .into_iter()
        .filter(|(_, texts)| !texts.is_empty())
        .collect()
    }
}

/// Each text once, without empty ones.
fn once<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| !text.is_empty() && seen.insert(*text)).map(str::to_owned).collect()
}
