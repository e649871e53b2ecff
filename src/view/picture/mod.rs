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
mod dot_rows;
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
pub use dot_rows::{DotRow, DotRows, RowDot};
pub use ground::{Ground, SHORT_WORDS, TileGround};
pub use map::{Map, Shape};
pub use scale::{Axis, ticks};
pub use squares::Squares;
pub use strips::{Strip, Strips, median};
pub use tiles::{Matrix, ShadeScale, Tile, TileGroup, Tiles};

use crate::figures::Subject;
use crate::text::say;
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
    /// Anything with two axes: lines, points, areas.
    Chart(Chart),
    /// Rows of dots or intervals on one scale.
    DotRows(DotRows),
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
        let mut writer = Writer::new();
        let height = self.draw(&mut writer, width);
        writer.finish(width, height)
    }

    /// Returns an SVG file with the picture's title, note and style, `width` CSS pixels wide. `about` says of which township
    /// and period it is; the tables that its figures come from stand beside that.
    pub fn file(&self, width: f64, about: &str) -> String {
        self.stand_alone(width, about, Writer::new())
    }

    /// Returns the same file without what the veil takes out of its words.
    pub fn veiled_file(&self, width: f64, about: &str, veil: &Veil) -> String {
        self.stand_alone(width, about, Writer::new().veiled(veil.clone()))
    }

    fn stand_alone(&self, width: f64, about: &str, mut writer: Writer) -> String {
        let width = if width.is_finite() { width.clamp(NARROWEST, 4000.0) } else { NARROWEST };
        let height = self.draw(&mut writer, width);
        let tables = writer.leads().iter().find_map(|lead| match lead {
            Lead::Figure(subject) => subject.definition().map(|d| d.tables()),
            Lead::Place(_) => None,
        });
        let source = tables.map(|tables| say!("　来源：{tables}，格览汇总", tables)).unwrap_or_default();
        writer.stand_alone(&self.title, &self.note, &format!("{about}{source}"), (width, height))
    }

    fn draw(&self, writer: &mut Writer, width: f64) -> f64 {
        match &self.drawing {
            Drawing::Bars(bars) => bars.draw(writer, width),
            Drawing::Chart(chart) => chart.draw(writer, width),
            Drawing::DotRows(rows) => rows.draw(writer, width),
            Drawing::Tiles(tiles) => tiles.draw(writer, width),
            Drawing::Matrix(matrix) => matrix.draw(writer, width),
            Drawing::Map(map) => map.draw(writer, width),
            Drawing::Strips(strips) => strips.draw(writer, width),
            Drawing::Squares(squares) => squares.draw(writer, width),
        }
    }
}
