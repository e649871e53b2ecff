//! A dropped map: what is read of it, which places it is, and what did not find each other.

use crate::common::{session, town};
use gelan::figures::Figures;
use gelan::view::parts::map::map;
use gelan::view::parts::tiles::Shade;
use gelan::view::picture::Drawing;
use gelan::view::picture::geo::{Feature, Matched, matched, parse};
use proptest::prelude::*;

fn figures() -> Figures {
    session::figures(&town::files(), session::HALF)
}

fn feature(name: &str, code: &str) -> Feature {
    let rings = vec![vec![(106.0, 26.0), (106.1, 26.0), (106.1, 26.1)]];
    Feature { name: name.into(), code: code.into(), rings }
}

#[test]
fn outlines_of_every_kind_are_read_with_their_names() {
    let text = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":" 三都村 ","code":520000},"geometry":{"type":"Polygon","coordinates":[[[106,26],[106.1,26],[106.1,26.1],[106,26]]]}},
        {"type":"Feature","properties":{"名称":"青河村"},"geometry":{"type":"MultiPolygon","coordinates":[[[[106,26],[106.1,26],[106,26.1]]],[[[107,26],[107.1,26],[107,26.1]]]]}},
        {"type":"Feature","properties":{"name":"路"},"geometry":{"type":"LineString","coordinates":[[106,26],[107,26]]}},
        {"type":"Feature","properties":null,"geometry":null}]}"#;
    let features = parse(text).unwrap();
    let told: Vec<_> = features.iter().map(|f| (f.name.as_str(), f.code.as_str(), f.rings.len())).collect();
    assert_eq!(told, [("三都村", "520000", 1), ("青河村", "", 2)]);
}

#[test]
fn what_is_no_map_gets_a_sentence() {
    for (text, says) in [
        ("[1]", "GeoJSON"),
        ("{}", "没有带名称"),
        (
            r#"{"features":[{"properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":[[[500000,2900000],[500100,2900000],[500100,2900100]]]}}]}"#,
            "经纬度",
        ),
    ] {
        assert!(parse(text).unwrap_err().contains(says), "{text}");
    }
}

#[test]
fn places_are_found_by_code_and_by_name() {
    let figures = figures();
    let village = &figures.villages[0].name;
    let is_village = Some(Matched::Village(village.clone()));
    assert_eq!(matched(&feature(village, ""), &figures), is_village);
    assert_eq!(matched(&feature(village.trim_end_matches('村'), ""), &figures), is_village);
    let grid = &figures.grids[1];
    assert_eq!(matched(&feature(&grid.label(), ""), &figures), Some(Matched::Grid(grid.key())));
    if !grid.code.is_empty() {
        assert_eq!(matched(&feature("别名", &grid.code), &figures), Some(Matched::Grid(grid.key())));
    }
    assert_eq!(matched(&feature("月亮村", ""), &figures), None);
    assert_eq!(matched(&feature("", ""), &figures), None);
}

#[test]
fn a_map_says_what_did_not_find_each_other() {
    let figures = figures();
    let names: Vec<_> = figures.villages.iter().map(|v| v.name.clone()).collect();
    let mut features: Vec<_> = names.iter().skip(1).map(|n| feature(n, "")).collect();
    features.push(feature("月亮村", ""));
    for shade in [Shade::Visited, Shade::Households, Shade::Load] {
        let view = map(&figures, &features, shade).unwrap();
        assert_eq!(
            (view.strange.as_slice(), view.without.as_slice()),
            (&["月亮村".to_owned()][..], &names[..1])
        );
        let Drawing::Map(drawing) = &view.picture.drawing else { panic!() };
        assert_eq!(drawing.shapes.len(), features.len());
        assert_eq!(view.picture.table.rows.len(), names.len() - 1);
    }
    assert!(map(&figures, &[feature("月亮村", "")], Shade::Visited).is_none());
    let all: Vec<_> = names.iter().map(|n| feature(n, "")).collect();
    assert_eq!(map(&figures, &all, Shade::Visited).unwrap().unmatched(), "");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = parse(&text);
        let _ = parse(&format!(r#"{{"features":[{{"properties":{{"name":{text:?}}},"geometry":{{"type":"Polygon","coordinates":[[{text:?},[1,"x"],[2]]]}}}}]}}"#));
    }
}
