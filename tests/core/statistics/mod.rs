//! Statistics against published values, other programs, and the laws that they keep.

mod balance;
mod binomial;
mod change;
mod funnel;
mod grim;
mod heaping;
mod lorenz;
mod outliers;
mod proportion;
mod rebalance;
mod shrinkage;
mod survival;
mod wilson;
mod wisn;

fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected}");
}
