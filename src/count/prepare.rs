//! Where every row of every table belongs, and which rows are repeated: worked out once for all periods.

mod covers;
mod table;

use super::matches::MatchGatherer;
use super::namesakes::Namesakes;
use super::place_names::{grid_name, village_in, why};
use super::placed::{PlacedTables, RowPlace};
use super::places::Places;
use super::placing::{Placing, only_villages, placing};
use super::repeats::repeated_rows;
use super::site_words::village_of_address;
use super::sites::{OfficerPosts, Said, Site, post_in, shown};
use super::source::SourceTable;
use crate::input::records::Records;
use crate::input::value::is_nothing;
use crate::model::alias::Aliases;
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::finding_list::FindingList;
use crate::model::kind::{Field, Kind};
use crate::model::period::MonthEnd;
use crate::text::t;

/// Finds the place of every row, by the lists and by what a person said of names that they do not have, and the months of
/// visits.
pub fn prepare(
    tables: &[SourceTable<'_>],
    township: Option<&str>,
    aliases: &Aliases,
    month_end: MonthEnd,
) -> PlacedTables {
    let (places, sites) = Places::of(tables, township, aliases);
    let mut work = Work {
        posts: OfficerPosts::of(&places, tables, &sites),
        places,
        sites,
        findings: FindingList::default(),
        matches: MatchGatherer::new(aliases),
        strays: Vec::new(),
        nowhere: 0,
    };
    work.note_missing_lists(tables);
    let (repeated, said) = repeated_rows(tables, &work.sites);
    work.findings.extend(said);
    let prepared = tables
        .iter()
        .zip(repeated)
        .enumerate()
        .map(|(index, (table, repeated))| work.table(index, table, &repeated))
        .collect::<Vec<_>>();
    let namesakes = Namesakes::of(tables, &prepared, &work.places);
    let Work { places, mut findings, matches, strays, nowhere, sites, .. } = work;
    let (matches, said) = matches.finish(tables);
    findings.extend(said);
    let (sites, said) = shown(&places, tables, &sites);
    findings.extend(said);
    let placed = PlacedTables {
        places,
        tables: prepared,
        findings,
        strays,
        matches,
        sites,
        nowhere,
        namesakes,
        month_end,
        ..PlacedTables::default()
    };
    let visits = placed.visits_in(tables, None);
    PlacedTables { visits, ..placed }
}

struct Work<'a> {
    places: Places,
    /// The village of each table whose rows name none.
    sites: Vec<Site>,
    posts: OfficerPosts,
    findings: FindingList,
    matches: MatchGatherer<'a>,
    strays: Vec<(usize, usize)>,
    nowhere: u32,
}

/// What was found for a row: its place, and the match by which it was found or might be.
#[derive(Clone, Copy)]
struct Found {
    at: Result<RowPlace, Code>,
    by: Option<usize>,
    /// Where the row names its village.
    said: Said,
    /// Whether its officer's place is taken.
    by_officer: bool,
}

impl From<Result<RowPlace, Code>> for Found {
    fn from(at: Result<RowPlace, Code>) -> Self {
        Self { at, by: None, said: Said::Row, by_officer: false }
    }
}

/// The most places of rows of a table that are remembered: where each row has another one, it is no use.
const MOST_KNOWN: usize = 1 << 17;

/// The codes of a row's village, grid, officer and address.
type PlaceKey = [u32; 4];

/// The village of a row, the match by which it was found, and where the row names it.
#[derive(Clone, Copy, Default)]
struct Named {
    village: Option<u32>,
    by: Option<usize>,
    said: Said,
}

