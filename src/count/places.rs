//! The villages and grids of the lists, and how a row's words find them.

use super::place_names::{JOINTS, grid_name, kind_of_grid, village_in};
use super::site_words::only_village;
use super::sites::Site;
use super::source::SourceTable;
use crate::count::Listing;
use crate::input::records::{RecordColumn, Records};
use crate::input::value::{grid_key, is_nothing, stem, strip_township, village_key};
use crate::model::alias::Aliases;
use crate::model::kind::{Field, Kind};
use crate::model::place::GridKey;
use rustc_hash::{FxHashMap, FxHashSet};

/// The most villages, and the most grids, that lists may have; all others are on none.
pub const MOST_LISTED: usize = 100_000;
/// The most villages that rows may name where no list is loaded.
pub const MOST_NAMED: usize = 10_000;

/// A village of a list.
#[derive(Clone, Debug)]
pub struct VillagePlace {
    /// Its full name: where the list has only its stem, the one full name with it that stands in other tables.
    pub key: String,
    /// The name as the list first writes it.
    pub written: String,
    /// How the list names it; `None` where no list does and rows of other tables name it.
    pub listing: Option<Listing>,
    /// The table and row (both from 0) that list it first.
    pub source: (usize, usize),
}

/// A grid of a list.
#[derive(Clone, Debug)]
pub struct GridPlace {
    /// Its village, an index.
    pub village: u32,
    /// Village and canonical name.
    pub key: GridKey,
    /// How the list names it.
    pub listing: Listing,
    /// The table and row (both from 0) that list it first.
    pub source: (usize, usize),
}

/// Every village and grid that is known.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The villages in the order of their list.
    pub villages: Vec<VillagePlace>,
    /// The grids in the order of their list.
    pub grids: Vec<GridPlace>,
    /// Whether a list of villages or grids is loaded; without, every village that is named counts.
    pub has_villages: bool,
    /// Whether the villages come from the list of grids, there being no list of their own.
    pub villages_by_grids: bool,
    /// Whether a list of grids is loaded; without, grids are not checked.
    pub has_grids: bool,
    township: Option<String>,
    by_name: FxHashMap<String, u32>,
    /// By stem; `None` where more than one village has it.
    by_stem: FxHashMap<String, Option<u32>>,
    /// By a stem of two characters or more: the village with the longest name, the last of them.
    longest: FxHashMap<String, (usize, u32)>,
    /// By a name that a person said to be a village's.
    by_alias: FxHashMap<String, u32>,
    /// Names that a person said to be no other village's.
    apart: FxHashSet<String>,
    /// The full name of each stem that only one has.
    full: FxHashMap<String, Option<String>>,
    by_grid: FxHashMap<GridKey, u32>,
    by_code: FxHashMap<String, u32>,
}

/// By what a village was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundBy {
    /// By the name that its list has.
    Name,
    /// By its stem (好花红 for 好花红村), or by its full name where the list has the stem.
    Stem,
    /// By a name that a person said to be its own.
    Alias,
}

/// A village that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundVillage {
    /// Its index.
    pub index: u32,
    /// By what.
    pub by: FoundBy,
}

