//! Figures of other periods than the chosen one: each month, each quarter, the period before, a year before.
//!
//! They come from the same counting as every figure. Tables without dates are counted once, visits are sums of their
//! months, and of another dated table only the rows of a period's months are looked at.

mod join;

use crate::catalogue::kinds::counted_date;
use crate::catalogue::{CaseFigure, Count};
use crate::count::{Merge, PlacedTables, Scope, SourceTable, Tally, count, count_visits_of, count_where};
use crate::figures::reading::{FigureValue, read};
use crate::figures::{Figures, Setting, State, Subject, township};
#[cfg(not(target_arch = "wasm32"))]
use crate::input::records::Codes;
use crate::input::records::RecordColumn;
use crate::model::cell::{Day, days_in_month};
use crate::model::kind::Kind;
use crate::model::period::{MonthEnd, Period, PeriodChoice};
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
    /// The last day of which the data tells, today at most: a period that ends later is not over.
    pub until: Option<Day>,
}

/// A period with its figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bucket {
    /// Which.
    pub choice: PeriodChoice,
    /// Its days.
    pub period: Period,
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
            let holds = |b: &&Bucket| b.period.contains(day);
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
    /// The last day of which the data tells, where that is before the period's end.
    pub fn ends_early(&self, until: Option<Day>) -> Option<Day> {
        until.filter(|day| self.period.contains(*day) && *day < self.period.to)
    }

    /// A figure, where it is known.
    pub fn read(&self, subject: &Subject) -> Option<&BucketFigure> {
        self.figures.iter().find(|k| k.subject == *subject)
    }
}

/// The rows of a table by month.
#[derive(Default)]
struct MonthRows {
    /// The rows, those of one month together; none of visits, which are added up already.
    #[cfg(target_arch = "wasm32")]
    rows: Vec<u32>,
    #[cfg(not(target_arch = "wasm32"))]
    rows: Codes,
    /// Where in `rows` each month's end; the months that the table has, up to today's.
    ends: BTreeMap<i32, usize>,
}

