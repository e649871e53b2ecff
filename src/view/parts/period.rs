//! The period picker: which periods the data has.

use crate::model::period::{MonthEnd, Period, PeriodChoice};
use crate::text::t;

/// A class of periods: a button, and a group of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodClass {
    /// `month`, `months`, `quarter`, `half`, `year` or `free`.
    pub id: &'static str,
    /// The words on the button.
    pub label: &'static str,
    /// Whether the chosen period is of this class.
    pub on: bool,
    /// What a click chooses.
    pub choice: PeriodChoice,
    /// The periods of this class that the data has, newest first.
    pub which: Vec<(PeriodChoice, String)>,
}

/// The picker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeriodPicker {
    /// The classes; none if no table has dates.
    pub classes: Vec<PeriodClass>,
    /// First and last day, if they are chosen freely.
    pub free: Option<Period>,
}

/// A class: its name, the words on its button, the months that its periods begin after, and the period of a month.
type Row = (&'static str, &'static str, i32, fn(i32, u32) -> PeriodChoice);

/// The classes of whole months, in the order of the buttons.
const CLASSES: [Row; 5] = [
    ("month", "月", 1, PeriodChoice::Month),
    ("months", "1—N月", 1, |year, month| PeriodChoice::Months(year, 1, month)),
    ("quarter", "季度", 3, |year, month| PeriodChoice::Quarter(year, month.div_ceil(3))),
    ("half", "半年", 6, |year, month| PeriodChoice::Half(year, month.div_ceil(6))),
    ("year", "年", 12, |year, _| PeriodChoice::Year(year)),
];

/// The longest list: one mistyped year must not make a thousand months.
const LONGEST: usize = 60;

/// Returns the name of a choice's class.
fn class_of(choice: PeriodChoice) -> &'static str {
    match choice {
        PeriodChoice::All => "all",
        PeriodChoice::Month(..) => "month",
        PeriodChoice::Months(..) => "months",
        PeriodChoice::Quarter(..) => "quarter",
        PeriodChoice::Half(..) => "half",
        PeriodChoice::Year(_) => "year",
        PeriodChoice::Free(_) => "free",
    }
}

/// Returns the picker for the chosen period; `span` is that of the data, and months end on the day `end`.
pub fn picker(choice: PeriodChoice, span: Option<Period>, end: MonthEnd) -> PeriodPicker {
    let Some(span) = span else { return PeriodPicker::default() };
    // A click stays near the shown period: it chooses the one that contains its end, inside the data.
    let shown = choice.days(end).map_or(span.to, |p| p.to.clamp(span.from, span.to));
    let (first, last) = (end.month(span.from), end.month(span.to));
    let chosen = class_of(choice);
    let class = |(id, label, long, of): Row| {
        let of = |number: i32| of(number.div_euclid(12), number.rem_euclid(12) as u32 + 1);
        let steps = (first.div_euclid(long)..=last.div_euclid(long)).rev().take(LONGEST);
        let titled = |choice: PeriodChoice| (choice, choice.title());
        let mut which: Vec<_> = steps.map(|step| titled(of(step * long))).collect();
        let on = id == chosen;
        if on && which.iter().all(|(known, _)| *known != choice) {
            which.insert(0, titled(choice));
        }
        PeriodClass { id, label: t(label), on, choice: if on { choice } else { of(end.month(shown)) }, which }
    };
    let mut classes: Vec<PeriodClass> = CLASSES.into_iter().map(class).collect();
    let free = match choice {
        PeriodChoice::Free(period) => Some(period),
        _ => None,
    };
    let start = PeriodChoice::Free(choice.days(end).unwrap_or(span));
    let which = vec![(start, t("自选").to_owned())];
    classes.push(PeriodClass { id: "free", label: t("自选"), on: free.is_some(), choice: start, which });
    PeriodPicker { classes, free }
}