impl Work<'_> {
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

    /// The place that a row of a list makes: a second row for one place is repeated.
    #[inline(never)]
    fn own_place(&mut self, table: usize, records: &Records, row: usize) -> Found {
        if records.kind == Kind::Villages {
            let name = records.text(Field::Name, row);
            if name.is_empty() {
                return Err(Code::VillageMissing).into();
            }
            let found = self.places.village(name).and_then(|found| {
                Some((found, self.places.villages.get(found.index as usize)?.source == (table, row)))
            });
            return match found {
                None => Err(Code::VillageUnlisted).into(),
                Some((found, true)) => Ok(RowPlace::Village(found.index)).into(),
                Some((found, false)) => {
                    let by = self.matches.found(&self.places, name, found, "", (table, row));
                    Found { by, ..Err(Code::VillageRepeated).into() }
                }
            };
        }
        let (named, shown) = (records.text(Field::Village, row), grid_name(records, row));
        let Named { village, by, said } = match self.named_village((table, row), named, shown) {
            Ok(found) => found,
            Err(found) => return found,
        };
        let index = self.places.grid(village, shown);
        let grid = index.and_then(|index| self.places.grids.get(index as usize));
        let at = match (index, grid) {
            (Some(index), Some(grid)) if grid.source == (table, row) => Ok(RowPlace::Grid(index)),
            (Some(_), _) => Err(Code::GridRepeated),
            (None, _) if village.is_none() && village_in(shown).is_empty() => Err(Code::VillageMissing),
            (None, _) => Err(Code::VillageUnlisted),
        };
        Found { by, said, ..at.into() }
    }

    /// The village that a row names in `text`, or where that is empty, before the name of its `grid`, else that of its
    /// table; `Err` if no list has it.
    fn named_village(&mut self, row: (usize, usize), text: &str, grid: &str) -> Result<Named, Found> {
        let (places, matches) = (&self.places, &mut self.matches);
        if text.is_empty() {
            let named = village_in(grid);
            let by = match places.village_before(grid) {
                Some((found, _)) => matches.found(places, &named, found, grid, row),
                None if named.is_empty() && (grid.is_empty() || places.grid(None, grid).is_none()) => {
                    let village = self.sites.get(row.0).and_then(|site| site.village);
                    return Ok(Named { village, by: None, said: Said::Nowhere });
                }
                None if named.is_empty() => None,
                None => matches.unlisted(places, &named, grid, row),
            };
            return Ok(Named { by, ..Named::default() });
        }
        match places.village(text) {
            Some(found) => {
                let by = matches.found(places, text, found, grid, row);
                Ok(Named { village: Some(found.index), by, said: Said::Row })
            }
            None => {
                let by = matches.unlisted(places, text, grid, row);
                Err(Found { by, ..Err(Code::VillageUnlisted).into() })
            }
        }
    }

    /// The village after which a team is called, or else that of its table.
    fn called_after(&self, table: usize, team: &str) -> Found {
        let named = self.places.village_within(team);
        let village = named.or_else(|| self.sites.get(table)?.village);
        let at = Ok(village.map_or(RowPlace::Township, RowPlace::Village));
        Found { said: if named.is_some() { Said::Row } else { Said::Nowhere }, ..at.into() }
    }

    #[inline(never)]
    fn place(
        &mut self,
        row: (usize, usize),
        records: &Records,
        (placing, [officer, address]): (Placing, [&str; 2]),
    ) -> Found {
        let (text, grid) = (records.text(Field::Village, row.1), records.text(Field::Grid, row.1));
        let provisional = !self.places.has_villages;
        let has_grids = self.places.has_grids || provisional;
        let by_grid = placing == Placing::Grid && has_grids && records.has(Field::Grid);
        let own_grid = if is_nothing(grid) { "" } else { grid };
        let Named { mut village, by, mut said } = match self.named_village(row, text, own_grid) {
            Ok(found) => found,
            Err(_) if placing == Placing::FreeText && self.places.village_within(text).is_some() => {
                Named { village: self.places.village_within(text), ..Named::default() }
            }
            Err(_) if placing == Placing::FreeText && !only_villages(records, text) => Named::default(),
            // A path may go on to the grid.
            Err(found) if placing == Placing::Grid && own_grid.is_empty() => {
                let grid = self.places.grid(None, text);
                return grid.map_or(found, |grid| Ok(RowPlace::Grid(grid)).into());
            }
            Err(found) => return found,
        };
        if said == Said::Nowhere
            && let Some(found) = village_of_address(&self.places, address)
        {
            (village, said) = (Some(found), Said::Address);
        }
        let post = self.posts.place(&self.places, officer).filter(|_| own_grid.is_empty());
        if let Some(at) = post.and_then(|post| post_in(&self.places, village, post)) {
            return Found { by, said, by_officer: true, at: Ok(at) };
        }
        if by_grid {
            let at = match (village, own_grid) {
                // An officer of the whole village has no grid of his own.
                (Some(index), "") if provisional || records.kind == Kind::Officers => {
                    Ok(RowPlace::Village(index))
                }
                (_, "") => Err(Code::GridMissing),
                _ => match (self.places.grid(village, grid), village) {
                    (Some(grid), _) => Ok(RowPlace::Grid(grid)),
                    (None, Some(index)) if provisional => Ok(RowPlace::Village(index)),
                    _ => Err(Code::GridUnlisted),
                },
            };
            return Found { by, said, ..at.into() };
        }
        let at = match (village, placing) {
            (Some(index), _) => Ok(RowPlace::Village(index)),
            (None, Placing::FreeText | Placing::Optional) => Ok(RowPlace::Township),
            (None, _) if !records.has(Field::Village) && !records.has(Field::Grid) => Ok(RowPlace::Township),
            (None, _) => Err(Code::VillageMissing),
        };
        Found { by, said, ..at.into() }
    }

    #[inline(never)]
    fn report(
        &mut self,
        (table, sheet): (&SourceTable<'_>, &FindingPlace),
        row: usize,
        code: Code,
        village: &str,
        grid: &str,
    ) {
        let records = table.records;
        let own = match records.kind {
            Kind::Villages | Kind::Grids => records.text(Field::Name, row),
            _ => "",
        };
        let (field, value) = match code {
            Code::VillageUnlisted => (Field::Village, village),
            Code::GridUnlisted => (Field::Grid, grid),
            Code::GridRepeated | Code::GridMissing => (Field::Grid, own),
            Code::VillageRepeated => (Field::Village, own),
            _ => (Field::Village, ""),
        };
        let detail = || why(code, self.places.has_villages, [village, grid, own]);
        let line = records.rows.get(row).unwrap_or(0);
        self.findings.add_row((code, value), (sheet, records.heading(field)), line, detail);
    }
}
