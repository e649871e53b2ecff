//! The panel behind a figure: what it says, and the rows that it shows and exports.

use crate::common::{session, town};
use gelan::catalogue::{CaseFigure, GridFigure, RepFigure};
use gelan::catalogue::{Count, Measure};
use gelan::export::evidence::{Exported, csv};
use gelan::figures::Subject;
use gelan::input::file::read_rows;
use gelan::input::file::{ReadChoices, RowText};
use gelan::model::body::Body;
use gelan::model::period::PeriodChoice;
use gelan::session::{EvidenceOf, Session};
use gelan::view::parts::evidence::{Parts, panel};
use gelan::view::parts::evidence_rows::{columns, findings, ordered, place, table, wanted, ways};
use std::collections::BTreeMap;

fn computed() -> Session {
    session::computed(&town::files(), session::HALF)
}

/// Reads the rows from the file again, as they are written there.
fn texts(found: &EvidenceOf) -> Vec<RowText> {
    let files = town::files();
    let (name, bytes) = files.iter().find(|(name, _)| *name == found.file).unwrap();
    read_rows(&mut bytes.as_slice(), name, &ReadChoices::default(), &wanted(found, &found.rows)).unwrap()
}

#[test]
fn a_panel_says_the_definition_with_both_parts() {
    let session = computed();
    let figures = &session.last().unwrap().1.figures;
    let view = panel(&Subject::Measure(Measure::HouseholdVisits), figures);
    let m = figures.measure(Measure::HouseholdVisits).unwrap();
    assert_eq!((view.title.as_str(), view.whose.as_str()), ("入户走访覆盖率", "青石镇"));
    assert_eq!(view.fraction, format!("{} / {} 户", m.numerator, m.denominator));
    assert!(view.ratio && view.number.ends_with('%'));
    let line = |key: &str| view.lines.iter().find(|(k, _)| *k == key).unwrap().1.clone();
    assert_eq!(line("分子"), format!("{} 户：期内走访过的户，每户只算一次", m.numerator));
    assert_eq!(line("分母"), format!("{} 户：各网格户数之和", m.denominator));
    assert_eq!(line("期间"), "2024-01-01 至 2024-06-30");
    assert!(!view.missing.is_empty() && view.missing_title.starts_with("涉及 "));
}

#[test]
fn villages_grids_and_people_are_called_by_their_names() {
    let session = computed();
    let figures = &session.last().unwrap().1.figures;
    let grid = &figures.grids[0];
    let of_grid = |figure| Subject::Grid(grid.key(), figure);
    let view = panel(&of_grid(GridFigure::Households).over(of_grid(GridFigure::Heads)), figures);
    assert_eq!((view.whose, view.title.as_str()), (grid.label(), "户数 ÷ 联户长"));
    let cases = |figure| Subject::Cases(figure);
    let closed = cases(CaseFigure::Closed).over(cases(CaseFigure::Received));
    assert_eq!(panel(&closed, figures).title, "诉求办结率", "as its row is named");
    assert!(view.number.ends_with("户/人"), "{}", view.number);
    let village = &figures.villages[0].name;
    let view = panel(&Subject::VillageMeasure(village.clone(), Measure::Officer), figures);
    assert_eq!(view.whose, *village);
    assert!(view.missing.iter().all(|(v, _)| v == village));
    let person = &figures.persons[0];
    let view = panel(&Subject::Person(person.body, person.name.clone(), RepFigure::Matters), figures);
    assert_eq!(view.whose, format!("{}（{}）", person.name, person.body.title()));
    let sum = Subject::Sum(vec![
        Subject::Body(Body::Party, RepFigure::Visits),
        Subject::Body(Body::Congress, RepFigure::Visits),
    ]);
    assert_eq!(panel(&sum, figures).whose, "党代表等 2 项合计");
}

#[test]
fn what_is_not_loaded_is_told_in_words() {
    let only: Vec<_> = town::files().into_iter().filter(|(n, _)| n.starts_with("联户长")).collect();
    let session = session::computed(&only, PeriodChoice::All);
    let figures = session::figures_of(&session).clone();
    let view = panel(&Subject::Measure(Measure::Head), &figures);
    assert_eq!((view.state, view.number.as_str()), ("no-data", ""));
    assert!(view.verdict.starts_with("无数据，来自“网格”“联户长”表"), "{}", view.verdict);
    assert!(view.lines.iter().any(|(k, v)| *k == "分子" && v == "至少有一名联户长的网格"));
}

