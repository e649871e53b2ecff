//! Tables of values that sort, filter and add up, whatever they list.

pub mod cells;
pub mod window;

use crate::catalogue::{CaseFigure, Count, Deed, GridFigure, Measure};
use crate::figures::{Figures, Subject, Withheld};
use crate::model::body::Body;
use crate::model::place::GridKey;
use crate::say;
use crate::text::format::{between, grouped, hundredths, per_mille, percent, percents, quotient};
use crate::text::{pinyin, t};
use crate::view::parts::interval::end;
use crate::view::parts::representative_notes::{months, per_month};
use crate::view::route::Place;
use std::cmp::{Ordering, Reverse};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A number of things.
    Count(i64),
    /// A ratio, shown in percent.
    Percent(i64, i64),
    /// A ratio of which only bounds are known: least and most, and the denominator.
    Between(i64, i64, i64),
    /// A ratio whose units do not fit.
    Refused,
    /// The sender of the snapshot did not send it.
    Withheld(Withheld),
    /// A quotient, shown with one decimal.
    Quotient(i64, i64),
    /// A quotient of thousandths, shown with two decimals; the last is the step of the heat scale.
    Load(i64, i64, u8),
    /// A value beyond a bound that a person set.
    Beyond(Box<Self>),
    /// The interval of a ratio: from, to in tenths of a percent; numerator, denominator.
    Interval(i64, i64, i64, i64),
    /// A ratio drawn towards that of all, in tenths of a percent; numerator, denominator.
    Drawn(i64, i64, i64),
    /// Days, shown as months with one decimal.
    Months(i64),
    /// So many in so many days, shown as so many a month with one decimal.
    Monthly(i64, i64),
    /// Yes or no.
    Flag(bool),
    /// Not known: its table is not loaded. Never 0.
    Absent,
}

impl Value {
    /// A count that may be unknown.
    #[must_use]
    pub fn count(n: Option<i64>) -> Self {
        n.map_or(Self::Absent, Self::Count)
    }

    /// A ratio whose parts may be unknown.
    #[must_use]
    pub fn percent(n: Option<i64>, d: Option<i64>) -> Self {
        n.zip(d).map_or(Self::Absent, |(n, d)| Self::Percent(n, d))
    }

    /// A quotient whose parts may be unknown.
    #[must_use]
    pub fn quotient(n: Option<i64>, d: Option<i64>) -> Self {
        n.zip(d).map_or(Self::Absent, |(n, d)| Self::Quotient(n, d))
    }

    /// As a person reads it; a ratio without a denominator is a dash.
    #[must_use]
    pub fn text(&self) -> String {
        let dash = || "–".to_owned();
        match self {
            Self::Text(t) => t.clone(),
            Self::Count(n) => grouped(*n),
            Self::Percent(n, d) => percent(*n, *d).unwrap_or_else(dash),
            Self::Between(a, b, d) => percents(*a, *b, *d).unwrap_or_else(dash),
            Self::Refused => t("不符").to_owned(),
            Self::Withheld(why) => why.mark().to_owned(),
            Self::Quotient(n, d) => quotient(*n, *d).unwrap_or_else(dash),
            Self::Load(n, d, _) => hundredths(*n, d.saturating_mul(1000)).unwrap_or_else(dash),
            // A mark that is there in grey print too.
            Self::Beyond(value) => format!("▲ {}", value.text()),
            Self::Interval(_, _, _, 0) => dash(),
            Self::Interval(from, to, _, _) => format!("{}–{}", end(*from), end(*to)),
            Self::Drawn(_, _, 0) => dash(),
            Self::Drawn(rate, _, _) => end(*rate),
            Self::Months(days) => months(*days),
            Self::Monthly(n, days) => per_month(*n, *days).unwrap_or_else(dash),
            Self::Flag(true) => t("有").to_owned(),
            Self::Flag(false) => t("无").to_owned(),
            Self::Absent => String::new(),
        }
    }

