//! The grammar of figures that people type: hedges, digits or numerals, a unit.

use super::number::{Exactness, LARGEST, NumberErrorKind, Quantity, settled};
use super::numeral;
use super::scan::Scan;
use crate::model::unit::Unit;

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

/// Reads the whole text as one figure.
pub(super) fn read(text: &str, heading: Option<Unit>) -> Result<Quantity, NumberErrorKind> {
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
    while let Some(digit) = scan.raw().and_then(|c| c.to_digit(10)) {
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
