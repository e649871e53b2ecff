//! Number formats: whether a cell shows a number, a day, a time of day or a length of time. Formats are those of
//! ECMA-376 part 1, 18.8.30 (built-in numbers, the ones for Chinese among them) and 18.8.31 (codes).

use crate::model::cell::{Day, Moment, Value};
use std::borrow::Cow;
use std::cmp::Ordering;

/// How a cell's number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ShownAs {
    #[default]
    Number,
    /// A day, perhaps with a time.
    Date,
    /// A time of day.
    Time,
    /// Hours that go beyond 24, `[h]:mm`.
    Elapsed,
    /// One or the other, by conditions on the number (`[>=1000]yyyy-mm-dd;0`).
    By(Conditions),
}

/// The sections of a format code with conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Conditions {
    /// Of the first and of the second section; one without is for what is left.
    tests: [Option<Test>; 2],
    shown: [Plain; 3],
}

/// A condition on a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Test {
    /// Whether numbers below the bound, the bound itself and numbers above it meet it.
    meets: [bool; 3],
    /// In thousandths.
    bound: i64,
}

/// What a section without conditions shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plain {
    Number,
    Date,
    Time,
    Elapsed,
}

impl ShownAs {
    /// How this number is shown.
    fn of(self, number: f64) -> Self {
        let Self::By(Conditions { tests, shown: [first, second, third] }) = self else { return self };
        let holds = |test: Option<Test>| test.is_none_or(|test| test.holds(number));
        let plain = match tests {
            [test, _] if holds(test) => first,
            [_, test] if holds(test) => second,
            _ => third,
        };
        match plain {
            Plain::Number => Self::Number,
            Plain::Date => Self::Date,
            Plain::Time => Self::Time,
            Plain::Elapsed => Self::Elapsed,
        }
    }

    fn plain(self) -> Plain {
        match self {
            Self::Number | Self::By(_) => Plain::Number,
            Self::Date => Plain::Date,
            Self::Time => Plain::Time,
            Self::Elapsed => Plain::Elapsed,
        }
    }
}

impl Test {
    /// Reads `>=1000`.
    fn read(inside: &str) -> Option<Self> {
        let signs = [
            (">=", [false, true, true]),
            ("<=", [true, true, false]),
            ("<>", [true, false, true]),
            (">", [false, false, true]),
            ("<", [true, false, false]),
            ("=", [false, true, false]),
        ];
        let (meets, bound) =
            signs.into_iter().find_map(|(sign, meets)| Some((meets, inside.trim().strip_prefix(sign)?)))?;
        let bound: f64 = bound.trim().parse().ok()?;
        (bound.abs() < 1e12).then(|| Self { meets, bound: (bound * 1000.0).round() as i64 })
    }

    fn holds(self, number: f64) -> bool {
        let [below, at, above] = self.meets;
        match (number * 1000.0).partial_cmp(&(self.bound as f64)) {
            Some(Ordering::Less) => below,
            Some(Ordering::Equal) => at,
            Some(Ordering::Greater) => above,
            None => false,
        }
    }
}

/// Returns how a built-in format of this number shows one, in a Chinese installation.
pub(crate) fn builtin(id: u32) -> ShownAs {
    match id {
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => ShownAs::Date,
        18..=21 | 32..=35 | 45 | 47 | 55 | 56 => ShownAs::Time,
        46 => ShownAs::Elapsed,
        _ => ShownAs::Number,
    }
}

/// Returns how a format code shows a number. Where no section has a condition, only the first counts, the one for positive
/// numbers.
pub(crate) fn code(code: &str) -> ShownAs {
    let (first, test, rest) = section(code);
    let Some(test) = test else { return first };
    let Some(rest) = rest else { return first };
    let (second, other, rest) = section(rest);
    let third = rest.map(|rest| section(rest).0);
    // Of three sections the second is the one for negative numbers, where it has no condition of its own.
    let negative = Test { meets: [true, false, false], bound: 0 };
    let tests = [Some(test), other.or(third.is_some().then_some(negative))];
    let shown = [first, second, third.unwrap_or_default()].map(ShownAs::plain);
    ShownAs::By(Conditions { tests, shown })
}

/// Returns how the first section of a code shows a number, its condition, and what follows it. General, in Chinese
/// G/通用格式, is a word like any other: colours, conditions and texts may stand around it.
fn section(code: &str) -> (ShownAs, Option<Test>, Option<&str>) {
    let (mut day, mut clock, mut month) = (false, false, false);
    let (mut said, mut test, mut after) = (None, None, None);
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        if let Some(word) = ["general", "standard", "g/"].into_iter().find(|word| begins(rest, word)) {
            said = said.or(Some(ShownAs::Number));
            rest = rest.get(word.len()..).unwrap_or_default();
            continue;
        }
        let word = ["am/pm", "a/p", "aaaa", "aaa"].into_iter().find(|word| begins(rest, word));
        rest = rest.get(word.map_or(c.len_utf8(), str::len)..).unwrap_or_default();
        match (word, c) {
            (Some("aaaa" | "aaa"), _) => day = true,
            (Some(_), _) => clock = true,
            (_, '"') => rest = rest.split_once('"').map_or("", |(_, after)| after),
            (_, '\\' | '_' | '*' | '!') => {
                rest = rest.chars().next().and_then(|c| rest.get(c.len_utf8()..)).unwrap_or_default();
            }
            (_, '[') => {
                let (inside, behind) = rest.split_once(']').unwrap_or((rest, ""));
                if is_elapsed(inside) {
                    said = said.or(Some(ShownAs::Elapsed));
                }
                test = test.or_else(|| Test::read(inside));
                rest = behind;
            }
            (_, ';') => {
                after = Some(rest);
                break;
            }
            (_, 'E' | 'e') if rest.starts_with(['+', '-']) => said = said.or(Some(ShownAs::Number)),
            (_, 'y' | 'Y' | 'd' | 'D' | 'g' | 'G' | 'e' | 'E' | 'b' | 'B') => day = true,
            (_, 'h' | 'H' | 's' | 'S') => clock = true,
            (_, 'm' | 'M') => month = true,
            _ => {}
        }
    }
    let shown = match (day, clock, month) {
        (true, ..) | (false, false, true) => ShownAs::Date,
        (false, true, _) => ShownAs::Time,
        (false, false, false) => ShownAs::Number,
    };
    (said.unwrap_or(shown), test, after)
}

