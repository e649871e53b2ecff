//! The words of places: what stands in the names of grids, and what is said of a place that is on no list.

use super::places::MOST_NAMED;
use crate::input::records::{RecordColumn, Records};
use crate::input::value::{grid_list, is_nothing, stem, village_key};
use crate::model::finding::Code;
use crate::model::kind::Field;
use crate::text::say;

/// What parts the places of a path (云栗镇-栗坪村-第1网格).
pub const JOINTS: [char; 9] = ['-', '/', '／', '>', '＞', '—', '\\', '|', '－'];

/// The name of a listed grid, or its code where it has none.
pub fn grid_name(records: &Records, row: usize) -> &str {
    match records.text(Field::Name, row) {
        "" => records.text(Field::Code, row),
        name => name,
    }
}

/// The full name of the village that a grid's name begins with (上衙村第一网格, 云栗镇-栗坪村-第1网格); empty if there is
/// none.
pub fn village_in(grid: &str) -> String {
    let is_full = |name: &str| stem(name).len() < name.len();
    let part = grid.split(JOINTS).rev().skip(1).map(village_key).find(|name| is_full(name));
    let first = || grid_list(grid).into_iter().next()?.village.map(|name| village_key(&name));
    part.or_else(first).filter(|name| is_full(name)).unwrap_or_default()
}

/// What is said of a row whose place is on no list, or lists it again; `own` is the name that the row lists.
pub fn why(code: Code, has_villages: bool, [village, grid, own]: [&str; 3]) -> String {
    match code {
        Code::VillageUnlisted if !has_villages => {
            say!(
                "没有行政村名单时最多按表里写的 {most} 个村计，“{village}”不在其中",
                most = MOST_NAMED,
                village
            )
        }
        Code::VillageUnlisted => say!("“{village}”不在行政村名单里", village),
        Code::GridUnlisted => {
            let joined = if village.is_empty() { grid.to_owned() } else { format!("{village} {grid}") };
            say!("“{joined}”不在网格名单里", joined)
        }
        Code::GridRepeated => say!("网格“{own}”在名单里已有一行，以前面的为准", own),
        Code::VillageRepeated => say!("“{own}”在名单里已有一行，以前面的为准", own),
        _ => String::new(),
    }
}

/// The most kinds of grids of a list: a column of more says something else.
const MOST_KINDS: usize = 12;

/// The kind of a listed grid, always ending with 网格; empty where the list says none.
pub(super) fn kind_of_grid(records: &Records, row: usize) -> String {
    let few = |column: &RecordColumn| matches!(column, RecordColumn::Text { dictionary, .. } if dictionary.len() <= MOST_KINDS);
    let text = if records.column(Field::What).is_some_and(few) { records.text(Field::What, row) } else { "" };
    let kind = text.trim_end_matches("网格");
    let is_name = !is_nothing(text) && (1..=20).contains(&kind.chars().count());
    if is_name { format!("{kind}网格") } else { String::new() }
}