#[test]
fn it_is_said_how_the_rows_give_the_figure() {
    let session = computed();
    let said = |subject: Subject| ways(&subject, &session.evidence(&subject));
    let figures = &session.last().unwrap().1.figures;
    let (visits, m) =
        (figures.count(Count::VisitsInPeriod).unwrap(), figures.measure(Measure::HouseholdVisits).unwrap());
    assert_eq!(
        said(Subject::Measure(Measure::HouseholdVisits))[..2],
        [
            format!("分子 {} 户，来自 {visits} 行“走访记录”，同一户只计一次", m.numerator),
            format!("分母 {} 户，来自 {} 行“网格”，“户数”相加", m.denominator, figures.grids.len()),
        ]
    );
    let heads = said(Subject::Count(Count::Heads));
    assert_eq!(heads[0], "18 人，来自 18 行“联户长”，一行计一");
    let venues = said(Subject::Measure(Measure::Venues));
    assert_eq!(venues[1], "分母 由口径规定，不来自行");
    let none = said(Subject::Cases(CaseFigure::Dissatisfied));
    assert!(none[0].ends_with("一行计一") || none[0].ends_with("没有一行计入"), "{}", none[0]);
}

#[test]
fn rows_are_shown_as_they_stand_with_what_each_adds() {
    let session = computed();
    let files = session::entries(&session);
    let found = ordered(&session.evidence(&Subject::Measure(Measure::HouseholdVisits)));
    // Those of the numerator come first.
    assert!(found[0].file.starts_with("入户走访记录"), "{}", found[0].file);
    for (i, found) in found.iter().enumerate() {
        let read: BTreeMap<u32, RowText> = texts(found).into_iter().map(|r| (r.row, r)).collect();
        let table = table(&found.rows, &read, columns(found, &files), Parts::Ratio);
        assert_eq!((table.lines.len(), table.lost), (found.rows.len(), 0), "{}", place(found));
        assert_eq!(table.parts, ["计入分子", "计入分母"]);
        assert!(table.columns.iter().all(|c| !c.heading.is_empty()), "{:?}", table.columns);
        let part = usize::from(!found.file.starts_with("入户走访记录"));
        assert!(
            table.lines.iter().all(|l| !l.amounts[part].is_empty() && l.amounts[1 - part].is_empty()),
            "{i}"
        );
    }
    let visits = &found[0];
    let read: BTreeMap<u32, RowText> = texts(visits).into_iter().map(|r| (r.row, r)).collect();
    let half =
        table(&visits.rows, &read.into_iter().take(2).collect(), columns(visits, &files), Parts::Ratio);
    assert_eq!((half.lines.len(), half.lost), (2, visits.rows.len() - 2));
}

#[test]
fn findings_at_the_rows_and_at_those_left_out_are_beside_them() {
    let session = computed();
    let files = session::entries(&session);
    let later = &session.last().unwrap().1.findings;
    let found = session.evidence(&Subject::Count(Count::VisitsInPeriod));
    let (lines, count) = findings(&found, &files, later);
    assert!(count >= found.iter().map(|e| e.left_out.len()).sum());
    assert!(!lines.is_empty() && lines.iter().all(|l| l.place.starts_with("入户走访记录")));
    let (none, _) = findings(&session.evidence(&Subject::Count(Count::Lectures)), &files, later);
    assert!(none.iter().all(|l| !l.place.starts_with("入户走访记录")));
}

#[test]
fn exported_rows_add_up_to_the_figure_too() {
    let session = computed();
    let files = session::entries(&session);
    let figures = &session.last().unwrap().1.figures;
    let subject = Subject::Measure(Measure::LinkedHouseholds);
    let tables: Vec<Exported> = ordered(&session.evidence(&subject))
        .into_iter()
        .map(|found| Exported { columns: columns(&found, &files).to_vec(), rows: texts(&found), found })
        .collect();
    let text = csv(&tables, Parts::Ratio);
    let mut reader = csv_reader(&text);
    let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(headings[..5], ["文件和工作表", "表", "行", "计入分子", "计入分母"]);
    let (mut n, mut d) = (0, 0);
    for record in reader.records() {
        let record = record.unwrap();
        n += record[3].parse::<i64>().unwrap_or(0);
        d += record[4].parse::<i64>().unwrap_or(0);
        assert!(record.iter().skip(5).any(|cell| !cell.is_empty()));
    }
    let m = figures.measure(Measure::LinkedHouseholds).unwrap();
    assert_eq!((n, d), (m.numerator, m.denominator));
}

fn csv_reader(text: &str) -> ::csv::Reader<&[u8]> {
    ::csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes())
}
