//! The panel behind a figure: its definition, its parts, what is missing, and the rows it comes from.

use crate::catalogue::{GridFigure, Measure};
use crate::figures::evidence::Part;
use crate::figures::reading::{FigureValue, read};
use crate::figures::{Figures, MeasureValue, Missing, Picked, State, Subject};
use crate::model::period::range;
use crate::text::format::{between, grouped, percent, percents, quotient, with_unit};
use crate::text::{say, t, unit as unit_of};
use crate::view::parts::case_lines::{case_facts, case_title};
use crate::view::parts::changes::changes;
use crate::view::parts::missing::{by_village, missing_title};
use crate::view::parts::ratio::{bounded, ratio};
use crate::view::parts::representative_notes;
use crate::view::parts::workload::{self, balance_text, load_text};
use crate::view::table::per_month;

/// The most villages that are told.
const LOWEST: usize = 6;

/// The panel of a figure as far as the figures alone give it, without rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelView {
    /// 三都村, 柳溪村第1网格, 张三（党代表）, 2024年3月; the township for its own figures.
    pub whose: String,
    /// 入户走访覆盖率.
    pub title: String,
    /// `64.6%`, `11,251 户`; empty if there is none.
    pub number: String,
    /// `7,271 / 11,251 户`; empty if it is no ratio.
    pub fraction: String,
    /// The state's stable name.
    pub state: &'static str,
    /// Why there is no number; empty if there is one.
    pub verdict: String,
    /// The definition, line by line.
    pub lines: Vec<(&'static str, String)>,
    /// How many units are missing, in words; empty if none is, or if they are not known.
    pub missing_title: String,
    /// The missing units by village.
    pub missing: Vec<(String, Vec<String>)>,
    /// Whether it is a ratio, so that rows count for its numerator or denominator.
    pub ratio: bool,
    /// What rows count for.
    pub parts: Parts,
}

/// What rows count for, which decides the columns of amounts beside them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parts {
    /// The figure itself.
    #[default]
    One,
    /// The numerator or the denominator of a ratio.
    Ratio,
    /// A median: the days of closed and of open matters.
    Days,
}

impl Parts {
    /// Returns what the rows of a figure count for.
    pub fn of(subject: &Subject) -> Self {
        if representative_notes::is_median(subject.split().1) {
            Self::Days
        } else if subject.is_ratio() {
            Self::Ratio
        } else {
            Self::One
        }
    }

    /// Returns the headings of the amounts.
    pub fn titles(self) -> Vec<&'static str> {
        match self {
            Self::One => vec![t("计入")],
            Self::Ratio => vec![t("计入分子"), t("计入分母")],
            Self::Days => vec![t("办结天数"), t("未办结，已过天数")],
        }
    }

    /// Returns what a row adds, one amount for each heading; `None` for the part to which it does not belong.
    pub fn amounts(self, part: Part) -> Vec<Option<i64>> {
        match self {
            Self::One => vec![part.numerator],
            Self::Ratio | Self::Days => vec![part.numerator, part.denominator],
        }
    }
}

/// Returns the panel of a figure.
pub fn panel(subject: &Subject, figures: &Figures) -> PanelView {
    let picked = subject.picked();
    if let [first, more @ ..] = picked.as_slice() {
        return picked_rows(subject, first, more, figures);
    }
    let reading = read(subject, figures);
    let (missing_title, missing) = missing(subject, figures);
    let township = figures.township.clone().unwrap_or_else(|| t("全镇").to_owned());
    let mut view = PanelView {
        whose: Some(whose(subject, figures)).filter(|w| !w.is_empty()).unwrap_or(township),
        title: subject.name(),
        state: reading.state.id(),
        lines: lines(subject, &reading, figures),
        missing_title,
        missing,
        ratio: subject.is_ratio(),
        parts: Parts::of(subject),
        ..PanelView::default()
    };
    let unit = subject.definition().map_or("", |d| unit_of(d.unit));
    match (reading.state, reading.denominator) {
        (State::Value, None) => {
            // An index is exact where it is computed; what was read of it are thousandths.
            let index = match subject {
                Subject::Balance(figure) => figures.balance_of(*figure).map(|v| (*figure, v)),
                Subject::Among(village, inner) => match **inner {
                    Subject::Balance(figure) => {
                        figures.of_village(village).balance_of(figure).map(|v| (figure, v))
                    }
                    _ => None,
                },
                _ => None,
            };
            view.number = match index {
                Some((figure, value)) => balance_text(figure, value),
                None => with_unit(reading.numerator, unit),
            };
        }
        (State::Value, Some(d)) => {
            let below = below_unit(subject);
            view.fraction = if below == unit {
                format!("{} / {}", grouped(reading.numerator), with_unit(d, unit))
            } else {
                format!("{} / {}", with_unit(reading.numerator, unit), with_unit(d, below))
            };
            view.number = if below == unit {
                percent(reading.numerator, d).map_or_else(String::new, |p| format!("{p}%"))
            } else if representative_notes::by_days(subject) {
                per_month(reading.numerator, d).map_or_else(String::new, |n| say!("每月 {n} {unit}", n, unit))
            } else {
                quotient(reading.numerator, d).map_or_else(String::new, |q| format!("{q} {unit}/{below}"))
            };
        }
        (State::NoData, _) => {
            let tables = subject.definition().map_or_else(String::new, |d| d.tables());
            view.verdict = say!("无数据，来自{tables}，没有放入或其中没有这一列", tables);
        }
        (State::NoDenominator, None) if representative_notes::is_median(subject) => {
            view.verdict = representative_notes::no_median(subject, figures);
        }
        (State::NoDenominator, _) => t("无法计算，分母为 0").clone_into(&mut view.verdict),
        (State::Interval { lower, upper }, d) => {
            let d = d.unwrap_or(0);
            view.number = percents(lower, upper, d).map_or_else(String::new, |p| format!("{p}%"));
            view.fraction = format!("{} / {}", between(lower, upper), with_unit(d, unit));
            view.verdict = bounded(lower, upper).to_owned();
        }
        (State::Refused(refusal), _) => view.verdict = refusal.to_string(),
        (State::Withheld(why), _) => view.verdict = why.to_string(),
    }
    view
}

