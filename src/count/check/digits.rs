//! Last digits: numbers of which too many end in 0 or 5, in a whole table or in the rows of one officer.

use super::finding_text::{FEW, weightiest};
use super::table::{CheckedTable, Tables};
use crate::model::finding::{Code, Finding};
use crate::model::kind::{Field, Kind};
use crate::statistics::heaping::{Heaping, LEAST, heaping};
use crate::text::{say, t};

/// Columns whose numbers may take any last digit. Heads link ten or fifteen households by rule, handouts come in tens.
const FREE: [(Kind, Field); 6] = [
    (Kind::Visits, Field::Minutes),
    (Kind::Villages, Field::People),
    (Kind::Grids, Field::Households),
    (Kind::Grids, Field::People),
    (Kind::VolunteerActivities, Field::People),
    (Kind::LawPublicity, Field::People),
];

/// Fewer values are not checked.
const FEWEST: u64 = 20;
/// From this share on the numbers are rounded by rule, and not by somebody's habit.
const BY_RULE: f64 = 0.95;

#[derive(Clone, Copy, Default)]
struct Ends {
    round: u64,
    values: u64,
}

impl Ends {
    fn add(&mut self, value: i64) {
        self.values += 1;
        self.round += u64::from(value % 5 == 0);
    }

    /// Returns the heaping if it is notable, given that `tries` groups of values were checked.
    fn notable(self, tries: usize) -> Option<Heaping> {
        let found = heaping(self.round, self.values)?;
        let by_chance = found.p_value * tries.max(1) as f64;
        (self.values >= FEWEST && found.notable() && by_chance < 0.001).then_some(found)
    }
}

#[inline(never)]
pub fn check(tables: Tables<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (kind, field) in FREE {
        for table in tables.of(kind) {
            found.extend(column(table, field));
        }
    }
    found
}

#[inline(never)]
fn column(table: CheckedTable<'_>, field: Field) -> Vec<Finding> {
    let Some(amounts) = table.amounts(field) else { return Vec::new() };
    let officers = table.texts(Field::Officer).filter(|_| table.records().kind == Kind::Visits);
    let mut all = Ends::default();
    let mut each: Vec<(Ends, u32)> = vec![(Ends::default(), 0); officers.map_or(0, |(names, _)| names.len())];
    let columns = [Some(&amounts.codes), officers.map(|(_, codes)| codes)];
    table.at.across(columns, |index, at, [amount, code]| {
        let amount = amounts.of(amount as usize).map(|a| a.value);
        let Some(value) = amount.filter(|v| *v >= LEAST && at.counts()) else { return };
        all.add(value);
        if let Some((ends, first)) = (code as usize).checked_sub(1).and_then(|i| each.get_mut(i)) {
            ends.add(value);
            if *first == 0 {
                *first = table.records().rows.get(index).unwrap_or(0);
            }
        }
    });
    let heading = table.records().heading(field).unwrap_or_default();
    if let Some(found) = all.notable(1) {
        let why = if found.index * 0.2 >= BY_RULE {
            t("，看来是按 5 或 10 一档登记的，相加只是约数")
        } else {
            ""
        };
        let detail = format!("“{heading}”{}{why}", said(found));
        return vec![Finding::new(Code::Heaping, table.column(field), "", &detail)];
    }
    let Some((names, _)) = officers else { return Vec::new() };
    let tries = each.iter().filter(|(ends, _)| ends.values >= FEWEST).count();
    let mut found = Vec::new();
    for ((ends, row), name) in each.iter().zip(names.iter()) {
        let Some(heaping) = ends.notable(tries) else { continue };
        let detail = say!("{name}登记的“{heading}”{}", said(heaping), name, heading);
        let place = table.column(field).at_row(*row);
        found.push((heaping.round, Finding::new(Code::Heaping, place, name, &detail)));
    }
    weightiest(found, FEW)
}

/// Returns the heaping as part of a sentence: `120 个数中有 96 个（80%）以 0 或 5 结尾，按常理约有 20%`.
fn said(found: Heaping) -> String {
    if found.round == found.values {
        return say!("{} 个数全部以 0 或 5 结尾", found.values);
    }
    let share = (found.index * 20.0).round();
    say!("{} 个数中有 {} 个（{share}%）以 0 或 5 结尾，按常理约有 20%", found.values, found.round, share)
}
