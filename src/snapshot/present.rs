//! What a receiver makes of a snapshot: its figures, and what it says of itself.

use super::{Choices, Snapshot};
use crate::catalogue::{CaseFigure, Count, Definition, Measure, PrivacyGroup};
use crate::count::Tally;
use crate::figures::settings::Settings;
use crate::figures::{
    FigureValue, Figures, PrivacyGroups, Sent, Setting, State, Withheld, present, township,
};
use crate::model::cell::Day;
use crate::model::period::{MonthEnd, Period, PeriodChoice};
use serde::{Deserialize, Serialize};

/// What a snapshot says of itself, for those who need not open its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotHead {
    /// The township's name where it is known.
    pub township: Option<String>,
    /// The day on which the snapshot was made.
    pub made: Day,
    /// The period; `None` if all dates count.
    pub period: Option<Period>,
    /// What the sender let travel.
    pub choices: Choices,
    /// Whether the sender suppressed small counts.
    pub suppressed: bool,
}

impl From<&Snapshot> for SnapshotHead {
    fn from(snapshot: &Snapshot) -> Self {
        Self {
            township: snapshot.township.clone(),
            made: snapshot.made,
            period: snapshot.period,
            choices: snapshot.choices,
            suppressed: !snapshot.hidden.is_empty(),
        }
    }
}

impl Snapshot {
    /// The day on which its months end.
    pub fn month_end(&self) -> MonthEnd {
        self.settings.as_ref().map(|s| s.month_end).unwrap_or_default()
    }

    /// The period as a person would choose it.
    pub fn choice(&self) -> PeriodChoice {
        let end = self.month_end();
        let months = self.period.filter(|_| self.by_months).and_then(|p| PeriodChoice::by_months(p, end));
        let named = || self.period.map_or(PeriodChoice::All, |period| PeriodChoice::named(period, end));
        months.unwrap_or_else(named)
    }
}

/// Returns the figures of a snapshot by the sender's settings; by the receiver's `settings` if the snapshot names none
/// (version 1).
pub fn figures(snapshot: &Snapshot, settings: &Settings) -> Figures {
    presented(snapshot, settings, present)
}

/// Returns the township's counts, measures and bodies alone, which is many times faster.
pub fn in_short(snapshot: &Snapshot, settings: &Settings) -> Figures {
    presented(snapshot, settings, township)
}

fn presented(
    snapshot: &Snapshot,
    settings: &Settings,
    present: impl Fn(&Tally, Setting) -> Figures,
) -> Figures {
    let setting = Setting {
        township: snapshot.township.clone(),
        period: snapshot.period,
        span: snapshot.span,
        as_of: snapshot.as_of(),
        settings: snapshot.settings.as_ref().unwrap_or(settings).clone(),
        unlisted: None,
        nowhere: 0,
    };
    let mut figures = present(&snapshot.tally, setting);
    figures.by_months = snapshot.by_months;
    remove_suppressed(&mut figures, snapshot);
    figures.sent = Some(Box::new(Sent {
        least: snapshot.choices.least,
        hidden: snapshot.hidden.clone(),
        persons: snapshot.choices.persons(),
        loaded: snapshot.tally.loaded,
        absent: snapshot.tally.absent.clone(),
    }));
    figures
}

/// Removes what the sender suppressed: it is absent, not 0.
fn remove_suppressed(figures: &mut Figures, snapshot: &Snapshot) {
    let hidden = &snapshot.hidden;
    if hidden.is_empty() {
        return;
    }
    for grid in &mut figures.grids {
        let groups = hidden.grid(&grid.key());
        for group in kept(groups) {
            grid.counts.forget(group);
        }
        // A load of part of the work is none.
        if !groups.is_empty() {
            grid.load = None;
        }
    }
    for village in &mut figures.villages {
        let groups = hidden.village(&village.name);
        forget(groups, Count::ALL, Count::definition, &mut village.counts);
        forget(groups, CaseFigure::ALL, CaseFigure::definition, &mut village.cases);
        for (measure, value) in Measure::ALL.iter().zip(&mut village.measures) {
            if measure.definition().privacy().any(|group| groups.has(group)) {
                *value = FigureValue::NONE;
            }
        }
    }
    for body in &mut figures.bodies {
        body.known = body.known.without(hidden.body(body.body));
        body.has_work &= body.has_duty() || body.has_matters();
        body.days = body.days.take().filter(|_| body.has_matters());
    }
    figures.load_basis = None;
    for measure in &mut figures.measures {
        let mut groups = measure.measure.definition().privacy().peekable();
        if groups.peek().is_some() {
            // Which places miss how many would tell their figures.
            measure.missing = None;
            if groups.any(|group| hidden.township.has(group)) {
                let state = match measure.state {
                    State::NoData => State::NoData,
                    _ => State::Withheld(Withheld::Small(snapshot.choices.least)),
                };
                (measure.state, measure.numerator, measure.denominator) = (state, 0, 0);
                measure.undecided.clear();
            }
        }
    }
    for (count, value) in &mut figures.counts {
        if count.definition().privacy().any(|group| hidden.township.has(group)) {
            *value = None;
        }
    }
    forget(hidden.township, CaseFigure::ALL, CaseFigure::definition, &mut figures.cases);
}

/// The groups in a set.
fn kept(groups: PrivacyGroups) -> impl Iterator<Item = PrivacyGroup> {
    PrivacyGroup::ALL.into_iter().filter(move |group| groups.has(*group))
}

/// Forgets the values of figures that are made from counts of these groups; `values` stand in the order of `all`.
fn forget<T: Copy>(
    groups: PrivacyGroups,
    all: &[T],
    definition: fn(T) -> &'static Definition,
    values: &mut [Option<i64>],
) {
    for (figure, value) in all.iter().zip(values) {
        if definition(*figure).privacy().any(|group| groups.has(group)) {
            *value = None;
        }
    }
}
