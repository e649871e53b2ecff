//! The writer: shapes as SVG text.

use super::{DrawnPicture, Lead, Tone};
use crate::text::markup::escape;
use crate::text::veil::Veil;
use std::borrow::Cow;
use std::fmt::Write as _;

/// The style rules of both drawings in the page and drawings that stand alone.
const STYLE: &str = include_str!("../../../style/drawing.css");

/// The colours of a file, which people see on white: those of the light page.
const COLOURS: [(&str, &str); 8] = [
    ("var(--ink)", "#1e232d"),
    ("var(--soft)", "#596270"),
    ("var(--line)", "#d9d7d2"),
    ("var(--paper)", "#ffffff"),
    ("var(--look)", "#b02a5b"),
    ("var(--slate)", "#47688a"),
    ("var(--slate-soft)", "#e3e9f0"),
    ("var(--on-strong)", "#ffffff"),
];

const FONTS: &str =
    "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, WenQuanYi Micro Hei, sans-serif";

/// Prefixes each class, since the page has a `.line` and a `.frame` too.
fn css_class(classes: &str) -> String {
    classes.split_ascii_whitespace().map(|c| format!("d-{c}")).collect::<Vec<_>>().join(" ")
}

/// Which end of a text is at its place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Writes shapes in CSS pixels from the upper left corner.
pub(super) struct Writer {
    out: String,
    leads: Vec<Lead>,
    /// How many marks are open.
    open: usize,
    /// What is taken out of words; `None` on the page, which shows all.
    veil: Option<Veil>,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self { out: String::new(), leads: Vec::new(), open: 0, veil: None }
    }

    /// Takes names and numbers of persons out of all words from now on.
    pub(super) fn veiled(self, veil: Veil) -> Self {
        Self { veil: Some(veil), ..self }
    }

    fn said<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.veil.as_ref().map_or(Cow::Borrowed(text), |veil| Cow::Owned(veil.name(text, "")))
    }

    /// Returns a text that is at most this wide, cut with … if need be.
    pub(super) fn cut(&self, text: &str, most: f64) -> String {
        cut(&self.said(text), most)
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let (x1, y1, x2, y2) = (from.0, from.1, to.0, to.1);
        _ = write!(
            self.out,
            r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" class="{}"/>"#,
            css_class(class)
        );
    }

    /// Draws a line through points; `closed` fills it.
    pub(super) fn path(&mut self, points: impl IntoIterator<Item = (f64, f64)>, closed: bool, class: &str) {
        self.out.push_str("<path d=\"");
        self.steps(points);
        self.out.push_str(if closed { "Z\"" } else { "\"" });
        _ = write!(self.out, " class=\"{}\"/>", css_class(class));
    }

    /// Draws a filled shape of several rings.
    pub(super) fn rings(&mut self, rings: &[Vec<(f64, f64)>], class: &str, opacity: f64) {
        self.out.push_str("<path fill-rule=\"evenodd\" d=\"");
        for ring in rings {
            self.steps(ring.iter().copied());
            self.out.push('Z');
        }
        _ = write!(self.out, "\" class=\"{}\" fill-opacity=\"{opacity:.2}\"/>", css_class(class));
    }

    fn steps(&mut self, points: impl IntoIterator<Item = (f64, f64)>) {
        for (i, (x, y)) in points.into_iter().enumerate() {
            _ = write!(self.out, "{}{x:.1} {y:.1}", if i == 0 { "M" } else { "L" });
        }
    }

    pub(super) fn rect(&mut self, at: (f64, f64), size: (f64, f64), class: &str, opacity: Option<f64>) {
        let ((x, y), (w, h)) = (at, (size.0.max(0.0), size.1.max(0.0)));
        _ = write!(
            self.out,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{w:.1}" height="{h:.1}" class="{}""#,
            css_class(class)
        );
        if let Some(opacity) = opacity {
            _ = write!(self.out, " fill-opacity=\"{opacity:.2}\"");
        }
        self.out.push_str("/>");
    }

    /// Draws a point: a circle, or a diamond for [`Tone::Look`].
    pub(super) fn point(&mut self, (x, y): (f64, f64), r: f64, tone: Tone) {
        if tone == Tone::Look {
            let r = r * 1.45;
            self.path([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], true, "f-look");
        } else {
            let faint = if tone == Tone::Soft { " d-faint" } else { "" };
            let class = tone.id();
            _ = write!(
                self.out,
                r#"<circle cx="{x:.1}" cy="{y:.1}" r="{r:.1}" class="d-f-{class}{faint}"/>"#
            );
        }
    }

    /// Draws a text at a place on its base line.
    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, class: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        _ = write!(
            self.out,
            r#"<text x="{x:.1}" y="{y:.1}" text-anchor="{anchor}" class="{}">"#,
            css_class(class)
        );
        let text = self.said(text);
        self.out.push_str(&escape(&text));
        self.out.push_str("</text>");
    }

    /// Begins a mark with this name; it can be pressed if it leads somewhere.
    pub(super) fn open(&mut self, label: &str, lead: Option<&Lead>) {
        self.open += 1;
        let label = &*self.said(label);
        match lead {
            Some(lead) => {
                let at = self.leads.len();
                self.leads.push(lead.clone());
                _ = write!(
                    self.out,
                    r#"<g class="d-mark" data-mark="{at}" role="button" tabindex="-1" aria-label=""#
                );
                self.out.push_str(&escape(label));
                self.out.push_str("\">");
            }
            None => self.out.push_str("<g>"),
        }
        if !label.is_empty() {
            self.out.push_str("<title>");
            self.out.push_str(&escape(label));
            self.out.push_str("</title>");
        }
    }

    pub(super) fn close(&mut self) {
        if self.open > 0 {
            self.open -= 1;
            self.out.push_str("</g>");
        }
    }

    pub(super) fn finish(self, width: f64, height: f64) -> DrawnPicture {
        let svg = format!(
            r#"<svg class="drawing" viewBox="0 0 {width:.0} {height:.0}" width="{width:.0}" height="{height:.0}">{}</svg>"#,
            self.out
        );
        DrawnPicture { svg, leads: self.leads }
    }

    /// Where the marks lead.
    pub(super) fn leads(&self) -> &[Lead] {
        &self.leads
    }

    /// Returns a file: the title, the note, what was drawn in a field of this size, and `foot` below it.
    pub(super) fn stand_alone(self, title: &str, note: &str, foot: &str, field: (f64, f64)) -> String {
        const EDGE: f64 = 16.0;
        const LINE: f64 = 18.0;
        let mut words = Writer { veil: self.veil.clone(), ..Writer::new() };
        let mut y = EDGE + 15.0;
        words.text((EDGE, y), Anchor::Start, "t t-title", &words.cut(title, field.0 * 0.74));
        for line in lines(&self.said(note), field.0) {
            y += LINE + 2.0;
            words.text((EDGE, y), Anchor::Start, "t t-soft", line);
        }
        let top = y + 14.0;
        y = top + field.1 + 8.0;
        for line in lines(&self.said(foot), field.0) {
            y += LINE;
            words.text((EDGE, y), Anchor::Start, "t t-soft", line);
        }
        let (w, h) = (field.0 + 2.0 * EDGE, y + EDGE);
        let mut style = STYLE.split_once("*/").map_or(STYLE, |(_, rules)| rules).to_owned();
        for (name, colour) in COLOURS {
            style = style.replace(name, colour);
        }
        let title = escape(&self.said(title));
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:.0} {h:.0}" width="{w:.0}" height="{h:.0}" font-family="{FONTS}"><title>{title}</title><style>{style}</style><rect width="{w:.0}" height="{h:.0}" fill="#ffffff"/>{}<g transform="translate({EDGE} {top})">{}</g></svg>"##,
            words.out, self.out
        )
    }
}

