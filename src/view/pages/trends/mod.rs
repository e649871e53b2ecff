//! 趋势: each figure by month and by quarter, and beside the period before and a year before.

pub mod picture;

use crate::catalogue::{CaseFigure, Count, Measure};
use crate::figures::reading::read;
use crate::figures::trends::{Bucket, BucketFigure};
use crate::figures::{Figures, State, Subject};
use crate::model::cell::Day;
use crate::model::period::PeriodChoice;
use crate::text::format::grouped;
use crate::text::{say, t};
use crate::view::parts::changes::{ChangeView, changes, shown, units};
use crate::view::parts::ratio::undecided;

/// The most months; the newest are shown.
const MONTHS: usize = 13;
const QUARTERS: usize = 9;

/// A cell of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendCell {
    /// The figure; the percentage of a ratio.
    pub text: String,
    /// For its evidence.
    pub subject: Subject,
    /// Whether the data ends before the period does.
    pub partial: bool,
    /// Numerator and denominator of a ratio.
    pub detail: String,
}

/// A figure over the periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendRow {
    /// Stable name; the bodies share some.
    pub id: String,
    /// What it is.
    pub subject: Subject,
    /// Its name.
    pub title: String,
    /// Its unit.
    pub unit: &'static str,
    /// A cell for each column; `None` if there is no data.
    pub cells: Vec<Option<TrendCell>>,
    /// Lines through the known cells: place from the left and height, in tenths of a percent.
    pub lines: Vec<Vec<(i64, i64)>>,
    /// The last part of the line, to a period that is not over; empty if there is none.
    pub open: Vec<(i64, i64)>,
}

/// Figures under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendGroup {
    /// Its name.
    pub title: &'static str,
    /// Its figures.
    pub rows: Vec<TrendRow>,
}

/// The table of figures over months or quarters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrendTable {
    /// The periods, the oldest first.
    pub columns: Vec<(PeriodChoice, String)>,
    /// The figures.
    pub groups: Vec<TrendGroup>,
}

impl TrendTable {
    /// The figure that is drawn until another is chosen.
    pub fn first(&self) -> Option<&Subject> {
        self.groups.first().and_then(|group| group.rows.first()).map(|row| &row.subject)
    }
}

/// A figure beside those of two other periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Stable name.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The figure of the chosen period.
    pub now: String,
    /// For its evidence.
    pub subject: Subject,
    /// The changes from the period before and from a year before; `None` if the data does not go back that far.
    pub others: [Option<ChangeView>; 2],
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrendsView {
    /// The chosen period as far as it has data, the one before, and a year before; empty if there is none.
    pub periods: [String; 3],
    /// The chosen period beside the others.
    pub compared: Vec<Compared>,
    /// By month.
    pub months: TrendTable,
    /// By quarter.
    pub quarters: TrendTable,
    /// Notes on the page.
    pub notes: Vec<String>,
}

/// Returns the page.
pub fn trends(figures: &Figures) -> TrendsView {
    let trends = &figures.trends;
    let title = |b: &Option<Bucket>| b.as_ref().map(|b| b.choice.title()).unwrap_or_default();
    let now = trends.compared.map(|p| figures.named(p).title()).unwrap_or_default();
    let mut notes =
        vec![t("网格员、党小组、综治中心等名单没有日期，按现状计，不随期间变化，不列在这里").to_owned()];
    if let (Some(chosen), Some(reached)) = (figures.period, trends.compared)
        && reached.to < chosen.to
    {
        notes.push(say!("本期数据只到 {}，与前期同样长的一段相比", reached.to));
    }
    notes.push(
        t("没有数据的期间留空，不当作 0；按期、超期、未到期都截至当期期末，各期相加不等于全期；* 表示数据没有到期末，或者最后一期有的诉求还不能判定")
            .to_owned(),
    );
    let open = trends.months.iter().find_map(|b| Some((b, b.ends_early(trends.until)?)));
    if let Some((bucket, day)) = open {
        notes.push(say!(
            "数据只到 {day}，{title}还没有完，走势的末段画成虚线",
            day,
            title = bucket.choice.title()
        ));
    }
    TrendsView {
        periods: [now, title(&trends.before), title(&trends.year_ago)],
        compared: compared(figures),
        months: table(&trends.months, trends.until, MONTHS),
        quarters: table(&trends.quarters, trends.until, QUARTERS),
        notes,
    }
}

fn compared(figures: &Figures) -> Vec<Compared> {
    let trends = &figures.trends;
    let buckets = [&trends.before, &trends.year_ago];
    if buckets.iter().all(|b| b.is_none()) {
        return Vec::new();
    }
    let mut subjects: Vec<&Subject> = Vec::new();
    for bucket in buckets.into_iter().flatten() {
        subjects.extend(
            bucket.figures.iter().map(|k| &k.subject).filter(|s| !subjects.contains(s)).collect::<Vec<_>>(),
        );
    }
    subjects
        .into_iter()
        .filter_map(|subject| {
            let changes = changes(subject, figures);
            let of = |bucket: &Option<Bucket>| {
                let choice = bucket.as_ref()?.choice;
                changes.iter().find(|c| c.choice == choice).cloned()
            };
            let others = [of(&trends.before), of(&trends.year_ago)];
            others.iter().any(Option::is_some).then_some(())?;
            Some(Compared {
                id: subject.id(),
                title: named(subject),
                now: shown(subject, read(subject, figures))?,
                subject: subject.clone(),
                others,
            })
        })
        .collect()
}

/// Returns the figure's name, with whose it is.
pub(crate) fn named(subject: &Subject) -> String {
    let name = subject.name();
    match subject.whose() {
        whose if whose.is_empty() => name,
        whose => format!("{whose} {name}"),
    }
}

