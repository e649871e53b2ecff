//! A village and a grid by themselves, of the small town that was counted by hand.

use crate::common::{session, town};
use gelan::catalogue::{Count, GridFigure, Measure};
use gelan::figures::details::{Details, DetailsOf};
use gelan::figures::{Figures, Subject};
use gelan::model::place::GridKey;
use gelan::session::Session;
use gelan::view::pages::Page;
use gelan::view::pages::place::{PlaceFigure, PlaceView, place};
use gelan::view::picture::{Drawing, Strip};
use gelan::view::place_ref::PlaceRef;
use gelan::view::table::CellValue;

const VILLAGES: &str = "村,户数,综治中心\n甲村,10,是\n乙村,8,是\n丙村,9,否\n";
const GRIDS: &str = "村,网格名称,户数,网格员,网格长\n甲村,第一网格,4,韦明,罗强\n甲村,第二网格,6,韦明,罗强\n乙村,第一网格,8,岑光,\n丙村,第一网格,9,,\n";
const HEADS: &str = "村,网格,联户长,联系户数\n甲村,第一网格,张一,2\n甲村,第一网格,张二,2\n";
const VISITS: &str = "走访日期,村,网格,网格员,户编号,走访类型\n\
    2023-12-05,甲村,第一网格,韦明,甲01001,日常走访\n2024-01-05,甲村,第一网格,韦明,甲01002,日常走访\n\
    2024-02-05,甲村,第一网格,韦明,甲01002,安全检查\n2024-02-06,甲村,第二网格,韦明,甲02005,日常走访\n\
    2024-03-06,乙村,第一网格,岑光,乙01001,日常走访\n2024-03-07,乙村,第一网格,岑光,乙01002,日常走访\n";
const CASES: &str = "编号,受理日期,村,网格,类别,办理期限,办结日期,办理状态\n\
    A1,2024-01-02,甲村,第一网格,邻里纠纷,2024-02-01,,办理中\nA2,2024-01-03,甲村,第一网格,安全隐患,2024-01-20,2024-01-25,已办结\n\
    A3,2024-06-20,甲村,第一网格,民生诉求,2024-07-03,,办理中\nA4,2024-02-01,甲村,第二网格,民生诉求,2024-03-01,2024-02-20,已办结\n";

fn three_villages() -> Session {
    let files = [
        ("行政村.csv", VILLAGES),
        ("网格基本情况.csv", GRIDS),
        ("联户长名册.csv", HEADS),
        ("入户走访记录.csv", VISITS),
        ("矛盾纠纷和诉求台账.csv", CASES),
    ];
    session::computed(&files, session::HALF)
}

fn figures() -> Figures {
    session::figures(&town::files(), session::HALF)
}

fn line<'a>(lines: &'a [PlaceFigure], title: &str) -> &'a PlaceFigure {
    lines.iter().find(|l| l.title == title).unwrap_or_else(|| panic!("{title} in {lines:#?}"))
}

fn strips(view: &PlaceView) -> &[Strip] {
    match view.strips.as_ref().map(|d| &d.picture.drawing) {
        Some(Drawing::Strips(strips)) => &strips.0,
        _ => &[],
    }
}

fn said(view: &PlaceView) -> String {
    view.sentence.iter().map(|p| p.text.as_str()).collect()
}

fn grid(session: &Session, village: &str, name: &str) -> (PlaceView, Details) {
    let key = GridKey { village: village.into(), grid: name.into() };
    let details = session.details(&DetailsOf::Grid(key));
    let of = PlaceRef::Grid(village.into(), name.into());
    (place(session::figures_of(session), &of, Some(&details)).unwrap(), details)
}

fn village(session: &Session, name: &str) -> PlaceView {
    let details = session.details(&DetailsOf::Village(name.into()));
    place(session::figures_of(session), &PlaceRef::Village(name.into()), Some(&details)).unwrap()
}

