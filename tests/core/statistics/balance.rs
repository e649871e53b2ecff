use super::close;
use gelan::statistics::balance::*;
use proptest::prelude::*;

fn of(loads: &[(&str, f64)]) -> Result<Balance, NoBalance> {
    balance(&loads.iter().map(|&(village, load)| LoadInVillage { village, load }).collect::<Vec<_>>())
}

/// DuckDB 2.0.0: `stddev_pop(x) / avg(x)`, `sum((2 * row_number - n - 1) * x) / (n * sum)`,
/// `sum(x / s * ln(x / mu))` over all, over village means and inside villages, `sum(abs(x - mu)) / (2 * s)`,
/// `max(x) / avg(x)`.
#[test]
fn agrees_with_duckdb() {
    let found = of(&[
        ("甲", 71.0),
        ("甲", 120.0),
        ("甲", 0.0),
        ("乙", 305.0),
        ("乙", 88.0),
        ("丙", 64.0),
        ("丙", 64.0),
        ("丙", 64.0),
    ])
    .unwrap();
    close(found.mean, 97.0, 1e-12);
    close(found.variation, 0.871_926_681_401_860_4, 1e-12);
    close(found.gini, 0.401_739_690_721_649_5, 1e-12);
    close(found.theil, 0.340_695_676_069_012_3, 1e-12);
    close(found.between, 0.151_004_440_479_755_64, 1e-12);
    close(found.within, 0.189_691_235_589_256_57, 1e-12);
    close(found.hoover, 0.297_680_412_371_134, 1e-12);
    close(found.largest, 3.144_329_896_907_216_4, 1e-12);
}

#[test]
fn equal_grids_are_balanced() {
    let found = of(&[("甲", 7.0), ("甲", 7.0), ("乙", 7.0), ("乙", 7.0), ("丙", 7.0)]).unwrap();
    for figure in [found.variation, found.gini, found.theil, found.between, found.within, found.hoover] {
        close(figure, 0.0, 1e-15);
    }
    close(found.largest, 1.0, 1e-15);
}

#[test]
fn one_grid_with_all_the_work_is_the_extreme() {
    let found = of(&[("甲", 9.0), ("甲", 0.0), ("乙", 0.0), ("乙", 0.0), ("丙", 0.0)]).unwrap();
    close(found.gini, 0.8, 1e-12);
    close(found.theil, 5f64.ln(), 1e-12);
    close(found.hoover, 0.8, 1e-12);
    close(found.largest, 5.0, 1e-12);
}

#[test]
fn what_says_nothing_gives_no_figure() {
    assert_eq!(of(&[("甲", 1.0); 4]), Err(NoBalance::TooFewGrids(4)));
    assert_eq!(of(&[]), Err(NoBalance::TooFewGrids(0)));
    assert_eq!(of(&[("甲", 0.0); 6]), Err(NoBalance::NoWork));
    assert_eq!(of(&[("甲", f64::NAN); 6]), Err(NoBalance::BadLoad));
    assert_eq!(of(&[("甲", -1.0); 6]), Err(NoBalance::BadLoad));
    assert_eq!(of(&[("甲", f64::MAX); 6]), Err(NoBalance::BadLoad));
    assert_eq!(NoBalance::TooFewGrids(4).to_string(), "只有 4 个网格，不足 5 个，不计算均衡程度");
}

proptest! {
    #[test]
    fn the_split_is_exact_and_no_figure_leaves_its_range(
        loads in prop::collection::vec((0usize..6, 0u32..1000), 5..80),
        scale in 0.01..100.0f64,
    ) {
        let names = ["甲", "乙", "丙", "丁", "戊", "己"];
        let grids: Vec<_> = loads.iter().map(|&(v, x)| (names[v], f64::from(x))).collect();
        prop_assume!(loads.iter().any(|&(_, x)| x > 0));
        let found = of(&grids).unwrap();
        let n = grids.len() as f64;
        prop_assert!((found.between + found.within - found.theil).abs() < 1e-10);
        prop_assert!(found.between > -1e-10 && found.within > -1e-10 && found.theil <= n.ln() + 1e-10);
        prop_assert!(found.gini > -1e-12 && found.gini <= 1.0 - 1.0 / n + 1e-12);
        prop_assert!(found.hoover <= found.gini + 1e-10 && found.largest >= 1.0 - 1e-12);
        let scaled: Vec<_> = grids.iter().map(|&(v, x)| (v, x * scale)).collect();
        let scaled = of(&scaled).unwrap();
        prop_assert!((scaled.theil - found.theil).abs() < 1e-9 && (scaled.gini - found.gini).abs() < 1e-9);
    }
}
