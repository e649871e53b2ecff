//! Anything with two axes: lines over months, columns, Lorenz curves.

use super::svg::{Anchor, Writer, wide};
use super::{Axis, Lead, Tone};
use crate::order::Sort as _;

/// How a line is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dash {
    /// Without gaps.
    #[default]
    Solid,
    /// Long dashes.
    Dashed,
    /// Dots.
    Dotted,
}

impl Dash {
    fn class(self) -> &'static str {
        match self {
            Self::Solid => "",
            Self::Dashed => " dash",
            Self::Dotted => " dots",
        }
    }
}

/// A point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartPoint {
    /// The value on the first axis.
    pub x: f64,
    /// The value on the second axis.
    pub y: f64,
    /// What it is, for people who rest the pointer on it or hear it read.
    pub label: String,
    /// The text above it; empty for none.
    pub text: String,
    /// Its colour; [`Tone::Look`] is a diamond.
    pub tone: Tone,
    /// Where it leads.
    pub lead: Option<Lead>,
}

/// A column of a histogram.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistogramBar {
    /// Where it begins on the first axis.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// How high it is.
    pub value: f64,
    /// What it is, for people who rest the pointer on it or hear it read.
    pub label: String,
    /// The text above it; empty for none.
    pub text: String,
    /// Its colour; [`Tone::Look`] is hatched too.
    pub tone: Tone,
    /// Where it leads.
    pub lead: Option<Lead>,
}

/// What is drawn on the axes, from the back to the front. A layer with a label has an entry in the legend; where nothing but
/// lines has one, and these end at one place, they are named there instead.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Layer {
    /// An area between two curves: x, the lower and the upper value.
    Area { points: Vec<[f64; 3]>, tone: Tone, label: String },
    /// A line through points.
    Line { points: Vec<[f64; 2]>, tone: Tone, dash: Dash, label: String },
    /// Columns.
    Columns { columns: Vec<HistogramBar>, label: String },
    /// Points.
    Points { points: Vec<ChartPoint>, label: String },
    /// A line at a value of the first axis, with its words at the top.
    Upright { at: f64, words: String },
    /// A line at a value of the second axis, with its words at the end.
    Level { at: f64, words: String },
}

/// A drawing on two axes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// The height of the field in CSS pixels.
    pub height: f64,
    /// Whether the field is a square, as for a Lorenz curve; `height` is then its largest side.
    pub square: bool,
    /// What is drawn.
    pub layers: Vec<Layer>,
}

/// The end of a line, and its name there.
struct End<'c> {
    at: [f64; 2],
    words: &'c str,
    tone: Tone,
}

/// How far beside the end its name is.
const AWAY: f64 = 8.0;

/// The edges of the field.
struct Field {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Chart {
    fn at(&self, f: &Field, x: f64, y: f64) -> (f64, f64) {
        (f.left + (f.right - f.left) * self.x.at(x), f.bottom - (f.bottom - f.top) * self.y.at(y))
    }

    pub(super) fn draw(&self, w: &mut Writer, width: f64) -> f64 {
        let ends = self.ends();
        let legend = if ends.is_empty() { self.legend(w, width) } else { 0.0 };
        let left = self.y.ticks.iter().map(|(_, t)| wide(t)).fold(0.0, f64::max) + 8.0;
        let last = self.x.ticks.last().map_or(0.0, |(_, t)| wide(t) / 2.0);
        // The last word of a named axis is half a step before the edge.
        let step = if self.x.low < 0.0 { (width - left) / self.x.ticks.len().max(1) as f64 } else { 0.0 };
        let right = width - (last - step / 2.0).max(4.0);
        let beside = ends.iter().map(|end| wide(end.words)).fold(0.0, f64::max) + AWAY;
        let part = ends.first().map_or(0.0, |end| self.x.at(end.at[0]));
        let right = if part > 0.0 { right.min(left + (width - beside - left) / part) } else { right };
        let top = legend + if self.y.title.is_empty() { 22.0 } else { 32.0 };
        let height = if self.square { self.height.min(right - left) } else { self.height }.max(40.0);
        let right = if self.square { left + height } else { right };
        let field = Field { left, right, top, bottom: top + height };
        self.axes(w, &field, legend);
        for layer in &self.layers {
            self.layer(w, &field, layer, ends.first().map(|end| end.at[0]));
        }
        self.name_ends(w, &field, &ends);
        field.bottom + if self.x.title.is_empty() { 22.0 } else { 40.0 }
    }