impl Places {
    /// The places that the tables list, with the names that a person said to be theirs, and the site of each table.
    /// `tables` is in the order in which they are counted.
    #[inline(never)]
    pub fn of(tables: &[SourceTable<'_>], township: Option<&str>, aliases: &Aliases) -> (Self, Vec<Site>) {
        let alone = aliases.villages.iter().filter(|(_, to)| to.is_none()).map(|(name, _)| name.clone());
        let township = township.map(str::to_owned);
        let mut places = Self { township, apart: alone.collect(), ..Self::default() };
        places.note_full_names(tables);
        let of_kind = |kind| tables.iter().enumerate().filter(move |(_, t)| t.records.kind == kind);
        let mut rank = 0;
        for (table, SourceTable { records, .. }) in of_kind(Kind::Villages) {
            for row in 0..records.len() {
                let name = records.text(Field::Name, row);
                places.list_village(name, records.text(Field::Code, row), (table, row), &mut rank);
            }
        }
        places.has_grids = of_kind(Kind::Grids).next().is_some();
        places.has_villages = places.has_grids || !places.villages.is_empty();
        if places.villages.is_empty() {
            places.list_villages_of_grids(of_kind(Kind::Grids), &mut rank);
        }
        if !places.has_villages {
            places.add_villages(tables);
        }
        for (name, to) in &aliases.villages {
            if let Some(found) = to.as_deref().and_then(|to| places.village(to)) {
                places.by_alias.insert(name.clone(), found.index);
            }
        }
        let sites: Vec<Site> = tables.iter().map(|table| Site::of(&places, table, aliases)).collect();
        for (table, source) in of_kind(Kind::Grids) {
            let site = sites.get(table).and_then(|site| site.village);
            for row in 0..source.records.len() {
                places.list_grid(source.records, site, (table, row), &mut rank);
            }
        }
        if !places.has_villages {
            places.add_grids(tables, &sites, &mut rank);
        }
        (places, sites)
    }

    /// Lists the villages that the lists of grids name, there being no list of their own.
    fn list_villages_of_grids<'t>(
        &mut self,
        tables: impl Iterator<Item = (usize, &'t SourceTable<'t>)>,
        rank: &mut u32,
    ) {
        for (table, source) in tables {
            self.villages_by_grids = true;
            for row in 0..source.records.len() {
                let named = match source.records.text(Field::Village, row) {
                    "" => village_in(grid_name(source.records, row)),
                    named => named.to_owned(),
                };
                let name = if named.is_empty() { only_village(self, source) } else { Some(named) };
                self.list_village(&name.unwrap_or_default(), "", (table, row), rank);
            }
        }
    }

