//! Figures as people type them: value, unit, and how sure it is.

use crate::say;
use std::fmt;

use super::exactness::Exactness;
use super::figure;
use super::normalise::is_nothing;
use crate::model::cell::Value;
use crate::model::unit::Unit;

/// A whole figure with the unit that stands with it.
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

/// The figure of a cell's text; `None` where it states none ([`is_nothing`]).
///
/// # Errors
/// Where the text says something that is not one whole figure.
pub fn quantity(text: &str) -> Result<Option<Quantity>, NotANumber> {
    quantity_under(text, None)
}

/// As [`quantity`], in a column whose heading states a unit: it holds for
/// figures that carry none of their own, so 2.5 under 时长（小时） is 150 分钟.
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
    figure::read(text, heading)
        .or_else(|kind| parts(text).ok_or(kind))
        .map(Some)
        .map_err(|kind| NotANumber { kind, found: text.trim().into() })
}

/// Persons of several sorts in one cell, each named and with its unit, are added up: 志愿者20名、村干部5名 is 25.
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

/// The forms that fill exports, without a detour: digits alone, or digits and
/// a unit's symbol.
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

/// The figure of a cell.
///
/// # Errors
/// As [`quantity`]; dates, truth values and error values are no figures.
pub fn quantity_of(value: &Value<'_>) -> Result<Option<Quantity>, NotANumber> {
    quantity_of_under(value, None)
}

/// The figure of a cell in a column whose heading states a unit, as [`quantity_under`].
/// A number counts as whole within 1e-9.
///
/// # Errors
/// As [`quantity_of`].
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

