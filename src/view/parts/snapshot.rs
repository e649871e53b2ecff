//! The banner of a snapshot that is open.

use crate::model::period::range;
use crate::snapshot::SnapshotHead;
use crate::text::{Language, language, say, t};

/// Returns what the banner says: when the snapshot was made, of which period, and what it tells of persons.
pub fn banner(head: &SnapshotHead) -> String {
    let (year, month, day) = head.made.ymd();
    let mut text = say!(
        "{}，{year} 年 {month} 月 {day} 日生成，统计期间 {}。",
        head.township.as_deref().unwrap_or(t("未写明乡镇")),
        range(head.period),
        year,
        month,
        day
    );
    let space = if language() == Language::En { " " } else { "" };
    text += space;
    text += match (head.choices.persons(), head.choices.names) {
        (false, _) => t("只有汇总数，不含个人姓名。"),
        (true, false) => t("各人的数字以编号代替姓名。"),
        (true, true) => t("含个人姓名，请勿外传。"),
    };
    if head.suppressed {
        text += &say!("少于 {n} 的数以及能推算出它们的数，发送人为保护隐私已隐去。", n = head.choices.least);
    }
    text
}
