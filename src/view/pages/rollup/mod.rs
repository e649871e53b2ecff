//! 对比与汇总: many snapshots in one table, their total and those set aside; and two of them compared. Towns whose names say
//! where they are (某省 某市 某县 某镇) stand together in their regions, down to which a reader goes.

mod compared;
mod work;

pub use compared::{CompareLine, MovesView, compare_lines, compare_moves};
pub use work::RollupWork;

use crate::catalogue::{Count, Measure};
use crate::figures::settings::PeriodTarget;
use crate::figures::{Figures, State};
use crate::model::cell::Day;
use crate::model::period::{Period, range};
use crate::order::Gather as _;
use crate::session::rollup::{RollupCell, Row, Total};
use crate::text::format::{between, grouped, percents};
use crate::text::{say, t, unit_for};
use crate::view::table::{CellValue, ColumnKind, PageTable, RowSubject, TableColumn, TableRow};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The most snapshots set aside that are listed one by one.
const LISTED: usize = 50;

/// Returns the year for which queries are offered first: that of what is loaded, else this one.
pub fn year_of(figures: Option<&Figures>, today: Day) -> i32 {
    let loaded = figures.and_then(|figures| figures.period.or(figures.span)).map(|period| period.to);
    loaded.unwrap_or(today).ymd().0
}

/// A measure or count of all towns together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalLine {
    /// Its stable name.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// The value as a person reads it.
    pub text: String,
    /// Numerator and denominator, or the unit.
    pub detail: String,
    /// How many of the towns have it; empty if all do.
    pub of: String,
}

/// A snapshot that is not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Its number.
    pub id: u32,
    /// Its name and period.
    pub name: String,
    /// Why it is set aside.
    pub reason: String,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollupView {
    /// The sentence at the top.
    pub sentence: String,
    /// Notes on the table.
    pub notes: Vec<String>,
    /// A row for each snapshot that counts.
    pub table: Arc<PageTable>,
    /// The measures of all together.
    pub measures: Vec<TotalLine>,
    /// The counts of all together.
    pub counts: Vec<TotalLine>,
    /// The snapshots that count, by number.
    pub counted: Vec<u32>,
    /// The first of the snapshots that do not count.
    pub aside: Vec<SetAside>,
    /// How many more do not count.
    pub more: usize,
    /// The periods of all snapshots, the latest first.
    pub periods: Vec<Option<Period>>,
    /// The names of the regions in which all rows are, the largest first.
    pub path: Vec<String>,
    /// How many of them all snapshots share, so that nothing is outside.
    pub shared: usize,
}

/// Which of the snapshots are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollupChoice {
    /// The period; `None` for the latest of each town.
    pub period: Option<Option<Period>>,
    /// The regions that they are in, the largest first.
    pub within: Vec<String>,
}

impl RollupChoice {
    /// Whether a town of these parts of a name is in the chosen regions.
    fn holds(&self, parts: &[&str]) -> bool {
        self.within.iter().zip(parts).all(|(region, part)| region == part)
    }

    /// The rows of the chosen period, with their numbers.
    pub fn of_period<'r>(&self, rows: &'r [Row]) -> (Vec<u32>, Vec<&'r Row>) {
        let all = (0..).zip(rows);
        all.filter(|(_, row)| self.period.is_none_or(|period| row.period == period)).unzip()
    }
}

/// A snapshot that counts.
struct CountedRow<'r> {
    id: u32,
    row: &'r Row,
    /// Its name among all.
    name: &'r str,
    /// The parts of its name: the regions, then the town.
    parts: Vec<&'r str>,
}

/// Returns the page of the rows.
pub fn rollup(rows: &[Row], choice: &RollupChoice) -> RollupView {
    let mut work = RollupWork::new(choice.clone());
    loop {
        if let Some(view) = work.step(rows) {
            return view;
        }
    }
}

/// The snapshots among which one is chosen: number and name, with the period; one that is there before gets a number. The
/// first `most` in whose names the `words` stand, and the one that is `chosen`.
pub fn choices(rows: &[Row], words: &str, chosen: Option<usize>, most: usize) -> Vec<(usize, String)> {
    let mut seen: FxHashMap<(&str, Option<Period>), usize> = FxHashMap::default();
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let n = seen.entry((row.name.as_str(), row.period)).or_default();
        *n += 1;
        if found.len() >= most && chosen.is_none_or(|chosen| chosen < at) {
            break;
        }
        // Names are many, and few of them are shown.
        if Some(at) == chosen || found.len() < most {
            let label = format!("{} {}", row.name, range(row.period));
            let label = if *n == 1 { label } else { format!("{label}（{n}）") };
            if Some(at) == chosen || label.contains(words) {
                found.push((at, label));
            }
        }
    }
    found
}