/// Counts the same tables for any period.
pub struct Recount<'a> {
    sources: &'a [SourceTable<'a>],
    preparation: &'a PlacedTables,
    today: Day,
    /// What the tables without dates give.
    base: Tally,
    /// For each table, its rows by month.
    months: Vec<MonthRows>,
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
        let end = preparation.month_end;
        let months = sources.iter().map(|source| MonthRows::of(source, today, end)).collect();
        Self { sources, preparation, today, base, months }
    }

    /// For open matters: a period's end, or today.
    fn scope(&self, period: Period) -> Scope {
        Scope { period: Some(period), as_of: Some(period.to.min(self.today)) }
    }

    fn end(&self) -> MonthEnd {
        self.preparation.month_end
    }

    /// First and last month that a period touches.
    fn months_of(&self, period: Period) -> (i32, i32) {
        (self.end().month(period.from), self.end().month(period.to))
    }

    /// The tally of a period, and the scope for which it is; without the visits of all dates.
    pub fn tally(&self, choice: PeriodChoice) -> Option<(Tally, Scope)> {
        let period = choice.days(self.end())?;
        let scope = self.scope(period);
        let (from, to) = self.months_of(period);
        let mut tally = self.base.clone();
        tally.merge(count_visits_of(self.sources, self.preparation, Some(period), false));
        if from <= to {
            let wanted = |kind| kind != Kind::Visits && counted_date(kind).is_some();
            let rows = |table: usize| self.months.get(table).into_iter().flat_map(move |m| m.rows(from, to));
            count_where(&mut tally, (self.sources, self.preparation, scope), wanted, rows);
        }
        Some((tally, scope))
    }

    /// First and last month of a kind's rows.
    fn reach(&self, kind: Kind) -> Option<(i32, i32)> {
        let tables = self.sources.iter().zip(&self.months).filter(|(s, _)| s.records.kind == kind);
        let ends = tables.filter_map(|(_, m)| Some((*m.ends.keys().next()?, *m.ends.keys().next_back()?)));
        ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// Whether a kind has rows in a period, to the month.
    fn any(&self, kind: Kind, period: Period) -> bool {
        let (from, to) = self.months_of(period);
        let months = from..=to;
        let mut tables = self.sources.iter().zip(&self.months).filter(|(s, _)| s.records.kind == kind);
        tables.any(|(_, m)| months.clone().any(|month| m.ends.contains_key(&month)))
    }

    /// The figures of a period. Where `compared`, only those whose tables have rows there and reach its end.
    fn bucket(&self, choice: PeriodChoice, compared: bool) -> Option<Bucket> {
        let period = choice.days(self.end())?;
        let (tally, scope) = self.tally(choice)?;
        let setting = Setting { period: Some(period), as_of: scope.as_of, ..Setting::default() };
        let figures = township(&tally, setting);
        let known = |subject: Subject| {
            let dated = dated(&subject);
            let reach = |kind: &Kind| self.reach(*kind);
            let (from, to) = self.months_of(period);
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
        Some(Bucket { choice, period, figures: subjects(&figures).into_iter().filter_map(known).collect() })
    }

    /// Every month and every quarter that the data has.
    pub fn steps(&self) -> (Vec<Bucket>, Vec<Bucket>) {
        let all = self.months.iter().flat_map(|m| m.ends.keys());
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
        let last = self.months.iter().filter_map(|m| m.ends.keys().next_back()).max();
        let Some((chosen, last)) = choice.days(self.end()).zip(last) else {
            return (None, None, None);
        };
        let Some(end) = self.end().months(*last, *last).map(|p| p.to) else { return (None, None, None) };
        let reached = Period { from: chosen.from, to: chosen.to.min(end) };
        if reached.from > reached.to {
            return (None, None, None);
        }
        let (before, year_ago) = (before(chosen, reached, self.end()), year_ago(reached, self.end()));
        let bucket = |period: Option<Period>| self.bucket(PeriodChoice::named(period?, self.end()), true);
        let earlier = before.filter(|_| before != year_ago);
        (bucket(earlier), bucket(year_ago), Some(reached))
    }
}

impl MonthRows {
    /// The rows of a table up to today's month.
    fn of(source: &SourceTable<'_>, today: Day, end: MonthEnd) -> Self {
        let mut all = Self::default();
        let column = counted_date(source.records.kind).and_then(|field| source.records.column(field));
        let Some(RecordColumn::Days(days)) = column else { return all };
        let months = days.values.iter().map(|day| end.month(*day)).filter(|m| *m <= end.month(today));
        all.ends.extend(months.map(|month| (month, 0)));
        if source.records.kind == Kind::Visits {
            return all;
        }
        let month_of: Vec<Option<i32>> =
            std::iter::once(None).chain(days.values.iter().map(|day| Some(end.month(*day)))).collect();
        let of = |code: u32| month_of.get(code as usize).copied().flatten();
        let dated = (0..).zip(days.codes.iter()).filter_map(|(row, code)| Some((of(code)?, row)));
        let mut rows: Vec<(i32, u32)> = dated.filter(|(month, _)| all.ends.contains_key(month)).collect();
        rows.sort_by_key(|(month, _)| *month);
        for (end, (month, _)) in (1..).zip(&rows) {
            all.ends.insert(*month, end);
        }
        all.rows = rows.into_iter().map(|(_, row)| row).collect();
        #[cfg(not(target_arch = "wasm32"))]
        source.records.shelf().into_iter().for_each(|shelf| all.rows.put_away(shelf));
        all
    }

    /// The rows from one month to another.
    fn rows(&self, from: i32, to: i32) -> impl Iterator<Item = usize> + '_ {
        let end = |last: Option<(&i32, &usize)>| last.map_or(0, |(_, end)| *end);
        let (start, end) =
            (end(self.ends.range(..from).next_back()), end(self.ends.range(..=to).next_back()));
        #[cfg(target_arch = "wasm32")]
        let rows = self.rows.get(start..end).unwrap_or_default().iter().copied();
        #[cfg(not(target_arch = "wasm32"))]
        let rows = (start..end).filter_map(|at| self.rows.get(at));
        rows.map(|row| row as usize)
    }
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

fn month_choice(number: i32) -> PeriodChoice {
    PeriodChoice::Month(number.div_euclid(12), number.rem_euclid(12) as u32 + 1)
}

fn quarter_choice(number: i32) -> PeriodChoice {
    PeriodChoice::Quarter(number.div_euclid(4), number.rem_euclid(4) as u32 + 1)
}

/// As much of the period before `chosen` as `reached` is of it.
fn before(chosen: Period, reached: Period, end: MonthEnd) -> Option<Period> {
    if let (Some((first, last)), Some((_, until))) = (chosen.whole_months(end), reached.whole_months(end)) {
        let long = last - first + 1;
        return end.months(first - long, until - long);
    }
    let long = chosen.to.0.checked_sub(chosen.from.0)?.checked_add(1)?;
    let from = chosen.from.0.checked_sub(long)?;
    Some(Period { from: Day(from), to: Day(from + (reached.to.0 - reached.from.0)) })
}

fn year_ago(reached: Period, end: MonthEnd) -> Option<Period> {
    if let Some((first, last)) = reached.whole_months(end) {
        return end.months(first - 12, last - 12);
    }
    let back = |day: Day| {
        let (year, month, day) = day.ymd();
        Day::from_ymd(year - 1, month, day.min(days_in_month(year - 1, month)))
    };
    Some(Period { from: back(reached.from)?, to: back(reached.to)? })
}
