//! A table of a page laid out for files: a ratio takes three columns, of itself, its numerator and its denominator.
//!
//! CSV and the report are both written from it, so that they agree with the page.

use super::findings::guarded;
use crate::figures::represent::MONTH;
use crate::say;
use crate::text::format::{between, hundredths, percent, percents, quotient};
use crate::text::t;
use crate::view::table::{Column, Listing, Table, Value};

/// What stands in a cell of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Atom {
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
    /// A quotient of thousandths, shown with two decimals. The denominator is positive.
    Load(i64, i64),
    /// Thousandths, shown with two decimals.
    Thousandths(i64),
}

impl Atom {
    /// For a CSV cell: numbers without commas or signs of percent, words kept from becoming formulas.
    #[must_use]
    pub fn csv(&self) -> String {
        let plain = |text: Option<String>| text.unwrap_or_default().replace(',', "");
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::State(text) => guarded(text).into_owned(),
            Self::Whole(n) => n.to_string(),
            Self::Percent(n, d) => plain(percent(*n, *d)),
            Self::Quotient(n, d) => plain(quotient(*n, *d)),
            Self::Load(n, d) => plain(hundredths(*n, d.saturating_mul(1000))),
            Self::Thousandths(n) => plain(hundredths(*n, 1000)),
        }
    }

    /// As a number, as near as the page shows it: what is not complete never becomes 100 %.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Blank | Self::Text(_) | Self::State(_) => None,
            Self::Whole(n) => Some(*n as f64),
            Self::Percent(n, d) => {
                let ratio = *n as f64 / *d as f64;
                Some(if n < d { ratio.min(0.999) } else { ratio })
            }
            Self::Quotient(n, d) => Some(*n as f64 / *d as f64),
            Self::Load(n, d) => Some(*n as f64 / 1000.0 / *d as f64),
            Self::Thousandths(n) => Some(*n as f64 / 1000.0),
        }
    }
}

/// What a column of the file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Words,
    /// A number.
    Number,
    /// The numerator or denominator of the ratio before it.
    Part,
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its heading, with the unit.
    pub title: String,
    /// What it holds.
    pub holds: Holds,
}

/// A cell of the file, and whether it lies beyond a bound that a person set.
pub type Cell = (Atom, bool);

/// The table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flat {
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// The sums below; `None` where nothing adds up.
    pub total: Option<Vec<Cell>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Words,
    Number,
    Percent,
    Quotient,
    Load,
}

fn shape(table: &Table, index: usize, column: &Column) -> Shape {
    let cells = || table.rows.iter().filter_map(|r| r.cells.get(index)).map(Value::plain);
    for cell in cells() {
        match cell {
            Value::Percent(..) | Value::Between(..) => return Shape::Percent,
            Value::Quotient(..) => return Shape::Quotient,
            Value::Load(..) => return Shape::Load,
            _ => {}
        }
    }
    let flags = cells().any(|c| matches!(c, Value::Flag(_)));
    if column.unit == "%" && !column.words() {
        return Shape::Percent;
    }
    if column.words() || flags || cells().any(|c| matches!(c, Value::Text(_))) {
        Shape::Words
    } else {
        Shape::Number
    }
}

/// The rows that a listing leaves, in its order.
#[must_use]
pub fn flat(table: &Table, listing: &Listing) -> Flat {
    let shapes: Vec<Shape> = table.columns.iter().enumerate().map(|(i, c)| shape(table, i, c)).collect();
    let notes = listing.rows.iter().any(|r| table.rows.get(*r).is_some_and(|r| !r.note.is_empty()));
    let mut out = Flat::default();
    for (column, shape) in table.columns.iter().zip(&shapes) {
        heads(&mut out.heads, column, *shape);
    }
    if notes {
        out.heads.push(Head { title: t("备注").to_owned(), holds: Holds::Words });
    }
    for row in listing.rows.iter().filter_map(|r| table.rows.get(*r)) {
        let mut cells = Vec::with_capacity(out.heads.len());
        for (value, shape) in row.cells.iter().zip(&shapes) {
            expand(&mut cells, value, *shape);
        }
        if notes {
            cells.push((Atom::Text(row.note.to_owned()), false));
        }
        out.rows.push(cells);
    }
    let adds = listing.total.iter().any(|v| !matches!(v, Value::Text(_) | Value::Absent));
    if adds && listing.rows.len() > 1 {
        let mut cells = Vec::with_capacity(out.heads.len());
        for (i, (value, shape)) in listing.total.iter().zip(&shapes).enumerate() {
            match value {
                Value::Text(text) if i == 0 && text.is_empty() => {
                    cells.push((Atom::Text(t("合计").to_owned()), false));
                }
                // The sum of 有 and 无 is a share.
                Value::Percent(n, d) if *shape == Shape::Words => {
                    cells.push((Atom::Text(format!("{n} / {d}")), false));
                }
                Value::Text(text) if text.is_empty() => {
                    cells.extend((0..width(*shape)).map(|_| (Atom::Blank, false)));
                }
                value => expand(&mut cells, value, *shape),
            }
        }
        if notes {
            cells.push((Atom::Blank, false));
        }
        out.total = Some(cells);
    }
    out
}

