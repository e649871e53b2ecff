//! What the cells of a column are compared with: a target, and the township.

use super::{CellFigure, CellValue, PageTable, RowSubject, TableColumn};
use crate::catalogue::{GridFigure, Measure};
use crate::figures::settings::PeriodTarget;
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
        Self::toward_target(value, self.target)
    }

    fn toward_target(value: &CellValue, target: Option<PeriodTarget>) -> Ground {
        match (value.plain(), target) {
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
    /// Returns the ground of a cell, by the target of its village or kind where that has its own.
    pub fn ground(&self, row: usize, column: usize) -> Ground {
        let target = self.own.get(&(row, column)).copied();
        let target = target.or_else(|| self.columns.get(column)?.target);
        TableColumn::toward_target(self.cell(row, column), target)
    }

    /// Tells the columns their targets and what the township as a whole has.
    pub(super) fn compared(mut self, figures: &Figures) -> Self {
        for (at, column) in self.columns.iter_mut().enumerate() {
            let Some(measure) = column.measure() else { continue };
            // Most rows stand in the order of the list.
            let mut grids = figures.grids.iter().cycle();
            let rows = self.rows.iter().enumerate().filter(|_| !figures.settings.villages.0.is_empty());
            for (i, row) in rows {
                let own = match &row.about {
                    RowSubject::Village(village) => {
                        figures.settings.own_target(measure, village, figures.period)
                    }
                    RowSubject::Grid(key) => {
                        let mut all = grids.by_ref().take(figures.grids.len());
                        let grid = all.find(|g| g.key == key.grid && g.village == key.village);
                        grid.and_then(|g| figures.own_of_grid(measure, g))
                    }
                    _ => continue,
                };
                if let Some(own) = own.filter(|own| own.waits.is_none()) {
                    self.own.insert((i, at), own);
                }
            }
            let known = figures.measures.iter().find(|m| m.measure == measure);
            column.target = Some(figures.target(measure)).filter(|target| target.waits.is_none());
            column.township = known
                .filter(|m| column.unit == "%" && m.state == State::Value)
                .and_then(|m| per_mille(m.numerator, m.denominator));
        }
        self
    }
}
