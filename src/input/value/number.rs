//! Figures as people type them into cells: a value, its unit, and how sure it is.

use crate::text::say;
use std::fmt;

use super::exactness::Exactness;
use super::figure;
use super::normalise::is_nothing;
use crate::model::cell::Value;
use crate::model::unit::Unit;

/// A whole figure with its unit.
///
/// Hours are turned into minutes and 万元 into yuan, so that they add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Quantity {
    /// The figure, in ones of the unit.
    pub value: i64,
    /// The unit, where the cell or its heading states one.
    pub unit: Option<Unit>,
    /// How the figure compares with the true one.
    pub exactness: Exactness,
}

/// Why a text is not a whole figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NumberErrorKind {
    /// No figure can be read, or words follow it that are no unit.
    Words,
    /// A figure that is not whole.
    NotWhole,
    /// More than one figure in the cell.
    Several,
    /// A figure that no table of a township holds.
    TooLarge,
    /// A date, a truth value or an error value.
    OtherKind,
}

/// A text that is not a whole figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotANumber {
    /// Why.
    pub kind: NumberErrorKind,
    /// The text as found.
    pub found: Box<str>,
}

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &self.found;
        match self.kind {
            NumberErrorKind::Words => f.write_str(&say!("“{found}”读不出数字，请改成数字加单位", found)),
            NumberErrorKind::NotWhole => f.write_str(&say!("“{found}”不是整数，请核对", found)),
            NumberErrorKind::Several => f.write_str(&say!("“{found}”里不止一个数字，请分开填写", found)),
            NumberErrorKind::TooLarge => f.write_str(&say!("“{found}”数字过大，请核对", found)),
            NumberErrorKind::OtherKind => f.write_str(&say!("“{found}”不是数字，请核对", found)),
        }
    }
}

impl std::error::Error for NotANumber {}

/// Returns the figure of a cell's text; `None` where it states none ([`is_nothing`]).
///
/// ```
/// use gelan_core::input::value::{Exactness, NumberErrorKind, Unit, quantity};
/// let about = quantity("1030余次").unwrap().unwrap();
/// assert_eq!((about.value, about.unit, about.exactness), (1030, Some(Unit::Time), Exactness::AtLeast));
/// assert_eq!(quantity("1小时30分").unwrap().unwrap().value, 90);
/// assert_eq!(quantity("无"), Ok(None));
/// assert_eq!(quantity("30-40人").unwrap_err().kind, NumberErrorKind::Several);
/// ```
///
/// # Errors
/// Where the text is something else than one whole figure.
pub fn quantity(text: &str) -> Result<Option<Quantity>, NotANumber> {
    quantity_under(text, None)
}

/// As [`quantity`], in a column whose heading states a unit: it counts for figures without one of their own, so that 2.5
/// under 时长（小时） is 150 分钟.
///
/// # Errors
/// As [`quantity`].
pub fn quantity_under(text: &str, heading: Option<Unit>) -> Result<Option<Quantity>, NotANumber> {
    if let Some(found) = common(text, heading) {
        return Ok(Some(found));
    }
    if is_nothing(text) {
        return Ok(None);
    }
    if is_about(text) {
        return Err(NotANumber { kind: NumberErrorKind::Several, found: text.trim().into() });
    }
    figure::read(text, heading)
        .or_else(|kind| parts(text).ok_or(kind))
        .map(Some)
        .map_err(|kind| NotANumber { kind, found: text.trim().into() })
}

/// Whether a text states two neighbouring figures as one: 两三户, 三五次.
fn is_about(text: &str) -> bool {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == if c == '两' { '二' } else { c });
    let digits: Vec<Option<usize>> = text.chars().map(digit).collect();
    digits.split(Option::is_none).any(|run| match run {
        [Some(first), Some(second)] => *second == first + 1 || (*first, *second) == (2, 4),
        _ => false,
    })
}

/// Adds up persons of several sorts in one cell, each named and with its unit: 志愿者20名、村干部5名 is 25.
fn parts(text: &str) -> Option<Quantity> {
    let mut sum: Option<Quantity> = None;
    for part in text.split(['、', '，', ',', '；', ';', '和']) {
        let part = part.trim();
        let figure = part.find(|c: char| c.is_numeric())?;
        let (sort, figure) = part.split_at_checked(figure)?;
        let named = (2..=8).contains(&sort.chars().count()) && !sort.contains(['每', '各', '约', '近', '第']);
        let read = figure::read(figure, None).ok().filter(|q| {
            named && q.exactness == Exactness::Exact && q.unit.is_some_and(|u| u.same_dimension(Unit::Person))
        })?;
        let so_far = sum.map_or(0, |s| s.value);
        sum = Some(Quantity { value: so_far.checked_add(read.value)?, ..read });
    }
    let several = text.matches(['、', '，', ',', '；', ';', '和']).count() > 0;
    sum.filter(|_| several)
}

/// Reads the forms that fill exports, quickly: digits alone, or digits and a unit's symbol.
fn common(text: &str, heading: Option<Unit>) -> Option<Quantity> {
    let text = text.trim_ascii();
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(length)?;
    // Within LARGEST even in 万元.
    if !(1..=11).contains(&length) {
        return None;
    }
    let stated = if rest.is_empty() { heading } else { Some(Unit::from_symbol(rest)?) };
    let value = digits.bytes().fold(0_i64, |sum, b| sum * 10 + i64::from(b - b'0'));
    let (unit, factor) = settled(stated);
    Some(Quantity { value: value * factor as i64, unit, exactness: Exactness::Exact })
}

/// Returns the figure of a cell in a column whose heading states a unit, as [`quantity_under`]. A number counts as whole
/// within 1e-9.
///
/// # Errors
/// As [`quantity`]; dates, truth values and error values are no figures.
pub fn quantity_of_under(value: &Value<'_>, heading: Option<Unit>) -> Result<Option<Quantity>, NotANumber> {
    let kind = match value {
        Value::Text(text) => return quantity_under(text, heading),
        Value::Number(n) => {
            let (unit, factor) = settled(heading);
            let n = n * factor as f64;
            let whole = n.round();
            if whole.abs() >= LARGEST as f64 || !n.is_finite() {
                NumberErrorKind::TooLarge
            } else if (n - whole).abs() > 1e-9 {
                NumberErrorKind::NotWhole
            } else {
                return Ok(Some(Quantity { value: whole as i64, unit, exactness: Exactness::Exact }));
            }
        }
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => NumberErrorKind::OtherKind,
    };
    Err(NotANumber { kind, found: value.text().into() })
}

/// The largest figure read: 10^15, within what a spreadsheet's number holds exactly.
pub(super) const LARGEST: u64 = 1_000_000_000_000_000;

/// Returns the unit in which figures are kept, and the factor to it.
pub(super) fn settled(unit: Option<Unit>) -> (Option<Unit>, u64) {
    match unit {
        Some(Unit::Hour) => (Some(Unit::Minute), 60),
        Some(Unit::TenThousandYuan) => (Some(Unit::Yuan), 10_000),
        unit => (unit, 1),
    }
}