/// The whole table in its own order.
#[must_use]
pub fn whole(table: &Table) -> Flat {
    flat(table, &table.list(&crate::view::table::Filter::default(), None))
}

fn width(shape: Shape) -> usize {
    match shape {
        Shape::Words | Shape::Number => 1,
        Shape::Percent | Shape::Quotient | Shape::Load => 3,
    }
}

fn heads(out: &mut Vec<Head>, column: &Column, shape: Shape) {
    let unit = |unit: &str| if unit.is_empty() { String::new() } else { say!("（{unit}）", unit) };
    let own = match shape {
        Shape::Percent => unit("%"),
        Shape::Load => String::new(),
        _ => unit(column.unit),
    };
    let holds = if shape == Shape::Words { Holds::Words } else { Holds::Number };
    out.push(Head { title: format!("{}{own}", column.title), holds });
    let parts = match shape {
        Shape::Words | Shape::Number => return,
        Shape::Percent | Shape::Quotient => [t("分子"), t("分母")],
        Shape::Load => [t("折合人数"), t("分担人数")],
    };
    out.extend(parts.map(|part| Head { title: say!("{}·{part}", column.title, part), holds: Holds::Part }));
}

fn expand(out: &mut Vec<Cell>, value: &Value, shape: Shape) {
    let far = matches!(value, Value::Beyond(_));
    let state = |text: &str| Atom::State(text.to_owned());
    let none = || state(t("无法计算"));
    let [own, n, d] = match value.plain() {
        Value::Text(text) => [Atom::Text(text.clone()), Atom::Blank, Atom::Blank],
        Value::Count(n) => [Atom::Whole(*n), Atom::Blank, Atom::Blank],
        Value::Flag(_) => [Atom::Text(value.text()), Atom::Blank, Atom::Blank],
        Value::Absent => [state(t("无数据")), Atom::Blank, Atom::Blank],
        Value::Refused => [state(t("口径不符")), Atom::Blank, Atom::Blank],
        Value::Withheld(why) => [state(why.mark()), Atom::Blank, Atom::Blank],
        Value::Percent(n, d) if *d > 0 => [Atom::Percent(*n, *d), Atom::Whole(*n), Atom::Whole(*d)],
        Value::Quotient(n, d) if *d > 0 => [Atom::Quotient(*n, *d), Atom::Whole(*n), Atom::Whole(*d)],
        Value::Load(n, d, _) if *d > 0 => [Atom::Load(*n, *d), Atom::Thousandths(*n), Atom::Whole(*d)],
        Value::Percent(n, d) | Value::Quotient(n, d) => [none(), Atom::Whole(*n), Atom::Whole(*d)],
        Value::Load(..) => [none(), Atom::Blank, Atom::Blank],
        Value::Between(a, b, d) => match percents(*a, *b, *d) {
            Some(range) => [state(&range), state(&between(*a, *b)), Atom::Whole(*d)],
            None => [none(), Atom::Blank, Atom::Whole(*d)],
        },
        Value::Drawn(_, _, 0) | Value::Monthly(_, 0) | Value::Interval(_, _, _, 0) => {
            [none(), Atom::Blank, Atom::Blank]
        }
        Value::Interval(_, _, n, d) => [state(&value.text()), Atom::Whole(*n), Atom::Whole(*d)],
        Value::Drawn(rate, n, d) => [Atom::Percent(*rate, 1000), Atom::Whole(*n), Atom::Whole(*d)],
        Value::Months(days) => {
            [Atom::Quotient(days.saturating_mul(MONTH.1), MONTH.0), Atom::Blank, Atom::Blank]
        }
        Value::Monthly(n, days) => {
            let each = Atom::Quotient(n.saturating_mul(MONTH.0), days.saturating_mul(MONTH.1));
            [each, Atom::Blank, Atom::Blank]
        }
        // Nothing is marked twice.
        Value::Beyond(_) => [state(&value.text()), Atom::Blank, Atom::Blank],
    };
    out.push((own, far));
    if width(shape) == 3 {
        out.extend([(n, false), (d, false)]);
    }
}

/// The table as CSV: UTF-8 with a byte order mark, lines ended by CR LF, cells quoted as in RFC 4180.
#[must_use]
pub fn csv(flat: &Flat) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail, and every record has as many cells as the first.
    let _ = writer.write_record(flat.heads.iter().map(|h| guarded(&h.title).into_owned()));
    for row in flat.rows.iter().chain(&flat.total) {
        let _ = writer.write_record(row.iter().map(|(atom, _)| atom.csv()));
    }
    let lines = writer.into_inner().unwrap_or_default();
    format!("\u{FEFF}{}", String::from_utf8_lossy(&lines))
}
