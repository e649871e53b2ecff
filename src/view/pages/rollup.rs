//! 对比与汇总: many snapshots in one table, their total and those set aside; and two of them compared.

use crate::catalogue::{Count, Measure};
use crate::figures::compare::{Comparison, Difference, Moves, points};
use crate::figures::settings::PeriodTarget;
use crate::figures::{State, Subject};
use crate::model::period::range;
use crate::order::Gather as _;
use crate::session::rollup::{RollupCell, Row, Total, counted, names, settle};
use crate::text::format::{between, grouped, percents};
use crate::text::{say, t};
use crate::view::table::{CellValue, ColumnKind, PageTable, RowSubject, TableColumn, TableRow};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The most snapshots set aside that are listed one by one.
const LISTED: usize = 50;

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
    /// The names of all snapshots, by number, with their periods.
    pub names: Vec<String>,
}

/// Returns the page of the rows.
pub fn rollup(rows: &[Row]) -> RollupView {
    let asides = settle(rows);
    let total = counted(rows, &asides);
    let names = names(rows);
    let number = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
    let mut view = RollupView {
        sentence: sentence(&total, rows.len()),
        notes: notes(rows, &asides.iter().map(Option::is_none).collect::<Vec<_>>()),
        measures: Measure::ALL.iter().map(|m| measure_sum(*m, &total)).collect(),
        counts: Count::ALL.iter().map(|c| count_sum(*c, &total)).collect(),
        ..RollupView::default()
    };
    let used = rows.iter().zip(&asides).filter(|(_, aside)| aside.is_none()).map(|(row, _)| row);
    let mut table = PageTable { columns: columns(&used.collect::<Vec<_>>()), ..PageTable::default() };
    for (i, ((row, aside), name)) in rows.iter().zip(&asides).zip(&names).enumerate() {
        let shown = format!("{name} {}", range(row.period));
        match aside {
            None => {
                view.counted.push(number(i));
                for (at, target) in (2..).zip(&row.targets) {
                    let of_all = table.columns.get(at).and_then(|c| c.target);
                    if target.waits.is_none() && of_all != Some(*target) {
                        table.own.insert((table.rows.len(), at), *target);
                    }
                }
                table.rows.push(line(row, name, number(i)));
            }
            Some(reason) if view.aside.len() < LISTED => {
                view.aside.push(SetAside {
                    id: number(i),
                    name: shown.clone(),
                    reason: reason.sentence(rows),
                });
            }
            Some(_) => view.more += 1,
        }
        view.names.push(shown);
    }
    view.table = Arc::new(table);
    view
}