    /// The names at the ends of lines, those of levels among them.
    fn ends(&self) -> Vec<End<'_>> {
        let (mut ends, mut levels) = (Vec::new(), Vec::new());
        for layer in &self.layers {
            match layer {
                Layer::Line { points, tone, label, .. } if !label.is_empty() => {
                    let Some(at) = points.last() else { return Vec::new() };
                    ends.push(End { at: *at, words: label, tone: *tone });
                }
                Layer::Area { label, .. } | Layer::Columns { label, .. } | Layer::Points { label, .. }
                    if !label.is_empty() =>
                {
                    return Vec::new();
                }
                Layer::Level { at, words } => levels.push((*at, words)),
                _ => {}
            }
        }
        let Some([x, _]) = ends.first().map(|end| end.at) else { return Vec::new() };
        if self.square || ends.iter().any(|end| end.at[0] != x) {
            return Vec::new();
        }
        ends.extend(levels.into_iter().map(|(y, words)| End { at: [x, y], words, tone: Tone::Soft }));
        ends.order_by(|a, b| b.at[1].total_cmp(&a.at[1]));
        ends
    }

    /// Writes them, from the top, so that none lies on another.
    fn name_ends(&self, w: &mut Writer, f: &Field, ends: &[End<'_>]) {
        let mut lowest = f.bottom - 14.0 * ends.len().saturating_sub(1) as f64;
        let mut above = f64::MIN;
        for end in ends {
            let (x, y) = self.at(f, end.at[0], end.at[1]);
            above = y.min(lowest).max(above + 14.0);
            lowest += 14.0;
            let class = if end.tone == Tone::Look { "t t-look t-strong halo" } else { "t halo" };
            w.text((x + AWAY, above + 4.0), Anchor::Start, class, end.words);
        }
    }

    fn axes(&self, w: &mut Writer, f: &Field, legend: f64) {
        for (value, words) in &self.y.ticks {
            let (_, y) = self.at(f, self.x.low, *value);
            let class = if (y - f.bottom).abs() < 0.5 { "axis" } else { "grid" };
            w.line((f.left, y), (f.right, y), class);
            w.text((f.left - 6.0, y + 4.0), Anchor::End, "t t-soft", words);
        }
        if !self.y.title.is_empty() {
            w.text((0.0, legend + 12.0), Anchor::Start, "t t-soft", &self.y.title);
        }
        // The last word is always written; of the others those that do not overlap.
        let place = |v: f64, words: &str| {
            let (x, _) = self.at(f, v, self.y.low);
            (x, x - wide(words) / 2.0, x + wide(words) / 2.0)
        };
        let last = self.x.ticks.last().map(|(v, words)| place(*v, words));
        let mut end = f64::MIN;
        for (i, (value, words)) in self.x.ticks.iter().enumerate() {
            let (x, from, to) = place(*value, words);
            let is_last = i + 1 == self.x.ticks.len();
            let room = is_last || (from > end + 8.0 && last.is_none_or(|(_, last, _)| to + 8.0 < last));
            if room {
                w.text((x, f.bottom + 17.0), Anchor::Middle, "t t-soft", words);
                end = to;
            }
        }
        if !self.x.title.is_empty() {
            w.text((f.right, f.bottom + 35.0), Anchor::End, "t t-soft", &self.x.title);
        }
    }

    fn layer(&self, w: &mut Writer, f: &Field, layer: &Layer, end: Option<f64>) {
        match layer {
            Layer::Area { points, tone, .. } => {
                let lower = points.iter().map(|[x, low, _]| self.at(f, *x, *low));
                let upper = points.iter().rev().map(|[x, _, high]| self.at(f, *x, *high));
                let all: Vec<_> = lower.chain(upper).collect();
                w.path(all, true, &format!("f-{} wash", tone.id()));
            }
            Layer::Line { points, tone, dash, .. } => {
                let points = points.iter().map(|[x, y]| self.at(f, *x, *y));
                w.path(points, false, &format!("l s-{}{}", tone.id(), dash.class()));
            }
            Layer::Columns { columns, .. } => columns.iter().for_each(|c| self.column(w, f, c)),
            Layer::Points { points, .. } => points.iter().for_each(|p| self.point(w, f, p)),
            Layer::Upright { at, words } => {
                let (x, _) = self.at(f, *at, self.y.low);
                w.line((x, f.top - 4.0), (x, f.bottom), "rule");
                let half = wide(words) / 2.0;
                let middle = x.clamp(f.left + half, (f.right - half).max(f.left + half));
                w.text((middle, f.top - 7.0), Anchor::Middle, "t t-soft", words);
            }
            Layer::Level { at, words } => {
                let (x, y) = self.at(f, end.unwrap_or(self.x.high), *at);
                w.line((f.left, y), (x, y), "rule dash");
                if end.is_none() {
                    w.text((x, y - 4.0), Anchor::End, "t t-soft halo", words);
                }
            }
        }
    }

    fn column(&self, w: &mut Writer, f: &Field, c: &HistogramBar) {
        let ((x1, y), (x2, ground)) = (self.at(f, c.from, c.value), self.at(f, c.to, self.y.low));
        w.open(&c.label, c.lead.as_ref());
        w.rect((x1, f.top), (x2 - x1, f.bottom - f.top), "hit", None);
        w.rect((x1 + 1.0, y), (x2 - x1 - 2.0, ground - y), &format!("f-{}", c.tone.id()), None);
        if c.tone == Tone::Look {
            // Hatching shows in grey print too.
            let mut down = y + 4.0;
            while down < ground {
                w.line((x1 + 1.0, down), (x2 - 1.0, down), "cut");
                down += 5.0;
            }
        }
        if wide(&c.text) < x2 - x1 + 6.0 {
            w.text(((x1 + x2) / 2.0, y - 4.0), Anchor::Middle, "t", &c.text);
        }
        w.close();
    }

    fn point(&self, w: &mut Writer, f: &Field, p: &ChartPoint) {
        let (x, y) = self.at(f, p.x, p.y);
        w.open(&p.label, p.lead.as_ref());
        if p.lead.is_some() {
            w.rect((x - 12.0, y - 12.0), (24.0, 24.0), "hit", None);
        }
        w.point((x, y), if p.tone == Tone::Ink { 5.0 } else { 3.2 }, p.tone);
        if !p.text.is_empty() {
            let half = wide(&p.text) / 2.0;
            let middle = x.clamp(half, (f.right + 4.0 - half).max(half));
            w.text((middle, y - 8.0), Anchor::Middle, "t halo", &p.text);
        }
        w.close();
    }

    /// Draws the legend of the layers that have a label, and returns its height.
    fn legend(&self, w: &mut Writer, width: f64) -> f64 {
        let (mut x, mut y) = (0.0, 0.0);
        for layer in &self.layers {
            let label = match layer {
                Layer::Area { label, .. }
                | Layer::Line { label, .. }
                | Layer::Columns { label, .. }
                | Layer::Points { label, .. } => label.as_str(),
                Layer::Upright { .. } | Layer::Level { .. } => "",
            };
            if label.is_empty() {
                continue;
            }
            let room = 28.0 + wide(label);
            if x > 0.0 && x + room > width {
                (x, y) = (0.0, y + 18.0);
            }
            let middle = y + 8.0;
            match layer {
                Layer::Area { tone, .. } => {
                    w.rect((x, middle - 5.0), (20.0, 10.0), &format!("f-{} wash", tone.id()), None);
                }
                Layer::Line { tone, dash, .. } => {
                    let class = format!("l s-{}{}", tone.id(), dash.class());
                    w.line((x, middle), (x + 20.0, middle), &class);
                }
                Layer::Columns { columns, .. } => {
                    let tone = columns.first().map_or(Tone::Slate, |c| c.tone);
                    w.rect((x + 5.0, middle - 5.0), (10.0, 10.0), &format!("f-{}", tone.id()), None);
                }
                Layer::Points { points, .. } => {
                    w.point((x + 10.0, middle), 3.2, points.first().map_or(Tone::Slate, |p| p.tone));
                }
                Layer::Upright { .. } | Layer::Level { .. } => {}
            }
            w.text((x + 26.0, y + 12.0), Anchor::Start, "t t-soft", label);
            x += room + 16.0;
        }
        if x > 0.0 { y + 22.0 } else { 0.0 }
    }
}