/// Whether a code begins with a word, in letters of either case.
fn begins(code: &str, word: &str) -> bool {
    code.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

fn is_elapsed(inside: &str) -> bool {
    let mut letters = inside.chars().map(|c| c.to_ascii_lowercase());
    letters.next().is_some_and(|first| matches!(first, 'h' | 'm' | 's') && letters.all(|c| c == first))
}

/// Days from 1970-01-01 to 1899-12-30, the day 0 by which serial numbers from March 1900 on are right.
const EPOCH_1900: i64 = -25_569;
/// Days from 1970-01-01 to 1904-01-01.
const EPOCH_1904: i64 = -24_107;
/// 9999-12-31 as days from 1970-01-01.
const LAST_DAY: i64 = 2_932_896;

/// Returns the value of a number under a format: a [`Value::Date`] where it is a day or a time that exists, else the
/// number. Serial 60 of the 1900 system is the 29 February 1900 that never was, and stays a number.
pub(crate) fn value(number: f64, shown: ShownAs, is_1904: bool) -> Value<'static> {
    moment(number, shown, is_1904).map_or(Value::Number(number), Value::Date)
}

fn moment(number: f64, shown: ShownAs, is_1904: bool) -> Option<Moment> {
    let shown = shown.of(number);
    if shown == ShownAs::Number || !(0.0..3_000_000.0).contains(&number) {
        return None;
    }
    let seconds = (number * 86_400.0).round() as i64;
    if shown == ShownAs::Elapsed || (seconds < 86_400 && !(is_1904 && shown == ShownAs::Date)) {
        return Some(Moment::time(u32::try_from(seconds).ok()?));
    }
    let (serial, second) = (seconds / 86_400, (seconds % 86_400) as u32);
    let day = match serial {
        _ if is_1904 => serial + EPOCH_1904,
        60 => return None,
        1..60 => serial + EPOCH_1900 + 1,
        _ => serial + EPOCH_1900,
    };
    (day <= LAST_DAY).then_some(Moment { day: Day(day as i32), second })
}

/// Reads a date or time after ISO 8601 (`2024-03-05`, `2024-03-05T08:30:00.000`, `08:30:00`), as xlsx,
/// ods and SpreadsheetML hold them. SpreadsheetML writes a time alone on 1899-12-31.
pub(crate) fn iso(text: &str) -> Option<Moment> {
    let text = text.trim().trim_end_matches('Z');
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None if text.contains(':') => return clock(text).map(Moment::time),
        None => (text, None),
    };
    let mut parts = date.splitn(3, '-');
    let mut next = || parts.next().and_then(|p| p.parse::<u32>().ok());
    let (year, month, day) = (next()?, next()?, next()?);
    let day = Day::from_ymd(i32::try_from(year).ok()?, month, day)?;
    let second = time.map_or(Some(0), clock)?;
    Some(Moment { day, second })
}

fn clock(text: &str) -> Option<u32> {
    let mut parts = text.splitn(3, ':');
    let hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next()?.parse().ok()?;
    let second: f64 = parts.next().unwrap_or("0").parse().ok()?;
    let valid = hour < 24 && minute < 60 && (0.0..61.0).contains(&second);
    valid.then(|| (hour * 3600 + minute * 60 + second as u32).min(86_399))
}

/// Reads a length of time after ISO 8601 (`PT26H30M00S`), as ods holds times; returns it in seconds.
pub(crate) fn iso_duration(text: &str) -> Option<u32> {
    let mut rest = text.trim().strip_prefix('P')?;
    let mut seconds = 0.0;
    let mut in_time = false;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            (in_time, rest) = (true, after);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, unit) = (rest[..end].parse::<f64>().ok()?, rest[end..].chars().next()?);
        seconds += number
            * match (unit, in_time) {
                ('D', false) => 86_400.0,
                ('H', true) => 3_600.0,
                ('M', true) => 60.0,
                ('S', true) => 1.0,
                _ => return None,
            };
        rest = rest.get(end + 1..)?;
    }
    (seconds < f64::from(u32::MAX)).then_some(seconds.round() as u32)
}

/// Returns an error by its code in the binary formats ([MS-XLS] 2.5.10 BErr).
pub(crate) fn error(code: u8) -> Value<'static> {
    Value::Error(Cow::Borrowed(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2B => "#GETTING_DATA",
        _ => "#N/A",
    }))
}

/// Returns a number from the short form of the binary formats: 30 bits of an integer or of a double, perhaps in hundredths
/// ([MS-XLS] 2.5.217 RkNumber).
pub(crate) fn rk(bits: u32) -> f64 {
    let number = if bits & 2 != 0 {
        f64::from((bits as i32) >> 2)
    } else {
        f64::from_bits(u64::from(bits & 0xFFFF_FFFC) << 32)
    };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

#[cfg(test)]
#[path = "../../../tests/unit/input_read_number_format.rs"]
mod tests;
