//! What stands behind a figure in tables and drawings: how far it is from its target, or how much there is.

use crate::figures::settings::PeriodTarget;
use crate::text::format::per_mille;

/// Tenths of a percent in one step of the ground: 15 points.
const STEP: i64 = 150;

/// The opacity of each step of an amount: even steps, and text is ink on all of them.
pub(super) const SHADES: [f64; 11] = [0.03, 0.08, 0.13, 0.18, 0.23, 0.28, 0.33, 0.38, 0.43, 0.48, 0.53];
/// The opacity of each step short of a target; `style/sheet.css` has the same for tables.
pub(super) const SHORT: [f64; 5] = [0.07, 0.15, 0.23, 0.31, 0.4];
/// What each step short of a target is called, in points.
pub const SHORT_WORDS: [&str; 5] = ["15 以内", "15–30", "30–45", "45–60", "60 以上"];

/// The ground of a cell. Complete is quiet, and what is short of its target is the darker the more is missing; without a
/// target there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ground {
    /// Nothing to compare with.
    #[default]
    Plain,
    /// The target is reached.
    Reached,
    /// Short of the target: up to 15 points (1), 30 (2), 45 (3), 60 (4), or more (5).
    Short(u8),
}

impl Ground {
    /// Returns the ground of `n` ÷ `d` with a target; plain where there is no ratio, and where the period is not held
    /// against the target.
    pub fn of_ratio(n: i64, d: i64, target: PeriodTarget) -> Self {
        let Some((reached, wanted)) = per_mille(n, d).zip(target.tenths()) else { return Self::Plain };
        if target.short_of(n, d) == 0 {
            return Self::Reached;
        }
        let steps = ((wanted - reached).max(0) / STEP).min(4) + 1;
        Self::Short(u8::try_from(steps).unwrap_or(5))
    }

    /// Returns the class of the cell; empty for a plain one.
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Reached => " reached",
            Self::Short(1) => " s1",
            Self::Short(2) => " s2",
            Self::Short(3) => " s3",
            Self::Short(4) => " s4",
            Self::Short(_) => " s5",
        }
    }
}

/// What stands behind a tile or fills an outline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TileGround {
    /// Hatched: its figure is not known.
    #[default]
    Hatched,
    /// A step of how much there is, 0 to 10.
    Amount(u8),
    /// How far it is from its target.
    Target(Ground),
}

impl TileGround {
    /// The class of the shade and its opacity; `None` where it is not known.
    pub(super) fn shade(self) -> Option<(&'static str, f64)> {
        match self {
            Self::Hatched => None,
            Self::Amount(step) => Some(("f-slate", SHADES.get(usize::from(step.min(10))).copied()?)),
            Self::Target(Ground::Short(step)) => {
                Some(("f-look", SHORT.get(usize::from(step.clamp(1, 5)) - 1).copied()?))
            }
            Self::Target(_) => Some(("f-look", 0.0)),
        }
    }
}
