//! Finds a table's header among the first rows of a region.

use super::cells::Seems;
use super::classify::{Classified, Companion, HeadedColumn, Surroundings};
use super::lexicon::Lexicon;
use super::mapping::{Correction, Corrections};
use super::months::month_columns;
use super::rows::{Merges, OwnedRow};
use crate::input::records::Memo;
use crate::input::value::heading;
use crate::model::cell::{Cell, Value};
use crate::order::Sort as _;

/// The number of rows of a region in which a header is looked for; title blocks are shorter.
const SEARCHED_ROWS: usize = 30;
/// The most levels of a header.
const LEVELS: u32 = 3;

/// A header that was found.
#[derive(Clone, Debug)]
pub struct Header {
    /// First and last row, from 1.
    pub rows: (u32, u32),
    /// The columns with their headings.
    pub columns: Vec<HeadedColumn>,
    /// How much it looks like the header of some kind.
    score: Option<i32>,
    /// What the table is; `None` until it is judged.
    pub classified: Option<Classified>,
    /// Whether the names of loaded lists made it what it is.
    pub by_names: bool,
    /// The columns that feed their field by such names, not by their headings.
    pub named_columns: Vec<bool>,
    /// What the cells of each column look like.
    pub seems: Vec<Seems>,
    /// Further kinds that it feeds.
    pub companions: Vec<Companion>,
    /// The title above it.
    pub title: Option<String>,
    /// The line above it that says who reports.
    pub unit: Option<String>,
    /// The headings in one line, for remembering a correction.
    pub signature: String,
    /// What a person chose for it.
    pub correction: Option<Correction>,
    /// The first and the last column of the table; tables may be side by side.
    pub span: (u32, u32),
}

/// What the search for headers uses beside the rows.
pub struct Search<'a> {
    /// The synonyms.
    pub lexicon: &'a Lexicon,
    /// What a person has corrected before.
    pub corrections: &'a Corrections,
    /// The names of sheet and file; the search adds the title.
    pub context: &'a Surroundings,
    /// The sheet's merged regions.
    pub merges: &'a Merges,
}

