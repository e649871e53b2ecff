//! A count over months, as a line.

use crate::catalogue::MonthFigure;
use crate::figures::reading::{month, read};
use crate::figures::{Figures, MonthFigures, Subject};
use crate::text::format::grouped;
use crate::text::say;

/// A point of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthPoint {
    /// 1月; 2024年1月 at the beginning of a year.
    pub label: String,
    /// The value.
    pub text: String,
    /// The value as a number.
    pub value: i64,
    /// The place from the left, in tenths of a percent.
    pub x: i64,
    /// The height, in tenths of a percent.
    pub y: i64,
    /// Whether the value is written: the last, the largest and the smallest.
    pub shown: bool,
    /// The figure.
    pub subject: Subject,
}
/// The most months of the line.
const MONTHS: usize = 24;

/// Returns the day to which the data tells of a month that is not over; `None` if it is.
pub fn not_over(figures: &Figures, month: &MonthFigures) -> Option<u32> {
    let until = figures.span.map(|span| figures.as_of.map_or(span.to, |day| day.min(span.to)))?;
    let number = month.year * 12 + month.month as i32 - 1;
    let period = figures.settings.month_end.months(number, number)?;
    (period.contains(until) && until < period.to).then(|| until.ymd().2)
}

/// Returns the newest months of a count; empty for fewer than two months, and if all are 0.
pub fn months(figures: &Figures, figure: MonthFigure) -> Vec<MonthPoint> {
    let of = |m: &MonthFigures| read(&month(m.year, m.month, figure), figures).numerator;
    let all: Vec<_> = figures.months.iter().collect();
    let newest = all.get(all.len().saturating_sub(MONTHS)..).unwrap_or_default();
    let values: Vec<i64> = newest.iter().map(|m| of(m)).collect();
    let (Some(max), Some(min)) = (values.iter().max().copied(), values.iter().min().copied()) else {
        return Vec::new();
    };
    if values.len() < 2 || max == 0 {
        return Vec::new();
    }
    let last = values.len() - 1;
    let few = values.len() <= 7;
    let first_of = |wanted| values.iter().position(|v| *v == wanted);
    let step = |i: usize| i64::try_from(i * 1000 / last).unwrap_or(0);
    newest
        .iter()
        .enumerate()
        .map(|(i, m)| MonthPoint {
            label: if let Some(day) = not_over(figures, m).filter(|_| i == last) {
                say!("{}月（到{day}日）", m.month, day)
            } else if (i == 0 && m.month != 1 && !few) || (i > 0 && m.month == 1) {
                say!("{}年{}月", m.year, m.month)
            } else {
                say!("{}月", m.month)
            },
            text: grouped(of(m)),
            value: of(m),
            x: step(i),
            y: of(m) * 1000 / max,
            subject: month(m.year, m.month, figure),
            shown: few || i == last || first_of(max) == Some(i) || first_of(min) == Some(i),
        })
        .collect()
}
