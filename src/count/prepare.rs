//! Where every row of every table belongs, and which rows are repeated: worked out once for all periods.

use super::places::{FoundVillage, Places};
use super::represent::body;
use super::source::SourceTable;
use crate::input::records::Records;
use crate::input::value::{GridMention, Mentioned, grid_list, is_nothing};
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::kind::{Field, Kind};
use crate::text::{say, t};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::hash::BuildHasher;

/// Where a row is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowPlace {
    /// Nowhere: repeated, or at a place that no list has.
    Nowhere,
    /// In the township, no village being named.
    Township,
    /// In a village, by index.
    Village(u32),
    /// In a grid, by index.
    Grid(u32),
}

/// The rows of one table with their places.
#[derive(Clone, Debug, Default)]
pub struct PlacedTable {
    /// Which of the tables it is.
    pub table: usize,
    /// A place a row.
    pub at: Vec<RowPlace>,
    /// For party groups: the grids that each row covers.
    pub covers: Vec<Vec<u32>>,
}

/// What was prepared for all tables.
#[derive(Debug, Default)]
pub struct PlacedTables {
    /// The villages and grids.
    pub places: Places,
    /// A table each, in the order given.
    pub tables: Vec<PlacedTable>,
    /// What was met.
    pub findings: Vec<Finding>,
    /// Rows of officers whose place is on no list: table and row.
    pub strays: Vec<(usize, usize)>,
}

/// Finds the place of every row.
pub fn prepare(tables: &[SourceTable<'_>], township: Option<&str>) -> PlacedTables {
    let records: Vec<&Records> = tables.iter().map(|t| t.records).collect();
    let mut work = Work {
        places: Places::of(&records, township),
        findings: Vec::new(),
        stems: FxHashSet::default(),
        strays: Vec::new(),
    };
    work.note_missing_lists(tables);
    let repeated = work.repeated_rows(tables);
    let prepared = tables
        .iter()
        .zip(repeated)
        .enumerate()
        .map(|(index, (table, repeated))| work.table(index, table, &repeated))
        .collect();
    PlacedTables { places: work.places, tables: prepared, findings: work.findings, strays: work.strays }
}

/// What a row does not say itself, but the table in which it stands: equal rows of two bodies are two.
fn told_by_table(table: &SourceTable<'_>, row: usize) -> u64 {
    match table.records.kind {
        Kind::Representatives | Kind::Duty | Kind::Matters => {
            body(table.records, row).map_or(0, |body| body as u64 + 1)
        }
        // The kind of list is mostly the sheet's name.
        Kind::DutyLists => FxBuildHasher.hash_one(table.sheet),
        _ => 0,
    }
}

struct Work {
    places: Places,
    findings: Vec<Finding>,
    /// Stems that were pointed out already: once a table and stem is enough.
    stems: FxHashSet<(usize, String)>,
    strays: Vec<(usize, usize)>,
}

/// How a kind's rows are placed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Placing {
    /// They are the list itself.
    VillageList,
    GridList,
    /// In a grid, where the table names grids.
    Grid,
    /// In a village; a row without one is a finding.
    Village,
    /// In a village, or in the township where none is named.
    Optional,
    /// In the township, wherever it happened; villages may stand in free text.
    FreeText,
    /// Not by place.
    None,
}

fn placing(kind: Kind) -> Placing {
    match kind {
        Kind::Villages => Placing::VillageList,
        Kind::Grids => Placing::GridList,
        Kind::Officers | Kind::Heads | Kind::Visits | Kind::Cases => Placing::Grid,
        Kind::SelfGovernance => Placing::Village,
        Kind::Cadres | Kind::Lecturers | Kind::Models | Kind::VolunteerTeams => Placing::Optional,
        Kind::VolunteerActivities | Kind::LawPublicity => Placing::FreeText,
        Kind::PartyGroups
        | Kind::Representatives
        | Kind::Duty
        | Kind::Matters
        | Kind::DutyLists
        | Kind::Stations
        | Kind::VisitSummary
        | Kind::DutySummary
        | Kind::CentreWork => Placing::None,
    }
}

/// The field in whose words a village may stand where the row has no village: a team is called after its own.
fn names_village(kind: Kind) -> Option<Field> {
    match kind {
        Kind::VolunteerActivities => Some(Field::Team),
        Kind::VolunteerTeams => Some(Field::Name),
        _ => None,
    }
}

