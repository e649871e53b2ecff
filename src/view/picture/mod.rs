//! Pictures of figures, written as SVG. No browser in it.
//!
//! A [`Picture`] holds the data of a drawing, its data table, and the words for people who do not see it.
//! [`Picture::drawn`] draws it for the page, at a width in CSS pixels, so that letters keep their size on any screen;
//! [`Picture::file`] writes it as a file of its own. Both take their colours from the classes of `style/drawing.css`.
//! Colour is never the only sign: what to look at is also a diamond, a ▲, or hatched.
//!
//! It is our own code since the page needs classes that follow its light and dark colours, marks that can be pressed
//! and read aloud, and a `<title>` for each. plotters writes none of them, and would add an estimated 60 to 100 KB to the
//! packed page; charming draws with echarts.js, about 1 MB.

mod bars;
mod chart;
pub mod geo;
mod ground;
mod map;
mod scale;
mod squares;
mod strips;
mod svg;
mod tiles;

pub use bars::{Bar, Bars};
pub use chart::{Chart, ChartPoint, Dash, HistogramBar, Layer};
pub use ground::{Ground, TileGround};
pub use map::{Map, Shape};
pub use scale::{Axis, ticks};
pub use squares::Squares;
pub use strips::{Strip, Strips, median};
pub use tiles::{Matrix, ShadeScale, Tile, TileGroup, Tiles};

use crate::figures::Subject;
use crate::text::veil::Veil;
use crate::view::place_ref::PlaceRef;
use svg::Writer;

/// A colour by its meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// What the picture is about.
    #[default]
    Slate,
    /// A second series, totals.
    Ink,
    /// The background: limits, means, the period before.
    Soft,
    /// Look here.
    Look,
}

impl Tone {
    fn id(self) -> &'static str {
        match self {
            Self::Slate => "slate",
            Self::Ink => "ink",
            Self::Soft => "soft",
            Self::Look => "look",
        }
    }
}

/// Where a pressed mark leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// To the rows of a figure.
    Figure(Subject),
    /// To the page of a village or grid.
    Place(PlaceRef),
}

/// The data table of a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PictureTable {
    /// Its headings.
    pub head: Vec<String>,
    /// Its rows: their cells as a person reads them, and where the last cell leads.
    pub rows: Vec<(Vec<String>, Option<Lead>)>,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawing {
    /// Bars under each other, each with its name.
    Bars(Bars),
    /// Anything with two axes: lines, points, areas, columns.
    Chart(Chart),
    /// Cells in groups: grids in their villages.
    Tiles(Tiles),
    /// Rows and columns of shaded cells.
    Matrix(Matrix),
    /// Outlines of places.
    Map(Map),
    /// A place's shares among those of all others.
    Strips(Strips),
    /// A square for each of a few things.
    Squares(Squares),
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Stable name, for the element and the files.
    pub id: &'static str,
    /// What it shows.
    pub title: String,
    /// Its unit, and what else belongs beside the title.
    pub note: String,
    /// What there is to see, in a sentence for people who do not see it.
    pub description: String,
    /// What is drawn.
    pub drawing: Drawing,
    /// Its data.
    pub table: PictureTable,
}

/// A picture as SVG.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DrawnPicture {
    /// The text of the element.
    pub svg: String,
    /// Where its marks lead, by the number in `data-mark`.
    pub leads: Vec<Lead>,
}

/// The narrowest drawing, in CSS pixels.
const NARROWEST: f64 = 200.0;

impl Picture {
    /// Draws the picture as SVG for a page, `width` CSS pixels wide.
    pub fn drawn(&self, width: f64) -> DrawnPicture {
        let width = if width.is_finite() { width.clamp(NARROWEST, 4000.0) } else { NARROWEST };
        let mut writer = Writer::new(0.0);
        let height = self.draw(&mut writer, width);
        writer.finish(width, height)
    }

    /// Returns an SVG file with the picture's title, note and style, `width` CSS pixels wide.
    pub fn file(&self, width: f64) -> String {
        self.stand_alone(width, Writer::new)
    }

    /// Returns the same file without what the veil takes out of its words.
    pub fn veiled_file(&self, width: f64, veil: &Veil) -> String {
        self.stand_alone(width, |head| Writer::new(head).veiled(veil.clone()))
    }

    fn stand_alone(&self, width: f64, writer: impl FnOnce(f64) -> Writer) -> String {
        let width = if width.is_finite() { width.clamp(NARROWEST, 4000.0) } else { NARROWEST };
        let mut writer = writer(if self.note.is_empty() { 32.0 } else { 52.0 });
        let height = self.draw(&mut writer, width);
        writer.stand_alone(&self.title, &self.note, width, height)
    }

    fn draw(&self, writer: &mut Writer, width: f64) -> f64 {
        match &self.drawing {
            Drawing::Bars(bars) => bars.draw(writer, width),
            Drawing::Chart(chart) => chart.draw(writer, width),
            Drawing::Tiles(tiles) => tiles.draw(writer, width),
            Drawing::Matrix(matrix) => matrix.draw(writer, width),
            Drawing::Map(map) => map.draw(writer, width),
            Drawing::Strips(strips) => strips.draw(writer, width),
            Drawing::Squares(squares) => squares.draw(writer, width),
        }
    }
}