fn table(buckets: &[Bucket], until: Option<Day>, most: usize) -> TrendTable {
    let newest = buckets.get(buckets.len().saturating_sub(most)..).unwrap_or_default();
    let mut subjects: Vec<&Subject> = Vec::new();
    for known in newest.iter().flat_map(|b| &b.figures) {
        if !subjects.contains(&&known.subject) {
            subjects.push(&known.subject);
        }
    }
    let mut groups: Vec<TrendGroup> = Vec::new();
    for subject in subjects {
        let row = trend_row(subject, newest, until);
        // A figure that is always 0 has no trend.
        if row.cells.iter().flatten().all(|c| c.text == "0") {
            continue;
        }
        let title = group(subject);
        match groups.iter_mut().find(|g| g.title == title) {
            Some(group) => group.rows.push(row),
            None => groups.push(TrendGroup { title, rows: vec![row] }),
        }
    }
    let columns = newest.iter().map(|b| (b.choice, titled(b, until))).collect();
    TrendTable { columns, groups }
}

/// Returns the period's name, and the day to which the data tells of it if it is not over.
fn titled(bucket: &Bucket, until: Option<Day>) -> String {
    let title = bucket.choice.title();
    let Some((_, month, day)) = bucket.ends_early(until).map(Day::ymd) else { return title };
    say!("{title}（到{month}月{day}日）", day, month, title)
}

fn group(subject: &Subject) -> &'static str {
    match subject {
        Subject::Body(body, _) => body.label(),
        Subject::Ratio(above, _) => group(above),
        Subject::Cases(_) | Subject::Count(Count::Cases) | Subject::Measure(Measure::CasesOnTime) => {
            t("矛盾纠纷和诉求")
        }
        _ => t("走访和活动"),
    }
}

/// Returns what a closing rate leaves undecided at a period's end; nothing for other figures.
fn left_open(subject: &Subject, bucket: &Bucket) -> Vec<(CaseFigure, i64)> {
    let wanted = match subject {
        Subject::Measure(measure) => measure.undecided(),
        Subject::Ratio(above, _) if **above == Subject::Cases(CaseFigure::Closed) => &[CaseFigure::NotDue],
        _ => &[],
    };
    let of =
        |figure: &CaseFigure| Some((*figure, bucket.read(&Subject::Cases(*figure))?.reading.known_count()?));
    wanted.iter().filter_map(of).collect()
}

fn last_line(lines: &[Vec<(i64, i64)>]) -> &[(i64, i64)] {
    lines.last().map(Vec::as_slice).unwrap_or_default()
}

/// Returns a figure over these periods.
pub(crate) fn trend_row(subject: &Subject, buckets: &[Bucket], until: Option<Day>) -> TrendRow {
    let known: Vec<Option<&BucketFigure>> = buckets.iter().map(|b| b.read(subject)).collect();
    let ratio = subject.is_ratio();
    let value = |k: &BucketFigure| match (k.reading.state, k.reading.denominator) {
        (State::Value, None) => Some(k.reading.numerator as f64),
        (State::Value, Some(d)) if d > 0 => Some(k.reading.numerator as f64 / d as f64),
        _ => None,
    };
    let last = buckets.len().saturating_sub(1);
    let is_open = buckets.last().is_some_and(|b| b.ends_early(until).is_some());
    let cells = buckets.iter().zip(&known).enumerate().map(|(place, (bucket, known))| {
        let known = (*known)?;
        let open = left_open(subject, bucket);
        let text = shown(subject, known.reading)?;
        // The unit is beside the name, once.
        let text = text.split([' ', '%']).next().unwrap_or_default().to_owned();
        let detail = match known.reading.denominator {
            Some(d) => {
                let fraction = format!("{} / {}", grouped(known.reading.numerator), grouped(d));
                let beside = undecided(&open);
                if beside.is_empty() { fraction } else { [fraction, beside].join(t("；")) }
            }
            None => String::new(),
        };
        Some(TrendCell {
            text,
            subject: subject.clone().within(bucket.choice),
            partial: !known.whole
                || place == last && is_open
                || place == last && open.iter().any(|(_, n)| *n > 0),
            detail,
        })
    });
    let values: Vec<Option<f64>> = known.iter().map(|k| k.and_then(value)).collect();
    let top = if ratio { 1.0 } else { values.iter().flatten().copied().fold(0.0, f64::max) };
    let step = 1000.0 / (values.len().max(2) - 1) as f64;
    let mut lines: Vec<Vec<(i64, i64)>> = vec![Vec::new()];
    for (i, value) in values.iter().enumerate() {
        match (value, lines.last_mut()) {
            (Some(v), Some(line)) if top > 0.0 => {
                line.push(((i as f64 * step) as i64, (v / top * 1000.0).clamp(0.0, 1000.0) as i64));
            }
            (None, Some(line)) if !line.is_empty() => lines.push(Vec::new()),
            _ => {}
        }
    }
    let mut open = Vec::new();
    if let (true, [.., _, _]) = (is_open && values.last().is_some_and(Option::is_some), last_line(&lines)) {
        open.extend(last_line(&lines).iter().rev().take(2).rev().copied());
        lines.last_mut().map(Vec::pop);
    }
    lines.retain(|line| line.len() > 1);
    TrendRow {
        id: subject.id(),
        subject: subject.clone(),
        title: match subject.split().1 {
            Subject::Body(..) => subject.name(),
            share @ Subject::Ratio(above, _) if matches!(**above, Subject::Body(..)) => share.name(),
            _ => named(subject),
        },
        unit: if ratio { "%" } else { units(subject).0 },
        cells: cells.collect(),
        lines,
        open,
    }
}
