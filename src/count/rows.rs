//! Rows to a tally. Any split of the rows merges to the tally of them all.

use super::activities::{
    count_activity, count_cadre, count_honoured, count_item, count_law, count_self_governance, count_station,
    count_team,
};
use super::placed::{PlacedTable, PlacedTables, RowPlace};
use super::places::{Places, VillagePlace};
use super::posts::Marks;
use super::represent::{count_duty, count_matters, count_representatives};
use super::source::SourceTable;
use super::visits::count_visits;
use super::{Counts, GridTally, Least, Member, Merge, Tally, UnitMismatch, UnplacedGroups, VillageTally};
use crate::catalogue::Counter;
use crate::input::records::Records;
use crate::input::value;
use crate::input::value::{Quantity, Satisfaction, Status};
use crate::model::body::Body;
use crate::model::cell::Day;
use crate::model::kind::{Field, Kind};
use crate::model::loaded::RequiredColumn;
use crate::model::period::Period;

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

/// What a row is counted by.
pub(super) struct Rows<'a> {
    pub records: &'a Records,
    pub prepared: &'a PlacedTable,
    pub preparation: &'a PlacedTables,
    pub scope: Scope,
}

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

    /// The counts of the month that a day is in.
    pub fn month<'t>(&self, tally: &'t mut Tally, day: Day) -> &'t mut Counts {
        tally.months.entry(self.preparation.month_end.month(day)).or_default()
    }

    pub fn number(&self, field: Field, row: usize) -> Option<i64> {
        self.records.amount(field, row).map(bounded)
    }

    /// What tells two people of one name apart.
    pub fn marks(&self, row: usize) -> Marks {
        Marks::of(self.records, row)
    }

    /// Adds a number of a column, where the row states one.
    fn add_stated(&self, counts: &mut Counts, counter: Counter, field: Field, row: usize) {
        if let Some(number) = self.number(field, row) {
            counts.add(counter, number);
        }
    }

    /// Adds a yes or a no, where the table has the column.
    pub fn add_flag(&self, counts: &mut Counts, counter: Counter, field: Field, row: usize) {
        if self.records.has(field) {
            counts.add(counter, i64::from(says_yes(self.records.text(field, row))));
        }
    }

    pub fn village<'t>(&self, tally: &'t mut Tally, at: RowPlace) -> Option<&'t mut VillageTally> {
        village_tally(&self.preparation.places, tally, at)
    }

    pub fn grid<'t>(&self, tally: &'t mut Tally, index: u32) -> Option<&'t mut GridTally> {
        grid_tally(&self.preparation.places, tally, index)
    }
}

/// The tally of the village that a place is or lies in; the township's of the township.
pub(super) fn village_tally<'t>(
    places: &Places,
    tally: &'t mut Tally,
    at: RowPlace,
) -> Option<&'t mut VillageTally> {
    let index = match at {
        RowPlace::Nowhere => return None,
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
    let rows = Rows { records: source.records, prepared, preparation, scope };
    let wanted = wanted.into_iter().inspect(|_| preparation.look());
    if source.records.kind == Kind::Visits {
        count_visits(&mut tally, &rows, wanted);
        return tally;
    }
    let one = match source.records.kind {
        Kind::Villages => count_village,
        Kind::Grids => count_grid,
        Kind::Officers => count_officer,
        Kind::Heads => count_head,
        Kind::PartyGroups => count_party_group,
        Kind::Cases => count_case,
        Kind::Representatives => count_representatives,
        Kind::Duty => count_duty,
        Kind::Matters => count_matters,
        Kind::VolunteerTeams => count_team,
        Kind::VolunteerActivities => count_activity,
        Kind::LawPublicity => count_law,
        Kind::SelfGovernance => count_self_governance,
        Kind::Cadres => count_cadre,
        Kind::DutyLists => count_item,
        Kind::Stations => count_station,
        Kind::Lecturers | Kind::Models => count_honoured,
        Kind::Visits | Kind::VisitSummary | Kind::DutySummary | Kind::CentreWork => return tally,
    };
    for row in wanted {
        if rows.at(row) != RowPlace::Nowhere {
            one(&mut tally, &rows, row);
        }
    }
    tally
}

