//! What can be asked about: every figure that a page shows has a subject.

use super::cases::CaseLine;
use super::label;
use crate::catalogue::{
    BalanceFigure, CaseFigure, Count, Definition, GridFigure, Measure, MonthFigure, PostFigure, RepFigure,
};
use crate::model::body::Body;
use crate::model::kind::Field;
use crate::model::period::PeriodChoice;
use crate::model::place::{GridKey, VillageKey};
use crate::text::say;
use serde::{Deserialize, Serialize};

/// A figure whose rows are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// A count of the township.
    Count(Count),
    /// A coverage measure of the township.
    Measure(Measure),
    /// How evenly the work lies on the grids.
    Balance(BalanceFigure),
    /// What officers beside grids show.
    Post(PostFigure),
    /// A figure of a grid.
    Grid(GridKey, GridFigure),
    /// A figure of a body.
    Body(Body, RepFigure),
    /// A figure of a representative, by name.
    Person(Body, String, RepFigure),
    /// A figure of the township's cases.
    Cases(CaseFigure),
    /// A count of a village.
    VillageCount(VillageKey, Count),
    /// A coverage measure of a village.
    VillageMeasure(VillageKey, Measure),
    /// A figure of a village's cases.
    VillageCases(VillageKey, CaseFigure),
    /// A figure of a month: year × 12 + month − 1.
    Month(i32, MonthFigure),
    /// A figure of grids and officers ([`Subject::Balance`], [`Subject::Post`]) among the grids of a village alone.
    Among(VillageKey, Box<Subject>),
    /// The sum of figures; of ratios, the sums of their parts.
    Sum(Vec<Subject>),
    /// A figure of the township in another period than the chosen one.
    In(PeriodChoice, Box<Subject>),
    /// A figure over another one.
    Ratio(Box<Subject>, Box<Subject>),
    /// Rows that are picked by what stands in them.
    Picked(Box<Picked>),
}

/// Rows of a ledger that are picked by what stands in them, rather than by what is counted of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Picked {
    /// These cases.
    Cases(Vec<CaseLine>),
    /// Rows that are counted nowhere because no list has their place, and how many they are.
    Unlisted(u32),
    /// Open cases whose deadline has passed, and how many they are.
    Overdue(u32),
    /// Visits of the period to a place that have a text in a column.
    Visits {
        /// The column.
        field: Field,
        /// The text.
        text: String,
        /// The village; empty for all.
        village: VillageKey,
        /// The grid; `None` for all of the village.
        grid: Option<GridKey>,
        /// How many they are.
        visits: i64,
    },
}

fn place_name(village: &str, grid: Option<&GridKey>) -> String {
    grid.map_or_else(|| village.to_owned(), |grid| label(village, &grid.grid))
}

impl Picked {
    /// How many rows it picks.
    pub fn rows(&self) -> i64 {
        match self {
            Self::Cases(cases) => i64::try_from(cases.len()).unwrap_or(0),
            Self::Visits { visits, .. } => *visits,
            Self::Unlisted(rows) | Self::Overdue(rows) => i64::from(*rows),
        }
    }
}

impl Subject {
    /// A figure over another one.
    pub fn over(self, denominator: Self) -> Self {
        Self::Ratio(Box::new(self), Box::new(denominator))
    }

    /// The figure among the grids of a village alone; of the township where the village is empty.
    pub fn among(self, village: &str) -> Self {
        if village.is_empty() { self } else { Self::Among(village.to_owned(), Box::new(self)) }
    }

    /// The figure in another period.
    pub fn within(self, choice: PeriodChoice) -> Self {
        Self::In(choice, Box::new(self))
    }

    /// The other period for which it is, and what it is there.
    pub fn split(&self) -> (Option<PeriodChoice>, &Self) {
        match self {
            Self::In(choice, inner) => (Some(*choice), inner),
            other => (None, other),
        }
    }

    /// What picks its rows, of a sum of those that each do; empty where they are counted.
    pub fn picked(&self) -> Vec<&Picked> {
        match self {
            Self::Picked(picked) => vec![picked],
            Self::Sum(parts) => parts.iter().flat_map(Self::picked).collect(),
            _ => Vec::new(),
        }
    }

