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
pub fn tenths(share: f64) -> i64 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as i64
}

/// Returns both ends in tenths of a percent.
pub fn ends(interval: &Interval) -> (i64, i64) {
    (tenths(interval.lower), tenths(interval.upper))
}

/// Returns the interval of `numerator` of `denominator`; `None` if that is no share.
pub fn share_interval(numerator: i64, denominator: i64) -> Option<IntervalView> {
    let (from, to) = ends(&interval(numerator, denominator)?);
    Some(IntervalView {
        text: format!("{}–{}%", interval_end(from), interval_end(to)),
        from,
        length: to - from,
    })
}
