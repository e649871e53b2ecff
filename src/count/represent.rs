//! Rosters, duty logs and matters of the three bodies.

use super::{Answers, Ended, Least, Listing, Merge, Performance, PersonTally, Tally, Terms};
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
#[must_use]
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
        tally.bodies.entry(body).or_default().people.add(name, rows.mark(row));
    }
}

fn add(tally: &mut Tally, rows: &Rows<'_>, row: usize, performance: Performance, answers: Answers) {
    let Some(body) = body(rows.records, row) else { return };
    if let Some((_, person)) = person(tally, rows, row) {
        person.performance.merge(performance);
        person.answers.merge(answers.clone());
    }
    let whole = tally.bodies.entry(body).or_default();
    whole.performance.merge(performance);
    whole.answers.merge(answers);
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
    let mut performance = Performance::default();
    *match activity {
        Activity::Visit => &mut performance.visits,
        Activity::Reception => &mut performance.receptions,
        Activity::VisitToDeputies => &mut performance.visits_to_deputies,
        Activity::GroupActivity => &mut performance.group_activities,
        Activity::Talk => &mut performance.talks,
        Activity::Training => &mut performance.trained,
    } = amount;
    add(tally, rows, row, performance, Answers::default());
}

pub(super) fn count_matters(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let records = rows.records;
    let Some(day) = rows.scope.counted(records.day(Field::Date, row)) else { return };
    if body(records, row).is_none() {
        return;
    }
    let (closed, referred) = outcome(records, row);
    let what = records.text(Field::What, row);
    let due = records.day(Field::Due, row);
    let in_time = matches!((records.day(Field::Closed, row), due), (Some(end), Some(due)) if end <= due);
    let satisfaction = value::satisfaction(records.text(Field::Satisfaction, row));
    let performance = Performance {
        matters: 1,
        solved: i64::from(closed),
        referred: i64::from(referred && !closed),
        suggestions: i64::from(what.contains("建议") || what.contains("意见")),
        disputes_solved: i64::from(closed && what.contains("纠纷")),
        on_time: i64::from(closed && in_time),
        with_deadline: i64::from(due.is_some()),
        satisfied: i64::from(satisfaction == Some(Satisfaction::Satisfied)),
        mostly_satisfied: i64::from(satisfaction == Some(Satisfaction::Mostly)),
        dissatisfied: i64::from(satisfaction == Some(Satisfaction::Dissatisfied)),
        ..Performance::default()
    };
    let end = records.day(Field::Closed, row);
    // What is closed on no known day may or may not have been in time.
    let judged =
        if closed { end.is_some() && due.is_some() } else { due < rows.scope.as_of && due.is_some() };
    let answers = Answers {
        of: 1,
        judged: i64::from(judged),
        rated: i64::from(satisfaction.is_some()),
        dated: 1,
        days: followed(day, end.filter(|_| closed), closed, rows.scope.as_of),
    };
    add(tally, rows, row, performance, answers);
    tally.months.entry(month(day)).or_default().matters += 1;
}

/// How long a matter took, as of the last day looked at: one that was closed later was open then.
fn followed(
    raised: Day,
    end: Option<Day>,
    closed: bool,
    as_of: Option<Day>,
) -> std::collections::BTreeMap<u32, Ended> {
    let last = match (end, as_of) {
        (Some(end), Some(as_of)) => Some(end.min(as_of)),
        (Some(end), None) => Some(end),
        (None, as_of) => as_of.filter(|_| !closed),
    };
    let days = last.and_then(|last| u32::try_from(i64::from(last.0) - i64::from(raised.0)).ok());
    let in_time = end.is_some() && end == last;
    let ended = Ended { closed: i64::from(in_time), open: i64::from(!in_time) };
    days.map(|days| (days, ended)).into_iter().collect()
}
