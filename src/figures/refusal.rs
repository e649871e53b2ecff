//! Why a ratio is refused: a column holds another unit than the ratio takes, or numbers that were rounded.

use crate::catalogue::Definition;
use crate::count::{Tally, UnitMismatch};
use crate::input::value::Unit;
use crate::model::kind::{Field, Kind};
use crate::text::{say, unit};
use serde::{Deserialize, Serialize};

/// What does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The table.
    pub kind: Kind,
    /// The column.
    pub field: Field,
    /// The unit in which it counts; `None` where a spreadsheet has rounded its numbers, so that they tell nothing apart.
    pub found: Option<Unit>,
    /// The unit that the ratio takes.
    pub wanted: Unit,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (kind, field) = (self.kind.title(), self.field.title());
        let Some(found) = self.found else {
            return f.write_str(&say!(
                "“{kind}”表的“{field}”存成了数字，末几位已经丢失，分不清谁是谁",
                kind,
                field
            ));
        };
        let (found, wanted) = (unit(found.symbol()), unit(self.wanted.symbol()));
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

/// Returns why a ratio is refused: the first of its counters whose column holds another unit.
pub(super) fn refusal(tally: &Tally, definition: &Definition) -> Option<Refusal> {
    let counters = definition.terms.iter().chain(definition.base).flat_map(|term| term.counters());
    counters.into_iter().find_map(|counter| {
        let origin = counter.row().origin;
        let (field, symbol) = origin.amount?;
        let found = unit_mismatch(tally, origin.kind, field)?.found;
        let wanted = *Unit::ALL.iter().find(|unit| unit.symbol() == symbol)?;
        Some(Refusal { kind: origin.kind, field, found, wanted })
    })
}

/// Returns the mismatch of a column, where its unit is not the one that counts.
pub(super) fn unit_mismatch(tally: &Tally, kind: Kind, field: Field) -> Option<&UnitMismatch> {
    tally.mismatches.iter().find(|m| (m.kind, m.field) == (kind, field))
}
