//! A table as a person would lay it out, for the writers.

use crate::model::cell::{Day, Merge};
use crate::say;

/// What stands in a cell.
pub enum Cell {
    /// Nothing.
    Blank,
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
    /// A date.
    Day(Day),
}

impl Cell {
    /// The text that a person reads; dates in Chinese.
    pub fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => chinese(*day),
        }
    }
}

/// 2024年3月5日.
pub fn chinese(day: Day) -> String {
    let (year, month, day) = day.ymd();
    say!("{year}年{month}月{day}日", year, month, day)
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number as i64)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl From<Option<Day>> for Cell {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Self::Blank, Self::Day)
    }
}

/// One sheet.
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// Its rows, from the first.
    pub rows: Vec<Vec<Cell>>,
    /// Its merged regions.
    pub merges: Vec<Merge>,
}

impl Sheet {
    /// A sheet with a title merged over its columns (none where the title is empty) and one row of headings.
    pub fn new(name: &'static str, title: &str, headings: &[&str]) -> Self {
        let mut sheet = Self { name, rows: Vec::new(), merges: Vec::new() };
        if !title.is_empty() {
            sheet.rows.push(vec![Cell::from(title)]);
            sheet.merge(1, 1, 1, headings.len());
        }
        sheet.rows.push(headings.iter().map(|h| Cell::from(*h)).collect());
        sheet
    }

    /// Merges a region, both ends included.
    pub fn merge(&mut self, top: usize, left: usize, bottom: usize, right: usize) {
        let [top, left, bottom, right] = [top, left, bottom, right].map(|n| n as u32);
        self.merges.push(Merge { top, left, bottom, right });
    }
}

/// A row of cells out of anything that makes one.
macro_rules! row {
    ($($cell:expr),* $(,)?) => { vec![$($crate::export::grid::Cell::from($cell)),*] };
}
pub(crate) use row;
