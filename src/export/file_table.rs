//! The table from which every file is written: columns, rows of typed cells, and the sums below.
//!
//! An export builds a [`FileTable`], or gives its columns and rows one by one; each format writes them in a file of
//! its own ([`super::csv`], [`super::xlsx`]), so that all files agree with each other and with the page.

use crate::model::cell::Day;
use crate::text::format::{hundredths, percent, quotient};

/// A cell of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileCell {
    /// Nothing.
    Blank,
    /// Words of the files or of Gelan.
    Text(String),
    /// Why there is no number.
    State(String),
    /// A whole number.
    Whole(i64),
    /// A ratio, shown in percent. The denominator is positive.
    Percent(i64, i64),
    /// A quotient with one decimal. The denominator is positive.
    Quotient(i64, i64),
    /// A quotient with two decimals. The denominator is positive.
    Workload(i64, i64),
    /// Thousandths, shown with two decimals.
    Thousandths(i64),
    /// A date.
    Day(Day),
    /// A cell over a limit that the township sets.
    OverLimit(Box<Self>),
    /// A cell of a period that is not over, or not all of which can be judged yet.
    Partial(Box<Self>),
}

impl FileCell {
    /// Returns the cell as a text format writes it: numbers without commas and percent signs, dates as 2024-03-05.
    pub fn plain_text(&self) -> String {
        let plain = |text: Option<String>| text.unwrap_or_default().replace(',', "");
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::State(text) => text.clone(),
            Self::Whole(n) => n.to_string(),
            Self::Percent(n, d) => plain(percent(*n, *d)),
            Self::Quotient(n, d) => plain(quotient(*n, *d)),
            Self::Workload(n, d) => plain(hundredths(*n, *d)),
            Self::Thousandths(n) => plain(hundredths(*n, 1000)),
            Self::Day(day) => day.to_string(),
            Self::OverLimit(cell) | Self::Partial(cell) => cell.plain_text(),
        }
    }

    /// Returns the number that a spreadsheet holds, as near as the page shows it: an incomplete ratio never becomes
    /// 100 %. A date counts days as spreadsheet programs do; `None` for texts and blanks.
    pub fn number(&self) -> Option<f64> {
        /// Days from the spreadsheet's day 0 to 1970-01-01.
        const EPOCH: i32 = 25_569;
        match self {
            Self::Blank | Self::Text(_) | Self::State(_) => None,
            Self::Whole(n) => Some(*n as f64),
            Self::Percent(n, d) => {
                let ratio = *n as f64 / *d as f64;
                Some(if n < d { ratio.min(0.999) } else { ratio })
            }
            Self::Quotient(n, d) | Self::Workload(n, d) => Some(*n as f64 / *d as f64),
            Self::Thousandths(n) => Some(*n as f64 / 1000.0),
            Self::Day(day) => Some(f64::from(day.0 + EPOCH)),
            Self::OverLimit(cell) | Self::Partial(cell) => cell.number(),
        }
    }
}

/// An empty text is a blank cell.
impl From<&str> for FileCell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }
}

impl From<&String> for FileCell {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for FileCell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for FileCell {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl From<usize> for FileCell {
    fn from(number: usize) -> Self {
        Self::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<Day> for FileCell {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl<T: Into<Self>> From<Option<T>> for FileCell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Blank, Into::into)
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnRole {
    /// Words.
    Text,
    /// A number.
    Number,
    /// The numerator or denominator of the ratio before it.
    Part,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileColumn {
    /// The heading, with the unit.
    pub title: String,
    /// What it holds.
    pub role: ColumnRole,
}

impl FileColumn {
    /// A column of words.
    pub fn text(title: impl Into<String>) -> Self {
        Self { title: title.into(), role: ColumnRole::Text }
    }

    /// A column of numbers.
    pub fn number(title: impl Into<String>) -> Self {
        Self { title: title.into(), role: ColumnRole::Number }
    }
}

/// A table of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTable {
    /// The columns.
    pub columns: Vec<FileColumn>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<FileCell>>,
    /// The sums below; `None` if nothing adds up.
    pub total: Option<Vec<FileCell>>,
}
