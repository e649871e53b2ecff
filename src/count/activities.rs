//! What villages and the township do and have: teams, activities, law publicity, self-governance, cadres, honours, the
//! three lists, stations.

use super::VENUES;
use super::canonical::CanonicalRow;
use super::rows::{Emit, Rows};
use crate::catalogue::canonical::{Column, Table};
use crate::input::value;
use crate::model::kind::{Field, Kind};

pub(super) fn team(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    emit(&rows.row(Table::Teams, row).with(Column::Members, rows.number(Field::Members, row)));
}

pub(super) fn activity(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    emit(&rows.dated(rows.row(Table::Activities, row), Field::Date, row));
}

pub(super) fn law(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let what = rows.records.text(Field::What, row);
    let venue = rows.records.text(Field::Venue, row);
    let bits = VENUES.iter().enumerate().filter(|(_, word)| venue.contains(**word));
    let one = rows.dated(rows.row(Table::Law, row), Field::Date, row);
    emit(
        &one.with_flag(Column::Lecture, what.contains("宣讲") || what.contains("讲座"))
            .with_flag(Column::LawTraining, what.contains("培训"))
            .with(Column::Handouts, rows.number(Field::Handouts, row))
            .with(Column::Venues, bits.map(|(bit, _)| 1 << bit).sum::<i64>()),
    );
}

pub(super) fn self_governance(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    emit(
        &rows
            .row(Table::SelfGovernance, row)
            .with(Column::Rules, rows.flag(Field::Rules, row))
            .with(Column::Ethics, rows.flag(Field::Ethics, row))
            .with(Column::Assembly, rows.flag(Field::Assembly, row))
            .with(Column::Ceremonies, rows.flag(Field::Ceremonies, row)),
    );
}

pub(super) fn cadre(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let name = rows.records.text(Field::Name, row);
    if name.is_empty() {
        return;
    }
    let trained = match rows.number(Field::Times, row) {
        Some(times) => times > 0,
        None => rows.records.day(Field::Date, row).is_some(),
    };
    let marks = rows.marks(row);
    emit(&rows.row(Table::Cadres, row).with_member(name, &marks).with_flag(Column::Trained, trained));
}

pub(super) fn honoured(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let table = if rows.records.kind == Kind::Lecturers { Table::Lecturers } else { Table::Models };
    let marks = rows.marks(row);
    emit(&rows.row(table, row).with_member(rows.records.text(Field::Name, row), &marks));
}

pub(super) fn item(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let records = rows.records;
    let named = |field| !value::is_nobody(records.text(field, row));
    let owned = named(Field::Leader) && named(Field::Office);
    let one = CanonicalRow { label: records.text(Field::Item, row), ..rows.row(Table::Items, row) };
    let done = records.day(Field::Done, row).is_some();
    emit(&one.with_flag(Column::Owned, owned).with_flag(Column::Done, done));
}

pub(super) fn station(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let records = rows.records;
    let at_least = |field, least: i64| match value::flag(records.text(field, row)) {
        Some(value::YesNo::Other) => {
            matches!(value::quantity(records.text(field, row)), Ok(Some(q)) if q.value >= least)
        }
        Some(value::YesNo::Yes) => least == 1 || records.text(field, row) != "1",
        _ => false,
    };
    let standard = at_least(Field::Box, 1) && at_least(Field::Ledgers, 5) && at_least(Field::Facilities, 8);
    let one = CanonicalRow { label: records.text(Field::Name, row), ..rows.row(Table::Stations, row) };
    emit(&one.with_flag(Column::Standard, standard));
}
