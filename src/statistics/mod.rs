//! Statistics on plain numbers: how much a figure says, and how little a small one does.
//!
//! Every function is pure, knows no table and no browser, and answers `None` or an error where the
//! question has no answer; nothing is rounded here. Each file follows one source, which it names.
//!
//! The figures are full counts and no samples. The intervals speak of the rate behind them: how far it
//! may lie from the observed one if each matter's outcome also owes something to chance.

pub mod balance;
pub mod binomial;
pub mod change;
pub mod funnel;
pub mod grim;
pub mod heaping;
pub mod lorenz;
pub mod outliers;
mod proportion;
pub mod rebalance;
pub mod shrinkage;
pub mod survival;
pub mod wilson;
pub mod wisn;

pub use proportion::{Confidence, Interval, Proportion};

#[cfg(test)]
pub(crate) fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected}");
}
