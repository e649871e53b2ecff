//! Rosters, duty logs and matters of the three bodies.

use super::namesakes::named_village;
use super::{Counts, Ended, Least, Listing, MatterDays, Merge, PersonTally, Tally, Terms};
use crate::catalogue::{Counter, PrivacyGroup};
use crate::count::rows::{Rows, outcome};
use crate::input::records::Records;
use crate::input::value;
use crate::input::value::Satisfaction;
use crate::input::value::activity::Activity;
use crate::model::body::Body;
use crate::model::cell::Day;
use crate::model::kind::{Field, Kind};
use crate::model::loaded::Loaded;
use crate::model::place::PersonKey;

/// The body of a row: its own column, or else the table's.
pub fn body(records: &Records, row: usize) -> Option<Body> {
    Body::named_in(records.text(Field::Body, row)).or(records.body)
}

/// The name by which the person of a row is told apart: one that has namesakes and no village stands for itself.
fn told_name(rows: &Rows<'_>, row: usize, body: Body) -> String {
    let name = rows.records.text(Field::Name, row);
    let village = || named_village(rows.records, row, &rows.preparation.places).to_owned();
    rows.preparation.namesakes.distinct_name(body, name, village).unwrap_or_else(|| name.to_owned())
}

fn person<'t>(tally: &'t mut Tally, rows: &Rows<'_>, row: usize) -> Option<(Body, &'t mut PersonTally)> {
    let body = body(rows.records, row)?;
    if rows.records.text(Field::Name, row).is_empty() {
        return None;
    }
    let key = PersonKey { body, name: told_name(rows, row, body) };
    Some((body, tally.persons.entry(key).or_default()))
}

pub(super) fn count_representatives(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let village = named_village(rows.records, row, &rows.preparation.places).to_owned();
    let terms = Terms::of(rows.records.day(Field::Since, row), rows.records.day(Field::Until, row));
    let rank = rows.records.rows.get(row).unwrap_or(u32::MAX);
    if let Some((body, person)) = person(tally, rows, row) {
        let name = rows.records.text(Field::Name, row).to_owned();
        let listing = Listing { rank, name, ..Listing::default() };
        person.merge(PersonTally { listed: Least(Some(listing)), village, terms, ..PersonTally::default() });
        let whole = tally.bodies.entry(body).or_default();
        whole.counts.add_member(Counter::Reps, &told_name(rows, row, body), &rows.marks(row));
    }
}

/// Whether a loaded table tells of a body: of one that it names in another period it tells that nothing was done.
/// What tables can name is not known of older snapshots.
pub fn is_told(loaded: Loaded, kind: Kind, body: Body, counts: &Counts) -> bool {
    let named = is_counted(counts) || loaded.names(body);
    named && loaded.has(kind) && (loaded.body_bits() == 0 || loaded.can_name(kind, body))
}

/// Whether a roster, the duty log or matters of the period name the body.
pub fn is_counted(counts: &Counts) -> bool {
    let mut work = [PrivacyGroup::Duty, PrivacyGroup::Matters].into_iter().flat_map(Counter::of_group);
    counts.value(Counter::Reps).is_none_or(|n| n > 0) || work.any(|c| counts.get(c) != 0)
}

impl Tally {
    /// What is noted of the bodies where every table can name every body and names those with counts.
    pub fn body_bits_by_counts(&self) -> u16 {
        let mut loaded = Loaded::default();
        for kind in [Kind::Duty, Kind::Matters].into_iter().filter(|kind| self.loaded.has(*kind)) {
            for body in Body::ALL {
                loaded.tell(kind, body, self.bodies.get(&body).is_some_and(|b| is_counted(&b.counts)));
            }
        }
        loaded.body_bits()
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
    rows.month(tally, day).add(Counter::Matters, 1);
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
