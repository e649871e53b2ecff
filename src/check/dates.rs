//! Dates that cannot be: matters closed before they were raised, what has happened but lies in the future, years that
//! do not fit; and closing dates that the status denies.

use super::say::{self, FEW, MANY};
use super::table::{Row, Table, Tables};
use crate::cell::Day;
use crate::finding::{Code, Finding};
use crate::recognise::schema::{Field, Kind};
use crate::value::{self, Status};
use std::collections::BTreeMap;

/// Of a dated table: when a matter was raised, when it is due, when it was closed.
const LIVES: [(Kind, Field, Field); 2] =
    [(Kind::Cases, Field::Received, Field::Deadline), (Kind::Matters, Field::Date, Field::Due)];

/// Dates of what has happened.
const PAST: [(Kind, Field); 13] = [
    (Kind::Visits, Field::Date),
    (Kind::Cases, Field::Received),
    (Kind::Cases, Field::Closed),
    (Kind::Duty, Field::Date),
    (Kind::Matters, Field::Date),
    (Kind::Matters, Field::Closed),
    (Kind::VolunteerActivities, Field::Date),
    (Kind::LawPublicity, Field::Date),
    (Kind::Cadres, Field::Date),
    (Kind::DutyLists, Field::Done),
    (Kind::Officers, Field::Since),
    (Kind::PartyGroups, Field::Since),
    (Kind::Representatives, Field::Since),
];

/// A date this many years before most of its column is looked at where few are so old.
const YEARS: i32 = 5;
/// Few: one in so many.
const ONE_IN: usize = 100;
/// No table of these is so old.
const OLDEST: i32 = 1949;

pub fn check(tables: Tables<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (kind, raised, due) in LIVES {
        for table in tables.of(kind) {
            let rows = || table.rows();
            let life = |row| Life { row, raised, due, today: tables.today };
            found.extend(say::limited(rows().filter_map(|r| life(r).closed_before()).collect(), MANY));
            found.extend(say::limited(rows().filter_map(|r| life(r).due_before()).collect(), MANY));
            if table.days(Field::Closed).is_some() {
                found.extend(undated(table));
                found.extend(say::limited(rows().filter_map(open_dated).collect(), MANY));
            }
        }
    }
    for (kind, field) in PAST {
        for table in tables.of(kind) {
            found.extend(say::limited(future(table, field, tables.today), MANY));
            if field != Field::Since {
                found.extend(say::limited(old(table, field), FEW));
            }
        }
    }
    found
}

/// A matter's row, with the columns of its first and its last day.
#[derive(Clone, Copy)]
struct Life<'a> {
    row: Row<'a>,
    raised: Field,
    due: Field,
    today: Day,
}

impl Life<'_> {
    /// The day when it was raised, and an earlier one of another column. A first day in the future has a finding of
    /// its own, and everything lies before it.
    fn earlier(self, field: Field) -> Option<(Day, Day)> {
        let raised = self.row.day(self.raised).filter(|d| *d <= self.today)?;
        self.row.day(field).filter(|d| *d < raised).map(|d| (raised, d))
    }

    fn heading(&self, field: Field) -> &str {
        self.row.table.records().heading(field).unwrap_or_default()
    }

    fn finding(self, code: Code, later: Field, (raised, day): (Day, Day), more: &str) -> Finding {
        let detail = format!(
            "第 {} 行“{}”是 {day}，比“{}”{raised} 早 {} 天{more}",
            self.row.line(),
            self.heading(later),
            self.heading(self.raised),
            raised.0 - day.0
        );
        Finding::new(code, self.row.place(later), day.to_string(), &detail)
    }

    fn closed_before(self) -> Option<Finding> {
        let days = self.earlier(Field::Closed)?;
        let both = self.earlier(self.due).map(|(_, due)| {
            format!("，“{}”{due} 也更早，多半是“{}”写错", self.heading(self.due), self.heading(self.raised))
        });
        Some(self.finding(Code::ClosedBeforeRaised, Field::Closed, days, &both.unwrap_or_default()))
    }

    fn due_before(self) -> Option<Finding> {
        let days = self.earlier(self.due)?;
        // Where both lie before, it was said with the closing date.
        let said = self.earlier(Field::Closed).is_some();
        (!said).then(|| self.finding(Code::DeadlineBeforeRaised, self.due, days, ""))
    }
}