    /// Looks through all tables for the full names of villages.
    fn note_full_names(&mut self, tables: &[SourceTable<'_>]) {
        for SourceTable { records, .. } in tables {
            for field in [Field::Village, Field::Grid, Field::Name] {
                if field == Field::Name && !matches!(records.kind, Kind::Villages | Kind::Grids) {
                    continue;
                }
                let Some(RecordColumn::Text { dictionary, .. }) = records.column(field) else { continue };
                for text in dictionary.iter() {
                    let is_village = field == Field::Village || records.kind == Kind::Villages;
                    let name = if is_village { self.bare(text).to_owned() } else { village_in(text) };
                    let stem = stem(&name);
                    if stem.len() < name.len() {
                        let other = |known: &mut Option<String>| {
                            if known.as_ref().is_some_and(|known| *known != name) {
                                *known = None;
                            }
                        };
                        self.full.entry(stem.to_owned()).and_modify(other).or_insert(Some(name.clone()));
                    }
                }
            }
        }
    }

    /// A village's name without the township before it.
    pub(super) fn bare<'a>(&self, name: &'a str) -> &'a str {
        self.township.as_deref().map_or(name, |t| strip_township(name, t))
    }

    fn list_village(&mut self, name: &str, code: &str, source: (usize, usize), rank: &mut u32) {
        let listing =
            Listing { rank: *rank, name: name.to_owned(), code: code.to_owned(), ..Listing::default() };
        if self.add_village(name, Some(listing), source) {
            *rank += 1;
        }
    }

    pub(super) fn add_village(
        &mut self,
        name: &str,
        listing: Option<Listing>,
        source: (usize, usize),
    ) -> bool {
        if name.is_empty() || self.by_name.contains_key(name) {
            return false;
        }
        if self.villages.len() >= MOST_LISTED {
            return false;
        }
        let bare = self.bare(name);
        let full = self.full.get(bare).cloned().flatten().filter(|_| !self.apart.contains(bare));
        let key = full.unwrap_or_else(|| bare.to_owned());
        if let Some(&index) = self.by_name.get(&key) {
            self.by_name.insert(name.to_owned(), index);
            return false;
        }
        let index = u32::try_from(self.villages.len()).unwrap_or(u32::MAX);
        self.by_name.insert(name.to_owned(), index);
        self.by_name.insert(key.clone(), index);
        let own = stem(&key).to_owned();
        if own.chars().count() >= 2 {
            let longest = self.longest.entry(own.clone()).or_default();
            *longest = (*longest).max((key.len(), index));
        }
        self.by_stem.entry(own).and_modify(|known| *known = None).or_insert(Some(index));
        let listing = listing.map(|listing| Listing { name: key.clone(), ..listing });
        self.villages.push(VillagePlace { key, written: name.to_owned(), listing, source });
        true
    }

    /// Lists a grid; `site` is the village of its table, for rows that name none.
    fn list_grid(&mut self, records: &Records, site: Option<u32>, source: (usize, usize), rank: &mut u32) {
        let (_, row) = source;
        let names = (grid_name(records, row), records.text(Field::Code, row));
        self.enter_grid(records, site, names, source, rank);
        if let Some(grid) = self.grids.last_mut().filter(|grid| grid.source == source) {
            grid.listing.kind = kind_of_grid(records, row);
        }
    }

    /// Takes a grid in under a name and a code.
    pub(super) fn enter_grid(
        &mut self,
        records: &Records,
        site: Option<u32>,
        (shown, code): (&str, &str),
        source: (usize, usize),
        rank: &mut u32,
    ) {
        if is_nothing(shown) {
            return;
        }
        let village = match records.text(Field::Village, source.1) {
            "" if self.village_before(shown).is_some() || !village_in(shown).is_empty() => None,
            "" => site,
            named => match self.village(named) {
                Some(found) => Some(found.index),
                None => return,
            },
        };
        let Some(key) = self.key(village, shown) else { return };
        let Some(&village) = self.by_name.get(&key.village) else { return };
        let index = u32::try_from(self.grids.len()).unwrap_or(u32::MAX);
        if self.by_grid.contains_key(&key) || self.grids.len() >= MOST_LISTED {
            return;
        }
        self.by_grid.insert(key.clone(), index);
        if !code.is_empty() {
            self.by_code.entry(code.to_owned()).or_insert(index);
        }
        let listing =
            Listing { rank: *rank, name: shown.to_owned(), code: code.to_owned(), ..Listing::default() };
        *rank += 1;
        self.grids.push(GridPlace { village, key, listing, source });
    }

    /// The key of a grid in its village, or in the village that its own name begins with.
    fn key(&self, village: Option<u32>, grid: &str) -> Option<GridKey> {
        let named = self.village_before(grid);
        let (index, own) = match (village, named) {
            (Some(given), Some((found, rest))) if found.index == given => (given, rest),
            (Some(given), _) => (given, grid),
            (None, named) => named.map(|(found, rest)| (found.index, rest))?,
        };
        let village = self.villages.get(index as usize)?.key.clone();
        let grid = grid_key(own, &village).to_string();
        Some(GridKey { village, grid })
    }

    /// The village by its cleaned name: in full, with the township before it, by its stem where one fits, by what a
    /// person said, or as the last of a path (云栗镇/栗坪村).
    pub fn village(&self, name: &str) -> Option<FoundVillage> {
        self.village_named(name).or_else(|| {
            let last = name.rsplit(JOINTS).next().filter(|last| last.len() < name.len())?;
            self.village_named(&village_key(last))
        })
    }

    fn village_named(&self, name: &str) -> Option<FoundVillage> {
        let exact = |name: &str| self.by_name.get(name).map(|&index| self.found(index, name));
        if let Some(found) = exact(name) {
            return Some(found);
        }
        if let Some(&index) = self.by_alias.get(name) {
            return Some(FoundVillage { index, by: FoundBy::Alias });
        }
        let bare = self.bare(name);
        if bare != name
            && let Some(found) = exact(&village_key(bare))
        {
            return Some(found);
        }
        let index = self.by_stem.get(bare).copied().flatten().filter(|_| !self.apart.contains(bare))?;
        Some(FoundVillage { index, by: FoundBy::Stem })
    }

    /// A village that was found by one of its own names.
    fn found(&self, index: u32, name: &str) -> FoundVillage {
        let is_stem = |name: &str| stem(name).len() == name.len();
        let alike = self.villages.get(index as usize).is_some_and(|v| is_stem(&v.written) == is_stem(name));
        FoundVillage { index, by: if alike { FoundBy::Name } else { FoundBy::Stem } }
    }

    /// The full names of villages and the names that a person said to be theirs.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, u32)> {
        let all = self.by_name.iter().chain(&self.by_alias).map(|(name, index)| (name.as_str(), *index));
        all.filter(|(name, _)| stem(name).len() < name.len())
    }

    /// A text without the township's name.
    pub(super) fn without_township(&self, text: &str) -> String {
        match &self.township {
            Some(township) if !township.is_empty() => text.replace(township.as_str(), "/"),
            _ => text.to_owned(),
        }
    }

    /// The one village whose name, or else stem, a free text holds (好花红村文化广场).
    pub fn village_within(&self, text: &str) -> Option<u32> {
        let mut found = self.villages.iter().enumerate().filter(|(_, v)| text.contains(v.key.as_str()));
        match (found.next(), found.next()) {
            (Some((index, _)), None) => u32::try_from(index).ok(),
            _ => None,
        }
    }

    /// The village with which a grid's name begins, or that stands before it in a path, and the rest of the name.
    pub fn village_before<'a>(&self, grid: &'a str) -> Option<(FoundVillage, &'a str)> {
        let grid = self.bare(grid);
        for (at, joint) in grid.match_indices(JOINTS).collect::<Vec<_>>().into_iter().rev() {
            let (before, rest) = (grid.get(..at)?, grid.get(at + joint.len()..)?);
            if let Some(found) = self.village(&village_key(before)).filter(|_| !rest.is_empty()) {
                return Some((found, rest));
            }
        }
        let starts = || grid.char_indices().rev().filter_map(|(at, c)| grid.get(..at + c.len_utf8()));
        let named = |name: &'a str| {
            let alias = self.by_alias.get(name).map(|&index| FoundVillage { index, by: FoundBy::Alias });
            alias.or_else(|| Some(self.found(*self.by_name.get(name)?, name))).map(|found| (name, found))
        };
        if let Some((name, found)) = starts().find_map(named) {
            let rest = grid.get(name.len()..).unwrap_or_default();
            // 三都第一网格 is a common way to name the grid of 三都村 and worth no word.
            let plain = stem(name) == name;
            let goes_on = plain && ["村", "社区"].iter().any(|kind| rest.starts_with(kind));
            let by = if plain && found.by == FoundBy::Stem { FoundBy::Name } else { found.by };
            let own = self.villages.get(found.index as usize).map_or("", |v| v.key.as_str());
            let whole = own.starts_with(name) || name.starts_with(own);
            return (!(goes_on && self.apart.contains(name)))
                .then_some((FoundVillage { by, ..found }, if whole { grid } else { rest }));
        }
        let (_, index) = starts().filter_map(|start| self.longest.get(start)).max()?;
        Some((FoundVillage { index: *index, by: FoundBy::Name }, grid))
    }

    /// A grid by its code, or by its name in the village that is given or that begins the name.
    pub fn grid(&self, village: Option<u32>, grid: &str) -> Option<u32> {
        if let Some(&index) = self.by_code.get(grid) {
            let right_village = |g: &GridPlace| village.is_none_or(|v| v == g.village);
            return self.grids.get(index as usize).filter(|g| right_village(g)).map(|_| index);
        }
        self.by_grid.get(&self.key(village, grid)?).copied()
    }

    /// A grid by its canonical name (or its code) in a village.
    pub fn grid_by_key(&self, village: Option<u32>, key: &str) -> Option<u32> {
        let in_village = |village: u32| {
            let village = self.villages.get(village as usize)?.key.clone();
            self.by_grid.get(&GridKey { village, grid: key.to_owned() }).copied()
        };
        village.and_then(in_village).or_else(|| self.by_code.get(key).copied())
    }

    /// All grids of a village.
    pub fn grids_of(&self, village: u32) -> impl Iterator<Item = u32> + '_ {
        let all = self.grids.iter().enumerate().filter(move |(_, g)| g.village == village);
        all.filter_map(|(index, _)| u32::try_from(index).ok())
    }
}
