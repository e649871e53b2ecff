//! Cells of one column to typed values.

use super::schema::Type;
use crate::input::records::Column;
use crate::input::value;
use crate::input::value::{Quantity, Unit};
use crate::model::cell::{Day, Value};
use crate::model::finding::Code;
use crate::say;
use rustc_hash::FxHashMap;

/// What a column's cells are read by beside themselves.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The year for dates that have none.
    pub year: Option<i32>,
}

/// A cell that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The finding's code.
    pub code: Code,
    /// What stands there.
    pub found: String,
    /// A sentence that quotes it and says what is wrong.
    pub what: String,
    /// Whether it is the heading that is wrong, and with it the whole column.
    pub by_heading: bool,
    /// Whether it is a date that only lacks its year, which the column's other dates may tell.
    pub lacks_year: bool,
    /// The unit that does not fit.
    pub unit: Option<Unit>,
}

/// Builds a typed column cell by cell.
pub enum Typed {
    /// Texts, each distinct one cleaned up once.
    Text {
        /// How they are cleaned up.
        kind: Type,
        /// The code of each text as it stands in the file.
        seen: FxHashMap<String, u32>,
        /// The code of each text after the clean-up.
        clean: FxHashMap<String, u32>,
        /// The distinct texts.
        dictionary: Vec<String>,
        /// A code a row.
        codes: Vec<u32>,
    },
    /// Days.
    Days(Vec<Option<Day>>, Context),
    /// Numbers, with the unit that the field wants and the one that the heading states.
    Amounts(Vec<Option<Quantity>>, Option<Unit>, Option<Unit>),
}

impl Typed {
    /// A builder for a field's type; `heading_unit` is the unit in the heading's brackets.
    #[must_use]
    pub fn new(kind: Type, heading_unit: Option<Unit>, context: Context) -> Self {
        match kind {
            Type::Day => Self::Days(Vec::new(), context),
            Type::Amount(unit) => Self::Amounts(Vec::new(), Some(unit), heading_unit),
            Type::AnyAmount => Self::Amounts(Vec::new(), None, heading_unit),
            Type::Text | Type::Person | Type::Village | Type::Digits => Self::Text {
                kind,
                seen: FxHashMap::default(),
                clean: FxHashMap::default(),
                dictionary: Vec::new(),
                codes: Vec::new(),
            },
        }
    }

    /// Adds a row's cell. Whether there is a value; nothing is added but a gap where it is a fault.
    ///
    /// # Errors
    /// Where the cell is not of the column's type.
    pub fn push(&mut self, value: Option<&Value<'_>>) -> Result<bool, Fault> {
        match self {
            Self::Text { kind, seen, clean, dictionary, codes } => {
                let (code, fault) = match value {
                    None => (0, None),
                    Some(value) => text_code(*kind, value, seen, clean, dictionary),
                };
                codes.push(code);
                fault.map_or(Ok(code != 0), Err)
            }
            Self::Days(days, context) => {
                let read = value.map_or(Ok(None), |v| day(v, *context));
                days.push(*read.as_ref().unwrap_or(&None));
                read.map(|d| d.is_some())
            }
            Self::Amounts(amounts, wanted, heading) => {
                let read = value.map_or(Ok(None), |v| amount(v, *wanted, *heading));
                amounts.push(*read.as_ref().unwrap_or(&None));
                read.map(|a| a.is_some())
            }
        }
    }

    /// The one year of all days so far; `None` where there is none, or there are several.
    #[must_use]
    pub fn only_year(&self) -> Option<i32> {
        let Self::Days(days, _) = self else { return None };
        let mut years = days.iter().flatten().map(|d| d.ymd().0);
        let first = years.next()?;
        years.all(|y| y == first).then_some(first)
    }

    /// Reads the date of a row again, now with a year. Whether it is a day.
    pub fn settle(&mut self, row: usize, text: &str, year: i32) -> bool {
        let Self::Days(days, _) = self else { return false };
        let read = value::date(text, Some(year)).ok().flatten().map(|d| d.first);
        if let Some(slot) = days.get_mut(row) {
            *slot = read;
        }
        read.is_some()
    }

    /// The figure of the last row, in a column of figures.
    #[must_use]
    pub fn last_amount(&self) -> Option<Quantity> {
        match self {
            Self::Amounts(amounts, ..) => amounts.last().copied().flatten(),
            _ => None,
        }
    }

    /// Whether it is a column of figures in which no row has one.
    #[must_use]
    pub fn without_figures(&self) -> bool {
        matches!(self, Self::Amounts(amounts, ..) if amounts.iter().all(Option::is_none))
    }

    /// The figure that a sum's cell states, in a column of figures.
    #[must_use]
    pub fn stated(&self, value: &Value<'_>) -> Option<i64> {
        match self {
            Self::Amounts(_, wanted, heading) => {
                amount(value, *wanted, *heading).ok().flatten().map(|q| q.value)
            }
            _ => None,
        }
    }

    /// The column.
    #[must_use]
    pub fn finish(self) -> Column {
        match self {
            Self::Text { dictionary, codes, .. } => Column::Text { dictionary, codes },
            Self::Days(days, _) => Column::Days(days),
            Self::Amounts(amounts, ..) => Column::Amounts(amounts),
        }
    }
}

