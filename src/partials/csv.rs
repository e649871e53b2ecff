//! Rows of sums as CSV: a header, then a row a unit; empty cells are not known, and of sums 0.

use super::{Extra, KEYS, PartialKey, PartialSums, PartialUnit, PartialValue, Partials, TEXTS, TownKey};
use crate::catalogue::MergeRule;
use crate::model::body::Body;
use crate::model::period::{Period, day};
use crate::text::formula::{guarded, unguarded};
use crate::text::{say, t};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;

/// Writes the rows of towns.
pub fn write(partials: &Partials) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, and every record has as many cells as the first.
    let _ = writer.write_record(columns());
    for (town, rows) in partials {
        for (key, sums) in rows {
            let body = key.body.map(Body::title).unwrap_or_default();
            let period = key.period.map_or_else(Default::default, |p| [p.from.to_string(), p.to.to_string()]);
            let number = if key.number == 0 { String::new() } else { key.number.to_string() };
            let unit = [key.unit.id(), &key.village, &key.grid, body, &key.person, &number, &key.label];
            let keys = town.iter().chain(&period).map(String::as_str).chain(unit);
            let texts = sums.texts.iter().map(String::as_str);
            let values =
                PartialValue::all().map(|v| sums.values.get(&v).map_or_else(String::new, i64::to_string));
            let words = keys.chain(texts).map(|text| guarded(text).into_owned());
            let record: Vec<String> = words.chain(values).collect();
            let _ = writer.write_record(record);
        }
    }
    writer.into_inner().unwrap_or_default()
}

/// The names of all columns, in their order.
pub fn columns() -> impl Iterator<Item = &'static str> {
    KEYS.into_iter().chain(TEXTS).chain(PartialValue::all().map(PartialValue::id))
}

/// Whether a file's first bytes are such a table's.
pub fn is_partials(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let line = start.split(|b| *b == b'\n').next().unwrap_or_default();
    let has = |name: &str| line.split(|b| *b == b',').any(|cell| cell.trim_ascii() == name.as_bytes());
    KEYS.iter().take(7).all(|name| has(name))
}

/// Takes the rows of one town.
pub type TakeTown<'t> = dyn FnMut(TownKey, BTreeMap<PartialKey, PartialSums>) + 't;
/// Takes the line of a row that is left out, and why.
pub type TakeFault<'t> = dyn FnMut(u64, String) + 't;

/// Reads town by town, so that of a country one is held at a time: the rows of a town stand together. What a row says that
/// cannot be goes to `fault`, and the row is left out.
///
/// # Errors
/// Where the file cannot be read, or a column is missing by which rows are told apart.
pub fn read(source: impl io::Read, town: &mut TakeTown<'_>, fault: &mut TakeFault<'_>) -> Result<(), String> {
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).from_reader(source);
    let columns = Columns::of(reader.headers().map_err(|e| e.to_string())?)?;
    let mut done: BTreeSet<TownKey> = BTreeSet::new();
    let mut now: Option<(TownKey, BTreeMap<PartialKey, PartialSums>)> = None;
    for record in reader.into_records() {
        let record = record.map_err(|e| e.to_string())?;
        let line = record.position().map_or(0, ::csv::Position::line);
        let (key, row, sums) = match columns.row(&record) {
            Ok(read) => read,
            Err(why) => {
                fault(line, why);
                continue;
            }
        };
        if now.as_ref().is_some_and(|(known, _)| *known != key) {
            now.take().into_iter().for_each(|(key, rows)| town(key, rows));
        }
        if now.is_none() && !done.insert(key.clone()) {
            let names = key.join(" ");
            fault(
                line,
                say!("{names} 的行没有放在一起，后面的没有计入；请按前四列排序", names = names.trim()),
            );
            continue;
        }
        let (_, rows) = now.get_or_insert_with(|| (key, BTreeMap::new()));
        if rows.insert(row, sums).is_some() {
            fault(line, t("和前面一行说的是同一个，只计后一行").to_owned());
        }
    }
    now.into_iter().for_each(|(key, rows)| town(key, rows));
    Ok(())
}

struct Columns {
    keys: [Option<usize>; KEYS.len()],
    texts: [Option<usize>; TEXTS.len()],
    values: Vec<(PartialValue, usize)>,
}

impl Columns {
    fn of(header: &::csv::StringRecord) -> Result<Self, String> {
        let place: HashMap<&str, usize> = header
            .iter()
            .enumerate()
            .map(|(at, name)| (name.trim_start_matches('\u{feff}').trim(), at))
            .collect();
        let missing = KEYS.iter().chain(TEXTS.first()).find(|name| !place.contains_key(**name));
        if let Some(missing) = missing {
            return Err(say!("没有“{missing}”这一列，不是格览的汇总表", missing));
        }
        Ok(Self {
            keys: KEYS.map(|name| place.get(name).copied()),
            texts: TEXTS.map(|name| place.get(name).copied()),
            values: PartialValue::all().filter_map(|value| Some((value, *place.get(value.id())?))).collect(),
        })
    }

    fn row(&self, record: &::csv::StringRecord) -> Result<(TownKey, PartialKey, PartialSums), String> {
        let cell = |at: Option<usize>| unguarded(at.and_then(|at| record.get(at)).unwrap_or_default());
        let [province, city, county, township, from, to, unit, village, grid, body, person, number] =
            self.keys.map(cell);
        let [label, name, code, kind] = self.texts.map(cell);
        let period = match (day(from), day(to)) {
            (Some(from), Some(to)) if from <= to => Some(Period { from, to }),
            _ if from.is_empty() && to.is_empty() => None,
            _ => return Err(say!("“{from} 至 {to}”不是期间", from, to)),
        };
        let whole = |text: &str| text.parse::<i64>().map_err(|_| say!("“{text}”不是整数", text));
        let key = PartialKey {
            period,
            unit: PartialUnit::from_id(unit).ok_or_else(|| say!("“{unit}”不是汇总表的单位", unit))?,
            village: village.to_owned(),
            grid: grid.to_owned(),
            body: Body::ALL.into_iter().find(|b| b.title() == body),
            person: person.to_owned(),
            number: if number.is_empty() { 0 } else { whole(number)? },
            label: label.to_owned(),
        };
        let mut sums = PartialSums { texts: [name, code, kind].map(str::to_owned), ..PartialSums::default() };
        for (value, at) in &self.values {
            let text = cell(Some(*at)).trim();
            if text.is_empty() {
                continue;
            }
            let number = whole(text)?;
            if number < 0 && !is_day(*value) {
                return Err(say!("“{text}”是负数，不可能", text));
            }
            if number != 0 || says_none(*value) {
                sums.values.insert(*value, number);
            }
        }
        Ok(([province, city, county, township].map(str::to_owned), key, sums))
    }
}

/// Whether the value is a day, counted from 1970-01-01.
fn is_day(value: PartialValue) -> bool {
    matches!(value, PartialValue::Extra(Extra::FirstDay | Extra::LastDay | Extra::Made))
}

/// Whether a 0 of the value is something other than nothing.
fn says_none(value: PartialValue) -> bool {
    match value {
        PartialValue::Of(counter) => matches!(counter.row().merge, MergeRule::OptionalSum | MergeRule::Flag),
        PartialValue::Extra(Extra::Rank | Extra::Linked | Extra::DaysInOffice) => true,
        PartialValue::Extra(_) => is_day(value),
    }
}