/// The panel of rows that were picked: of one case, what is known of it; of the visits of several, how many each has.
fn picked_rows(subject: &Subject, picked: &Picked, more: &[&Picked], figures: &Figures) -> PanelView {
    let unit = unit_of(subject.definition().map_or("行", |d| d.unit));
    let (title, lines, place) = match picked {
        Picked::Unlisted(_) => (t("村或网格对不上名单").to_owned(), Vec::new(), ("", None)),
        Picked::Overdue(_) => (t("超期未办结").to_owned(), Vec::new(), ("", None)),
        Picked::Visits { field, .. } if !more.is_empty() => {
            let each = |picked: &&Picked| match picked {
                Picked::Visits { text, village, visits, .. } => {
                    format!("{text} {village} {}", grouped(*visits))
                }
                _ => String::new(),
            };
            let all: Vec<String> = std::iter::once(&picked).chain(more).map(each).collect();
            (
                String::new(),
                vec![(field.title(), all.join(t("、"))), (t("期间"), range(figures.period))],
                ("", None),
            )
        }
        Picked::Cases(cases) => match cases.as_slice() {
            [case] => (case_title(case), case_facts(case), (case.village.as_str(), case.grid.as_ref())),
            all => (t("超期未办结").to_owned(), Vec::new(), (all.first().map_or("", |c| &*c.village), None)),
        },
        Picked::Visits { text, village, grid, .. } => {
            (text.clone(), vec![(t("期间"), range(figures.period))], (village.as_str(), grid.as_ref()))
        }
    };
    let place = figures.place_label(place.0, place.1);
    PanelView {
        whose: if place.is_empty() { figures.township.clone().unwrap_or_default() } else { place },
        title: if title.is_empty() { subject.name() } else { title },
        number: with_unit(picked.rows() + more.iter().map(|p| p.rows()).sum::<i64>(), unit),
        state: State::Value.id(),
        lines,
        ..PanelView::default()
    }
}

/// Returns the unit of the denominator; that of the numerator if one definition has both.
fn below_unit(subject: &Subject) -> &'static str {
    subject.below().unwrap_or(subject).definition().map_or("", |d| unit_of(d.unit))
}

/// Names the subject; a grid as its list names it.
fn whose(subject: &Subject, figures: &Figures) -> String {
    let of = match subject {
        Subject::Ratio(above, _) => above,
        other => other,
    };
    match of {
        Subject::Grid(key, _) => figures
            .grids
            .iter()
            .find(|g| g.key == key.grid && g.village == key.village)
            .map_or_else(|| subject.whose(), crate::figures::GridFigures::label),
        _ => subject.whose(),
    }
}

