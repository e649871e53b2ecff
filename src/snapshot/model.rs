//! A township's tally as numbers and names, in an order in which each tells most of the next.
//!
//! Written once for both directions: see [`Coder`]. Every struct is taken apart by name, so that a new
//! field does not compile until its place here is decided.

use super::blocks::{self, Block};
use super::columns::UnitContext;
use super::names::{Names, successor};
use super::number::Numbers;
use super::range::Coder;
use super::totals::{TownTotals, written};
use super::{Snapshot, wire};
use crate::catalogue::Counter;
use crate::count::{BodyTally, GridTally, Least, Listing, MatterDays, Tally, VillageTally};
use crate::figures::settings::Settings;
use crate::model::cell::Day;
use crate::model::place::GridKey;
use crate::order::Sort as _;

/// A village with its grids.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    name: String,
    tally: Option<VillageTally>,
    grids: Vec<(String, GridTally)>,
}

impl Place {
    fn listing(&self) -> Option<&Listing> {
        self.tally.as_ref().and_then(|t| t.listed.0.as_ref())
    }
}

/// The villages in the order of their list, each with its grids in theirs; the unlisted follow by name.
fn places(tally: &Tally) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let keys = tally.villages.keys().chain(tally.grids.keys().map(|k| &k.village));
    let mut names: Vec<&String> = keys.collect();
    names.order();
    names.dedup();
    for name in names {
        let from = GridKey { village: name.clone(), grid: String::new() };
        let grids = tally.grids.range(from..).take_while(|(k, _)| k.village == *name);
        let mut grids: Vec<_> = grids.map(|(k, g)| (k.grid.clone(), g.clone())).collect();
        grids.order_by_key(|(_, g)| rank(g.listed.0.as_ref()));
        places.push(Place { name: name.clone(), tally: tally.villages.get(name).cloned(), grids });
    }
    places.order_by_key(|p| {
        rank(p.listing()).min(p.grids.first().map_or(u32::MAX, |(_, g)| rank(g.listed.0.as_ref())))
    });
    places
}

/// The greatest common divisor; 0 is no number.
fn divisor(a: u64, b: u64) -> u64 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn rank(listing: Option<&Listing>) -> u32 {
    listing.map_or(u32::MAX, |l| l.rank)
}

/// Passes a snapshot through the coder: what comes back is what was written. Its tally is taken to be sealed.
pub fn pass<C: Coder>(c: &mut C, snapshot: &Snapshot, version: u32) -> Snapshot {
    pass_with(c, snapshot, version, blocks::written(snapshot), Some(&|_| {}))
}

/// The same with these blocks at its end, from version 3 on, and its totals as `change` leaves them, or without any.
pub(super) fn pass_with<C: Coder>(
    c: &mut C,
    snapshot: &Snapshot,
    version: u32,
    given: Vec<Block>,
    change: Option<&dyn Fn(&mut TownTotals)>,
) -> Snapshot {
    let change = change.filter(|_| version > 2 && TownTotals::travel(snapshot));
    let has_totals = change.is_some();
    let mut model = Model { c, n: Numbers::default(), names: Names::new(), unit: 1, has_totals };
    let mut out = model.snapshot(snapshot);
    if version > 1 {
        model.extra(snapshot, &mut out);
    }
    out.tally.loaded = out.tally.loaded.with_body_bits(out.tally.body_bits_by_counts());
    let totals = change.map(|change| {
        let mut whole = out.clone();
        blocks::read(&given, &mut whole);
        written(&TownTotals::of(&whole, &Settings::default()), change)
    });
    let blocks = if version > 2 { model.blocks(given, totals) } else { Vec::new() };
    if blocks::read(&blocks, &mut out).is_none() {
        model.c.refuse();
    }
    out
}

pub(super) struct Model<'a, C> {
    pub(super) c: &'a mut C,
    pub(super) n: Numbers,
    pub(super) names: Names,
    /// Minutes of visits are multiples of it.
    pub(super) unit: i64,
    /// Whether totals stand at the end.
    pub(super) has_totals: bool,
}