fn text_code(
    kind: Type,
    value: &Value<'_>,
    seen: &mut FxHashMap<String, u32>,
    clean: &mut FxHashMap<String, u32>,
    dictionary: &mut Vec<String>,
) -> (u32, Option<Fault>) {
    if kind == Type::Digits && !matches!(value, Value::Text(_)) {
        return match value::digits_of(value) {
            Some(value::Digits::Whole(digits)) => (intern(digits, clean, dictionary), None),
            Some(value::Digits::Damaged) => {
                let found = value.text().into_owned();
                let what = say!("“{found}”存成了数字，末几位已经丢失", found);
                (
                    0,
                    Some(Fault {
                        code: Code::IdDamaged,
                        found,
                        what,
                        by_heading: false,
                        unit: None,
                        lacks_year: false,
                    }),
                )
            }
            None => (0, None),
        };
    }
    let raw = value.text();
    // What is clean already needs no second entry: a log of two million rows has as many texts.
    if let Some(&code) = clean.get(raw.as_ref()).or_else(|| seen.get(raw.as_ref())) {
        return (code, None);
    }
    if kind == Type::Digits && is_scientific(&raw) {
        let found = raw.trim().to_owned();
        let what = say!("“{found}”存成了数字，末几位已经丢失", found);
        let fault =
            Fault { code: Code::IdDamaged, found, what, by_heading: false, unit: None, lacks_year: false };
        return (0, Some(fault));
    }
    let text = match kind {
        Type::Person => person(&raw),
        Type::Village => value::village_key(&raw),
        Type::Digits => digits(&value::squeeze(&value::half_width(&raw))),
        _ => raw.trim().to_owned(),
    };
    let blank = text.is_empty() || (kind != Type::Text && value::is_nothing(&text));
    let differs = blank || text != raw;
    let code = if blank { 0 } else { intern(text, clean, dictionary) };
    if differs {
        seen.insert(raw.into_owned(), code);
    }
    (code, None)
}

/// A person's name; names below each other are several persons, a name broken over two lines is one.
fn person(raw: &str) -> String {
    let names: Vec<&str> = raw.split(['\n', '\r']).map(str::trim).filter(|n| !n.is_empty()).collect();
    let several = names.len() > 1 && names.iter().all(|n| value::person(n).chars().count() >= 2);
    if several {
        names.iter().map(|n| value::person(n)).collect::<Vec<_>>().join("、")
    } else {
        value::person(raw).into_owned()
    }
}

/// 13311112222.0 is what a number became on its way through text.
fn digits(text: &str) -> String {
    let whole = text.strip_suffix(".0").or_else(|| text.strip_suffix(".00"));
    let whole = whole.filter(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit()));
    whole.unwrap_or(text).to_owned()
}

/// 1.10105E+17: a long number as a spreadsheet program shows it, and as it then writes it into a CSV file.
fn is_scientific(text: &str) -> bool {
    let text = text.trim();
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    text.split_once(['E', 'e']).is_some_and(|(mantissa, exponent)| {
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
        exponent.strip_prefix('+').is_some_and(digits) && digits(whole) && digits(fraction)
    })
}

fn intern(text: String, clean: &mut FxHashMap<String, u32>, dictionary: &mut Vec<String>) -> u32 {
    if let Some(&code) = clean.get(&text) {
        return code;
    }
    dictionary.push(text.clone());
    let code = u32::try_from(dictionary.len()).unwrap_or(0);
    clean.insert(text, code);
    code
}

fn day(value: &Value<'_>, context: Context) -> Result<Option<Day>, Fault> {
    let context = value::Context { year: context.year, ..Default::default() };
    value::date_of(value, context).map(|d| d.map(|d| d.first)).map_err(|e| Fault {
        code: Code::DateInvalid,
        found: value.text().into_owned(),
        what: e.to_string(),
        by_heading: false,
        lacks_year: e.kind == value::DateErrorKind::NeedsYear,
        unit: None,
    })
}

/// Whether a figure of one unit may stand in a column of the other; somebody who came once is one 人次.
fn fits(unit: Unit, wanted: Unit) -> bool {
    unit.same_dimension(wanted) || (wanted == Unit::PersonTime && unit.same_dimension(Unit::Person))
}

fn amount(value: &Value<'_>, wanted: Option<Unit>, heading: Option<Unit>) -> Result<Option<Quantity>, Fault> {
    let read = value::quantity_of_under(value, heading).map_err(|e| Fault {
        code: Code::NumberInvalid,
        found: value.text().into_owned(),
        what: e.to_string(),
        by_heading: false,
        lacks_year: false,
        unit: None,
    })?;
    match (read, wanted) {
        (Some(q), Some(wanted)) if q.unit.is_some_and(|u| !fits(u, wanted)) => {
            let unit = q.unit.map_or("", Unit::symbol);
            if q.unit == heading {
                let what = say!("表头写的单位是{unit}，这一列应为{wanted}", unit, wanted);
                return Err(Fault {
                    code: Code::UnitMismatch,
                    found: unit.to_owned(),
                    what,
                    by_heading: true,
                    unit: q.unit,
                    lacks_year: false,
                });
            }
            let found = value.text().into_owned();
            let what = say!("“{found}”的单位是{unit}，这一列应为{wanted}", found, unit, wanted);
            Err(Fault {
                code: Code::UnitMismatch,
                found,
                what,
                by_heading: false,
                unit: q.unit,
                lacks_year: false,
            })
        }
        _ => Ok(read),
    }
}
