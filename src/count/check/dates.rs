//! Impossible dates: matters closed before they were raised, events in the future, years that do not fit the column,
//! and closing dates that contradict the status.

use super::finding_text::{FEW, Limited, MANY, runs_list};
use super::table::{CheckedRow, CheckedTable, Tables};
use crate::input::records::CodedValues;
use crate::input::value;
use crate::input::value::Status;
use crate::model::cell::Day;
use crate::model::finding::{Code, Finding};
use crate::model::kind::{Field, Kind};
use crate::model::row_runs::RowRuns;
use crate::statistics::outliers::modified_z;
use crate::text::say;

/// The tables of matters, with the fields of the day on which one was raised and of the day on which it is due.
const LIVES: [(Kind, Field, Field); 2] =
    [(Kind::Cases, Field::Received, Field::Deadline), (Kind::Matters, Field::Date, Field::Due)];

/// Dates of events that have happened.
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

/// A date is odd if it is this many years before most of its column and few are so old.
const YEARS: f64 = 5.0;
/// Few dates are at most one in this number.
const ONE_IN: usize = 100;
/// The year up to which every date is odd.
const OLDEST: f64 = 1949.0;

#[inline(never)]
pub fn check(tables: Tables<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (kind, raised, due) in LIVES {
        for table in tables.of(kind) {
            let [mut closed, mut expired, mut open] = [(); 3].map(|()| Limited::new(MANY));
            for row in table.rows() {
                let life = Life { row, raised, due, today: tables.today };
                life.closed_before().into_iter().for_each(|finding| closed.push(finding));
                life.due_before().into_iter().for_each(|finding| expired.push(finding));
                open_dated(row).into_iter().for_each(|finding| open.push(finding));
            }
            for sort in [closed, expired, open] {
                found.extend(sort.finish());
            }
            if table.days(Field::Closed).is_some() {
                found.extend(undated(table));
            }
        }
    }
    for (kind, field) in PAST {
        for table in tables.of(kind) {
            let Some(days) = table.days(field) else { continue };
            found.extend(future(table, field, days, tables.today));
            if field != Field::Since {
                found.extend(old(table, field, days));
            }
        }
    }
    found
}

/// A matter's row, with the columns of its first and its last day.
#[derive(Clone, Copy)]
struct Life<'a> {
    row: CheckedRow<'a>,
    raised: Field,
    due: Field,
    today: Day,
}

impl Life<'_> {
    /// Returns the day on which the matter was raised and that of `field`, if the latter is earlier. `None` if the first
    /// is in the future: it has a finding of its own.
    fn earlier(self, field: Field) -> Option<(Day, Day)> {
        let raised = self.row.day(self.raised).filter(|d| *d <= self.today)?;
        self.row.day(field).filter(|d| *d < raised).map(|d| (raised, d))
    }

    fn heading(&self, field: Field) -> &str {
        self.row.table.records().heading(field).unwrap_or_default()
    }

    fn finding(self, code: Code, later: Field, (raised, day): (Day, Day), more: &str) -> Finding {
        let detail = say!(
            "第 {} 行“{}”是 {day}，比“{}”{raised} 早 {} 天{more}",
            self.row.line(),
            self.heading(later),
            self.heading(self.raised),
            raised.0 - day.0,
            day,
            raised,
            more
        );
        Finding::new(code, self.row.place(later), day.to_string(), &detail)
    }

    fn closed_before(self) -> Option<Finding> {
        let days = self.earlier(Field::Closed)?;
        let both = self.earlier(self.due).map(|(_, due)| {
            say!("，“{}”{due} 也更早，多半是“{}”写错", self.heading(self.due), self.heading(self.raised), due)
        });
        Some(self.finding(Code::ClosedBeforeRaised, Field::Closed, days, &both.unwrap_or_default()))
    }

    fn due_before(self) -> Option<Finding> {
        let days = self.earlier(self.due)?;
        // If both are earlier, the finding about the closing date mentions it.
        let said = self.earlier(Field::Closed).is_some();
        (!said).then(|| self.finding(Code::DeadlineBeforeRaised, self.due, days, ""))
    }
}

fn status(row: CheckedRow<'_>) -> Option<Status> {
    value::status(row.text(Field::Status))
}

