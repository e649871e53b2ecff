//! 覆盖: every measure with its rule and what is missing, and every village under every measure.

use crate::catalogue::Measure;
use crate::figures::{Figures, MeasureValue, State};
use crate::text::t;
use crate::view::parts::missing::{by_village, missing_title};
use crate::view::parts::ratio::{RatioView, needs, ratio};

/// A measure with its rule and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureView {
    /// The measure.
    pub measure: Measure,
    /// The ratio.
    pub ratio: RatioView,
    /// What is counted, line by line.
    pub rule: Vec<(&'static str, String)>,
    /// How many units are missing, in words; empty if none is.
    pub missing_title: String,
    /// The missing units by village.
    pub missing: Vec<(String, Vec<String>)>,
}

/// Returns every measure, in the order of the catalogue.
pub fn measures(figures: &Figures) -> Vec<MeasureView> {
    figures.measures.iter().map(measure).collect()
}

fn measure(value: &MeasureValue) -> MeasureView {
    let m = value.measure;
    let mut rule = vec![
        (t("分子"), m.numerator().to_owned()),
        (t("分母"), m.denominator().to_owned()),
        (t("用到"), needs(m)),
    ];
    if !m.rule().is_empty() {
        rule.push((t("说明"), m.rule().to_owned()));
    }
    rule.push((t("相加"), m.definition().additivity().title().to_owned()));
    let units = value.missing.as_deref().unwrap_or_default();
    let missing_title = match &value.missing {
        Some(list) => missing_title(m, list),
        None if matches!(value.state, State::Interval { .. }) => t("不知道未覆盖哪些").to_owned(),
        None if value.numerator < value.denominator => t("快照中没有未覆盖名单").to_owned(),
        _ => String::new(),
    };
    MeasureView { measure: m, ratio: ratio(value), rule, missing_title, missing: by_village(units, m) }
}