/// What the next place's names and codes are guessed from.
#[derive(Clone, Debug, Default)]
struct Before {
    village: Named,
    /// The first grid of the village before.
    first: Option<Named>,
    /// The village that it lies in.
    first_in: Named,
    rank: i64,
    grid_rank: i64,
}

/// Name in the list and code.
#[derive(Clone, Debug, Default)]
struct Named {
    key: String,
    name: String,
    code: String,
}

/// Nothing is guessed from longer names, so that guessing takes no longer than reading.
const GUESSED_FROM: usize = 200;

impl Named {
    fn of(key: &str, listing: Option<&Listing>) -> Self {
        let modest = |text: &str| if text.len() <= GUESSED_FROM { text.to_owned() } else { String::new() };
        Self {
            key: modest(key),
            name: listing.map(|l| modest(&l.name)).unwrap_or_default(),
            code: listing.map(|l| modest(&l.code)).unwrap_or_default(),
        }
    }
}

impl<C: Coder> Model<'_, C> {
    /// What version 1 holds; it stays as it is.
    fn snapshot(&mut self, snapshot: &Snapshot) -> Snapshot {
        let mut out = self.front(snapshot);
        self.tally(&snapshot.tally, &mut out.tally);
        out
    }

    /// What stands before the places.
    pub(super) fn front(&mut self, snapshot: &Snapshot) -> Snapshot {
        let Snapshot { township, made, period, span, tally, .. } = snapshot;
        let mut township = township.clone();
        self.option("township", &mut township, |m, t| m.names.spelt(m.c, &mut m.n, "township", t));
        let mut made = *made;
        // Near 2024 in the first version's days, and any other day costs a few bits more.
        self.day("made", &mut made, Day(19_900));
        let period = self.period("period", *period, made);
        let span = self.period("span", *span, made);
        let loaded = self.loaded(tally.loaded);
        let venues = self.venues(tally.venues);
        let tally = Tally { loaded, venues, ..Tally::default() };
        Snapshot { township, made, period, span, tally, ..Snapshot::default() }
    }

    fn tally(&mut self, tally: &Tally, out: &mut Tally) {
        let Tally {
            loaded: _,
            villages: _,
            grids: _,
            persons: _,
            bodies,
            venues: _,
            township,
            lacking: _,
            months,
            unplaced,
            mismatches,
            absent: _,
            veil: _,
        } = tally;
        self.places(tally, out);
        for body in wire::BODIES {
            let mut known = bodies.get(&body).cloned();
            self.option("body", &mut known, |model, body: &mut BodyTally| {
                model.body(&mut body.counts);
                body.days = MatterDays::default();
            });
            out.bodies.extend(known.map(|b| (body, b)));
        }
        out.township = township.clone();
        self.township(&mut out.township);
        self.months(months, out);
        self.unplaced(unplaced, out);
        self.mismatches(mismatches, out);
    }

    fn places(&mut self, tally: &Tally, out: &mut Tally) {
        let given = places(tally);
        let minutes = tally
            .grids
            .values()
            .fold(0u64, |unit, g| divisor(unit, g.counts.get(Counter::Minutes).unsigned_abs()));
        let mut unit = i64::try_from(minutes).unwrap_or(1).max(1);
        self.n.number(self.c, ("unit", 0), &mut unit, 5);
        self.unit = unit;
        let count = self.n.size(self.c, ("places", 0), given.len());
        let mut given = given.into_iter();
        let mut before = Before { rank: -1, grid_rank: -1, ..Before::default() };
        for _ in 0..count {
            if !self.c.spend(1, 0) {
                break;
            }
            let mut place = given.next().unwrap_or_default();
            self.place(&mut place, &mut before);
            let village = place.name.clone();
            let twice = place.tally.is_some_and(|tally| out.villages.insert(village, tally).is_some());
            let mut again = false;
            for (grid, tally) in place.grids {
                let key = GridKey { village: place.name.clone(), grid };
                again |= out.grids.insert(key, tally).is_some();
            }
            if twice || again {
                self.c.refuse();
            }
        }
    }

    fn place(&mut self, place: &mut Place, before: &mut Before) {
        let township = self.n.flag(self.c, ("village.none", 0), place.name.is_empty());
        if !township {
            self.names.spelt(self.c, &mut self.n, "village.name", &mut place.name);
        }
        let key = place.name.clone();
        let own = self.n.flag(self.c, ("village.tally", usize::from(township)), place.tally.is_some());
        let mut village = own.then(|| place.tally.take().unwrap_or_default());
        if let Some(tally) = &mut village {
            let guesses = [Some(key.clone())];
            let codes = [successor(&before.village.code)];
            self.listed(
                ("village.listed", usize::from(township)),
                &mut tally.listed,
                &mut before.rank,
                &guesses,
                &codes,
            );
        }
        let here = Named::of(&key, village.as_ref().and_then(|v| v.listed.0.as_ref()));

        let mut count = i64::try_from(place.grids.len()).unwrap_or(i64::MAX);
        self.near("village.grids", usize::from(township), &mut count, 6.0);
        let mut given = std::mem::take(&mut place.grids).into_iter();
        let mut last: Option<Named> = None;
        for _ in 0..count {
            if !self.c.spend(1, key.len()) {
                break;
            }
            let (mut name, mut grid) = given.next().unwrap_or_default();
            let names = self.grid_names(&mut name, &mut grid.listed, &here, last.as_ref(), before);
            self.grid(&mut grid.counts);
            if last.is_none() {
                (before.first, before.first_in) = (Some(names.clone()), here.clone());
            }
            last = Some(names);
            place.grids.push((name, grid));
        }
        if let Some(tally) = &mut village {
            let around = UnitContext { is_township: township, grids: &place.grids };
            self.village(&mut tally.counts, around);
        }
        place.tally = village;
        if !here.code.is_empty() {
            before.village = here;
        }
    }

    fn grid_names(
        &mut self,
        name: &mut String,
        listed: &mut Least,
        here: &Named,
        last: Option<&Named>,
        before: &mut Before,
    ) -> Named {
        let first = before.first.clone();
        let elsewhere = &before.first_in;
        let (keys, listing, code) = match last {
            Some(last) => ([successor(&last.key), None], successor(&last.name), successor(&last.code)),
            None => {
                let swap = |text: &str, from: &str, to: &str| {
                    text.strip_prefix(from).map(|rest| format!("{to}{rest}"))
                };
                let first = first.as_ref();
                let keys = [first.map(|f| f.key.clone()), Some("第一网格".to_owned())];
                let listing = first.and_then(|f| swap(&f.name, &elsewhere.name, &here.name));
                let code = first.and_then(|f| swap(&f.code, &elsewhere.code, &here.code));
                (keys, listing, code.or_else(|| Some(format!("{}001", here.code))))
            }
        };
        self.names.guessed(self.c, &mut self.n, "grid.name", name, &keys);
        let names = [Some(format!("{}{name}", here.key)), Some(name.clone()), listing];
        self.listed(("grid.listed", 0), listed, &mut before.grid_rank, &names, &[code]);
        Named::of(name, listed.0.as_ref())
    }

    fn listed(
        &mut self,
        key: (&'static str, usize),
        listed: &mut Least,
        rank: &mut i64,
        names: &[Option<String>],
        codes: &[Option<String>],
    ) {
        let listing = listed.0.take();
        if !self.n.flag(self.c, key, listing.is_some()) {
            return;
        }
        let mut listing = listing.unwrap_or_default();
        let village = key.0 == "village.listed";
        let mut place = i64::from(listing.rank);
        self.n.number(
            self.c,
            (if village { "village.rank" } else { "grid.rank" }, 0),
            &mut place,
            rank.saturating_add(1),
        );
        listing.rank = u32::try_from(place).unwrap_or_else(|_| {
            self.c.refuse();
            0
        });
        *rank = place;
        let (name, code) =
            if village { ("village.listed.name", "village.code") } else { ("grid.listed.name", "grid.code") };
        self.names.guessed(self.c, &mut self.n, name, &mut listing.name, names);
        let none = self.n.flag(self.c, (code, 7), listing.code.is_empty());
        if none {
            listing.code = String::new();
        } else {
            self.names.guessed(self.c, &mut self.n, code, &mut listing.code, codes);
        }
        listed.0 = Some(listing);
    }
}
