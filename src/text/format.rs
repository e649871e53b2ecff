//! Numbers as a person reads them.

use crate::text::{say, unit_for};

/// Returns a whole number with a comma every three digits: 11,251.
pub fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        out.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Returns a whole number with its unit: 11,251 户; in English 1 household.
pub fn with_unit(n: i64, unit: &str) -> String {
    let number = grouped(n);
    format!("{number} {}", unit_for(&number, unit))
}

/// Returns the text with each number kept on one line with what it counts, by no-break spaces; `None` where it has none
/// to keep.
///
/// ```
/// use gelan_core::text::format::unbroken;
/// assert_eq!(unbroken("还差 1,730 户，80% 的").as_deref(), Some("还差 1,730\u{a0}户，80%\u{a0}的"));
/// assert_eq!([unbroken("7,271 / 11,251"), unbroken("第 3 、4行"), unbroken("三 户")], [None, None, None]);
/// ```
pub fn unbroken(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    let mut kept = false;
    while let Some(c) = rest.next() {
        let number = before.is_ascii_digit() || matches!(before, '%' | '‰');
        let keeps = c == ' ' && number && rest.peek().is_some_and(|next| next.is_alphabetic());
        out.push(if keeps { '\u{a0}' } else { c });
        kept |= keeps;
        before = c;
    }
    kept.then_some(out)
}

/// Returns a ratio in tenths of a percent, rounded half up; a part of the whole never becomes 1000. `None` if the
/// denominator is not positive.
pub fn per_mille(numerator: i64, denominator: i64) -> Option<i64> {
    let tenths = rounded(numerator, denominator, 1000)?;
    Some(if numerator < denominator { tenths.min(999) } else { tenths })
}

/// Returns `scale` times a quotient, rounded half up; `None` if the denominator is not positive.
fn rounded(numerator: i64, denominator: i64, scale: i128) -> Option<i64> {
    let (n, d) = (i128::from(numerator), i128::from(denominator));
    if d > 0 { i64::try_from((n * 2 * scale + d).div_euclid(2 * d)).ok() } else { None }
}

/// Returns a percentage with one decimal and no sign; more than nothing is `<0.1`, never 0.0. `None` if the denominator
/// is not positive.
///
/// ```
/// use gelan_core::text::format::percent;
/// let text = |n, d| percent(n, d).unwrap_or_default();
/// assert_eq!([text(7271, 11251), text(157, 157), text(0, 9)], ["64.6", "100.0", "0.0"]);
/// assert_eq!([text(99_999, 100_000), text(1, 100_000)], ["99.9", "<0.1"]);
/// assert_eq!(percent(1, 0), None);
/// ```
pub fn percent(numerator: i64, denominator: i64) -> Option<String> {
    let per_mille = per_mille(numerator, denominator)?;
    Some(if per_mille == 0 && numerator > 0 { "<0.1".to_owned() } else { tenths(per_mille) })
}

/// Returns the two percentages between which a ratio lies: 80.9–100.0; a single one if both are the same. `None` if the
/// denominator is not positive.
pub fn percents(lower: i64, upper: i64, denominator: i64) -> Option<String> {
    let (low, high) = (percent(lower, denominator)?, percent(upper, denominator)?);
    Some(if low == high { low } else { format!("{low}–{high}") })
}

/// Returns the two whole numbers between which one lies: 127 至 157; a single one if both are the same.
pub fn between(lower: i64, upper: i64) -> String {
    if lower == upper { grouped(lower) } else { say!("{} 至 {}", grouped(lower), grouped(upper)) }
}

/// Returns a quotient with one decimal: 12.3. `None` if the denominator is not positive.
pub fn quotient(numerator: i64, denominator: i64) -> Option<String> {
    rounded(numerator, denominator, 10).map(tenths)
}

/// Returns a quotient with two decimals: 1.08; more than nothing is `<0.01`, never 0.00. `None` if the denominator is
/// not positive.
pub fn hundredths(numerator: i64, denominator: i64) -> Option<String> {
    let hundredths = rounded(numerator, denominator, 100)?;
    if hundredths == 0 && numerator > 0 {
        return Some("<0.01".to_owned());
    }
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    Some(format!("{sign}{}.{part:02}", grouped(i64::try_from(whole).unwrap_or(i64::MAX))))
}

/// Returns tenths as a number with one decimal.
pub fn tenths(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let tenths = tenths.unsigned_abs();
    let whole = i64::try_from(tenths / 10).unwrap_or(i64::MAX);
    format!("{sign}{}.{}", grouped(whole), tenths % 10)
}

/// Returns a share in tenths of a percent as a number with one decimal; the ends of the scale have none: 0, 43.9, 100.
pub fn interval_end(share: i64) -> String {
    match share {
        0 => "0".to_owned(),
        1000 => "100".to_owned(),
        n => tenths(n),
    }
}

/// Returns a file's size: 812 B, 64 KB, 1.5 MB.
pub fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    const MB: u64 = KB * KB;
    match bytes {
        0..KB => format!("{bytes} B"),
        KB..MB => format!("{} KB", bytes.div_ceil(KB)),
        _ => format!("{} MB", tenths(i64::try_from(bytes / (MB / 10)).unwrap_or(i64::MAX))),
    }
}
