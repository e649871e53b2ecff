//! What a body's figures say of each of its people: intervals, shrunken rates, and where chance alone would put them.
//!
//! The three bodies never share a denominator, and nobody is ranked.

use super::{BodyFigures, Figures, PersonFigures};
use crate::catalogue::RepFigure;
use crate::count::MatterDays;
use crate::model::body::Body;
use crate::order::Gather as _;
use crate::statistics::funnel::{self, FunnelZone};
use crate::statistics::shrinkage::{Prior, Shrunken, prior, shrink};
use crate::statistics::survival::{Survival, survival_by_days};
use crate::statistics::wilson::wilson;
use crate::statistics::{ConfidenceLevel, Interval, Proportion};
use std::collections::BTreeMap;

/// Days of a month, in 1/16: 487/16 = 30.4375 = 365.25/12.
pub const MONTH: (i64, i64) = (487, 16);

/// Matters solved of those raised.
pub fn solved(get: impl Fn(RepFigure) -> i64) -> Option<Proportion> {
    Proportion::new(get(RepFigure::Solved), get(RepFigure::Matters))
}

/// The 95 % interval of a share; `None` where there is none.
pub fn interval(numerator: i64, denominator: i64) -> Option<Interval> {
    wilson(Proportion::new(numerator, denominator)?, ConfidenceLevel::P95)
}

/// The curve of the days to close.
pub fn survival(days: &MatterDays) -> Survival {
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    let days: BTreeMap<u32, (u64, u64)> =
        days.0.iter().map(|(days, n)| (*days, (count(n.closed), count(n.open)))).into_map();
    survival_by_days(&days)
}

/// A body with what its people are measured against.
#[derive(Clone, Debug, PartialEq)]
pub struct Peers<'a> {
    /// The body.
    pub whole: &'a BodyFigures,
    /// Its people in the order of the roster.
    pub persons: Vec<&'a PersonFigures>,
    /// The share of all its matters that are solved; `None` where none is raised, or no matters are loaded.
    pub rate: Option<f64>,
    /// How its people's rates are spread.
    pub prior: Prior,
}

/// A body's people; `None` where nothing of the body is loaded.
pub fn peers(figures: &Figures, body: Body) -> Option<Peers<'_>> {
    let whole = figures.bodies.iter().find(|b| b.body == body)?;
    let persons: Vec<&PersonFigures> = figures.persons.iter().filter(|p| p.body == body).collect();
    let rates: Vec<Proportion> = persons.iter().filter_map(|p| solved(|deed| p.get(deed))).collect();
    let known = whole.get(RepFigure::Solved).zip(whole.get(RepFigure::Matters));
    Some(Peers {
        whole,
        rate: known.and_then(|(n, d)| Proportion::new(n, d)).and_then(Proportion::rate),
        prior: prior(&rates),
        persons,
    })
}

impl Peers<'_> {
    /// The person's share, drawn towards the body's; `None` without matters.
    pub fn shrunken(&self, person: &PersonFigures) -> Option<Shrunken> {
        shrink(solved(|deed| person.get(deed))?, &self.prior, ConfidenceLevel::P95)
    }

    /// Where the person stands in the funnel around the body's share; `None` without matters.
    pub fn place(&self, person: &PersonFigures) -> Option<FunnelZone> {
        funnel::zone(solved(|deed| person.get(deed))?, self.rate?)
    }
}
