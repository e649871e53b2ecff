//! Shaded tiles: grids in their villages, in the order of the list; and rows and columns of a table.

use super::Lead;
use super::ground::{SHADES, SHORT, SHORT_WORDS, TileGround};
use super::svg::{Anchor, Writer, wide};
use crate::text::t;

/// A tile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tile {
    /// What it is, for people who rest the pointer on it or hear it read.
    pub label: String,
    /// Written in it.
    pub text: String,
    /// What stands behind it.
    pub ground: TileGround,
    /// Whether it is framed, for a look.
    pub look: bool,
    /// Where it leads.
    pub lead: Option<Lead>,
}

/// Cells under one name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TileGroup {
    /// The name.
    pub label: String,
    /// Where the name leads.
    pub lead: Option<Lead>,
    /// The cells.
    pub cells: Vec<Tile>,
}

/// Groups side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tiles {
    /// The groups.
    pub groups: Vec<TileGroup>,
    /// What the shades mean.
    pub scale: ShadeScale,
}

/// What the shades mean, below a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShadeScale {
    /// Of amounts: what the lightest and the darkest mean.
    Amount(String, String),
    /// Of distances to the target.
    Target,
}

impl Default for ShadeScale {
    fn default() -> Self {
        Self::Amount(String::new(), String::new())
    }
}

/// Rows and columns of shaded cells, each row with its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// The columns' names.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<TileGroup>,
}

impl Tile {
    pub(super) fn draw(&self, w: &mut Writer, (x, y): (f64, f64), (width, height): (f64, f64)) {
        w.open(&self.label, self.lead.as_ref());
        match self.ground.shade() {
            Some((class, shade)) => {
                w.rect((x, y), (width, height), "f-paper", None);
                w.rect((x, y), (width, height), class, Some(shade));
            }
            None => hatch(w, (x, y), (width, height)),
        }
        if self.look {
            w.rect((x + 1.0, y + 1.0), (width - 2.0, height - 2.0), "frame", None);
        }
        if !self.text.is_empty() && wide(&self.text) <= width + 1.0 {
            w.text((x + width / 2.0, y + height / 2.0 + 4.2), Anchor::Middle, "t", &self.text);
        }
        w.close();
    }
}

fn hatch(w: &mut Writer, (x, y): (f64, f64), (width, height): (f64, f64)) {
    w.rect((x, y), (width, height), "hit", None);
    let mut along = 0.0;
    while along < width + height {
        let from = (x + (along - height).max(0.0), y + along.min(height));
        let to = (x + along.min(width), y + (along - width).max(0.0));
        w.line(from, to, "grid");
        along += 5.0;
    }
}

impl Tiles {
    pub(super) fn draw(&self, w: &mut Writer, width: f64) -> f64 {
        // A finger needs 24 pixels; beyond 34 nothing is gained.
        const LEAST: f64 = 26.0;
        const MOST: f64 = 34.0;
        const GAP: f64 = 14.0;
        let most = self.groups.iter().map(|g| g.cells.len()).max().unwrap_or(1);
        let across = most.clamp(1, 6).min(((width / LEAST) as usize).max(1));
        let columns =
            (((width + GAP) / (across as f64 * LEAST + GAP)) as usize).clamp(1, self.groups.len().max(1));
        let step = ((width + GAP) / columns as f64).min(across as f64 * MOST + GAP);
        let block = step - GAP;
        let size = block / across as f64;
        let mut y = 0.0;
        for line in self.groups.chunks(columns) {
            let rows = line.iter().map(|g| g.cells.len().div_ceil(across)).max().unwrap_or(1).max(1);
            for (i, group) in line.iter().enumerate() {
                let x = i as f64 * step;
                w.open(&group.label, group.lead.as_ref());
                w.rect((x, y), (block, 24.0), "hit", None);
                w.text((x, y + 16.0), Anchor::Start, "t", &w.cut(&group.label, block));
                w.close();
                for (k, cell) in group.cells.iter().enumerate() {
                    let at = (x + (k % across) as f64 * size, y + 24.0 + (k / across) as f64 * size);
                    cell.draw(w, at, (size - 2.0, size - 2.0));
                }
            }
            y += 24.0 + rows as f64 * size + 8.0;
        }
        shades(w, y + 4.0, width, &self.scale);
        y + 24.0
    }
}

/// Draws the shades from light to dark with what they mean; on a phone only the outer ones are named.
pub(super) fn shades(w: &mut Writer, y: f64, width: f64, scale: &ShadeScale) {
    let mut x = 0.0;
    let word = |w: &mut Writer, x: &mut f64, text: &str| {
        w.text((*x, y + 12.0), Anchor::Start, "t t-soft", text);
        *x += wide(text) + 8.0;
    };
    match scale {
        ShadeScale::Amount(low, high) => {
            word(w, &mut x, low);
            for shade in SHADES {
                w.rect((x, y + 2.0), (12.0, 12.0), "f-slate", Some(shade));
                x += 12.0;
            }
            x += 8.0;
            word(w, &mut x, high);
        }
        ShadeScale::Target => {
            word(w, &mut x, t("离目标"));
            for (i, (shade, words)) in SHORT.into_iter().zip(SHORT_WORDS).enumerate() {
                w.rect((x, y + 2.0), (12.0, 12.0), "f-look", Some(shade));
                x += 16.0;
                if width > 420.0 || i % 4 == 0 {
                    word(w, &mut x, t(words));
                }
            }
            word(w, &mut x, t("个百分点"));
        }
    }
}

impl Matrix {
    pub(super) fn draw(&self, w: &mut Writer, width: f64) -> f64 {
        const ROW: f64 = 24.0;
        let names = (self.rows.iter().map(|r| wide(&r.label)).fold(0.0, f64::max) + 12.0).min(width * 0.4);
        let cell = (width - names) / self.columns.len().max(1) as f64;
        let fits = self.columns.iter().all(|c| wide(c) + 4.0 <= cell);
        for (i, column) in self.columns.iter().enumerate() {
            let x = names + i as f64 * cell + cell / 2.0;
            let column = if fits { column.clone() } else { w.cut(column, (cell - 2.0).max(14.0)) };
            w.text((x, 15.0), Anchor::Middle, "t t-soft", &column);
        }
        for (k, row) in self.rows.iter().enumerate() {
            let y = 24.0 + k as f64 * ROW;
            w.open("", row.lead.as_ref());
            w.text((0.0, y + 16.0), Anchor::Start, "t", &w.cut(&row.label, names - 8.0));
            w.close();
            for (i, c) in row.cells.iter().enumerate() {
                c.draw(w, (names + i as f64 * cell, y), (cell - 1.0, ROW - 1.0));
            }
        }
        24.0 + self.rows.len() as f64 * ROW
    }
}