impl Work {
    fn note_missing_lists(&mut self, tables: &[SourceTable<'_>]) {
        let placed =
            tables.iter().find(|t| matches!(placing(t.records.kind), Placing::Grid | Placing::Village));
        let Some(table) = placed else { return };
        let lacking = match (self.places.has_villages, self.places.has_grids) {
            (true, true) => return,
            (true, false) => t("没有放入网格名单，走访等只核对到村"),
            _ => t("没有放入行政村或网格名单，地点未经核对"),
        };
        let place = FindingPlace::in_sheet(table.shown_file(), table.sheet);
        self.findings.push(Finding::new(Code::NoPlaces, place, "", lacking));
    }

    /// A flag a row: whether an equal row came before, in this table or in one of the same kind.
    fn repeated_rows(&mut self, tables: &[SourceTable<'_>]) -> Vec<Vec<bool>> {
        let mut seen: FxHashMap<(Kind, u64, u64), (usize, usize)> = FxHashMap::default();
        let mut all = Vec::with_capacity(tables.len());
        for (index, table) in tables.iter().enumerate() {
            let mut flags = vec![false; table.records.len()];
            for (row, fingerprint) in table.records.fingerprints.iter().enumerate() {
                let apart = told_by_table(table, row);
                let first = *seen.entry((table.records.kind, *fingerprint, apart)).or_insert((index, row));
                if first == (index, row) {
                    continue;
                }
                if let Some(flag) = flags.get_mut(row) {
                    *flag = true;
                }
                let Some(source) = tables.get(first.0) else { continue };
                let line = source.records.rows.get(first.1).copied().unwrap_or(0);
                let detail = if first.0 == index {
                    say!("与第 {line} 行完全相同", line)
                } else {
                    say!("与 {} {} 第 {line} 行完全相同", source.shown_file(), source.sheet, line)
                };
                let mut place = table.place(row, Field::Id);
                place.column = None;
                self.findings.push(Finding::new(Code::RowRepeated, place, "", &detail));
            }
            all.push(flags);
        }
        all
    }

    fn table(&mut self, index: usize, table: &SourceTable<'_>, repeated: &[bool]) -> PlacedTable {
        let records = table.records;
        let placing = placing(records.kind);
        let mut cache: FxHashMap<(&str, &str), Result<RowPlace, Code>> = FxHashMap::default();
        let mut teams: FxHashMap<&str, RowPlace> = FxHashMap::default();
        let at = (0..records.len())
            .map(|row| {
                if repeated.get(row).copied().unwrap_or(false) {
                    return RowPlace::Nowhere;
                }
                let (village, grid) = (records.text(Field::Village, row), records.text(Field::Grid, row));
                let called = names_village(records.kind).filter(|_| village.is_empty());
                let found = match placing {
                    _ if called.is_some() => {
                        let name = called.map_or("", |f| records.text(f, row));
                        Ok(*teams.entry(name).or_insert_with(|| self.called_after(name)))
                    }
                    Placing::VillageList | Placing::GridList => self.own_place(index, records, row),
                    Placing::None => Ok(RowPlace::Township),
                    _ => *cache
                        .entry((village, grid))
                        .or_insert_with(|| self.place(index, table, row, placing)),
                };
                found.unwrap_or_else(|code| {
                    self.report(table, row, code, village, grid);
                    if records.kind == Kind::Officers {
                        self.strays.push((index, row));
                    }
                    RowPlace::Nowhere
                })
            })
            .collect();
        let covers = if records.kind == Kind::PartyGroups {
            (0..records.len()).map(|row| self.covered(index, table, row)).collect()
        } else {
            Vec::new()
        };
        PlacedTable { table: index, at, covers }
    }

    /// The place that a row of a list makes: a second row for one place is repeated.
    fn own_place(&self, table: usize, records: &Records, row: usize) -> Result<RowPlace, Code> {
        if records.kind == Kind::Villages {
            let name = records.text(Field::Name, row);
            if name.is_empty() {
                return Err(Code::VillageMissing);
            }
            let found = self.places.village(name).ok_or(Code::VillageUnlisted)?;
            let village = self.places.villages.get(found.index as usize).ok_or(Code::VillageUnlisted)?;
            return if village.source == (table, row) {
                Ok(RowPlace::Village(found.index))
            } else {
                Err(Code::VillageRepeated)
            };
        }
        let (name, code) = (records.text(Field::Name, row), records.text(Field::Code, row));
        let shown = if name.is_empty() { code } else { name };
        let village_text = records.text(Field::Village, row);
        let village = match village_text {
            "" => None,
            text => Some(self.places.village(text).ok_or(Code::VillageUnlisted)?.index),
        };
        let index = self.places.grid(village, shown).ok_or(Code::VillageMissing)?;
        let grid = self.places.grids.get(index as usize).ok_or(Code::GridUnlisted)?;
        if grid.source == (table, row) { Ok(RowPlace::Grid(index)) } else { Err(Code::GridRepeated) }
    }

    fn called_after(&self, team: &str) -> RowPlace {
        self.places.village_within(team).map_or(RowPlace::Township, RowPlace::Village)
    }

    fn place(
        &mut self,
        table: usize,
        source: &SourceTable<'_>,
        row: usize,
        placing: Placing,
    ) -> Result<RowPlace, Code> {
        let records = source.records;
        let (village_text, grid_text) = (records.text(Field::Village, row), records.text(Field::Grid, row));
        let village = if village_text.is_empty() {
            None
        } else {
            match self.places.village(village_text) {
                Some(found) => {
                    self.note_stem(table, source, row, village_text, found);
                    Some(found.index)
                }
                None if placing == Placing::FreeText => self.places.village_within(village_text),
                None => return Err(Code::VillageUnlisted),
            }
        };
        if placing == Placing::Grid && self.places.has_grids && records.has(Field::Grid) {
            if is_nothing(grid_text) {
                // An officer of the whole village has no grid of his own.
                return match village {
                    Some(index) if records.kind == Kind::Officers => Ok(RowPlace::Village(index)),
                    _ => Err(Code::GridMissing),
                };
            }
            return self.places.grid(village, grid_text).map(RowPlace::Grid).ok_or(Code::GridUnlisted);
        }
        match (village, placing) {
            (Some(index), _) => Ok(RowPlace::Village(index)),
            (None, Placing::FreeText) if village_text.ends_with('村') || village_text.ends_with("社区") => {
                Err(Code::VillageUnlisted)
            }
            (None, Placing::FreeText | Placing::Optional) => Ok(RowPlace::Township),
            (None, _) if !records.has(Field::Village) && !records.has(Field::Grid) => Ok(RowPlace::Township),
            (None, _) => Err(Code::VillageMissing),
        }
    }

    fn note_stem(
        &mut self,
        table: usize,
        source: &SourceTable<'_>,
        row: usize,
        text: &str,
        found: FoundVillage,
    ) {
        let fresh = found.by_stem && self.stems.insert((table, text.to_owned()));
        if let Some(village) = self.places.villages.get(found.index as usize).filter(|_| fresh) {
            let detail = say!("“{text}”按{}计入", village.key, text);
            let place = source.place(row, Field::Village);
            self.findings.push(Finding::new(Code::VillageStem, place, text, &detail));
        }
    }

    fn report(&mut self, table: &SourceTable<'_>, row: usize, code: Code, village: &str, grid: &str) {
        let records = table.records;
        let own = match records.kind {
            Kind::Villages | Kind::Grids => records.text(Field::Name, row),
            _ => "",
        };
        let (field, value, detail) = match code {
            Code::VillageUnlisted => (Field::Village, village, say!("“{village}”不在行政村名单里", village)),
            Code::GridUnlisted => {
                let joined = if village.is_empty() { grid.to_owned() } else { format!("{village} {grid}") };
                (Field::Grid, grid, say!("“{joined}”不在网格名单里", joined))
            }
            Code::GridRepeated => (Field::Grid, own, say!("网格“{own}”在名单里已有一行，以前面的为准", own)),
            Code::VillageRepeated => {
                (Field::Village, own, say!("“{own}”在名单里已有一行，以前面的为准", own))
            }
            Code::GridMissing => (Field::Grid, "", String::new()),
            _ => (Field::Village, "", String::new()),
        };
        self.findings.push(Finding::new(code, table.place(row, field), value, &detail));
    }

    /// The grids that a party group covers, each once.
    fn covered(&mut self, table: usize, source: &SourceTable<'_>, row: usize) -> Vec<u32> {
        let records = source.records;
        let text = match records.text(Field::Grids, row) {
            "" => records.text(Field::Grid, row),
            text => text,
        };
        let own = self.places.village(records.text(Field::Village, row));
        if let Some(found) = own {
            self.note_stem(table, source, row, records.text(Field::Village, row), found);
        }
        let mut grids = Vec::new();
        for mention in grid_list(text) {
            let found = self.mentioned(own.map(|v| v.index), &mention);
            if found.is_empty() && self.places.has_grids {
                let grid = match &mention.grid {
                    Mentioned::One(key) => key.to_string(),
                    Mentioned::All => t("全部网格").to_owned(),
                };
                let named = format!("{}{grid}", mention.village.as_deref().unwrap_or_default());
                let detail = say!("党小组覆盖的“{named}”不在网格名单里，未计入覆盖", named);
                let place = source.place(row, Field::Grids);
                self.findings.push(Finding::new(Code::GridUnlisted, place, named, &detail));
            }
            grids.extend(found);
        }
        grids.sort_unstable();
        grids.dedup();
        grids
    }

    fn mentioned(&self, own: Option<u32>, mention: &GridMention) -> Vec<u32> {
        let village = match mention.village.as_deref() {
            Some(name) => self.places.village(name).map(|v| v.index),
            None => own,
        };
        match &mention.grid {
            Mentioned::All => village.map(|v| self.places.grids_of(v).collect()).unwrap_or_default(),
            Mentioned::One(key) => self.places.grid_by_key(village, &key.to_string()).into_iter().collect(),
        }
    }
}
