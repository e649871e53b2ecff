//! What a look over all tables finds: people of one name, posts held twice, rows that fit no body or activity.

use super::namesakes::named_village;
use super::placed::{PlacedTables, RowPlace};
use super::posts::{Marks, Post, persons};
use super::represent::body;
use super::source::SourceTable;
use crate::count::rows::is_officer;
use crate::input::value;
use crate::input::value::activity::Activity;
use crate::model::body::Body;
use crate::model::finding::{Code, Finding};
use crate::model::finding_list::FindingList;
use crate::model::kind::{Field, Kind};
use crate::text::{self, say, t};
use rustc_hash::{FxHashMap, FxHashSet};

/// The most rows of one name at one place with which others are compared.
const MOST_ALIKE: usize = 200;

/// Findings that need places and rosters; the same for every period.
#[inline(never)]
pub fn notices(tables: &[SourceTable<'_>], preparation: &PlacedTables) -> FindingList {
    let mut findings = FindingList::default();
    let rows = || {
        // Visits, of which there may be a million, have none of it.
        let looked_at =
            tables.iter().zip(&preparation.tables).filter(|(t, _)| t.records.kind != Kind::Visits);
        looked_at.flat_map(|(t, p)| p.at.iter().enumerate().map(move |(r, at)| (t, r, at)))
    };
    same_names(rows(), &mut findings);
    officers(rows(), tables, preparation, &mut findings);
    let mut told = FxHashSet::default();
    for (table, row, at) in rows() {
        let kind = table.records.kind;
        if at.counts() && matches!(kind, Kind::Representatives | Kind::Duty | Kind::Matters) {
            represented(table, row, preparation, &mut told, &mut findings);
        }
        if at.counts() && matches!(kind, Kind::Cases | Kind::Matters) {
            status(table, row, &mut findings);
            rating(table, row, &mut findings);
        }
    }
    findings
}

/// Rows of one kind with one name at one place, of which one at least has nothing to tell it apart.
fn same_names<'a, 'b: 'a>(
    rows: impl Iterator<Item = (&'a SourceTable<'b>, usize, RowPlace)>,
    findings: &mut FindingList,
) {
    let mut seen: FxHashMap<(Kind, Option<Body>, u64, String), Vec<Marks>> = FxHashMap::default();
    for (table, row, at) in rows {
        let kind = table.records.kind;
        let by_person = matches!(
            kind,
            Kind::Heads | Kind::Cadres | Kind::Lecturers | Kind::Models | Kind::Representatives
        );
        // With one row a training or honour, a name comes again by right.
        let many_rows = table.records.has(Field::Date) || kind == Kind::Models;
        let name = table.records.text(Field::Name, row);
        if !by_person || many_rows || !at.counts() || name.is_empty() {
            continue;
        }
        let place = match at {
            RowPlace::Grid(index) => u64::from(index) << 1 | 1,
            RowPlace::Village(index) => u64::from(index) << 1,
            _ => u64::MAX,
        };
        // Representatives are placed by the village that their row names.
        let village =
            if kind == Kind::Representatives { table.records.text(Field::Village, row) } else { "" };
        let key = (kind, body(table.records, row), place, format!("{name} {village}"));
        let earlier = seen.entry(key).or_default();
        let marks = Marks::of(table.records, row);
        if earlier.iter().any(|m| !m.differ(&marks)) {
            let detail = say!("同一处已有“{name}”，没有不同的电话或证件号，按同一人计", name);
            findings.push(Finding::new(Code::PersonRepeated, table.place(row, Field::Name), name, &detail));
        }
        if earlier.len() < MOST_ALIKE {
            earlier.push(marks);
        }
    }
}

/// A row that names an officer of a grid.
struct Named<'a, 'b> {
    table: &'a SourceTable<'b>,
    row: usize,
    field: Field,
    grid: u32,
    name: String,
    marks: Marks,
}

/// Grids with more than one officer or with none, officers with more than one grid.
fn officers<'a, 'b: 'a>(
    rows: impl Iterator<Item = (&'a SourceTable<'b>, usize, RowPlace)>,
    tables: &[SourceTable<'_>],
    preparation: &PlacedTables,
    findings: &mut FindingList,
) {
    let grids = &preparation.places.grids;
    let named = named_officers(rows);
    let title = |grid: u32| grids.get(grid as usize).map_or("", |g| g.listing.name.as_str());
    let posts: Vec<Post<'_>> = named
        .iter()
        .map(|n| Post {
            village: grids.get(n.grid as usize).map_or("", |g| g.key.village.as_str()),
            name: &n.name,
            marks: &n.marks,
        })
        .collect();
    let mut person_of = vec![0; named.len()];
    for (person, rows) in persons(&posts).iter().enumerate() {
        for row in rows {
            if let Some(place) = person_of.get_mut(*row) {
                *place = person;
            }
        }
    }
    let mut by_grid: FxHashMap<u32, Vec<(usize, &str)>> = FxHashMap::default();
    let mut by_person: FxHashMap<usize, Vec<u32>> = FxHashMap::default();
    for (n, person) in named.iter().zip(person_of) {
        let known = by_grid.entry(n.grid).or_default();
        if known.iter().all(|(other, _)| *other != person) {
            known.push((person, &n.name));
            if known.len() == 2 {
                let names: Vec<&str> = known.iter().map(|(_, name)| *name).collect();
                let detail = say!("{} 有网格员：{}", title(n.grid), names.join(t("、")));
                let place = n.table.place(n.row, n.field);
                findings.push(Finding::new(Code::GridDoubled, place, &*n.name, &detail));
            }
        }
        let held = by_person.entry(person).or_default();
        if !held.contains(&n.grid) {
            held.push(n.grid);
            if held.len() == 2 {
                let names: Vec<&str> = held.iter().map(|grid| title(*grid)).collect();
                let detail = say!("网格员“{}”同时在：{}", n.name, names.join(t("、")));
                let place = n.table.place(n.row, n.field);
                findings.push(Finding::new(Code::OfficerShared, place, &*n.name, &detail));
            }
        }
    }
    // Where no row names a grid's officer, it is the list that says nothing, not the grids that lack one.
    let vacant = (0..).zip(grids).filter(|(index, _)| !by_grid.is_empty() && !by_grid.contains_key(index));
    for (_, grid) in vacant {
        let Some(table) = tables.get(grid.source.0) else { continue };
        let detail = say!("{} 没有网格员", grid.listing.name);
        let place = table.place(grid.source.1, Field::Name);
        findings.push(Finding::new(Code::GridVacant, place, &*grid.listing.name, &detail));
    }
}

