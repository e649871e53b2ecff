//! Cells of one column to typed values.

use crate::catalogue::kinds::FieldType;
use crate::input::records::RecordColumn;
use crate::input::value::{self, DateContext, Dated, Exactness, Heading, Precision, Quantity};
use crate::model::cell::{Day, Value, days_in_month};
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::unit::Unit;
use crate::text::say;
use rustc_hash::FxHashMap;

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
    fn new(code: Code, found: impl Into<String>, what: String) -> Self {
        Self { code, found: found.into(), what, by_column: false, lacks_year: false, unit: None }
    }

    /// Returns the fault as a finding; `is_counted` says that its row counts by this cell.
    pub fn into_finding(self, place: FindingPlace, is_counted: bool) -> Finding {
        let detail = if is_counted {
            say!("{}，该行未计入", self.what)
        } else {
            say!("{}，该格未计入", self.what)
        };
        Finding::new(self.code, place, self.found, &detail)
    }
}

/// Builds a typed column cell by cell.
pub enum TypedBuilder {
    /// Texts; each distinct one is cleaned up once.
    Text(TextBuilder),
    /// Days, with what the table says of its dates.
    Days(Vec<Option<Day>>, DateContext),
    /// Numbers with their units.
    Amounts(Vec<Option<Quantity>>, AmountUnits),
}

/// The units of a column of numbers.
#[derive(Clone, Copy, Debug)]
pub struct AmountUnits {
    /// The one that the field needs.
    wanted: Option<Unit>,
    /// The one that the heading states.
    heading: Option<Unit>,
    /// How many of it a bare number stands for.
    scale: u64,
}

/// What a cell holds as its field is typed.
pub enum LastValue<'a> {
    /// A clean text, and its place among the column's distinct ones.
    Text(&'a str, usize),
    /// A number, and its unit where the field needs one.
    Amount((i64, Exactness), Option<Unit>),
}

/// Builds a column of texts.
pub struct TextBuilder {
    /// How texts are cleaned up.
    field_type: FieldType,
    /// The code of each text as the file has it, where that differs from the clean text.
    seen: FxHashMap<String, u32>,
    /// The code of each clean text.
    clean: FxHashMap<String, u32>,
    /// The distinct clean texts.
    dictionary: Vec<String>,
    /// A code for each row; 0 is no text.
    codes: Vec<u32>,
}

impl TypedBuilder {
    /// A builder for a field's type under a `heading`; `dates` is what the table says of its dates.
    pub fn new(field_type: FieldType, heading: &Heading, dates: DateContext) -> Self {
        match field_type {
            FieldType::Day => Self::Days(Vec::new(), dates),
            FieldType::Amount(wanted) => {
                Self::Amounts(Vec::new(), AmountUnits { wanted, heading: heading.unit, scale: heading.scale })
            }
            FieldType::Text | FieldType::Person | FieldType::Village | FieldType::Digits => {
                Self::Text(TextBuilder {
                    field_type,
                    seen: FxHashMap::default(),
                    clean: FxHashMap::default(),
                    dictionary: Vec::new(),
                    codes: Vec::new(),
                })
            }
        }
    }

    /// Adds a row's cell. Returns whether it holds a value; a cell with a fault leaves a gap.
    ///
    /// # Errors
    /// The fault of a cell that is not of the column's type.
    pub fn push(&mut self, value: Option<&Value<'_>>) -> Result<bool, Fault> {
        match self {
            Self::Text(texts) => {
                let code = value.map_or(Ok(0), |value| texts.code(value));
                texts.codes.push(*code.as_ref().unwrap_or(&0));
                code.map(|code| code != 0)
            }
            Self::Days(days, dates) => {
                let read = value.map_or(Ok(None), |v| day(v, *dates));
                days.push(*read.as_ref().unwrap_or(&None));
                read.map(|d| d.is_some())
            }
            Self::Amounts(amounts, units) => {
                let read = value.map_or(Ok(None), |v| amount(v, *units));
                amounts.push(*read.as_ref().unwrap_or(&None));
                read.map(|a| a.is_some())
            }
        }
    }

    /// The one year of all days so far; `None` if there are several or none.
    pub fn only_year(&self) -> Option<i32> {
        let Self::Days(days, _) = self else { return None };
        let mut years = days.iter().flatten().map(|d| d.ymd().0);
        let first = years.next()?;
        years.all(|y| y == first).then_some(first)
    }

