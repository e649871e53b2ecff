//! A snapshot that was opened: its figures, and what the banner says.

use crate::measure::{Figures, Setting, present};
use crate::period::PeriodChoice;
use crate::say;
use crate::settings::Settings;
use crate::snapshot::Snapshot;
use crate::text::t;

/// The figures of a snapshot: its counts, and what the sender's settings make of them; the receiver's, where it does
/// not say (version 1).
#[must_use]
pub fn figures(snapshot: &Snapshot, settings: &Settings) -> Figures {
    let end = snapshot.period.or(snapshot.span).map(|p| p.to);
    let setting = Setting {
        township: snapshot.township.clone(),
        period: snapshot.period,
        span: snapshot.span,
        as_of: end.map(|d| d.min(snapshot.made)),
        settings: snapshot.settings.as_ref().unwrap_or(settings).clone(),
        unlisted: None,
    };
    present(&snapshot.tally, setting)
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
    say!(
        "{}，{year} 年 {month} 月 {day} 日生成，统计期间 {}。只有汇总数，不含个人姓名。",
        snapshot.township.as_deref().unwrap_or(t("未写明乡镇")),
        super::period::range(snapshot.period),
        year,
        month,
        day
    )
}
