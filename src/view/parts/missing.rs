//! The units that a measure misses, in words.

use crate::catalogue::Measure;
use crate::figures::Missing;
use crate::text::format::grouped;
use crate::text::{say, translate_if_known};

/// Returns how many units are missing, in words; empty if none is.
pub(crate) fn missing_title(measure: Measure, units: &[Missing]) -> String {
    let count = grouped(i64::try_from(units.len()).unwrap_or(0));
    match units {
        [] => String::new(),
        _ if measure.definition().unit == "户" => say!("涉及 {count} 个网格", count),
        _ if measure.misses_amounts() => say!("超期的在 {count} 处", count),
        _ => say!("未覆盖 {count} 个", count),
    }
}

pub(crate) fn by_village(units: &[Missing], measure: Measure) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for unit in units {
        // The village is named above: the grid's name need not repeat it.
        let name =
            unit.name.strip_prefix(unit.village.as_str()).filter(|n| !n.is_empty()).unwrap_or(&unit.name);
        let name = if measure.misses_amounts() {
            let (amount, of) = (grouped(unit.amount), measure.unit());
            say!("{name}（{amount} {of}）", amount, name, of)
        } else {
            translate_if_known(name).to_owned()
        };
        match groups.iter_mut().find(|(village, _)| *village == unit.village) {
            Some((_, names)) => names.push(name),
            None => groups.push((unit.village.clone(), vec![name])),
        }
    }
    groups
}