fn named_officers<'a, 'b: 'a>(
    rows: impl Iterator<Item = (&'a SourceTable<'b>, usize, RowPlace)>,
) -> Vec<Named<'a, 'b>> {
    let mut named = Vec::new();
    for (table, row, at) in rows {
        let field = match table.records.kind {
            Kind::Grids => Field::Officer,
            Kind::Officers => Field::Name,
            _ => continue,
        };
        let RowPlace::Grid(grid) = at else { continue };
        if !is_officer(table.records.text(Field::Role, row)) {
            continue;
        }
        let names = value::persons(table.records.text(field, row));
        // A number beside two names tells neither apart; a roster's row is one person's.
        let is_one = names.len() == 1 || field == Field::Name;
        let marks = if is_one { Marks::of(table.records, row) } else { Marks::default() };
        for name in names {
            let (name, marks) = (name.to_string(), marks.clone());
            named.push(Named { table, row, field, grid, name, marks });
        }
    }
    named
}

/// Finds what a row of a body leaves open; `told` holds the names that were pointed out in a table already.
fn represented(
    table: &SourceTable<'_>,
    row: usize,
    preparation: &PlacedTables,
    told: &mut FxHashSet<(String, Body, String)>,
    findings: &mut FindingList,
) {
    let records = table.records;
    let Some(body) = body(records, row) else {
        let found = records.text(Field::Body, row);
        findings.push(Finding::new(Code::BodyUnknown, table.place(row, Field::Body), found, ""));
        return;
    };
    let name = records.text(Field::Name, row);
    let village = || named_village(records, row, &preparation.places).to_owned();
    let is_clear = preparation.namesakes.distinct_name(body, name, village).is_some();
    if !is_clear && told.insert((format!("{} {}", table.shown_file(), table.sheet), body, name.to_owned())) {
        let villages = preparation.namesakes.villages(body, name).join(t("、"));
        let detail = say!("名册里{villages}各有一名“{name}”，该行没有写是哪个村的", villages, name);
        findings.push(Finding::new(Code::PersonUnclear, table.place(row, Field::Name), name, &detail));
    }
    if records.kind != Kind::Duty {
        return;
    }
    let activity = records.text(Field::Activity, row);
    match (Activity::named_in(activity), records.amount(Field::Amount, row)) {
        (None, _) => {
            let detail = say!("“{activity}”不在走访、接待、小组活动、宣讲、培训之内，该行未计入", activity);
            findings.push(Finding::new(
                Code::ActivityUnknown,
                table.place(row, Field::Activity),
                activity,
                &detail,
            ));
        }
        (Some(known), Some(amount)) if !known.takes(amount) => {
            let unit = amount.unit.map_or("", value::Unit::symbol);
            let detail = say!(
                "{activity}按{}计，这里写的是{unit}，该行未计入",
                text::unit(known.unit().symbol()),
                activity,
                unit = text::unit(unit)
            );
            let found = format!("{}{unit}", amount.value);
            findings.push(Finding::new(Code::UnitMismatch, table.place(row, Field::Amount), found, &detail));
        }
        _ => {}
    }
}

fn status(table: &SourceTable<'_>, row: usize, findings: &mut FindingList) {
    let text = table.records.text(Field::Status, row);
    if !value::is_nothing(text) && value::status(text).is_none() {
        let detail = say!("“{text}”认不出是办结、转办还是在办", text);
        findings.push(Finding::new(Code::StatusUnknown, table.place(row, Field::Status), text, &detail));
    }
}

fn rating(table: &SourceTable<'_>, row: usize, findings: &mut FindingList) {
    let text = table.records.text(Field::Satisfaction, row);
    // 未回访 and 待评价 say that nobody was asked.
    let asked = !value::is_nobody(text);
    if asked && value::satisfaction(text).is_none() {
        let detail = say!("“{text}”认不出是满意、基本满意还是不满意", text);
        findings.push(Finding::new(
            Code::RatingUnknown,
            table.place(row, Field::Satisfaction),
            text,
            &detail,
        ));
    }
}
