//! A village and a grid by themselves, of the small town that was counted by hand.

use crate::common::{session, town};
use gelan::catalogue::{Count, GridFigure, Measure};
use gelan::figures::{Figures, Subject};
use gelan::view::pages::place::{PlaceFigure, place};
use gelan::view::place_ref::PlaceRef;

fn figures() -> Figures {
    session::figures(&town::files(), session::HALF)
}

fn line<'a>(lines: &'a [PlaceFigure], title: &str) -> &'a PlaceFigure {
    lines.iter().find(|l| l.title == title).unwrap_or_else(|| panic!("{title} in {lines:#?}"))
}

#[test]
fn every_village_and_every_grid_has_a_page_whose_figures_are_the_tables() {
    let figures = figures();
    assert!(figures.villages.len() > 2 && figures.grids.len() > 5);
    for v in &figures.villages {
        let view = place(&figures, &PlaceRef::Village(v.name.clone())).unwrap();
        assert_eq!(view.title, v.name);
        assert_eq!(view.grids.rows.len() as i64, v.count(Count::Grids).unwrap());
        assert_eq!(line(&view.counts, "户数").number, v.count(Count::Households).unwrap().to_string());
        let visited = line(&view.ratios, "入户走访覆盖率");
        let fraction = {
            let (n, d) = v.measure(Measure::HouseholdVisits).known_ratio().unwrap();
            format!("{n} / {d} 户")
        };
        assert_eq!(visited.fraction, fraction);
        assert!(visited.beside.starts_with("全镇 "), "{}", visited.beside);
    }
    for g in &figures.grids {
        let view = place(&figures, &PlaceRef::Grid(g.village.clone(), g.name.clone())).unwrap();
        assert_eq!(view.title, g.label());
        assert_eq!(line(&view.counts, "走访").number, g.get(GridFigure::Visits).unwrap().to_string());
        assert_eq!(view.path[1].place, Some(PlaceRef::Village(g.village.clone())));
        assert!(view.counts.iter().all(|l| matches!(&l.subject, Subject::Grid(key, _) if *key == g.key())));
    }
}

#[test]
fn a_grid_stands_beside_its_village_and_the_township() {
    let figures = figures();
    let grid = &figures.grids[0];
    let view = place(&figures, &PlaceRef::Grid(grid.village.clone(), grid.name.clone())).unwrap();
    let households: Vec<i64> = figures.grids.iter().filter_map(|g| g.get(GridFigure::Households)).collect();
    let mean = households.iter().sum::<i64>() as f64 / households.len() as f64;
    assert!(
        line(&view.counts, "户数").beside.ends_with(&format!("全镇平均 {mean:.1}")),
        "{}",
        line(&view.counts, "户数").beside
    );
}

#[test]
fn what_a_place_lacks_is_named_there() {
    let figures = figures();
    for measure in &figures.measures {
        for unit in measure.missing.iter().flatten().filter(|u| !u.village.is_empty()) {
            let Some(view) = place(&figures, &PlaceRef::Village(unit.village.clone())) else { continue };
            let own = unit.name.strip_prefix(unit.village.as_str()).unwrap_or(&unit.name);
            let title = measure.measure.title();
            assert!(
                view.lacks
                    .iter()
                    .any(|l| l.starts_with(title) && (l.contains(own) || l.contains(['户', '件']))),
                "{title} {own}: {:?}",
                view.lacks
            );
        }
    }
}

#[test]
fn an_unknown_place_has_no_page() {
    let figures = figures();
    assert_eq!(place(&figures, &PlaceRef::Village("无此村".into())), None);
    let village = figures.villages[0].name.clone();
    assert_eq!(place(&figures, &PlaceRef::Grid(village, "第99网格".into())), None);
}