    /// Reads the date of a row again, now in `year`. Returns whether it is a day.
    pub fn settle(&mut self, row: usize, text: &str, year: i32) -> bool {
        let Self::Days(days, _) = self else { return false };
        let read = value::date(text, Some(year)).ok().flatten().map(|d| d.first);
        if let Some(slot) = days.get_mut(row) {
            *slot = read;
        }
        read.is_some()
    }

    /// The number of the last row, in a column of numbers.
    pub fn last_amount(&self) -> Option<Quantity> {
        match self {
            Self::Amounts(amounts, ..) => amounts.last().copied().flatten(),
            _ => None,
        }
    }

    /// What the last row holds, in a column of texts or numbers; `None` where it holds nothing.
    pub fn last_value(&self) -> Option<LastValue<'_>> {
        match self {
            Self::Text(texts) => {
                let code = *texts.codes.last()? as usize;
                let index = code.checked_sub(1)?;
                texts.dictionary.get(index).map(|text| LastValue::Text(text, index))
            }
            // Where the field needs no unit, none makes a difference.
            Self::Amounts(amounts, units) => (*amounts.last()?).map(|q| {
                LastValue::Amount((q.value, q.exactness), units.wanted.map(|unit| q.unit.unwrap_or(unit)))
            }),
            Self::Days(..) => None,
        }
    }

    /// Whether this is a column of numbers in which no row has one.
    pub fn without_figures(&self) -> bool {
        matches!(self, Self::Amounts(amounts, ..) if amounts.iter().all(Option::is_none))
    }

    /// The number that the cell of a sum states, in a column of numbers.
    pub fn stated(&self, value: &Value<'_>) -> Option<i64> {
        match self {
            Self::Amounts(_, units) => amount(value, *units).ok().flatten().map(|q| q.value),
            _ => None,
        }
    }

    /// Ends the column.
    pub fn finish(self) -> RecordColumn {
        match self {
            Self::Text(texts) => RecordColumn::Text { dictionary: texts.dictionary, codes: texts.codes },
            Self::Days(days, _) => RecordColumn::Days(days),
            Self::Amounts(amounts, ..) => RecordColumn::Amounts(amounts),
        }
    }
}

impl TextBuilder {
    /// Returns the code of a cell's text, 0 for none.
    fn code(&mut self, value: &Value<'_>) -> Result<u32, Fault> {
        if value::is_damaged(value) {
            let found = value.text().trim().to_owned();
            let what = say!("“{found}”存成了数字，末几位已经丢失", found);
            return Err(Fault { by_column: true, ..Fault::new(Code::IdDamaged, found, what) });
        }
        let is_digits = self.field_type == FieldType::Digits;
        if is_digits && !matches!(value, Value::Text(_)) {
            return match value::digits_of(value) {
                Some(value::Digits::Whole(digits)) => Ok(self.intern(digits)),
                _ => Ok(0),
            };
        }
        let raw = value.text();
        // A clean text needs no second entry: a log of two million rows has as many texts.
        if let Some(&code) = self.clean.get(raw.as_ref()).or_else(|| self.seen.get(raw.as_ref())) {
            return Ok(code);
        }
        let text = match self.field_type {
            FieldType::Person => person(&raw),
            FieldType::Village => value::village_key(&raw),
            FieldType::Digits => match value::digits_of(value) {
                Some(value::Digits::Whole(digits)) => digits,
                _ => value::squeeze(&value::half_width(&raw)).into_owned(),
            },
            _ => plain(&raw),
        };
        let blank = text.is_empty()
            || match self.field_type {
                FieldType::Text => false,
                FieldType::Person => value::is_nobody(&text),
                _ => value::is_nothing(&text),
            };
        let differs = blank || text != raw;
        let code = if blank { 0 } else { self.intern(text) };
        if differs {
            self.seen.insert(raw.into_owned(), code);
        }
        Ok(code)
    }

    /// Returns the code of a clean text, a new one if it is not known yet.
    fn intern(&mut self, text: String) -> u32 {
        if let Some(&code) = self.clean.get(&text) {
            return code;
        }
        self.dictionary.push(text.clone());
        let code = u32::try_from(self.dictionary.len()).unwrap_or(0);
        self.clean.insert(text, code);
        code
    }
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

fn day(value: &Value<'_>, context: DateContext) -> Result<Option<Day>, Fault> {
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
fn amount(value: &Value<'_>, units: AmountUnits) -> Result<Option<Quantity>, Fault> {
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