fn count_village(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let RowPlace::Village(index) = rows.at(row) else { return };
    let listing = rows.preparation.places.villages.get(index as usize).and_then(|v| v.listing.clone());
    if let Some(village) = rows.village(tally, rows.at(row)) {
        Merge::merge(&mut village.listed, Least(listing));
        rows.add_stated(&mut village.counts, Counter::Households, Field::Households, row);
        rows.add_stated(&mut village.counts, Counter::People, Field::People, row);
        rows.add_flag(&mut village.counts, Counter::Centre, Field::Centre, row);
    }
}

fn count_grid(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let RowPlace::Grid(index) = rows.at(row) else { return };
    let places = &rows.preparation.places;
    let Some(place) = places.grids.get(index as usize) else { return };
    let officers = value::persons(rows.records.text(Field::Officer, row));
    let marks = if officers.len() == 1 { rows.marks(row) } else { Marks::default() };
    if let Some(grid) = rows.grid(tally, index) {
        grid.listed = Least(Some(place.listing.clone()));
        rows.add_stated(&mut grid.counts, Counter::Households, Field::Households, row);
        rows.add_stated(&mut grid.counts, Counter::People, Field::People, row);
        for name in &officers {
            grid.counts.add_member(Counter::Officers, name, &marks);
        }
    }
    // Without a list of villages, the first grid of each lists it.
    let lists = |v: &&VillagePlace| v.source == (rows.prepared.table, row);
    let village = places.villages.get(place.village as usize).filter(|_| places.villages_by_grids);
    let listing = village.filter(lists).and_then(|v| v.listing.clone());
    if let Some(village) = rows.village(tally, RowPlace::Village(place.village)) {
        Merge::merge(&mut village.listed, Least(listing));
        for name in &officers {
            village.counts.add_member(Counter::Officers, name, &marks);
        }
    }
}

/// Whether a row of the officers' list is one: its role is that, or it has none.
pub fn is_officer(role: &str) -> bool {
    role.is_empty() || role.contains("网格员")
}

fn count_officer(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    if !is_officer(rows.records.text(Field::Role, row)) {
        return;
    }
    let marks = rows.marks(row);
    for name in value::persons(rows.records.text(Field::Name, row)) {
        if let RowPlace::Grid(index) = rows.at(row)
            && let Some(grid) = rows.grid(tally, index)
        {
            grid.counts.add_member(Counter::Officers, &name, &marks);
        }
        if let Some(village) = rows.village(tally, rows.at(row)) {
            village.counts.add_member(Counter::Officers, &name, &marks);
        }
    }
}

fn count_head(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let name = rows.records.text(Field::Name, row);
    let linked = rows.number(Field::Households, row);
    let marks = rows.marks(row);
    match rows.at(row) {
        RowPlace::Grid(index) => {
            if let Some(grid) = rows.grid(tally, index) {
                if !name.is_empty() {
                    grid.counts.add_member(Counter::Heads, name, &marks);
                    let head = Member { name: name.to_owned(), marks };
                    Merge::merge(grid.groups.entry(head).or_default(), linked);
                }
                grid.counts.add(Counter::Linked, linked.unwrap_or(0));
            }
        }
        at => {
            if let Some(village) = rows.village(tally, at)
                && !name.is_empty()
            {
                village.counts.add_member(Counter::Heads, name, &marks);
            }
        }
    }
}

