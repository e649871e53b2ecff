//! The panel behind a figure: its definition, its parts, what is missing, and the rows it comes from.

use super::findings::{FindingLine, all, line};
use super::ratio::bounded;
use super::rows::{COLUMNS, RowsColumn, shortened};
use super::standing;
use crate::catalogue::{GridFigure, Way};
use crate::figures::evidence::Part;
use crate::figures::reading::{Reading, read};
use crate::figures::{Figures, Missing, State, Subject};
use crate::input::file::{RowText, RowsOf};
use crate::input::recognise::ColumnInfo;
use crate::model::finding::Finding;
use crate::model::kind::Kind;
use crate::model::period::PeriodChoice;
use crate::model::period::range;
use crate::say;
use crate::session::EvidenceOf;
use crate::text::format::{between, grouped, percent, percents, quotient};
use crate::text::{Language, language, t, unit as unit_of};
use crate::view::pages::coverage::{by_village, missing_title};
use crate::view::pages::files::{FileEntry, column_letter};
use crate::view::pages::trend::changes;
use crate::view::pages::workload::{balance_text, load_text};
use std::collections::BTreeMap;

/// Rows of a table that are shown at first, and how many more with each click.
pub const FIRST: usize = 50;
/// How many more with each click.
pub const MORE: usize = 200;
/// Findings that are shown at most.
const FINDINGS: usize = 50;

/// What is shown without the rows, from the figures alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelView {
    /// 三都村, 柳溪村第1网格, 张三（党代表）, 2024年3月; the township where the figure is its.
    pub whose: String,
    /// 入户走访覆盖率.
    pub title: String,
    /// `64.6%`, `11,251 户`; empty where there is none.
    pub number: String,
    /// `7,271 / 11,251 户`; empty where it is no ratio.
    pub fraction: String,
    /// The state's stable name.
    pub state: &'static str,
    /// Why there is no number; empty where there is one.
    pub verdict: String,
    /// The definition, a line each.
    pub lines: Vec<(&'static str, String)>,
    /// How many units are missing, in words; empty where none is, or they are not known.
    pub missing_title: String,
    /// The missing units by village.
    pub missing: Vec<(String, Vec<String>)>,
    /// Whether it is a ratio: rows count for one part or the other.
    pub ratio: bool,
    /// What rows count for.
    pub parts: Parts,
}

/// What rows count for, and so the columns of amounts beside them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parts {
    /// The figure itself.
    #[default]
    One,
    /// The numerator or the denominator.
    Ratio,
    /// With their days: closed, or still open.
    Days,
}

impl Parts {
    /// Of a subject.
    #[must_use]
    pub fn of(subject: &Subject) -> Self {
        if standing::is_median(subject.split().1) {
            Self::Days
        } else if subject.is_ratio() {
            Self::Ratio
        } else {
            Self::One
        }
    }

    /// The headings of the amounts.
    #[must_use]
    pub fn titles(self) -> Vec<&'static str> {
        match self {
            Self::One => vec![t("计入")],
            Self::Ratio => vec![t("计入分子"), t("计入分母")],
            Self::Days => vec![t("办结天数"), t("未办结，已过天数")],
        }
    }

    /// What a row adds, one for each heading; `None` where it belongs to the other.
    #[must_use]
    pub fn amounts(self, part: Part) -> Vec<Option<i64>> {
        match self {
            Self::One => vec![part.numerator],
            Self::Ratio | Self::Days => vec![part.numerator, part.denominator],
        }
    }
}

