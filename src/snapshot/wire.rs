//! The numbers under which formats 1, 2 and 3 hold kinds of table, columns, fields, units and bodies: their places in
//! these lists. The lists are the format: what is new comes at the end, and nothing ever moves or goes.

use crate::catalogue::PrivacyGroup;
use crate::model::body::Body;
use crate::model::kind::{Field, Kind};
use crate::model::loaded::{Loaded, RequiredColumn};
use crate::model::unit::Unit;

/// Kinds of table, by bit of the loaded tables.
pub(super) const KINDS: [Kind; 22] = [
    Kind::Villages,
    Kind::Grids,
    Kind::Officers,
    Kind::Heads,
    Kind::PartyGroups,
    Kind::Visits,
    Kind::Cases,
    Kind::Representatives,
    Kind::Duty,
    Kind::Matters,
    Kind::VolunteerTeams,
    Kind::VolunteerActivities,
    Kind::LawPublicity,
    Kind::SelfGovernance,
    Kind::Cadres,
    Kind::DutyLists,
    Kind::Stations,
    Kind::Lecturers,
    Kind::Models,
    Kind::VisitSummary,
    Kind::DutySummary,
    Kind::CentreWork,
];

/// Fields, by place.
#[rustfmt::skip]
pub(super) const FIELDS: [Field; 69] = {
    use Field::*;
    [
        Sequence, Id, Name, Code, Village, Grid, Grids, Household, Households, People, Centre, Leader, Officer,
        Role, Sex, IdNumber, Phone, Political, Since, Until, Members, Date, What, Minutes, Received, Deadline,
        Closed, Status, Satisfaction, Body, Activity, Amount, Topic, Unit, Team, Venue, Served, Handouts, Rules,
        Ethics, Assembly, Ceremonies, OtherBodies, OpenDecisions, Post, Times, Item, Office, Due, Done, Box,
        Ledgers, Facilities, Title, GridCount, IndependentGroups, JointGroups, Visited, VisitTimes, Coverage,
        Level, MeetingsDue, MeetingsAttended, Receptions, Patrols, PersonTimes, Proposals, ProposalsDone, Address,
    ]
};

/// Units, by place.
#[rustfmt::skip]
pub(super) const UNITS: [Unit; 33] = {
    use Unit::*;
    [
        PersonTime, Person, HouseholdTime, Household, Member, Time, Case, Item, Incident, Session, Issue, Copy,
        Minute, Hour, Day, Piece, Volume, Booklet, Entry, Team, TenThousandYuan, Yuan, Age, Percent, Grid, Firm,
        Place, Institution, Batch, Round, Article, Sheet, Mu,
    ]
};

/// Bodies, in the order in which they are written.
pub(super) const BODIES: [Body; 3] = [Body::Party, Body::Congress, Body::Consultative];

/// Counts that are kept back together, in the order of their marks; what came later is marked in a block.
pub(super) const GROUPS: [PrivacyGroup; 4] =
    [PrivacyGroup::Visits, PrivacyGroup::Cases, PrivacyGroup::Duty, PrivacyGroup::Matters];

/// Bits between those of kinds and of columns; but for the last, none was ever written.
const UNUSED: std::ops::Range<usize> = KINDS.len()..27;

/// The bit that says that totals stand at the end. Programs that do not know it pass over it, and over their block.
pub(super) const TOTALS_BIT: usize = 26;

// The formats have no bit for more kinds: those that come then travel in a block.
const _: () = assert!(KINDS.len() <= TOTALS_BIT);

/// How many bits the loaded tables take.
pub(super) const LOADED_BITS: usize = UNUSED.end + RequiredColumn::ALL.len();

/// Whether what a bit of the loaded tables stands for was loaded.
pub(super) fn has_bit(loaded: Loaded, at: usize) -> bool {
    KINDS.get(at).is_some_and(|kind| loaded.has(*kind))
        || column(at).is_some_and(|column| loaded.has_column(column))
}

/// Adds what a bit of the loaded tables stands for; nothing where this program does not know it.
pub(super) fn add_bit(loaded: &mut Loaded, at: usize) {
    KINDS.get(at).into_iter().for_each(|kind| loaded.add(*kind));
    column(at).into_iter().for_each(|column| loaded.add_column(column));
}

fn column(at: usize) -> Option<RequiredColumn> {
    COLUMNS.get(at.checked_sub(UNUSED.end)?).copied()
}

/// Columns, by bit of the loaded tables, behind the unused ones.
const COLUMNS: [RequiredColumn; 5] = [
    RequiredColumn::Linked,
    RequiredColumn::Visited,
    RequiredColumn::Minutes,
    RequiredColumn::Trained,
    RequiredColumn::Done,
];

/// Returns the place in a list; `None` where a format does not hold it.
pub(super) fn place_in<T: PartialEq>(list: &[T], wanted: &T) -> Option<i64> {
    list.iter().position(|item| item == wanted).and_then(|at| i64::try_from(at).ok())
}

/// Returns what stands at a place of a list.
pub(super) fn at_place<T: Copy>(list: &[T], place: i64) -> Option<T> {
    usize::try_from(place).ok().and_then(|at| list.get(at)).copied()
}

#[cfg(test)]
#[path = "../../tests/unit/snapshot_wire.rs"]
mod tests;
