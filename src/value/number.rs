//! Figures as people type them: value, unit, and how sure it is.

use std::fmt;

use super::normalise::is_nothing;
use super::numeral;
use super::scan::Scan;
use super::unit::Unit;
use crate::cell::Value;

/// How a figure stands to the true one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Exactness {
    /// 32人次
    #[default]
    Exact,
    /// 约100起, 近百人, 30来户: the true figure lies near.
    About,
    /// 1030余次, 100多人, 50以上, 不少于20: the true figure is not below.
    AtLeast,
    /// 不超过30, 20以内: the true figure is not above.
    AtMost,
}

/// A whole figure with the unit that stands with it.
///
/// Hours are turned into minutes and 万元 into yuan, so that they add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Quantity {
    /// The figure, in ones of the unit.
    pub value: i64,
    /// The unit, where the cell or its heading states one.
    pub unit: Option<Unit>,
    /// How the figure stands to the true one.
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
            NumberErrorKind::Words => write!(f, "“{found}”读不出数字，请改成数字加单位"),
            NumberErrorKind::NotWhole => write!(f, "“{found}”不是整数，请核对"),
            NumberErrorKind::Several => write!(f, "“{found}”里不止一个数字，请分开填写"),
            NumberErrorKind::TooLarge => write!(f, "“{found}”数字过大，请核对"),
            NumberErrorKind::OtherKind => write!(f, "“{found}”不是数字，请核对"),
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
    let digits = text.as_bytes().trim_ascii();
    if !digits.is_empty() && digits.len() <= 15 && digits.iter().all(u8::is_ascii_digit) {
        let value = digits.iter().fold(0_i64, |sum, b| sum * 10 + i64::from(b - b'0'));
        let (unit, factor) = settled(heading);
        return Ok(Some(Quantity { value: value * factor as i64, unit, exactness: Exactness::Exact }));
    }
    if is_nothing(text) {
        return Ok(None);
    }
    read(text, heading).map(Some).map_err(|kind| NotANumber { kind, found: text.trim().into() })
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
const LARGEST: u64 = 1_000_000_000_000_000;

/// The unit that figures are kept in, and the factor to it.
fn settled(unit: Option<Unit>) -> (Option<Unit>, u64) {
    match unit {
        Some(Unit::Hour) => (Some(Unit::Minute), 60),
        Some(Unit::TenThousandYuan) => (Some(Unit::Yuan), 10_000),
        unit => (unit, 1),
    }
}

/// What may stand before a figure. A word stands before those that it ends with.
const BEFORE: &[(&str, Exactness)] = &[
    ("不少于", Exactness::AtLeast),
    ("不低于", Exactness::AtLeast),
    ("不超过", Exactness::AtMost),
    ("不多于", Exactness::AtMost),
    ("不高于", Exactness::AtMost),
    ("不足", Exactness::AtMost),
    ("不到", Exactness::AtMost),
    ("少于", Exactness::AtMost),
    ("低于", Exactness::AtMost),
    ("至多", Exactness::AtMost),
    ("最多", Exactness::AtMost),
    ("至少", Exactness::AtLeast),
    ("最少", Exactness::AtLeast),
    ("超过", Exactness::AtLeast),
    ("高于", Exactness::AtLeast),
    ("多于", Exactness::AtLeast),
    ("超", Exactness::AtLeast),
    ("逾", Exactness::AtLeast),
    ("≥", Exactness::AtLeast),
    (">=", Exactness::AtLeast),
    (">", Exactness::AtLeast),
    ("≤", Exactness::AtMost),
    ("<=", Exactness::AtMost),
    ("<", Exactness::AtMost),
    ("大约", Exactness::About),
    ("约", Exactness::About),
    ("将近", Exactness::About),
    ("接近", Exactness::About),
    ("近", Exactness::About),
    ("大概", Exactness::About),
    ("估计", Exactness::About),
    ("≈", Exactness::About),
    ("~", Exactness::About),
    ("共计", Exactness::Exact),
    ("总计", Exactness::Exact),
    ("累计", Exactness::Exact),
    ("合计", Exactness::Exact),
    ("共", Exactness::Exact),
    ("'", Exactness::Exact),
];

const AFTER: &[(&str, Exactness)] = &[
    ("及以上", Exactness::AtLeast),
    ("以上", Exactness::AtLeast),
    ("及以下", Exactness::AtMost),
    ("以下", Exactness::AtMost),
    ("以内", Exactness::AtMost),
    ("之内", Exactness::AtMost),
    ("左右", Exactness::About),
    ("上下", Exactness::About),
    ("余", Exactness::AtLeast),
    ("多", Exactness::AtLeast),
    ("几", Exactness::AtLeast),
    ("+", Exactness::AtLeast),
    ("来", Exactness::About),
];

