//! What the grounds and marks of a table mean: the line below it, of those that occur.

use super::{CellValue, PageTable};
use crate::text::t;
use crate::view::picture::{Ground, SHORT_WORDS};

/// A ground or a mark, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendKey {
    /// The class of its ground; empty for a mark, which its words begin with.
    pub ground: &'static str,
    /// What it means.
    pub words: String,
}

impl PageTable {
    /// Returns what the grounds and marks mean that occur in these rows.
    pub fn legend(&self, rows: &[usize]) -> Vec<LegendKey> {
        let mut short = false;
        let mut low = false;
        let mut others: Vec<LegendKey> = Vec::new();
        for (at, row) in rows.iter().filter_map(|at| Some((*at, self.rows.get(*at)?))) {
            for (i, (column, value)) in self.columns.iter().zip(&row.cells).enumerate().skip(1) {
                short |= matches!(self.ground(at, i), Ground::Short(_));
                low |= column.is_low(value);
                let ground = match value {
                    CellValue::Absent => "none",
                    CellValue::Bounds(..) => "between",
                    CellValue::Refused => "refused",
                    CellValue::Withheld(_) => "kept",
                    CellValue::OverLimit(_) => "",
                    _ => continue,
                };
                let words = match value {
                    CellValue::Bounds(..) => t("只知道上下限").to_owned(),
                    CellValue::OverLimit(_) => format!("▲ {}", value.detail().unwrap_or_default()),
                    value => value.detail().unwrap_or_default(),
                };
                if others.iter().all(|key| key.words != words) {
                    others.push(LegendKey { ground, words });
                }
            }
        }
        let key = |ground, words: &str| LegendKey { ground, words: words.to_owned() };
        let mut keys = Vec::new();
        if short {
            // All steps, so that the scale is the same everywhere.
            let steps = (1..).zip(SHORT_WORDS).map(|(n, words)| (Ground::Short(n).class().trim(), words));
            keys.push(key("", t("离目标")));
            keys.extend(steps.map(|(ground, words)| key(ground, t(words))));
            keys.push(key("", t("个百分点")));
        }
        keys.extend(low.then(|| key("", t("▼ 比全镇低 10 个百分点以上"))));
        keys.extend(others);
        keys
    }
}
