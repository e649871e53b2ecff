//! HTML tables, which web systems give out under the name `.xls`. Each table is a sheet, a nested table too. A caption is
//! row 1, as a spreadsheet program shows it.
//!
//! A small tokenizer of our own: html5gum tokenizes without a tree too, but carries 2,231 named entities, of which such
//! tables use thirty.

mod grid;
mod office;
mod tokens;

use super::row_emitter::{RowEmitter, push};
use super::text::{TextReader, declared};
use super::texts::lf;
use super::{Flow, Format, NoteKind, Options, ReadError, Source, Visibility, limits};
use crate::model::cell::{Cell, MergedRegion, Value};
use crate::text::{say, t};
use grid::TableGrid;
use office::CellFormats;
use std::borrow::Cow;
use std::rc::Rc;
use tokens::{Token, Tokens};

pub(crate) fn read(
    source: &mut dyn Source,
    options: &Options,
    out: &mut RowEmitter<'_>,
) -> Result<Format, ReadError> {
    if source.len() > limits::IN_MEMORY {
        return Err(ReadError::TooLarge(say!("网页格式的表格超过 {} MB", limits::IN_MEMORY >> 20)));
    }
    let choice = declared(source, options)?;
    let mut text = TextReader::new(source, choice, Rc::clone(&out.meter));
    let mut page = String::new();
    while text.more(&mut page)? {
        out.tick()?;
    }
    if text.take_other_encoding().is_some() {
        out.other_encoding(None);
    }
    if text.take_broken() {
        let message = t("文件里有认不出的字（显示为 �）；请在界面上换一种文字编码，或重新导出").to_owned();
        out.note(NoteKind::Encoding, None, message);
    }
    let tables = tables(&page);
    let formats = CellFormats::of(&page);
    let several = tables.iter().filter(|t| t.has_text).count() > 1;
    for (nth, table) in tables.iter().enumerate().filter(|(_, t)| t.has_text) {
        let name = if several { format!("table{}", nth + 1) } else { String::new() };
        out.sheet(name, Visibility::Visible, table.merges.clone())?;
        rows(&page, &tables, table, &formats, out)?;
    }
    if tables.len() >= limits::SHEETS {
        let message = say!("网页里的表格超过 {} 个，其余没有读入", limits::SHEETS);
        out.note(NoteKind::Limit, None, message);
    }
    if !tables.iter().any(|t| t.has_text) {
        return Err(ReadError::OtherKind(t("没有表格的网页").to_owned()));
    }
    Ok(Format::Html)
}

/// A table's range in the page, and what must be known of it before its rows.
#[derive(Debug, Default)]
struct Table {
    start: usize,
    end: usize,
    has_caption: bool,
    has_text: bool,
    merges: Vec<MergedRegion>,
}

/// Finds all tables in the order in which they open.
fn tables(page: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut open: Vec<(usize, TableGrid)> = Vec::new();
    let mut in_caption = false;
    let mut tokens = Tokens::new(page, 0);
    while let Some(token) = tokens.next() {
        match token {
            Token::Open("table", _) if tables.len() < limits::SHEETS => {
                open.push((tables.len(), TableGrid::default()));
                let start = tokens.position();
                tables.push(Table { start, end: page.len(), ..Table::default() });
            }
            Token::Close("table") => {
                if let Some((nth, grid)) = open.pop() {
                    finish(&mut tables, nth, &grid, tokens.before());
                }
            }
            Token::Open("caption", _) => in_caption = true,
            Token::Close("caption") => in_caption = false,
            Token::Open("tr", attributes) => {
                if let Some((_, grid)) = open.last_mut() {
                    grid.row(attributes);
                }
            }
            Token::Open("td" | "th", attributes) => {
                in_caption = false;
                if let Some((_, grid)) = open.last_mut() {
                    grid.cell(attributes);
                }
            }
            Token::Text(text) if !text.trim().is_empty() => {
                if let Some(table) = open.last().and_then(|(nth, _)| tables.get_mut(*nth)) {
                    table.has_text = true;
                    table.has_caption |= in_caption;
                }
            }
            _ => {}
        }
    }
    while let Some((nth, grid)) = open.pop() {
        finish(&mut tables, nth, &grid, page.len());
    }
    tables
}

fn finish(tables: &mut [Table], nth: usize, grid: &TableGrid, end: usize) {
    let Some(table) = tables.get_mut(nth) else { return };
    table.end = end;
    let down = u32::from(table.has_caption);
    table.merges = grid
        .merges()
        .iter()
        .map(|m| MergedRegion { top: m.top + down, bottom: m.bottom + down, ..*m })
        .collect();
    if table.has_caption && grid.width() > 1 {
        table.merges.push(MergedRegion { top: 1, left: 1, bottom: 1, right: grid.width() });
    }
}

fn rows(
    page: &str,
    tables: &[Table],
    table: &Table,
    formats: &CellFormats<'_>,
    out: &mut RowEmitter<'_>,
) -> Result<(), ReadError> {
    let inner = &page[..table.end];
    let mut tokens = Tokens::new(inner, table.start);
    let mut grid = TableGrid::default();
    let mut cells: Vec<Cell<'static>> = Vec::new();
    let mut text = String::new();
    let mut place = Place::Between;
    let down = u32::from(table.has_caption);
    loop {
        let token = tokens.next();
        let ends = match &token {
            None | Some(Token::Open("td" | "th" | "tr" | "caption", _)) => true,
            Some(Token::Close(name)) => matches!(*name, "td" | "th" | "tr" | "caption"),
            _ => false,
        };
        if ends {
            let said = tokens::trimmed(&text);
            match place {
                Place::Cell(column, attributes) => {
                    let shown = || (!said.is_empty()).then(|| text_of(said));
                    if let Some(value) = formats.value(attributes, said).or_else(shown) {
                        push(&mut cells, column, value);
                    }
                }
                Place::Caption if !said.is_empty() => {
                    out.row(1, false, &mut vec![Cell { column: 1, value: text_of(said) }])?;
                }
                _ => {}
            }
            text.clear();
            place = Place::Between;
        }
        match token {
            None | Some(Token::Open("tr", _)) => {
                if out.row(grid.current_row() + down, grid.is_hidden(), &mut cells)? == Flow::Stop {
                    return Ok(());
                }
                cells.clear();
            }
            _ => {}
        }
        match token {
            None => return Ok(()),
            Some(Token::Open("table", _)) => {
                let here = tokens.position();
                if let Ok(at) = tables.binary_search_by_key(&here, |t| t.start) {
                    tokens = Tokens::new(inner, tables[at].end.min(inner.len()));
                }
            }
            Some(Token::Open("tr", attributes)) => grid.row(attributes),
            Some(Token::Open("td" | "th", attributes)) => {
                place = Place::Cell(grid.cell(attributes), attributes);
            }
            Some(Token::Open("caption", _)) => place = Place::Caption,
            Some(Token::Open(name, _) | Token::Close(name)) if place != Place::Between => {
                tokens::line(name, &mut text)
            }
            Some(Token::Text(piece)) if place != Place::Between => tokens::push(&mut text, piece),
            _ => {}
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place<'p> {
    Between,
    Caption,
    /// In a cell: its column and its raw attributes.
    Cell(u32, &'p str),
}

fn text_of(said: &str) -> Value<'static> {
    Value::Text(Cow::Owned(lf(Cow::Borrowed(said)).into_owned()))
}