    /// What a pointer that rests on it is told: numerator and denominator.
    #[must_use]
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::Percent(n, d) | Self::Interval(_, _, n, d) | Self::Drawn(_, n, d) => {
                Some(format!("{} / {}", grouped(*n), grouped(*d)))
            }
            Self::Months(days) => Some(say!("{} 天", grouped(*days))),
            Self::Monthly(n, days) => Some(say!("{} / {} 天", grouped(*n), grouped(*days))),
            Self::Between(a, b, d) => Some(say!("区间：{} / {}", between(*a, *b), grouped(*d))),
            Self::Refused => Some(t("口径不符，两边的单位不能相除").to_owned()),
            Self::Withheld(why) => Some(why.to_string()),
            Self::Absent => Some(t("无数据").to_owned()),
            Self::Beyond(_) => Some(t("超过设置的上限").to_owned()),
            _ => None,
        }
    }

    /// The value without a mark.
    #[must_use]
    pub fn plain(&self) -> &Self {
        match self {
            Self::Beyond(value) => value,
            other => other,
        }
    }

    /// The step of the heat scale, 0 to 10; `None` where it has none.
    #[must_use]
    pub fn heat(&self) -> Option<u8> {
        match self {
            Self::Percent(n, d) => {
                per_mille(*n, *d).map(|m| u8::try_from(m.clamp(0, 1000) / 100).unwrap_or(10))
            }
            Self::Flag(yes) => Some(if *yes { 10 } else { 0 }),
            Self::Load(_, _, step) => Some(*step),
            _ => None,
        }
    }

    /// Whether there is something to compare; the rest stays below, whichever way a table is sorted.
    fn is_known(&self) -> bool {
        match self {
            Self::Absent | Self::Refused | Self::Withheld(_) => false,
            Self::Between(_, _, d) | Self::Percent(_, d) | Self::Quotient(_, d) | Self::Load(_, d, _) => {
                *d > 0
            }
            Self::Interval(_, _, _, d) | Self::Drawn(_, _, d) | Self::Monthly(_, d) => *d > 0,
            Self::Text(_) | Self::Count(_) | Self::Flag(_) | Self::Months(_) => true,
            Self::Beyond(value) => value.is_known(),
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        match (self.plain(), other.plain()) {
            (Self::Count(a), Self::Count(b)) | (Self::Months(a), Self::Months(b)) => a.cmp(b),
            (Self::Interval(a, b, ..), Self::Interval(c, d, ..)) => (a, b).cmp(&(c, d)),
            (Self::Drawn(a, ..), Self::Drawn(b, ..)) => a.cmp(b),
            (Self::Percent(a, b), Self::Percent(c, d))
            | (Self::Quotient(a, b), Self::Quotient(c, d))
            | (Self::Monthly(a, b), Self::Monthly(c, d))
            | (Self::Load(a, b, _), Self::Load(c, d, _)) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            (Self::Flag(a), Self::Flag(b)) => a.cmp(b),
            (Self::Between(a, b, c), Self::Percent(d, e)) => {
                Self::Percent(a + b, 2 * c).compare(&Self::Percent(*d, *e))
            }
            (Self::Percent(a, b), Self::Between(c, d, e)) => {
                Self::Percent(*a, *b).compare(&Self::Percent(c + d, 2 * e))
            }
            (Self::Between(a, b, c), Self::Between(d, e, f)) => {
                Self::Percent(a + b, *c).compare(&Self::Percent(d + e, *f))
            }
            _ => Ordering::Equal,
        }
    }

    fn add(&mut self, other: &Self) {
        match (self, other.plain()) {
            (Self::Count(a), Self::Count(b)) => *a += b,
            (Self::Percent(a, b), Self::Percent(c, d)) | (Self::Quotient(a, b), Self::Quotient(c, d)) => {
                *a += c;
                *b += d;
            }
            (Self::Between(a, b, c), Self::Between(d, e, f)) => {
                *a += d;
                *b += e;
                *c += f;
            }
            (Self::Between(a, b, c), Self::Percent(n, d)) => {
                *a += n;
                *b += n;
                *c += d;
            }
            (total @ Self::Percent(..), Self::Between(a, b, c)) => {
                if let Self::Percent(n, d) = *total {
                    *total = Self::Between(a + n, b + n, c + d);
                }
            }
            (Self::Load(a, b, step), Self::Load(c, d, _)) => {
                *a += c;
                *b += d;
                *step = 0;
            }
            (
                total @ Self::Absent,
                other @ (Self::Count(_)
                | Self::Percent(..)
                | Self::Between(..)
                | Self::Quotient(..)
                | Self::Load(..)),
            ) => {
                *total = other.clone();
            }
            (total @ Self::Absent, Self::Flag(yes)) => *total = Self::Percent(i64::from(*yes), 1),
            (Self::Percent(a, b), Self::Flag(yes)) => {
                *a += i64::from(*yes);
                *b += 1;
            }
            _ => {}
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Count(n)
    }
}

/// How a column sorts and adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Words in the list's own order.
    Listed,
    /// Words by sound.
    Words,
    /// Numbers that add up.
    Sum,
    /// Numbers that do not add up (distinct people, who may be in two rows).
    Apart,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Stable name.
    pub id: &'static str,
    /// Heading.
    pub title: &'static str,
    /// Unit or note under the heading.
    pub unit: &'static str,
    /// How it sorts and adds up.
    pub manner: Manner,
    /// Whether its cells are shaded by their value.
    pub heat: bool,
    /// What its cells show, for their evidence.
    pub figure: Option<Figure>,
    /// Of a ratio of two figures, the denominator.
    pub over: Option<Figure>,
}

