//! Bars under each other: a ranking beside its mean.

use super::svg::{Anchor, Writer, wide};
use super::{Lead, Tone};

/// A bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// The name beside it.
    pub label: String,
    /// Its length.
    pub value: f64,
    /// The value as it is written behind the bar.
    pub text: String,
    /// Its colour; [`Tone::Look`] also puts ▲ before the value.
    pub tone: Tone,
    /// Where it leads.
    pub lead: Option<Lead>,
}

/// Bars on one scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// From the top.
    pub bars: Vec<Bar>,
    /// The end of the scale; the longest bar if it is not set.
    pub most: Option<f64>,
    /// A line through all bars, with its words.
    pub reference: Option<(f64, String)>,
}

const ROW: f64 = 22.0;
const GAP: f64 = 12.0;

impl Bars {
    pub(super) fn draw(&self, w: &mut Writer, width: f64) -> f64 {
        let value = |b: &Bar| if b.tone == Tone::Look { format!("▲ {}", b.text) } else { b.text.clone() };
        let most_of = |f: &dyn Fn(&Bar) -> f64| self.bars.iter().map(f).fold(0.0, f64::max);
        let names = most_of(&|b| wide(&b.label)).min(width * 0.4);
        let values = most_of(&|b| wide(&value(b)));
        let (left, right) = (names + GAP, width - values - GAP);
        let longest = most_of(&|b| b.value);
        let longest = self.reference.as_ref().map_or(longest, |(v, _)| longest.max(*v));
        let most = self.most.unwrap_or(longest);
        let at = |v: f64| {
            let share = v / most;
            left + (right - left).max(0.0) * if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
        };
        for (i, bar) in self.bars.iter().enumerate() {
            let top = i as f64 * ROW;
            // What only measures is slate: the figure says where to look.
            let tone = if bar.tone == Tone::Look { Tone::Slate } else { bar.tone }.id();
            w.open(&format!("{} {}", bar.label, value(bar)), bar.lead.as_ref());
            w.rect((0.0, top), (width, ROW), "hit", None);
            w.text((0.0, top + 15.5), Anchor::Start, "t", &w.cut(&bar.label, names + 1.0));
            w.rect((left, top + 7.0), (at(bar.value) - left, 8.0), &format!("f-{tone}"), Some(0.6));
            let class = if bar.tone == Tone::Look { "t t-look" } else { "t" };
            w.text((width, top + 15.5), Anchor::End, class, &value(bar));
            w.close();
        }
        let bottom = self.bars.len() as f64 * ROW;
        let Some((value, words)) = &self.reference else { return bottom };
        let x = at(*value);
        w.line((x, 0.0), (x, bottom + 4.0), "rule");
        let half = wide(words) / 2.0;
        let middle = x.clamp(half.min(width / 2.0), (width - half).max(width / 2.0));
        w.text((middle, bottom + 17.0), Anchor::Middle, "t t-soft", words);
        bottom + 22.0
    }
}
