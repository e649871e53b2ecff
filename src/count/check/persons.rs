//! Telephone and identity numbers: wrong ones, one number of several persons, one person in two villages.

use super::finding_text::{FEW, Limited, MANY, limited, row_ref};
use super::table::{CheckedRow, GroupedRows, Tables};
use crate::input::value;
use crate::input::value::IdFault;
use crate::model::finding::{Code, Finding};
use crate::model::kind::{Field, Kind};
use crate::text::{say, t};

/// Tables of persons, with the column that names the owner of the telephone or identity number.
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

/// The most rows of one number that are compared: a made-up one (13800000000) may be in all of them.
const LOOKED_AT: usize = 50;

#[inline(never)]
pub fn check(tables: Tables<'_>) -> Vec<Finding> {
    let (mut phones, mut ids) = (GroupedRows::default(), GroupedRows::default());
    let (mut bad_phones, mut bad_ids, mut damaged) =
        (Limited::new(FEW), Limited::new(MANY), Limited::new(MANY));
    for (kind, _) in PERSONS {
        for row in tables.rows(kind) {
            let named = owner(row).is_some();
            let phone = row.text(Field::Phone);
            match telephones(phone) {
                Some(digits) => digits.iter().filter(|_| named).for_each(|d| phones.add(d, row)),
                None => bad_phones.push(wrong_phone(row, phone)),
            }
            let id = row.text(Field::IdNumber);
            if id.is_empty() || masked(id) {
                continue;
            }
            match value::check_id(id) {
                Ok(()) if named => ids.add(&id.to_ascii_uppercase(), row),
                Ok(()) => {}
                Err(IdFault::Damaged) => {
                    let detail = say!("“{id}”末几位已经丢失", id);
                    damaged.push(Finding::new(Code::IdDamaged, row.place(Field::IdNumber), id, &detail));
                }
                Err(fault) => bad_ids.push(wrong_id(row, id, fault)),
            }
        }
    }
    let mut found = damaged.finish();
    found.extend(bad_ids.finish());
    found.extend(limited(shared(&ids, Code::IdShared, Field::IdNumber), MANY));
    found.extend(limited(in_two_villages(tables, [&ids, &phones]), FEW));
    found.extend(limited(shared(&phones, Code::PhoneShared, Field::Phone), FEW));
    found.extend(bad_phones.finish());
    found
}

/// Returns the one person whom a row is about; `None` if it names several.
fn owner(row: CheckedRow<'_>) -> Option<String> {
    let (_, named) = *PERSONS.iter().find(|(kind, _)| *kind == row.table.records().kind)?;
    let mut names = value::persons(row.text(named));
    if names.len() == 1 { names.pop() } else { None }
}

/// Whether a number is masked (5227**********1234).
fn masked(text: &str) -> bool {
    text.contains(['*', '＊', '×']) || text.to_ascii_lowercase().contains("xx")
}

