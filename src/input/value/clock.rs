//! Weekdays and times of day behind a date, which are read over, and the runs
//! of digits that dates and times are made of.

use super::numeral;
use super::scan::Scan;

/// A run of digits and how many they were.
#[derive(Clone, Copy)]
pub(super) struct Figure {
    pub(super) value: u32,
    pub(super) length: u32,
}

/// Takes a run of digits, ASCII or Chinese, over white space before it.
pub(super) fn figure(scan: &mut Scan<'_>) -> Option<Figure> {
    scan.skip_blank();
    let (mut value, mut length) = (0_u32, 0);
    while let Some(digit) = scan.raw().and_then(|c| c.to_digit(10)) {
        value = value.checked_mul(10)?.checked_add(digit)?;
        length += 1;
        scan.bump();
    }
    if length > 0 {
        return Some(Figure { value, length });
    }
    let before = *scan;
    let value = u32::try_from(numeral::take(scan)?).ok()?;
    let mut counted = before;
    while counted.raw().is_some_and(numeral::is_numeral) {
        counted.bump();
        length += 1;
    }
    Some(Figure { value, length })
}

/// Takes a weekday and a time of day. True where the time is stated in UTC
/// and has already become the next day in Beijing.
pub(super) fn clock(scan: &mut Scan<'_>) -> bool {
    let mut ahead = *scan;
    let bracket = ahead.eat("(");
    if ahead.eat_any(&["星期", "周", "礼拜"]) {
        ahead.skip_blank();
        if ahead.bump().is_some_and(|c| "一二三四五六日天1234567".contains(c)) && (!bracket || ahead.eat(")"))
        {
            *scan = ahead;
        }
    }
    let iso = scan.eat("T");
    let word = scan.eat_any(&[
        "上午", "下午", "中午", "早上", "早晨", "晚上", "凌晨", "傍晚", "夜间", "全天", "晚", "早", "夜",
        "AM", "PM",
    ]);
    let mut ahead = *scan;
    let Some(hour) = clock_hour(&mut ahead) else { return false };
    *scan = ahead;
    if !word {
        scan.eat_any(&["AM", "PM", "am", "pm"]);
    }
    if iso {
        if scan.eat_any(&["Z", "+00:00"]) {
            return hour >= 16;
        }
        scan.eat_any(&["+08:00", "+0800", "+08"]);
    }
    false
}

/// The end of a span of hours: the 11:30 of 8:30-11:30.
pub(super) fn clock_figures(scan: &mut Scan<'_>) -> bool {
    scan.eat_any(&["上午", "下午", "中午", "晚上", "晚"]);
    clock_hour(scan).is_some()
}

/// 8:30, 08:30:00.000, 9点, 下午3时20分, 三点半; the hour.
fn clock_hour(scan: &mut Scan<'_>) -> Option<u32> {
    let hour = figure(scan)?;
    let below = |figure: Option<Figure>| figure.filter(|f| f.value < 60 && f.length <= 3);
    let mark = scan.bump()?;
    match mark {
        ':' => {
            below(figure(scan))?;
            if scan.eat(":") {
                below(figure(scan))?;
                if scan.eat(".") {
                    figure(scan)?;
                }
            }
        }
        '点' | '时' => {
            if !scan.eat_any(&["半", "整", "许", "左右", "钟"]) {
                let mut ahead = *scan;
                if below(figure(&mut ahead)).is_some() {
                    ahead.eat("分");
                    *scan = ahead;
                }
            }
        }
        _ => return None,
    }
    (hour.value <= 24).then_some(hour.value)
}
