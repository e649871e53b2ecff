//! What villages and the township do and have: teams, activities, law publicity, self-governance, cadres, honours, the
//! three lists, stations.

use super::{Tally, VENUES};
use crate::catalogue::Counter;
use crate::count::rows::Rows;
use crate::input::value;
use crate::model::kind::{Field, Kind};

pub(super) fn count_team(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    if let Some(village) = rows.village(tally, rows.at(row)) {
        village.counts.add(Counter::VolunteerTeams, 1);
        village.counts.add(Counter::Volunteers, rows.number(Field::Members, row).unwrap_or(0));
    }
}

pub(super) fn count_activity(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let Some(day) = rows.scope.counted(rows.records.day(Field::Date, row)) else { return };
    if let Some(village) = rows.village(tally, rows.at(row)) {
        village.counts.add(Counter::Activities, 1);
    }
    rows.month(tally, day).add(Counter::Activities, 1);
}

pub(super) fn count_law(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let records = rows.records;
    let Some(day) = rows.scope.counted(records.day(Field::Date, row)) else { return };
    let what = records.text(Field::What, row);
    if let Some(village) = rows.village(tally, rows.at(row)) {
        let is_lecture = what.contains("宣讲") || what.contains("讲座");
        village.counts.add(Counter::Lectures, i64::from(is_lecture));
        village.counts.add(Counter::LawTrainings, i64::from(what.contains("培训")));
        village.counts.add(Counter::Handouts, rows.number(Field::Handouts, row).unwrap_or(0));
    }
    let venue = records.text(Field::Venue, row);
    for (bit, word) in VENUES.iter().enumerate() {
        if venue.contains(word) {
            tally.venues |= 1 << bit;
        }
    }
    rows.month(tally, day).add(Counter::LawEvents, 1);
}

pub(super) fn count_self_governance(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    if let Some(village) = rows.village(tally, rows.at(row)) {
        for (counter, field) in [
            (Counter::Rules, Field::Rules),
            (Counter::Ethics, Field::Ethics),
            (Counter::Assembly, Field::Assembly),
            (Counter::Ceremonies, Field::Ceremonies),
        ] {
            rows.add_flag(&mut village.counts, counter, field, row);
        }
    }
}

pub(super) fn count_cadre(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let records = rows.records;
    let name = records.text(Field::Name, row);
    if name.is_empty() {
        return;
    }
    let trained = match rows.number(Field::Times, row) {
        Some(times) => times > 0,
        None => records.day(Field::Date, row).is_some(),
    };
    if let Some(village) = rows.village(tally, rows.at(row)) {
        village.counts.add_member(Counter::Cadres, name, &rows.marks(row));
        if trained {
            village.counts.add_member(Counter::CadresTrained, name, &rows.marks(row));
        }
    }
}

pub(super) fn count_honoured(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let name = rows.records.text(Field::Name, row);
    let kind = rows.records.kind;
    if let Some(village) = rows.village(tally, rows.at(row))
        && !name.is_empty()
    {
        let counter = if kind == Kind::Lecturers { Counter::Lecturers } else { Counter::Models };
        village.counts.add_member(counter, name, &rows.marks(row));
    }
}

pub(super) fn count_item(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let records = rows.records;
    let item = records.text(Field::Item, row);
    let named = |field| !value::is_nobody(records.text(field, row));
    let owned = named(Field::Leader) && named(Field::Office);
    let done = records.day(Field::Done, row).is_some();
    tally.add_item(Counter::Items, item, &[(Counter::ItemsOwned, owned), (Counter::ItemsDone, done)]);
}

pub(super) fn count_station(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let records = rows.records;
    let at_least = |field, least: i64| match value::flag(records.text(field, row)) {
        Some(value::YesNo::Other) => {
            matches!(value::quantity(records.text(field, row)), Ok(Some(q)) if q.value >= least)
        }
        Some(value::YesNo::Yes) => least == 1 || records.text(field, row) != "1",
        _ => false,
    };
    let standard = at_least(Field::Box, 1) && at_least(Field::Ledgers, 5) && at_least(Field::Facilities, 8);
    let name = records.text(Field::Name, row);
    tally.add_item(Counter::Stations, name, &[(Counter::StationsStandard, standard)]);
}
