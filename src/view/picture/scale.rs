//! Axes: the place of a value, and the values that are written.

/// An axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// What it measures, with its unit; empty if that is clear.
    pub title: String,
    /// The value at its beginning.
    pub low: f64,
    /// The value at its end.
    pub high: f64,
    /// The values that are written, with their words.
    pub ticks: Vec<(f64, String)>,
}

impl Axis {
    /// Makes an axis from 0, or from the lowest value if that is negative, to the first round value that is not below
    /// `high`.
    pub fn from_zero(title: impl Into<String>, high: f64) -> Self {
        Self::linear(title, 0.0, high)
    }

    /// Makes an axis from the last round value below `low` to the first above `high`.
    pub fn linear(title: impl Into<String>, low: f64, high: f64) -> Self {
        let values = ticks(low, high, 4);
        let (first, last) = (values.first().copied().unwrap_or(0.0), values.last().copied().unwrap_or(1.0));
        let step = values.get(1).map_or(1.0, |second| second - first);
        let decimals = (0..6).find(|d| is_whole(step * 10_f64.powi(*d))).unwrap_or(6);
        let ticks = values.into_iter().map(|v| (v, written(v, decimals))).collect();
        Self { title: title.into(), low: first, high: last, ticks }
    }

    /// Makes an axis of shares from 0 to 1, written in percent.
    pub fn share(title: impl Into<String>) -> Self {
        let ticks = (0..=4).map(|i| (f64::from(i) / 4.0, format!("{}%", i * 25))).collect();
        Self { title: title.into(), low: 0.0, high: 1.0, ticks }
    }

    /// Makes an axis of names at 0, 1, 2 …, with half a step before and after.
    pub fn named(title: impl Into<String>, names: impl IntoIterator<Item = String>) -> Self {
        let ticks: Vec<_> = names.into_iter().enumerate().map(|(i, name)| (i as f64, name)).collect();
        let last = ticks.len().saturating_sub(1) as f64;
        Self { title: title.into(), low: -0.5, high: last + 0.5, ticks }
    }

    /// Returns the place of a value, 0 to 1; the middle if the axis has no length.
    pub(super) fn at(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        let at = (value - self.low) / span;
        if at.is_finite() { at.clamp(0.0, 1.0) } else { 0.5 }
    }
}

/// Returns round values from the last not above `low` to the first not below `high`, with `about` steps between them; 0
/// to 1 if `low` and `high` are the same.
pub fn ticks(low: f64, high: f64, about: u32) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return if low.is_finite() && high.is_finite() && low != 0.0 {
            ticks(low.min(0.0), low.max(0.0), about)
        } else {
            vec![0.0, 1.0]
        };
    }
    let rough = span / f64::from(about.max(1));
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|m| m * power)
        .find(|s| *s >= rough * 0.999)
        .unwrap_or(rough);
    let (from, to) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
    // A step is at least a quarter of the span, so there are few.
    (0..=((to - from) as u32).min(100)).map(|i| (from + f64::from(i)) * step).collect()
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6
}

fn written(value: f64, decimals: i32) -> String {
    if decimals == 0 {
        return crate::text::format::grouped(value.round() as i64);
    }
    format!("{value:.*}", usize::try_from(decimals).unwrap_or(1))
}

#[cfg(test)]
#[path = "../../../tests/unit/view_picture_scale.rs"]
mod tests;
