//! The words of places: what stands in the names of grids, and what is said of a place that is on no list.

use super::places::MOST_NAMED;
use crate::input::records::Records;
use crate::input::value::{grid_list, stem, village_key};
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
