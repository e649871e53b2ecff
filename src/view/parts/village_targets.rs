//! The table of the villages' own targets: what was understood of what a person pasted, before it counts.

use crate::catalogue::Measure;
use crate::figures::Figures;
use crate::figures::settings::{Key, PastedTargets, Settings, pasted_targets};
use crate::text::{say, t};

/// What a pasted table gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TargetsPreview {
    /// A line for each village, and one for the town.
    pub lines: Vec<String>,
    /// What was not understood.
    pub findings: Vec<String>,
    /// How many targets were understood.
    pub count: usize,
    /// The settings with them, in place of all villages' own targets before.
    pub settings: Settings,
}

/// Returns what can have targets of its own: the villages, and the kinds of grids that lists name.
pub fn places(figures: &Figures) -> (Vec<String>, Vec<String>) {
    let mut kinds: Vec<String> = Vec::new();
    for grid in figures.grids.iter().filter(|g| !g.kind.is_empty()) {
        if !kinds.contains(&grid.kind) {
            kinds.push(grid.kind.clone());
        }
    }
    (figures.villages.iter().map(|v| v.name.clone()).collect(), kinds)
}

/// Returns what `text` gives: the targets of these `villages` and kinds of grids, and of the town.
pub fn targets_preview(text: &str, villages: &[String], settings: &Settings) -> TargetsPreview {
    let PastedTargets { villages: own, town, findings } = pasted_targets(text, villages);
    let said = |targets: &mut dyn Iterator<Item = (&Measure, &u32)>| {
        let one = |(measure, target): (&Measure, &u32)| format!("{} {target}%", measure.title());
        targets.map(one).collect::<Vec<_>>().join(t("、"))
    };
    let mut settings = settings.clone();
    let mut lines: Vec<String> = Vec::new();
    let mut count = town.len();
    if !town.is_empty() {
        lines.push(say!("{village}：{targets}", village = t("全镇"), targets = said(&mut town.iter())));
    }
    for (village, targets) in &own.0 {
        count += targets.len();
        lines.push(say!("{village}：{targets}", targets = said(&mut targets.iter()), village));
    }
    for (measure, target) in &town {
        // It was read by the same rule.
        _ = Key::Target(*measure).put(&mut settings, &target.to_string());
    }
    settings.villages = own;
    TargetsPreview { lines, findings, count, settings }
}