/// Findings for matters that are closed by their status and have no date. If most are so, the column was not filled in,
/// and one sentence is enough.
fn undated(table: CheckedTable<'_>) -> Vec<Finding> {
    let (mut all, mut some, mut rows, mut found) = (0_usize, 0_usize, RowRuns::default(), Limited::new(MANY));
    for row in table.rows().filter(|r| status(*r) == Some(Status::Closed)) {
        all += 1;
        // A date that could not be read has a finding of its own, but is no date either.
        if row.day(Field::Closed).is_none() {
            some += 1;
            rows.add(row.line());
            let status = row.text(Field::Status);
            let detail = say!("第 {} 行写“{status}”，却没有办结日期", row.line(), status);
            found.push(Finding::new(Code::ClosedUndated, row.place(Field::Closed), status, &detail));
        }
    }
    if some > FEW && some * 2 > all {
        let list = runs_list(&rows, some);
        let detail = say!("办结的 {all} 件中有 {some} 件没有办结日期（{}）", list, all, some);
        return vec![Finding::new(Code::ClosedUndated, table.column(Field::Closed), "", &detail)];
    }
    found.finish()
}

fn open_dated(row: CheckedRow<'_>) -> Option<Finding> {
    // An answer (B类，正在解决) has a date by right before the matter is solved.
    if row.table.records().heading(Field::Closed).is_some_and(|h| h.contains("答复")) {
        return None;
    }
    let day = row.day(Field::Closed).filter(|_| status(row) == Some(Status::Open))?;
    let status = row.text(Field::Status);
    let detail = say!("第 {} 行有办结日期 {day}，办理情况却写“{status}”", row.line(), day, status);
    Some(Finding::new(Code::OpenDated, row.place(Field::Status), status, &detail))
}

#[inline(never)]
fn future(table: CheckedTable<'_>, field: Field, days: &CodedValues<Day>, today: Day) -> Vec<Finding> {
    let mut found = Limited::new(MANY);
    if days.values.iter().all(|day| *day <= today) {
        return Vec::new();
    }
    let place = table.column(field);
    let heading = table.records().heading(field).unwrap_or_default();
    for (index, day) in days.iter().enumerate() {
        let Some(day) = day.filter(|d| *d > today) else { continue };
        let row = table.row(index);
        if row.at.counts() && found.is_full() {
            found.push_place(Code::DateFuture, &place, Some(row.line()));
        } else if row.at.counts() {
            let detail = say!("“{heading}”是 {day}，在今天（{today}）之后", heading, day, today);
            found.push(Finding::new(Code::DateFuture, row.place(field), day.to_string(), &detail));
        }
    }
    found.finish()
}

#[inline(never)]
fn old(table: CheckedTable<'_>, field: Field, days: &CodedValues<Day>) -> Vec<Finding> {
    let mut years: Vec<(f64, usize)> = Vec::new();
    let rows = days.codes.counts(days.values.len());
    for (day, rows) in days.values.iter().zip(rows.into_iter().skip(1)) {
        let year = f64::from(day.ymd().0);
        match years.iter_mut().find(|(y, _)| *y == year) {
            Some((_, all)) => *all += rows,
            None => years.push((year, rows)),
        }
    }
    let Some(middle) = modified_z(&years).map(|s| s.median.floor()) else { return Vec::new() };
    let all: usize = years.iter().map(|(_, n)| n).sum();
    let few = (all / ONE_IN).max(3);
    let until = |year: f64| years.iter().filter(|(y, _)| *y <= year).map(|(_, n)| n).sum::<usize>();
    let early = |year: f64| year <= middle - YEARS && until(year) <= few && until(year) * 3 < all;
    let limit = years.iter().map(|(y, _)| *y).filter(|y| early(*y)).fold(OLDEST, f64::max);
    if years.iter().all(|(year, _)| *year > limit) {
        return Vec::new();
    }
    let mut found = Limited::new(FEW);
    let heading = table.records().heading(field).unwrap_or_default();
    for (index, day) in days.iter().enumerate() {
        let Some(day) = day.filter(|d| f64::from(d.ymd().0) <= limit) else { continue };
        let row = table.row(index);
        if row.at.counts() {
            let detail = say!("“{heading}”是 {day}，同表的日期多在 {middle} 年前后", heading, day, middle);
            found.push(Finding::new(Code::DateOld, row.place(field), day.to_string(), &detail));
        }
    }
    found.finish()
}
