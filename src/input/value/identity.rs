//! Identity numbers and phone numbers.

use std::borrow::Cow;

use super::normalise::tidy;
use crate::model::cell::{Day, Value};

/// A run of digits as a cell holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Digits {
    /// The digits as typed, in half-width, without white space and `.0`.
    Whole(String),
    /// The spreadsheet has rounded it: its last digits are lost for good.
    Damaged,
}

/// What is wrong with an identity number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IdFault {
    /// Not 17 digits and a digit or X.
    Shape,
    /// The birth date in it does not exist.
    Date,
    /// The check digit does not fit: a digit is wrong or two are swapped.
    CheckDigit,
    /// Stored as a number, so the last digits are lost; never to be repaired.
    Damaged,
}

/// A phone number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    /// Mobile or landline.
    pub kind: PhoneKind,
    /// The digits alone, without the country's code.
    pub digits: String,
}

/// The kind of a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PhoneKind {
    /// 11 digits from 13 to 19.
    Mobile,
    /// With or without area code; also 400 and 800 numbers.
    Landline,
}

/// A spreadsheet keeps 15 significant digits.
const KEPT: usize = 15;

/// The digits of a cell that holds a number or a code: 13311112222.0 is
/// 13311112222. A number of more than 15 digits, or a text that a spreadsheet
/// wrote with an exponent (5.22731E+17), is [`Digits::Damaged`] and never
/// repaired. `None` where the cell holds something else.
pub fn digits_of(value: &Value<'_>) -> Option<Digits> {
    match value {
        Value::Number(n) if n.fract() == 0.0 && *n >= 0.0 => {
            let digits = format!("{n:.0}");
            Some(if digits.len() > KEPT { Digits::Damaged } else { Digits::Whole(digits) })
        }
        Value::Text(text) => digits_in(text),
        _ => None,
    }
}

fn digits_in(text: &str) -> Option<Digits> {
    let text = bare(text);
    if let Some((mantissa, exponent)) = text.split_once(['E', 'e']) {
        let shown = exponent.strip_prefix('+');
        let exponent: usize = shown.unwrap_or(exponent).parse().ok()?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let figures = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.len() != 1 || !figures(whole) || !figures(fraction) || fraction.is_empty() && shown.is_none()
        {
            return None;
        }
        // A spreadsheet (E+17) shows the first digits alone; other programs (E17) write all but the zeros at the end.
        let all_there = fraction.len() == exponent || shown.is_none() && fraction.len() < exponent;
        let digits = format!("{whole}{fraction:0<exponent$}");
        return Some(if all_there && exponent < KEPT { Digits::Whole(digits) } else { Digits::Damaged });
    }
    let whole =
        text.split_once('.').filter(|(_, f)| f.bytes().all(|b| b == b'0')).map_or(&*text, |(whole, _)| whole);
    let plain = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    // 522731102200001024.0 was a number on its way.
    let rounded = whole.len() > KEPT && whole.len() < text.len();
    plain.then(|| if rounded { Digits::Damaged } else { Digits::Whole(whole.to_owned()) })
}

/// Whether a spreadsheet has rounded a long number that the cell holds, as [`digits_of`] tells.
pub fn is_damaged(value: &Value<'_>) -> bool {
    let suspect = match value {
        Value::Number(n) => *n >= 1e15,
        Value::Text(text) => {
            let scientific = memchr::memchr2(b'E', b'e', text.as_bytes()).is_some();
            scientific || text.len() > KEPT && text.trim_end().ends_with('0') && text.contains('.')
        }
        _ => false,
    };
    suspect && digits_of(value) == Some(Digits::Damaged)
}

/// Without white space, and without what keeps a spreadsheet from reading a
/// number: a leading apostrophe, `="…"`.
fn bare(text: &str) -> Cow<'_, str> {
    let tidy = tidy(text);
    let inner = tidy.trim_start_matches(['\'', '`', '‘', '’', '=']).trim_matches('"');
    if inner.len() == tidy.len() { tidy } else { Cow::Owned(inner.to_owned()) }
}

/// Checks an 18-digit identity number (GB 11643-1999): its shape, the birth
/// date in it, and the check digit by ISO 7064 MOD 11-2 with the weights
/// 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2.
///
/// # Errors
/// The first fault found. A number that a spreadsheet has rounded (an
/// exponent, or 000 at the end with a check digit that does not fit) is
/// [`IdFault::Damaged`].
pub fn check_id(text: &str) -> Result<(), IdFault> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: &[u8; 11] = b"10X98765432";
    let id = bare(text);
    if matches!(digits_in(&id), Some(Digits::Damaged)) {
        return Err(IdFault::Damaged);
    }
    let (body, last) = match id.as_bytes() {
        [body @ .., last] if body.len() == 17 && body.iter().all(u8::is_ascii_digit) => (body, last),
        _ => return Err(IdFault::Shape),
    };
    let last = last.to_ascii_uppercase();
    if !last.is_ascii_digit() && last != b'X' {
        return Err(IdFault::Shape);
    }
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(b, w)| u32::from(b - b'0') * w).sum();
    let fits = CHECK.get(sum as usize % 11) == Some(&last);
    if !fits && id.ends_with("000") {
        return Err(IdFault::Damaged);
    }
    let part = |from, to| id.get(from..to).and_then(|t: &str| t.parse::<u32>().ok()).unwrap_or(0);
    let (year, month, day) = (part(6, 10), part(10, 12), part(12, 14));
    if !(1850..=2100).contains(&year) || Day::from_ymd(year as i32, month, day).is_none() {
        return Err(IdFault::Date);
    }
    if fits { Ok(()) } else { Err(IdFault::CheckDigit) }
}

/// [`check_id`] for a cell: an identity number held as a number is damaged.
///
/// # Errors
/// As [`check_id`].
pub fn check_id_of(value: &Value<'_>) -> Result<(), IdFault> {
    match value {
        Value::Text(text) => check_id(text),
        value => match digits_of(value) {
            Some(Digits::Damaged) => Err(IdFault::Damaged),
            _ => Err(IdFault::Shape),
        },
    }
}

/// A phone number of mainland China, with +86, strokes, white space and `.0`
/// taken off; `None` where the text is none.
pub fn phone(text: &str) -> Option<Phone> {
    let text = bare(text);
    let text = text.strip_suffix(".0").unwrap_or(&text);
    let text = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")).unwrap_or(text);
    let stroke = |c: char| matches!(c, '-' | '(' | ')' | '—' | '–');
    if !text.chars().all(|c| c.is_ascii_digit() || stroke(c)) {
        return None;
    }
    let mut digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 13 && digits.starts_with("861") {
        digits.drain(..2);
    }
    let kind = match (digits.len(), digits.as_bytes()) {
        (11, [b'1', b'3'..=b'9', ..]) => PhoneKind::Mobile,
        (10..=12, [b'0', b'1'..=b'9', ..]) => PhoneKind::Landline,
        (10, [b'4' | b'8', b'0', b'0', ..]) => PhoneKind::Landline,
        (7 | 8, [b'2'..=b'8', ..]) => PhoneKind::Landline,
        _ => return None,
    };
    Some(Phone { kind, digits })
}
