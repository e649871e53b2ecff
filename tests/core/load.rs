//! The load of grids: by hand on a small township, and as the settings say.

use crate::common::session;
use gelan::figures::Figures;
use gelan::figures::settings::{Key, Settings};
use gelan::model::period::PeriodChoice;

const GRIDS: &str =
    "村,网格名称,户数,网格员\n甲村,第一网格,60,王一\n甲村,第二网格,120,\n甲村,第三网格,60,王三、王四\n";
const VISITS: &str = "村,网格,户主,走访日期,用时（分钟）\n\
    甲村,第一网格,张一,2024-01-10,20\n甲村,第一网格,张二,2024-02-10,\n甲村,第二网格,张三,2024-03-10,40\n\
    甲村,第一网格,张四,2023-12-10,999\n";
const CASES: &str =
    "受理日期,村,网格,事项,办结日期,办理状态\n2024-03-01,甲村,第二网格,纠纷,2024-03-05,已办结\n";

fn figures(parts: &[(&str, &str)], choice: PeriodChoice, settings: Settings) -> Figures {
    let mut session = session::accepted(parts);
    session.set(settings);
    session.compute(choice, session::today()).figures.clone()
}

const ALL: [(&str, &str); 3] =
    [("网格.csv", GRIDS), ("入户走访记录.csv", VISITS), ("矛盾纠纷台账.csv", CASES)];

/// A year of 365 days, 100 hours in it, nothing but what the test counts.
fn plain() -> Settings {
    let mut s = Settings::default();
    for (id, text) in [
        ("wisn.working_days_per_year", "20"),
        ("wisn.days_off_per_year", "0"),
        ("wisn.hours_per_day", "5"),
        ("wisn.category_share", "0"),
        ("wisn.minutes_per_household_month", "0"),
        ("wisn.minutes_per_visit", "30"),
        ("wisn.minutes_per_case", "120"),
    ] {
        s.set(Key::of(id).unwrap(), text).unwrap();
    }
    s
}

fn loads(figures: &Figures) -> Vec<f64> {
    figures.grids.iter().map(|g| (g.load.unwrap().each() * 1e6).round() / 1e6).collect()
}

#[test]
fn recorded_minutes_count_and_the_rest_takes_standard_times() {
    let f = figures(&ALL, PeriodChoice::Year(2023), plain());
    assert_eq!(loads(&f), [0.1665, 0.0, 0.0], "999 minutes of 100 hours");
    // 2024 has 366 days, so 100 × 366 ÷ 365 hours.
    let f = figures(&ALL, PeriodChoice::Year(2024), plain());
    let hours = 100.0 * 366.0 / 365.0;
    let expected = [50.0 / 60.0 / hours, (40.0 / 60.0 + 2.0) / hours, 0.0];
    for (found, expected) in loads(&f).iter().zip(expected) {
        assert!((found - expected).abs() < 1e-6, "{found} {expected}");
    }
    let basis = f.load_basis.unwrap();
    assert_eq!((basis.days, basis.visits, basis.timed, basis.cases), (366, Some(3), Some(2), Some(1)));
}

#[test]
fn work_is_shared_by_the_officers_and_a_vacant_grid_is_one_officers() {
    let mut settings = plain();
    settings.set(Key::of("wisn.minutes_per_household_month").unwrap(), "10").unwrap();
    let f = figures(&ALL, PeriodChoice::Year(2023), settings);
    let load: Vec<_> = f.grids.iter().map(|g| g.load.unwrap()).collect();
    assert_eq!(load.iter().map(|l| l.officers).collect::<Vec<_>>(), [Some(1), Some(0), Some(2)]);
    // 12 months of 10 minutes: 2 hours a household.
    assert!((load[1].each() - 2.4).abs() < 1e-9, "{}", load[1].each());
    assert!((load[2].each() - 0.6).abs() < 1e-9, "{}", load[2].each());
}

#[test]
fn without_a_period_the_days_are_those_of_the_data() {
    let f = figures(&ALL, PeriodChoice::All, plain());
    let basis = f.load_basis.unwrap();
    assert_eq!(
        (basis.period.from.to_string(), basis.period.to.to_string()),
        ("2023-12-10".into(), "2024-03-10".into())
    );
    assert_eq!(basis.days, 92);
}

#[test]
fn what_is_not_loaded_is_no_load_of_zero() {
    let f = figures(&ALL[..1], PeriodChoice::Year(2024), plain());
    assert!(f.load_basis.is_none() && f.grids.iter().all(|g| g.load.is_none()));
    let f = figures(&ALL[..2], PeriodChoice::Year(2024), plain());
    assert_eq!((f.load_basis.unwrap().cases, f.grids[0].load.is_some()), (None, true));
}

#[test]
fn a_setting_changes_the_load_the_target_and_the_name() {
    let mut settings = plain();
    let before = loads(&figures(&ALL, PeriodChoice::Year(2024), settings.clone()));
    settings.set(Key::of("wisn.grid_share").unwrap(), "0.5").unwrap();
    settings.set(Key::of("target.coverage.officer").unwrap(), "60").unwrap();
    settings.set(Key::of("township").unwrap(), "青石镇").unwrap();
    let f = figures(&ALL, PeriodChoice::Year(2024), settings);
    for (now, before) in loads(&f).iter().zip(before) {
        assert!((now - 2.0 * before).abs() < 2e-6);
    }
    assert_eq!(f.measures[0].target.percent, 60);
    assert_eq!(f.township.as_deref(), Some("青石镇"));
}

#[test]
fn the_json_has_the_load_and_names_what_it_assumes() {
    let mut session = session::accepted(&ALL);
    session.set(plain());
    session.compute(PeriodChoice::Year(2023), session::today());
    let json: serde_json::Value = serde_json::from_str(&session::json(&session)).unwrap();
    assert_eq!(json["grids"][0]["load"], 0.1665);
    assert_eq!(json["load_basis"]["settings"]["wisn.hours_per_day"], 5);
    assert_eq!(json["load_basis"]["visits_with_minutes"], 1);
}