fn read(text: &str, heading: Option<Unit>) -> Result<Quantity, NumberErrorKind> {
    let mut scan = Scan::new(text);
    let mut exactness = Exactness::Exact;
    while let Some(found) = hedge(&mut scan, BEFORE) {
        exactness = stronger(exactness, found);
    }
    // 上百人: at least a hundred.
    let mut ahead = scan;
    if ahead.eat("上") && ahead.peek().is_some_and(|c| matches!(c, '百' | '千' | '万' | '十')) {
        scan = ahead;
        exactness = Exactness::AtLeast;
    }
    let yuan = scan.eat_any(&["¥", "￥"]);
    let negative = scan.eat_any(&["-", "−"]);

    let mut figure = if scan.eat_any(&["半小时", "半个小时", "半个钟头"]) {
        Figure { mantissa: 30, decimals: 0, unit: Some(Unit::Minute) }
    } else {
        scan.skip_blank();
        Figure::take(&mut scan)?
    };
    if let Some(found) = hedge(&mut scan, AFTER) {
        exactness = stronger(exactness, found);
        scan.skip_blank();
        figure.scale_by(numeral::take_scale(&mut scan))?;
    }
    if figure.unit.is_none() {
        figure.take_unit(&mut scan, heading)?;
        if let Some(found) = hedge(&mut scan, AFTER) {
            exactness = stronger(exactness, found);
        }
    }
    scan.eat_all(&['。', ';', '.', '、', ',']);
    if !scan.at_end() {
        let several = scan.peek().is_some_and(|c| matches!(c, '-' | '~' | '—' | '至' | '到' | '和'));
        return Err(if several || digit_follows(scan) {
            NumberErrorKind::Several
        } else {
            NumberErrorKind::Words
        });
    }
    let unit = figure.unit.or(yuan.then_some(Unit::Yuan)).or(heading);
    let (unit, factor) = settled(unit);
    figure.scale_by(factor)?;
    let value = figure.whole()?;
    Ok(Quantity { value: if negative { -value } else { value }, unit, exactness })
}

fn digit_follows(mut scan: Scan<'_>) -> bool {
    while let Some(c) = scan.bump() {
        if c.is_ascii_digit() {
            return true;
        }
    }
    false
}

fn hedge(scan: &mut Scan<'_>, words: &[(&str, Exactness)]) -> Option<Exactness> {
    let first = scan.peek()?;
    if first.is_ascii_digit() {
        return None;
    }
    words.iter().find(|(word, _)| word.starts_with(first) && scan.eat(word)).map(|(_, exactness)| *exactness)
}

/// Of two hedges the bound counts: 约100余人 is at least 100.
fn stronger(a: Exactness, b: Exactness) -> Exactness {
    match (a, b) {
        (Exactness::Exact, other) | (other, Exactness::Exact) => other,
        (Exactness::About, other) | (other, Exactness::About) => other,
        (a, _) => a,
    }
}

/// A decimal figure: `mantissa` ÷ 10^`decimals`.
struct Figure {
    mantissa: u128,
    decimals: u32,
    unit: Option<Unit>,
}

impl Figure {
    fn take(scan: &mut Scan<'_>) -> Result<Self, NumberErrorKind> {
        let first = scan.raw().ok_or(NumberErrorKind::Words)?;
        if !first.is_ascii_digit() {
            let value = numeral::take(scan).ok_or(NumberErrorKind::Words)?;
            return Ok(Self { mantissa: u128::from(value), decimals: 0, unit: None });
        }
        let whole = whole_part(scan)?;
        let (mut mantissa, mut decimals) = (u128::from(whole), 0);
        let mut ahead = *scan;
        if ahead.bump() == Some('.') && ahead.raw().is_some_and(|c| c.is_ascii_digit()) {
            while let Some(digit) = ahead.raw().and_then(|c| c.to_digit(10)) {
                ahead.bump();
                // A spreadsheet's number has 15 digits; what follows is noise.
                if decimals < 15 {
                    mantissa = mantissa * 10 + u128::from(digit);
                    decimals += 1;
                }
            }
            *scan = ahead;
            let mut figure = Self { mantissa, decimals, unit: None };
            figure.scale_by(numeral::take_scale(scan))?;
            return Ok(figure);
        }
        if scan.raw().is_some_and(numeral::is_numeral) {
            let value = numeral::take_after(whole, scan).ok_or(NumberErrorKind::Words)?;
            mantissa = u128::from(value);
        }
        Ok(Self { mantissa, decimals, unit: None })
    }