/// Breaks a text into lines that are at most this wide.
fn lines(text: &str, most: f64) -> Vec<&str> {
    let (mut out, mut from, mut so_far) = (Vec::new(), 0, 0.0);
    for (at, c) in text.char_indices() {
        let step = wide(c.encode_utf8(&mut [0; 4]));
        if so_far + step > most {
            out.push(text.get(from..at).unwrap_or_default());
            (from, so_far) = (at, 0.0);
        }
        so_far += step;
    }
    out.extend(text.get(from..).filter(|rest| !rest.is_empty()));
    out
}

/// Returns about how wide a text of 12 pixels is, exactly enough to keep words apart.
pub(super) fn wide(text: &str) -> f64 {
    text.chars()
        .map(|c| if c.is_ascii() { if c.is_ascii_uppercase() { 8.4 } else { 6.9 } } else { 12.2 })
        .sum()
}

/// Returns a text that is at most this wide: … stands for its middle if need be, since numbers are at the end.
fn cut(text: &str, most: f64) -> String {
    if wide(text) <= most {
        return text.to_owned();
    }
    let part = |letters: &mut dyn Iterator<Item = char>, most: f64| {
        let mut out = String::new();
        for c in letters {
            if wide(&out) + wide(c.encode_utf8(&mut [0; 4])) > most && !out.is_empty() {
                break;
            }
            out.push(c);
        }
        out
    };
    let room = most - wide("…");
    let end = part(&mut text.chars().rev(), room * 0.5);
    let start = part(&mut text.chars(), room - wide(&end));
    format!("{start}…{}", end.chars().rev().collect::<String>())
}
