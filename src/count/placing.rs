//! How the rows of each kind of table find their places.

use crate::input::records::Records;
use crate::input::value::{names_no_village, stem};
use crate::model::kind::{Field, Kind};

/// How a kind's rows are placed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Placing {
    /// They are the list itself.
    VillageList,
    GridList,
    /// In a grid, where the table names grids.
    Grid,
    /// In a village; a row without one is a finding.
    Village,
    /// In a village, or in the township where none is named.
    Optional,
    /// In the township, wherever it happened; villages may stand in free text.
    FreeText,
    /// Not by place.
    None,
}

/// Returns how the rows of a kind are placed.
pub fn placing(kind: Kind) -> Placing {
    match kind {
        Kind::Villages => Placing::VillageList,
        Kind::Grids => Placing::GridList,
        Kind::Officers | Kind::Heads | Kind::Visits | Kind::Cases => Placing::Grid,
        Kind::SelfGovernance => Placing::Village,
        Kind::Cadres | Kind::Lecturers | Kind::Models | Kind::VolunteerTeams => Placing::Optional,
        Kind::VolunteerActivities | Kind::LawPublicity => Placing::FreeText,
        Kind::PartyGroups
        | Kind::Representatives
        | Kind::Duty
        | Kind::Matters
        | Kind::DutyLists
        | Kind::Stations
        | Kind::VisitSummary
        | Kind::DutySummary
        | Kind::CentreWork => Placing::None,
    }
}

/// The field in whose words a village may stand where the row has no village: a team is called after its own.
pub fn names_village(kind: Kind) -> Option<Field> {
    match kind {
        Kind::VolunteerActivities => Some(Field::Team),
        Kind::VolunteerTeams => Some(Field::Name),
        _ => None,
    }
}

/// Whether a text that no list has may only be a village: by itself, or by its column's heading.
pub fn only_villages(records: &Records, text: &str) -> bool {
    let headed = records.heading(Field::Village).is_some_and(|heading| heading.contains(['村', '社', '居']));
    stem(text).len() < text.len() || headed && !names_no_village(text)
}