/// Returns the columns, with the targets that all towns share; each town is held against its own.
fn columns(rows: &[&Row]) -> Vec<TableColumn> {
    let shared = |at: usize| -> Option<PeriodTarget> {
        let target = rows.first()?.targets.get(at)?;
        let all = rows.iter().all(|row| row.targets.get(at) == Some(target));
        (all && target.waits.is_none()).then_some(*target)
    };
    let mut columns = vec![
        TableColumn::new("town", t("乡镇"), "", ColumnKind::Text),
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

fn line(row: &Row, name: &str, id: u32) -> TableRow {
    let mut cells = vec![CellValue::Text(name.to_owned()), CellValue::Text(range(row.period))];
    // A town without a denominator must add nothing to the numerators of all.
    let ratio = |c: &RollupCell| match c.state {
        State::NoDenominator => CellValue::Percent(0, 0),
        state => CellValue::from_state(state, c.numerator, Some(c.denominator)),
    };
    cells.extend(row.measures.iter().map(ratio));
    cells.extend(Count::ALL.iter().zip(&row.counts).map(|(count, n)| match (n, row.withheld(*count)) {
        (None, Some(why)) => CellValue::Withheld(why),
        _ => CellValue::count(*n),
    }));
    let note = if row.keeps_back { t("隐去了小数目") } else { "" };
    TableRow { village: String::new(), cells, note, about: RowSubject::Snapshot(id) }
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
        text,
        detail: count.unit().to_owned(),
        of: known_of_all(known.rows, total.rows),
    }
}

fn sentence(total: &Total, all: usize) -> String {
    if all == 0 {
        return t("还没有快照。").to_owned();
    }
    let aside = all - total.rows.min(all);
    let triangle = total.measure(Measure::Triangle);
    let mut out = say!("计入 {n} 个快照。", n = grouped(i64::try_from(total.rows).unwrap_or(0)));
    if triangle.rows > 0 {
        let (text, detail) = shown(triangle.sum);
        out += &say!("{title} {text}（{detail}）。", title = Measure::Triangle.title(), text, detail);
    }
    if aside > 0 {
        out += &say!("另有 {n} 个未计入，原因见下。", n = aside);
    }
    out
}

fn notes(rows: &[Row], counts: &[bool]) -> Vec<String> {
    let used: Vec<&Row> = rows.iter().zip(counts).filter(|(_, c)| **c).map(|(r, _)| r).collect();
    let mut notes = Vec::new();
    let periods: BTreeSet<_> = used.iter().map(|r| r.period).into_set();
    if periods.len() > 1 {
        notes.push(say!("统计期间有 {n} 种，期内的次数不是同一段时间的，合计只供参考。", n = periods.len()));
    }
    let ends: BTreeSet<_> = used.iter().map(|r| r.month_end.day()).collect();
    if ends.len() > 1 {
        notes.push(t("每月截止日不同的快照，各月不是同一段日子，不放在一条走势里。").to_owned());
    }
    if used.iter().any(|r| used.first().is_some_and(|first| r.targets != first.targets)) {
        notes.push(t("各镇的目标不同，底色按各镇自己的目标。").to_owned());
    }
    if used.iter().map(|r| r.assumed).collect::<BTreeSet<_>>().len() > 1 {
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

/// A line of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompareLine {
    /// Its stable name.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// The values before and after; empty if not known.
    pub sides: [String; 2],
    /// Their parts.
    pub details: [String; 2],
    /// The difference.
    pub difference: String,
    /// What chance has to do with the difference.
    pub chance: &'static str,
    /// Whether the difference is more than chance.
    pub beyond: bool,
    /// Whether both sides are the same, numerator and denominator.
    pub same: bool,
    /// The figure, for its rows if the files of one side are loaded.
    pub subject: Subject,
}

/// What came and went of one kind of thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovesView {
    /// The kind of thing.
    pub title: &'static str,
    /// How many came, went and stayed.
    pub text: String,
    /// Which came.
    pub came: Vec<String>,
    /// Which went.
    pub went: Vec<String>,
}

/// Returns the lines of a comparison that have a value on either side.
pub fn compare_lines(c: &Comparison) -> Vec<CompareLine> {
    let lines = c.measures.iter().chain(&c.counts).filter(|l| l.sides.iter().any(Option::is_some));
    lines
        .map(|l| {
            let side = |side: Option<(i64, Option<i64>)>| match side {
                Some((n, Some(d))) => {
                    let percent = percents(n, n, d).unwrap_or_else(|| "–".to_owned());
                    (format!("{percent}%"), format!("{} / {}", grouped(n), grouped(d)))
                }
                Some((n, None)) => (grouped(n), l.unit.to_owned()),
                None => (String::new(), String::new()),
            };
            let [was, is] = l.sides;
            let [(before, below), (after, beneath)] = l.sides.map(side);
            let (difference, chance) = match l.difference {
                Difference::Points(tenths, chance) => (points(tenths), Some(chance)),
                Difference::Amount(0, chance) => ("0".to_owned(), Some(chance)),
                Difference::Amount(n, chance) => {
                    let sign = if n > 0 { "+" } else { "−" };
                    let amount = grouped(i64::try_from(n.unsigned_abs()).unwrap_or(i64::MAX));
                    (format!("{sign}{amount}{}", part_of(n, l.sides)), Some(chance))
                }
                Difference::Unknown => (String::new(), None),
                Difference::Definition => (t("口径有变，不比较").to_owned(), None),
            };
            CompareLine {
                id: l.id,
                title: l.title,
                sides: [before, after],
                details: [below, beneath],
                difference,
                chance: chance.map_or("", crate::figures::compare::Chance::words),
                same: was == is && chance.is_some(),
                beyond: chance == Some(crate::figures::compare::Chance::Beyond),
                subject: l.subject.clone(),
            }
        })
        .collect()
}

/// Returns an amount as a part of what was before: `（+12.5%）`; nothing where there was none.
fn part_of(amount: i64, [before, _]: [Option<(i64, Option<i64>)>; 2]) -> String {
    let Some((before @ 1.., None)) = before else { return String::new() };
    let share = amount as f64 * 100.0 / before as f64;
    let sign = if share < 0.0 { "−" } else { "+" };
    say!("（{change}%）", change = format!("{sign}{:.1}", share.abs()))
}

/// Returns what came and went.
pub fn compare_moves(c: &Comparison) -> Vec<MovesView> {
    let view = |title: &'static str, moves: &Option<Moves>| {
        moves.as_ref().map(|m| MovesView {
            title,
            text: say!(
                "新增 {came}，减少 {went}，不变 {stayed}",
                came = m.came.len(),
                went = m.went.len(),
                stayed = m.stayed
            ),
            came: m.came.clone(),
            went: m.went.clone(),
        })
    };
    let all = [view(t("村"), &c.villages), view(t("网格"), &c.grids), view(t("代表"), &c.persons)];
    all.into_iter().flatten().collect()
}
