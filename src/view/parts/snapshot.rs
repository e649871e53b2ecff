//! A snapshot that was opened: its figures, and what the banner says.

use crate::model::period::PeriodChoice;
use crate::say;
use crate::snapshot::Snapshot;
use crate::text::{Language, language, t};

/// Returns the period of a snapshot as a choice.
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

/// Returns the words of the banner: the day, the period, and whether it names persons.
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
