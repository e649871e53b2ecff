//! Figures of other periods than the chosen one: each month, each quarter, the period before, a year before.
//!
//! They come from the same counting as every figure. Tables without dates are counted once; of a dated table only
//! the rows between the first and the last one of a period are looked at, which in most exports are few.

mod join;

use crate::catalogue::kinds::counted_date;
use crate::catalogue::{CaseFigure, Count};
use crate::count::{Merge, PlacedTables, Scope, SourceTable, Tally, count};
use crate::figures::reading::{FigureValue, read};
use crate::figures::{Figures, Setting, State, Subject, township};
use crate::input::records::RecordColumn;
use crate::model::cell::{Day, days_in_month};
use crate::model::kind::Kind;
use crate::model::period::{Period, PeriodChoice};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The newest months that are counted.
const MONTHS: i32 = 36;
/// The newest quarters that are counted.
const QUARTERS: i32 = 12;

/// What other periods give.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trends {
    /// The months, the oldest first, without gaps.
    pub months: Vec<Bucket>,
    /// The quarters, likewise.
    pub quarters: Vec<Bucket>,
    /// The period of the same length just before the chosen one; `None` where all dates are chosen, or where it is
    /// [`Self::year_ago`].
    pub before: Option<Bucket>,
    /// The same days a year before.
    pub year_ago: Option<Bucket>,
    /// As far as the chosen period has data: the two before are as long.
    pub compared: Option<Period>,
}

/// A period with its figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bucket {
    /// Which.
    pub choice: PeriodChoice,
    /// The figures that are known of it: a table whose dates do not reach it has none, not 0.
    pub figures: Vec<BucketFigure>,
}

/// A figure of a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BucketFigure {
    /// Of what.
    pub subject: Subject,
    /// The figure.
    pub reading: FigureValue,
    /// Whether its tables reach to the period's end.
    pub whole: bool,
}

impl Trends {
    /// A figure of one of the periods.
    pub fn read(&self, choice: PeriodChoice, subject: &Subject) -> Option<&BucketFigure> {
        let compared = self.before.iter().chain(&self.year_ago);
        let bucket = self.months.iter().chain(&self.quarters).chain(compared).find(|b| b.choice == choice)?;
        bucket.read(subject)
    }

    /// Whether the tables of a figure have rows when a period begins, and when it ends.
    pub fn reach(&self, period: Period, subject: &Subject) -> (bool, bool) {
        let known = |day: Day| {
            let holds = |b: &&Bucket| b.choice.period().is_some_and(|p| p.from <= day && day <= p.to);
            let bucket = self.months.iter().find(holds);
            bucket.is_some_and(|b| self.reading(b.choice, subject).is_some())
        };
        (known(period.from), known(period.to))
    }

    /// The same, also of sums and ratios of figures that are known.
    pub fn reading(&self, choice: PeriodChoice, subject: &Subject) -> Option<FigureValue> {
        if let Some(known) = self.read(choice, subject) {
            return Some(known.reading);
        }
        // One figure under two names.
        if *subject == Subject::Cases(CaseFigure::Received) {
            return self.reading(choice, &Subject::Count(Count::Cases));
        }
        let count = |subject: &Subject| {
            let reading = self.reading(choice, subject)?;
            (reading.state == State::Value && reading.denominator.is_none()).then_some(reading.numerator)
        };
        match subject {
            Subject::Sum(parts) if !parts.is_empty() => {
                let sum = parts.iter().map(count).sum::<Option<i64>>()?;
                Some(FigureValue { state: State::Value, numerator: sum, denominator: None })
            }
            Subject::Ratio(above, below) => {
                let (above, below) = (count(above)?, count(below)?);
                let state = if below > 0 { State::Value } else { State::NoDenominator };
                Some(FigureValue { state, numerator: above, denominator: Some(below) })
            }
            _ => None,
        }
    }
}

impl Bucket {
    /// A figure, where it is known.
    pub fn read(&self, subject: &Subject) -> Option<&BucketFigure> {
        self.figures.iter().find(|k| k.subject == *subject)
    }
}

/// The rows of a table that a month has.
#[derive(Clone, Copy)]
struct Extent {
    first: usize,
    last: usize,
}

/// Counts the same tables for any period.
pub struct Recount<'a> {
    sources: &'a [SourceTable<'a>],
    preparation: &'a PlacedTables,
    today: Day,
    /// What the tables without dates give.
    base: Tally,
    /// For each table, its months.
    months: Vec<BTreeMap<i32, Extent>>,
}

