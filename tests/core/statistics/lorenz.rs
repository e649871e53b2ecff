use super::close;
use gelan::statistics::lorenz::*;

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
