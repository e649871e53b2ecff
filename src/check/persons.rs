//! Telephones and identity numbers: wrong ones, one for several persons, one person in two villages.

use super::say::{self, FEW, MANY};
use super::table::{Row, Tables};
use crate::finding::{Code, Finding};
use crate::recognise::schema::{Field, Kind};
use crate::value::{self, IdFault};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Tables of persons, and which column names the one whose telephone or number stands in the row.
const PERSONS: [(Kind, Field); 8] = [
    (Kind::Grids, Field::Officer),
    (Kind::Officers, Field::Name),
    (Kind::Heads, Field::Name),
    (Kind::Representatives, Field::Name),
    (Kind::Cadres, Field::Name),
    (Kind::Lecturers, Field::Name),
    (Kind::Models, Field::Name),
    (Kind::VolunteerTeams, Field::Leader),
];

/// Persons of one telephone or number.
type Owners<'a> = FxHashMap<String, Vec<(String, Row<'a>)>>;

pub fn check(tables: Tables<'_>) -> Vec<Finding> {
    let (mut phones, mut ids): (Owners<'_>, Owners<'_>) = (FxHashMap::default(), FxHashMap::default());
    let (mut bad_phones, mut bad_ids, mut damaged) = (Vec::new(), Vec::new(), Vec::new());
    for (kind, named) in PERSONS {
        for row in tables.rows(kind) {
            let names = value::persons(row.text(named));
            let owner = if let [name] = names.as_slice() { Some(name.clone()) } else { None };
            let phone = row.text(Field::Phone);
            if !phone.is_empty() {
                match telephones(phone) {
                    Some(digits) => {
                        for digits in digits {
                            let all = phones.entry(digits).or_default();
                            all.extend(owner.clone().map(|name| (name, row)));
                        }
                    }
                    None => bad_phones.push(wrong_phone(row, phone)),
                }
            }
            let id = row.text(Field::IdNumber);
            match (id.is_empty() || masked(id), value::check_id(id)) {
                (true, _) => {}
                (_, Ok(())) => {
                    let all = ids.entry(id.to_ascii_uppercase()).or_default();
                    all.extend(owner.map(|name| (name, row)));
                }
                (_, Err(IdFault::Damaged)) => {
                    let detail = format!("“{id}”末几位已经丢失");
                    damaged.push(Finding::new(Code::IdDamaged, row.place(Field::IdNumber), id, &detail));
                }
                (_, Err(fault)) => bad_ids.push(wrong_id(row, id, fault)),
            }
        }
    }
    let mut found = say::limited(damaged, MANY);
    found.extend(say::limited(bad_ids, MANY));
    found.extend(say::limited(shared(&ids, Code::IdShared, Field::IdNumber), MANY));
    found.extend(say::limited(in_two_villages(tables, &ids, &phones), FEW));
    found.extend(say::limited(shared(&phones, Code::PhoneShared, Field::Phone), FEW));
    found.extend(say::limited(bad_phones, FEW));
    found
}

/// Hidden on purpose (5227**********1234).
fn masked(text: &str) -> bool {
    text.contains(['*', '＊', '×']) || text.to_ascii_lowercase().contains("xx")
}

/// The telephones of a cell by their digits; none for a hidden one, `None` where one is no telephone.
fn telephones(text: &str) -> Option<Vec<String>> {
    if masked(text) {
        return Some(Vec::new());
    }
    let one = |t: &str| value::phone(t).map(|p| p.digits);
    if let Some(digits) = one(text) {
        return Some(vec![digits]);
    }
    text.split(['、', '/', '／', ',', '，', ';', '；', '\n', '|'])
        .filter(|t| !t.is_empty())
        .map(one)
        .collect()
}

fn wrong_phone(row: Row<'_>, phone: &str) -> Finding {
    let digits = phone.bytes().filter(u8::is_ascii_digit).count();
    let why = match digits {
        0 => "没有数字".to_owned(),
        11 => "不像手机号码".to_owned(),
        n => format!("有 {n} 位数字"),
    };
    Finding::new(Code::PhoneInvalid, row.place(Field::Phone), phone, &format!("“{phone}”{why}"))
}

