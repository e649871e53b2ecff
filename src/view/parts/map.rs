//! A dropped map, shaded as the tiles of grids are.

use crate::figures::Figures;
use crate::input::geojson::Feature;
use crate::text::{say, t};
use crate::view::parts::tiles::Shade;
use crate::view::parts::workload;
use crate::view::picture::geo::{Matched, matched};
use crate::view::picture::{Drawing, Lead, Map, Picture, PictureTable, Shape};
use crate::view::place_ref::PlaceRef;

/// The map, with the names that were not matched.
#[derive(Clone, Debug, PartialEq)]
pub struct MapView {
    /// The map.
    pub picture: Picture,
    /// Names in the file that no list has.
    pub strange: Vec<String>,
    /// Villages without an outline, if the file has outlines of villages.
    pub without: Vec<String>,
}

impl MapView {
    /// Returns the names that were not matched, in a sentence; empty if all were.
    pub fn unmatched(&self) -> String {
        let list = |names: &[String]| {
            let more = if names.len() > 5 { say!(" 等 {} 处", names.len()) } else { String::new() };
            format!("{}{more}", names.iter().take(5).cloned().collect::<Vec<_>>().join(t("、")))
        };
        let mut parts = Vec::new();
        if !self.strange.is_empty() {
            parts.push(say!("地图中名单没有的：{}", list(&self.strange)));
        }
        if !self.without.is_empty() {
            parts.push(say!("地图中没有边界的村：{}", list(&self.without)));
        }
        parts.join("；")
    }
}

/// Returns the map of the features; `None` if none of them is a village or grid of the lists.
pub fn map(figures: &Figures, features: &[Feature], shade: Shade) -> Option<MapView> {
    let found: Vec<(&Feature, Option<Matched>)> = features.iter().map(|f| (f, matched(f, figures))).collect();
    let value = |place: &Matched| match place {
        Matched::Village(name) => {
            figures.villages.iter().find(|v| v.name == *name).and_then(|v| shade.of_village(v, figures))
        }
        Matched::Grid(key) => {
            figures.grids.iter().find(|g| g.key() == *key).and_then(|g| shade.of(g, workload::mean(figures)))
        }
    };
    let most = found.iter().filter_map(|(_, m)| value(m.as_ref()?)).map(|(n, _)| n).max()?;
    let mut rows = Vec::new();
    let mut shapes = Vec::new();
    for (feature, place) in &found {
        let (name, lead) = match place {
            Some(Matched::Village(v)) => (v.clone(), Some(Lead::Place(PlaceRef::Village(v.clone())))),
            Some(Matched::Grid(key)) => {
                let name = crate::figures::label(&key.village, &key.grid);
                (name, Some(Lead::Place(PlaceRef::Grid(key.village.clone(), key.grid.clone()))))
            }
            None => (feature.name.clone(), None),
        };
        let value = place.as_ref().and_then(&value);
        let words = value.map_or_else(|| t("无数据").to_owned(), |v| shade.value_text(v));
        let target = |m| match place {
            Some(Matched::Village(village)) => figures.target_of(m, village),
            Some(Matched::Grid(key)) => {
                let grid = figures.grids.iter().find(|g| g.key() == *key);
                grid.map_or_else(|| figures.target(m), |g| figures.target_of_grid(m, g))
            }
            None => figures.target(m),
        };
        let ground = value.map(|v| shade.ground(v, most, target)).unwrap_or_default();
        let label = format!("{name} {} {words}", shade.title());
        if lead.is_some() {
            rows.push((vec![name.clone(), words], lead.clone()));
        }
        shapes.push(Shape { name, label, rings: feature.rings.clone(), ground, lead });
    }
    let villages = found.iter().any(|(_, m)| matches!(m, Some(Matched::Village(_))));
    let drawn = |name: &String| found.iter().any(|(_, m)| *m == Some(Matched::Village(name.clone())));
    let names = figures.villages.iter().map(|v| v.name.clone());
    Some(MapView {
        strange: found.iter().filter(|(_, m)| m.is_none()).map(|(f, _)| f.name.clone()).collect(),
        without: names.filter(|n| villages && !drawn(n)).collect(),
        picture: Picture {
            id: "map",
            title: say!("地图：{}", shade.title()),
            note: shade.note(t("按放入的边界")).to_owned(),
            description: say!("{} 处边界，各按{what}着色", shapes.len(), what = shade.title()),
            drawing: Drawing::Map(Map { shapes, scale: shade.scale(most) }),
            table: PictureTable { head: vec![t("村或网格").to_owned(), shade.title().to_owned()], rows },
        },
    })
}
