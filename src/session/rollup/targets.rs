//! The settings of several towns as one: what all of them share, and each town's own targets for its villages and kinds
//! of grids, so that joining changes no verdict.

use super::NotJoined;
use crate::catalogue::Measure;
use crate::count::Tally;
use crate::count::county::{inside, is_town, town_of};
use crate::figures::settings::{Key, Settings};
use crate::model::period::MonthEnd;
use crate::order::Gather as _;
use crate::snapshot::{KINDS, Snapshot, name_of_kind};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What a town's figures assume beside its targets and the end of its months, in a text.
pub fn assumed(settings: &Settings) -> String {
    let is_other = |key: &Key| !matches!(key, Key::Target(_) | Key::VillageTargets | Key::MonthEnd);
    Key::all().filter(is_other).map(|key| key.text(settings) + "\n").collect()
}

/// Returns the settings of the towns together, and gives the kinds of grids in their joined `tally` the numbers by which
/// these name them; `None` where no town names any.
///
/// # Errors
/// More kinds of grids have targets of their own than a snapshot holds.
pub(super) fn shared(
    towns: &[(String, Snapshot)],
    month_end: MonthEnd,
    tally: &mut Tally,
) -> Result<Option<Settings>, NotJoined> {
    let default = Settings::default();
    let of = |snapshot: &'_ Snapshot| snapshot.settings.clone().unwrap_or_else(|| default.clone());
    let Some((_, first)) = towns.iter().find(|(_, s)| s.settings.is_some()) else { return Ok(None) };
    let first = of(first);
    let all = |same: &dyn Fn(&Settings) -> bool| towns.iter().all(|(_, s)| same(&of(s)));
    let mut out = if all(&|s| assumed(s) == assumed(&first)) {
        first.clone()
    } else {
        Settings { month_end, ..Settings::default() }
    };
    out.targets =
        if all(&|s| s.targets == first.targets) { first.targets } else { Settings::default().targets };
    out.villages.0.clear();
    let mut kinds: Vec<BTreeMap<Measure, u32>> = Vec::new();
    let mut numbers: FxHashMap<String, BTreeMap<String, String>> = FxHashMap::default();
    for (town, snapshot) in towns {
        let settings = of(snapshot);
        for village in snapshot.tally.villages.keys().filter(|key| !is_town(key)) {
            let stated = settings.villages.0.get(village);
            let target = |m: Measure| {
                stated.and_then(|own| own.get(&m).copied()).unwrap_or_else(|| settings.target(m))
            };
            let own = Measure::ALL.iter().map(|m| (*m, target(*m))).filter(|(m, n)| *n != out.target(*m));
            let own: BTreeMap<Measure, u32> = own.into_map();
            if !own.is_empty() {
                out.villages.0.insert(inside(town, village), own);
            }
        }
        for (kind, own) in &settings.villages.0 {
            if snapshot.tally.villages.contains_key(kind) {
                continue;
            }
            let at = kinds.iter().position(|known| known == own).unwrap_or_else(|| {
                kinds.push(own.clone());
                kinds.len() - 1
            });
            numbers.entry(inside(town, "")).or_default().insert(kind.clone(), name_of_kind(at as i64 + 1));
        }
    }
    if kinds.len() as i64 > KINDS {
        return Err(NotJoined::TooLarge);
    }
    for (own, number) in kinds.into_iter().zip(1..) {
        out.villages.0.insert(name_of_kind(number), own);
    }
    for (key, grid) in &mut tally.grids {
        if let Some(listed) = &mut grid.listed.0 {
            let named = numbers.get(town_of(&key.village)).and_then(|kinds| kinds.get(&listed.kind));
            listed.kind = named.cloned().unwrap_or_default();
        }
    }
    Ok(Some(out))
}
