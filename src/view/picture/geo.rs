//! A dropped map, whose features are named like villages or grids.

use crate::figures::Figures;
use crate::input::geojson::Feature;
use crate::input::value::village_key;
use crate::model::place::GridKey;

/// The place that a feature is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matched {
    /// A village, by name.
    Village(String),
    /// A grid.
    Grid(GridKey),
}

/// Returns the place that a feature is, by its code, else by its name: a village's with or without 村, a grid's after
/// its village's. `None` if there is no such place, or more than one.
pub fn matched(feature: &Feature, figures: &Figures) -> Option<Matched> {
    let village = |name: &str| Matched::Village(name.to_owned());
    if !feature.code.is_empty() {
        let grid = figures.grids.iter().find(|g| g.code == feature.code).map(|g| Matched::Grid(g.key()));
        let of_village = figures.villages.iter().find(|v| v.code == feature.code).map(|v| village(&v.name));
        if let Some(found) = grid.or(of_village) {
            return Some(found);
        }
    }
    let name = feature.name.split_whitespace().collect::<String>();
    if name.is_empty() {
        return None;
    }
    let key = village_key(&name);
    if let Some(v) =
        figures.villages.iter().find(|v| v.name == name || v.name == key || v.name == format!("{name}村"))
    {
        return Some(village(&v.name));
    }
    let mut grids = figures.grids.iter().filter(|g| g.label() == name || g.name == name);
    let first = grids.next()?;
    grids.next().is_none().then(|| Matched::Grid(first.key()))
}