/// Returns the columns, with the targets that all towns share; each town is held against its own.
fn columns(rows: &[&Row], title: &'static str) -> Vec<TableColumn> {
    let first = rows.first().map(|row| row.targets.as_slice()).unwrap_or_default();
    let others: Vec<&Row> = rows.iter().filter(|row| row.targets != first).copied().collect();
    let shared = |at: usize| -> Option<PeriodTarget> {
        let target = first.get(at)?;
        let all = others.iter().all(|row| row.targets.get(at) == Some(target));
        (all && target.waits.is_none()).then_some(*target)
    };
    let mut columns = vec![
        TableColumn::new("town", title, "", ColumnKind::Text),
        TableColumn::new("period", t("统计期间"), "", ColumnKind::Text),
    ];
    columns.extend(Measure::ALL.iter().enumerate().map(|(at, m)| {
        // A kind of venue that two towns reach is one kind, so the column does not add up.
        let kind = if *m == Measure::Venues { ColumnKind::NonAdditive } else { ColumnKind::Additive };
        let column = TableColumn::compared(m.id(), m.title(), "%", kind);
        match shared(at) {
            Some(target) => column.toward(target),
            None => column,
        }
    }));
    columns.extend(
        Count::ALL.iter().map(|c| TableColumn::new(c.id(), c.title(), c.unit(), ColumnKind::Additive)),
    );
    columns
}

/// A ratio as a cell: one without a denominator must add nothing to the numerators of all.
fn ratio(c: &RollupCell) -> CellValue {
    match c.state {
        State::NoDenominator => CellValue::Percent(0, 0),
        state => CellValue::from_state(state, c.numerator, Some(c.denominator)),
    }
}

