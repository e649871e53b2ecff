//! Weekdays, times of day and their zones, and the runs of digits of dates and times.

use super::numeral;
use super::scan::TextCursor;

/// A run of digits.
#[derive(Clone, Copy)]
pub struct RunOfDigits {
    /// The number that they write.
    pub value: u32,
    /// How many digits there are.
    pub length: u32,
}

/// Takes a run of digits, ASCII or Chinese, over white space before it.
pub fn figure(cursor: &mut TextCursor<'_>) -> Option<RunOfDigits> {
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

/// Words before a time of day; those of the afternoon come first.
const AFTERNOON: [&str; 7] = ["下午", "晚上", "傍晚", "午后", "夜间", "晚", "夜"];
const PARTS_OF_DAY: &[&str] = &[
    "上午", "中午", "早上", "早晨", "清晨", "凌晨", "午前", "正午", "深夜", "半夜", "午夜", "全天", "早",
    "AM", "am",
];
const WEEKDAYS: &[&str] = &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A time of day.
#[derive(Clone, Copy)]
pub(super) struct ClockTime {
    hour: u32,
    minute: u32,
    is_afternoon: bool,
}

impl ClockTime {
    /// Takes 下午3时20分, 9:00, 3点半, 0830.
    pub(super) fn take(cursor: &mut TextCursor<'_>) -> Option<Self> {
        let mut ahead = *cursor;
        let mut is_afternoon = ahead.eat_any(&AFTERNOON) || ahead.eat_any(&["PM", "pm"]);
        let word = is_afternoon || ahead.eat_any(PARTS_OF_DAY);
        let (hour, minute) = figures(&mut ahead)?;
        if !word {
            is_afternoon = ahead.eat_any(&["PM", "pm"]);
            ahead.eat_any(&["AM", "am"]);
        }
        *cursor = ahead;
        Some(Self { hour, minute, is_afternoon })
    }

    /// Whether a word says that it is after noon.
    pub(super) fn is_afternoon(self) -> bool {
        self.is_afternoon
    }

    /// Returns the minutes since midnight.
    pub(super) fn minutes(self) -> u32 {
        let later = if self.is_afternoon && self.hour < 12 { 12 } else { 0 };
        (self.hour + later) * 60 + self.minute
    }
}

/// Takes a weekday and a time of day with its zone. Returns how many days later the day is in Beijing.
pub(super) fn clock(cursor: &mut TextCursor<'_>) -> i32 {
    let mut ahead = *cursor;
    let bracket = ahead.eat("(");
    if ahead.eat_any(&["星期", "周", "礼拜"]) {
        ahead.skip_blank();
        if ahead.bump().is_some_and(|c| "一二三四五六日天1234567".contains(c)) && (!bracket || ahead.eat(")"))
        {
            *cursor = ahead;
        }
    } else if ahead.eat_any(WEEKDAYS) {
        *cursor = ahead;
    }
    let iso = cursor.eat("T");
    let Some(time) = ClockTime::take(cursor) else {
        if !cursor.eat_any(&AFTERNOON) {
            cursor.eat_any(PARTS_OF_DAY);
        }
        return 0;
    };
    zone(cursor, iso).map_or(0, |offset| days_later(time.minutes(), offset))
}

/// Returns how many days later than a day with `minutes` since midnight, `offset` minutes ahead of UTC, it is in Beijing.
pub(super) fn days_later(minutes: u32, offset: i32) -> i32 {
    (minutes as i32 - offset + 480).div_euclid(1440)
}

/// Takes a zone of time (Z, +0800, GMT+08:00, CST, [Asia/Shanghai]); returns its minutes ahead of UTC. A stroke begins one
/// only behind an `iso` time or a name: in 8:30-11:30 it joins two times.
pub(super) fn zone(cursor: &mut TextCursor<'_>, iso: bool) -> Option<i32> {
    let mut found = None;
    if cursor.eat_any(&["CST", "北京时间"]) {
        found = Some(480);
    } else {
        let named = cursor.eat_any(&["GMT", "UTC", "Z"]);
        let mut ahead = *cursor;
        let minus = (iso || named) && ahead.eat("-");
        if (minus || ahead.eat("+"))
            && let Some((value, length)) = ahead.digits()
        {
            let (mut hours, mut minutes) = if length > 2 { (value / 100, value % 100) } else { (value, 0) };
            if length <= 2 && ahead.eat(":") {
                minutes = ahead.digits().map_or(0, |(minutes, _)| minutes);
            }
            hours = hours.min(14);
            let offset = (hours * 60 + minutes.min(59)) as i32;
            found = Some(if minus { -offset } else { offset });
            *cursor = ahead;
        } else if named {
            found = Some(0);
        }
    }
    for (open, close) in [('[', ']'), ('(', ')')] {
        let mut ahead = *cursor;
        ahead.skip_blank();
        if found.is_some() && ahead.bump() == Some(open) {
            while ahead.bump().is_some_and(|c| c != close) {}
            *cursor = ahead;
        }
    }
    found
}

/// Takes 8:30, 08:30:00.000, 9点, 3时20分10秒, 三点半, 8点一刻, and behind a date 083000 too; returns hour and minute.
fn figures(cursor: &mut TextCursor<'_>) -> Option<(u32, u32)> {
    let mut ahead = *cursor;
    let hour = figure(&mut ahead)?;
    let below =
        |figure: Option<RunOfDigits>| figure.filter(|f| f.value < 60 && f.length <= 3).map(|f| f.value);
    let mut minute = 0;
    let alone = match hour.length {
        4 => Some((hour.value / 100, hour.value % 100)),
        6 => Some((hour.value / 10_000, hour.value / 100 % 100)),
        _ => None,
    };
    if let Some((hour, minute)) = alone {
        let fits = hour < 24 && minute < 60;
        *cursor = ahead;
        return fits.then_some((hour, minute));
    }
    match ahead.bump()? {
        ':' | '∶' | '﹕' => {
            minute = below(figure(&mut ahead))?;
            if ahead.eat_any(&[":", "∶", "﹕"]) {
                below(figure(&mut ahead))?;
                if ahead.eat_any(&[".", ",", ":"]) {
                    figure(&mut ahead)?;
                }
            }
            ahead.eat_any(&["分", "时"]);
        }
        '点' | '时' => {
            ahead.eat("钟");
            if ahead.eat("半") {
                minute = 30;
            } else if !ahead.eat_any(&["整", "许", "左右"]) {
                let mut further = ahead;
                if let Some(value) = below(figure(&mut further)) {
                    minute = if further.eat("刻") { value * 15 } else { value };
                    let mut seconds = further;
                    if further.eat("分") {
                        seconds = further;
                        seconds.eat("钟");
                    }
                    ahead = further;
                    if below(figure(&mut seconds)).is_some() && seconds.eat("秒") {
                        ahead = seconds;
                    }
                    ahead.eat("许");
                }
            }
        }
        _ => return None,
    }
    *cursor = ahead;
    (hour.value <= 24 && minute < 60).then_some((hour.value, minute))
}
