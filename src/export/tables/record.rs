//! The records of a table as JSON.

use crate::catalogue::kinds::KindSpec;
use crate::input::file::RowText;
use crate::input::recognise::{Lexicon, TableInfo};
use crate::input::records::{RecordColumn, Records};
use crate::input::value::{
    Exactness, GridName, Mentioned, Precision, Quantity, YesNo, date, flag, grid_key, grid_list, heading,
    quantity, stem, village_key,
};
use crate::model::kind::{Field, Kind};
use crate::order::Gather as _;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

/// The cells of a table as the file has them.
pub struct Raw<'a> {
    info: &'a TableInfo,
    rows: FxHashMap<u32, Vec<(u32, String)>>,
    order: Vec<u32>,
}

impl<'a> Raw<'a> {
    /// Makes them of the rows that were read again.
    pub fn of(info: &'a TableInfo, rows: Vec<RowText>) -> Self {
        let order = rows.iter().map(|r| r.row).collect();
        Self { info, rows: rows.into_iter().map(|r| (r.row, r.cells)).collect(), order }
    }

    fn text(&self, row: u32, column: u32) -> Option<&str> {
        self.rows.get(&row)?.iter().find(|(c, _)| *c == column).map(|(_, t)| t.as_str())
    }

    fn of_field(&self, row: u32, field: Field) -> Option<&str> {
        let column = self.info.columns.iter().find(|c| c.field == Some(field))?;
        self.text(row, column.column)
    }

    fn is_membership(&self, field: Field) -> bool {
        self.info.columns.iter().any(|c| c.field == Some(field) && is_membership(field, &c.headings))
    }

    /// Returns the cells of columns that feed no field, by their headings.
    fn other(&self, row: u32, taken: impl Fn(usize) -> bool) -> Option<Value> {
        let cells: Map<String, Value> = self
            .info
            .columns
            .iter()
            .enumerate()
            .filter(|(i, _)| !taken(*i))
            .filter_map(|(_, c)| Some((c.heading(), plain(self.text(row, c.column)?))))
            .into_object();
        (!cells.is_empty()).then_some(Value::Object(cells))
    }
}

/// Returns a cell of an unknown column: its figure if it is one, else its text.
fn plain(text: &str) -> Value {
    let short = text.chars().filter(char::is_ascii_digit).count() < 11;
    match quantity(text) {
        Ok(None) => Value::Null,
        Ok(Some(q)) if short => json!(q.value),
        _ => match text.parse::<f64>() {
            Ok(n) if short || n.abs() < 1e6 => json!(n),
            _ => json!(text),
        },
    }
}

/// Whether a column says yes or no to membership of the party (是否党员).
pub fn is_membership(field: Field, headings: &[String]) -> bool {
    field == Field::Political && headings.last().is_some_and(|h| heading(h).key.contains("是否"))
}

/// Returns the name of a column in a table of no known kind, if any list has such a column.
pub fn common(lexicon: &Lexicon, headings: &[String]) -> Option<&'static str> {
    let heading = heading(headings.last()?);
    let found = lexicon.find(KindSpec::for_kind(Kind::Officers), &heading).filter(|m| m.exact)?;
    let any_list = matches!(found.field, Field::Village | Field::Grid | Field::Phone | Field::IdNumber);
    (any_list || (found.field == Field::Name && heading.key == "姓名")).then(|| found.field.id())
}

/// Returns the records of a table of a known kind.
pub fn known_records<'a>(records: &'a Records, raw: &'a Raw<'_>) -> impl Iterator<Item = Value> + 'a {
    (0..records.len()).map(move |index| {
        let row = records.rows.get(index).unwrap_or_default();
        let mut map = Map::new();
        map.insert("row".to_owned(), json!(row));
        for (field, column) in &records.columns {
            let name = crate::catalogue::kinds::field_name(records.kind, *field);
            match column {
                RecordColumn::Text { .. } | RecordColumn::Unread => {
                    text(&mut map, records, raw, *field, name, (index, row));
                }
                RecordColumn::Days(days) => {
                    let day = days.get(index);
                    let first = day.map(|d| (d, raw.of_field(row, *field).unwrap_or_default()));
                    map.insert(name.to_owned(), json!(first.map(|(d, t)| as_given(d, t))));
                }
                RecordColumn::Amounts(amounts) => {
                    let found = amounts.get(index);
                    amount(&mut map, name, found);
                    // In a table of sums 无 means 0; in a ledger it is no figure.
                    let none =
                        !records.kind.is_counted() && raw.of_field(row, *field).map(str::trim) == Some("无");
                    if found.is_none() && none {
                        map.insert(name.to_owned(), json!(0));
                    }
                }
            }
        }
        derived(&mut map);
        let fields = &raw.info.columns;
        if let Some(other) = raw.other(row, |i| fields.get(i).is_some_and(|c| c.field.is_some())) {
            map.insert("other".to_owned(), other);
        }
        Value::Object(map)
    })
}

/// Adds what several figures of a record mean together: that one is an estimate, and a share whose formula was not
/// computed.
fn derived(map: &mut Map<String, Value>) {
    if map.iter().any(|(name, value)| name.ends_with("_exactness") && value == "about") {
        map.insert("approx".to_owned(), json!(true));
    }
    let number = |name: &str| map.get(name).and_then(Value::as_f64);
    if let (Some(visited), Some(households)) = (number("visited"), number("households"))
        && map.get("coverage").is_some_and(Value::is_null)
        && households > 0.0
    {
        map.insert("coverage".to_owned(), json!(visited / households));
    }
}

