//! Places that rows name while no list of villages or grids is loaded. They stand provisionally: shown and summed, in no
//! coverage, and the first list that is loaded replaces them.

use super::place_names::village_in;
use super::places::{MOST_NAMED, Places};
use super::placing::{Placing, placing};
use super::sites::Site;
use super::source::SourceTable;
use crate::input::records::RecordColumn;
use crate::model::kind::Field;
use rustc_hash::FxHashSet;

impl Places {
    /// Adds the villages that rows name, by themselves or before a grid.
    pub(super) fn add_villages(&mut self, tables: &[SourceTable<'_>]) {
        for (table, SourceTable { records, .. }) in tables.iter().enumerate() {
            if let Some(RecordColumn::Text { dictionary, codes }) = records.column(Field::Village) {
                let mut seen = vec![false; dictionary.len() + 1];
                for (row, code) in codes.iter().enumerate() {
                    let seen = seen.get_mut(code as usize).map(|seen| std::mem::replace(seen, true));
                    if seen == Some(false) && self.villages.len() < MOST_NAMED {
                        self.add_village(records.text(Field::Village, row), None, (table, row));
                    }
                }
            }
            if let Some(RecordColumn::Text { dictionary, .. }) = records.column(Field::Grid) {
                for text in dictionary.iter() {
                    if self.villages.len() < MOST_NAMED {
                        self.add_village(&village_in(text), None, (table, 0));
                    }
                }
            }
        }
    }

    /// Adds the grids that rows name, by each village and name once.
    pub(super) fn add_grids(&mut self, tables: &[SourceTable<'_>], sites: &[Site], rank: &mut u32) {
        for (table, SourceTable { records, .. }) in tables.iter().enumerate() {
            let Some(RecordColumn::Text { codes, .. }) = records.column(Field::Grid) else { continue };
            if placing(records.kind) != Placing::Grid {
                continue;
            }
            let site = sites.get(table).and_then(|site| site.village);
            let villages = match records.column(Field::Village) {
                Some(RecordColumn::Text { codes, .. }) => Some(codes),
                _ => None,
            };
            let mut seen = FxHashSet::default();
            for row in 0..records.len() {
                let (grid, village) = (codes.at(row), villages.map_or(0, |codes| codes.at(row)));
                if grid != 0 && seen.insert((village, grid)) {
                    let name = records.text(Field::Grid, row);
                    self.enter_grid(records, site, (name, ""), (table, row), rank);
                }
            }
        }
    }
}
