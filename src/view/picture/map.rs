//! Outlines of places, by a simple projection: degrees of longitude shrink with the latitude of the middle.

use super::Lead;
use super::ground::TileGround;
use super::svg::{Anchor, Writer, wide};
use super::tiles::{ShadeScale, shades};

/// A place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// Its name.
    pub name: String,
    /// What it is, for people who rest the pointer on it or hear it read.
    pub label: String,
    /// Its rings, as longitude and latitude in degrees.
    pub rings: Vec<Vec<(f64, f64)>>,
    /// What fills it.
    pub ground: TileGround,
    /// Where it leads.
    pub lead: Option<Lead>,
}

/// Places side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// The places.
    pub shapes: Vec<Shape>,
    /// What the shades mean.
    pub scale: ShadeScale,
}

const HIGHEST: f64 = 520.0;

impl Map {
    pub(super) fn draw(&self, w: &mut Writer, width: f64) -> f64 {
        let all = || self.shapes.iter().flat_map(|s| s.rings.iter().flatten());
        let edge = |f: fn(f64, f64) -> f64, start: f64| {
            all().fold((start, start), |(x, y), p| (f(x, p.0), f(y, p.1)))
        };
        let (low, high) = (edge(f64::min, f64::MAX), edge(f64::max, f64::MIN));
        let squeeze = ((low.1 + high.1) / 2.0).to_radians().cos();
        let (across, up) = ((high.0 - low.0) * squeeze, high.1 - low.1);
        let scale = (width / across).min(HIGHEST / up);
        if !scale.is_finite() || scale <= 0.0 {
            return 0.0;
        }
        let left = (width - across * scale) / 2.0;
        let at = |(x, y): (f64, f64)| (left + (x - low.0) * squeeze * scale, (high.1 - y) * scale);
        for shape in &self.shapes {
            let rings: Vec<Vec<_>> = shape.rings.iter().map(|r| r.iter().map(|p| at(*p)).collect()).collect();
            w.open(&shape.label, shape.lead.as_ref());
            w.rings(&rings, "f-paper outline", 1.0);
            let shade = shape.ground.shade();
            let class = shade.map_or_else(|| "outline".to_owned(), |(class, _)| format!("{class} outline"));
            w.rings(&rings, &class, shade.map_or(0.0, |(_, opacity)| opacity));
            w.close();
        }
        // Names come last, so that no neighbour covers them, and only where they fit.
        for shape in &self.shapes {
            let Some(ring) = shape.rings.iter().max_by_key(|r| r.len()) else { continue };
            let points: Vec<_> = ring.iter().map(|p| at(*p)).collect();
            let xs = points.iter().map(|p| p.0);
            let (from, to) = xs.fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(x), b.max(x)));
            let ys = points.iter().map(|p| p.1);
            let (top, bottom) = ys.fold((f64::MAX, f64::MIN), |(a, b), y| (a.min(y), b.max(y)));
            if wide(&shape.name) < to - from && bottom - top > 14.0 {
                let middle = ((from + to) / 2.0, (top + bottom) / 2.0 + 4.0);
                w.text(middle, Anchor::Middle, "t quiet", &shape.name);
            }
        }
        let bottom = up * scale + 8.0;
        shades(w, bottom, width, &self.scale);
        bottom + 20.0
    }
}
