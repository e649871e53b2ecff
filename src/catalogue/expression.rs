//! Figures as expressions over counters.

use super::counters::Counter;
use crate::model::kind::Kind;

/// The units over which a term is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// The unit that is asked about: a grid, a body, a person, a month, the township as a whole.
    Own,
    /// The villages asked about, and what belongs to no village where the township is asked about.
    Villages,
    /// The villages of the list; where no list is loaded, those that rows name.
    ListedVillages,
    /// The grids of the village or township asked about.
    Grids,
}

/// What a unit adds to a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A counter.
    Of(Counter),
    /// A counter, taken away.
    Less(Counter),
    /// A counter, at most another one of the same unit, and at least 0.
    AtMost(Counter, Counter),
    /// 1 where, of each group, at least one counter is above 0.
    Has(&'static [&'static [Counter]]),
    /// 1 where a list names the unit.
    Listed,
}

/// A part of an expression; its terms are added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// What the units add.
    Sum(Units, Amount),
    /// A counter as the list of grids states it; where that states none, as the list of villages does.
    Stated(Counter),
    /// The same for a village; for the township the grids' alone.
    StatedOfGrids(Counter),
    /// Party groups: those of the lists, or where these have none, the numbers that a table states.
    PartyGroups {
        /// Joint groups; otherwise independent ones.
        joint: bool,
    },
    /// Independent party groups whose grid is not known: each covers a grid of its own.
    UnplacedGroups,
    /// Kinds of venue that were reached.
    VenuesReached,
    /// All kinds of venue: a constant of the rule.
    VenueKinds,
    /// Minutes of work of the grids: their visits, cases and households by the standard times of the settings.
    Work,
    /// Days from raising to closing, of matters that are closed.
    DaysOfClosed,
    /// Days so far, of matters that are open.
    DaysOfOpen,
    /// Days in office inside the period.
    DaysInOffice,
    /// A check of officers beside grids, which has code of its own.
    Posts,
}

/// The terms that are added up.
pub type Expression = &'static [Term];

/// A counter of the unit asked about.
pub(super) const fn own(counter: Counter) -> Term {
    Term::Sum(Units::Own, Amount::Of(counter))
}

/// A counter of the unit asked about, taken away.
pub(super) const fn own_less(counter: Counter) -> Term {
    Term::Sum(Units::Own, Amount::Less(counter))
}

/// A counter over the villages and the township itself.
pub(super) const fn villages(counter: Counter) -> Term {
    Term::Sum(Units::Villages, Amount::Of(counter))
}

/// A counter over the villages and the township itself, taken away.
pub(super) const fn villages_less(counter: Counter) -> Term {
    Term::Sum(Units::Villages, Amount::Less(counter))
}

/// A counter over the grids.
pub(super) const fn grids(counter: Counter) -> Term {
    Term::Sum(Units::Grids, Amount::Of(counter))
}

/// How many grids have something of each group.
pub(super) const fn grids_with(groups: &'static [&'static [Counter]]) -> Term {
    Term::Sum(Units::Grids, Amount::Has(groups))
}

/// How many villages have something of each group.
pub(super) const fn villages_with(groups: &'static [&'static [Counter]]) -> Term {
    Term::Sum(Units::ListedVillages, Amount::Has(groups))
}

/// All grids.
pub(super) const ALL_GRIDS: Expression = &[Term::Sum(Units::Grids, Amount::Listed)];

/// All villages.
pub(super) const ALL_VILLAGES: Expression = &[Term::Sum(Units::ListedVillages, Amount::Listed)];

impl Term {
    /// The kind of table that lists the units which it adds up.
    pub fn lists(self) -> Option<Kind> {
        match self {
            Self::Sum(Units::ListedVillages, _) => Some(Kind::Villages),
            Self::Sum(Units::Grids, _) => Some(Kind::Grids),
            _ => None,
        }
    }

    /// The counters that it adds up, the bounds of [`Amount::AtMost`] included.
    pub fn counters(self) -> Vec<Counter> {
        match self {
            Self::Sum(_, Amount::Of(c) | Amount::Less(c)) | Self::Stated(c) | Self::StatedOfGrids(c) => {
                vec![c]
            }
            Self::Sum(_, Amount::AtMost(c, bound)) => vec![c, bound],
            Self::Sum(_, Amount::Has(groups)) => groups.concat(),
            Self::PartyGroups { joint: true } => vec![Counter::JointPartyGroups],
            Self::PartyGroups { joint: false } => vec![Counter::PartyGroups],
            Self::Work => vec![Counter::Visits, Counter::Minutes, Counter::Cases, Counter::Households],
            Self::DaysOfClosed | Self::DaysOfOpen => vec![Counter::Dated],
            Self::Sum(_, Amount::Listed)
            | Self::UnplacedGroups
            | Self::VenuesReached
            | Self::VenueKinds
            | Self::DaysInOffice
            | Self::Posts => Vec::new(),
        }
    }
}