fn status(row: Row<'_>) -> Option<Status> {
    value::status(row.text(Field::Status))
}

/// Closed by the status, without a date. Where all are so, the column was not filled in, and one sentence is enough.
fn undated(table: Table<'_>) -> Vec<Finding> {
    let closed = || table.rows().filter(|r| status(*r) == Some(Status::Closed));
    let all = closed().count();
    // A date that could not be read has a finding of its own, but is no date either.
    let bare: Vec<Row<'_>> = closed().filter(|r| r.day(Field::Closed).is_none()).collect();
    if bare.len() > FEW && bare.len() * 2 > all {
        let lines: Vec<u32> = bare.iter().map(|r| r.line()).collect();
        let detail = format!("办结的 {all} 件中有 {} 件没有办结日期（{}）", bare.len(), say::rows(&lines));
        return vec![Finding::new(Code::ClosedUndated, table.column(Field::Closed), "", &detail)];
    }
    let one = |row: &Row<'_>| {
        let status = row.text(Field::Status);
        let detail = format!("第 {} 行写“{status}”，却没有办结日期", row.line());
        Finding::new(Code::ClosedUndated, row.place(Field::Closed), status, &detail)
    };
    say::limited(bare.iter().map(one).collect(), MANY)
}

fn open_dated(row: Row<'_>) -> Option<Finding> {
    // An answer (B类，正在解决) has a date by right before the matter is solved.
    if row.table.records().heading(Field::Closed).is_some_and(|h| h.contains("答复")) {
        return None;
    }
    let day = row.day(Field::Closed).filter(|_| status(row) == Some(Status::Open))?;
    let status = row.text(Field::Status);
    let detail = format!("第 {} 行有办结日期 {day}，办理情况却写“{status}”", row.line());
    Some(Finding::new(Code::OpenDated, row.place(Field::Status), status, &detail))
}

fn future(table: Table<'_>, field: Field, today: Day) -> Vec<Finding> {
    let Some(days) = table.days(field) else { return Vec::new() };
    if !days.iter().flatten().any(|day| *day > today) {
        return Vec::new();
    }
    let after = table.rows().filter_map(|row| Some((row, row.day(field).filter(|d| *d > today)?)));
    let heading = table.records().heading(field).unwrap_or_default();
    after
        .map(|(row, day)| {
            let detail = format!("“{heading}”是 {day}，在今天（{today}）之后");
            Finding::new(Code::DateFuture, row.place(field), day.to_string(), &detail)
        })
        .collect()
}

fn old(table: Table<'_>, field: Field) -> Vec<Finding> {
    let Some(days) = table.days(field) else { return Vec::new() };
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    let mut last: Option<(Day, i32)> = None;
    for day in days.iter().flatten() {
        let year = match last {
            Some((same, year)) if same == *day => year,
            _ => day.ymd().0,
        };
        last = Some((*day, year));
        *years.entry(year).or_default() += 1;
    }
    let all: usize = years.values().sum();
    let mut seen = 0;
    let middle = years.iter().find_map(|(year, n)| {
        seen += n;
        (seen * 2 >= all).then_some(*year)
    });
    let Some(middle) = middle else { return Vec::new() };
    let mut before = 0;
    let mut limit = OLDEST;
    for (year, n) in &years {
        before += n;
        if *year <= middle - YEARS && before <= (all / ONE_IN).max(3) && before * 3 < all {
            limit = limit.max(*year);
        }
    }
    if years.keys().next().is_none_or(|first| *first > limit) {
        return Vec::new();
    }
    let heading = table.records().heading(field).unwrap_or_default();
    let early = table.rows().filter_map(|row| Some((row, row.day(field).filter(|d| d.ymd().0 <= limit)?)));
    early
        .map(|(row, day)| {
            let detail = format!("“{heading}”是 {day}，同表的日期多在 {middle} 年前后");
            Finding::new(Code::DateOld, row.place(field), day.to_string(), &detail)
        })
        .collect()
}
