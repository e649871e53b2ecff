//! Why a ratio is refused: a column holds another unit than the ratio takes.

use super::present::Ordered;
use crate::catalogue::Measure;
use crate::count::Misfit;
use crate::input::value::Unit;
use crate::model::kind::{Field, Kind};
use crate::say;
use crate::text::unit;
use serde::{Deserialize, Serialize};

/// What does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The table.
    pub kind: Kind,
    /// The column.
    pub field: Field,
    /// The unit in which it counts.
    pub found: Unit,
    /// The unit that the ratio takes.
    pub wanted: Unit,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (kind, field) = (self.kind.title(), self.field.title());
        let (found, wanted) = (unit(self.found.symbol()), unit(self.wanted.symbol()));
        f.write_str(&if self.field == Field::Household {
            say!(
                "口径不符：“{kind}”表写的是{found}的数量，不是哪一户，同一户会算几次，不能除以户数",
                kind,
                found
            )
        } else {
            say!(
                "口径不符：“{kind}”表的“{field}”按{found}计，这项比率按{wanted}计，不能相除",
                kind,
                field,
                found,
                wanted
            )
        })
    }
}

/// The columns that a measure adds up or divides by, with the unit that it takes.
fn columns(measure: Measure) -> &'static [(Kind, Field, Unit)] {
    const HOUSEHOLDS: (Kind, Field, Unit) = (Kind::Grids, Field::Households, Unit::Household);
    match measure {
        Measure::LinkedHouseholds => &[(Kind::Heads, Field::Households, Unit::Household), HOUSEHOLDS],
        Measure::HouseholdVisits => &[(Kind::Visits, Field::Household, Unit::Household), HOUSEHOLDS],
        Measure::CadreTraining => &[(Kind::Cadres, Field::Times, Unit::Time)],
        _ => &[],
    }
}

/// Why the measure is refused; `None` where its units fit.
pub(super) fn refusal(places: &Ordered<'_>, measure: Measure) -> Option<Refusal> {
    columns(measure).iter().find_map(|&(kind, field, wanted)| {
        let found = misfit(places, kind, field)?.found;
        Some(Refusal { kind, field, found, wanted })
    })
}

/// The misfit of a column, where it has one.
pub(super) fn misfit<'a>(places: &Ordered<'a>, kind: Kind, field: Field) -> Option<&'a Misfit> {
    places.tally.misfits.iter().find(|m| (m.kind, m.field) == (kind, field))
}
