//! Words for units, in cells and in drafts.

use super::scan::TextCursor;
use crate::model::unit::Unit;

/// Other words for the same unit.
const ALIASES: &[(&str, Unit)] = &[
    ("人/次", Unit::PersonTime),
    ("户/次", Unit::HouseholdTime),
    ("个小时", Unit::Hour),
    ("个钟头", Unit::Hour),
    ("钟头", Unit::Hour),
    ("场次", Unit::Session),
    ("批次", Unit::Batch),
    ("周岁", Unit::Age),
    ("位", Unit::Person),
    ("minutes", Unit::Minute),
    ("mins", Unit::Minute),
    ("hours", Unit::Hour),
    ("hour", Unit::Hour),
    ("hrs", Unit::Hour),
    ("hr", Unit::Hour),
    ("min", Unit::Minute),
    ("h", Unit::Hour),
    ("H", Unit::Hour),
];

/// Units of things that no table here counts. A draft's figure may have one; a cell's number with one is not read.
const UNITS_OF_DRAFTS: &str =
    "个百分点 亿元 公里 平方米 吨 公斤 米 盏 台 辆 座 块 幅 套 间 头 棵 株 类 种 对 堂 节 宗 例 桩";

/// Words that make the number before them a date, an age or one of a series.
const WORDS_OF_ORDER: &str =
    "个月 个工作日 工作日 年 月 日 周 号 时 点 届 楼 层 级 倍 季度 世纪 刻 秒 路 栋 热线 平台 电话 · ℃";

/// What the word behind a number in a draft makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordBehind {
    /// A count, in this unit as written.
    Unit(&'static str),
    /// A time, an age or one of a series.
    Order,
}

impl WordBehind {
    /// Takes the longest word at the cursor.
    pub fn take(cursor: &mut TextCursor<'_>) -> Option<Self> {
        let units = words().filter(|(word, _)| !word.contains('/')).map(|(word, unit)| match unit {
            Unit::Minute | Unit::Hour | Unit::Day | Unit::Age => (word, Self::Order),
            _ => (word, Self::Unit(word)),
        });
        let more = UNITS_OF_DRAFTS.split(' ').map(|word| (word, Self::Unit(word)));
        cursor
            .take_longest(units.chain(more).chain(WORDS_OF_ORDER.split(' ').map(|word| (word, Self::Order))))
    }
}

/// Every word for a unit.
fn words() -> impl Iterator<Item = (&'static str, Unit)> {
    ALIASES.iter().copied().chain(Unit::ALL.iter().map(|unit| (unit.symbol(), *unit)))
}

impl Unit {
    /// Returns the unit that `text` names and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(unit) = Self::from_symbol(text) {
            return Some(unit);
        }
        let mut cursor = TextCursor::new(text);
        Self::take(&mut cursor).filter(|_| cursor.at_end())
    }

    /// Takes the longest unit that stands at the cursor.
    pub(super) fn take(cursor: &mut TextCursor<'_>) -> Option<Self> {
        cursor.take_longest(words())
    }
}
