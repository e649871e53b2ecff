//! Rosters, duty logs and matters of the three bodies.

use super::{Counts, Ended, Least, Listing, MatterDays, Merge, PersonTally, Tally, Terms};
use crate::catalogue::Counter;
use crate::count::rows::{Rows, month, outcome};
use crate::input::records::Records;
use crate::input::value;
use crate::input::value::Satisfaction;
use crate::input::value::activity::Activity;
use crate::model::body::Body;
use crate::model::cell::Day;
use crate::model::kind::Field;
use crate::model::place::PersonKey;

/// The body of a row: its own column, or else the table's.
pub fn body(records: &Records, row: usize) -> Option<Body> {
    Body::named_in(records.text(Field::Body, row)).or(records.body)
}

fn person<'t>(tally: &'t mut Tally, rows: &Rows<'_>, row: usize) -> Option<(Body, &'t mut PersonTally)> {
    let body = body(rows.records, row)?;
    let name = rows.records.text(Field::Name, row);
    if name.is_empty() {
        return None;
    }
    Some((body, tally.persons.entry(PersonKey { body, name: name.to_owned() }).or_default()))
}

pub(super) fn count_representatives(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let village = rows.records.text(Field::Village, row);
    let shown = rows
        .preparation
        .places
        .village(village)
        .and_then(|v| rows.preparation.places.villages.get(v.index as usize));
    let village = shown.map_or(village, |v| v.key.as_str()).to_owned();
    let terms = Terms::of(rows.records.day(Field::Since, row), rows.records.day(Field::Until, row));
    let rank = rows.records.rows.get(row).copied().unwrap_or(u32::MAX);
    if let Some((body, person)) = person(tally, rows, row) {
        let name = rows.records.text(Field::Name, row);
        let listing = Listing { rank, name: name.to_owned(), code: String::new() };
        person.merge(PersonTally { listed: Least(Some(listing)), village, terms, ..PersonTally::default() });
        tally.bodies.entry(body).or_default().counts.add_member(Counter::Reps, name, rows.mark(row));
    }
}

/// Adds what a row tells to its body, and to its person where it names one.
fn add(tally: &mut Tally, rows: &Rows<'_>, row: usize, counts: &Counts, days: &MatterDays) {
    let Some(body) = body(rows.records, row) else { return };
    if let Some((_, person)) = person(tally, rows, row) {
        person.counts.merge(counts.clone());
        person.days.merge(days.clone());
    }
    let whole = tally.bodies.entry(body).or_default();
    whole.counts.merge(counts.clone());
    whole.days.merge(days.clone());
}

pub(super) fn count_duty(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    if rows.scope.counted(rows.records.day(Field::Date, row)).is_none() {
        return;
    }
    let Some(activity) = Activity::named_in(rows.records.text(Field::Activity, row)) else { return };
    let amount = match rows.records.amount(Field::Amount, row) {
        Some(amount) if !activity.takes(amount) => return,
        Some(_) => rows.number(Field::Amount, row).unwrap_or(0),
        // Without a column for amounts each row is one; a blank cell in one is no figure.
        None => i64::from(!rows.records.has(Field::Amount)),
    };
    let counter = match activity {
        Activity::Visit => Counter::DutyVisits,
        Activity::Reception => Counter::Receptions,
        Activity::VisitToDeputies => Counter::VisitsToDeputies,
        Activity::GroupActivity => Counter::GroupActivities,
        Activity::Talk => Counter::Talks,
        Activity::Training => Counter::Trained,
    };
    add(tally, rows, row, &Counts::default().with(counter, amount), &MatterDays::default());
}

pub(super) fn count_matters(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let records = rows.records;
    let Some(day) = rows.scope.counted(records.day(Field::Date, row)) else { return };
    if body(records, row).is_none() {
        return;
    }
    let (closed, referred) = outcome(records, row);
    let what = records.text(Field::What, row);
    let (due, end) = (records.day(Field::Due, row), records.day(Field::Closed, row));
    let in_time = matches!((end, due), (Some(end), Some(due)) if end <= due);
    let satisfaction = value::satisfaction(records.text(Field::Satisfaction, row));
    // What is closed on no known day may or may not have been in time.
    let judged =
        if closed { end.is_some() && due.is_some() } else { due < rows.scope.as_of && due.is_some() };
    let mut counts = Counts::default();
    for (counter, holds) in [
        (Counter::Matters, true),
        (Counter::Solved, closed),
        (Counter::MattersReferred, referred && !closed),
        (Counter::Suggestions, what.contains("建议") || what.contains("意见")),
        (Counter::DisputesSolved, closed && what.contains("纠纷")),
        (Counter::MattersOnTime, closed && in_time),
        (Counter::WithDeadline, due.is_some()),
        (Counter::MattersSatisfied, satisfaction == Some(Satisfaction::Satisfied)),
        (Counter::MattersMostly, satisfaction == Some(Satisfaction::Mostly)),
        (Counter::MattersDissatisfied, satisfaction == Some(Satisfaction::Dissatisfied)),
        (Counter::Followed, true),
        (Counter::Judged, judged),
        (Counter::Rated, satisfaction.is_some()),
        (Counter::Dated, true),
    ] {
        counts.add(counter, i64::from(holds));
    }
    let days = days_to_close(day, end.filter(|_| closed), closed, rows.scope.as_of);
    add(tally, rows, row, &counts, &days);
    tally.months.entry(month(day)).or_default().add(Counter::Matters, 1);
}

/// How long a matter took, as of the last day looked at: one that was closed later was open then.
fn days_to_close(raised: Day, end: Option<Day>, closed: bool, as_of: Option<Day>) -> MatterDays {
    let last = match (end, as_of) {
        (Some(end), Some(as_of)) => Some(end.min(as_of)),
        (Some(end), None) => Some(end),
        (None, as_of) => as_of.filter(|_| !closed),
    };
    let days = last.and_then(|last| u32::try_from(i64::from(last.0) - i64::from(raised.0)).ok());
    let in_time = end.is_some() && end == last;
    let ended = Ended { closed: i64::from(in_time), open: i64::from(!in_time) };
    MatterDays(days.map(|days| (days, ended)).into_iter().collect())
}
