//! Counting rows: each record becomes canonical rows, and these are added up by the catalogue.

use super::activities::{activity, cadre, honoured, item, law, self_governance, station, team};
use super::canonical::CanonicalRow;
use super::placed::{PlacedTable, PlacedTables, RowPlace};
use super::places::{Places, VillagePlace};
use super::posts::Marks;
use super::represent::{duty, matter, representative};
use super::source::SourceTable;
use super::unplaced::UnitMismatch;
use super::visits::{count_visits, visit};
use super::{GridTally, Tally, VillageTally};
use crate::catalogue::canonical::{Column, Table};
use crate::input::records::Records;
use crate::input::value;
use crate::input::value::{Quantity, Satisfaction, Status};
use crate::model::body::Body;
use crate::model::cell::Day;
use crate::model::kind::{Field, Kind};
use crate::model::loaded::RequiredColumn;
use crate::model::period::Period;
use std::cell::Cell;

/// For which days is counted.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// The period; `None` for all dates.
    pub period: Option<Period>,
    /// The day for which open matters are judged overdue.
    pub as_of: Option<Day>,
}

impl Scope {
    /// The day, where there is one and it counts.
    pub fn counted(&self, day: Option<Day>) -> Option<Day> {
        day.filter(|d| self.period.is_none_or(|p| p.contains(*d)))
    }
}

/// The records that are counted, each with its place.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub records: &'a Records,
    pub prepared: &'a PlacedTable,
    pub preparation: &'a PlacedTables,
}

/// Takes the canonical rows of a record.
pub(super) type Emit<'a> = dyn FnMut(&CanonicalRow<'_>) + 'a;

/// Stated figures beyond this or below 0 are damage, not figures; they are held here so that sums stay whole.
const LARGEST: i64 = 1_000_000_000_000;

/// A stated figure as it counts.
pub(super) fn bounded(amount: Quantity) -> i64 {
    amount.value.clamp(0, LARGEST)
}

impl Rows<'_> {
    pub fn at(&self, row: usize) -> RowPlace {
        self.prepared.at.get(row)
    }

    /// A canonical row at the place of a record.
    pub fn row<'a>(&self, table: Table, row: usize) -> CanonicalRow<'a> {
        CanonicalRow::new(table, self.at(row))
    }

    pub fn number(&self, field: Field, row: usize) -> Option<i64> {
        self.records.amount(field, row).map(bounded)
    }

    /// A yes or a no, where the table has the column.
    pub fn flag(&self, field: Field, row: usize) -> Option<i64> {
        self.records.has(field).then(|| i64::from(says_yes(self.records.text(field, row))))
    }

    /// A day with its month.
    pub fn dated<'a>(&self, one: CanonicalRow<'a>, field: Field, row: usize) -> CanonicalRow<'a> {
        let day = self.records.day(field, row);
        let month = day.map(|day| i64::from(self.preparation.month_end.month(day)));
        one.with_day(Column::Day, day).with(Column::Month, month)
    }

    /// How a case or a matter stands: its deadline, its end, its rating.
    pub fn judged<'a>(&self, one: CanonicalRow<'a>, deadline: Field, row: usize) -> CanonicalRow<'a> {
        let records = self.records;
        let (closed, referred) = outcome(records, row);
        let rating = value::satisfaction(records.text(Field::Satisfaction, row)).map(|said| match said {
            Satisfaction::Satisfied => 1,
            Satisfaction::Mostly => 2,
            Satisfaction::Neutral => 3,
            Satisfaction::Dissatisfied => 4,
        });
        one.with_day(Column::Deadline, records.day(deadline, row))
            .with_day(Column::ClosedOn, records.day(Field::Closed, row))
            .with_flag(Column::Closed, closed)
            .with_flag(Column::Referred, referred)
            .with(Column::Satisfaction, rating)
    }

    /// What tells two people of one name apart.
    pub fn marks(&self, row: usize) -> Marks {
        Marks::of(self.records, row)
    }
}

/// The tally of the village that a place is or lies in; the township's of the township.
pub(super) fn village_tally<'t>(
    places: &Places,
    tally: &'t mut Tally,
    at: RowPlace,
) -> Option<&'t mut VillageTally> {
    let index = match at {
        RowPlace::Nowhere | RowPlace::Repeated => return None,
        RowPlace::Township => return Some(tally.villages.entry(String::new()).or_default()),
        RowPlace::Village(index) => index,
        RowPlace::Grid(index) => places.grids.get(index as usize)?.village,
    };
    let village = places.villages.get(index as usize)?;
    Some(tally.villages.entry(village.key.clone()).or_default())
}

