//! The form of settings.

use gelan::figures::settings::Key;
use gelan::view::pages::settings::{SettingRow, form, loaded};

#[test]
fn every_setting_stands_in_the_form_once_with_its_default_and_source() {
    let rows: Vec<SettingRow> = form().into_iter().flat_map(|g| g.rows).collect();
    // The language has its button in the header, and the villages' targets have a panel of their own.
    assert_eq!(rows.len() + 2, Key::all().count());
    // What holds of all targets is said once, above them.
    let said = |r: &SettingRow| !r.source.is_empty() || r.id.starts_with("target.");
    assert!(rows.iter().all(|r| !r.default.is_empty() && said(r)), "{rows:#?}");
    let text = |id: &str| rows.iter().find(|r| r.id == id).unwrap().default.clone();
    assert_eq!(text("wisn.minutes_per_visit"), "30 分钟");
    assert_eq!(text("wisn.grid_share"), "1");
    assert_eq!(text("target.coverage.household_visits"), "80 %");
    assert_eq!(text("target.months"), "半年");
    assert_eq!(text("township"), "空");
}

#[test]
fn what_was_left_out_is_said() {
    assert_eq!(loaded(&[]), "已载入设置");
    let notes: Vec<String> = (0..6).map(|i| format!("第{i}项")).collect();
    assert_eq!(loaded(&notes), "已载入设置；第0项；第1项；第2项；第3项；另有 2 条");
}
