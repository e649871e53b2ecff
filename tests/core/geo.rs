//! A dropped map: what is read of it, which places it is, and what did not find each other.

use crate::common::{session, town};
use gelan::figures::Figures;
use gelan::input::geojson::{Feature, NoMap, read};
use gelan::view::parts::map::map;
use gelan::view::parts::tiles::Shade;
use gelan::view::picture::Drawing;
use gelan::view::picture::geo::{Matched, matched};
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
    let features = read(text.as_bytes()).unwrap();
    let told: Vec<_> = features.iter().map(|f| (f.name.as_str(), f.code.as_str(), f.rings.len())).collect();
    assert_eq!(told, [("三都村", "520000", 1), ("青河村", "", 2)]);
}

#[test]
fn what_is_no_map_gets_a_sentence() {
    for (text, says) in [
        ("[1]", "GeoJSON"),
        ("{}", "GeoJSON"),
        (r#"{"features":[]}"#, "没有带名称"),
        (
            r#"{"features":[{"properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":[[[500000,2900000],[500100,2900000],[500100,2900100]]]}}]}"#,
            "经纬度",
        ),
    ] {
        assert!(read(text.as_bytes()).unwrap_err().to_string().contains(says), "{text}");
    }
}

/// A file that never ends: what is read of it is the length that the reader asks for.
struct Endless<'a> {
    begin: &'a [u8],
    again: &'a [u8],
    read: usize,
}

impl std::io::Read for Endless<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let bytes = self.begin.iter().chain(self.again.iter().cycle()).skip(self.read.min(self.begin.len()));
        let bytes = bytes.skip(self.read.saturating_sub(self.begin.len()) % self.again.len());
        into.iter_mut().zip(bytes).for_each(|(to, byte)| *to = *byte);
        self.read += into.len();
        Ok(into.len())
    }
}

/// Reading ends long before the file does where it holds more than a township has.
#[test]
fn a_map_without_end_is_refused_early() {
    let polygon = r#"{"features":[{"properties":{"name":"a"},"geometry":{"type":"Polygon","coordinates":[["#;
    let lists = r#"{"features":[{"properties":{"name":"a"},"geometry":{"coordinates":["#;
    let small = r#"{"properties":{"name":"a","other":[{}]},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,2],[1,2]]]}},"#;
    for (begin, again) in [(polygon, "[1,1],"), (lists, "[],"), (r#"{"features":["#, small)] {
        let mut file = Endless { begin: begin.as_bytes(), again: again.as_bytes(), read: 0 };
        let refused = read(&mut file).unwrap_err();
        assert!(matches!(&refused, NoMap::Unusable(sentence) if sentence.contains("先简化")), "{refused}");
        assert!(file.read < 40_000_000, "{} bytes", file.read);
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
        let _ = read(text.as_bytes());
        let _ = read(format!(r#"{{"features":[{{"properties":{{"name":{text:?}}},"geometry":{{"type":"Polygon","coordinates":[[{text:?},[1,"x"],[2]]]}}}}]}}"#).as_bytes());
    }
}
