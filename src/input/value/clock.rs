//! Weekdays and times of day behind a date, which are skipped, and the runs of digits of dates and times.

use super::numeral;
use super::scan::TextCursor;

/// A run of digits.
#[derive(Clone, Copy)]
pub(crate) struct RunOfDigits {
    pub(crate) value: u32,
    pub(crate) length: u32,
}

/// Takes a run of digits, ASCII or Chinese, over white space before it.
pub(crate) fn figure(cursor: &mut TextCursor<'_>) -> Option<RunOfDigits> {
    cursor.skip_blank();
    if cursor.raw()?.is_ascii_digit() {
        let (value, length) = cursor.digits()?;
        return Some(RunOfDigits { value: u32::try_from(value).ok()?, length });
    }
    let mut counted = *cursor;
    let value = u32::try_from(numeral::take(cursor)?).ok()?;
    let mut length = 0;
    while counted.raw().is_some_and(numeral::is_numeral) {
        counted.bump();
        length += 1;
    }
    Some(RunOfDigits { value, length })
}

/// Takes a weekday and a time of day. Returns true where the time is stated in UTC and is on the next day in Beijing.
pub(super) fn clock(cursor: &mut TextCursor<'_>) -> bool {
    let mut ahead = *cursor;
    let bracket = ahead.eat("(");
    if ahead.eat_any(&["星期", "周", "礼拜"]) {
        ahead.skip_blank();
        if ahead.bump().is_some_and(|c| "一二三四五六日天1234567".contains(c)) && (!bracket || ahead.eat(")"))
        {
            *cursor = ahead;
        }
    }
    let iso = cursor.eat("T");
    let word = cursor.eat_any(&[
        "上午", "下午", "中午", "早上", "早晨", "晚上", "凌晨", "傍晚", "夜间", "全天", "晚", "早", "夜",
        "AM", "PM",
    ]);
    let mut ahead = *cursor;
    let Some(hour) = clock_hour(&mut ahead) else { return false };
    *cursor = ahead;
    if !word {
        cursor.eat_any(&["AM", "PM", "am", "pm"]);
    }
    if iso {
        if cursor.eat_any(&["Z", "+00:00"]) {
            return hour >= 16;
        }
        cursor.eat_any(&["+08:00", "+0800", "+08"]);
    }
    false
}

/// Takes the end of a span of hours: the 11:30 of 8:30-11:30.
pub(super) fn clock_figures(cursor: &mut TextCursor<'_>) -> bool {
    cursor.eat_any(&["上午", "下午", "中午", "晚上", "晚"]);
    clock_hour(cursor).is_some()
}

/// Takes 8:30, 08:30:00.000, 9点, 3时20分, 三点半; returns the hour.
fn clock_hour(cursor: &mut TextCursor<'_>) -> Option<u32> {
    let hour = figure(cursor)?;
    let below = |figure: Option<RunOfDigits>| figure.filter(|f| f.value < 60 && f.length <= 3);
    let mark = cursor.bump()?;
    match mark {
        ':' => {
            below(figure(cursor))?;
            if cursor.eat(":") {
                below(figure(cursor))?;
                if cursor.eat(".") {
                    figure(cursor)?;
                }
            }
        }
        '点' | '时' => {
            if !cursor.eat_any(&["半", "整", "许", "左右", "钟"]) {
                let mut ahead = *cursor;
                if below(figure(&mut ahead)).is_some() {
                    ahead.eat("分");
                    *cursor = ahead;
                }
            }
        }
        _ => return None,
    }
    (hour.value <= 24).then_some(hour.value)
}
