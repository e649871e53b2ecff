//! Statistics on plain numbers: how much a figure shows, and how little a small one does.
//!
//! Every function is pure, knows no table and no browser, and returns `None` or an error if the
//! question has no answer; nothing is rounded here. Each file follows one source, which it names.
//!
//! The figures are full counts and no samples. The intervals are about the rate behind them: how far it
//! may be from the observed one if each matter's outcome also depends on chance.

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

pub use proportion::{ConfidenceLevel, Interval, Proportion};
