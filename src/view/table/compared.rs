//! What the cells of a column are compared with: a target, and the township.

use super::{CellFigure, CellValue, PageTable, TableColumn};
use crate::catalogue::{GridFigure, Measure};
use crate::figures::{Figures, State};
use crate::text::format::per_mille;
use crate::view::picture::Ground;

/// A place so many tenths of a percent below the township is marked.
const FAR_BELOW: i64 = 100;

impl TableColumn {
    /// Returns the measure that its cells show, of whatever place; `None` if they show no measure.
    fn measure(&self) -> Option<Measure> {
        match (self.figure?, self.over) {
            (CellFigure::Measure(measure), None) => Some(measure),
            (
                CellFigure::Grid(GridFigure::VisitedHouseholds),
                Some(CellFigure::Grid(GridFigure::Households)),
            ) => Some(Measure::HouseholdVisits),
            _ => None,
        }
    }

    /// Returns the ground of a cell of this column.
    pub fn ground(&self, value: &CellValue) -> Ground {
        match (value.plain(), self.target) {
            (CellValue::Percent(n, d), Some(target)) => Ground::of_ratio(*n, *d, target),
            (CellValue::Flag(yes), Some(target)) => Ground::of_ratio(i64::from(*yes), 1, target),
            _ => Ground::Plain,
        }
    }

    /// Whether a cell of this column is ten points or more below the township.
    pub fn is_low(&self, value: &CellValue) -> bool {
        match (value.plain(), self.township) {
            (CellValue::Percent(n, d), Some(township)) => {
                per_mille(*n, *d).is_some_and(|own| own + FAR_BELOW <= township)
            }
            _ => false,
        }
    }
}

impl PageTable {
    /// Tells the columns their targets and what the township as a whole has.
    pub(super) fn compared(mut self, figures: &Figures) -> Self {
        for column in &mut self.columns {
            let Some(measure) = column.measure() else { continue };
            let known = figures.measures.iter().find(|m| m.measure == measure);
            column.target = Some(figures.target(measure)).filter(|target| target.waits.is_none());
            column.township = known
                .filter(|m| column.unit == "%" && m.state == State::Value)
                .and_then(|m| per_mille(m.numerator, m.denominator));
        }
        self
    }
}
