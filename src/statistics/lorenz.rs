//! The Lorenz curve: the share of the work that the less loaded grids do.
//!
//! M. O. Lorenz, “Methods of measuring the concentration of wealth”, Publications of the American
//! Statistical Association 9 (1905), 209–219.

use serde::{Deserialize, Serialize};

use crate::order::Sort as _;

/// A point of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LorenzPoint {
    /// The share of the grids, the least loaded first, 0 to 1.
    pub grids: f64,
    /// The share of the work that these do, 0 to 1.
    pub work: f64,
}

/// Returns the curve from (0, 0) to (1, 1), with one point more than there are loads; `None` if there is no load, one is
/// negative or not finite, or all are 0.
pub fn lorenz(loads: &[f64]) -> Option<Vec<LorenzPoint>> {
    let mut sorted = loads.to_vec();
    sorted.order_by(f64::total_cmp);
    let total: f64 = sorted.iter().sum();
    if sorted.iter().any(|v| !v.is_finite() || *v < 0.0) || total <= 0.0 || !total.is_finite() {
        return None;
    }
    let n = sorted.len() as f64;
    let mut done = 0.0;
    let mut points = vec![LorenzPoint { grids: 0.0, work: 0.0 }];
    points.extend((1..).zip(sorted).map(|(i, load)| {
        done += load;
        LorenzPoint { grids: f64::from(i) / n, work: (done / total).min(1.0) }
    }));
    Some(points)
}
