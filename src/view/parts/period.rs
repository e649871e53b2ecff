//! The period picker: which periods the data has.

use crate::model::period::{Period, PeriodChoice};
use crate::text::t;

/// A class of periods, as a button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodClass {
    /// `all`, `year`, `half`, `quarter`, `month` or `free`.
    pub id: &'static str,
    /// The words on the button.
    pub label: String,
    /// Whether the chosen period is of this class.
    pub on: bool,
    /// What a click chooses.
    pub choice: PeriodChoice,
}

/// The picker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeriodPicker {
    /// The buttons.
    pub classes: Vec<PeriodClass>,
    /// The periods of the chosen class that the data has, newest first.
    pub which: Vec<(PeriodChoice, String)>,
    /// The one of them that is chosen.
    pub selected: usize,
    /// First and last day, if they are chosen freely.
    pub free: Option<Period>,
}

/// The classes, in the order of the buttons.
pub const CLASSES: [&str; 6] = ["all", "year", "half", "quarter", "month", "free"];

/// The longest list: one mistyped year must not make a thousand months.
const LONGEST: usize = 60;

/// Numbers months through: year × 12 + month − 1.
fn month_number(day: crate::model::cell::Day) -> i32 {
    let (year, month, _) = day.ymd();
    year * 12 + month as i32 - 1
}

/// Returns the period of `months` months (1, 3, 6 or 12) that contains a month.
fn holding(months: i32, number: i32) -> PeriodChoice {
    let (year, month) = (number.div_euclid(12), number.rem_euclid(12) as u32);
    match months {
        12 => PeriodChoice::Year(year),
        6 => PeriodChoice::Half(year, month / 6 + 1),
        3 => PeriodChoice::Quarter(year, month / 3 + 1),
        _ => PeriodChoice::Month(year, month + 1),
    }
}

fn months_of(choice: PeriodChoice) -> Option<i32> {
    match choice {
        PeriodChoice::Year(_) => Some(12),
        PeriodChoice::Half(..) => Some(6),
        PeriodChoice::Quarter(..) => Some(3),
        PeriodChoice::Month(..) => Some(1),
        PeriodChoice::All | PeriodChoice::Free(_) => None,
    }
}

/// Returns the periods of one length that overlap the data, newest first.
fn touching(months: i32, span: Period) -> Vec<(PeriodChoice, String)> {
    let (first, last) =
        (month_number(span.from).div_euclid(months), month_number(span.to).div_euclid(months));
    (first..=last)
        .rev()
        .take(LONGEST)
        .map(|n| {
            let choice = holding(months, n * months);
            (choice, choice.title())
        })
        .collect()
}

/// Returns the picker for the chosen period; `span` is that of the data.
pub fn picker(choice: PeriodChoice, span: Option<Period>) -> PeriodPicker {
    let class = |id, label: String, on, choice| PeriodClass { id, label, on, choice };
    let mut classes =
        vec![class("all", t("全部").to_owned(), choice == PeriodChoice::All, PeriodChoice::All)];
    let Some(span) = span else {
        return PeriodPicker { classes, ..PeriodPicker::default() };
    };
    // A click stays near the shown period: it chooses the one that contains its end, inside the data.
    let shown = choice.period().map_or(span.to, |p| p.to.clamp(span.from, span.to));
    let last_year = span.to.ymd().0;
    for (id, months) in [("year", 12), ("half", 6), ("quarter", 3), ("month", 1)] {
        let on = months_of(choice) == Some(months);
        let target = if on { choice } else { holding(months, month_number(shown)) };
        let label = match target {
            PeriodChoice::Year(y) if y == last_year => t("本年").to_owned(),
            PeriodChoice::Half(_, 1) => t("上半年").to_owned(),
            PeriodChoice::Half(..) => t("下半年").to_owned(),
            PeriodChoice::Quarter(..) => t("季度").to_owned(),
            PeriodChoice::Month(..) => t("月").to_owned(),
            other => other.title(),
        };
        classes.push(class(id, label, on, target));
    }
    let free = match choice {
        PeriodChoice::Free(period) => Some(period),
        _ => None,
    };
    let start = choice.period().unwrap_or(span);
    classes.push(class("free", t("自选").to_owned(), free.is_some(), PeriodChoice::Free(start)));
    let mut which = months_of(choice).map_or_else(Vec::new, |months| touching(months, span));
    if !which.is_empty() && which.iter().all(|(c, _)| *c != choice) {
        which.insert(0, (choice, choice.title()));
    }
    let selected = which.iter().position(|(c, _)| *c == choice).unwrap_or(0);
    PeriodPicker { classes, which, selected, free }
}
