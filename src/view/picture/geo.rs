//! A dropped map: GeoJSON (RFC 7946) whose features are named like villages or grids.

use crate::figures::Figures;
use crate::input::value::village_key;
use crate::model::place::GridKey;
use serde::Deserialize;

/// A place of the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Its name, as the file has it.
    pub name: String,
    /// Its code; empty where it has none.
    pub code: String,
    /// Its outlines, as longitude and latitude in degrees.
    pub rings: Vec<Vec<(f64, f64)>>,
}

/// The place that a feature is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matched {
    /// A village, by name.
    Village(String),
    /// A grid.
    Grid(GridKey),
}

/// The most points; a township has fewer.
const POINTS: usize = 400_000;

#[derive(Deserialize)]
struct Collection {
    #[serde(default)]
    features: Vec<Raw>,
}

#[derive(Deserialize)]
struct Raw {
    #[serde(default)]
    properties: Option<serde_json::Map<String, serde_json::Value>>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    coordinates: serde_json::Value,
    #[serde(default)]
    geometries: Vec<Geometry>,
}

/// Reads the features of a file that have an outline and a name.
///
/// # Errors
/// Returns a sentence if it is no GeoJSON, has no outlines, or is not in degrees.
pub fn parse(text: &str) -> Result<Vec<Feature>, String> {
    let collection: Collection = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|_| crate::say!("不是地图文件：应为 GeoJSON（FeatureCollection）"))?;
    let mut points = 0;
    let features: Vec<Feature> = collection
        .features
        .into_iter()
        .filter_map(|raw| {
            let mut rings = Vec::new();
            outlines(&raw.geometry?, &mut rings, &mut points, 0);
            let properties = raw.properties.unwrap_or_default();
            let word = |keys: &[&str]| {
                let value = keys.iter().find_map(|k| properties.get(*k))?;
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                Some(text.trim().to_owned()).filter(|t| !t.is_empty() && t != "null")
            };
            let name = word(&["name", "NAME", "Name", "名称", "村", "村名", "行政村", "网格", "网格名称"]);
            let code = word(&["code", "CODE", "adcode", "编码", "代码", "网格编码", "村编码"]);
            (!rings.is_empty() && (name.is_some() || code.is_some())).then(|| Feature {
                name: name.unwrap_or_default(),
                code: code.unwrap_or_default(),
                rings,
            })
        })
        .collect();
    if features.is_empty() {
        return Err(crate::say!("地图文件里没有带名称（name）的边界"));
    }
    let inside = |(x, y): &(f64, f64)| (-180.0..=180.0).contains(x) && (-90.0..=90.0).contains(y);
    if !features.iter().flat_map(|f| f.rings.iter().flatten()).all(inside) {
        return Err(crate::say!("地图文件的坐标不是经纬度，请另存为 WGS84 或 CGCS2000 经纬度"));
    }
    Ok(features)
}

fn outlines(geometry: &Geometry, out: &mut Vec<Vec<(f64, f64)>>, points: &mut usize, depth: u8) {
    let Some(list) = geometry.coordinates.as_array() else {
        if depth < 4 {
            geometry.geometries.iter().for_each(|g| outlines(g, out, points, depth + 1));
        }
        return;
    };
    match geometry.kind.as_str() {
        "Polygon" => list.iter().for_each(|r| ring(r, out, points)),
        "MultiPolygon" => {
            list.iter().filter_map(|p| p.as_array()).flatten().for_each(|r| ring(r, out, points));
        }
        _ => {}
    }
}

fn ring(value: &serde_json::Value, out: &mut Vec<Vec<(f64, f64)>>, points: &mut usize) {
    let at = |p: &serde_json::Value| Some((p.get(0)?.as_f64()?, p.get(1)?.as_f64()?));
    let ring: Vec<_> = value.as_array().into_iter().flatten().filter_map(at).collect();
    *points += ring.len();
    if ring.len() > 2 && *points <= POINTS {
        out.push(ring);
    }
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
