//! The villages and grids of the lists, and how a row's words find them.

use crate::count::Listing;
use crate::input::records::Records;
use crate::input::value::{grid_key, stem, strip_township, village_key};
use crate::model::kind::{Field, Kind};
use crate::model::place::GridKey;
use rustc_hash::FxHashMap;

/// A village of a list.
#[derive(Clone, Debug)]
pub struct VillagePlace {
    /// Its full name.
    pub key: String,
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
    by_grid: FxHashMap<GridKey, u32>,
    by_code: FxHashMap<String, u32>,
}

/// A village that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundVillage {
    /// Its index.
    pub index: u32,
    /// Whether only the bare stem was given (好花红 for 好花红村).
    pub by_stem: bool,
}

impl Places {
    /// The places that the tables list. `tables` is in the order in which they are counted.
    pub fn of(tables: &[&Records], township: Option<&str>) -> Self {
        let mut places = Self { township: township.map(str::to_owned), ..Self::default() };
        let mut rank = 0;
        let of_kind = |kind| tables.iter().enumerate().filter(move |(_, t)| t.kind == kind);
        for (table, records) in of_kind(Kind::Villages) {
            for row in 0..records.len() {
                let name = records.text(Field::Name, row);
                places.list_village(name, records.text(Field::Code, row), (table, row), &mut rank);
            }
        }
        let only_grids = places.villages.is_empty();
        places.has_villages = !only_grids;
        for (table, records) in of_kind(Kind::Grids) {
            places.has_villages = true;
            places.has_grids = true;
            for row in 0..records.len() {
                if only_grids {
                    places.villages_by_grids = true;
                    places.list_village(records.text(Field::Village, row), "", (table, row), &mut rank);
                }
                places.list_grid(records, table, row, &mut rank);
            }
        }
        if !places.has_villages {
            for (table, records) in tables.iter().enumerate() {
                for row in 0..records.len() {
                    places.name_village(records.text(Field::Village, row), (table, row));
                }
            }
        }
        places
    }

    fn list_village(&mut self, name: &str, code: &str, source: (usize, usize), rank: &mut u32) {
        let listing = Listing { rank: *rank, name: name.to_owned(), code: code.to_owned() };
        if self.add_village(name, Some(listing), source) {
            *rank += 1;
        }
    }

    fn name_village(&mut self, name: &str, source: (usize, usize)) {
        self.add_village(name, None, source);
    }

    fn add_village(&mut self, name: &str, listing: Option<Listing>, source: (usize, usize)) -> bool {
        if name.is_empty() || self.by_name.contains_key(name) {
            return false;
        }
        let index = u32::try_from(self.villages.len()).unwrap_or(u32::MAX);
        self.by_name.insert(name.to_owned(), index);
        self.by_stem.entry(stem(name).to_owned()).and_modify(|known| *known = None).or_insert(Some(index));
        self.villages.push(VillagePlace { key: name.to_owned(), listing, source });
        true
    }

    fn list_grid(&mut self, records: &Records, table: usize, row: usize, rank: &mut u32) {
        let name = records.text(Field::Name, row);
        let code = records.text(Field::Code, row);
        let shown = if name.is_empty() { code } else { name };
        let Some(village) = self.village_of_grid(records.text(Field::Village, row), shown) else { return };
        let key = self.key(village, shown);
        let index = u32::try_from(self.grids.len()).unwrap_or(u32::MAX);
        if self.by_grid.contains_key(&key) {
            return;
        }
        self.by_grid.insert(key.clone(), index);
        if !code.is_empty() {
            self.by_code.entry(code.to_owned()).or_insert(index);
        }
        let listing = Listing { rank: *rank, name: shown.to_owned(), code: code.to_owned() };
        *rank += 1;
        self.grids.push(GridPlace { village, key, listing, source: (table, row) });
    }

    fn key(&self, village: u32, grid: &str) -> GridKey {
        let village = self.villages.get(village as usize).map_or("", |v| v.key.as_str());
        GridKey { village: village.to_owned(), grid: grid_key(grid, village).to_string() }
    }

    /// The village of a row: as it is written, or where nothing is, as the grid's name begins.
    fn village_of_grid(&self, village: &str, grid: &str) -> Option<u32> {
        if village.is_empty() { self.village_before(grid) } else { self.village(village).map(|v| v.index) }
    }

    /// The village by its cleaned name: in full, with the township before it, or by its stem where one fits.
    pub fn village(&self, name: &str) -> Option<FoundVillage> {
        let exact = |name: &str| self.by_name.get(name).map(|&index| FoundVillage { index, by_stem: false });
        if let Some(found) = exact(name) {
            return Some(found);
        }
        let bare = self.township.as_deref().map_or(name, |t| strip_township(name, t));
        if bare != name
            && let Some(found) = exact(&village_key(bare))
        {
            return Some(found);
        }
        let known = self.by_stem.get(bare).copied().flatten()?;
        Some(FoundVillage { index: known, by_stem: true })
    }

    /// The one village whose name, or else stem, a free text holds (好花红村文化广场).
    pub fn village_within(&self, text: &str) -> Option<u32> {
        let mut found = self.villages.iter().enumerate().filter(|(_, v)| text.contains(v.key.as_str()));
        match (found.next(), found.next()) {
            (Some((index, _)), None) => u32::try_from(index).ok(),
            _ => None,
        }
    }

    fn village_before(&self, grid: &str) -> Option<u32> {
        let full = self.villages.iter().enumerate().filter(|(_, v)| grid.starts_with(v.key.as_str()));
        let best = full.max_by_key(|(_, v)| v.key.len()).or_else(|| {
            let stems = self.villages.iter().enumerate().filter(|(_, v)| {
                let stem = stem(&v.key);
                stem.chars().count() >= 2 && grid.starts_with(stem)
            });
            stems.max_by_key(|(_, v)| v.key.len())
        });
        best.and_then(|(index, _)| u32::try_from(index).ok())
    }

    /// A grid by its code, or by its name in the village that is given or that begins the name.
    pub fn grid(&self, village: Option<u32>, grid: &str) -> Option<u32> {
        if let Some(&index) = self.by_code.get(grid) {
            let right_village = |g: &GridPlace| village.is_none_or(|v| v == g.village);
            return self.grids.get(index as usize).filter(|g| right_village(g)).map(|_| index);
        }
        let village = village.or_else(|| self.village_before(grid))?;
        self.by_grid.get(&self.key(village, grid)).copied()
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
