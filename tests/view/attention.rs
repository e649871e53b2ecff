//! Shortfalls, the grids as cells, the compared columns of a table as a picture, and the line of progress.

use crate::common::{session, town};
use gelan::catalogue::CaseFigure;
use gelan::figures::{CaseLine, CaseStanding, Figures, Picked, State, Subject};
use gelan::view::parts::files::ProgressLine;
use gelan::view::parts::pictures::matrix;
use gelan::view::parts::sentence::sentence;
use gelan::view::parts::shortfalls::{gaps, late};
use gelan::view::parts::tiles::{Shade, shades, tiles};
use gelan::view::parts::villages::villages;
use gelan::view::picture::{Drawing, Ground, Lead, TileGround};
use gelan::view::place_ref::PlaceRef;

fn figures() -> Figures {
    session::figures(&town::files(), session::HALF)
}

#[test]
fn measures_below_their_target_name_what_is_missing() {
    let figures = figures();
    let gaps = gaps(&figures);
    assert!(!gaps.is_empty());
    let short = |g: &gelan::view::parts::shortfalls::Shortfall| g.ratio.target.unwrap() - g.ratio.bar;
    assert!(gaps.windows(2).all(|w| short(&w[0]) >= short(&w[1])));
    for gap in &gaps {
        let Subject::Measure(measure) = gap.subject else { panic!("{gap:?}") };
        let value = figures.measure(measure).unwrap();
        assert_eq!(value.state, State::Value);
        assert!(value.numerator * 100 < value.denominator * i64::from(value.target.percent));
        assert_eq!(gap.names.len() + gap.more, value.missing.as_ref().unwrap().len());
        assert!(gap.names.len() <= 4);
    }
}

/// A row that comes again is no further case, and takes none of the few lines.
#[test]
fn repeated_rows_keep_no_overdue_case_from_its_line() {
    let heading = "编号,村,网格,诉求内容,受理日期,办理期限,办结日期,办理状态\n";
    let row = |number: usize| format!("S{number:03},甲村,第一网格,邻里纠纷,2024-01-08,2024-01-20,,办理中\n");
    let rows = row(1).repeat(20) + &(2..=12).map(row).collect::<String>();
    let grids = "村,网格名称,户数\n甲村,第一网格,10\n甲村,第二网格,10\n".to_owned();
    let files = [("网格.csv", grids), ("矛盾纠纷诉求台账.csv", heading.to_owned() + &rows)];
    let mut session = session::accepted(&files);
    session.compute(session::HALF, session::today());
    let late = &session::figures_of(&session).late;
    let numbers: Vec<&str> = late.iter().map(|case| case.number.as_str()).collect();
    assert_eq!(numbers, ["S001", "S002", "S003", "S004", "S005", "S006", "S007", "S008"]);
    // All twelve are said, and open their twelve rows.
    let figures = session::figures_of(&session);
    assert_eq!(figures.late_in_all, 12);
    let sentence = sentence(figures);
    let said = sentence.iter().find(|phrase| phrase.text == "12 件超期未办结").unwrap();
    let rows = session.evidence(said.subject.as_ref().unwrap());
    assert_eq!(rows.iter().map(|table| table.rows.len()).sum::<usize>(), 12);
    let counted: i64 = rows.iter().flat_map(|t| &t.rows).filter_map(|(_, part)| part.numerator).sum();
    assert_eq!(counted, 12);
}

