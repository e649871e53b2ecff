//! The figures of an opened snapshot.

use super::{Group, Snapshot};
use crate::catalogue::{Count, Measure};
use crate::count::Tally;
use crate::figures::settings::Settings;
use crate::figures::{Figures, Sent, Setting, State, Withheld, present, township};

/// The figures of a snapshot: its counts, and what the sender's settings make of them; the receiver's, where it does
/// not say (version 1).
#[must_use]
pub fn figures(snapshot: &Snapshot, settings: &Settings) -> Figures {
    presented(snapshot, settings, present)
}

/// The township's counts, measures and bodies alone: many times faster.
#[must_use]
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
    };
    let mut figures = present(&snapshot.tally, setting);
    absent(&mut figures, snapshot);
    figures.sent = Some(Box::new(Sent {
        least: snapshot.choices.least,
        hidden: snapshot.hidden.clone(),
        persons: snapshot.choices.persons(),
        loaded: snapshot.tally.loaded,
    }));
    figures
}

/// What the sender kept back is not known: absent, not 0.
fn absent(figures: &mut Figures, snapshot: &Snapshot) {
    let hidden = &snapshot.hidden;
    if hidden.is_empty() {
        return;
    }
    for grid in &mut figures.grids {
        let groups = hidden.grid(&grid.key());
        if groups.has(Group::Visits) {
            (grid.visits, grid.visited_households, grid.minutes) = (None, None, None);
        }
        if groups.has(Group::Cases) {
            grid.cases = None;
        }
        // A load of part of the work is none.
        if !groups.is_empty() {
            grid.load = None;
        }
    }
    for village in &mut figures.villages {
        let groups = hidden.village(&village.name);
        if groups.has(Group::Visits) {
            (village.visits, village.visited_households, village.minutes) = (None, None, None);
        }
        if groups.has(Group::Cases) {
            village.cases = None;
        }
    }
    for body in &mut figures.bodies {
        let groups = hidden.body(body.body);
        body.has_duty &= !groups.has(Group::Duty);
        body.has_matters &= !groups.has(Group::Matters);
        body.performance = body.performance.filter(|_| body.has_duty || body.has_matters);
        body.answers = body.answers.take().filter(|_| body.has_matters);
    }
    figures.load_basis = None;
    for measure in &mut figures.measures {
        if measure.measure == Measure::HouseholdVisits {
            // Which grids miss how many would tell their figures.
            measure.missing = None;
            if hidden.township.has(Group::Visits) {
                let state = match measure.state {
                    State::NoData => State::NoData,
                    _ => State::Withheld(Withheld::Small(snapshot.choices.least)),
                };
                (measure.state, measure.numerator, measure.denominator) = (state, 0, 0);
            }
        }
    }
    for (count, value) in &mut figures.counts {
        let group = match count {
            Count::VisitsInPeriod | Count::VisitsAll => Group::Visits,
            Count::Cases => Group::Cases,
            _ => continue,
        };
        if hidden.township.has(group) {
            *value = None;
        }
    }
    if hidden.township.has(Group::Cases) {
        figures.cases = None;
    }
}
