//! Who went on visits: persons on no list, and officers outside their grids.

use super::say::{self, FEW};
use super::table::{Row, Table, Tables};
use crate::finding::{Code, Finding};
use crate::recognise::schema::{Field, Kind};
use crate::tally::At;
use crate::value;
use rustc_hash::{FxHashMap, FxHashSet};

/// So many rows are named of each person.
const NAMED: usize = 20;

/// What the lists say of everyone whom they name.
#[derive(Default)]
struct Known {
    /// Officers, leaders and whoever else the lists of grids and officers name, with their grids.
    grids: FxHashMap<String, FxHashSet<u32>>,
    /// Of these, who belongs to a whole village or to no known place.
    anywhere: FxHashSet<String>,
    /// Heads and cadres, by village: not officers, but known to the township.
    others: FxHashSet<(u32, String)>,
    listed: bool,
}

/// Rows of one person in one table.
#[derive(Default)]
struct Rows {
    count: usize,
    first: Vec<u32>,
}

impl Rows {
    fn add(&mut self, line: u32) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(line);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.first.extend(&other.first);
        self.first.sort_unstable();
        self.first.truncate(NAMED);
    }

    /// `有 3 条走访（第 5、8、9 行）`
    fn said(&self) -> String {
        format!("{} 条走访（{}）", self.count, say::rows_of(&self.first, self.count))
    }
}

impl Known {
    fn of(tables: Tables<'_>) -> Self {
        let mut known = Self::default();
        for row in tables.rows(Kind::Grids) {
            known.listed |= row.table.records().has(Field::Officer);
            for field in [Field::Officer, Field::Leader] {
                for name in value::persons(row.text(field)) {
                    known.add(name, row.at);
                }
            }
        }
        for table in tables.of(Kind::Officers) {
            known.listed |= !table.records().is_empty();
            // Whoever is counted nowhere (a place on no list) is still no stranger.
            for row in 0..table.records().len() {
                for name in value::persons(table.records().text(Field::Name, row)) {
                    known.anywhere.insert(name);
                }
            }
            for row in table.rows().filter(|r| matches!(r.at, At::Grid(_))) {
                for name in value::persons(row.text(Field::Name)) {
                    known.add(name, row.at);
                }
            }
        }
        // Who has a grid of his own is expected there.
        let grids = &known.grids;
        known.anywhere.retain(|name| !grids.contains_key(name));
        for kind in [Kind::Heads, Kind::Cadres] {
            for row in tables.rows(kind) {
                if let Some(village) = tables.village(row.at) {
                    known.others.insert((village, row.text(Field::Name).to_owned()));
                }
            }
        }
        known
    }

    fn add(&mut self, name: String, at: At) {
        match at {
            At::Grid(grid) => {
                self.grids.entry(name).or_default().insert(grid);
            }
            _ => {
                self.anywhere.insert(name);
            }
        }
    }
}

/// What one person's visits at one place are.
enum Stand {
    Fine,
    Elsewhere(u32),
    Stranger,
}

fn stand(known: &Known, tables: Tables<'_>, name: &str, at: At) -> Stand {
    // An account twin (张三2) is the person.
    let bare = value::twin(name).map_or(name, |(base, _)| base);
    for name in [name, bare] {
        if known.anywhere.contains(name) {
            return Stand::Fine;
        }
        if let Some(own) = known.grids.get(name) {
            return match at {
                At::Grid(grid) if !own.contains(&grid) => Stand::Elsewhere(grid),
                _ => Stand::Fine,
            };
        }
    }
    match tables.village(at) {
        Some(village) if known.others.contains(&(village, bare.to_owned())) => Stand::Fine,
        _ => Stand::Stranger,
    }
}

pub fn check(tables: Tables<'_>) -> Vec<Finding> {
    let known = Known::of(tables);
    if !known.listed {
        return Vec::new();
    }
    tables.of(Kind::Visits).flat_map(|table| visits(tables, table, &known)).collect()
}

