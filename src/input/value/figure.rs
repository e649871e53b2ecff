//! The grammar of figures that people type into cells: hedges, digits or numerals, a unit.

use super::exactness::{self, Exactness};
use super::number::{LARGEST, NumberErrorKind, Quantity, settled};
use super::numeral;
use super::scan::TextCursor;
use crate::model::unit::Unit;

/// Words before a figure that say nothing of it.
const LEADS: &[&str] = &["共计", "总计", "累计", "合计", "共", "'"];

/// Words behind a figure with which a note on its parts begins.
const PARTS: &[&str] = &["其中", "含", "包含", "包括", "内含", "不含", "不包括", "另有"];

/// A number as it is written: `mantissa` ÷ 10^`decimals`.
#[derive(Clone, Copy, Debug)]
pub struct WrittenNumber {
    /// The digits as one whole number.
    pub mantissa: u128,
    /// How many of the digits stand behind the decimal point.
    pub decimals: u32,
}

impl WrittenNumber {
    /// Takes ASCII digits with a fraction. Groups of three digits may stand apart, behind one of `separators` each.
    /// Returns `None` where there are no digits, or more than any figure has.
    pub fn take(cursor: &mut TextCursor<'_>, separators: &[char]) -> Option<Self> {
        let (mut value, length) = cursor.digits()?;
        let mut ahead = *cursor;
        while length <= 3
            && ahead.bump().is_some_and(|c| separators.contains(&c))
            && let Some((group, 3)) = ahead.digits()
        {
            value = value.checked_mul(1000)?.checked_add(group)?;
            *cursor = ahead;
        }
        let mut number = Self { mantissa: value.into(), decimals: 0 };
        let mut ahead = *cursor;
        if ahead.bump() == Some('.') {
            while let Some(digit) = ahead.raw().and_then(|c| c.to_digit(10)) {
                ahead.bump();
                // A spreadsheet's number has 15 digits; what follows is noise.
                if number.decimals < 15 {
                    number.mantissa = number.mantissa * 10 + u128::from(digit);
                    number.decimals += 1;
                }
                *cursor = ahead;
            }
        }
        Some(number)
    }
}

/// Reads the whole text as one figure.
pub(super) fn read(text: &str, heading: Option<Unit>) -> Result<Quantity, NumberErrorKind> {
    let mut cursor = TextCursor::new(text);
    let mut exactness = Exactness::Exact;
    loop {
        match exactness::take_before(&mut cursor) {
            Some(found) => exactness = exactness.and(found),
            None if cursor.eat_any(LEADS) => {}
            None => break,
        }
    }
    let yuan = cursor.eat_any(&["¥", "￥"]);
    let negative = cursor.eat_any(&["-", "−"]);

    let mut figure = if cursor.eat_any(&["半小时", "半个小时", "半个钟头"]) {
        Figure { number: WrittenNumber { mantissa: 30, decimals: 0 }, unit: Some(Unit::Minute) }
    } else {
        cursor.skip_blank();
        Figure::take(&mut cursor)?
    };
    if let Some(found) = exactness::take_after(&mut cursor) {
        exactness = exactness.and(found);
        cursor.skip_blank();
        figure.scale_by(numeral::take_scale(&mut cursor))?;
    }
    if figure.unit.is_none() {
        figure.take_unit(&mut cursor, heading)?;
        exactness = exactness::take_after(&mut cursor).map_or(exactness, |found| exactness.and(found));
    }
    cursor.eat_all(&['。', ';', '.', '、', ',']);
    // 120（其中低保12）: a part of the figure, or what it leaves out.
    let mut note = cursor;
    note.eat("(");
    if note.eat_any(PARTS) {
        return settle(figure, exactness, yuan, negative, heading);
    }
    if !cursor.at_end() {
        let several = cursor.peek().is_some_and(|c| matches!(c, '-' | '~' | '—' | '至' | '到' | '和'));
        return Err(if several || digit_follows(cursor) {
            NumberErrorKind::Several
        } else {
            NumberErrorKind::Words
        });
    }
    settle(figure, exactness, yuan, negative, heading)
}

/// Returns the figure as it is kept: whole, in its unit, and with its sign.
fn settle(
    mut figure: Figure,
    exactness: Exactness,
    yuan: bool,
    negative: bool,
    heading: Option<Unit>,
) -> Result<Quantity, NumberErrorKind> {
    let unit = figure.unit.or(yuan.then_some(Unit::Yuan)).or(heading);
    let (unit, factor) = settled(unit);
    figure.scale_by(factor)?;
    let value = figure.whole()?;
    Ok(Quantity { value: if negative { -value } else { value }, unit, exactness: exactness.in_cell() })
}

