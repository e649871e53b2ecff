//! What a township can set: standard times and hours, thresholds, targets, the bound for rebalancing.
//!
//! [`Key`] names each setting; the form, the file and the checks all go through it, so that a wrong value gets the
//! same sentence wherever it comes from.

mod file;
mod key;
mod own;
mod target;

pub use key::{Accepts, Group, Key};
pub use own::{PastedTargets, VillageTargets, pasted_targets};
pub use target::{PeriodTarget, TargetRule, part_of};

use crate::catalogue::Measure;
use crate::model::period::MonthEnd;
use crate::statistics::wisn;
use crate::text::{Language, say};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that can be set; [`Settings::default`] is what a page begins with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Standard times, and the hours that an officer has.
    pub wisn: wisn::WorkloadSettings,
    /// By which document the township confirmed them; empty while nobody has.
    pub standards: String,
    /// The day on which reporting months end.
    pub month_end: MonthEnd,
    /// From where on a grid or a head is marked as having many households.
    pub thresholds: Thresholds,
    /// Targets in percent that differ from the catalogue's.
    pub targets: BTreeMap<Measure, u32>,
    /// Targets of villages and of kinds of grids, in place of those of the town.
    pub villages: VillageTargets,
    /// For how long targets hold.
    pub rule: TargetRule,
    /// How far the suggestions for rebalancing go.
    pub rebalance: Rebalance,
    /// The township's name, in place of the one that titles and file names tell; empty for that one.
    pub township: String,
    /// The address that shared links begin with; empty for the page's own.
    pub address: String,
    /// The language of the page.
    pub language: Language,
}

/// From where on a grid or a head is marked, each with the document that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Thresholds {
    /// Households of a grid, 户.
    pub households_per_grid: u32,
    /// Where that comes from.
    pub grid_source: String,
    /// Households of a linkage head, 户.
    pub households_per_head: u32,
    /// Where that comes from.
    pub head_source: String,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            households_per_grid: 300,
            grid_source: "默认值，可改；城市社区一般每格300～500户，村没有全国统一标准，请按本地文件填写"
                .to_owned(),
            households_per_head: 20,
            head_source: "默认值，可改；各地一般每名联户长联系10～20户，没有全国统一标准，请按本地文件填写"
                .to_owned(),
        }
    }
}

/// How far the suggestions for rebalancing go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rebalance {
    /// No grid is to have more households than this; 0 for `percent` of the mean of its village.
    pub bound: u32,
    /// In percent of the mean of a village's grids.
    pub percent: u32,
}

impl Default for Rebalance {
    fn default() -> Self {
        // The threshold of towns would ask nothing of village grids; their own mean always does.
        Self { bound: 0, percent: 130 }
    }
}

impl Rebalance {
    /// The bound for a village of `grids` grids with so many households in all.
    pub fn bound_for(&self, households: u64, grids: u64) -> u64 {
        match self.bound {
            0 => households.saturating_mul(u64::from(self.percent)).div_ceil(100 * grids.max(1)),
            bound => u64::from(bound),
        }
    }
}

impl Settings {
    /// The target of a measure in percent.
    pub fn target(&self, measure: Measure) -> u32 {
        self.targets.get(&measure).copied().unwrap_or_else(|| measure.target())
    }

    /// Whether a person confirmed the standard times: only then does a load say how many officers the work takes.
    pub fn has_standards(&self) -> bool {
        !self.standards.is_empty()
    }

    /// Sets one, as a person types it; nothing is changed where that is wrong.
    ///
    /// # Errors
    /// A sentence that says what is accepted.
    pub fn set(&mut self, key: Key, text: &str) -> Result<(), String> {
        let mut changed = self.clone();
        key.put(&mut changed, text)?;
        changed.check()?;
        *self = changed;
        Ok(())
    }

    /// Sets one back to its default.
    pub fn reset(&mut self, key: Key) {
        let default = key.text(&Self::default());
        // A default is always accepted; where it clashes with another setting, that one is told.
        let _ = key.put(self, &default);
    }

    /// What no single setting can say of itself.
    pub fn check(&self) -> Result<(), String> {
        let w = &self.wisn;
        if w.days_off_per_year >= w.working_days_per_year {
            return Err(say!(
                "年休假、病事假和培训（{} 天）要少于全年工作日（{} 天）",
                w.days_off_per_year,
                w.working_days_per_year
            ));
        }
        Ok(())
    }
}