    fn scale_by(&mut self, factor: u64) -> Result<(), NumberErrorKind> {
        self.mantissa = self.mantissa.checked_mul(u128::from(factor)).ok_or(NumberErrorKind::TooLarge)?;
        Ok(())
    }

    /// The unit, in brackets or not; with the parts of 1小时30分 and 两个半小时.
    fn take_unit(&mut self, scan: &mut Scan<'_>, heading: Option<Unit>) -> Result<(), NumberErrorKind> {
        if scan.eat_any(&["个半小时", "个半钟头"]) {
            self.add_minutes(30)?;
            return Ok(());
        }
        let mut ahead = *scan;
        if ahead.eat("(")
            && let Some(unit) = Unit::take(&mut ahead)
            && ahead.eat(")")
        {
            *scan = ahead;
            self.unit = Some(unit);
            return Ok(());
        }
        self.unit = Unit::take(scan);
        // 分 alone is also a mark in a test, and 时 a time of day.
        if self.unit.is_none() && heading.is_some_and(|unit| unit.same_dimension(Unit::Minute)) {
            if scan.eat("分") {
                self.unit = Some(Unit::Minute);
            } else if scan.eat("时") {
                self.unit = Some(Unit::Hour);
            }
        }
        if self.unit == Some(Unit::Hour) {
            if scan.eat("半") {
                self.add_minutes(30)?;
                return Ok(());
            }
            let mut ahead = *scan;
            ahead.eat("零");
            ahead.skip_blank();
            if let Ok(minutes) = Self::take(&mut ahead)
                && ahead.eat_any(&["分钟", "分", "min"])
                && minutes.decimals == 0
            {
                *scan = ahead;
                self.add_minutes(minutes.mantissa)?;
            }
        }
        Ok(())
    }

    /// Turns hours into minutes and adds some.
    fn add_minutes(&mut self, minutes: u128) -> Result<(), NumberErrorKind> {
        self.scale_by(60)?;
        let minutes = minutes.checked_mul(10_u128.pow(self.decimals)).ok_or(NumberErrorKind::TooLarge)?;
        self.mantissa = self.mantissa.checked_add(minutes).ok_or(NumberErrorKind::TooLarge)?;
        self.unit = Some(Unit::Minute);
        Ok(())
    }

    /// The figure where it is whole within 1e-9.
    fn whole(&self) -> Result<i64, NumberErrorKind> {
        let one = 10_u128.pow(self.decimals);
        let value = self.mantissa.checked_add(one / 2).ok_or(NumberErrorKind::TooLarge)? / one;
        let off = (value * one).abs_diff(self.mantissa);
        if off.saturating_mul(1_000_000_000) > one {
            return Err(NumberErrorKind::NotWhole);
        }
        i64::try_from(value).ok().filter(|&v| v <= LARGEST as i64).ok_or(NumberErrorKind::TooLarge)
    }
}

/// ASCII digits, with commas where every group behind one has three digits.
fn whole_part(scan: &mut Scan<'_>) -> Result<u64, NumberErrorKind> {
    let (mut value, mut length) = (0_u64, 0);
    loop {
        let Some(digit) = scan.raw().and_then(|c| c.to_digit(10)) else { break };
        value = value
            .checked_mul(10)
            .and_then(|v| v.checked_add(u64::from(digit)))
            .ok_or(NumberErrorKind::TooLarge)?;
        length += 1;
        scan.bump();
    }
    while length <= 3 || value >= 1000 {
        let mut ahead = *scan;
        if ahead.bump() != Some(',') {
            break;
        }
        let mut group = 0_u64;
        let mut digits = 0;
        while let Some(digit) = ahead.raw().and_then(|c| c.to_digit(10)) {
            group = group * 10 + u64::from(digit);
            digits += 1;
            ahead.bump();
            if digits > 3 {
                break;
            }
        }
        if digits != 3 || length > 3 {
            break;
        }
        value =
            value.checked_mul(1000).and_then(|v| v.checked_add(group)).ok_or(NumberErrorKind::TooLarge)?;
        *scan = ahead;
    }
    Ok(value)
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
            ("志愿者20名、村干部5名", Words),
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
