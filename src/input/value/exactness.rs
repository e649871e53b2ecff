//! How sure a figure is, and the words that say so: one table for cells and for drafts.

use super::scan::TextCursor;

/// How a stated figure compares with the true one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Exactness {
    /// 32人次: they are the same.
    #[default]
    Exact,
    /// 约100起, 30来户: the true figure lies within a tenth.
    About,
    /// 近100起: the true figure lies at most a tenth below, and not above. A cell keeps it as [`Self::About`].
    Near,
    /// 1030余次, 50以上, 不少于20: the true figure is not below.
    AtLeast,
    /// 不超过30, 20以内: the true figure is not above.
    AtMost,
    /// 不足30: the true figure is below. A cell keeps it as [`Self::AtMost`].
    Below,
}

impl Exactness {
    /// Returns the name in the JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About | Self::Near => "about",
            Self::AtLeast => "at-least",
            Self::AtMost | Self::Below => "at-most",
        }
    }

    /// Returns a sign for it, empty for exact.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::About => "≈",
            Self::Near => "→",
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
            Self::Below => "<",
        }
    }

    /// Joins two hedges of one figure. A bound wins over an estimate: 约100余 is at least 100.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (hedge, Self::Exact) => hedge,
            (Self::Exact | Self::About | Self::Near, hedge) => hedge,
            (bound, _) => bound,
        }
    }

    /// Returns what a cell keeps: the side on which the true figure lies, which is all that a sum can use.
    pub(super) fn in_cell(self) -> Self {
        match self {
            Self::Near => Self::About,
            Self::Below => Self::AtMost,
            other => other,
        }
    }
}

/// Where a hedge stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HedgePosition {
    /// Before the number: 约100起.
    Before,
    /// Between the number and its unit: 100余起.
    Within,
    /// Behind the unit: 100起以上.
    After,
}

use Exactness::{About, AtLeast, AtMost, Below, Near};
use HedgePosition::{After, Before, Within};

const HEDGES: &[(HedgePosition, Exactness, &str)] = &[
    (Before, AtLeast, "不少于 不低于 不下 至少 最少 超过 突破 高于 多于 超 逾 上 ≥ >= >"),
    (Before, AtMost, "不超过 不多于 不高于 至多 最多 ≤ <="),
    (Before, Below, "不足 不到 未到 少于 低于 <"),
    (Before, Near, "将近 接近 近"),
    (Before, About, "大约 大概 约 估计 ≈ ~"),
    (Within, AtLeast, "余 多 几 +"),
    (Within, About, "来"),
    (After, AtLeast, "及以上 以上 有余 余"),
    (After, AtMost, "及以下 以下 以内 之内"),
    (After, About, "左右 上下"),
];

/// Lists the hedges that may stand at a position. Of two that match the longer one counts: 不超过 ends with 超过.
pub fn hedges(position: HedgePosition) -> impl Iterator<Item = (&'static str, Exactness)> {
    let rows = HEDGES.iter().filter(move |(at, ..)| *at == position);
    rows.flat_map(|(_, exactness, words)| words.split(' ').map(|word| (word, *exactness)))
}

/// Whether a word before a number is a hedge: 上 is one before 百 or 千 alone (上百人, but 网上3人).
pub fn is_hedge(word: &str, next: Option<char>) -> bool {
    word != "上" || next.is_some_and(super::numeral::is_scale)
}

/// Takes a hedge before a cell's number.
pub(super) fn take_before(scan: &mut TextCursor<'_>) -> Option<Exactness> {
    let mut ahead = *scan;
    let (word, exactness) = ahead.take_longest(hedges(Before).map(|(word, e)| (word, (word, e))))?;
    is_hedge(word, ahead.peek()).then(|| {
        *scan = ahead;
        exactness
    })
}

/// Takes a hedge behind a cell's number or its unit; people write either word in either place.
pub(super) fn take_after(scan: &mut TextCursor<'_>) -> Option<Exactness> {
    scan.take_longest(hedges(Within).chain(hedges(After)))
}