impl<'a> Recount<'a> {
    /// Of these tables. Dates after `today` make no month.
    pub fn new(sources: &'a [SourceTable<'a>], preparation: &'a PlacedTables, today: Day) -> Self {
        let mut base = Tally::default();
        let all = Scope { period: None, as_of: None };
        for (source, prepared) in sources.iter().zip(&preparation.tables) {
            if counted_date(source.records.kind).is_none() {
                base.merge(count(source, prepared, preparation, 0..source.records.len(), all));
            }
        }
        let months = sources.iter().map(|s| months(s, today)).collect();
        Self { sources, preparation, today, base, months }
    }

    /// For open matters: a period's end, or today.
    fn scope(&self, period: Period) -> Scope {
        Scope { period: Some(period), as_of: Some(period.to.min(self.today)) }
    }

    /// The tally of a period, and the scope for which it is; without the visits of all dates.
    pub fn tally(&self, choice: PeriodChoice) -> Option<(Tally, Scope)> {
        let period = choice.period()?;
        let scope = self.scope(period);
        let (from, to) = (month(period.from), month(period.to));
        let mut tally = self.base.clone();
        for ((source, prepared), months) in
            self.sources.iter().zip(&self.preparation.tables).zip(&self.months)
        {
            if counted_date(source.records.kind).is_none() || from > to {
                continue;
            }
            let rows = months.range(from..=to).fold(None, |all: Option<Extent>, (_, e)| {
                Some(all.map_or(*e, |a| Extent { first: a.first.min(e.first), last: a.last.max(e.last) }))
            });
            let rows = rows.map_or(0..0, |e| e.first..e.last + 1);
            tally.merge(count(source, prepared, self.preparation, rows, scope));
        }
        Some((tally, scope))
    }

    /// First and last month of a kind's rows.
    fn reach(&self, kind: Kind) -> Option<(i32, i32)> {
        let tables = self.sources.iter().zip(&self.months).filter(|(s, _)| s.records.kind == kind);
        let ends = tables.filter_map(|(_, m)| Some((*m.keys().next()?, *m.keys().next_back()?)));
        ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// Whether a kind has rows in a period, to the month.
    fn any(&self, kind: Kind, period: Period) -> bool {
        let months = month(period.from)..=month(period.to);
        let mut tables = self.sources.iter().zip(&self.months).filter(|(s, _)| s.records.kind == kind);
        tables.any(|(_, m)| months.clone().any(|month| m.contains_key(&month)))
    }

    /// The figures of a period. Where `compared`, only those whose tables have rows there and reach its end.
    fn bucket(&self, choice: PeriodChoice, compared: bool) -> Option<Bucket> {
        let period = choice.period()?;
        let (tally, scope) = self.tally(choice)?;
        let setting = Setting { period: Some(period), as_of: scope.as_of, ..Setting::default() };
        let figures = township(&tally, setting);
        let known = |subject: Subject| {
            let dated = dated(&subject);
            let reach = |kind: &Kind| self.reach(*kind);
            let (from, to) = (month(period.from), month(period.to));
            let reached = dated.iter().all(|k| reach(k).is_some_and(|(a, b)| a <= from && from <= b));
            let whole = dated.iter().all(|k| reach(k).is_some_and(|(_, b)| to <= b));
            let any = !compared || whole && dated.iter().all(|k| self.any(*k, period));
            let reading = read(&subject, &figures);
            (reached && any && reading.state != State::NoData).then_some(BucketFigure {
                subject,
                reading,
                whole,
            })
        };
        Some(Bucket { choice, figures: subjects(&figures).into_iter().filter_map(known).collect() })
    }

    /// Every month and every quarter that the data has.
    pub fn steps(&self) -> (Vec<Bucket>, Vec<Bucket>) {
        let all = self.months.iter().flat_map(BTreeMap::keys);
        let (Some(&first), Some(&last)) = (all.clone().min(), all.max()) else { return Default::default() };
        let months = first.max(last - MONTHS + 1)..=last;
        let (a, b) = (first.div_euclid(3), last.div_euclid(3));
        let quarters = a.max(b - QUARTERS + 1)..=b;
        (
            months.filter_map(|m| self.bucket(month_choice(m), false)).collect(),
            quarters.filter_map(|q| self.bucket(quarter_choice(q), false)).collect(),
        )
    }

    /// The chosen period beside the one before and the same a year before.
    pub fn compared(&self, choice: PeriodChoice) -> (Option<Bucket>, Option<Bucket>, Option<Period>) {
        let last = self.months.iter().filter_map(|m| m.keys().next_back()).max();
        let Some((chosen, last)) = choice.period().zip(last) else { return (None, None, None) };
        let Some(end) = month_choice(*last).period().map(|p| p.to) else { return (None, None, None) };
        let reached = Period { from: chosen.from, to: chosen.to.min(end) };
        if reached.from > reached.to {
            return (None, None, None);
        }
        let (before, year_ago) = (before(chosen, reached), year_ago(reached));
        let bucket = |period: Option<Period>| self.bucket(PeriodChoice::from_period(period?), true);
        let earlier = before.filter(|_| before != year_ago);
        (bucket(earlier), bucket(year_ago), Some(reached))
    }
}

