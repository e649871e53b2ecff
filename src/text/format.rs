//! Numbers as a person reads them.

use crate::say;

/// Whole numbers with a comma every three digits: 11,251.
#[must_use]
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

/// A ratio in tenths of a percent, rounded half up; what is not complete never becomes 1000.
/// `None` where the denominator is not positive.
#[must_use]
pub fn per_mille(numerator: i64, denominator: i64) -> Option<i64> {
    if denominator <= 0 {
        return None;
    }
    let (n, d) = (i128::from(numerator), i128::from(denominator));
    let tenths = i64::try_from((n * 2000 + d).div_euclid(2 * d)).ok()?;
    Some(if numerator < denominator { tenths.min(999) } else { tenths })
}

/// A percentage with one decimal and no sign: 64.6. Something of very much is `<0.1`, not 0.0.
#[must_use]
pub fn percent(numerator: i64, denominator: i64) -> Option<String> {
    let per_mille = per_mille(numerator, denominator)?;
    Some(if per_mille == 0 && numerator > 0 { "<0.1".to_owned() } else { tenths(per_mille) })
}

/// Two percentages with one decimal, between which a ratio lies: 80.9–100.0; one where they are the same.
#[must_use]
pub fn percents(lower: i64, upper: i64, denominator: i64) -> Option<String> {
    let (low, high) = (percent(lower, denominator)?, percent(upper, denominator)?);
    Some(if low == high { low } else { format!("{low}–{high}") })
}

/// Two whole numbers between which one lies: 127 至 157.
#[must_use]
pub fn between(lower: i64, upper: i64) -> String {
    if lower == upper { grouped(lower) } else { say!("{} 至 {}", grouped(lower), grouped(upper)) }
}

/// A quotient with one decimal: 12.3.
#[must_use]
pub fn quotient(numerator: i64, denominator: i64) -> Option<String> {
    if denominator <= 0 {
        return None;
    }
    let (n, d) = (i128::from(numerator), i128::from(denominator));
    i64::try_from((n * 20 + d).div_euclid(2 * d)).ok().map(tenths)
}

/// A quotient with two decimals: 1.08. Something of very much is `<0.01`, not 0.00.
#[must_use]
pub fn hundredths(numerator: i64, denominator: i64) -> Option<String> {
    if denominator <= 0 {
        return None;
    }
    let (n, d) = (i128::from(numerator), i128::from(denominator));
    let hundredths = i64::try_from((n * 200 + d).div_euclid(2 * d)).ok()?;
    if hundredths == 0 && numerator > 0 {
        return Some("<0.01".to_owned());
    }
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    Some(format!("{sign}{}.{part:02}", grouped(i64::try_from(whole).unwrap_or(i64::MAX))))
}

/// Tenths as a number with one decimal.
#[must_use]
pub fn tenths(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let tenths = tenths.unsigned_abs();
    let whole = i64::try_from(tenths / 10).unwrap_or(i64::MAX);
    format!("{sign}{}.{}", grouped(whole), tenths % 10)
}

/// A file's size: 812 B, 64 KB, 1.5 MB.
#[must_use]
pub fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    const MB: u64 = KB * KB;
    match bytes {
        0..KB => format!("{bytes} B"),
        KB..MB => format!("{} KB", bytes.div_ceil(KB)),
        _ => format!("{} MB", tenths(i64::try_from(bytes / (MB / 10)).unwrap_or(i64::MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_every_three_digits() {
        assert_eq!(
            [0, 999, 1000, 11251, 1_234_567, -4200].map(grouped),
            ["0", "999", "1,000", "11,251", "1,234,567", "-4,200"]
        );
    }

    #[test]
    fn percent_has_one_decimal_and_is_complete_only_when_it_is() {
        assert_eq!(percent(7271, 11251).as_deref(), Some("64.6"));
        assert_eq!(percent(157, 157).as_deref(), Some("100.0"));
        assert_eq!(percent(99_999, 100_000).as_deref(), Some("99.9"));
        assert_eq!(percent(1, 100_000).as_deref(), Some("<0.1"));
        assert_eq!(percent(0, 9).as_deref(), Some("0.0"));
        assert_eq!(percent(1, 0), None);
        assert_eq!(percent(i64::MAX, 1), None);
    }

    #[test]
    fn quotients_round_half_up() {
        assert_eq!(quotient(25, 2).as_deref(), Some("12.5"));
        assert_eq!(quotient(1, 3).as_deref(), Some("0.3"));
        assert_eq!(quotient(12_345, 1).as_deref(), Some("12,345.0"));
        assert_eq!(quotient(1, 0), None);
    }

    #[test]
    fn loads_have_two_decimals() {
        assert_eq!(hundredths(1080, 1000).as_deref(), Some("1.08"));
        assert_eq!(hundredths(1, 1000).as_deref(), Some("<0.01"));
        assert_eq!(hundredths(0, 1000).as_deref(), Some("0.00"));
        assert_eq!(hundredths(12_345_678, 1000).as_deref(), Some("12,345.68"));
        assert_eq!(hundredths(1, 0), None);
    }

    #[test]
    fn sizes_take_the_unit_that_fits() {
        assert_eq!([0, 812, 1024, 65_000, 1_572_864].map(size), ["0 B", "812 B", "1 KB", "64 KB", "1.5 MB"]);
    }
}
