//! Cells of figures: what a column shows of a village, a grid or a person follows from its figure.

use super::{CellFigure, CellValue, TableColumn};
use crate::figures::{FigureValue, GridFigures, State, VillageFigures};

impl CellValue {
    /// Returns a figure as a cell: a count, a ratio in percent, its bounds, or why it is not known.
    pub fn from_figure(figure: FigureValue) -> Self {
        match (figure.state, figure.denominator) {
            (State::Value, None) => Self::Count(figure.numerator),
            (State::Interval { lower, upper }, Some(d)) => Self::Bounds(lower, upper, d),
            (State::Value | State::NoDenominator, Some(d)) => Self::Percent(figure.numerator, d),
            (State::Refused(_), _) => Self::Refused,
            (State::Withheld(why), _) => Self::Withheld(why),
            _ => Self::Absent,
        }
    }
}

impl TableColumn {
    /// Returns what the column shows of a village; a measure without a unit is a yes or no.
    pub fn village_cell(&self, village: &VillageFigures) -> CellValue {
        let count = |figure: CellFigure| match figure {
            CellFigure::Count(count) => village.count(count),
            CellFigure::Cases(figure) => village.case(figure),
            CellFigure::Both(a, b) => village.count(a).zip(village.count(b)).map(|(a, b)| a + b),
            _ => None,
        };
        match (self.figure, self.over) {
            (Some(CellFigure::Measure(measure)), _) => {
                let value = village.measure(measure);
                match value.known_ratio() {
                    Some((n, _)) if self.unit.is_empty() => CellValue::Flag(n > 0),
                    _ => CellValue::from_figure(value),
                }
            }
            (Some(figure), Some(over)) => CellValue::percent(count(figure), count(over)),
            (Some(figure), None) => CellValue::count(count(figure)),
            (None, _) => CellValue::Text(village.name.clone()),
        }
    }

    /// Returns what the column shows of a grid: a count, or a ratio in percent or as a quotient, by its unit.
    pub fn grid_cell(&self, grid: &GridFigures) -> CellValue {
        let count = |figure: CellFigure| match figure {
            CellFigure::Grid(figure) => grid.get(figure),
            _ => None,
        };
        match (self.figure, self.over) {
            (Some(figure), Some(over)) if self.unit == "%" => CellValue::percent(count(figure), count(over)),
            (Some(figure), Some(over)) => CellValue::quotient(count(figure), count(over)),
            (Some(figure), None) => CellValue::count(count(figure)),
            (None, _) => CellValue::Text(grid.label()),
        }
    }
}