/// Returns the rows of a table of no known kind: columns that any list has by their names, others by their headings.
pub fn unknown_records(raw: &Raw<'_>, lexicon: &Lexicon) -> Vec<Value> {
    let names: Vec<Option<&str>> = raw.info.columns.iter().map(|c| common(lexicon, &c.headings)).collect();
    let record = |row: u32| {
        let mut map = Map::new();
        map.insert("row".to_owned(), json!(row));
        for (name, column) in names.iter().zip(&raw.info.columns) {
            if let Some((name, text)) = name.zip(raw.text(row, column.column)) {
                let clean = if name == "village" { village_key(text) } else { text.trim().to_owned() };
                map.insert(name.to_owned(), json!(clean));
            }
        }
        if let Some(other) = raw.other(row, |i| names.get(i).copied().flatten().is_some()) {
            map.insert("other".to_owned(), other);
        }
        Value::Object(map)
    };
    raw.order.iter().map(|row| record(*row)).collect()
}

/// Adds a text as its field reads it.
fn text(
    map: &mut Map<String, Value>,
    records: &Records,
    raw: &Raw<'_>,
    field: Field,
    name: &str,
    (index, row): (usize, u32),
) {
    let text = records.text(field, index);
    let mut put = |name: &str, value: Value| {
        map.insert(name.to_owned(), value);
    };
    if text.is_empty() {
        return put(if raw.is_membership(field) { "party_member" } else { name }, Value::Null);
    }
    match (records.kind, field) {
        (_, Field::Political) if raw.is_membership(field) => put(
            "party_member",
            match flag(text) {
                Some(YesNo::Yes) => json!(true),
                Some(YesNo::No) => json!(false),
                _ => json!(text),
            },
        ),
        (Kind::VolunteerActivities | Kind::LawPublicity, Field::Village) => {
            put(name, json!(village_in(text)));
            if let Some(venue) = raw.of_field(row, field) {
                put("place", json!(venue.trim()));
            }
        }
        (_, Field::Grid) | (Kind::Grids, Field::Name) => {
            put(name, json!(grid(text, records.text(Field::Village, index))));
            put(&format!("{name}_written"), json!(text));
        }
        (_, Field::Grids) => {
            let listed = grids(text, records.text(Field::Village, index));
            if let Some(list) = listed.as_array() {
                put("joint", json!(list.len() > 1));
            }
            put(name, listed);
            put(&format!("{name}_written"), json!(text));
        }
        _ => put(name, json!(text)),
    }
}

/// Returns a grid by village and number, however it is written: 好花红第一网格, 1网格 → 好花红01网格.
fn grid(text: &str, village: &str) -> String {
    match grid_key(text, village) {
        GridName::Number(n) if !village.is_empty() => format!("{}{n:02}网格", stem(&village_key(village))),
        _ => text.to_owned(),
    }
}

/// Returns the grids of a list, each named as [`grid`] does; `all` if the whole village is meant.
fn grids(text: &str, village: &str) -> Value {
    let mut names = Vec::new();
    for mention in grid_list(text) {
        let village = mention.village.as_deref().unwrap_or(village);
        match mention.grid {
            Mentioned::All => return json!("all"),
            Mentioned::One(GridName::Number(n)) => {
                names.push(format!("{}{n:02}网格", stem(&village_key(village))));
            }
            Mentioned::One(GridName::Name(name)) => names.push(name),
        }
    }
    json!(names)
}

/// Returns the village with which a place's name begins: 辉岩村文化广场 → 辉岩村; none for 各村 and 镇政府.
fn village_in(text: &str) -> Option<String> {
    let key = village_key(text);
    let end = ["社区", "村"].iter().filter_map(|w| key.find(w).map(|at| at + w.len())).min()?;
    let name = key.get(..end)?;
    let several = ["各", "全", "本", "乡村", "农村", "每", "多个"].iter().any(|w| name.contains(w));
    (name.chars().count() >= 2 && !several).then(|| name.to_owned())
}

/// Returns a day as exactly as its cell gives it: 2024年2月 → 2024-02.
fn as_given(first: crate::model::cell::Day, text: &str) -> String {
    let (year, month, _) = first.ymd();
    match date(text, Some(year)).ok().flatten().map(|d| d.precision) {
        Some(Precision::Month) => format!("{year:04}-{month:02}"),
        Some(Precision::Quarter) => format!("{year:04}-Q{}", month.div_ceil(3)),
        Some(Precision::Year) => format!("{year:04}"),
        _ => first.to_string(),
    }
}

/// Adds the number, its unit, and its exactness if it is less than exact.
fn amount(map: &mut Map<String, Value>, name: &str, amount: Option<Quantity>) {
    map.insert(name.to_owned(), json!(amount.map(|q| q.value)));
    let Some(amount) = amount else { return };
    if let Some(unit) = amount.unit {
        map.insert(format!("{name}_unit"), json!(unit.symbol()));
    }
    if amount.exactness != Exactness::Exact {
        map.insert(format!("{name}_exactness"), json!(amount.exactness.id()));
    }
}
