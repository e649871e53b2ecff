//! Strips: a place's share among those of all others, a strip a measure, on one scale from 0 to 100 %.

use super::svg::{Anchor, Writer, wide};
use super::{Lead, Tone};
use crate::order::Sort as _;

/// A strip.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strip {
    /// What is measured.
    pub title: String,
    /// Its parts: `251 / 529 户`.
    pub note: String,
    /// The value as it is written.
    pub value: String,
    /// Where it lies, 0 to 1; the end of an interval behind it.
    pub at: [f64; 2],
    /// Whether it is short of its target.
    pub low: bool,
    /// Where all places lie, itself among them.
    pub all: Vec<f64>,
    /// The target.
    pub target: Option<f64>,
    /// How far it is from the target; empty if it is not short of it.
    pub gap: String,
    /// What stands beside it.
    pub beside: String,
    /// Where it leads.
    pub lead: Option<Lead>,
}

/// Strips below each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strips(pub Vec<Strip>);

/// From this width on all of a strip stands in one line.
const ONE_LINE: f64 = 620.0;

impl Strips {
    pub(super) fn draw(&self, w: &mut Writer, width: f64) -> f64 {
        let one_line = width >= ONE_LINE;
        // Two lines end each strip, as wide as the longest of all.
        let words = |s: &Strip| wide(&s.gap).max(wide(&s.beside));
        let room = self.0.iter().map(words).fold(150.0, f64::max).min(width * 0.3);
        let (left, right) = if one_line { (300.0, width - room - 24.0) } else { (8.0, width - 8.0) };
        let x = |share: f64| left + (right - left) * share.clamp(0.0, 1.0);
        for quarter in 0..=4_u8 {
            let words = format!("{}{}", quarter * 25, if quarter % 4 == 0 { "%" } else { "" });
            let at = x(f64::from(quarter) / 4.0).min(width - wide(&words) / 2.0);
            w.text((at, 12.0), Anchor::Middle, "t t-soft", &words);
        }
        let row = if one_line { 48.0 } else { 98.0 };
        for (i, strip) in self.0.iter().enumerate() {
            let top = 20.0 + i as f64 * row;
            let middle = top + if one_line { 24.0 } else { 58.0 };
            if i > 0 {
                w.line((0.0, top), (width, top), "grid");
            }
            w.open(&format!("{} {}", strip.title, strip.value), strip.lead.as_ref());
            w.rect((0.0, top), (width, row), "hit", None);
            let name = if one_line { 206.0 } else { width - 90.0 };
            w.text((0.0, top + 21.0), Anchor::Start, "t t-strong", &w.cut(&strip.title, name));
            // What does not fit in brackets stands in the panel behind it.
            let whole = wide(&strip.note) <= name;
            let note = if whole { &strip.note } else { strip.note.split('（').next().unwrap_or_default() };
            w.text((0.0, top + 38.0), Anchor::Start, "t t-soft", &w.cut(note, name));
            let look = if strip.low { " t-look" } else { "" };
            let end = if one_line { 278.0 } else { width };
            let number = strip.value.strip_suffix('%');
            let at = (if number.is_some() { end - 13.0 } else { end }, top + 31.0);
            w.text(at, Anchor::End, &format!("t t-big{look}"), number.unwrap_or(&strip.value));
            w.text((end, top + 31.0), Anchor::End, "t t-soft", if number.is_some() { "%" } else { "" });
            strip.marks(w, middle, x);
            let beside = if one_line { right + 24.0 } else { 0.0 };
            let (first, second) = if one_line { (top + 21.0, top + 38.0) } else { (top + 88.0, top + 88.0) };
            let gap = w.cut(&strip.gap, if one_line { room } else { width });
            w.text((beside, first), Anchor::Start, "t t-look", &gap);
            let step = if one_line || gap.is_empty() { 0.0 } else { wide(&gap) + 14.0 };
            let alone = one_line && gap.is_empty();
            let room = if one_line { room } else { width - step };
            let at = (beside + step, if alone { top + 29.0 } else { second });
            w.text(at, Anchor::Start, "t t-soft", &w.cut(&strip.beside, room));
            w.close();
        }
        20.0 + self.0.len() as f64 * row
    }
}

impl Strip {
    fn marks(&self, w: &mut Writer, y: f64, x: impl Fn(f64) -> f64) {
        w.line((x(0.0), y), (x(1.0), y), "grid");
        let mut all = self.all.clone();
        all.order_by(f64::total_cmp);
        for share in &all {
            w.line((x(*share), y - 6.0), (x(*share), y + 6.0), "tick");
        }
        if let Some(median) = median(&all) {
            w.line((x(median), y - 9.0), (x(median), y + 9.0), "rule");
        }
        if let Some(target) = self.target {
            let x = x(target);
            w.path([(x - 4.5, y - 17.0), (x + 4.5, y - 17.0), (x, y - 11.0)], true, "f-ink");
        }
        let tone = if self.low { Tone::Look } else { Tone::Slate };
        let [from, to] = self.at;
        if to > from {
            w.rect((x(from), y - 3.0), (x(to) - x(from), 6.0), &format!("f-{} band", tone.id()), None);
        }
        w.point((x(from), y), 5.5, tone);
    }
}

/// Returns the middle of sorted values, the mean of two of them; `None` for fewer than three values.
pub fn median(sorted: &[f64]) -> Option<f64> {
    let half = sorted.len() / 2;
    let upper = sorted.get(half).filter(|_| sorted.len() > 2)?;
    Some(if sorted.len() % 2 == 1 { *upper } else { (sorted.get(half.checked_sub(1)?)? + upper) / 2.0 })
}

#[cfg(test)]
#[path = "../../../tests/unit/view_picture_strips.rs"]
mod tests;
