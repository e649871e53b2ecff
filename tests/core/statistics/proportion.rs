use super::close;
use gelan::statistics::{ConfidenceLevel, Proportion};

#[test]
fn a_proportion_is_between_nothing_and_all() {
    assert_eq!(Proportion::new(4, 3), None);
    assert_eq!(Proportion::new(-1, 3), None);
    assert_eq!(Proportion::new(0, -1), None);
    assert_eq!(Proportion::new(0, 0).and_then(Proportion::rate), None);
    assert_eq!(Proportion::new(3, 4).and_then(Proportion::rate), Some(0.75));
}

#[test]
fn confidence_is_a_share_and_knows_its_quantile() {
    for level in [0.0, 1.0, -0.1, 1.5, f64::NAN] {
        assert_eq!(ConfidenceLevel::new(level), None);
    }
    // SciPy 1.17.1: norm.ppf(0.975), norm.ppf(0.999).
    close(ConfidenceLevel::P95.normal_quantile(), 1.959_963_984_540_054, 1e-12);
    close(ConfidenceLevel::P99_8.normal_quantile(), 3.090_232_306_167_813, 1e-12);
    close(ConfidenceLevel::P95.tail(), 0.025, 1e-15);
}