/// Returns the digits of the telephones of a cell; empty if the cell is empty or masked, `None` if one is no telephone.
fn telephones(text: &str) -> Option<Vec<String>> {
    if text.is_empty() || masked(text) {
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

fn wrong_phone(row: CheckedRow<'_>, phone: &str) -> Finding {
    let digits = phone.bytes().filter(u8::is_ascii_digit).count();
    let why = match digits {
        0 => t("没有数字").to_owned(),
        11 => t("不像手机号码").to_owned(),
        n => say!("有 {n} 位数字", n),
    };
    Finding::new(Code::PhoneInvalid, row.place(Field::Phone), phone, &format!("“{phone}”{why}"))
}

/// Masks the part of an identity number that identifies the person.
fn masked_id(id: &str) -> String {
    let chars: Vec<char> = id.chars().collect();
    if chars.len() < 12 {
        return id.to_owned();
    }
    let part = |range: &[char]| range.iter().collect::<String>();
    let (start, end) = (chars.get(..6).unwrap_or_default(), chars.get(chars.len() - 4..).unwrap_or_default());
    format!("{}…{}", part(start), part(end))
}

fn wrong_id(row: CheckedRow<'_>, id: &str, fault: IdFault) -> Finding {
    let length = id.chars().count();
    let why = match fault {
        IdFault::Shape if length == 15 => t("是 15 位的旧证件号，应为 18 位").to_owned(),
        IdFault::Shape if length == 18 => t("有不是数字的字符").to_owned(),
        IdFault::Shape => say!("是 {length} 位，应为 18 位", length),
        IdFault::Date => t("里的出生日期不存在").to_owned(),
        IdFault::CheckDigit => t("的校验码不对，至少错了一位").to_owned(),
        IdFault::Damaged => t("末几位已经丢失").to_owned(),
    };
    let shown = masked_id(id);
    let detail = format!("“{shown}”{why}");
    Finding::new(Code::IdInvalid, row.place(Field::IdNumber), shown, &detail)
}

/// Findings for numbers that persons of different names share. The finding has the given `code` and points to `field`.
fn shared(owners: &GroupedRows<'_>, code: Code, field: Field) -> Vec<Finding> {
    let mut found = Vec::new();
    for (number, rows) in &owners.groups {
        let mut persons: Vec<(String, CheckedRow<'_>)> = Vec::new();
        for row in rows.iter().take(LOOKED_AT) {
            let name = owner(*row).unwrap_or_default();
            if !persons.iter().any(|(known, _)| *known == name) {
                persons.push((name, *row));
            }
        }
        // The place is the second person's: the first had the number before.
        let Some((_, own)) = persons.get(1) else { continue };
        let mut said = Vec::new();
        for (name, row) in persons.iter().take(4) {
            said.push(format!("{name}（{}）", row_ref(own.table, row.table, &[row.line()])));
        }
        let more = if persons.len() > 4 { say!("等 {} 人", persons.len()) } else { String::new() };
        let shown = if code == Code::IdShared { masked_id(number) } else { number.clone() };
        let detail = say!("{shown} 同时是{}{more}的", said.join(t("、")), shown, more);
        found.push(Finding::new(code, own.place(field), shown, &detail));
    }
    found
}

/// Findings for persons of one name and one number whom a roster lists in two villages.
fn in_two_villages(tables: Tables<'_>, owners: [&GroupedRows<'_>; 2]) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for rows in owners.into_iter().flat_map(|g| &g.groups).map(|(_, rows)| rows).filter(|r| r.len() > 1) {
        for (at, row) in rows.iter().take(LOOKED_AT).enumerate() {
            let Some((name, here)) = owner(*row).zip(village(tables, *row)) else { continue };
            let earlier = rows.iter().take(at).find_map(|first| {
                let there = village(tables, *first).filter(|v| *v != here)?;
                let same = first.table.records().kind == row.table.records().kind;
                (same && owner(*first).as_ref() == Some(&name)).then_some((first, there))
            });
            let Some((first, there)) = earlier else { continue };
            let field = if row.table.records().kind == Kind::Grids { Field::Officer } else { Field::Name };
            let place = row.place(field);
            // The identity number and the telephone give one finding.
            if found.iter().any(|f| f.place == place) {
                continue;
            }
            let detail = say!(
                "{name}列在{}（{}）和{}（第 {} 行）",
                tables.village_name(there),
                row_ref(row.table, first.table, &[first.line()]),
                tables.village_name(here),
                row.line(),
                name
            );
            found.push(Finding::new(Code::PersonInTwoVillages, place, name, &detail));
        }
    }
    found
}

/// Returns the village in which a row is counted, or for rosters that are not counted by place, the one that it names.
fn village(tables: Tables<'_>, row: CheckedRow<'_>) -> Option<u32> {
    let places = &tables.preparation.places;
    tables.village(row.at).or_else(|| places.village(row.text(Field::Village)).map(|v| v.index))
}