fn lines(subject: &Subject, reading: &FigureValue, figures: &Figures) -> Vec<(&'static str, String)> {
    let Some(own) = subject.definition() else { return Vec::new() };
    let below = subject.below().and_then(Subject::definition);
    let amount = |n: i64, unit: &str| match reading.state {
        State::Value | State::NoDenominator => with_unit(n, unit) + t("："),
        State::Interval { lower, upper } if n == lower => {
            format!("{} {unit}{}", between(lower, upper), t("："))
        }
        State::Interval { .. } => with_unit(n, unit) + t("："),
        State::NoData | State::Refused(_) | State::Withheld(_) => String::new(),
    };
    let base = reading.denominator.unwrap_or(0);
    let mut lines = Vec::new();
    match (below.map(|b| (b.numerator, b.unit)), own.denominator.map(|d| (d, own.unit))) {
        (Some((text, unit)), _) | (None, Some((text, unit))) => {
            lines.push((t("分子"), amount(reading.numerator, unit_of(own.unit)) + own.numerator.said()));
            lines.push((t("分母"), amount(base, unit_of(unit)) + text.said()));
        }
        (None, None) => lines.push((t("口径"), own.numerator.said().to_owned())),
    }
    if !own.rule.said().is_empty() {
        lines.push((t("说明"), own.rule.said().to_owned()));
    }
    let target = match subject {
        Subject::Measure(measure) => figures.measure(*measure).map(|m| ratio(m).distance),
        Subject::VillageMeasure(village, measure) => Some(MeasureValue {
            measure: *measure,
            state: reading.state,
            numerator: reading.numerator,
            denominator: base,
            missing: None,
            target: figures.target_of(*measure, village),
            undecided: Vec::new(),
        })
        .map(|own| ratio(&own).distance),
        _ => None,
    };
    lines.extend(target.filter(|said| !said.is_empty()).map(|said| (t("目标"), said)));
    if let Subject::Measure(measure) = subject {
        lines.extend(lowest(figures, *measure).map(|said| (t("各村"), said)));
    }
    if let Some(rule) = below.map(|b| b.rule.said()).filter(|rule| !rule.is_empty()) {
        lines.push((t("说明"), rule.to_owned()));
    }
    lines.extend(representative_notes::lines(subject, reading, figures));
    lines.extend(changes(subject, figures).iter().map(|c| (c.beside, c.difference())));
    if own.dated || below.is_some_and(|b| b.dated) {
        let other = subject.split().0;
        lines.push((t("期间"), range(other.map_or(figures.period, |o| o.days(figures.settings.month_end)))));
    }
    if let Subject::Grid(key, GridFigure::Work) = subject
        && let Some(load) = figures.grids.iter().find(|g| g.key() == *key).and_then(|g| g.load)
        && let Some(basis) = figures.load_basis
    {
        let mean = workload::mean(figures).map(|mean| load_text(mean.multiple(load.each())));
        lines.extend(mean.map(|multiple| (t("负荷"), say!("全镇平均的 {multiple} 倍", multiple))));
        let converted = figures.settings.has_standards().then(|| {
            say!(
                "{load}：计入共同事务后需要 {required} 名网格员的时间，由 {officers} 名承担，每名可用 {hours} 小时",
                load = load_text(load.each()),
                required = load_text(load.work.required),
                officers = load.shared_by(),
                hours = format!("{:.1}", basis.available_hours)
            )
        });
        lines.extend(converted.map(|words| (t("折合人力"), words)));
    }
    lines.push((t("用到"), own.tables()));
    let additivity = if below.is_some() { crate::catalogue::Additivity::Divides } else { own.additivity() };
    lines.push((t("相加"), additivity.title().to_owned()));
    lines
}

/// Returns the villages with the lowest shares, in words; `None` where no village is short of the whole.
fn lowest(figures: &Figures, measure: Measure) -> Option<String> {
    let known = figures.villages_by_share(measure);
    let (_, n, d) = known.first().filter(|_| known.len() > 1)?;
    let said = |(name, n, d): &(&str, i64, i64)| Some(format!("{name} {}%", percent(*n, *d)?));
    let said: Vec<String> = known.iter().take(LOWEST).filter_map(said).collect();
    (n < d).then(|| say!("{count} 个村，低的在前：{list}", count = known.len(), list = said.join(t("、"))))
}

/// Returns the missing units of a measure, of the whole township or of one village.
fn missing(subject: &Subject, figures: &Figures) -> (String, Vec<(String, Vec<String>)>) {
    let (measure, village) = match subject {
        Subject::Measure(m) => (*m, None),
        Subject::VillageMeasure(village, m) => (*m, Some(village)),
        _ => return (String::new(), Vec::new()),
    };
    let Some(units) = figures.measure(measure).and_then(|m| m.missing.as_ref()) else {
        return (String::new(), Vec::new());
    };
    let here: Vec<Missing> =
        units.iter().filter(|m| village.is_none_or(|v| *v == m.village)).cloned().collect();
    (missing_title(measure, &here), by_village(&here, measure))
}