impl Search<'_> {
    /// Returns the header that fits best among `rows` (several if tables are side by side), with the number of
    /// rows up to its end. If no kind fits,
    /// the row that looks most like a header, so that a person can say what it is.
    pub fn find(&self, rows: &[OwnedRow]) -> Option<(Vec<Header>, usize)> {
        // Of equal scores the header of fewer rows is taken.
        let mut best: Option<((i32, i32), Vec<Header>, usize)> = None;
        let mut first_fit = None;
        for start in 0..rows.len().min(SEARCHED_ROWS) {
            // Only the row below may fit better: what comes later is the header of a next table.
            if first_fit.is_some_and(|first| start > first + 1) {
                break;
            }
            for (headers, used) in self.candidates(rows, start) {
                let fits = headers.iter().filter_map(|h| h.score).max();
                first_fit = first_fit.or(fits.map(|_| start));
                let plain = || headers.iter().map(plain_score).max().unwrap_or(0) - 1000;
                let rows = headers.first().map_or(1, |h| h.rows.1 - h.rows.0 + 1);
                let score = (fits.unwrap_or_else(plain), -i32::try_from(rows).unwrap_or(i32::MAX));
                if best.as_ref().is_none_or(|(s, ..)| score > *s) {
                    best = Some((score, headers, used));
                }
            }
        }
        let (_, headers, used) = best?;
        Some(self.moved(rows, &headers).unwrap_or((headers, used)))
    }

    /// Returns the header where a person moved it; `None` if the one that was found is not corrected so.
    fn moved(&self, rows: &[OwnedRow], found: &[Header]) -> Option<(Vec<Header>, usize)> {
        let correction = found.iter().find_map(|h| self.corrections.0.get(&h.signature))?;
        let (first, last) = correction.header_rows?;
        let start = rows.iter().position(|r| r.row == first)?;
        let signature = found.first()?.signature.clone();
        let (mut headers, used) = self.headers(rows, start, last.checked_sub(first)? + 1)?;
        for header in &mut headers {
            header.signature.clone_from(&signature);
            header.correction = Some(correction.clone());
        }
        Some((headers, used))
    }

    fn candidates(&self, rows: &[OwnedRow], start: usize) -> Vec<(Vec<Header>, usize)> {
        let Some(first) = rows.get(start).filter(|r| r.is_heading_like()) else { return Vec::new() };
        let deepest = self.merges.depth_of(first.row).clamp(1, LEVELS);
        // A heading that spans columns may have nothing below it but data; files without merged regions
        // leave the upper heading's neighbours blank.
        let next = rows.get(start + 1).filter(|r| r.row == first.row + 1);
        let certain = self.merges.goes_down(first.row)
            || next.is_some_and(|r| self.merges.all_below_spans(first.row, &r.cells));
        let depths = match deepest {
            1 if self.merges.is_empty() => vec![1, 2],
            1 => vec![1],
            deep if certain && next.is_some_and(OwnedRow::is_heading_like_below) => vec![deep],
            deep => vec![deep, 1],
        };
        let below = |depth: u32| {
            let level_rows = rows.iter().skip(start).take_while(|r| r.row < first.row + depth);
            depth == 1 || level_rows.clone().all(OwnedRow::is_heading_like_below)
        };
        depths
            .into_iter()
            .filter(|&d| below(d))
            .filter_map(|depth| self.headers(rows, start, depth))
            .collect()
    }

    fn headers(&self, rows: &[OwnedRow], start: usize, depth: u32) -> Option<(Vec<Header>, usize)> {
        let first = rows.get(start)?;
        let last_row = first.row + depth - 1;
        let used = rows.get(start..)?.iter().take_while(|r| r.row <= last_row).count();
        let level_rows = rows.get(start..start + used)?;
        let columns = self.columns(level_rows, first.row, last_row);
        if columns.len() < 2 {
            return None;
        }
        let above = rows.get(..start)?;
        let rows = (first.row, last_row);
        let mut headers = Vec::new();
        for (place, (span, block)) in side_by_side(columns).into_iter().enumerate() {
            let over = if place == 0 { (1, span.1) } else { span };
            headers.push(self.header(block, span, rows, (title(above, over), unit(above, over))));
        }
        Some((headers, start + used))
    }

    fn header(
        &self,
        columns: Vec<HeadedColumn>,
        span: (u32, u32),
        rows: (u32, u32),
        (title, unit): (Option<String>, Option<String>),
    ) -> Header {
        let around = Surroundings { title: title.clone().unwrap_or_default(), ..self.context.clone() };
        let signature = signature(&columns);
        let months = i32::try_from(month_columns(&columns).len()).unwrap_or(0);
        let score = self.lexicon.score(&columns, &around).or((months > 0).then_some(2 * months));
        let correction = self.corrections.0.get(&signature).cloned();
        let companions = Vec::new();
        Header {
            rows,
            columns,
            score,
            classified: None,
            by_names: false,
            named_columns: Vec::new(),
            seems: Vec::new(),
            companions,
            title,
            unit,
            signature,
            span,
            correction,
        }
    }

    /// Returns the headings over each column. A merged heading is over all its columns and rows;
    /// without merged regions a blank in an upper level takes the heading at its left.
    fn columns(&self, rows: &[OwnedRow], top: u32, bottom: u32) -> Vec<HeadedColumn> {
        let mut columns: Vec<u32> = rows.iter().flat_map(|r| r.cells.iter().map(|c| c.column)).collect();
        columns.order();
        columns.dedup();
        let widest = self.merges.columns_of(top, bottom);
        columns.extend(widest.into_iter().filter(|c| columns.binary_search(c).is_err()).collect::<Vec<_>>());
        columns.order();
        columns.dedup();
        let text = |row: u32, column: u32| {
            let (row, column) = self.merges.origin(row, column);
            rows.iter().find(|r| r.row == row).and_then(|r| r.text(column)).unwrap_or_default()
        };
        let mut left = vec![String::new(); (bottom - top + 1) as usize];
        columns
            .into_iter()
            .filter_map(|column| {
                let mut path: Vec<String> = Vec::new();
                for (level, row) in (top..=bottom).enumerate() {
                    let mut here = text(row, column).trim().to_owned();
                    let below = row < bottom && !text(row + 1, column).trim().is_empty();
                    if here.is_empty() && below && self.merges.is_empty() && path.is_empty() {
                        here = left.get(level).cloned().unwrap_or_default();
                    }
                    if let Some(slot) = left.get_mut(level) {
                        slot.clone_from(&here);
                    }
                    if !here.is_empty() && path.last() != Some(&here) {
                        path.push(here);
                    }
                }
                (!path.is_empty()).then(|| HeadedColumn::new(column, path))
            })
            .collect()
    }
}

/// Scores a header that no kind fits: many short texts look like a header, the earlier the better.
fn plain_score(header: &Header) -> i32 {
    let cells = i32::try_from(header.columns.len()).unwrap_or(100).min(100);
    cells * 4 - i32::try_from(header.rows.0).unwrap_or(500).min(500)
}

fn signature(columns: &[HeadedColumn]) -> String {
    columns.iter().map(|c| c.joined.full.as_str()).collect::<Vec<_>>().join("|")
}

/// Returns the title among the rows above a header: the first text that is no form number or unit note, above the
/// columns from `left` to `right`.
fn title(rows: &[OwnedRow], (left, right): (u32, u32)) -> Option<String> {
    let first = |r: &OwnedRow| r.cells.iter().find(|c| (left..=right).contains(&c.column)).cloned();
    let texts = || {
        rows.iter().filter_map(first).filter_map(|c| match &c.value {
            Value::Text(t) if !t.trim().is_empty() => Some(t.trim().replace('\n', "")),
            _ => None,
        })
    };
    let minor = ["附件", "附表", "附：", "单位", "填报", "填表", "制表", "日期", "时间", "编制"];
    texts()
        .find(|t| t.chars().count() >= 4 && !minor.iter().any(|m| t.starts_with(m)))
        .or_else(|| texts().next())
}

