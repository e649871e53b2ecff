//! What a look over all tables finds: people of one name, posts held twice, rows that fit no body or activity.

use super::prepare::{At, Preparation, Source};
use super::represent::{Activity, body};
use crate::finding::{Code, Finding};
use crate::recognise::schema::{Field, Kind};
use crate::tally::Body;
use crate::value;
use rustc_hash::FxHashMap;

/// Findings that need places and rosters; the same for every period.
#[must_use]
pub fn notices(tables: &[Source<'_>], preparation: &Preparation) -> Vec<Finding> {
    let mut findings = Vec::new();
    let rows = || {
        tables
            .iter()
            .zip(&preparation.tables)
            .flat_map(|(t, p)| p.at.iter().enumerate().map(move |(r, at)| (t, r, *at)))
    };
    same_names(rows(), &mut findings);
    officers(rows(), preparation, &mut findings);
    for (table, row, at) in rows() {
        let kind = table.records.kind;
        if at != At::Nowhere && matches!(kind, Kind::Representatives | Kind::Duty | Kind::Matters) {
            represented(table, row, &mut findings);
        }
        if at != At::Nowhere && matches!(kind, Kind::Cases | Kind::Matters) {
            status(table, row, &mut findings);
        }
    }
    findings
}

fn mark<'a>(table: &'a Source<'_>, row: usize) -> &'a str {
    match table.records.text(Field::IdNumber, row) {
        "" => table.records.text(Field::Phone, row),
        id => id,
    }
}

/// Rows of one kind with one name at one place, of which one at least has nothing to tell it apart.
fn same_names<'a, 'b: 'a>(
    rows: impl Iterator<Item = (&'a Source<'b>, usize, At)>,
    findings: &mut Vec<Finding>,
) {
    let mut seen: FxHashMap<(Kind, Option<Body>, u64, String), Vec<String>> = FxHashMap::default();
    for (table, row, at) in rows {
        let kind = table.records.kind;
        let by_person = matches!(
            kind,
            Kind::Heads | Kind::Cadres | Kind::Lecturers | Kind::Models | Kind::Representatives
        );
        // With one row a training or honour, a name comes again by right.
        let many_rows = table.records.has(Field::Date) || kind == Kind::Models;
        let name = table.records.text(Field::Name, row);
        if !by_person || many_rows || at == At::Nowhere || name.is_empty() {
            continue;
        }
        let place = match at {
            At::Grid(index) => u64::from(index) << 1 | 1,
            At::Village(index) => u64::from(index) << 1,
            _ => u64::MAX,
        };
        let marks = seen.entry((kind, body(table.records, row), place, name.to_owned())).or_default();
        let mark = mark(table, row);
        if !marks.is_empty() && (mark.is_empty() || marks.iter().any(|m| m.is_empty() || m == mark)) {
            let detail = format!("同一处已有“{name}”，没有不同的电话或证件号，按同一人计");
            findings.push(Finding::new(Code::PersonRepeated, table.place(row, Field::Name), name, &detail));
        }
        marks.push(mark.to_owned());
    }
}

/// Grids with more than one officer, officers with more than one grid.
fn officers<'a, 'b: 'a>(
    rows: impl Iterator<Item = (&'a Source<'b>, usize, At)>,
    preparation: &Preparation,
    findings: &mut Vec<Finding>,
) {
    let mut by_grid: FxHashMap<u32, Vec<String>> = FxHashMap::default();
    let mut by_officer: FxHashMap<(u32, String), Vec<u32>> = FxHashMap::default();
    let grids = &preparation.places.grids;
    for (table, row, at) in rows {
        let field = match table.records.kind {
            Kind::Grids => Field::Officer,
            Kind::Officers => Field::Name,
            _ => continue,
        };
        let At::Grid(index) = at else { continue };
        let role = table.records.text(Field::Role, row);
        if !role.is_empty() && !role.contains("网格员") {
            continue;
        }
        let Some(grid) = grids.get(index as usize) else { continue };
        for name in value::persons(table.records.text(field, row)) {
            let name = name.to_string();
            let known = by_grid.entry(index).or_default();
            if !known.contains(&name) {
                known.push(name.clone());
                if known.len() == 2 {
                    let detail = format!("{} 有网格员：{}", grid.listing.name, known.join("、"));
                    findings.push(Finding::new(Code::GridDoubled, table.place(row, field), &*name, &detail));
                }
            }
            let held = by_officer.entry((grid.village, name.clone())).or_default();
            if !held.contains(&index) {
                held.push(index);
                if held.len() == 2 {
                    let names: Vec<&str> = held
                        .iter()
                        .filter_map(|&i| grids.get(i as usize))
                        .map(|g| g.listing.name.as_str())
                        .collect();
                    let detail = format!("网格员“{name}”同时在：{}", names.join("、"));
                    findings.push(Finding::new(
                        Code::OfficerShared,
                        table.place(row, field),
                        &*name,
                        &detail,
                    ));
                }
            }
        }
    }
}

fn represented(table: &Source<'_>, row: usize, findings: &mut Vec<Finding>) {
    let records = table.records;
    if body(records, row).is_none() {
        let found = records.text(Field::Body, row);
        findings.push(Finding::new(Code::BodyUnknown, table.place(row, Field::Body), found, ""));
        return;
    }
    if records.kind != Kind::Duty {
        return;
    }
    let activity = records.text(Field::Activity, row);
    match (Activity::named_in(activity), records.amount(Field::Amount, row)) {
        (None, _) => {
            let detail = format!("“{activity}”不在走访、接待、小组活动、宣讲、培训之内，该行未计入");
            findings.push(Finding::new(
                Code::ActivityUnknown,
                table.place(row, Field::Activity),
                activity,
                &detail,
            ));
        }
        (Some(known), Some(amount)) if !known.takes(amount) => {
            let unit = amount.unit.map_or("", value::Unit::symbol);
            let detail = format!("{activity}按{}计，这里写的是{unit}，该行未计入", known.unit());
            let found = format!("{}{unit}", amount.value);
            findings.push(Finding::new(Code::UnitMismatch, table.place(row, Field::Amount), found, &detail));
        }
        _ => {}
    }
}

fn status(table: &Source<'_>, row: usize, findings: &mut Vec<Finding>) {
    let text = table.records.text(Field::Status, row);
    if !value::is_nothing(text) && value::status(text).is_none() {
        let detail = format!("“{text}”认不出是办结、转办还是在办");
        findings.push(Finding::new(Code::StatusUnknown, table.place(row, Field::Status), text, &detail));
    }
}
