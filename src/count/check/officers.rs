//! The persons who went on visits: those on no list, and officers outside their grids.

use super::finding_text::{FEW, row_list_of, weightiest};
use super::table::{CheckedTable, GroupedRows, Tables};
use crate::count::RowPlace;
use crate::input::value;
use crate::model::finding::{Code, Finding};
use crate::model::kind::{Field, Kind};
use crate::order::Sort as _;
use crate::text::{say, t};
use rustc_hash::FxHashMap;

/// The number of rows that a finding names for each person.
const NAMED: usize = 20;

/// The persons on the lists.
struct ListedPersons<'a> {
    tables: Tables<'a>,
    /// Everyone on the lists of grids and officers, with their rows.
    officers: GroupedRows<'a>,
    /// Heads and cadres by village and name: they are no officers, but no strangers either.
    others: GroupedRows<'a>,
    listed: bool,
}

/// Visits of one person.
struct Visits {
    name: String,
    count: usize,
    first: Vec<u32>,
    /// The grids where they were.
    grids: Vec<u32>,
}

/// How one person's visits at one place agree with the lists.
enum Standing {
    Fine,
    Elsewhere(u32),
    Stranger,
}

#[inline(never)]
pub fn check(tables: Tables<'_>) -> Vec<Finding> {
    let known = ListedPersons::from_tables(tables);
    let mut found = Vec::new();
    if known.listed {
        for table in tables.of(Kind::Visits) {
            found.extend(visits(table, &known));
        }
    }
    found
}

impl<'a> ListedPersons<'a> {
    fn from_tables(tables: Tables<'a>) -> Self {
        let mut known =
            Self { tables, officers: GroupedRows::default(), others: GroupedRows::default(), listed: false };
        for row in tables.rows(Kind::Grids) {
            known.listed |= row.table.records().has(Field::Officer);
            for field in [Field::Officer, Field::Leader] {
                for name in value::persons(row.text(field)) {
                    known.officers.add(&name, row);
                }
            }
        }
        for table in tables.of(Kind::Officers) {
            known.listed |= !table.records().is_empty();
            // A person who is counted nowhere (a place on no list) is still no stranger.
            for index in 0..table.records().len() {
                let row = table.row(index);
                for name in value::persons(row.text(Field::Name)) {
                    known.officers.add(&name, row);
                }
            }
        }
        for kind in [Kind::Heads, Kind::Cadres] {
            for row in tables.rows(kind) {
                if let Some(village) = tables.village(row.at) {
                    known.others.add(&format!("{village} {}", row.text(Field::Name)), row);
                }
            }
        }
        known
    }

    /// Returns the grids of an officer; the account 张三2 belongs to 张三. `None` for a stranger; empty for a person who
    /// belongs to a whole village.
    fn grids(&self, name: &str) -> Option<Vec<u32>> {
        let bare = value::twin(name).map_or(name, |(base, _)| base);
        let rows = [name, bare].map(|n| self.officers.get(n)).into_iter().find(|rows| !rows.is_empty())?;
        let mut grids = Vec::new();
        for row in rows {
            match row.at {
                RowPlace::Grid(grid) if !grids.contains(&grid) => grids.push(grid),
                _ => {}
            }
        }
        Some(grids)
    }

    fn standing(&self, name: &str, at: RowPlace) -> Standing {
        match (self.grids(name), at) {
            (Some(own), RowPlace::Grid(grid)) if !own.is_empty() && !own.contains(&grid) => {
                Standing::Elsewhere(grid)
            }
            (Some(_), _) => Standing::Fine,
            (None, _) => {
                let bare = value::twin(name).map_or(name, |(base, _)| base);
                let village = self.tables.village(at);
                let other = village.is_some_and(|v| !self.others.get(&format!("{v} {bare}")).is_empty());
                if other { Standing::Fine } else { Standing::Stranger }
            }
        }
    }
}

/// Adds visits of the person called `name` to `all`, and the `grid` where they took place; `index` holds each name's
/// position in `all`.
fn add(
    all: &mut Vec<Visits>,
    index: &mut FxHashMap<String, u32>,
    name: &str,
    rows: &Visits,
    grid: Option<u32>,
) {
    let at = *index.entry(name.to_owned()).or_insert(u32::try_from(all.len()).unwrap_or(u32::MAX)) as usize;
    if at == all.len() {
        all.push(Visits { name: name.to_owned(), count: 0, first: Vec::new(), grids: Vec::new() });
    }
    let Some(person) = all.get_mut(at) else { return };
    person.count += rows.count;
    person.first.extend(&rows.first);
    person.first.order();
    person.first.truncate(NAMED);
    if let Some(grid) = grid.filter(|g| !person.grids.contains(g)) {
        person.grids.push(grid);
    }
}

