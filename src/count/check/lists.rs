//! Compares the list of villages with the list of grids, and the heads' households with the grids'.

use super::finding_text::{MANY, limited, row_ref, row_refs, table_name};
use super::table::{CheckedRow, GroupedRows, Tables};
use crate::count::RowPlace;
use crate::model::finding::{Code, Finding};
use crate::model::kind::{Field, Kind};
use crate::text::say;

/// Lists in which no row should be the sum of others, with a column that adds up.
const LISTS: [(Kind, Field); 5] = [
    (Kind::Villages, Field::Households),
    (Kind::Villages, Field::People),
    (Kind::Grids, Field::Households),
    (Kind::Heads, Field::Households),
    (Kind::VolunteerTeams, Field::Members),
];
/// In fewer rows one may be the sum of the others by chance.
const FEWEST: usize = 4;

#[inline(never)]
pub fn check(tables: Tables<'_>) -> Vec<Finding> {
    let mut grids = GroupedRows::default();
    for row in tables.rows(Kind::Grids) {
        if let Some(village) = tables.village(row.at) {
            grids.add(tables.village_name(village), row);
        }
    }
    let villages: Vec<CheckedRow<'_>> = tables.rows(Kind::Villages).collect();
    let mut found = totals(tables);
    for field in [Field::Households, Field::People] {
        let differ = villages.iter().filter_map(|row| differs(tables, *row, &grids, field));
        found.extend(limited(differ.collect(), MANY));
    }
    if tables.preparation.places.has_grids {
        found.extend(villages.iter().filter_map(|row| miscounted(tables, *row, &grids)));
    }
    found.extend(heads(tables));
    found
}

/// Findings for rows that are the sum of all others but not marked as such (全镇, the township's own name).
fn totals(tables: Tables<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for (kind, field) in LISTS {
        for table in tables.of(kind) {
            let rows: Vec<(CheckedRow<'_>, i64)> =
                table.rows().filter_map(|r| Some((r, r.exact(field).filter(|n| *n > 0)?))).collect();
            let all = rows.iter().fold(0_i64, |sum, (_, n)| sum.saturating_add(*n));
            let mut sums = rows.iter().filter(|(_, n)| n.saturating_mul(2) == all);
            let (Some((row, n)), None) = (sums.next(), sums.next()) else { continue };
            let place = row.place(field);
            // One finding for the row is enough, whichever of its columns shows it.
            let said = found.iter().any(|f| f.place.row == place.row && f.place.file == place.file);
            if rows.len() < FEWEST || said {
                continue;
            }
            let name = row.text(Field::Name);
            let detail = say!(
                "{}第 {} 行“{name}”的“{}”{n}，正好是其余 {} 行之和",
                table_name(kind),
                row.line(),
                table.records().heading(field).unwrap_or_default(),
                rows.len() - 1,
                name,
                n
            );
            found.push(Finding::new(Code::TotalCounted, place, name, &detail));
        }
    }
    found
}

/// Returns the sum of a field, and the number of rows in which it is missing or not exact.
fn sum(rows: &[CheckedRow<'_>], field: Field) -> (i64, usize) {
    let mut sum = (0_i64, 0);
    for row in rows {
        match row.exact(field) {
            Some(n) => sum.0 = sum.0.saturating_add(n),
            None => sum.1 += 1,
        }
    }
    sum
}

fn differs(
    tables: Tables<'_>,
    row: CheckedRow<'_>,
    grids: &GroupedRows<'_>,
    field: Field,
) -> Option<Finding> {
    let RowPlace::Village(village) = row.at else { return None };
    let (name, stated) = (tables.village_name(village), row.exact(field)?);
    let grids = grids.get(name);
    let (sum, unknown) = sum(grids, field);
    // Where a grid's figure is missing, the sum can only be too small.
    let fits = sum == stated || (unknown > 0 && sum < stated);
    if fits || grids.len() == unknown || grids.iter().any(|g| g.table.same_sheet(row.table)) {
        return None;
    }
    let detail = say!(
        "{name}：{}第 {} 行{} {stated}，但其 {} 个网格合计 {sum}（{}），相差 {}",
        table_name(Kind::Villages),
        row.line(),
        field.title(),
        grids.len(),
        row_refs(row.table, grids),
        stated.abs_diff(sum),
        name,
        stated,
        sum
    );
    Some(Finding::new(Code::ListsDiffer, row.place(field), stated.to_string(), &detail))
}

fn miscounted(tables: Tables<'_>, row: CheckedRow<'_>, grids: &GroupedRows<'_>) -> Option<Finding> {
    let RowPlace::Village(village) = row.at else { return None };
    let (name, stated) = (tables.village_name(village), row.exact(Field::GridCount)?);
    let grids = grids.get(name);
    if i64::try_from(grids.len()) == Ok(stated) {
        return None;
    }
    let there =
        if grids.is_empty() { String::new() } else { format!("（{}）", row_refs(row.table, grids)) };
    let detail = say!(
        "{name}：{}第 {} 行写有 {stated} 个网格，网格名单里有 {} 个{there}",
        table_name(Kind::Villages),
        row.line(),
        grids.len(),
        name,
        stated,
        there
    );
    let place = row.place(Field::GridCount);
    Some(Finding::new(Code::GridsMiscounted, place, stated.to_string(), &detail))
}

fn heads(tables: Tables<'_>) -> Vec<Finding> {
    let mut linked = GroupedRows::default();
    for row in tables.rows(Kind::Heads) {
        if let RowPlace::Grid(grid) = row.at {
            linked.add(&grid.to_string(), row);
        }
    }
    let mut found = Vec::new();
    for row in tables.rows(Kind::Grids) {
        let (RowPlace::Grid(grid), Some(own)) = (row.at, row.exact(Field::Households)) else { continue };
        let heads = linked.get(&grid.to_string());
        let (sum, _) = sum(heads, Field::Households);
        let Some(first) = heads.first().filter(|_| sum > own) else { continue };
        let detail = say!(
            "{}：{} 名联户长共联系 {sum} 户（{}），超过该网格的 {own} 户（{}），多 {} 户",
            tables.grid_name(grid),
            heads.len(),
            row_refs(first.table, heads),
            row_ref(first.table, row.table, &[row.line()]),
            sum.abs_diff(own),
            sum,
            own
        );
        found.push(Finding::new(Code::HeadsExceed, first.place(Field::Households), sum.to_string(), &detail));
    }
    limited(found, MANY)
}
