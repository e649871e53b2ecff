use super::close;
use gelan::statistics::wisn::*;
use proptest::prelude::*;

/// “An assessment of staffing needs at a HIV clinic in a Western Kenya using the WHO workload indicators of
/// staffing need WISN, 2011”, Human Resources for Health 15 (2017), table 3: 100,000 appointments of a
/// quarter of an hour, 179 days of 8 hours, 10 of them for training: 17.46 staff, factor 1.0592, 18.49.
#[test]
fn agrees_with_the_published_clinic() {
    let found = staff(25_000.0, 179.0 * 8.0, 10.0 / 179.0, 0.0).unwrap();
    close(found.basic, 17.46, 5e-3);
    close(category_allowance_factor(10.0 / 179.0).unwrap(), 1.0592, 5e-5);
    close(found.required, 18.49, 5e-3);
}

#[test]
fn a_grid_is_counted_by_hand() {
    // A year: 248 − 10 days of 8 hours are 1904 hours. 600 minutes and 100 visits of 30 minutes are
    // 60 hours, 24 cases of 2 hours 48, 70 households of 5 minutes a month 70. 178 ÷ 1904 ÷ 0.9.
    let work = CountedWork { visit_minutes: 600, visits_untimed: 100, cases: 24, households: 70 };
    let found = workload(work, 365, &WorkloadSettings::default()).unwrap();
    close(found.available_hours, 1904.0, 1e-9);
    close(found.visit_hours, 60.0, 1e-9);
    close(found.case_hours, 48.0, 1e-9);
    close(found.household_hours, 70.0, 1e-9);
    close(found.hours(), 178.0, 1e-9);
    close(found.required, 178.0 / 1904.0 / 0.9, 1e-12);
}

#[test]
fn one_officers_time_is_a_load_of_one() {
    let settings = WorkloadSettings { category_share: 0.0, ..WorkloadSettings::default() };
    let work = CountedWork { visit_minutes: 1904 * 60, ..CountedWork::default() };
    close(workload(work, 365, &settings).unwrap().required, 1.0, 1e-12);
    let half = WorkloadSettings { grid_share: 0.5, ..settings };
    close(workload(work, 365, &half).unwrap().required, 2.0, 1e-12);
    let own = WorkloadSettings { individual_hours_per_year: 190.4, ..settings };
    close(workload(work, 365, &own).unwrap().required, 1.1, 1e-12);
}

#[test]
fn settings_that_leave_no_time_give_no_load() {
    let base = WorkloadSettings::default();
    let bad = [
        WorkloadSettings { hours_per_day: 0.0, ..base },
        WorkloadSettings { hours_per_day: 25.0, ..base },
        WorkloadSettings { days_off_per_year: 248.0, ..base },
        WorkloadSettings { working_days_per_year: f64::NAN, ..base },
        WorkloadSettings { grid_share: 0.0, ..base },
        WorkloadSettings { grid_share: 1.5, ..base },
        WorkloadSettings { category_share: 1.0, ..base },
        WorkloadSettings { minutes_per_visit: -1.0, ..base },
        WorkloadSettings { minutes_per_case: f64::INFINITY, ..base },
        WorkloadSettings { individual_hours_per_year: -1.0, ..base },
    ];
    for settings in bad {
        assert_eq!(workload(CountedWork::default(), 365, &settings), None, "{settings:?}");
    }
    assert_eq!(workload(CountedWork::default(), 0, &base), None);
    assert_eq!(workload(CountedWork { cases: -1, ..CountedWork::default() }, 365, &base), None);
}

#[test]
fn every_setting_has_a_note_and_every_note_a_setting() {
    let serde_json::Value::Object(fields) = serde_json::to_value(WorkloadSettings::default()).unwrap() else {
        panic!("settings are an object");
    };
    let mut noted: Vec<_> = SETTINGS.iter().map(|note| note.id).collect();
    noted.sort_unstable();
    let mut named: Vec<_> = fields.keys().map(String::as_str).collect();
    named.sort_unstable();
    assert_eq!(noted, named);
    assert!(SETTINGS.iter().all(|note| !note.source.is_empty()));
    let partial: WorkloadSettings = serde_json::from_str(r#"{"hours_per_day": 7.0}"#).unwrap();
    assert_eq!(partial, WorkloadSettings { hours_per_day: 7.0, ..WorkloadSettings::default() });
}

proptest! {
    #[test]
    fn the_load_of_a_year_does_not_depend_on_how_it_is_cut(cases in 0i64..5000, households in 0i64..900) {
        let work = CountedWork { cases: cases * 5, households, ..CountedWork::default() };
        let part = CountedWork { cases, households, ..CountedWork::default() };
        let settings = WorkloadSettings::default();
        let (year, fifth) = (workload(work, 365, &settings).unwrap(), workload(part, 73, &settings).unwrap());
        prop_assert!((year.required - fifth.required).abs() < 1e-9 * (1.0 + year.required));
    }
}