/// What the cells of a column show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Figure {
    Count(Count),
    Measure(Measure),
    Cases(CaseFigure),
    Grid(GridFigure),
    Deed(Deed),
    /// Two counts of a village added up.
    Both(Count, Count),
}

/// What a row is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum About {
    #[default]
    Nothing,
    Village(String),
    Grid(GridKey),
    Person(Body, String),
    Snapshot(u32),
}

impl About {
    /// The place whose page shows it; `None` where it is none.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Village(village) => Some(Place::Village(village.clone())),
            Self::Grid(key) => Some(Place::Grid(key.village.clone(), key.grid.clone())),
            Self::Person(body, name) => Some(Place::Person(*body, name.clone())),
            Self::Nothing | Self::Snapshot(_) => None,
        }
    }

    /// A figure of it; `None` where it has no such.
    #[must_use]
    pub fn subject(&self, figure: Figure) -> Option<Subject> {
        match (self, figure) {
            (Self::Village(v), Figure::Count(f)) => Some(Subject::VillageCount(v.clone(), f)),
            (Self::Village(v), Figure::Both(a, b)) => Some(Subject::Sum(vec![
                Subject::VillageCount(v.clone(), a),
                Subject::VillageCount(v.clone(), b),
            ])),
            (Self::Village(v), Figure::Measure(f)) => Some(Subject::VillageMeasure(v.clone(), f)),
            (Self::Village(v), Figure::Cases(f)) => Some(Subject::VillageCases(v.clone(), f)),
            (Self::Grid(key), Figure::Grid(f)) => Some(Subject::Grid(key.clone(), f)),
            (Self::Person(body, name), Figure::Deed(f)) => Some(Subject::Person(*body, name.clone(), f)),
            _ => None,
        }
    }
}

impl Column {
    /// A column without shades.
    #[must_use]
    pub const fn new(id: &'static str, title: &'static str, unit: &'static str, manner: Manner) -> Self {
        Self { id, title, unit, manner, heat: false, figure: None, over: None }
    }

    /// With what its cells show.
    #[must_use]
    pub const fn of(mut self, figure: Figure) -> Self {
        self.figure = Some(figure);
        self
    }

    /// With what its cells show: a figure over another.
    #[must_use]
    pub const fn ratio(mut self, figure: Figure, over: Figure) -> Self {
        self.figure = Some(figure);
        self.over = Some(over);
        self
    }

    /// Whether it holds words.
    #[must_use]
    pub fn words(&self) -> bool {
        matches!(self.manner, Manner::Listed | Manner::Words)
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The village it belongs to, for the filter.
    pub village: String,
    /// A cell for each column.
    pub cells: Vec<Value>,
    /// A remark that belongs to the row as a whole.
    pub note: &'static str,
    /// What it is about, for the evidence of its figures.
    pub about: About,
}

impl Row {
    /// What it is called: its first words.
    #[must_use]
    pub fn label(&self) -> String {
        self.cells.first().map(Value::text).unwrap_or_default()
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, in the order of their list.
    pub rows: Vec<Row>,
}

/// By which column, and which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The column.
    pub column: usize,
    /// Whether the largest comes first.
    pub descending: bool,
}

/// Which rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this village; empty for all.
    pub village: String,
    /// Only rows with this in a cell of words.
    pub text: String,
}

/// The rows that a filter leaves, sorted, and their sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Numbers of the rows.
    pub rows: Vec<usize>,
    /// A cell for each column; [`Value::Text`] of nothing where a column does not add up.
    pub total: Vec<Value>,
}

/// What a click on a heading leads to: largest first for numbers, then the other way, then the list's order.
#[must_use]
pub fn click(order: Option<Order>, column: usize, words: bool) -> Option<Order> {
    match order {
        Some(o) if o.column == column && o.descending != words => Some(Order { column, descending: words }),
        Some(o) if o.column == column => None,
        _ => Some(Order { column, descending: !words }),
    }
}

