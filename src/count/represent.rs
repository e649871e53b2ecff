//! Rosters, duty logs and matters of the three bodies.

use super::canonical::CanonicalRow;
use super::namesakes::named_village;
use super::{Counts, Ended, Listing, MatterDays, Tally};
use crate::catalogue::canonical::{Column, Table};
use crate::catalogue::{Counter, PrivacyGroup};
use crate::count::rows::{Emit, Rows};
use crate::input::records::Records;
use crate::input::value::activity::Activity;
use crate::model::body::Body;
use crate::model::cell::Day;
use crate::model::kind::{Field, Kind};
use crate::model::loaded::Loaded;

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

/// A row of a body, and of the person that a record names; `told` is [`told_name`].
fn of_body<'a>(rows: &Rows<'_>, table: Table, row: usize, body: Body, told: &'a str) -> CanonicalRow<'a> {
    let person = if rows.records.text(Field::Name, row).is_empty() { "" } else { told };
    CanonicalRow { body: Some(body), person, ..rows.row(table, row) }
}

pub(super) fn representative(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let records = rows.records;
    let (Some(body), name) = (body(records, row), records.text(Field::Name, row)) else { return };
    if name.is_empty() {
        return;
    }
    let (told, marks) = (told_name(rows, row, body), rows.marks(row));
    let rank = records.rows.get(row).unwrap_or(u32::MAX);
    let listing = Listing { rank, name: name.to_owned(), ..Listing::default() };
    let one = of_body(rows, Table::Representatives, row, body, &told).with_member(&told, &marks);
    let label = named_village(records, row, &rows.preparation.places);
    emit(&CanonicalRow { listing: Some(&listing), label, ..one });
    let (since, until) = (records.day(Field::Since, row), records.day(Field::Until, row));
    if since.is_some() || until.is_some() {
        let term = of_body(rows, Table::Terms, row, body, &told);
        emit(&term.with_day(Column::Since, since).with_day(Column::Until, until));
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

pub(super) fn duty(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let records = rows.records;
    let Some(body) = body(records, row) else { return };
    let Some(activity) = Activity::named_in(records.text(Field::Activity, row)) else { return };
    let amount = match records.amount(Field::Amount, row) {
        Some(amount) if !activity.takes(amount) => return,
        Some(_) => rows.number(Field::Amount, row).unwrap_or(0),
        // Without a column for amounts each row is one; a blank cell in one is no figure.
        None => i64::from(!records.has(Field::Amount)),
    };
    let code = match activity {
        Activity::Visit => 1,
        Activity::Reception => 2,
        Activity::VisitToDeputies => 3,
        Activity::GroupActivity => 4,
        Activity::Talk => 5,
        Activity::Training => 6,
    };
    let told = told_name(rows, row, body);
    let one = of_body(rows, Table::Duty, row, body, &told).with(Column::Activity, code);
    emit(&one.with_day(Column::Day, records.day(Field::Date, row)).with(Column::Amount, amount));
}

pub(super) fn matter(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let Some(body) = body(rows.records, row) else { return };
    let what = rows.records.text(Field::What, row);
    let told = told_name(rows, row, body);
    let one = rows.dated(of_body(rows, Table::Matters, row, body, &told), Field::Date, row);
    emit(
        &rows
            .judged(one, Field::Due, row)
            .with_flag(Column::Suggestion, what.contains("建议") || what.contains("意见"))
            .with_flag(Column::Dispute, what.contains("纠纷")),
    );
}

/// How long a matter took, as of the last day looked at: one that was closed later was open then.
pub(super) fn days_to_close(matter: &CanonicalRow<'_>, as_of: Option<Day>) -> MatterDays {
    let Some(raised) = matter.day(Column::Day) else { return MatterDays::default() };
    let closed = matter.value(Column::Closed) == Some(1);
    let end = matter.day(Column::ClosedOn).filter(|_| closed);
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
