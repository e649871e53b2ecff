//! The Lorenz curve: which share of the work the less loaded share of the grids does.
//!
//! M. O. Lorenz, “Methods of measuring the concentration of wealth”, Publications of the American
//! Statistical Association 9 (1905), 209–219.

use serde::{Deserialize, Serialize};

/// A point of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The share of the grids, the least loaded first, 0 to 1.
    pub grids: f64,
    /// The share of the work that these do, 0 to 1.
    pub work: f64,
}

/// The curve from (0, 0) to (1, 1), a point more than there are loads; `None` where there is no load, one is
/// negative or not finite, or all are 0.
#[must_use]
pub fn lorenz(loads: &[f64]) -> Option<Vec<Point>> {
    let mut sorted = loads.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let total: f64 = sorted.iter().sum();
    if sorted.iter().any(|v| !v.is_finite() || *v < 0.0) || total <= 0.0 || !total.is_finite() {
        return None;
    }
    let n = sorted.len() as f64;
    let mut done = 0.0;
    let mut points = vec![Point { grids: 0.0, work: 0.0 }];
    points.extend((1..).zip(sorted).map(|(i, load)| {
        done += load;
        Point { grids: f64::from(i) / n, work: (done / total).min(1.0) }
    }));
    Some(points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::close;

    #[test]
    fn the_less_loaded_come_first() {
        let points = lorenz(&[3.0, 1.0, 0.0, 4.0]).unwrap();
        let work: Vec<f64> = points.iter().map(|p| p.work).collect();
        assert_eq!(work, [0.0, 0.0, 0.125, 0.5, 1.0]);
        close(points[2].grids, 0.5, 0.0);
    }

    #[test]
    fn no_work_has_no_curve() {
        for loads in [&[][..], &[0.0, 0.0], &[1.0, -1.0], &[1.0, f64::NAN], &[f64::MAX, f64::MAX]] {
            assert_eq!(lorenz(loads), None, "{loads:?}");
        }
    }

    #[test]
    fn twice_the_area_above_it_is_the_gini_coefficient() {
        let loads = [71.0, 120.0, 0.0, 305.0, 88.0, 64.0, 64.0, 64.0];
        let points = lorenz(&loads).unwrap();
        let area: f64 =
            points.windows(2).map(|w| (w[1].grids - w[0].grids) * (w[0].work + w[1].work) / 2.0).sum();
        // DuckDB 2.0.0, as in the tests of balance.
        close(1.0 - 2.0 * area, 0.401_739_690_721_649_5, 1e-12);
    }
}