impl Table {
    /// With a mark where the sender of the snapshot has a figure and did not send it.
    #[must_use]
    pub fn marked(mut self, figures: &Figures) -> Self {
        if figures.sent.is_none() {
            return self;
        }
        for row in 0..self.rows.len() {
            for column in 0..self.columns.len() {
                let missing = *self.cell(row, column) == Value::Absent;
                let why = self.subject(row, column).filter(|_| missing).and_then(|s| figures.withheld(&s));
                let cell = self.rows.get_mut(row).and_then(|r| r.cells.get_mut(column));
                if let (Some(why), Some(cell)) = (why, cell) {
                    *cell = Value::Withheld(why);
                }
            }
        }
        self
    }

    /// What a cell shows; `None` where it is no figure.
    #[must_use]
    pub fn subject(&self, row: usize, column: usize) -> Option<Subject> {
        let (row, column) = (self.rows.get(row)?, self.columns.get(column)?);
        let own = row.about.subject(column.figure?)?;
        Some(match column.over {
            Some(below) => own.over(row.about.subject(below)?),
            None => own,
        })
    }

    /// What the sum of some rows shows below a column; `None` where it is no figure.
    #[must_use]
    pub fn total_subject(&self, rows: &[usize], column: usize) -> Option<Subject> {
        self.columns.get(column).filter(|c| c.manner == Manner::Sum)?;
        let parts: Vec<Subject> = rows.iter().filter_map(|row| self.subject(*row, column)).collect();
        (!parts.is_empty()).then_some(Subject::Sum(parts))
    }

    /// The rows that the filter leaves, in the order asked for (equal rows in the list's order), and their sums.
    #[must_use]
    pub fn list(&self, filter: &Filter, order: Option<Order>) -> Listing {
        let needle = filter.text.trim().to_lowercase();
        let mut rows: Vec<usize> = (0..self.rows.len()).filter(|i| self.keeps(*i, filter, &needle)).collect();
        if let Some(order) = order
            && let Some(column) = self.columns.get(order.column)
        {
            self.sort(&mut rows, order, column.manner);
        }
        let total = (0..self.columns.len()).map(|column| self.total(&rows, column)).collect();
        Listing { rows, total }
    }

    fn keeps(&self, row: usize, filter: &Filter, needle: &str) -> bool {
        self.rows.get(row).is_some_and(|row| {
            (filter.village.is_empty() || row.village == filter.village)
                && (needle.is_empty()
                    || row.village.contains(needle)
                    || row
                        .cells
                        .iter()
                        .any(|c| matches!(c, Value::Text(t) if t.to_lowercase().contains(needle))))
        })
    }

    fn cell(&self, row: usize, column: usize) -> &Value {
        self.rows.get(row).and_then(|r| r.cells.get(column)).unwrap_or(&Value::Absent)
    }

    fn sort(&self, rows: &mut [usize], order: Order, manner: Manner) {
        if manner == Manner::Listed {
            if order.descending {
                rows.reverse();
            }
            return;
        }
        if manner == Manner::Words {
            let key = |row: &usize| pinyin::key(&self.cell(*row, order.column).text());
            if order.descending {
                rows.sort_by_cached_key(|row| Reverse(key(row)));
            } else {
                rows.sort_by_cached_key(key);
            }
            return;
        }
        rows.sort_by(|a, b| {
            let (a, b) = (self.cell(*a, order.column), self.cell(*b, order.column));
            let both = if order.descending { b.compare(a) } else { a.compare(b) };
            b.is_known().cmp(&a.is_known()).then(both)
        });
    }

    fn total(&self, rows: &[usize], column: usize) -> Value {
        let adds = self.columns.get(column).is_some_and(|c| c.manner == Manner::Sum);
        if !adds {
            return Value::Text(String::new());
        }
        let mut total = Value::Absent;
        for row in rows {
            let cell = self.cell(*row, column);
            // A sum without what is not shown would pass for the whole; of towns it is said how many are in it.
            let town = self.rows.get(*row).is_some_and(|r| matches!(r.about, About::Snapshot(_)));
            if let (Value::Withheld(_), false) = (cell, town) {
                return cell.clone();
            }
            total.add(cell);
        }
        total
    }

    /// The villages of its rows, each once, in the order of the list.
    #[must_use]
    pub fn villages(&self) -> Vec<String> {
        let mut seen = rustc_hash::FxHashSet::default();
        self.rows
            .iter()
            .filter(|r| !r.village.is_empty() && seen.insert(r.village.as_str()))
            .map(|r| r.village.clone())
            .collect()
    }
}
