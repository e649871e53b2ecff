//! Ratios as a person reads them.

use crate::catalogue::{CaseFigure, Measure};
use crate::figures::settings::PeriodTarget;
use crate::figures::{MeasureValue, State, Subject};
use crate::text::format::{between, grouped, per_mille, percent, percents};
use crate::text::{say, t, unit_for};
use crate::view::parts::changes::ChangeView;

/// A ratio with everything that is shown beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RatioView {
    /// The stable name (`coverage.officer`).
    pub id: &'static str,
    /// The name on the page.
    pub title: String,
    /// `value`, `no-data`, `no-denominator`, `interval`, `refused` or `suppressed`.
    pub state: &'static str,
    /// The percentage with one decimal; `None` if there is no ratio.
    pub percent: Option<String>,
    /// The length of the bar in tenths of a percent, 0 to 1000; for an interval, that of its lower bound.
    pub bar: i64,
    /// For an interval, how far its upper bound is beyond [`Self::bar`].
    pub maybe: i64,
    /// What the period has to reach, in tenths of a percent; `None` if nothing.
    pub target: Option<i64>,
    /// Whether it falls short of its target.
    pub low: bool,
    /// `7,271 / 11,251`; empty if there is no ratio.
    pub fraction: String,
    /// The unit of both.
    pub unit: &'static str,
    /// The verdict in words: reached, short by how many, or why there is no ratio.
    pub verdict: String,
    /// How far it is from the target, without what is not decided yet; empty where there is no ratio.
    pub distance: String,
    /// What is not decided yet; empty if all is.
    pub beside: String,
    /// The figure, for its rows.
    pub subject: Option<Subject>,
    /// The changes from the period before and from a year before; empty if the data has neither.
    pub changes: Vec<ChangeView>,
}

impl RatioView {
    /// The verdict without what stands [`beside`](Self::beside) it.
    pub fn said(&self) -> &str {
        if self.distance.is_empty() { &self.verdict } else { &self.distance }
    }
}

/// Returns the view of a measure.
pub fn ratio(value: &MeasureValue) -> RatioView {
    let measure = value.measure;
    let mut view = RatioView {
        id: measure.id(),
        title: measure.title().to_owned(),
        state: value.state.id(),
        target: value.target.tenths(),
        unit: measure.unit(),
        subject: Some(Subject::Measure(measure)),
        ..RatioView::default()
    };
    match value.state {
        State::Value => {
            fill(&mut view, value.numerator, value.denominator);
            judge(&mut view, value);
            view.distance.clone_from(&view.verdict);
            view.beside = undecided(&value.undecided);
            if !view.beside.is_empty() {
                view.verdict = [view.verdict.as_str(), &view.beside].join(t("；"));
            }
        }
        State::NoData => view.verdict = say!("无数据，需要{}", needs(measure)),
        State::NoDenominator => view.verdict = say!("无法计算，{}为 0", measure.denominator()),
        State::Interval { lower, upper } => interval(&mut view, lower, upper, value),
        State::Refused(refusal) => view.verdict = refusal.to_string(),
        State::Withheld(why) => view.verdict = why.to_string(),
    }
    view
}

/// Returns how many cases a closing rate leaves out, and why, in words; empty if none.
pub fn undecided(figures: &[(CaseFigure, i64)]) -> String {
    let Some(((_, all), causes)) = figures.split_first().filter(|((_, all), _)| *all > 0) else {
        return String::new();
    };
    let all = grouped(*all);
    let causes: Vec<_> = causes.iter().filter(|(_, n)| *n > 0).collect();
    match causes.as_slice() {
        [] => say!("另有 {all} 件不能判定", all),
        [(figure, n)] if grouped(*n) == all => say!("另有 {all} 件{cause}", all, cause = figure.title()),
        causes => {
            let said: Vec<String> =
                causes.iter().map(|(f, n)| format!("{} {}", f.title(), grouped(*n))).collect();
            say!("另有 {all} 件不能判定（{}）", said.join(t("、")), all)
        }
    }
}

/// Returns the view of a ratio that is no measure and has no target. `parts` are numerator and denominator; `None` if
/// its table is not loaded.
pub fn plain(id: &'static str, title: &str, unit: &'static str, parts: Option<(i64, i64)>) -> RatioView {
    let mut view = RatioView { id, title: title.to_owned(), unit, ..RatioView::default() };
    match parts {
        None => (view.state, view.verdict) = (State::NoData.id(), t("无数据").to_owned()),
        Some((_, d)) if d <= 0 => {
            (view.state, view.verdict) = (State::NoDenominator.id(), t("无法计算，分母为 0").to_owned());
        }
        Some((n, d)) => {
            view.state = State::Value.id();
            fill(&mut view, n, d);
        }
    }
    view
}

fn interval(view: &mut RatioView, lower: i64, upper: i64, value: &MeasureValue) {
    let denominator = value.denominator;
    view.percent = percents(lower, upper, denominator);
    let place = |n| per_mille(n, denominator).unwrap_or(0).clamp(0, 1000);
    view.bar = place(lower);
    view.maybe = place(upper) - view.bar;
    view.fraction = format!("{} / {}", between(lower, upper), grouped(denominator));
    view.verdict = bounded(lower, upper).to_owned();
    view.distance.clone_from(&view.verdict);
    // Even the upper bound falls short.
    view.low = value.target.short_of(upper, denominator) > 0;
}

/// Returns why only bounds are known.
pub fn bounded(lower: i64, upper: i64) -> &'static str {
    if lower == upper {
        t("按党小组个数推算：每个独立党小组在一个网格，表中没有写明各在哪格")
    } else {
        t("区间：只知道党小组个数，没有写明各覆盖哪些网格")
    }
}

fn fill(view: &mut RatioView, numerator: i64, denominator: i64) {
    view.percent = percent(numerator, denominator);
    view.bar = per_mille(numerator, denominator).unwrap_or(0).clamp(0, 1000);
    let below = grouped(denominator);
    view.unit = unit_for(&below, view.unit);
    view.fraction = format!("{} / {below}", grouped(numerator));
}

/// Says whether the target is reached, or that the period is too short to say so.
fn judge(view: &mut RatioView, value: &MeasureValue) {
    let target = value.target;
    view.verdict = match target.short_of(value.numerator, value.denominator) {
        _ if target.waits.is_some() => waiting(target),
        0 => say!("达到目标 {target}%", target),
        short => {
            view.low = true;
            say!("距目标 {target}% 差 {} {}", grouped(short), view.unit, target)
        }
    };
}

/// Returns for how long a target holds, where that is longer than the period.
pub fn waiting(target: PeriodTarget) -> String {
    say!("目标 {target}% 按{length}定，期间不足不判", length = target.holds_for(), target)
}

/// Returns the tables that a measure needs, in words.
pub fn needs(measure: Measure) -> String {
    let names: Vec<_> = measure.needs().iter().map(|k| format!("“{}”", k.title())).collect();
    say!("{}表", names.concat())
}