/// The unit that figures are kept in, and the factor to it.
pub(super) fn settled(unit: Option<Unit>) -> (Option<Unit>, u64) {
    match unit {
        Some(Unit::Hour) => (Some(Unit::Minute), 60),
        Some(Unit::TenThousandYuan) => (Some(Unit::Yuan), 10_000),
        unit => (unit, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Exactness::{About, AtLeast, AtMost, Exact};
    use NumberErrorKind::{NotWhole, OtherKind, Several, TooLarge, Words};

    fn is(text: &str, value: i64, unit: Option<Unit>, exactness: Exactness) {
        assert_eq!(quantity(text), Ok(Some(Quantity { value, unit, exactness })), "{text:?}");
    }

    #[test]
    fn figures_and_units() {
        is("32人次", 32, Some(Unit::PersonTime), Exact);
        is("32", 32, None, Exact);
        is(" 32 ", 32, None, Exact);
        is("１２３", 123, None, Exact);
        is("1,575", 1575, None, Exact);
        is("1，234，567人", 1_234_567, Some(Unit::Person), Exact);
        is("三百二十", 320, None, Exact);
        is("两百户", 200, Some(Unit::Household), Exact);
        is("一千零五", 1005, None, Exact);
        is("六十五人次", 65, Some(Unit::PersonTime), Exact);
        is("13311112222.0", 13_311_112_222, None, Exact);
        is("12.000000000000001", 12, None, Exact);
        is("12 户", 12, Some(Unit::Household), Exact);
        is("12（户）", 12, Some(Unit::Household), Exact);
        is("共32人。", 32, Some(Unit::Person), Exact);
        is("80%", 80, Some(Unit::Percent), Exact);
        is("1.2万", 12_000, None, Exact);
        is("3万5千", 35_000, None, Exact);
        is("1.2万元", 12_000, Some(Unit::Yuan), Exact);
        is("￥500", 500, Some(Unit::Yuan), Exact);
        is("-5", -5, None, Exact);
        is("0户", 0, Some(Unit::Household), Exact);
        is("零", 0, None, Exact);
        is("'123", 123, None, Exact);
    }

    #[test]
    fn persons_of_several_sorts_are_added_up() {
        is("志愿者20名、村干部5名", 25, Some(Unit::Member), Exact);
        is("党员３人，群众12人；学生10人", 25, Some(Unit::Person), Exact);
    }

    #[test]
    fn hedges() {
        is("约100起", 100, Some(Unit::Incident), About);
        is("约１５人", 15, Some(Unit::Person), About);
        is("近百人", 100, Some(Unit::Person), About);
        is("30来户", 30, Some(Unit::Household), About);
        is("100人左右", 100, Some(Unit::Person), About);
        is("1030余次", 1030, Some(Unit::Time), AtLeast);
        is("100多人", 100, Some(Unit::Person), AtLeast);
        is("十余次", 10, Some(Unit::Time), AtLeast);
        is("十几户", 10, Some(Unit::Household), AtLeast);
        is("3万余", 30_000, None, AtLeast);
        is("30余万元", 300_000, Some(Unit::Yuan), AtLeast);
        is("上百人", 100, Some(Unit::Person), AtLeast);
        is("50以上", 50, None, AtLeast);
        is("50人以上", 50, Some(Unit::Person), AtLeast);
        is("不少于20", 20, None, AtLeast);
        is("1000+", 1000, None, AtLeast);
        is("约100余人", 100, Some(Unit::Person), AtLeast);
        is("不超过30件", 30, Some(Unit::Case), AtMost);
        is("20以内", 20, None, AtMost);
    }

    #[test]
    fn spans_of_time_in_minutes() {
        for (text, minutes) in [
            ("30分钟", 30),
            ("2小时", 120),
            ("2.5小时", 150),
            ("1小时30分", 90),
            ("1小时30分钟", 90),
            ("1小时零5分", 65),
            ("两个半小时", 150),
            ("一个半小时", 90),
            ("3小时半", 210),
            ("半小时", 30),
            ("半个小时", 30),
            ("2个小时", 120),
            ("1.5h", 90),
        ] {
            is(text, minutes, Some(Unit::Minute), Exact);
        }
        let hours = |text| quantity_under(text, Some(Unit::Hour)).unwrap().map(|q| (q.value, q.unit));
        assert_eq!(hours("2.5"), Some((150, Some(Unit::Minute))));
        assert_eq!(hours("3"), Some((180, Some(Unit::Minute))));
        assert_eq!(hours("40分"), Some((40, Some(Unit::Minute))));
        is("3天", 3, Some(Unit::Day), Exact);
    }

    #[test]
    fn no_figure() {
        for text in ["", " ", "/", "—", "-", "无", "\\", "\u{3000}", "－"] {
            assert_eq!(quantity(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn errors_quote_the_text() {
        for (text, kind) in [
            ("12.5", NotWhole),
            ("92.5%", NotWhole),
            ("0.5天", NotWhole),
            ("1.23456万", NotWhole),
            ("半天", Words),
            ("若干", Words),
            ("几十人", Words),
            ("3个月", Words),
            ("每村4人", Words),
            ("12只", Words),
            ("30-40人", Several),
            ("1,2,3", Several),
            ("1,2345", Several),
            ("12 34", Several),
            ("志愿者20名、村干部5户", Words),
            ("每村20名、每组5名", Words),
            ("20名、5名", Several),
            ("99999999999999999999", TooLarge),
            ("五亿亿", Words),
        ] {
            let error = quantity(text).unwrap_err();
            assert_eq!((error.kind, &*error.found), (kind, text));
            assert!(error.to_string().contains(text));
        }
    }

    #[test]
    fn cells() {
        let of = |v| quantity_of(&v).map(|q| q.map(|q| q.value));
        assert_eq!(of(Value::Number(104.0)), Ok(Some(104)));
        assert_eq!(of(Value::Number(104.000_000_000_01)), Ok(Some(104)));
        assert_eq!(of(Value::Number(0.5)).unwrap_err().kind, NotWhole);
        assert_eq!(of(Value::Number(1e300)).unwrap_err().kind, TooLarge);
        assert_eq!(of(Value::Number(f64::NAN)).unwrap_err().kind, TooLarge);
        assert_eq!(of(Value::Text("59户".into())), Ok(Some(59)));
        assert_eq!(of(Value::Bool(true)).unwrap_err().kind, OtherKind);
        assert_eq!(of(Value::Error("#N/A".into())).unwrap_err().kind, OtherKind);
        assert_eq!(
            quantity_of_under(&Value::Number(2.5), Some(Unit::Hour)).unwrap().map(|q| q.value),
            Some(150)
        );
    }
}
