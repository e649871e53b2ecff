//! The rosters of the three bodies against the duty log and the matters, and against each other.

use super::say::{self, FEW, MANY};
use super::table::{Row, Tables};
use crate::cell::Day;
use crate::finding::{Code, Finding, Place};
use crate::recognise::counted_date;
use crate::recognise::schema::{Field, Kind};
use crate::tally::Body;
use crate::tally::represent::body;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Who is on the rosters: each name's rows, by body.
type Rosters<'a> = FxHashMap<(Body, &'a str), Vec<Row<'a>>>;

/// Rows of one name: where they stand, and their lines.
type ByName<'a> = BTreeMap<(usize, Body, &'a str), (Row<'a>, Vec<u32>)>;

pub fn check(tables: Tables<'_>) -> Vec<Finding> {
    let mut rosters: Rosters<'_> = FxHashMap::default();
    for row in tables.rows(Kind::Representatives) {
        let name = row.text(Field::Name);
        if let Some(body) = body(row.table.records(), row.index).filter(|_| !name.is_empty()) {
            rosters.entry((body, name)).or_default().push(row);
        }
    }
    if rosters.is_empty() {
        return Vec::new();
    }
    let bodies: FxHashSet<Body> = rosters.keys().map(|(body, _)| *body).collect();
    let (mut strangers, mut outside): (ByName<'_>, ByName<'_>) = (BTreeMap::new(), BTreeMap::new());
    for row in [Kind::Duty, Kind::Matters].into_iter().flat_map(|kind| tables.rows(kind)) {
        let name = row.text(Field::Name);
        let Some(body) = body(row.table.records(), row.index).filter(|_| !name.is_empty()) else { continue };
        let wrong = match rosters.get(&(body, name)) {
            // Without a roster of this body nobody can be missing from it.
            None if !bodies.contains(&body) => continue,
            None => &mut strangers,
            Some(listed) if out_of_office(row, listed) => &mut outside,
            Some(_) => continue,
        };
        wrong.entry((row.table.index, body, name)).or_insert((row, Vec::new())).1.push(row.line());
    }
    let mut found = unlisted(strangers, &rosters);
    found.extend(not_in_office(outside, &rosters));
    found.extend(in_two_bodies(&rosters));
    found
}

fn place(row: Row<'_>, lines: &[u32], field: Field) -> Place {
    Place { row: lines.first().copied(), ..row.table.column(field) }
}

/// Most rows first.
fn ordered(by_name: ByName<'_>) -> Vec<(Body, &str, Row<'_>, Vec<u32>)> {
    let mut all: Vec<_> =
        by_name.into_iter().map(|((_, body, name), (row, lines))| (body, name, row, lines)).collect();
    all.sort_by_key(|(.., lines)| std::cmp::Reverse(lines.len()));
    all
}

fn unlisted(strangers: ByName<'_>, rosters: &Rosters<'_>) -> Vec<Finding> {
    let one = |(body, name, row, lines): (Body, &str, Row<'_>, Vec<u32>)| {
        let other = Body::ALL.into_iter().find(|b| rosters.contains_key(&(*b, name)));
        let hint = other.map(|b| format!("，却在{}名册里", b.title())).unwrap_or_default();
        let detail = format!(
            "“{name}”不在{}名册里{hint}，有 {} 行（{}）",
            body.title(),
            lines.len(),
            say::rows(&lines)
        );
        Finding::new(Code::PersonUnlisted, place(row, &lines, Field::Name), name, &detail)
    };
    say::limited(ordered(strangers).into_iter().map(one).collect(), MANY)
}

/// Whether the row's date lies outside every term that the roster states for the person.
fn out_of_office(row: Row<'_>, listed: &[Row<'_>]) -> bool {
    let date = counted_date(row.table.records().kind).and_then(|field| row.day(field));
    let Some(date) = date else { return false };
    listed.iter().all(|r| {
        let (since, until) = term(*r);
        since.is_some_and(|d| date < d) || until.is_some_and(|d| date > d)
    })
}

fn term(row: Row<'_>) -> (Option<Day>, Option<Day>) {
    (row.day(Field::Since), row.day(Field::Until))
}

fn not_in_office(outside: ByName<'_>, rosters: &Rosters<'_>) -> Vec<Finding> {
    let one = |(body, name, row, lines): (Body, &str, Row<'_>, Vec<u32>)| {
        let listed = rosters.get(&(body, name)).and_then(|rows| rows.first());
        let said = listed.map_or_else(String::new, |r| {
            let day = |d: Option<Day>| d.map_or_else(|| "…".to_owned(), |d| d.to_string());
            let (since, until) = term(*r);
            format!("{} 至 {}（{}）", day(since), day(until), say::there(row.table, r.table, &[r.line()]))
        });
        let detail = format!(
            "{}{name}的任期是 {said}，有 {} 行的日期在任期之外（{}）",
            body.title(),
            lines.len(),
            say::rows(&lines)
        );
        let field = counted_date(row.table.records().kind).unwrap_or(Field::Date);
        Finding::new(Code::OutOfOffice, place(row, &lines, field), name, &detail)
    };
    say::limited(ordered(outside).into_iter().map(one).collect(), FEW)
}

fn in_two_bodies(rosters: &Rosters<'_>) -> Vec<Finding> {
    let mut by_name: BTreeMap<&str, Vec<(Body, Row<'_>)>> = BTreeMap::new();
    for ((body, name), rows) in rosters {
        if let Some(row) = rows.first() {
            by_name.entry(name).or_default().push((*body, *row));
        }
    }
    let two = by_name.into_iter().filter(|(_, on)| on.len() > 1);
    let one = |(name, mut on): (&str, Vec<(Body, Row<'_>)>)| {
        on.sort_by_key(|(body, _)| *body);
        let (_, first) = *on.first()?;
        let said: Vec<String> = on
            .iter()
            .map(|(body, row)| {
                let village = row.text(Field::Village);
                let village = if village.is_empty() { String::new() } else { format!("，{village}") };
                let sheet = row.table.source.shown_file();
                let sheet = if row.table.index == first.table.index {
                    String::new()
                } else {
                    format!("“{sheet}”")
                };
                format!("{}（{sheet}第 {} 行{village}）", body.title(), row.line())
            })
            .collect();
        let detail = format!("“{name}”同时在{}的名册里", said.join("和"));
        Some(Finding::new(Code::PersonInTwoBodies, first.place(Field::Name), name, &detail))
    };
    say::limited(two.filter_map(one).collect(), FEW)
}
