//! Officers beside grids, one to one: what the ratio of officers hides.

use super::label;
use super::ordered::{OrderedPlaces, grid_label};
use crate::catalogue::{Counter, PostFigure};
use crate::count::posts::persons;
use crate::count::{Counts, Distinct, GridTally, Member, PlacedTables, SourceTable, Tally, is_officer};
use crate::figures::Setting;
use crate::model::kind::{Field, Kind};
use crate::model::place::{GridKey, VillageKey};
use crate::order::Gather as _;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An officer of a list whose grid or village is on none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlisted {
    /// The name.
    pub name: String,
    /// Village and grid as the row has them.
    pub place: String,
}

impl Unlisted {
    /// Whether its row names the village.
    pub(super) fn is_in(&self, village: &str) -> bool {
        self.place.starts_with(village)
    }
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

impl Posts {
    /// One of its figures; `None` where persons or rows are not known.
    pub fn figure(&self, figure: PostFigure) -> Option<i64> {
        let n = match figure {
            PostFigure::Matched => self.matched?,
            PostFigure::Vacant => self.vacant.len(),
            PostFigure::Doubled => self.doubled.len(),
            PostFigure::Shared => self.shared.as_ref()?.len(),
            PostFigure::WithoutGrid => self.without_grid.as_ref()?.len(),
            PostFigure::Unlisted => self.unlisted.as_ref()?.len(),
        };
        i64::try_from(n).ok()
    }

    /// Those of some grids, which are a village's.
    pub(super) fn of_grids(&self, labels: &[String], village: &str) -> Self {
        let placed = |list: &Option<Vec<Unlisted>>| {
            let here = |u: &&Unlisted| u.is_in(village);
            list.as_ref().map(|list| list.iter().filter(here).cloned().collect())
        };
        let here = |grid: &String| labels.contains(grid);
        let vacant: Vec<String> = self.vacant.iter().filter(|grid| here(grid)).cloned().collect();
        let doubled: Vec<Doubled> = self.doubled.iter().filter(|d| here(&d.grid)).cloned().collect();
        let shared = self
            .shared
            .as_ref()
            .map(|list| list.iter().filter(|s| s.grids.iter().any(here)).cloned().collect::<Vec<Shared>>());
        let others: Vec<&String> = vacant
            .iter()
            .chain(doubled.iter().map(|d| &d.grid))
            .chain(shared.iter().flatten().flat_map(|s| &s.grids))
            .collect();
        let matched = labels.iter().filter(|label| !others.contains(label)).count();
        Self {
            grids: labels.len(),
            matched: self.matched.map(|_| matched),
            unlisted: placed(&self.unlisted),
            without_grid: placed(&self.without_grid),
            vacant,
            doubled,
            shared,
        }
    }
}

/// The check; `None` where grids or officers are not loaded.
pub(super) fn posts(places: &OrderedPlaces<'_>, setting: &Setting) -> Option<Posts> {
    if !places.has(Kind::Officers) || places.grids.is_empty() {
        return None;
    }
    let labels: Vec<String> = places.grids.iter().map(|(key, g)| grid_label(key, g)).collect();
    let sized = || labels.iter().zip(&places.grids).map(|(label, (_, g))| (label, *g));
    let vacant = sized().filter(|(_, g)| officers(g) == 0).map(|(label, _)| label.clone()).collect();
    let doubled: Vec<Doubled> = sized()
        .filter(|(_, g)| officers(g) > 1)
        .map(|(label, g)| Doubled { grid: label.clone(), officers: officers(g), names: names(g) })
        .collect();
    let known =
        places.grids.iter().all(|(_, g)| matches!(g.counts.set(Counter::Officers), Distinct::Members(_)));
    let held = held(&places.grids);
    let shared: Vec<Shared> = held
        .iter()
        .filter(|holder| holder.grids().len() > 1)
        .map(|holder| Shared {
            name: holder.name.to_owned(),
            grids: holder.grids().iter().filter_map(|g| labels.get(*g).cloned()).collect(),
        })
        .collect();
    Some(Posts {
        grids: labels.len(),
        matched: known.then(|| matched(&places.grids, &held).len()),
        vacant,
        doubled,
        shared: known.then_some(shared),
        unlisted: setting.unlisted.clone(),
        without_grid: known.then(|| {
            let found = without_grid(places).into_iter();
            found.map(|(village, m)| Unlisted { name: m.name.clone(), place: village.to_owned() }).collect()
        }),
    })
}

/// A person with the grids that he holds: their places in the order of the list, with how he stands there.
struct Holder<'a> {
    name: &'a str,
    posts: Vec<(usize, &'a Member)>,
}

impl Holder<'_> {
    fn grids(&self) -> BTreeSet<usize> {
        self.posts.iter().map(|(grid, _)| *grid).into_set()
    }
}

