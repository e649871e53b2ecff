//! How evenly work is distributed over the grids, and how much of the unevenness is between villages.
//!
//! Gini, Theil's T and its exact split into “between” and “within”, and Hoover's index as in F. A. Cowell,
//! Measuring Inequality (3rd ed., Oxford 2011), chapter 2 and appendix; T is from H. Theil, Economics and
//! Information Theory (1967). The grids are all there are and no sample: n and not n − 1 throughout.

use crate::order::Sort as _;
use crate::text::{say, t};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Below this number of grids the figures mean nothing.
pub const FEWEST_GRIDS: usize = 5;

/// The work of one grid: households, visits, hours; any unit, the same for all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoadInVillage<'a> {
    /// Its village.
    pub village: &'a str,
    /// Its work, not negative.
    pub load: f64,
}

/// How evenly work is distributed. Every figure but the last is 0 if all grids have the same.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Balance {
    /// Grids.
    pub grids: usize,
    /// Mean work of a grid, in the unit given.
    pub mean: f64,
    /// Coefficient of variation: standard deviation ÷ mean.
    pub variation: f64,
    /// Gini coefficient, 0 to 1 − 1/n.
    pub gini: f64,
    /// Theil's T, 0 to ln n; `between` and `within` add up to it.
    pub theil: f64,
    /// The part of `theil` that would stay if every grid had the mean of its village.
    pub between: f64,
    /// The part of `theil` that is inside the villages.
    pub within: f64,
    /// Hoover's index: the share of the work that would have to move for all grids to have the same.
    pub hoover: f64,
    /// The largest ÷ the mean, from 1.
    pub largest: f64,
}

/// Why there are no figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoBalance {
    /// Fewer than [`FEWEST_GRIDS`]; this many.
    TooFewGrids(usize),
    /// No grid has any work.
    NoWork,
    /// A load is negative or not a number.
    BadLoad,
}

impl std::fmt::Display for NoBalance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooFewGrids(n) => {
                f.write_str(&say!("只有 {n} 个网格，不足 {FEWEST_GRIDS} 个，不计算均衡程度", n, FEWEST_GRIDS))
            }
            Self::NoWork => f.write_str(t("各网格的工作量都是 0，无法计算均衡程度")),
            Self::BadLoad => f.write_str(t("有网格的工作量是负数或不是数字，请核对原表")),
        }
    }
}

impl std::error::Error for NoBalance {}

/// Returns the figures of balance.
///
/// ```
/// use gelan_core::statistics::balance::{LoadInVillage, balance};
/// let grids = [("甲", 9.0), ("甲", 0.0), ("乙", 0.0), ("乙", 0.0), ("丙", 0.0)];
/// let found = balance(&grids.map(|(village, load)| LoadInVillage { village, load })).unwrap();
/// // One of five grids has all the work, so 4/5 of it would have to move.
/// assert!((found.hoover - 0.8).abs() < 1e-12);
/// ```
///
/// # Errors
/// Fewer than [`FEWEST_GRIDS`] grids, no work at all, or a load that is negative or not a number.
pub fn balance(grids: &[LoadInVillage<'_>]) -> Result<Balance, NoBalance> {
    if grids.iter().any(|g| !g.load.is_finite() || g.load < 0.0) {
        return Err(NoBalance::BadLoad);
    }
    if grids.len() < FEWEST_GRIDS {
        return Err(NoBalance::TooFewGrids(grids.len()));
    }
    let mut loads: Vec<f64> = grids.iter().map(|g| g.load).collect();
    loads.order_by(f64::total_cmp);
    let n = loads.len() as f64;
    let total: f64 = loads.iter().sum();
    if total <= 0.0 {
        return Err(NoBalance::NoWork);
    }
    if !total.is_finite() {
        return Err(NoBalance::BadLoad);
    }
    let mean = total / n;
    let variance = loads.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    let ranked: f64 = (1..).zip(&loads).map(|(i, x)| (2.0 * f64::from(i) - n - 1.0) * x).sum();

    let mut villages: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for grid in grids {
        let (count, work) = villages.entry(grid.village).or_default();
        *count += 1.0;
        *work += grid.load;
    }
    let between = villages.values().map(|(count, work)| term(*work, work / count, total, mean)).sum();
    let within = grids
        .iter()
        .filter_map(|g| {
            villages.get(g.village).map(|(count, work)| term(g.load, g.load, total, work / count))
        })
        .sum();
    Ok(Balance {
        grids: grids.len(),
        mean,
        variation: variance.sqrt() / mean,
        gini: ranked / (n * total),
        theil: loads.iter().map(|x| term(*x, *x, total, mean)).sum(),
        between,
        within,
        hoover: loads.iter().map(|x| (x - mean).abs()).sum::<f64>() / (2.0 * total),
        largest: loads.last().map_or(1.0, |x| x / mean),
    })
}

/// Returns a term of Theil's sum: the share of `work` in the `total`, times the logarithm of `level` ÷ `reference`.
fn term(work: f64, level: f64, total: f64, reference: f64) -> f64 {
    if work > 0.0 { work / total * (level / reference).ln() } else { 0.0 }
}
