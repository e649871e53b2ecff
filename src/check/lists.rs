//! The list of villages against the list of grids, and the heads' households against the grids'.

use super::say::{self, MANY};
use super::table::{Row, Table, Tables};
use crate::finding::{Code, Finding};
use crate::recognise::schema::{Field, Kind};
use crate::tally::At;
use rustc_hash::FxHashMap;

/// A sum over rows of one table or several.
#[derive(Default)]
struct Sum<'a> {
    total: i64,
    rows: Vec<Row<'a>>,
    /// Rows without a number, or with one that is not exact.
    unknown: usize,
}

impl<'a> Sum<'a> {
    fn add(&mut self, row: Row<'a>, field: Field) {
        match row.exact(field) {
            Some(n) => self.total = self.total.saturating_add(n),
            None => self.unknown += 1,
        }
        self.rows.push(row);
    }

    /// Its rows as a sentence names them, seen from a table.
    fn named(&self, from: Table<'_>) -> String {
        let mut tables: Vec<(Table<'_>, Vec<u32>)> = Vec::new();
        for row in &self.rows {
            match tables.iter_mut().find(|(t, _)| t.index == row.table.index) {
                Some((_, lines)) => lines.push(row.line()),
                None => tables.push((row.table, vec![row.line()])),
            }
        }
        let named = tables.iter().map(|(table, lines)| say::there(from, *table, lines));
        named.collect::<Vec<_>>().join("、")
    }
}

/// Lists of which every row stands for itself, with a column that adds up.
const LISTS: [(Kind, Field); 5] = [
    (Kind::Villages, Field::Households),
    (Kind::Villages, Field::People),
    (Kind::Grids, Field::Households),
    (Kind::Heads, Field::Households),
    (Kind::VolunteerTeams, Field::Members),
];
/// In fewer rows one may well be the sum of the others.
const FEWEST: usize = 4;

pub fn check(tables: Tables<'_>) -> Vec<Finding> {
    let mut found = totals(tables);
    for field in [Field::Households, Field::People] {
        found.extend(say::limited(villages(tables, field), MANY));
    }
    found.extend(grid_counts(tables));
    found.extend(say::limited(heads(tables), MANY));
    found
}

/// A row that is the sum of all others, without saying so (全镇, the township's own name).
fn totals(tables: Tables<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for (table, field) in LISTS.into_iter().flat_map(|(kind, field)| tables.of(kind).map(move |t| (t, field)))
    {
        let rows = || table.rows().filter_map(|row| Some((row, row.exact(field).filter(|n| *n > 0)?)));
        let all = rows().fold(0_i64, |sum, (_, n)| sum.saturating_add(n));
        let mut sums = rows().filter(|(_, n)| n.saturating_mul(2) == all);
        let (Some((row, n)), None) = (sums.next(), sums.next()) else { continue };
        let others = rows().count() - 1;
        let place = row.place(field);
        // One row is enough, whichever of its columns tells.
        if others + 1 < FEWEST || found.iter().any(|f| f.place.row == place.row && f.place.file == place.file)
        {
            continue;
        }
        let name = row.text(Field::Name);
        let detail = format!(
            "{}第 {} 行“{name}”的“{}”{n}，正好是其余 {others} 行之和",
            say::called(table.records().kind),
            row.line(),
            table.records().heading(field).unwrap_or_default()
        );
        found.push(Finding::new(Code::TotalCounted, place, name, &detail));
    }
    found
}

/// Sums of a field of the list of grids, by village.
fn by_village(tables: Tables<'_>, field: Field) -> FxHashMap<u32, Sum<'_>> {
    let mut sums: FxHashMap<u32, Sum<'_>> = FxHashMap::default();
    for row in tables.rows(Kind::Grids) {
        if let Some(village) = tables.village(row.at) {
            sums.entry(village).or_default().add(row, field);
        }
    }
    sums
}

fn villages(tables: Tables<'_>, field: Field) -> Vec<Finding> {
    let sums = by_village(tables, field);
    let mut found = Vec::new();
    for row in tables.rows(Kind::Villages) {
        let At::Village(village) = row.at else { continue };
        let (Some(stated), Some(sum)) = (row.exact(field), sums.get(&village)) else { continue };
        // Where a grid's figure is missing, the sum can only be too small.
        let fits = sum.total == stated || (sum.unknown > 0 && sum.total < stated);
        if fits || sum.rows.len() == sum.unknown || sum.rows.iter().any(|g| g.table.same_sheet(row.table)) {
            continue;
        }
        let detail = format!(
            "{}：{}第 {} 行{} {stated}，但其 {} 个网格合计 {}（{}），相差 {}",
            tables.village_name(village),
            say::called(Kind::Villages),
            row.line(),
            field.title(),
            sum.rows.len(),
            sum.total,
            sum.named(row.table),
            stated.abs_diff(sum.total),
        );
        found.push(Finding::new(Code::ListsDiffer, row.place(field), stated.to_string(), &detail));
    }
    found
}

fn grid_counts(tables: Tables<'_>) -> Vec<Finding> {
    if !tables.preparation.places.has_grids {
        return Vec::new();
    }
    let sums = by_village(tables, Field::Households);
    let none = Sum::default();
    let mut found = Vec::new();
    for row in tables.rows(Kind::Villages) {
        let (At::Village(village), Some(stated)) = (row.at, row.exact(Field::GridCount)) else { continue };
        let sum = sums.get(&village).unwrap_or(&none);
        let listed = i64::try_from(sum.rows.len()).unwrap_or(i64::MAX);
        if listed == stated {
            continue;
        }
        let there = if listed == 0 { String::new() } else { format!("（{}）", sum.named(row.table)) };
        let detail = format!(
            "{}：{}第 {} 行写有 {stated} 个网格，网格名单里有 {listed} 个{there}",
            tables.village_name(village),
            say::called(Kind::Villages),
            row.line(),
        );
        let place = row.place(Field::GridCount);
        found.push(Finding::new(Code::GridsMiscounted, place, stated.to_string(), &detail));
    }
    found
}

fn heads(tables: Tables<'_>) -> Vec<Finding> {
    let mut linked: FxHashMap<u32, Sum<'_>> = FxHashMap::default();
    for row in tables.rows(Kind::Heads) {
        if let At::Grid(grid) = row.at {
            linked.entry(grid).or_default().add(row, Field::Households);
        }
    }
    let mut found = Vec::new();
    for row in tables.rows(Kind::Grids) {
        let At::Grid(grid) = row.at else { continue };
        let (Some(own), Some(sum)) = (row.exact(Field::Households), linked.get(&grid)) else { continue };
        let Some(first) = sum.rows.first().filter(|_| sum.total > own) else { continue };
        let detail = format!(
            "{}：{} 名联户长共联系 {} 户（{}），超过该网格的 {own} 户（{}），多 {} 户",
            tables.grid_name(grid),
            sum.rows.len(),
            sum.total,
            sum.named(first.table),
            say::there(first.table, row.table, &[row.line()]),
            sum.total.abs_diff(own),
        );
        let place = first.place(Field::Households);
        found.push(Finding::new(Code::HeadsExceed, place, sum.total.to_string(), &detail));
    }
    found
}