/// The tally of a grid.
pub(super) fn grid_tally<'t>(places: &Places, tally: &'t mut Tally, index: u32) -> Option<&'t mut GridTally> {
    let grid = places.grids.get(index as usize)?;
    Some(tally.grids.entry(grid.key.clone()).or_default())
}

/// What a table tells beside its rows.
pub(super) fn told_by_table(source: &SourceTable<'_>, prepared: &PlacedTable) -> Tally {
    let mut tally = Tally::default();
    tally.loaded.add(source.records.kind);
    for column in RequiredColumn::ALL {
        let (of, fields) = column.fields();
        if of == source.records.kind && fields.iter().any(|field| source.records.has(*field)) {
            tally.loaded.add_column(column);
        }
    }
    if source.records.kind == Kind::Grids && source.records.has(Field::Officer) {
        tally.loaded.add(Kind::Officers);
    }
    let kind = source.records.kind;
    for body in Body::ALL {
        // A column may name any body; without one, all rows belong to the table's.
        if source.records.has(Field::Body) || source.records.body == Some(body) {
            tally.loaded.tell(kind, body, prepared.bodies.contains(&body));
        }
    }
    tally.mismatches.extend(source.records.misfits.iter().map(|&(field, found)| UnitMismatch {
        kind,
        field,
        found,
    }));
    tally
}

/// The tally of some rows of one table.
pub fn count(
    source: &SourceTable<'_>,
    prepared: &PlacedTable,
    preparation: &PlacedTables,
    wanted: impl IntoIterator<Item = usize>,
    scope: Scope,
) -> Tally {
    let mut tally = told_by_table(source, prepared);
    let rows = Rows { records: source.records, prepared, preparation };
    let looked = Cell::new(0);
    let wanted = wanted.into_iter().inspect(|_| looked.set(looked.get() + 1));
    if source.records.kind == Kind::Visits {
        count_visits(&mut tally, &rows, wanted, scope);
    } else {
        emit_rows(&rows, wanted, &mut |one| one.count(&mut tally, preparation, scope));
    }
    preparation.look(looked.get());
    tally
}

