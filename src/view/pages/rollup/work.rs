//! The page of many rows, worked out piece by piece: who shows a country answers between two pieces.

use super::{
    CountedRow, LISTED, RollupChoice, RollupView, SetAside, columns, count_sum, measure_sum, notes, region,
    sentence, town,
};
use crate::catalogue::{Count, Measure};
use crate::model::period::{Period, range};
use crate::order::Gather as _;
use crate::session::rollup::{Row, Total, names, settle};
use crate::text::t;
use crate::view::table::PageTable;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// The most rows of a piece.
const PIECE: usize = 1_000;

/// What comes next.
#[derive(Clone, Copy, Default)]
enum Stage {
    #[default]
    Settle,
    Add(usize),
    Tell,
    List(usize),
}

/// The page of some rows, as far as it is worked out.
#[derive(Default)]
pub struct RollupWork {
    choice: RollupChoice,
    stage: Stage,
    view: RollupView,
    /// The rows that count: their numbers, and their names among all.
    used: Vec<(u32, String)>,
    /// The rows of the chosen period, and those of them that are set aside in the chosen regions.
    chosen: usize,
    aside: usize,
    total: Total,
    table: PageTable,
    /// The lines of the table: places among the rows that count.
    lines: Vec<Vec<usize>>,
}

impl RollupWork {
    /// Begins.
    pub fn new(choice: RollupChoice) -> Self {
        Self { choice, ..Self::default() }
    }

    /// Does a piece of the work; returns the page once it is whole. `rows` are the same each time.
    pub fn step(&mut self, rows: &[Row]) -> Option<RollupView> {
        match self.stage {
            Stage::Settle => {
                self.settle(rows);
                self.stage = Stage::Add(0);
            }
            Stage::Add(from) => {
                // Adding up is a tenth of the work of listing.
                let end = from + 10 * PIECE;
                let used = self.used.get(from..end.min(self.used.len())).unwrap_or_default();
                used.iter().filter_map(|(id, _)| rows.get(*id as usize)).for_each(|row| self.total.add(row));
                self.stage = if end < self.used.len() { Stage::Add(end) } else { Stage::Tell };
            }
            Stage::Tell => {
                self.tell(rows);
                self.stage = Stage::List(0);
            }
            Stage::List(from) if from < self.lines.len() => {
                self.list(rows, from);
                self.stage = Stage::List(from + PIECE);
            }
            Stage::List(_) => {
                self.view.table = Arc::new(std::mem::take(&mut self.table));
                return Some(std::mem::take(&mut self.view));
            }
        }
        None
    }

    /// Which rows count, and in which regions they are.
    fn settle(&mut self, rows: &[Row]) {
        let (ids, chosen) = self.choice.of_period(rows);
        let asides = settle(&chosen);
        let all = ids.into_iter().zip(&chosen).zip(&asides).zip(names(&chosen, &asides));
        for (((id, row), aside), name) in all {
            let Some(reason) = aside else {
                self.used.push((id, name));
                continue;
            };
            if !self.choice.holds(&parts(row)) {
                continue;
            }
            self.aside += 1;
            if self.view.aside.len() < LISTED {
                let name = format!("{name} {}", range(row.period));
                self.view.aside.push(SetAside { id, name, reason: reason.sentence(&chosen) });
            } else {
                self.view.more += 1;
            }
        }
        self.chosen = chosen.len();
        self.view.shared = common(rows, &self.used).len();
        if !self.choice.within.is_empty() {
            let choice = &self.choice;
            self.used.retain(|(id, _)| rows.get(*id as usize).is_some_and(|row| choice.holds(&parts(row))));
        }
        self.view.path = common(rows, &self.used).into_iter().map(str::to_owned).collect();
    }

    /// What is said of all, and which lines the table has.
    fn tell(&mut self, rows: &[Row]) {
        let own: Vec<&Row> = self.used.iter().filter_map(|(id, _)| rows.get(*id as usize)).collect();
        self.view.sentence = sentence(&self.total, rows.len(), self.aside, rows.len() - self.chosen);
        self.view.notes = notes(&own);
        self.view.measures = Measure::ALL.iter().map(|m| measure_sum(*m, &self.total)).collect();
        self.view.counts = Count::ALL.iter().map(|c| count_sum(*c, &self.total)).collect();
        self.view.counted = self.used.iter().map(|(id, _)| *id).collect();
        let periods: FxHashSet<Option<Period>> = rows.iter().map(|row| row.period).collect();
        self.view.periods = periods.into_iter().into_set().into_iter().rev().collect();
        let depth = self.view.path.len();
        let mut regions: FxHashMap<&str, usize> = FxHashMap::default();
        for (at, row) in own.iter().enumerate() {
            let mut parts = row.name.split_whitespace().skip(depth);
            let region = parts.next().filter(|_| parts.next().is_some());
            match region.and_then(|name| regions.get(name)).and_then(|line| self.lines.get_mut(*line)) {
                Some(line) => line.push(at),
                None => {
                    region.into_iter().for_each(|name| _ = regions.insert(name, self.lines.len()));
                    self.lines.push(vec![at]);
                }
            }
        }
        let title = if regions.is_empty() { t("乡镇") } else { t("地区") };
        self.table.columns = columns(&own, title);
    }

    /// The towns of the smallest region that has them all; those of a region within it are one row.
    fn list(&mut self, rows: &[Row], from: usize) {
        let depth = self.view.path.len();
        let lines = self.lines.get(from..(from + PIECE).min(self.lines.len())).unwrap_or_default();
        for line in lines {
            let used = line.iter().filter_map(|at| self.used.get(*at));
            let towns: Vec<CountedRow<'_>> =
                used.filter_map(|(id, name)| counted_row(rows, *id, name)).collect();
            let Some(first) = towns.first() else { continue };
            if first.parts.len() > depth + 1 {
                self.table.rows.push(region(&towns, depth));
                continue;
            }
            for (at, target) in (2..).zip(&first.row.targets) {
                let of_all = self.table.columns.get(at).and_then(|c| c.target);
                if target.waits.is_none() && of_all != Some(*target) {
                    self.table.own.insert((self.table.rows.len(), at), *target);
                }
            }
            self.table.rows.push(town(first, depth));
        }
    }
}

fn counted_row<'r>(rows: &'r [Row], id: u32, name: &'r str) -> Option<CountedRow<'r>> {
    let row = rows.get(id as usize)?;
    Some(CountedRow { id, row, name, parts: parts(row) })
}

/// The parts of a town's name: the regions, then the town.
fn parts(row: &Row) -> Vec<&str> {
    row.name.split_whitespace().collect()
}

/// The names of the regions that all rows are in.
fn common<'r>(rows: &'r [Row], used: &[(u32, String)]) -> Vec<&'r str> {
    let mut used = used.iter().filter_map(|(id, _)| rows.get(*id as usize));
    let Some(mut shared) = used.next().map(parts) else { return Vec::new() };
    shared.pop();
    for row in used {
        if shared.is_empty() {
            break;
        }
        let parts = parts(row);
        let same = shared.iter().zip(&parts).take_while(|(a, b)| a == b).count();
        shared.truncate(same.min(parts.len().saturating_sub(1)));
    }
    shared
}
