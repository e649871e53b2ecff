//! A snapshot that was opened: its figures, and what the banner says.

use crate::catalogue::{Count, Measure};
use crate::count::Tally;
use crate::figures::settings::Settings;
use crate::figures::{Figures, Sent, Setting, State, Withheld, present, township};
use crate::model::period::PeriodChoice;
use crate::say;
use crate::snapshot::{Group, Snapshot};
use crate::text::{Language, language, t};

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

/// The period of a snapshot as a choice.
#[must_use]
pub fn choice(snapshot: &Snapshot) -> PeriodChoice {
    let Some(period) = snapshot.period else {
        return PeriodChoice::All;
    };
    let (year, month, _) = period.from.ymd();
    [
        PeriodChoice::Year(year),
        PeriodChoice::Half(year, if month > 6 { 2 } else { 1 }),
        PeriodChoice::Quarter(year, month.div_ceil(3)),
        PeriodChoice::Month(year, month),
    ]
    .into_iter()
    .find(|c| c.period() == Some(period))
    .unwrap_or(PeriodChoice::Free(period))
}

/// What the banner says: of when, of which period, and that persons are left out.
#[must_use]
pub fn banner(snapshot: &Snapshot) -> String {
    let (year, month, day) = snapshot.made.ymd();
    let mut text = say!(
        "{}，{year} 年 {month} 月 {day} 日生成，统计期间 {}。",
        snapshot.township.as_deref().unwrap_or(t("未写明乡镇")),
        crate::model::period::range(snapshot.period),
        year,
        month,
        day
    );
    let space = if language() == Language::En { " " } else { "" };
    text += space;
    text += match (snapshot.choices.persons(), snapshot.choices.names) {
        (false, _) => t("只有汇总数，不含个人姓名。"),
        (true, false) => t("各人的数字以编号代替姓名。"),
        (true, true) => t("含个人姓名，请勿外传。"),
    };
    if !snapshot.hidden.is_empty() {
        text +=
            &say!("少于 {n} 的数以及能推算出它们的数，发送人为保护隐私已隐去。", n = snapshot.choices.least);
    }
    text
}
