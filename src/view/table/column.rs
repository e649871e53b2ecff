//! The columns of a table: how they sort and add up, and which figures their cells show.

use super::CellValue;
use crate::catalogue::{CaseFigure, Count, GridFigure, Measure, RepFigure};
use crate::figures::settings::PeriodTarget;
use crate::figures::{Picked, Subject};
use crate::model::body::Body;
use crate::model::place::GridKey;
use crate::text::{say, unit};
use crate::view::place_ref::PlaceRef;

/// A share of fewer matters than this says little.
pub const FEW: i64 = 5;

/// How a column sorts and adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words in the list's own order.
    Listed,
    /// Words by their sound.
    Text,
    /// Words that begin with the most urgent.
    Urgent,
    /// Numbers that add up.
    Additive,
    /// Numbers that do not add up: one person may be counted in two rows.
    NonAdditive,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Stable name.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// The unit or note under the heading.
    pub unit: &'static str,
    /// How it sorts and adds up.
    pub kind: ColumnKind,
    /// Whether its cells are compared with each other: they stand in the picture of the table.
    pub compares: bool,
    /// The target of its cells; `None` if they have none.
    pub target: Option<PeriodTarget>,
    /// What the township as a whole has, in tenths of a percent; `None` if that is not known.
    pub township: Option<i64>,
    /// The figure that its cells show, for their evidence.
    pub figure: Option<CellFigure>,
    /// The denominator, if its cells show one figure over another.
    pub over: Option<CellFigure>,
    /// Whether any number but 0 asks for a look.
    pub asks: bool,
}

/// The figure that the cells of a column show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CellFigure {
    Count(Count),
    Measure(Measure),
    Cases(CaseFigure),
    Grid(GridFigure),
    RepFigure(RepFigure),
    /// Two counts of a village added up.
    Both(Count, Count),
    /// The rows of the ledger that the table's row stands for.
    Row,
}

/// The subject of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum RowSubject {
    #[default]
    Nothing,
    Village(String),
    Grid(GridKey),
    Person(Body, String),
    Snapshot(u32),
    /// Places by their names from the province down, and all towns in them.
    Region(Vec<String>),
    Picked(Picked),
}

impl RowSubject {
    /// Returns the place whose page shows it; `None` if there is no such page.
    pub fn place(&self) -> Option<PlaceRef> {
        match self {
            Self::Village(village) => Some(PlaceRef::Village(village.clone())),
            Self::Grid(key) => Some(PlaceRef::Grid(key.village.clone(), key.grid.clone())),
            Self::Person(body, name) => Some(PlaceRef::Person(*body, name.clone())),
            Self::Nothing | Self::Snapshot(_) | Self::Region(_) | Self::Picked(_) => None,
        }
    }

    /// Returns a figure of it; `None` if it has no such figure.
    pub fn subject(&self, figure: CellFigure) -> Option<Subject> {
        match (self, figure) {
            (Self::Village(v), CellFigure::Count(f)) => Some(Subject::VillageCount(v.clone(), f)),
            (Self::Village(v), CellFigure::Both(a, b)) => Some(Subject::Sum(vec![
                Subject::VillageCount(v.clone(), a),
                Subject::VillageCount(v.clone(), b),
            ])),
            (Self::Village(v), CellFigure::Measure(f)) => Some(Subject::VillageMeasure(v.clone(), f)),
            (Self::Village(v), CellFigure::Cases(f)) => Some(Subject::VillageCases(v.clone(), f)),
            (Self::Grid(key), CellFigure::Grid(f)) => Some(Subject::Grid(key.clone(), f)),
            (Self::Person(body, name), CellFigure::RepFigure(f)) => {
                Some(Subject::Person(*body, name.clone(), f))
            }
            (Self::Picked(picked), CellFigure::Row) => Some(Subject::Picked(Box::new(picked.clone()))),
            _ => None,
        }
    }
}

impl TableColumn {
    /// Makes a column without shades and figures. `id` is its stable name, `title` its heading, `unit` is shown under it,
    /// and `kind` says how it sorts and adds up.
    pub const fn new(id: &'static str, title: &'static str, unit: &'static str, kind: ColumnKind) -> Self {
        Self {
            id,
            title,
            unit,
            kind,
            compares: false,
            target: None,
            township: None,
            figure: None,
            over: None,
            asks: false,
        }
    }

    /// Makes a column of a figure that adds up.
    pub const fn sum(id: &'static str, title: &'static str, unit: &'static str, of: CellFigure) -> Self {
        Self::new(id, title, unit, ColumnKind::Additive).of(of)
    }

    /// Makes a column whose cells are compared; the arguments are those of [`Self::new`].
    pub const fn compared(
        id: &'static str,
        title: &'static str,
        unit: &'static str,
        kind: ColumnKind,
    ) -> Self {
        let mut column = Self::new(id, title, unit, kind);
        column.compares = true;
        column
    }

    /// Says which figure the cells show.
    pub const fn of(mut self, figure: CellFigure) -> Self {
        self.figure = Some(figure);
        self
    }

    /// Says that any number but 0 asks for a look.
    pub const fn asking(mut self) -> Self {
        self.asks = true;
        self
    }

    /// Says which target its cells have.
    pub const fn toward(mut self, target: PeriodTarget) -> Self {
        self.target = Some(target);
        self
    }

    /// Says that the cells show `figure` over the figure `over`.
    pub const fn ratio(mut self, figure: CellFigure, over: CellFigure) -> Self {
        self.figure = Some(figure);
        self.over = Some(over);
        self
    }

    /// Returns the text of a sum of its cells: where it is a mean it says so, and 有 and 无 add up to how many of how many.
    pub fn total_text(&self, sum: &CellValue) -> String {
        match sum {
            CellValue::Workload(..) | CellValue::Quotient(..) => say!("平均 {}", sum.text()),
            CellValue::Percent(..) if self.unit.is_empty() => sum.detail().unwrap_or_default(),
            sum => sum.text(),
        }
    }

    /// Returns what stands below the heading: the target of its cells, else their unit.
    pub fn below(&self) -> String {
        match self.target {
            Some(target) if self.unit == "%" => say!("目标 {target}", target = target.reach()),
            _ => unit(self.unit).to_owned(),
        }
    }

    /// Whether it holds words that begin with the first.
    pub fn is_text(&self) -> bool {
        matches!(self.kind, ColumnKind::Listed | ColumnKind::Text)
    }

    /// Whether its cells end at one line, as numbers do.
    pub fn is_right(&self) -> bool {
        !self.is_text() && self.kind != ColumnKind::Urgent
    }
}
