//! One cell to the value that its field keeps.

use crate::catalogue::kinds::FieldType;
use crate::input::value::{self, DateContext, Dated, Exactness, Precision, Quantity};
use crate::model::cell::{Day, Value, days_in_month};
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::unit::Unit;
use crate::text::say;
use std::borrow::Cow;

/// A cell that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The finding's code.
    pub code: Code,
    /// What the cell holds.
    pub found: String,
    /// A sentence that quotes it and says what is wrong.
    pub what: String,
    /// Whether it is the column that is wrong, by its heading or by how its cells were stored: it is told once.
    pub by_column: bool,
    /// Whether it is a date that only lacks its year, which the column's other dates may show.
    pub lacks_year: bool,
    /// The unit that does not fit.
    pub unit: Option<Unit>,
}

impl Fault {
    /// A fault of one cell that holds `found`; `what` is the sentence.
    pub fn new(code: Code, found: impl Into<String>, what: String) -> Self {
        Self { code, found: found.into(), what, by_column: false, lacks_year: false, unit: None }
    }

    /// Returns the fault as a finding; `is_counted` says that its row counts by this cell.
    pub fn into_finding(self, place: FindingPlace, is_counted: bool) -> Finding {
        let detail = self.detail(is_counted);
        Finding::new(self.code, place, self.found, &detail)
    }

    /// What is wrong, and what becomes of it.
    pub fn detail(&self, is_counted: bool) -> String {
        if is_counted {
            say!("{}，该行未计入", self.what)
        } else {
            say!("{}，该格未计入", self.what)
        }
    }
}

/// The units of a column of numbers.
#[derive(Clone, Copy, Debug)]
pub struct AmountUnits {
    /// The one that the field needs.
    pub wanted: Option<Unit>,
    /// The one that the heading states.
    pub heading: Option<Unit>,
    /// How many of it a bare number stands for.
    pub scale: u64,
}

/// Returns the text of a cell as it is kept; `None` where it says nothing.
pub fn clean<'v>(field_type: FieldType, value: &'v Value<'_>) -> Option<Cow<'v, str>> {
    if field_type == FieldType::Digits && !matches!(value, Value::Text(_)) {
        return match value::digits_of(value) {
            Some(value::Digits::Whole(digits)) => Some(Cow::Owned(digits)),
            _ => None,
        };
    }
    let raw = value.text();
    let text = match field_type {
        FieldType::Person => Cow::Owned(person(&raw)),
        FieldType::Village => Cow::Owned(value::village_key(&raw)),
        FieldType::Digits => match value::digits_of(value) {
            Some(value::Digits::Whole(digits)) => Cow::Owned(digits),
            _ => Cow::Owned(value::squeeze(&value::half_width(&raw)).into_owned()),
        },
        _ if is_plain(&raw) => raw,
        _ => Cow::Owned(plain(&raw)),
    };
    let blank = text.is_empty()
        || match field_type {
            FieldType::Text => false,
            FieldType::Person => value::is_nobody(&text),
            _ => value::is_nothing(&text),
        };
    (!blank).then_some(text)
}

/// A person's name; names below or beside each other are several persons, a name broken over two lines is one.
fn person(raw: &str) -> String {
    let lines: Vec<&str> = raw.split(['\n', '\r']).map(str::trim).filter(|n| !n.is_empty()).collect();
    let broken = lines.len() > 1 && lines.iter().any(|n| value::person(n).chars().count() < 2);
    if broken || !raw.trim().contains(char::is_whitespace) {
        return value::person(raw).into_owned();
    }
    match value::persons(raw).as_slice() {
        [] | [_] => value::person(raw).into_owned(),
        names => names.join("、"),
    }
}