fn visits(tables: Tables<'_>, table: Table<'_>, known: &Known) -> Vec<Finding> {
    let Some((names, codes)) = table.texts(Field::Officer) else { return Vec::new() };
    // A million rows hold few pairs of person and place; rows of one person often follow each other.
    let mut pairs: FxHashMap<(u32, u64), (At, Rows)> = FxHashMap::default();
    for row in table.rows() {
        let code = codes.get(row.index).copied().unwrap_or(0);
        if code != 0 {
            pairs.entry((code, key(row))).or_insert_with(|| (row.at, Rows::default())).1.add(row.line());
        }
    }
    let mut strangers: FxHashMap<String, Rows> = FxHashMap::default();
    let mut elsewhere: FxHashMap<String, (Rows, Vec<u32>)> = FxHashMap::default();
    let mut people: FxHashSet<String> = FxHashSet::default();
    for ((code, _), (at, rows)) in &pairs {
        let text = names.get(*code as usize - 1).map_or("", String::as_str);
        for name in value::persons(text) {
            match stand(known, tables, &name, *at) {
                Stand::Fine => {}
                Stand::Elsewhere(grid) => {
                    let entry = elsewhere.entry(name.clone()).or_default();
                    entry.0.merge(rows);
                    if !entry.1.contains(&grid) {
                        entry.1.push(grid);
                    }
                }
                Stand::Stranger => strangers.entry(name.clone()).or_default().merge(rows),
            }
            people.insert(name);
        }
    }
    let mut found = unlisted(table, strangers, people.len());
    found.extend(outside(tables, table, known, elsewhere, people.len()));
    found
}

fn key(row: Row<'_>) -> u64 {
    match row.at {
        At::Grid(index) => u64::from(index) << 1 | 1,
        At::Village(index) => u64::from(index) << 1,
        At::Nowhere | At::Township => u64::MAX,
    }
}

/// Where most of the names are on no list, the column does not name officers, and one sentence is enough.
fn most_of(some: usize, all: usize) -> bool {
    some > FEW && some * 2 > all
}

fn sorted<T>(by_name: FxHashMap<String, T>, count: impl Fn(&T) -> usize) -> Vec<(String, T)> {
    let mut all: Vec<(String, T)> = by_name.into_iter().collect();
    all.sort_by(|(a, x), (b, y)| count(y).cmp(&count(x)).then_with(|| a.cmp(b)));
    all
}

fn unlisted(table: Table<'_>, strangers: FxHashMap<String, Rows>, people: usize) -> Vec<Finding> {
    let some = strangers.len();
    let strangers = sorted(strangers, |r| r.count);
    if most_of(some, people) {
        let examples: Vec<&str> = strangers.iter().take(5).map(|(name, _)| name.as_str()).collect();
        let rows: usize = strangers.iter().map(|(_, rows)| rows.count).sum();
        let detail = format!(
            "{people} 名走访人中有 {some} 名不在网格员名单和名册里（如{}），共 {rows} 条走访；这一列也许不是网格员",
            examples.join("、")
        );
        return vec![Finding::new(Code::OfficerUnlisted, table.column(Field::Officer), "", &detail)];
    }
    let one = |(name, rows): (String, Rows)| {
        let detail = format!("“{name}”不在网格员名单和名册里，有 {}", rows.said());
        let place =
            crate::finding::Place { row: rows.first.first().copied(), ..table.column(Field::Officer) };
        Finding::new(Code::OfficerUnlisted, place, name, &detail)
    };
    say::limited(strangers.into_iter().map(one).collect(), FEW)
}

fn outside(
    tables: Tables<'_>,
    table: Table<'_>,
    known: &Known,
    elsewhere: FxHashMap<String, (Rows, Vec<u32>)>,
    people: usize,
) -> Vec<Finding> {
    let some = elsewhere.len();
    let all = sorted(elsewhere, |(r, _)| r.count);
    if most_of(some, people) {
        let rows: usize = all.iter().map(|(_, (rows, _))| rows.count).sum();
        let detail = format!("{people} 名走访人中有 {some} 名走访过别的网格，共 {rows} 条，看来是轮流走访");
        return vec![Finding::new(Code::OfficerElsewhere, table.column(Field::Officer), "", &detail)];
    }
    let names = |grids: &mut Vec<u32>| {
        grids.sort_unstable();
        let few: Vec<String> = grids.iter().take(3).map(|g| tables.grid_name(*g)).collect();
        let more = if grids.len() > 3 { format!("等 {} 个网格", grids.len()) } else { String::new() };
        format!("{}{more}", few.join("、"))
    };
    let one = |(name, (rows, mut grids)): (String, (Rows, Vec<u32>))| {
        let bare = value::twin(&name).map_or(name.as_str(), |(base, _)| base);
        let own = known.grids.get(&name).or_else(|| known.grids.get(bare));
        let mut own: Vec<u32> = own.map(|o| o.iter().copied().collect()).unwrap_or_default();
        let detail = format!("{name}负责{}，在{}有 {}", names(&mut own), names(&mut grids), rows.said());
        let place =
            crate::finding::Place { row: rows.first.first().copied(), ..table.column(Field::Officer) };
        Finding::new(Code::OfficerElsewhere, place, name, &detail)
    };
    say::limited(all.into_iter().map(one).collect(), FEW)
}