#[test]
fn every_village_and_every_grid_has_a_page_whose_figures_are_the_tables() {
    let figures = figures();
    assert!(figures.villages.len() > 2 && figures.grids.len() > 5);
    for v in &figures.villages {
        let view = place(&figures, &PlaceRef::Village(v.name.clone()), None).unwrap();
        assert_eq!(view.title, v.name);
        assert_eq!(view.grids.rows.len() as i64, v.count(Count::Grids).unwrap());
        assert!(
            view.facts.contains(&format!("{} 户", v.count(Count::Households).unwrap())),
            "{:?}",
            view.facts
        );
        let (n, d) = v.measure(Measure::HouseholdVisits).known_ratio().unwrap();
        if n < d {
            let visited = strips(&view).iter().find(|s| s.title == "入户走访覆盖率").unwrap();
            assert_eq!(visited.note, format!("{n} / {d} 户"));
            assert_eq!(visited.all.len(), figures.villages.len());
            assert!(visited.beside.starts_with("全镇 "), "{}", visited.beside);
        }
    }
    for g in &figures.grids {
        let view = place(&figures, &PlaceRef::Grid(g.village.clone(), g.name.clone()), None).unwrap();
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
    let view = place(&figures, &PlaceRef::Grid(grid.village.clone(), grid.name.clone()), None).unwrap();
    let visits: Vec<i64> = figures.grids.iter().filter_map(|g| g.get(GridFigure::Visits)).collect();
    let mean = visits.iter().sum::<i64>() as f64 / visits.len() as f64;
    let beside = &line(&view.counts, "走访").beside;
    assert!(beside.ends_with(&format!("全镇 {mean:.1}")), "{beside}");
}

#[test]
fn a_village_says_who_was_not_reached_and_which_cases_are_overdue() {
    let session = three_villages();
    let view = village(&session, "甲村");
    assert_eq!(
        said(&view),
        "入户走访 20.0%，还有 8 户没走到，离 80% 的目标差 6 户；1 件诉求超期未办结，最久的已超 150 天；1 格没有联户长。"
    );
    assert_eq!(view.turns.map(|t| t.map(|(_, label)| label)), [None, Some("乙村".to_owned())]);
    assert_eq!(view.cases_note, "超期未办结 1 件；另有 1 件还没有到期");
    assert_eq!(view.cases.rows.len(), 1, "what is closed late is no case to do");
    let Some(Subject::Picked(picked)) = view.cases.subject(0, 1) else { panic!("{:?}", view.cases) };
    assert_eq!(picked.rows(), 1);
    // The months add up to the households that were reached: one in January, one more in February.
    let Drawing::Chart(chart) = &view.drawings[0].picture.drawing else { panic!() };
    assert!(
        format!("{chart:?}").contains("本村 20.0") && format!("{chart:?}").contains("全镇 14.8"),
        "{chart:?}"
    );
    let last = village(&session, "丙村");
    assert!(said(&last).starts_with("入户走访 0.0%，3 个村里最低，还有 9 户没走到"), "{}", said(&last));
    assert!(last.lacks.iter().any(|l| l == "综治中心覆盖率：没有"), "{:?}", last.lacks);
}

#[test]
fn an_overdue_case_opens_that_case_alone() {
    let session = three_villages();
    let figures = session::figures_of(&session);
    let lines = gelan::view::parts::shortfalls::late(figures);
    assert_eq!((lines[0].case.as_str(), lines[0].days.as_str()), ("邻里纠纷 A1", "超 150 天"));
    let found = session.evidence(&lines[0].subject);
    let rows: Vec<_> = found.iter().flat_map(|t| t.rows.iter().map(|(row, _)| *row)).collect();
    assert_eq!(rows, [2], "neither the one closed late nor those not due");
    let panel = gelan::view::parts::evidence::panel(&lines[0].subject, figures);
    assert_eq!((panel.title.as_str(), panel.whose.as_str()), ("邻里纠纷 A1", "甲村第一网格"));
    assert!(panel.lines.contains(&("期限", "2024-02-01".to_owned())), "{:?}", panel.lines);
}

#[test]
fn a_grid_names_who_is_in_charge_and_has_a_square_for_every_household() {
    let session = three_villages();
    let (view, details) = grid(&session, "甲村", "第1网格");
    let at = view.cases.columns.iter().position(|column| column.id == "closed").unwrap();
    let closed: Vec<&CellValue> = view.cases.rows.iter().map(|row| &row.cells[at]).collect();
    assert!(
        closed.contains(&&CellValue::Text(String::new())),
        "an open case lacks no day of closing: {closed:?}"
    );
    assert!(!closed.contains(&&CellValue::Absent), "{closed:?}");
    let named: Vec<_> = view.charge.iter().map(|c| (c.role, c.names.clone())).collect();
    let name = |name: &str, remark: &str| (name.to_owned(), remark.to_owned());
    assert_eq!(named[0], ("网格员", vec![name("韦明", "也管甲村第二网格")]));
    assert_eq!(named[1], ("网格长", vec![name("罗强", "")]));
    let heads = vec![name("张一", "2 户"), name("张二", "2 户"), name("", "共 2 人，平均每人 2.0 户")];
    assert_eq!(named[2], ("联户长和联系的户", heads));
    assert_eq!(details.visits.kinds, [("安全检查".to_owned(), 1), ("日常走访".to_owned(), 1)]);
    let squares = view.drawings.iter().find(|d| d.picture.id == "place-households").unwrap();
    let Drawing::Squares(units) = &squares.picture.drawing else { panic!() };
    let labels: Vec<_> = units.cells.iter().map(|c| (c.text.as_str(), c.label.as_str())).collect();
    assert_eq!(labels[0], ("1", "甲01001　0 次　上次 2023-12-05"));
    assert_eq!(labels[1], ("2", "甲01002　2 次"));
    assert_eq!(labels.len(), 4, "of two no visit tells");
    assert_eq!(squares.legend, ["没走到的里面，1 户以前走到过"]);
    let standing: Vec<_> = view.cases.rows.iter().map(|r| r.cells[1].text()).collect();
    assert_eq!(standing, ["已超 150 天", "还有 3 天", "迟 5 天"]);
}

#[test]
fn a_grid_whose_household_numbers_do_not_run_through_gets_squares_without_numbers() {
    let visits = VISITS.replace("甲01002", "老张家");
    let files = [("网格基本情况.csv", GRIDS), ("入户走访记录.csv", visits.as_str())];
    let session = session::computed(&files, session::HALF);
    let (view, _) = grid(&session, "甲村", "第1网格");
    let squares = view.drawings.iter().find(|d| d.picture.id == "place-households").unwrap();
    let Drawing::Squares(units) = &squares.picture.drawing else { panic!() };
    assert_eq!(units.cells.len(), 4);
    assert!(units.cells.iter().all(|c| c.text.is_empty()));
}

#[test]
fn what_a_place_lacks_is_named_there() {
    let figures = figures();
    for measure in &figures.measures {
        for unit in measure.missing.iter().flatten().filter(|u| !u.village.is_empty()) {
            let Some(view) = place(&figures, &PlaceRef::Village(unit.village.clone()), None) else {
                continue;
            };
            let own = unit.name.strip_prefix(unit.village.as_str()).unwrap_or(&unit.name);
            let title = measure.measure.title();
            let strip = strips(&view).iter().any(|s| s.title == title && !s.gap.is_empty());
            assert!(
                strip || view.lacks.iter().any(|l| l.contains(title) && l.contains(own)),
                "{title} {own}: {:?}",
                view.lacks
            );
        }
    }
}

#[test]
fn an_unknown_place_has_no_page() {
    let figures = figures();
    assert_eq!(place(&figures, &PlaceRef::Village("无此村".into()), None), None);
    let village = figures.villages[0].name.clone();
    assert_eq!(place(&figures, &PlaceRef::Grid(village, "第99网格".into()), None), None);
}

#[test]
fn the_navigation_shows_a_place_under_the_page_that_lists_it() {
    let village = PlaceRef::Village("甲村".into());
    assert_eq!(Page::Place.listed_as(Some(&village)), Page::Coverage);
    let person = PlaceRef::Person(gelan::model::body::Body::Party, "孙七".into());
    assert_eq!(Page::Place.listed_as(Some(&person)), Page::Representatives);
    assert_eq!(Page::Trends.listed_as(None), Page::Trends);
}