/// Whether [`plain`] leaves a text as it is, told by its bytes: a number of a ledger (V-00012).
fn is_plain(raw: &str) -> bool {
    raw.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// A text without white space around it, with half-width digits and letters, and without the .0 that a number gained on
/// its way through text.
fn plain(raw: &str) -> String {
    let text = raw.trim();
    let whole = text.trim_end_matches('0').strip_suffix('.').filter(|_| text.ends_with('0'));
    if let Some(whole) = whole.filter(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit())) {
        return whole.to_owned();
    }
    let is_wide = |c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    let narrow = |c: char| if is_wide(c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c };
    if text.contains(is_wide) { text.chars().map(narrow).collect() } else { text.to_owned() }
}

/// Reads the day of a cell.
///
/// # Errors
/// The fault of a cell that is no date.
pub fn day(value: &Value<'_>, context: DateContext) -> Result<Option<Day>, Fault> {
    let read = value::date_of(value, context).map_err(|e| Fault {
        lacks_year: e.kind == value::DateErrorKind::NeedsYear,
        ..Fault::new(Code::DateInvalid, value.text(), e.to_string())
    })?;
    if read.is_some_and(is_months) {
        let found = value.text();
        let what = say!("“{found}”是几个月，不是某一天，请写明日期", found);
        return Err(Fault::new(Code::DateInvalid, found, what));
    }
    Ok(read.map(|d| d.first))
}

/// Whether a span is of whole months, more than one: a row can be counted on no day of it.
fn is_months(dated: Dated) -> bool {
    let ((_, from, first), (year, to, last)) = (dated.first.ymd(), dated.last.ymd());
    dated.precision == Precision::Range && first == 1 && last == days_in_month(year, to) && from != to
}

/// Returns the number of a cell that states no unit of its own.
fn bare_number(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Number(n) => Some(*n),
        Value::Text(text) => value::half_width(text).trim().parse().ok(),
        _ => None,
    }
}

/// Whether a number in one unit may be in a column of the other; somebody who came once is one 人次.
fn fits(unit: Unit, wanted: Unit) -> bool {
    unit.same_dimension(wanted) || (wanted == Unit::PersonTime && unit.same_dimension(Unit::Person))
}

/// Reads a number for a field in a column of these units.
///
/// # Errors
/// The fault of a cell that is no number, or whose unit does not fit.
pub fn amount(value: &Value<'_>, units: AmountUnits) -> Result<Option<Quantity>, Fault> {
    let AmountUnits { wanted, heading, scale } = units;
    let scaled = if scale > 1 { bare_number(value).map(|n| Value::Number(n * scale as f64)) } else { None };
    let read = value::quantity_of_under(scaled.as_ref().unwrap_or(value), heading);
    let in_minutes = wanted.or(heading).is_some_and(|unit| unit.same_dimension(Unit::Minute));
    let is_plain =
        matches!(&read, Ok(q) if q.is_none_or(|q| q.unit.is_none_or(|u| u.same_dimension(Unit::Minute))));
    if in_minutes
        && !is_plain
        && let Some(minutes) = value::minutes_of(value)
    {
        let unit = Some(Unit::Minute);
        return Ok(Some(Quantity { value: minutes, unit, exactness: Exactness::Exact }));
    }
    let read = read.map_err(|e| Fault::new(Code::NumberInvalid, value.text(), e.to_string()))?;
    let Some((unit, wanted)) = read.and_then(|q| q.unit).zip(wanted).filter(|(u, w)| !fits(*u, *w)) else {
        return Ok(read);
    };
    let symbol = unit.symbol();
    let fault = if Some(unit) == heading {
        let what = say!("表头写的单位是{unit}，这一列应为{wanted}", unit = symbol, wanted);
        Fault { by_column: true, ..Fault::new(Code::UnitMismatch, symbol, what) }
    } else {
        let found = value.text();
        let what = say!("“{found}”的单位是{unit}，这一列应为{wanted}", found, unit = symbol, wanted);
        Fault::new(Code::UnitMismatch, found, what)
    };
    Err(Fault { unit: Some(unit), ..fault })
}