/// Returns the line among the rows above a header that says who reports, above the columns from `left` to `right`.
fn unit(rows: &[OwnedRow], (left, right): (u32, u32)) -> Option<String> {
    let labels = ["单位：", "单位:", "填报", "报送", "上报", "村名", "所在村", "所属村", "村（社区）"];
    let says = |text: &str| labels.iter().any(|label| text.contains(label));
    let line = |row: &OwnedRow| {
        let cells = row.cells.iter().filter(|c| (left..=right).contains(&c.column));
        let texts: Vec<String> = cells.map(|c| c.value.text().trim().replace('\n', " ")).collect();
        let from = texts.iter().position(|text| says(text))?;
        texts.get(from..).map(|texts| texts.join(" "))
    };
    rows.iter().find_map(line)
}

/// Divides columns into tables: a blank column separates them if the headings on its right repeat those on its left.
/// Returns the first and the last column of each table with its columns.
fn side_by_side(columns: Vec<HeadedColumn>) -> Vec<((u32, u32), Vec<HeadedColumn>)> {
    let mut blocks: Vec<Vec<HeadedColumn>> = Vec::new();
    for column in columns {
        let gap = blocks.last().and_then(|b| b.last()).is_none_or(|last| column.column > last.column + 1);
        let again = blocks.iter().flatten().any(|c| c.joined.key == column.joined.key);
        match blocks.last_mut() {
            Some(block) if !(gap && again) => block.push(column),
            _ => blocks.push(vec![column]),
        }
    }
    let starts: Vec<u32> = blocks.iter().filter_map(|b| b.first()).map(|c| c.column).collect();
    let span = |i: usize| {
        let left = if i == 0 { 1 } else { starts.get(i).copied().unwrap_or(1) };
        (left, starts.get(i + 1).map_or(u32::MAX, |next| next - 1))
    };
    blocks.into_iter().enumerate().map(|(i, block)| (span(i), block)).collect()
}

/// Whether a sheet is filled in label by label and not row by row: most rows hold two labels or more that
/// end with a colon or are known headings, each with its value on its right.
pub fn is_form(lexicon: &Lexicon, rows: &[OwnedRow]) -> bool {
    let is_label = |value: &Value<'_>| {
        matches!(value, Value::Text(t) if t.chars().count() <= 12
            && (t.trim_end().ends_with(['：', ':']) || lexicon.knows(&heading(t))))
    };
    let labelled =
        rows.iter().filter(|r| r.cells.iter().step_by(2).filter(|c| is_label(&c.value)).count() >= 2);
    let wide = rows.iter().filter(|r| r.cells.len() >= 2).count();
    wide >= 2 && labelled.count() * 10 >= wide * 6
}

/// A quick check that spares most rows [`looks_like_header`].
#[derive(Default)]
pub struct HeaderWatch {
    /// First texts of rows that are no headings: places and names come again and again.
    seen: Memo<()>,
}

/// The most texts that are remembered.
const REMEMBERED: usize = 1 << 10;

impl HeaderWatch {
    /// Whether a row may be a header.
    pub fn may_be_header(&mut self, lexicon: &Lexicon, cells: &[Cell<'_>]) -> bool {
        let [Cell { value: Value::Text(first), .. }, Cell { value: Value::Text(_), .. }, ..] = cells else {
            return false;
        };
        if first.len() > 60 || is_number(first) || self.seen.has(first.as_bytes()) {
            return false;
        }
        let is_known = lexicon.knows(&heading(first));
        if !is_known && self.seen.len() < REMEMBERED {
            self.seen.put(first.as_bytes(), ());
        }
        is_known
    }
}

/// Whether a text is a number as ledgers have it (V-00012, 2024-03-05): no heading ends in a digit.
fn is_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.last().is_some_and(u8::is_ascii_digit)
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b':' | b' '))
}

/// Whether a row inside a table begins another one, or repeats the header: all texts, mostly known
/// headings; two of them are enough if a blank row or a title precedes it (`apart`).
pub fn looks_like_header(lexicon: &Lexicon, row: &OwnedRow, apart: bool) -> bool {
    let Some(Value::Text(first)) = row.cells.first().map(|c| &c.value) else { return false };
    if row.cells.len() < 2 || !lexicon.knows(&heading(first)) {
        return false;
    }
    let known = row
        .cells
        .iter()
        .filter(|c| matches!(&c.value, Value::Text(t) if t.len() <= 60 && lexicon.knows(&heading(t))))
        .count();
    known >= 2 && (known * 10 >= row.cells.len() * 6 || (apart && row.is_heading_like()))
}

#[cfg(test)]
#[path = "../../../tests/unit/input_recognise_header.rs"]
mod tests;