#[test]
fn the_longest_overdue_open_cases_come_first_and_no_more_than_are_overdue() {
    let figures = figures();
    let [open, overdue] = [CaseFigure::Open, CaseFigure::Overdue].map(|figure| figures.case(figure).unwrap());
    assert!(!figures.late.is_empty(), "{open} open, {overdue} overdue");
    assert!(i64::from(figures.late_in_all) <= open.min(overdue));
    assert!(i64::try_from(figures.late.len()).unwrap() <= open.min(overdue));
    let days = |case: &CaseLine| match case.standing {
        CaseStanding::Overdue(days) => days,
        other => panic!("{other:?}"),
    };
    assert!(figures.late.windows(2).all(|w| days(&w[0]) >= days(&w[1])));
    assert!(figures.late.iter().all(|l| days(l) > 0));
    let lines = late(&figures);
    assert_eq!(lines.len(), figures.late.len());
    for (line, case) in lines.iter().zip(&figures.late) {
        assert_eq!(line.days, format!("超 {} 天", days(case)));
        assert_eq!(line.subject, Subject::Picked(Box::new(Picked::Cases(vec![case.clone()]))));
        assert!(line.place.contains(&case.village) && line.case.contains(&case.number), "{line:?}");
    }
}

#[test]
fn every_grid_is_a_cell_of_its_village() {
    let figures = figures();
    for shade in shades(&figures) {
        let picture = tiles(&figures, shade).unwrap();
        let Drawing::Tiles(drawing) = &picture.drawing else { panic!() };
        assert_eq!(drawing.groups.len(), figures.villages.len());
        let cells: Vec<_> = drawing.groups.iter().flat_map(|g| &g.cells).collect();
        assert_eq!(cells.len(), figures.grids.len());
        assert_eq!(picture.table.rows.len(), figures.grids.len());
        for (cell, grid) in cells.iter().zip(&figures.grids) {
            let key = grid.key();
            assert_eq!(cell.lead, Some(Lead::Place(PlaceRef::Grid(key.village, key.grid))));
            match cell.ground {
                TileGround::Amount(step) => assert!(step <= 10),
                TileGround::Target(Ground::Short(step)) => assert!((1..=5).contains(&step)),
                TileGround::Target(_) | TileGround::Hatched => {}
            }
        }
        assert_eq!(Shade::from_id(shade.id()), Some(shade));
    }
    assert!(tiles(&Figures { grids: Vec::new(), ..figures }, Shade::Visited).is_none());
}

#[test]
fn a_table_of_ratios_is_a_picture_without_its_hidden_columns() {
    let table = villages(&figures());
    let rows: Vec<usize> = (0..table.rows.len()).collect();
    let columns = |hidden: &[&'static str]| {
        let picture = matrix("matrix", "各村各项", &table, &rows, hidden)?;
        let Drawing::Matrix(drawn) = picture.drawing else { panic!() };
        assert!(drawn.rows.iter().all(|r| r.cells.len() == drawn.columns.len()));
        Some(drawn.columns.len())
    };
    let all = table.columns.iter().filter(|c| c.compares).count();
    assert_eq!(columns(&[]), Some(all));
    assert_eq!(columns(&["coverage.officer"]), Some(all - 1));
    let shaded: Vec<_> = table.columns.iter().filter(|c| c.compares).map(|c| c.id).skip(1).collect();
    assert_eq!(columns(&shaded), None);
}

#[test]
fn the_progress_says_bytes_rows_and_once_it_is_known_the_time_left() {
    let line =
        |done, rows| ProgressLine { bytes: "30 MB / 90 MB".into(), done, rows, ..ProgressLine::default() };
    assert_eq!(line(0, 0).facts(0.1), ["30 MB / 90 MB"]);
    assert_eq!(line(333, 1234).facts(0.2), ["30 MB / 90 MB", "1,234 行"]);
    assert_eq!(line(333, 9).facts(2.0), ["30 MB / 90 MB", "9 行", "约剩 5 秒"]);
    assert_eq!(line(100, 9).facts(2.0), ["30 MB / 90 MB", "9 行", "约剩 20 秒"]);
    assert_eq!(line(20, 9).facts(10.0), ["30 MB / 90 MB", "9 行", "约剩 9 分钟"]);
    assert_eq!(line(1000, 9).facts(10.0), ["30 MB / 90 MB", "9 行"]);
}
