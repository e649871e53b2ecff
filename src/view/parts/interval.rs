//! The 95 % intervals of shares.

use crate::figures::represent::interval;
use crate::statistics::Interval;
use crate::text::format::interval_end;

/// The 95 % interval of a share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntervalView {
    /// `72.9–84.6%`; the ends of the scale without a decimal: `43.9–100%`.
    pub text: String,
    /// Its lower end, in tenths of a percent.
    pub from: i64,
    /// Its length, in tenths of a percent.
    pub length: i64,
}

/// Returns a share in tenths of a percent.
#[must_use]
pub fn tenths(share: f64) -> i64 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as i64
}

/// Returns both ends in tenths of a percent.
#[must_use]
pub fn ends(interval: &Interval) -> (i64, i64) {
    (tenths(interval.lower), tenths(interval.upper))
}

/// Returns the interval of `numerator` of `denominator`; `None` if that is no share.
#[must_use]
pub fn share_interval(numerator: i64, denominator: i64) -> Option<IntervalView> {
    let (from, to) = ends(&interval(numerator, denominator)?);
    Some(IntervalView {
        text: format!("{}–{}%", interval_end(from), interval_end(to)),
        from,
        length: to - from,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The golden values of the definitions: Wilson, without continuity correction.
    #[test]
    fn intervals_are_written_and_drawn_on_one_scale() {
        let text = |k, n| share_interval(k, n).map(|i| i.text);
        assert_eq!(text(3, 3).as_deref(), Some("43.9–100%"));
        assert_eq!(text(213, 310).as_deref(), Some("63.3–73.6%"));
        assert_eq!(text(146, 184).as_deref(), Some("72.9–84.6%"));
        assert_eq!(text(0, 5).as_deref(), Some("0–43.4%"));
        assert_eq!((text(0, 0), text(184, 153)), (None, None), "no share");
        let band = share_interval(146, 184).unwrap();
        assert_eq!((band.from, band.length), (729, 117));
    }
}