/// The canonical rows of a table: what is counted of it, by the definitions of the catalogue.
pub fn canonical_rows(
    source: &SourceTable<'_>,
    prepared: &PlacedTable,
    preparation: &PlacedTables,
    emit: &mut dyn FnMut(&CanonicalRow<'_>),
) {
    let rows = Rows { records: source.records, prepared, preparation };
    emit_rows(&rows, 0..source.records.len(), emit);
}

fn emit_rows(rows: &Rows<'_>, wanted: impl Iterator<Item = usize>, emit: &mut Emit<'_>) {
    let one = match rows.records.kind {
        Kind::Villages => village,
        Kind::Grids => grid,
        Kind::Officers => officer,
        Kind::Heads => head,
        Kind::PartyGroups => party_group,
        Kind::Cases => case,
        Kind::Visits => visit,
        Kind::Representatives => representative,
        Kind::Duty => duty,
        Kind::Matters => matter,
        Kind::VolunteerTeams => team,
        Kind::VolunteerActivities => activity,
        Kind::LawPublicity => law,
        Kind::SelfGovernance => self_governance,
        Kind::Cadres => cadre,
        Kind::DutyLists => item,
        Kind::Stations => station,
        Kind::Lecturers | Kind::Models => honoured,
        Kind::VisitSummary | Kind::DutySummary | Kind::CentreWork => return,
    };
    for row in wanted {
        if rows.at(row).counts() {
            one(rows, row, emit);
        }
    }
}

/// The stated households and people.
fn stated<'a>(rows: &Rows<'_>, one: CanonicalRow<'a>, row: usize) -> CanonicalRow<'a> {
    one.with(Column::Households, rows.number(Field::Households, row))
        .with(Column::People, rows.number(Field::People, row))
}

fn village(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let RowPlace::Village(index) = rows.at(row) else { return };
    let village = rows.preparation.places.villages.get(index as usize);
    let one = stated(rows, rows.row(Table::Villages, row), row);
    let listing = village.and_then(|v| v.listing.as_ref());
    emit(&CanonicalRow { listing, ..one.with(Column::Centre, rows.flag(Field::Centre, row)) });
}

fn grid(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let RowPlace::Grid(index) = rows.at(row) else { return };
    let places = &rows.preparation.places;
    let Some(place) = places.grids.get(index as usize) else { return };
    let one = stated(rows, rows.row(Table::Grids, row), row);
    emit(&CanonicalRow { listing: Some(&place.listing), ..one });
    let officers = value::persons(rows.records.text(Field::Officer, row));
    let marks = if officers.len() == 1 { rows.marks(row) } else { Marks::default() };
    for name in &officers {
        emit(&rows.row(Table::Officers, row).with_member(name, &marks));
    }
    // Without a list of villages, the first grid of each lists it.
    let lists = |v: &&VillagePlace| v.source == (rows.prepared.table, row);
    let village = places.villages.get(place.village as usize).filter(|_| places.villages_by_grids);
    if let Some(village) = village.filter(lists) {
        let one = CanonicalRow::new(Table::Villages, RowPlace::Village(place.village));
        emit(&CanonicalRow { listing: village.listing.as_ref(), ..one });
    }
}

/// Whether a row of the officers' list is one: its role is that, or it has none.
pub fn is_officer(role: &str) -> bool {
    role.is_empty() || role.contains("网格员")
}

fn officer(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    if !is_officer(rows.records.text(Field::Role, row)) {
        return;
    }
    let marks = rows.marks(row);
    for name in value::persons(rows.records.text(Field::Name, row)) {
        emit(&rows.row(Table::Officers, row).with_member(&name, &marks));
    }
}

fn head(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let marks = rows.marks(row);
    let one = rows.row(Table::Heads, row).with(Column::Linked, rows.number(Field::Households, row));
    emit(&one.with_member(rows.records.text(Field::Name, row), &marks));
}

fn party_group(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let covers = rows.prepared.covers.get(row).map(Vec::as_slice).unwrap_or_default();
    let what = format!("{}{}", rows.records.text(Field::What, row), rows.records.text(Field::Name, row));
    let joint = what.contains("联合") || (!what.contains("独立") && covers.len() > 1);
    for &index in covers {
        let one = CanonicalRow::new(Table::PartyCovers, RowPlace::Grid(index));
        emit(&one.with_flag(Column::Joint, joint));
    }
    let own_village = rows.preparation.places.village(rows.records.text(Field::Village, row));
    let loose = own_village.map_or(RowPlace::Township, |found| RowPlace::Village(found.index));
    let loose = CanonicalRow::new(Table::PartyUnplaced, loose);
    if rows.records.has(Field::IndependentGroups) || rows.records.has(Field::JointGroups) {
        let number = |field| rows.number(field, row).unwrap_or(0).max(0);
        let stated = loose.with(Column::StatedOwn, number(Field::IndependentGroups));
        emit(&stated.with(Column::StatedJoint, number(Field::JointGroups)));
        return;
    }
    // A grid that is on no list is a finding, and the group covers nothing until it is matched.
    let named = [Field::Grids, Field::Grid].iter().any(|f| !value::is_nothing(rows.records.text(*f, row)));
    if covers.is_empty() && !named {
        let said = ["独立", "单独", "联合"].iter().any(|word| what.contains(word));
        let loose = loose.with_flag(Column::Own, said && !joint);
        emit(&loose.with_flag(Column::JointLoose, said && joint).with_flag(Column::Unsaid, !said));
    }
    let home = match (joint, covers) {
        (false, [only, ..]) => RowPlace::Grid(*only),
        _ => RowPlace::Township,
    };
    emit(&CanonicalRow::new(Table::PartyGroups, home).with_flag(Column::Joint, joint));
}

/// Whether a status or, where none is understood, a closing date says that a matter is closed; and whether it was referred.
pub fn outcome(records: &Records, row: usize) -> (bool, bool) {
    match value::status(records.text(Field::Status, row)) {
        Some(Status::Closed) => (true, false),
        Some(Status::Referred) => (records.day(Field::Closed, row).is_some(), true),
        Some(Status::Open) => (false, false),
        None => (records.day(Field::Closed, row).is_some(), false),
    }
}

fn case(rows: &Rows<'_>, row: usize, emit: &mut Emit<'_>) {
    let one = rows.dated(rows.row(Table::Cases, row), Field::Received, row);
    emit(&rows.judged(one, Field::Deadline, row));
}

/// A yes, or anything that is neither a no nor blank: a date, a number above 0, a name.
fn says_yes(text: &str) -> bool {
    match value::flag(text) {
        Some(value::YesNo::Yes) => true,
        Some(value::YesNo::No) | None => false,
        Some(value::YesNo::Other) => {
            !matches!(value::quantity(text), Ok(Some(q)) if q.value <= 0) && !value::is_nothing(text)
        }
    }
}