    /// The definition; of a sum that of its first part, of a ratio that of its numerator. `None` for an empty sum, and
    /// for rows that count for nothing.
    pub fn definition(&self) -> Option<&'static Definition> {
        Some(match self {
            Self::Count(c) | Self::VillageCount(_, c) => c.definition(),
            Self::Measure(m) | Self::VillageMeasure(_, m) => m.definition(),
            Self::Grid(_, f) => f.definition(),
            Self::Body(_, d) | Self::Person(_, _, d) => d.definition(),
            Self::Balance(f) => f.definition(),
            Self::Post(f) => f.definition(),
            Self::Cases(f) | Self::VillageCases(_, f) => f.definition(),
            Self::Month(_, f) => f.definition(),
            Self::Sum(parts) => parts.first()?.definition()?,
            Self::Ratio(above, _) | Self::In(_, above) | Self::Among(_, above) => above.definition()?,
            Self::Picked(picked) => match **picked {
                Picked::Cases(_) | Picked::Overdue(_) => Count::Cases.definition(),
                Picked::Visits { .. } => Count::VisitsInPeriod.definition(),
                Picked::Unlisted(_) => return None,
            },
        })
    }

    /// The figure over which it stands, of a [`Subject::Ratio`] or a sum of them.
    pub fn below(&self) -> Option<&Self> {
        match self {
            Self::Ratio(_, below) => Some(below),
            Self::Sum(parts) => parts.first()?.below(),
            Self::In(_, inner) => inner.below(),
            _ => None,
        }
    }

    /// A stable name: that of its definition, of a ratio both.
    pub fn id(&self) -> String {
        let own = self.definition().map_or("", |d| d.id);
        match self.below().and_then(Self::definition) {
            Some(below) => format!("{own}/{}", below.id),
            None => own.to_owned(),
        }
    }

    /// Of what it is: 三都村, 柳溪村第1网格, 张三（党代表）, 2024年3月; empty for the township.
    pub fn whose(&self) -> String {
        match self {
            Self::Count(_) | Self::Measure(_) | Self::Cases(_) | Self::Balance(_) | Self::Post(_) => {
                String::new()
            }
            Self::Grid(key, _) => label(&key.village, &key.grid),
            Self::Body(body, _) => body.label().to_owned(),
            Self::Person(body, name, _) => format!("{name}（{}）", body.label()),
            Self::VillageCount(village, _)
            | Self::VillageMeasure(village, _)
            | Self::VillageCases(village, _)
            | Self::Among(village, _) => village.clone(),
            Self::Month(month, _) => say!("{}年{}月", month.div_euclid(12), month.rem_euclid(12) + 1),
            Self::Sum(parts) => match parts.as_slice() {
                [] => String::new(),
                [one] => one.whose(),
                [first, ..] => say!("{}等 {} 项合计", first.whose(), parts.len()),
            },
            Self::In(choice, inner) => match inner.whose() {
                whose if whose.is_empty() => choice.title(),
                whose => format!("{whose} {}", choice.title()),
            },
            Self::Ratio(above, _) => above.whose(),
            Self::Picked(picked) => match &**picked {
                Picked::Cases(cases) => match cases.as_slice() {
                    [] => String::new(),
                    [one] => place_name(&one.village, one.grid.as_ref()),
                    // What is of one grid is said to be of its village.
                    [one, ..] => one.village.clone(),
                },
                Picked::Visits { village, grid, .. } => place_name(village, grid.as_ref()),
                Picked::Unlisted(_) | Picked::Overdue(_) => String::new(),
            },
        }
    }

    /// What it is called, without whose it is.
    pub fn name(&self) -> String {
        let Some(own) = self.definition() else { return String::new() };
        let Some(below) = self.below().and_then(Self::definition) else { return own.label().to_owned() };
        match own.share {
            Some((of, name)) if of == below.id => name.said().to_owned(),
            _ => format!("{} ÷ {}", own.label(), below.label()),
        }
    }

    /// Says what is counted, of a ratio over what; empty for an empty sum.
    pub fn meaning(&self) -> String {
        let Some(own) = self.definition() else { return String::new() };
        match self.below().and_then(Self::definition).map(|b| b.numerator).or(own.denominator) {
            Some(below) => format!("{} ÷ {}", own.numerator.said(), below.said()),
            None => own.numerator.said().to_owned(),
        }
    }

    /// Whether it is a ratio.
    pub fn is_ratio(&self) -> bool {
        self.below().is_some() || self.definition().is_some_and(|d| d.denominator.is_some())
    }
}
