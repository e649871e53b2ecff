//! Compares the rosters of the three bodies with the duty log and the matters, and with each other.

use super::finding_text::{FEW, MANY, limited, row_ref, runs_list, weightiest};
use super::table::{CheckedRow, GroupedRows, Tables};
use crate::catalogue::kinds::counted_date;
use crate::count::represent::body;
use crate::model::body::Body;
use crate::model::cell::Day;
use crate::model::finding::{Code, Finding};
use crate::model::kind::{Field, Kind};
use crate::model::row_runs::RowRuns;
use crate::text::{say, t};
use rustc_hash::FxHashMap;

#[inline(never)]
pub fn check(tables: Tables<'_>) -> Vec<Finding> {
    let (mut rosters, mut by_name) = (GroupedRows::default(), GroupedRows::default());
    let mut bodies: Vec<Body> = Vec::new();
    for row in tables.rows(Kind::Representatives) {
        if let Some((body, name)) = person(row) {
            rosters.add(&key(body, name), row);
            by_name.add(name, row);
            bodies.push(body);
        }
    }
    let (mut strangers, mut outside) = (PersonRows::default(), PersonRows::default());
    for kind in [Kind::Duty, Kind::Matters] {
        for row in tables.rows(kind) {
            // Without a roster of this body nobody can be missing from it.
            let Some((body, name)) = person(row).filter(|(body, _)| bodies.contains(body)) else { continue };
            let listed = rosters.get(&key(body, name));
            let key = format!("{} {}", row.table.index, key(body, name));
            if listed.is_empty() {
                strangers.add(key, row);
            } else if out_of_office(row, listed) {
                outside.add(key, row);
            }
        }
    }
    let mut found = by_person(&strangers, MANY, |body, name, rows| {
        let other = Body::ALL.into_iter().find(|b| !rosters.get(&key(*b, name)).is_empty());
        let hint = other.map(|b| say!("，却在{}名册里", b.label())).unwrap_or_default();
        let title = body.label();
        let detail = say!(
            "“{name}”不在{title}名册里{hint}，有 {} 行（{}）",
            rows.count,
            rows.list(),
            name,
            title,
            hint
        );
        (Code::PersonUnlisted, Field::Name, detail)
    });
    found.extend(by_person(&outside, FEW, |body, name, rows| not_in_office(body, name, rows, &rosters)));
    found.extend(in_two_bodies(&by_name));
    found
}

fn person(row: CheckedRow<'_>) -> Option<(Body, &str)> {
    let name = row.text(Field::Name);
    body(row.table.records(), row.index).filter(|_| !name.is_empty()).map(|body| (body, name))
}

fn key(body: Body, name: &str) -> String {
    format!("{} {name}", body.label())
}

/// The rows of a person in a table.
struct RowsOf<'a> {
    first: CheckedRow<'a>,
    rows: RowRuns,
    count: usize,
}

impl RowsOf<'_> {
    fn list(&self) -> String {
        runs_list(&self.rows, self.count)
    }
}

/// The rows of persons, in the order of the first row of each.
#[derive(Default)]
struct PersonRows<'a> {
    index: FxHashMap<String, usize>,
    persons: Vec<RowsOf<'a>>,
}

impl<'a> PersonRows<'a> {
    fn add(&mut self, key: String, row: CheckedRow<'a>) {
        let at = *self.index.entry(key).or_insert_with(|| {
            self.persons.push(RowsOf { first: row, rows: RowRuns::default(), count: 0 });
            self.persons.len() - 1
        });
        if let Some(person) = self.persons.get_mut(at) {
            person.rows.add(row.line());
            person.count += 1;
        }
    }
}

/// Returns a finding for each person, the person with most rows first, `most` of them one by one. `say` gives the code,
/// the field and the sentence.
fn by_person(
    all: &PersonRows<'_>,
    most: usize,
    say: impl Fn(Body, &str, &RowsOf<'_>) -> (Code, Field, String),
) -> Vec<Finding> {
    let mut found = Vec::new();
    for rows in &all.persons {
        let first = rows.first;
        let Some((body, name)) = person(first) else { continue };
        let (code, field, detail) = say(body, name, rows);
        let place = first.table.column(field).at_row(first.line());
        found.push((rows.count as u64, Finding::new(code, place, name, &detail)));
    }
    weightiest(found, most)
}

/// Whether the row's date is outside every term that the roster states for the person.
fn out_of_office(row: CheckedRow<'_>, listed: &[CheckedRow<'_>]) -> bool {
    let date = counted_date(row.table.records().kind).and_then(|field| row.day(field));
    let Some(date) = date else { return false };
    listed.iter().all(|r| {
        let (since, until) = term(*r);
        since.is_some_and(|d| date < d) || until.is_some_and(|d| date > d)
    })
}

fn term(row: CheckedRow<'_>) -> (Option<Day>, Option<Day>) {
    (row.day(Field::Since), row.day(Field::Until))
}

fn not_in_office(
    body: Body,
    name: &str,
    rows: &RowsOf<'_>,
    rosters: &GroupedRows<'_>,
) -> (Code, Field, String) {
    let listed = rosters.get(&key(body, name)).first();
    let own = rows.first;
    let said = listed.map_or_else(String::new, |r| {
        let day = |d: Option<Day>| d.map_or_else(|| "…".to_owned(), |d| d.to_string());
        let (since, until) = term(*r);
        say!("{} 至 {}（{}）", day(since), day(until), row_ref(own.table, r.table, &[r.line()]))
    });
    let title = body.label();
    let detail = say!(
        "{title}{name}的任期是 {said}，有 {} 行的日期在任期之外（{}）",
        rows.count,
        rows.list(),
        title,
        name,
        said
    );
    let field = counted_date(own.table.records().kind).unwrap_or(Field::Date);
    (Code::OutOfOffice, field, detail)
}

fn in_two_bodies(by_name: &GroupedRows<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (name, rows) in &by_name.groups {
        let mut on: Vec<Body> = Vec::new();
        let mut said = Vec::new();
        for row in rows {
            let Some((body, _)) = person(*row).filter(|(body, _)| !on.contains(body)) else { continue };
            on.push(body);
            let village = row.text(Field::Village);
            let comma = if village.is_empty() { "" } else { "，" };
            let own = rows.first().is_some_and(|r| r.table.index == row.table.index);
            let file = if own { String::new() } else { format!("“{}”", row.table.source.shown_file()) };
            said.push(say!(
                "{}（{file}第 {} 行{comma}{village}）",
                body.label(),
                row.line(),
                file,
                comma,
                village
            ));
        }
        if let (Some(first), true) = (rows.first(), on.len() > 1) {
            let detail = say!("“{name}”同时在{}的名册里", said.join(t("和")), name);
            let place = first.place(Field::Name);
            found.push(Finding::new(Code::PersonInTwoBodies, place, name.as_str(), &detail));
        }
    }
    limited(found, FEW)
}
