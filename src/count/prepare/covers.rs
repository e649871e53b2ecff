//! The grids that party groups cover.

use super::{Named, Said, Work};
use crate::count::source::SourceTable;
use crate::input::value::{GridMention, Mentioned, grid_list};
use crate::model::finding::{Code, Finding};
use crate::model::kind::Field;
use crate::order::Sort as _;
use crate::text::{say, t};

impl Work<'_> {
    /// The grids that a party group covers, each once.
    pub(super) fn covered(&mut self, table: usize, source: &SourceTable<'_>, row: usize) -> Vec<u32> {
        let records = source.records;
        let text = match records.text(Field::Grids, row) {
            "" => records.text(Field::Grid, row),
            text => text,
        };
        let own = self.named_village((table, row), records.text(Field::Village, row), "");
        let own = own.unwrap_or_else(|found| Named { by: found.by, ..Named::default() });
        if let Some(by) = own.by {
            self.matches.count(by);
        }
        let mentions = grid_list(text);
        if own.said == Said::Nowhere && mentions.iter().any(|mention| mention.village.is_none()) {
            self.sites.get_mut(table).into_iter().for_each(|site| site.count(Said::Nowhere, false));
        }
        let own = own.village;
        let mut grids = Vec::new();
        for mention in mentions {
            let found = self.mentioned(own, &mention);
            if found.is_empty() && self.places.has_grids {
                let grid = match &mention.grid {
                    Mentioned::One(key) => key.to_string(),
                    Mentioned::All => t("全部网格").to_owned(),
                };
                let named = format!("{}{grid}", mention.village.as_deref().unwrap_or_default());
                let detail = say!("党小组覆盖的“{named}”不在网格名单里，未计入覆盖", named);
                let place = source.place(row, Field::Grids);
                self.findings.push(Finding::new(Code::GridUnlisted, place, named, &detail));
            }
            grids.extend(found);
        }
        grids.order();
        grids.dedup();
        grids
    }

    fn mentioned(&self, own: Option<u32>, mention: &GridMention) -> Vec<u32> {
        let village = match mention.village.as_deref() {
            Some(name) => self.places.village(name).map(|v| v.index),
            None => own,
        };
        match &mention.grid {
            Mentioned::All => village.into_iter().flat_map(|v| self.places.grids_of(v)).collect(),
            Mentioned::One(key) => self.places.grid_by_key(village, &key.to_string()).into_iter().collect(),
        }
    }
}
