//! Targets of villages and of kinds of grids in place of the town's, as a table: a row for each, a column for each measure.

use super::Key;
use crate::catalogue::Measure;
use crate::count::county::town_of;
use crate::input::value::{stem, village_key};
use crate::text::say;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Targets in percent, by village, or by the kind of a grid (专属网格).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageTargets(pub BTreeMap<String, BTreeMap<Measure, u32>>);

/// What was understood of a table of targets, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedTargets {
    /// The targets of villages.
    pub villages: VillageTargets,
    /// Those of the whole town.
    pub town: BTreeMap<Measure, u32>,
    /// What was not understood, a sentence each.
    pub findings: Vec<String>,
}

/// The rows that are of the whole town, and headings that are no measures.
const TOWN: [&str; 6] = ["全镇", "全乡", "全街道", "合计", "目标", "目标值"];
const OTHERS: [&str; 9] = ["序号", "村", "行政村", "村名", "村名称", "单位", "责任单位", "备注", "网格类型"];
/// Cells that say nothing.
const NOTHING: [&str; 6] = ["", "-", "–", "—", "/", "无"];

impl VillageTargets {
    /// As a table, with the measures by `name`; empty for none.
    pub fn table(&self, name: fn(Measure) -> &'static str) -> String {
        let has = |m: &Measure| self.0.values().any(|own| own.contains_key(m));
        let measures: Vec<Measure> = Measure::ALL.iter().copied().filter(has).collect();
        if measures.is_empty() {
            return String::new();
        }
        let mut out = "村".to_owned();
        measures.iter().for_each(|m| out = format!("{out}\t{}", name(*m)));
        for (village, own) in &self.0 {
            out = format!("{out}\n{village}");
            for measure in &measures {
                let target = own.get(measure).map(u32::to_string).unwrap_or_default();
                out = format!("{out}\t{target}");
            }
        }
        out
    }
}

/// Reads a table: villages in rows and measures in columns, or a village, a measure and a number in each row. The
/// `villages` are those of the lists, and the kinds of their grids; where there are none, any name is one.
pub fn pasted_targets(text: &str, villages: &[String]) -> PastedTargets {
    let mut out = PastedTargets::default();
    let mut columns: Vec<Option<Measure>> = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let cells: Vec<&str> = cells(line);
        let named: Vec<Option<Measure>> = cells.iter().map(|c| measure(c)).collect();
        let of_row = named.iter().flatten().count();
        let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        let any_number = cells.iter().zip(&named).any(|(c, m)| m.is_none() && c.starts_with(digit));
        if of_row > 0 && !any_number {
            let strange = cells
                .iter()
                .zip(&named)
                .filter(|(c, m)| m.is_none() && !OTHERS.contains(c) && !NOTHING.contains(c));
            out.findings
                .extend(strange.map(|(name, _)| say!("“{name}”不是有目标的指标，这一列没有用", name)));
            columns = named;
            continue;
        }
        let place = cells.iter().enumerate().find_map(|(at, c)| Some((at, village(c, villages)?)));
        let Some((at, place)) = place else {
            if any_number {
                let name = cells.iter().find(|c| c.chars().any(|c| !c.is_ascii_digit())).unwrap_or(&"");
                out.findings.push(say!(
                    "第 {number} 行“{name}”不是名单里的村或网格类型，没有用",
                    name,
                    number
                ));
            }
            continue;
        };
        let alone = named.iter().flatten().next().copied().filter(|_| of_row == 1);
        let mut any = false;
        for (i, cell) in cells.iter().enumerate().filter(|(i, c)| *i > at && !NOTHING.contains(c)) {
            let measure = match alone {
                Some(measure) => Some(measure).filter(|_| named.get(i) == Some(&None)),
                None => columns.get(i).copied().flatten(),
            };
            if let Some(measure) = measure {
                any = true;
                out.take(&place, measure, cell);
            }
        }
        if !any && any_number {
            out.findings.push(say!("第 {number} 行没有认得的指标，没有用", number));
        }
    }
    out
}

impl PastedTargets {
    /// Takes a target in; a village's that is said twice is the last one.
    fn take(&mut self, place: &str, measure: Measure, cell: &str) {
        let plain = cell.trim_end_matches(['%', '％']).trim();
        // A share as spreadsheets keep it.
        let share = plain.parse::<f64>().ok().filter(|n| *n > 0.0 && *n < 1.0 && plain == cell);
        let plain = share.map_or_else(|| plain.to_owned(), |n| ((n * 1000.0).round() / 10.0).to_string());
        match Key::Target(measure).whole(&plain) {
            Ok(target) if place.is_empty() => _ = self.town.insert(measure, target),
            Ok(target) => _ = self.villages.0.entry(place.to_owned()).or_default().insert(measure, target),
            Err(sentence) if place.is_empty() => self.findings.push(sentence),
            Err(sentence) => self.findings.push(say!("{place}：{sentence}", place, sentence)),
        }
    }
}

/// The cells of a line: by tabs, as spreadsheets and documents give them, else by what people write between words.
fn cells(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        return line.split('\t').map(str::trim).collect();
    }
    line.split([',', '，', '、', '；', ';', '|', ' ', '\u{3000}'])
        .map(str::trim)
        .filter(|c| !c.is_empty())
        .collect()
}

/// The measure of a name, by its id, or the only one whose name has it.
fn measure(name: &str) -> Option<Measure> {
    let key = |text: &str| -> String {
        let before = text.split(['（', '(']).next().unwrap_or_default().replace("目标", "");
        before.chars().filter(|c| !c.is_whitespace() && !"“”\"率%％值".contains(*c)).collect()
    };
    let wanted = key(name);
    let fits = |m: &&Measure| m.id() == name || key(m.definition().title) == wanted;
    if let Some(found) = Measure::ALL.iter().find(fits) {
        return Some(*found);
    }
    let mut close = Measure::ALL
        .iter()
        .filter(|m| wanted.chars().count() >= 4 && key(m.definition().title).contains(&wanted));
    close.next().copied().filter(|_| close.next().is_none())
}

/// The village or the kind of grid of a name, empty for the whole town.
fn village(name: &str, villages: &[String]) -> Option<String> {
    if TOWN.contains(&name) {
        return Some(String::new());
    }
    // In several towns together the name of its town stands before a village's.
    let (town, own) = name.split_at(town_of(name).len());
    let key = town.to_owned() + &village_key(own);
    if villages.is_empty() {
        let is_name =
            key.chars().count() <= 40 && key.chars().any(|c| !c.is_ascii_digit() && !"%％.".contains(c));
        return (is_name && !OTHERS.contains(&name) && measure(name).is_none()).then_some(key);
    }
    let exact = villages.iter().find(|v| village_key(v) == key);
    let mut alike = villages.iter().filter(|v| stem(v) == stem(&key));
    let alone = || alike.next().filter(|_| alike.next().is_none());
    let kind = || villages.iter().find(|v| v.strip_suffix("网格") == Some(&key));
    exact.or_else(alone).or_else(kind).cloned()
}