/// The row of the towns of a region.
fn region(towns: &[CountedRow<'_>], depth: usize) -> TableRow {
    let total = Total::of(towns.iter().map(|own| own.row));
    let parts = towns.first().map_or(&[][..], |own| &own.parts);
    let periods: BTreeSet<_> = towns.iter().map(|own| own.row.period).into_set();
    let period = match periods.first() {
        Some(one) if periods.len() == 1 => range(*one),
        _ => say!("{n} 种", n = periods.len()),
    };
    let name = parts.get(depth).copied().unwrap_or_default();
    let name = say!("{name}（{n} 个）", name, n = towns.len());
    let mut cells = vec![CellValue::Text(name), CellValue::Text(period)];
    let measures: Vec<_> = Measure::ALL.iter().map(|m| total.measure(*m)).collect();
    let counts: Vec<_> = Count::ALL.iter().map(|c| total.count(*c)).collect();
    let known = measures.iter().map(|known| known.rows).chain(counts.iter().map(|known| known.rows));
    let is_part = known.into_iter().any(|rows| rows > 0 && rows < total.rows);
    cells.extend(measures.iter().map(|known| ratio(&known.sum)));
    cells.extend(counts.iter().map(|known| CellValue::count(known.sum)));
    let note = if is_part { t("有的数只有部分乡镇有") } else { "" };
    let about = RowSubject::Region(parts.iter().take(depth + 1).map(|&part| part.to_owned()).collect());
    TableRow { village: String::new(), cells, note, about }
}

/// The row of a town, called as within its region.
fn town(own: &CountedRow<'_>, depth: usize) -> TableRow {
    let row = own.row;
    let name = own.name.split_whitespace().skip(depth).collect::<Vec<_>>().join(" ");
    let mut cells = vec![CellValue::Text(name), CellValue::Text(range(row.period))];
    cells.extend(row.measures.iter().map(ratio));
    cells.extend(Count::ALL.iter().zip(&row.counts).map(|(count, n)| match (n, row.withheld(*count)) {
        (None, Some(why)) => CellValue::Withheld(why),
        _ => CellValue::count(*n),
    }));
    let note = if row.keeps_back { t("隐去了小数目") } else { "" };
    TableRow { village: String::new(), cells, note, about: RowSubject::Snapshot(own.id) }
}

fn known_of_all(known: usize, all: usize) -> String {
    if known == 0 || known == all { String::new() } else { say!("{all} 个中 {known} 个有", all, known) }
}

/// Returns a ratio as text, and its parts.
fn shown(cell: RollupCell) -> (String, String) {
    let (lower, upper) = match cell.state {
        State::Value => (cell.numerator, cell.numerator),
        State::Interval { lower, upper } => (lower, upper),
        State::NoDenominator => return (t("无法计算").to_owned(), String::new()),
        State::NoData => return (t("无数据").to_owned(), String::new()),
        State::Refused(refusal) => return (t("不符").to_owned(), refusal.to_string()),
        State::Withheld(why) => return (why.mark().to_owned(), why.to_string()),
    };
    let parts = if lower == upper { grouped(lower) } else { between(lower, upper) };
    let percent = percents(lower, upper, cell.denominator).unwrap_or_default();
    (format!("{percent}%"), format!("{parts} / {}", grouped(cell.denominator)))
}

fn measure_sum(measure: Measure, total: &Total) -> TotalLine {
    let known = total.measure(measure);
    let (text, detail) = shown(known.sum);
    TotalLine {
        id: measure.id(),
        title: measure.title(),
        text,
        detail,
        of: known_of_all(known.rows, total.rows),
    }
}

fn count_sum(count: Count, total: &Total) -> TotalLine {
    let known = total.count(count);
    let text = known.sum.map_or_else(|| t("无数据").to_owned(), grouped);
    TotalLine {
        id: count.id(),
        title: count.title(),
        detail: unit_for(&text, count.unit()).to_owned(),
        text,
        of: known_of_all(known.rows, total.rows),
    }
}

fn sentence(total: &Total, all: usize, aside: usize, others: usize) -> String {
    if all == 0 {
        return t("还没有快照。").to_owned();
    }
    let triangle = total.measure(Measure::Triangle);
    let mut out = say!("计入 {n} 个快照。", n = grouped(i64::try_from(total.rows).unwrap_or(0)));
    if triangle.rows > 0 {
        let (text, detail) = shown(triangle.sum);
        out += &say!("{title} {text}（{detail}）。", title = Measure::Triangle.title(), text, detail);
    }
    if aside > 0 {
        out += &say!("另有 {n} 个未计入，原因见下。", n = aside);
    }
    if others > 0 {
        out += &say!("{n} 个是其他期间的。", n = others);
    }
    out
}

fn notes(used: &[&Row]) -> Vec<String> {
    let mut notes = Vec::new();
    let periods: FxHashSet<_> = used.iter().map(|r| r.period).collect();
    if periods.len() > 1 {
        notes.push(say!("统计期间有 {n} 种，期内的次数不是同一段时间的，合计只供参考。", n = periods.len()));
    }
    let differ = |same: &dyn Fn(&Row, &Row) -> bool| {
        used.first().is_some_and(|first| used.iter().any(|row| !same(first, row)))
    };
    if differ(&|a, b| a.month_end == b.month_end) {
        notes.push(t("每月截止日不同的快照，各月不是同一段日子，不放在一条走势里。").to_owned());
    }
    if differ(&|a, b| a.targets == b.targets) {
        notes.push(t("各镇的目标不同，底色按各镇自己的目标。").to_owned());
    }
    if differ(&|a, b| a.assumed == b.assumed) {
        notes.push(
            t("各快照的工时、户数上限或目标期限不同，合成一个时这些按默认值，各镇的目标不变。").to_owned(),
        );
    }
    let other = used.iter().filter(|r| r.other_definitions()).count();
    if other > 0 {
        notes.push(say!("{n} 个快照的口径版本与本页不同。", n = other));
    }
    let kept = used.iter().filter(|r| r.keeps_back).count();
    if kept > 0 {
        notes.push(say!("{n} 个快照隐去了小数目，相应的数不在合计里。", n = kept));
    }
    if !used.is_empty() {
        notes.push(t("比率由分子、分母分别相加后再除，不是各镇比率的平均。中位数和负荷均衡度不能相加，合成一个快照后在它的页面上由全部网格重新计算。").to_owned());
    }
    notes
}
