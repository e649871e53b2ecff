//! Rows on one scale: grids as dots in their villages, or intervals of shares beside each other.

use super::svg::{Anchor, Writer, wide};
use super::{Axis, Lead, Tone};
use crate::order::Sort as _;

/// A value on a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowDot {
    /// Its place.
    pub value: f64,
    /// What it is, for people who rest the pointer on it or hear it read.
    pub label: String,
    /// Written beside it; empty for nothing.
    pub text: String,
    /// Its colour; [`Tone::Look`] is a diamond.
    pub tone: Tone,
    /// Where it leads.
    pub lead: Option<Lead>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotRow {
    /// The name beside it.
    pub label: String,
    /// Where the name leads.
    pub lead: Option<Lead>,
    /// An interval, behind the dots.
    pub band: Option<[f64; 2]>,
    /// A mean, as an upright stroke.
    pub mean: Option<f64>,
    /// The values.
    pub dots: Vec<RowDot>,
    /// Its figure, written at its end in every drawing; empty for none.
    pub value: String,
    /// Written behind it, where there is room.
    pub text: String,
}

/// Rows on one scale, which is written above them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotRows {
    /// The scale.
    pub axis: Axis,
    /// Lines through all rows: where, and whether it is one to look at.
    pub rules: Vec<(f64, bool)>,
    /// From the top.
    pub rows: Vec<DotRow>,
    /// What is written at the ends of the rows.
    pub end: String,
}

const TOP: f64 = 24.0;
const ROW: f64 = 22.0;
/// The height of rows that are few, and how many these are.
const TALL: (f64, usize) = (36.0, 4);
const GAP: f64 = 12.0;
/// A narrower drawing has nothing at the ends of its rows.
const NARROW: f64 = 440.0;
/// Dots that are nearer than this are moved apart.
const NEAR: f64 = 6.0;

impl DotRows {
    pub(super) fn draw(&self, w: &mut Writer, width: f64) -> f64 {
        let widest =
            |text: &dyn Fn(&DotRow) -> &str| self.rows.iter().map(|r| wide(text(r))).fold(0.0, f64::max);
        let names = widest(&|r| &r.label).min(width * 0.3);
        let values = widest(&|r| &r.value) * 1.25;
        let told = if width < NARROW { 0.0 } else { widest(&|r| &r.text) };
        let aside = if values > 0.0 && told > 0.0 { told + GAP } else { told };
        let ends = if values + aside > 0.0 { (values + aside).max(wide(&self.end)) } else { 0.0 };
        let high = if self.rows.len() <= TALL.1 { TALL.0 } else { ROW };
        // Without a column at the end, words beside dots have their room there, not over other dots.
        let words = self.rows.iter().flat_map(|r| &r.dots).map(|dot| wide(&dot.text)).fold(-8.0, f64::max);
        let (left, right) =
            (names + GAP + 6.0, width - if ends > 0.0 { ends + GAP } else { words + 8.0 } - 6.0);
        let limit = if ends > 0.0 { right + 6.0 } else { width };
        let at = |v: f64| left + (right - left).max(0.0) * self.axis.at(v);
        let bottom = TOP + self.rows.len() as f64 * high;
        let mut end = f64::MIN;
        for (value, words) in &self.axis.ticks {
            let half = wide(words) / 2.0;
            let x = at(*value).clamp(left + half - 6.0, (right + 6.0 - half).max(left + half));
            if x - half > end {
                w.text((x, 12.0), Anchor::Middle, "t t-soft", words);
                end = x + half + 8.0;
            }
        }
        if ends > 0.0 {
            w.text((width, 12.0), Anchor::End, "t t-soft", &self.end);
        }
        for (i, row) in self.rows.iter().enumerate() {
            let y = TOP + (i as f64 + 0.5) * high;
            w.open(&[&*row.label, &row.value, &row.text].join(" "), row.lead.as_ref());
            if row.lead.is_some() {
                w.rect((0.0, y - high / 2.0), (names, high), "hit", None);
            }
            w.text((0.0, y + 4.0), Anchor::Start, "t", &w.cut(&row.label, names + 1.0));
            w.close();
            w.line((left, y), (right, y), "grid");
            w.text((width - aside, y + 5.0), Anchor::End, "t t-value", &row.value);
            if told > 0.0 {
                w.text((width, y + 4.0), Anchor::End, "t t-soft", &row.text);
            }
        }
        for (value, look) in &self.rules {
            let class = if *look { "l s-look dots" } else { "l s-soft" };
            w.line((at(*value), TOP - 4.0), (at(*value), bottom), class);
        }
        for (i, row) in self.rows.iter().enumerate() {
            row.draw(w, (TOP + (i as f64 + 0.5) * high, high), limit, &at);
        }
        bottom + 4.0
    }
}

impl DotRow {
    fn draw(&self, w: &mut Writer, (y, high): (f64, f64), limit: f64, at: &dyn Fn(f64) -> f64) {
        if let Some([from, to]) = self.band {
            w.rect((at(from), y - 3.0), (at(to) - at(from), 6.0), "f-slate band", None);
        }
        let mut order: Vec<&RowDot> = self.dots.iter().collect();
        order.order_by(|a, b| a.value.total_cmp(&b.value));
        let (mut last, mut aside) = (f64::MIN, 0.0);
        for dot in &order {
            let x = at(dot.value);
            aside = if x - last < NEAR { if aside > 0.0 { -3.5 } else { 3.5 } } else { 0.0 };
            last = x;
            w.open(&dot.label, dot.lead.as_ref());
            if dot.lead.is_some() {
                w.rect((x - 7.0, y - high / 2.0), (14.0, high), "hit", None);
            }
            w.point((x, y + aside), 3.6, dot.tone);
            w.close();
        }
        if let Some(mean) = self.mean {
            w.rect((at(mean) - 1.0, y - 6.0), (2.0, 12.0), "f-ink", None);
        }
        for dot in order.iter().filter(|dot| !dot.text.is_empty()) {
            let x = at(dot.value);
            let class = if dot.tone == Tone::Look { "t t-look halo" } else { "t halo" };
            if x + 8.0 + wide(&dot.text) <= limit {
                w.text((x + 8.0, y + 4.0), Anchor::Start, class, &dot.text);
            } else {
                w.text((x - 8.0, y + 4.0), Anchor::End, class, &dot.text);
            }
        }
    }
}