#[inline(never)]
fn visits(table: CheckedTable<'_>, known: &ListedPersons<'_>) -> Vec<Finding> {
    let Some((names, codes)) = table.texts(Field::Officer) else { return Vec::new() };
    // A million rows hold few pairs of person and place.
    let mut index: FxHashMap<u64, u32> = FxHashMap::default();
    let mut pairs: Vec<(u32, RowPlace, Visits)> = Vec::new();
    table.at.across([Some(codes)], |row, place, [code]| {
        if code == 0 || !place.counts() {
            return;
        }
        let next = u32::try_from(pairs.len()).unwrap_or(u32::MAX);
        let at = *index.entry(key(code, place)).or_insert(next) as usize;
        if at == pairs.len() {
            let none = Visits { name: String::new(), count: 0, first: Vec::new(), grids: Vec::new() };
            pairs.push((code, place, none));
        }
        if let Some((.., visits)) = pairs.get_mut(at) {
            visits.count += 1;
            if visits.first.len() < NAMED {
                visits.first.push(table.row(row).line());
            }
        }
    });
    let mut indexes: [FxHashMap<String, u32>; 3] = Default::default();
    let [strange, other, people] = &mut indexes;
    let (mut strangers, mut elsewhere, mut everyone) = (Vec::new(), Vec::new(), Vec::new());
    for (code, at, visits) in &pairs {
        let text = names.get(*code as usize - 1).unwrap_or_default();
        for name in value::persons(text) {
            match known.standing(&name, *at) {
                Standing::Fine => {}
                Standing::Elsewhere(grid) => add(&mut elsewhere, other, &name, visits, Some(grid)),
                Standing::Stranger => add(&mut strangers, strange, &name, visits, None),
            }
            add(&mut everyone, people, &name, visits, None);
        }
    }
    let mut found = unlisted(table, &strangers, everyone.len());
    found.extend(outside(table, known, &elsewhere, everyone.len()));
    found
}

fn key(code: u32, place: RowPlace) -> u64 {
    let place = match place {
        RowPlace::Grid(index) => u64::from(index) << 1 | 1,
        RowPlace::Village(index) => u64::from(index) << 1,
        RowPlace::Nowhere | RowPlace::Repeated | RowPlace::Township => u64::from(u32::MAX) << 1,
    };
    // Codes count the names of a column, far below 2^31.
    place << 31 ^ u64::from(code)
}

/// Whether most of the names are affected: then the column does not name officers, or they take turns, and one sentence
/// is enough.
fn most_of(some: &[Visits], all: usize) -> bool {
    some.len() > FEW && some.len() * 2 > all
}

fn finding(code: Code, table: CheckedTable<'_>, visits: &Visits, said: &str) -> (u64, Finding) {
    let place = table.column(Field::Officer).at_row(visits.first.first().copied());
    let detail =
        say!("{said}有 {} 条走访（{}）", visits.count, row_list_of(&visits.first, visits.count), said);
    (visits.count as u64, Finding::new(code, place, visits.name.as_str(), &detail))
}

fn unlisted(table: CheckedTable<'_>, strangers: &[Visits], people: usize) -> Vec<Finding> {
    if most_of(strangers, people) {
        let examples: Vec<&str> = strangers.iter().take(5).map(|v| v.name.as_str()).collect();
        let rows: usize = strangers.iter().map(|v| v.count).sum();
        let detail = say!(
            "{people} 名走访人中有 {} 名不在网格员名单和名册里（如{}），共 {rows} 条走访；这一列也许不是网格员",
            strangers.len(),
            examples.join(t("、")),
            people,
            rows
        );
        return vec![Finding::new(Code::OfficerUnlisted, table.column(Field::Officer), "", &detail)];
    }
    let mut found = Vec::new();
    for visits in strangers {
        let said = say!("“{}”不在网格员名单和名册里，", visits.name);
        found.push(finding(Code::OfficerUnlisted, table, visits, &said));
    }
    weightiest(found, FEW)
}

fn outside(
    table: CheckedTable<'_>,
    known: &ListedPersons<'_>,
    elsewhere: &[Visits],
    people: usize,
) -> Vec<Finding> {
    if most_of(elsewhere, people) {
        let rows: usize = elsewhere.iter().map(|v| v.count).sum();
        let some = elsewhere.len();
        let detail = say!(
            "{people} 名走访人中有 {some} 名走访过别的网格，共 {rows} 条，看来是轮流走访",
            people,
            some,
            rows
        );
        return vec![Finding::new(Code::OfficerElsewhere, table.column(Field::Officer), "", &detail)];
    }
    let names = |mut grids: Vec<u32>| {
        grids.order();
        let mut few = String::new();
        for grid in grids.iter().take(3) {
            few += if few.is_empty() { "" } else { "、" };
            few += &known.tables.grid_name(*grid);
        }
        if grids.len() > 3 { say!("{few}等 {} 个网格", grids.len(), few) } else { few }
    };
    let mut found = Vec::new();
    for visits in elsewhere {
        let own = names(known.grids(&visits.name).unwrap_or_default());
        let said = say!("{}负责{own}，在{}", visits.name, names(visits.grids.clone()), own);
        found.push(finding(Code::OfficerElsewhere, table, visits, &said));
    }
    weightiest(found, FEW)
}
