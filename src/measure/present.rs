//! A tally to figures.

use super::Figures;
use crate::tally::{Period, Tally};

/// The figures of a tally.
#[must_use]
pub fn present(
    _tally: &Tally,
    township: Option<String>,
    period: Option<Period>,
    span: Option<Period>,
) -> Figures {
    Figures {
        township,
        period,
        span,
        as_of: None,
        counts: vec![],
        measures: vec![],
        villages: vec![],
        grids: vec![],
        bodies: vec![],
        persons: vec![],
        months: vec![],
        shared_officers: 0,
    }
}