fn held<'a>(grids: &[(&'a GridKey, &'a GridTally)]) -> Vec<Holder<'a>> {
    let (mut rows, mut of) = (Vec::new(), Vec::new());
    for (index, (key, grid)) in grids.iter().enumerate() {
        for member in members(grid) {
            rows.push(member.post(&key.village));
            of.push((index, member));
        }
    }
    persons(&rows)
        .into_iter()
        .filter_map(|person| {
            let name = of.get(*person.first()?)?.1.name.as_str();
            Some(Holder { name, posts: person.iter().filter_map(|row| of.get(*row).copied()).collect() })
        })
        .collect()
}

/// The grids with one officer who has no other, by their places.
fn matched(grids: &[(&GridKey, &GridTally)], held: &[Holder<'_>]) -> Vec<usize> {
    let several = held.iter().map(Holder::grids).filter(|grids| grids.len() > 1);
    let taken: BTreeSet<usize> = several.flatten().into_set();
    let single = |(i, (_, g)): &(usize, &(&GridKey, &GridTally))| officers(g) == 1 && !taken.contains(i);
    grids.iter().enumerate().filter(single).map(|(i, _)| i).collect()
}

/// Officers of a village who are in none of its grids, with the village.
fn without_grid<'a>(places: &OrderedPlaces<'a>) -> Vec<(&'a str, &'a Member)> {
    let mut found = Vec::new();
    for (village, tally) in &places.villages {
        let grids = places.grids_of(village);
        let placed: BTreeSet<&str> = grids.flat_map(|(_, g)| members(g)).map(|m| m.name.as_str()).into_set();
        let persons = tally.counts.set(Counter::Officers).persons();
        let firsts = persons.iter().filter_map(|person| person.first().copied());
        found.extend(firsts.filter(|m| !placed.contains(m.name.as_str())).map(|m| (*village, m)));
    }
    found
}