fn count_party_group(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let covers = rows.prepared.covers.get(row).map(Vec::as_slice).unwrap_or_default();
    let what = format!("{}{}", rows.records.text(Field::What, row), rows.records.text(Field::Name, row));
    let joint = what.contains("联合") || (!what.contains("独立") && covers.len() > 1);
    let counter = if joint { Counter::JointPartyGroups } else { Counter::PartyGroups };
    for &index in covers {
        if let Some(grid) = rows.grid(tally, index) {
            grid.counts.add(counter, 1);
        }
    }
    let own_village = rows.preparation.places.village(rows.records.text(Field::Village, row));
    let home = match (joint, covers) {
        (false, [only, ..]) => RowPlace::Grid(*only),
        _ => RowPlace::Township,
    };
    let said = ["独立", "单独", "联合"].iter().any(|word| what.contains(word));
    // A grid that is on no list is a finding, and the group covers nothing until it is matched.
    let named = [Field::Grids, Field::Grid].iter().any(|f| !value::is_nothing(rows.records.text(*f, row)));
    let loose = UnplacedGroups {
        own: i64::from(said && !joint),
        joint: i64::from(said && joint),
        unsaid: i64::from(!said),
        ..UnplacedGroups::default()
    };
    let village = own_village.and_then(|v| rows.preparation.places.villages.get(v.index as usize));
    let village = village.map_or_else(String::new, |v| v.key.clone());
    if rows.records.has(Field::IndependentGroups) || rows.records.has(Field::JointGroups) {
        let number = |field| rows.number(field, row).unwrap_or(0).max(0);
        let stated = UnplacedGroups {
            stated_own: number(Field::IndependentGroups),
            stated_joint: number(Field::JointGroups),
            ..UnplacedGroups::default()
        };
        Merge::merge(tally.unplaced.entry(village).or_default(), stated);
        return;
    }
    if covers.is_empty() && !named {
        Merge::merge(tally.unplaced.entry(village).or_default(), loose);
    }
    if let Some(village) = rows.village(tally, home) {
        village.counts.add(counter, 1);
    }
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

fn count_case(tally: &mut Tally, rows: &Rows<'_>, row: usize) {
    let records = rows.records;
    let Some(day) = rows.scope.counted(records.day(Field::Received, row)) else { return };
    let (closed, referred) = outcome(records, row);
    let (deadline, end) = (records.day(Field::Deadline, row), records.day(Field::Closed, row));
    // What is closed later was open on the day for which is judged.
    let is_open = !closed || end.zip(rows.scope.as_of).is_some_and(|(end, as_of)| end > as_of);
    let in_time = !is_open && matches!((end, deadline), (Some(end), Some(deadline)) if end <= deadline);
    let passed = matches!((deadline, rows.scope.as_of), (Some(deadline), Some(as_of)) if deadline < as_of);
    let late = is_open || matches!((end, deadline), (Some(end), Some(deadline)) if end > deadline);
    let satisfaction = value::satisfaction(records.text(Field::Satisfaction, row));
    let mut counts = Counts::default();
    for (counter, holds) in [
        (Counter::Cases, true),
        (Counter::CasesClosed, closed),
        (Counter::CasesOnTime, in_time),
        (Counter::CasesOverdue, passed && late),
        (Counter::CasesWithoutDeadline, deadline.is_none()),
        (Counter::CasesUndated, closed && end.is_none() && deadline.is_some()),
        (Counter::CasesReferred, referred && !closed),
        (Counter::CasesSatisfied, satisfaction == Some(Satisfaction::Satisfied)),
        (Counter::CasesMostly, satisfaction == Some(Satisfaction::Mostly)),
        (Counter::CasesDissatisfied, satisfaction == Some(Satisfaction::Dissatisfied)),
    ] {
        counts.add(counter, i64::from(holds));
    }
    if let RowPlace::Grid(index) = rows.at(row)
        && let Some(grid) = rows.grid(tally, index)
    {
        grid.counts.merge(counts.clone());
    }
    if let Some(village) = rows.village(tally, rows.at(row)) {
        village.counts.merge(counts);
    }
    let month = rows.month(tally, day);
    month.add(Counter::Cases, 1);
    month.add(Counter::CasesClosed, i64::from(closed));
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