/// The panel of a subject, before its rows are known.
#[must_use]
pub fn panel(subject: &Subject, figures: &Figures) -> PanelView {
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
        (State::Value, None) if matches!(subject, Subject::Balance(_)) => {
            if let Subject::Balance(figure) = subject {
                view.number =
                    figures.balance_of(*figure).map(|v| balance_text(*figure, v)).unwrap_or_default();
            }
        }
        (State::Value, None) => view.number = with_unit(reading.numerator, unit),
        (State::Value, Some(d)) => {
            let below = below_unit(subject);
            view.fraction = if below == unit {
                format!("{} / {} {unit}", grouped(reading.numerator), grouped(d))
            } else {
                format!("{} / {}", with_unit(reading.numerator, unit), with_unit(d, below))
            };
            view.number = if below == unit {
                percent(reading.numerator, d).map_or_else(String::new, |p| format!("{p}%"))
            } else if standing::by_days(subject) {
                standing::per_month(reading.numerator, d)
                    .map_or_else(String::new, |n| say!("每月 {n} {unit}", n, unit))
            } else {
                quotient(reading.numerator, d).map_or_else(String::new, |q| format!("{q} {unit}/{below}"))
            };
        }
        (State::NoData, _) => {
            let tables = subject.definition().map_or_else(String::new, |d| d.tables());
            view.verdict = say!("无数据，来自{tables}，没有放入或其中没有这一列", tables);
        }
        (State::NoDenominator, None) if standing::is_median(subject) => {
            view.verdict = standing::no_median(subject, figures);
        }
        (State::NoDenominator, _) => t("无法计算，分母为 0").clone_into(&mut view.verdict),
        (State::Interval { lower, upper }, d) => {
            let d = d.unwrap_or(0);
            view.number = percents(lower, upper, d).map_or_else(String::new, |p| format!("{p}%"));
            view.fraction = format!("{} / {} {unit}", between(lower, upper), grouped(d));
            view.verdict = bounded(lower, upper).to_owned();
        }
        (State::Refused(refusal), _) => view.verdict = refusal.to_string(),
        (State::Withheld(why), _) => view.verdict = why.to_string(),
    }
    view
}

/// The unit of the denominator; that of the numerator where a definition has both.
fn below_unit(subject: &Subject) -> &'static str {
    subject.below().unwrap_or(subject).definition().map_or("", |d| unit_of(d.unit))
}

fn with_unit(n: i64, unit: &str) -> String {
    format!("{} {unit}", grouped(n))
}

/// A grid is called as its list has it.
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

fn lines(subject: &Subject, reading: &Reading, figures: &Figures) -> Vec<(&'static str, String)> {
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
    if let Some(rule) = below.map(|b| b.rule.said()).filter(|rule| !rule.is_empty()) {
        lines.push((t("说明"), rule.to_owned()));
    }
    lines.extend(standing::lines(subject, reading, figures));
    lines.extend(changes(subject, figures).iter().map(|c| (c.beside, c.difference())));
    if own.dated || below.is_some_and(|b| b.dated) {
        let other = subject.split().0;
        lines.push((t("期间"), range(other.map_or(figures.period, PeriodChoice::period))));
    }
    if let Subject::Grid(key, GridFigure::Work) = subject
        && let Some(load) = figures.grids.iter().find(|g| g.key() == *key).and_then(|g| g.load)
        && let Some(basis) = figures.load_basis
    {
        lines.push((
            t("负荷"),
            say!(
                "{load}：计入共同事务后需要 {required} 名网格员的时间，由 {officers} 名承担，每名可用 {hours} 小时",
                load = load_text(load.each()),
                required = load_text(load.work.required),
                officers = load.shared_by(),
                hours = format!("{:.1}", basis.available_hours)
            ),
        ));
    }
    lines.push((t("用到"), own.tables()));
    if language() == Language::Zh {
        lines.push((t("英文"), own.name.to_owned()));
    }
    let additivity = if below.is_some() { crate::catalogue::Additivity::Divides } else { own.additivity() };
    lines.push((t("相加"), additivity.title().to_owned()));
    lines
}

/// The missing units of a measure, of the whole township or of one village.
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
    (missing_title(measure, &here), by_village(&here, measure.definition().unit == "户"))
}