fn digit_follows(mut cursor: TextCursor<'_>) -> bool {
    while let Some(c) = cursor.bump() {
        if c.is_ascii_digit() {
            return true;
        }
    }
    false
}

/// A figure as far as it is read.
struct Figure {
    number: WrittenNumber,
    unit: Option<Unit>,
}

impl Figure {
    fn take(cursor: &mut TextCursor<'_>) -> Result<Self, NumberErrorKind> {
        let first = cursor.raw().ok_or(NumberErrorKind::Words)?;
        let whole = |value: u64| WrittenNumber { mantissa: value.into(), decimals: 0 };
        if !first.is_ascii_digit() {
            let value = numeral::take(cursor).ok_or(NumberErrorKind::Words)?;
            return Ok(Self { number: whole(value), unit: None });
        }
        let number = WrittenNumber::take(cursor, &[',']).ok_or(NumberErrorKind::TooLarge)?;
        let mut figure = Self { number, unit: None };
        if number.decimals > 0 {
            figure.scale_by(numeral::take_scale(cursor))?;
        } else if cursor.raw().is_some_and(numeral::is_numeral) {
            let digits = u64::try_from(number.mantissa).map_err(|_| NumberErrorKind::TooLarge)?;
            figure.number = whole(numeral::take_after(digits, cursor).ok_or(NumberErrorKind::Words)?);
        }
        Ok(figure)
    }

    fn scale_by(&mut self, factor: u64) -> Result<(), NumberErrorKind> {
        let product = self.number.mantissa.checked_mul(u128::from(factor));
        self.number.mantissa = product.ok_or(NumberErrorKind::TooLarge)?;
        Ok(())
    }

    /// Takes the unit, in brackets or not; with the parts of 1小时30分 and 两个半小时.
    fn take_unit(
        &mut self,
        cursor: &mut TextCursor<'_>,
        heading: Option<Unit>,
    ) -> Result<(), NumberErrorKind> {
        if cursor.eat_any(&["个半小时", "个半钟头"]) {
            self.add_minutes(30)?;
            return Ok(());
        }
        let mut ahead = *cursor;
        if ahead.eat("(")
            && let Some(unit) = Unit::take(&mut ahead)
            && ahead.eat(")")
        {
            *cursor = ahead;
            self.unit = Some(unit);
            return Ok(());
        }
        self.unit = Unit::take(cursor);
        // 分 alone is also a mark in a test, and 时 a time of day.
        if self.unit.is_none() && heading.is_some_and(|unit| unit.same_dimension(Unit::Minute)) {
            if cursor.eat("分") {
                self.unit = Some(Unit::Minute);
            } else if cursor.eat("时") {
                self.unit = Some(Unit::Hour);
            }
        }
        if self.unit == Some(Unit::Hour) {
            if cursor.eat("半") {
                self.add_minutes(30)?;
                return Ok(());
            }
            let mut ahead = *cursor;
            ahead.eat("零");
            ahead.skip_blank();
            if let Ok(minutes) = Self::take(&mut ahead)
                && ahead.eat_any(&["分钟", "分", "min", "m"])
                && minutes.number.decimals == 0
            {
                *cursor = ahead;
                self.add_minutes(minutes.number.mantissa)?;
            }
        }
        Ok(())
    }

    /// Turns hours into minutes and adds some.
    fn add_minutes(&mut self, minutes: u128) -> Result<(), NumberErrorKind> {
        self.scale_by(60)?;
        let minutes = minutes.checked_mul(10_u128.pow(self.number.decimals));
        let sum = minutes.and_then(|minutes| self.number.mantissa.checked_add(minutes));
        self.number.mantissa = sum.ok_or(NumberErrorKind::TooLarge)?;
        self.unit = Some(Unit::Minute);
        Ok(())
    }

    /// Returns the figure where it is whole within 1e-9.
    fn whole(&self) -> Result<i64, NumberErrorKind> {
        let one = 10_u128.pow(self.number.decimals);
        let value = self.number.mantissa.checked_add(one / 2).ok_or(NumberErrorKind::TooLarge)? / one;
        let off = (value * one).abs_diff(self.number.mantissa);
        if off.saturating_mul(1_000_000_000) > one {
            return Err(NumberErrorKind::NotWhole);
        }
        i64::try_from(value).ok().filter(|&v| v <= LARGEST as i64).ok_or(NumberErrorKind::TooLarge)
    }
}