/// The months of a table's rows, up to today's.
fn months(source: &SourceTable<'_>, today: Day) -> BTreeMap<i32, Extent> {
    let mut months: BTreeMap<i32, Extent> = BTreeMap::new();
    let column = counted_date(source.records.kind).and_then(|field| source.records.column(field));
    if let Some(RecordColumn::Days(days)) = column {
        let latest = month(today);
        let mut extents: Vec<Option<Extent>> = vec![None; days.values.len() + 1];
        for (row, code) in days.codes.iter().enumerate() {
            match extents.get_mut(code as usize) {
                Some(Some(extent)) => extent.last = row,
                Some(none) => *none = Some(Extent { first: row, last: row }),
                None => {}
            }
        }
        for (day, extent) in days.values.iter().zip(extents.into_iter().skip(1)) {
            let number = month(*day);
            if let Some(own) = extent.filter(|_| number <= latest) {
                let all = months.entry(number).or_insert(own);
                *all = Extent { first: all.first.min(own.first), last: all.last.max(own.last) };
            }
        }
    }
    months
}

/// The dated tables of a subject.
fn dated(subject: &Subject) -> Vec<Kind> {
    let parts = [subject.definition(), subject.below().and_then(Subject::definition)];
    let kinds = parts.into_iter().flatten().flat_map(|d| d.needs.iter().copied());
    kinds.filter(|k| counted_date(*k).is_some()).collect()
}

/// Every figure of the township that depends on the period.
fn subjects(figures: &Figures) -> Vec<Subject> {
    use crate::catalogue::{CaseFigure, Count, Measure, RepFigure};
    let cases = Subject::Cases;
    let mut all: Vec<Subject> =
        Measure::ALL.iter().filter(|m| m.definition().dated).map(|m| Subject::Measure(*m)).collect();
    all.push(cases(CaseFigure::Closed).over(cases(CaseFigure::Received)));
    all.extend(Count::ALL.iter().filter(|c| c.dated()).map(|c| Subject::Count(*c)));
    all.extend(CaseFigure::ALL.iter().filter(|f| **f != CaseFigure::Received).map(|f| cases(*f)));
    for body in figures.bodies.iter().map(|b| b.body) {
        let deed = |deed| Subject::Body(body, deed);
        all.push(deed(RepFigure::Solved).over(deed(RepFigure::Matters)));
        all.extend(RepFigure::ALL.iter().filter(|d| d.definition().dated).map(|d| deed(*d)));
    }
    all
}

/// Year × 12 + month − 1.
fn month(day: Day) -> i32 {
    let (year, month, _) = day.ymd();
    year * 12 + month as i32 - 1
}

fn month_choice(number: i32) -> PeriodChoice {
    PeriodChoice::Month(number.div_euclid(12), number.rem_euclid(12) as u32 + 1)
}

fn quarter_choice(number: i32) -> PeriodChoice {
    PeriodChoice::Quarter(number.div_euclid(4), number.rem_euclid(4) as u32 + 1)
}

/// Whether a period is whole months.
fn by_months(period: Period) -> bool {
    let ((_, _, first), (year, month, last)) = (period.from.ymd(), period.to.ymd());
    first == 1 && last == days_in_month(year, month)
}

fn months_from(first: i32, many: i32) -> Option<Period> {
    let (from, to) = (month_choice(first).period()?, month_choice(first + many - 1).period()?);
    Some(Period { from: from.from, to: to.to })
}

/// As much of the period before `chosen` as `reached` is of it.
fn before(chosen: Period, reached: Period) -> Option<Period> {
    if by_months(chosen) && by_months(reached) {
        let first = month(chosen.from);
        let long = month(chosen.to) - first + 1;
        return months_from(first - long, month(reached.to) - first + 1);
    }
    let long = chosen.to.0.checked_sub(chosen.from.0)?.checked_add(1)?;
    let from = chosen.from.0.checked_sub(long)?;
    Some(Period { from: Day(from), to: Day(from + (reached.to.0 - reached.from.0)) })
}

fn year_ago(reached: Period) -> Option<Period> {
    if by_months(reached) {
        let first = month(reached.from);
        return months_from(first - 12, month(reached.to) - first + 1);
    }
    let back = |day: Day| {
        let (year, month, day) = day.ymd();
        Day::from_ymd(year - 1, month, day.min(days_in_month(year - 1, month)))
    };
    Some(Period { from: back(reached.from)?, to: back(reached.to)? })
}