/// How the rows give the figure, a sentence for each part.
#[must_use]
pub fn ways(subject: &Subject, found: &[EvidenceOf]) -> Vec<String> {
    let Some(own) = subject.definition() else { return Vec::new() };
    let below = subject.below().and_then(Subject::definition);
    let mut out = Vec::new();
    let ratio = subject.is_ratio();
    let days = Parts::of(subject) == Parts::Days;
    let name = |part: &str| if ratio { format!("{part} ") } else { String::new() };
    if days {
        let rows = |of: fn(&Part) -> Option<i64>| {
            number(found.iter().flat_map(|e| &e.rows).filter(|(_, p)| of(p).is_some()).count())
        };
        let (closed, open) = (rows(|p| p.numerator), rows(|p| p.denominator));
        out.push(say!(
            "{closed} 行办结、{open} 行未办结，每行一个天数；从短到长，办结到一半的那一天是中位数（未办结的过了它的天数就不再计）",
            closed,
            open
        ));
    } else {
        out.push(name(t("分子")) + &way(found, |p| p.numerator, own.way, unit_of(own.unit)));
    }
    if ratio {
        let (way_below, unit) = below.map_or((own.base, unit_of(own.unit)), |b| (b.way, unit_of(b.unit)));
        out.push(name(t("分母")) + &way(found, |p| p.denominator, way_below, unit));
    }
    let left_out: usize = found.iter().map(|e| e.left_out.len()).sum();
    if left_out > 0 {
        out.push(say!("另有 {} 行没有计入（重复、地点不在名单或没有日期），见下面的提示", number(left_out)));
    }
    out
}

fn number(n: usize) -> String {
    grouped(i64::try_from(n).unwrap_or(i64::MAX))
}

fn way(found: &[EvidenceOf], part: fn(&Part) -> Option<i64>, way: Way, unit: &str) -> String {
    if way == Way::Fixed {
        return t("由口径规定，不来自行").to_owned();
    }
    let mut kinds: Vec<(Kind, usize)> = Vec::new();
    let mut sum = 0;
    let mut all = true;
    for table in found {
        let amounts: Vec<i64> = table.rows.iter().filter_map(|(_, p)| part(p)).collect();
        if amounts.is_empty() {
            continue;
        }
        sum += amounts.iter().sum::<i64>();
        all &= amounts.iter().all(|n| *n == 1);
        match kinds.iter_mut().find(|(kind, _)| *kind == table.kind) {
            Some((_, rows)) => *rows += amounts.len(),
            None => kinds.push((table.kind, amounts.len())),
        }
    }
    let from: Vec<String> =
        kinds.iter().map(|(kind, rows)| say!("{} 行“{}”", number(*rows), kind.title())).collect();
    let from = from.join("、");
    if from.is_empty() {
        return say!("{}，没有一行计入", with_unit(sum, unit));
    }
    let how = match way {
        Way::Sum(column) => say!("“{column}”相加", column = t(column)),
        Way::Once(thing) if !all => say!("同一{thing}只计一次", thing = t(thing)),
        Way::Rows if !all => t("一行可计几次").to_owned(),
        Way::Once(_) | Way::Rows | Way::Median | Way::Fixed => t("一行计一").to_owned(),
    };
    say!("{}，来自 {from}，{how}", with_unit(sum, unit), from, how)
}

/// The tables with rows, in the order in which they are offered: those with rows of the numerator first.
#[must_use]
pub fn ordered(found: &[EvidenceOf]) -> Vec<EvidenceOf> {
    let of_numerator = |e: &EvidenceOf| e.rows.iter().any(|(_, p)| p.numerator.is_some());
    let tables = found.iter().filter(|e| !e.rows.is_empty()).cloned();
    let (mut first, then): (Vec<_>, Vec<_>) = tables.partition(of_numerator);
    first.extend(then);
    first
}

/// The file, also inside a zip, and the sheet.
#[must_use]
pub fn place(table: &EvidenceOf) -> String {
    let inner = if table.inner_file.is_empty() { String::new() } else { format!("/{}", table.inner_file) };
    let sheet = if table.sheet.is_empty() { String::new() } else { format!(" · {}", table.sheet) };
    format!("{}{inner}{sheet}", table.file)
}

/// What to ask a reader for, to have these rows of a table.
#[must_use]
pub fn wanted(table: &EvidenceOf, rows: &[(u32, Part)]) -> RowsOf {
    RowsOf {
        inner_file: table.inner_file.clone(),
        sheet: table.sheet.clone(),
        rows: rows.iter().map(|(row, _)| *row).collect(),
        around: 0,
    }
}