/// The number without what tells who it is.
fn veiled(id: &str) -> String {
    let chars: Vec<char> = id.chars().collect();
    if chars.len() < 12 {
        return id.to_owned();
    }
    let part = |range: &[char]| range.iter().collect::<String>();
    let (start, end) = (chars.get(..6).unwrap_or_default(), chars.get(chars.len() - 4..).unwrap_or_default());
    format!("{}…{}", part(start), part(end))
}

fn wrong_id(row: Row<'_>, id: &str, fault: IdFault) -> Finding {
    let length = id.chars().count();
    let why = match fault {
        IdFault::Shape if length == 15 => "是 15 位的旧证件号，应为 18 位".to_owned(),
        IdFault::Shape if length == 18 => "有不是数字的字符".to_owned(),
        IdFault::Shape => format!("是 {length} 位，应为 18 位"),
        IdFault::Date => "里的出生日期不存在".to_owned(),
        IdFault::CheckDigit => "的校验码不对，至少错了一位".to_owned(),
        IdFault::Damaged => "末几位已经丢失".to_owned(),
    };
    let veiled = veiled(id);
    let detail = format!("“{veiled}”{why}");
    Finding::new(Code::IdInvalid, row.place(Field::IdNumber), veiled, &detail)
}

/// Numbers under which persons of different names stand.
fn shared(owners: &Owners<'_>, code: Code, field: Field) -> Vec<Finding> {
    let mut found: Vec<(usize, u32, Finding)> = Vec::new();
    for (number, owners) in owners {
        let mut names: Vec<&str> = Vec::new();
        let mut firsts: Vec<(&str, Row<'_>)> = Vec::new();
        for (name, row) in owners {
            if !names.contains(&name.as_str()) {
                names.push(name);
                firsts.push((name, *row));
            }
        }
        // The place is the second person's: the first had the number before.
        let Some(((_, own), true)) = firsts.get(1).zip(Some(firsts.len() > 1)) else { continue };
        let said: Vec<String> = firsts
            .iter()
            .take(4)
            .map(|(name, row)| format!("{name}（{}）", say::there(own.table, row.table, &[row.line()])))
            .collect();
        let more = if firsts.len() > 4 { format!("等 {} 人", firsts.len()) } else { String::new() };
        let shown = if code == Code::IdShared { veiled(number) } else { number.clone() };
        let detail = format!("{shown} 同时是{}{more}的", said.join("、"));
        found.push((own.table.index, own.line(), Finding::new(code, own.place(field), shown, &detail)));
    }
    found.sort_by_key(|(table, line, _)| (*table, *line));
    found.into_iter().map(|(.., finding)| finding).collect()
}

/// Persons of one name and one number whom a roster names in two villages.
fn in_two_villages(tables: Tables<'_>, ids: &Owners<'_>, phones: &Owners<'_>) -> Vec<Finding> {
    let mut found: BTreeMap<(usize, u32), Finding> = BTreeMap::new();
    for owners in ids.values().chain(phones.values()) {
        for (at, (name, row)) in owners.iter().enumerate() {
            let earlier = owners.iter().take(at).find(|(other, first)| {
                let kind = |r: Row<'_>| r.table.records().kind;
                let (a, b) = (village(tables, *row), village(tables, *first));
                other == name && kind(*first) == kind(*row) && a.is_some() && b.is_some() && a != b
            });
            let Some((_, first)) = earlier else { continue };
            let villages = [*first, *row].map(|r| village(tables, r).map_or("", |v| tables.village_name(v)));
            let detail = format!(
                "{name}列在{}（{}）和{}（第 {} 行）",
                villages[0],
                say::there(row.table, first.table, &[first.line()]),
                villages[1],
                row.line()
            );
            let field = if row.table.records().kind == Kind::Grids { Field::Officer } else { Field::Name };
            let finding = Finding::new(Code::PersonInTwoVillages, row.place(field), name.as_str(), &detail);
            found.entry((row.table.index, row.line())).or_insert(finding);
        }
    }
    found.into_values().collect()
}

/// The village of a row: where it is counted, or for rosters that are not counted by place, as it is written.
fn village(tables: Tables<'_>, row: Row<'_>) -> Option<u32> {
    let places = &tables.preparation.places;
    tables.village(row.at).or_else(|| places.village(row.text(Field::Village)).map(|v| v.index))
}