/// Officers whose row names a place that is on no list: the table, the record, and who it names.
#[inline(never)]
pub fn unlisted(
    sources: &[SourceTable<'_>],
    preparation: &PlacedTables,
) -> Vec<(usize, usize, Vec<Unlisted>)> {
    let officers = |&(table, row): &(usize, usize)| {
        let records = sources.get(table)?.records;
        let place = label(records.text(Field::Village, row), records.text(Field::Grid, row));
        let named = |name: String| Unlisted { name, place: place.clone() };
        is_officer(records.text(Field::Role, row)).then(|| {
            (
                table,
                row,
                crate::input::value::persons(records.text(Field::Name, row)).into_iter().map(named).collect(),
            )
        })
    };
    preparation.strays.iter().filter_map(officers).collect()
}

/// What a figure of the check is about, as units of a tally: so that the tally of a row tells whether it belongs to it.
#[derive(Debug, Default)]
pub(super) struct PostUnits {
    grids: BTreeSet<GridKey>,
    /// Officers with several grids, at each of these.
    shared: BTreeMap<GridKey, BTreeSet<Member>>,
    /// The same, at the last of their grids alone: there each counts.
    last: BTreeMap<GridKey, BTreeSet<Member>>,
    /// Officers of a village without a grid.
    loose: BTreeMap<VillageKey, BTreeSet<Member>>,
}

impl PostUnits {
    /// Of a figure, in a tally of all rows; of the grids of one village, where that is what is asked for.
    pub fn new(figure: PostFigure, whole: &Tally, among: Option<&str>) -> Self {
        let places = OrderedPlaces::new(whole);
        let here = |village: &str| among.is_none_or(|among| among == village);
        let key = |i: usize| places.grids.get(i).map(|(key, _)| (*key).clone());
        let sized = |fits: fn(i64) -> bool| {
            let fitting = places.grids.iter().filter(|(_, g)| fits(officers(g)));
            fitting.map(|(key, _)| (*key).clone()).filter(|key| here(&key.village)).into_set()
        };
        let mut units = Self::default();
        match figure {
            PostFigure::Vacant => units.grids = sized(|n| n == 0),
            PostFigure::Doubled => units.grids = sized(|n| n > 1),
            PostFigure::Matched => {
                units.grids =
                    matched(&places.grids, &held(&places.grids)).into_iter().filter_map(key).collect();
                units.grids.retain(|key| here(&key.village));
            }
            PostFigure::Shared => {
                let is_here = |grid: usize| places.grids.get(grid).is_some_and(|(key, _)| here(&key.village));
                let several = |h: &&Holder<'_>| {
                    let grids = h.grids();
                    grids.len() > 1 && grids.into_iter().any(is_here)
                };
                for holder in held(&places.grids).iter().filter(several) {
                    for (grid, member) in &holder.posts {
                        if let Some(key) = key(*grid) {
                            units.shared.entry(key).or_default().insert((*member).clone());
                        }
                    }
                    if let Some((grid, member)) = holder.posts.last()
                        && let Some(key) = key(*grid)
                    {
                        units.last.entry(key).or_default().insert((*member).clone());
                    }
                }
            }
            PostFigure::WithoutGrid => {
                for (village, member) in without_grid(&places).into_iter().filter(|(v, _)| here(v)) {
                    units.loose.entry(village.to_owned()).or_default().insert(member.clone());
                }
            }
            PostFigure::Unlisted => {}
        }
        units
    }

    fn grids<'t>(&'t self, tally: &'t Tally) -> impl Iterator<Item = &'t GridTally> {
        tally.grids.iter().filter(|(key, _)| self.grids.contains(*key)).map(|(_, g)| g)
    }

    /// How much of the figure a tally holds.
    pub fn amount(&self, figure: PostFigure, tally: &Tally) -> i64 {
        let among = |set: Option<&BTreeSet<Member>>, counts: &Counts| {
            set.map_or(0, |set| members_of(counts).filter(|m| set.contains(*m)).count())
        };
        let n: usize = match figure {
            PostFigure::Vacant => self.grids(tally).filter(|g| g.listed.0.is_some()).count(),
            PostFigure::Doubled => self.grids(tally).filter(|g| officers(g) > 1).count(),
            PostFigure::Matched => self.grids(tally).filter(|g| officers(g) == 1).count(),
            PostFigure::Shared => {
                tally.grids.iter().map(|(key, g)| among(self.last.get(key), &g.counts)).sum()
            }
            PostFigure::WithoutGrid => {
                tally.villages.iter().map(|(key, v)| among(self.loose.get(key), &v.counts)).sum()
            }
            PostFigure::Unlisted => 0,
        };
        i64::try_from(n).unwrap_or(i64::MAX)
    }

    /// Whether the tally of a row belongs to the figure.
    pub fn touches(&self, figure: PostFigure, row: &Tally) -> bool {
        match figure {
            PostFigure::Doubled | PostFigure::Matched => {
                self.grids(row).any(|g| g.counts.is_above_zero(Counter::Officers))
            }
            PostFigure::Shared => row
                .grids
                .iter()
                .any(|(key, g)| self.shared.get(key).is_some_and(|set| members(g).any(|m| set.contains(m)))),
            PostFigure::Vacant | PostFigure::WithoutGrid | PostFigure::Unlisted => {
                self.amount(figure, row) > 0
            }
        }
    }
}

fn officers(grid: &GridTally) -> i64 {
    grid.counts.get(Counter::Officers)
}

fn members(grid: &GridTally) -> impl Iterator<Item = &Member> {
    members_of(&grid.counts)
}

fn members_of(counts: &Counts) -> impl Iterator<Item = &Member> {
    match counts.set(Counter::Officers) {
        Distinct::Members(set) => Some(set.iter()),
        Distinct::Sealed(_) | Distinct::Refused => None,
    }
    .into_iter()
    .flatten()
}

fn names(grid: &GridTally) -> Vec<String> {
    let persons = grid.counts.set(Counter::Officers).persons();
    persons.iter().filter_map(|person| person.first().map(|m| m.name.clone())).collect()
}