/// A row behind a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceLine {
    /// The row, from 1.
    pub row: u32,
    /// What it adds: to the count, or to numerator and denominator; empty where it belongs to the other part only.
    pub amounts: Vec<String>,
    /// Whether it adds nothing, an earlier row having counted.
    pub counted: bool,
    /// The text of each cell, one for each column.
    pub cells: Vec<String>,
}

/// Rows of one table behind a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceTable {
    /// 计入, or 计入分子 and 计入分母.
    pub parts: Vec<&'static str>,
    /// The columns in which something stands.
    pub columns: Vec<RowsColumn>,
    /// The rows, from the top.
    pub lines: Vec<EvidenceLine>,
    /// How many columns are not shown.
    pub left_out: usize,
    /// Rows that are asked for and were not found in the file any more.
    pub lost: usize,
}

/// The columns of an evidence table in the report of its file.
#[must_use]
pub fn columns<'a>(table: &EvidenceOf, files: &'a [FileEntry]) -> &'a [ColumnInfo] {
    let report = files.iter().find(|f| f.id == table.id).and_then(FileEntry::report);
    report.and_then(|r| r.tables.get(table.table as usize)).map_or(&[], |t| t.columns.as_slice())
}

/// Rows with what was read of them. Rows that are not read yet are left out.
#[must_use]
pub fn table(
    rows: &[(u32, Part)],
    texts: &BTreeMap<u32, RowText>,
    columns: &[ColumnInfo],
    parts: Parts,
) -> EvidenceTable {
    let read: Vec<(&(u32, Part), &RowText)> =
        rows.iter().filter_map(|row| texts.get(&row.0).map(|text| (row, text))).collect();
    let mut numbers: Vec<u32> = read.iter().flat_map(|(_, t)| t.cells.iter().map(|(c, _)| *c)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let left_out = numbers.len().saturating_sub(COLUMNS);
    numbers.truncate(COLUMNS);
    let heading =
        |n: u32| columns.iter().find(|c| c.column == n).map(ColumnInfo::heading).unwrap_or_default();
    let shown = |amount: Option<i64>| amount.map_or_else(String::new, grouped);
    let lines = read
        .iter()
        .map(|((row, part), text)| EvidenceLine {
            row: *row,
            amounts: parts.amounts(*part).into_iter().map(shown).collect(),
            counted: parts != Parts::Days && part.numerator == Some(0) && part.denominator.unwrap_or(0) == 0,
            cells: numbers
                .iter()
                .map(|n| {
                    text.cells.iter().find(|(c, _)| c == n).map(|(_, t)| shortened(t)).unwrap_or_default()
                })
                .collect(),
        })
        .collect();
    EvidenceTable {
        parts: parts.titles(),
        columns: numbers
            .iter()
            .map(|n| RowsColumn { letter: column_letter(*n), heading: heading(*n), marked: false })
            .collect(),
        lines,
        left_out,
        lost: rows.len() - read.len(),
    }
}

/// The findings at the rows behind a figure and at those that are counted nowhere: the latter first, and how many
/// there are in all.
#[must_use]
pub fn findings(found: &[EvidenceOf], files: &[FileEntry], session: &[Finding]) -> (Vec<FindingLine>, usize) {
    let here = |finding: &Finding| {
        let row = finding.place.row?;
        let table = found.iter().find(|e| {
            let file = &finding.place.file;
            let inner = file.strip_prefix(e.file.as_str()).map(|rest| rest.strip_prefix('/').unwrap_or(rest));
            inner == Some(e.inner_file.as_str())
                && finding.place.sheet == e.sheet
                && (e.left_out.binary_search(&row).is_ok()
                    || e.rows.binary_search_by_key(&row, |(r, _)| *r).is_ok())
        })?;
        Some(table.left_out.binary_search(&row).is_err())
    };
    let touching = all(files, session).filter_map(|f| here(f).map(|counted| (counted, f)));
    let (counted, not): (Vec<_>, Vec<_>) = touching.partition(|(counted, _)| *counted);
    let count = counted.len() + not.len();
    (not.iter().chain(&counted).take(FINDINGS).map(|(_, f)| line(f)).collect(), count)
}
