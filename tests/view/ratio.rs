//! Ratios and their intervals as a person reads them.

use gelan::catalogue::{CaseFigure, Measure};
use gelan::figures::{MeasureValue, State};
use gelan::view::parts::interval::share_interval;
use gelan::view::parts::ratio::{RatioView, plain, ratio};
use gelan::view::parts::sentence::{Phrase, with_marks};

fn value(state: State, numerator: i64, denominator: i64) -> RatioView {
    ratio(&MeasureValue {
        measure: Measure::HouseholdVisits,
        state,
        numerator,
        denominator,
        missing: None,
        target: gelan::figures::settings::PeriodTarget::whole(80),
        undecided: Vec::new(),
    })
}

#[test]
fn a_ratio_says_how_much_is_short_of_its_target() {
    let view = value(State::Value, 7271, 11251);
    assert_eq!(view.percent.as_deref(), Some("64.6"));
    assert_eq!((view.bar, view.low), (646, true));
    assert_eq!(view.fraction, "7,271 / 11,251");
    assert_eq!(
        (view.verdict.as_str(), view.said(), view.beside.as_str()),
        ("距目标 80% 差 1,730 户", "距目标 80% 差 1,730 户", "")
    );
    let view = value(State::Value, 80, 100);
    assert_eq!((view.low, view.verdict.as_str()), (false, "达到目标 80%"));
}

#[test]
fn what_cannot_be_computed_is_words_and_never_zero() {
    let view = value(State::NoData, 0, 0);
    assert_eq!((view.percent, view.low), (None, false));
    assert_eq!(view.verdict, "无数据，需要“网格”“走访记录”表");
    let view = value(State::NoDenominator, 0, 0);
    assert_eq!(view.verdict, "无法计算，各网格户数之和为 0");
    assert_eq!(plain("x", "按期", "件", Some((0, 0))).percent, None);
}

#[test]
fn more_than_all_stays_inside_its_bar() {
    assert_eq!(value(State::Value, 120, 100).bar, 1000);
}

/// The golden values of the definitions: Wilson, without continuity correction.
#[test]
fn intervals_are_written_and_drawn_on_one_scale() {
    let text = |k, n| share_interval(k, n).map(|i| i.text);
    assert_eq!(text(3, 3).as_deref(), Some("43.9–100%"));
    assert_eq!(text(213, 310).as_deref(), Some("63.3–73.6%"));
    assert_eq!(text(146, 184).as_deref(), Some("72.9–84.6%"));
    assert_eq!(text(0, 5).as_deref(), Some("0–43.4%"));
    assert_eq!((text(0, 0), text(184, 153)), (None, None), "no share");
    let band = share_interval(146, 184).unwrap();
    assert_eq!((band.from, band.length), (729, 117));
}

#[test]
fn what_is_not_decided_stands_beside_the_verdict() {
    let open = vec![(CaseFigure::Undecided, 51), (CaseFigure::NotDue, 51)];
    let view = ratio(&MeasureValue {
        measure: Measure::CasesOnTime,
        state: State::Value,
        numerator: 258,
        denominator: 671,
        missing: None,
        target: gelan::figures::settings::PeriodTarget::whole(90),
        undecided: open,
    });
    assert!(view.verdict.starts_with(view.said()) && view.verdict.ends_with(&view.beside), "{view:?}");
    assert!(view.said().contains("90%") && view.beside.contains("51"), "{view:?}");
}

#[test]
fn punctuation_stays_with_the_phrase_before_it() {
    let phrases = ["3 个网格", "，网格员", "都齐备", "。"].map(Phrase::plain);
    assert_eq!(with_marks(&phrases), [("3 个网格", "，"), ("网格员", ""), ("都齐备", "。"), ("", "")]);
    assert_eq!(with_marks(&["，".to_owned()].map(Phrase::plain)), [("，", "")]);
}
