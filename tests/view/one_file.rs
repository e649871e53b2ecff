//! One file without any list: what it says at once, and what one more table would add; and the work that is left to do.

use crate::common::session;
use gelan::catalogue::{Count, GridFigure, Measure};
use gelan::figures::details::DetailsOf;
use gelan::figures::{State, Subject};
use gelan::model::place::GridKey;
use gelan::session::Session;
use gelan::view::pages::overview::{Overview, overview};
use gelan::view::pages::place::place;
use gelan::view::pages::work::work;
use gelan::view::parts::evidence::panel;
use gelan::view::parts::evidence_rows::{findings, ways};
use gelan::view::parts::sentence::sentence;
use gelan::view::place_ref::PlaceRef;
use gelan::view::table::CellValue;

const VISITS: &str = "走访日期,村,网格,网格员,户编号,走访类型,时长（分钟）\n\
    2024-01-05,甲村,甲村第一网格,韦明,甲01001,日常走访,20\n2024-02-05,甲村,甲村第一网格,韦明,甲01001,安全检查,20\n\
    2024-02-06,甲村,甲村第一网格,韦明,甲01002,日常走访,20\n2024-02-07,甲村,甲村第一网格,韦明,甲01003,日常走访,30\n\
    2024-02-07,甲村,甲村第二网格,罗强,甲02001,日常走访,30\n2024-03-01,甲村,甲村第十网格,莫文,甲10001,日常走访,30\n\
    2024-03-02,甲村,甲村第十网格,莫文,甲10002,日常走访,30\n2024-03-06,乙村,乙村第一网格,岑光,乙01001,日常走访,30\n\
    2024-03-07,乙村,乙村第一网格,岑光,乙01002,日常走访,30\n2024-03-08,乙村,,岑光,乙01003,日常走访,30\n\
    2023-12-01,乙村,乙村第一网格,岑光,乙01004,日常走访,30\n";

fn visits() -> Session {
    session::computed(&[("入户走访记录.csv", VISITS)], session::HALF)
}

fn shown(session: &Session) -> Overview {
    let town = session.details(&DetailsOf::Town);
    overview(session::figures_of(session), &session::entries(session), 0, Some(&town))
}

/// A list alone tells little: what it holds, and no wall of what is not known.
#[test]
fn one_list_shows_what_it_holds_and_what_one_more_table_would_add() {
    let grids =
        "村,网格名称,户数,网格员\n甲村,第一网格,10,韦明\n甲村,第二网格,12,罗强\n乙村,第一网格,9,岑光\n";
    let view = shown(&session::computed(&[("网格.csv", grids)], session::HALF));
    let one = view.one.unwrap();
    assert!(view.cards.iter().all(|card| card.percent.is_some()) && !view.cards.is_empty());
    assert!(one.cards.iter().any(|card| (&*card.title, &*card.number) == ("户数", "31")), "{:?}", one.cards);
    assert!(one.cards.len() + view.cards.len() <= 8 && one.tables.is_empty());
    assert!(one.adds.iter().any(|add| add.title == "走访记录"), "{:?}", one.adds);
    assert!(!view.facts.iter().any(|fact| fact.contains("未经核对")), "{:?}", view.facts);
    let columns: Vec<&str> = view.villages.columns.iter().map(|c| c.id).collect();
    assert_eq!((columns, view.villages.rows.len()), (vec!["village", "grids", "households"], 2));
}

#[test]
fn one_file_of_visits_is_counted_at_once() {
    let session = visits();
    let view = shown(&session);
    let said: String = view.sentence.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(
        said,
        "4 名网格员走访 10 户次，走到 2 个村的 8 户；最多的甲村第一网格 4 户次，1 名网格员不到中位数的一半。"
    );
    assert_eq!(view.facts[1], "数据到 2024-03-08", "the half-year is not over");
    assert!(view.facts[2].contains("未经核对"), "{:?}", view.facts);
    assert!(view.cards.is_empty(), "a measure without data is a table to add, not a dash: {:?}", view.cards);
    let one = view.one.unwrap();
    let cards: Vec<_> =
        one.cards.iter().map(|c| (c.title.as_str(), c.number.as_str(), c.note.as_str())).collect();
    assert_eq!(cards[0], ("走访", "10", "另有 1 户次不在本期"));
    assert_eq!(cards[1], ("走到", "8", "平均每户 1.25 次"));
    assert_eq!(cards[2].1, "4");
    let adds: Vec<_> = one.adds.iter().map(|a| (a.title, a.gives.as_str())).collect();
    assert_eq!(adds[0], ("网格", "入户走访覆盖率（8 ÷ 全镇户数）、没走到的户、各网格负荷"));
    assert!(
        adds.iter().any(|(title, gives)| *title == "矛盾纠纷和诉求" && gives.contains("按期办结率")),
        "{adds:?}"
    );
    assert!(one.more > 8);
    let names: Vec<_> = one.tables.iter().map(|(name, table)| (*name, table.rows.len())).collect();
    assert_eq!(names, [("村", 2), ("网格", 4), ("网格员", 4)]);
    let (_, villages) = &one.tables[0];
    assert_eq!(villages.rows[0].label(), "甲村", "the most first");
    assert!(villages.rows.iter().all(|r| r.cells.iter().all(|c| *c != CellValue::Absent)));
    assert_eq!(one.drawings.len(), 2, "officers and kinds");
    // The clause leads to the visits of those it counts, by name.
    let low = view.sentence.iter().find(|p| p.text.contains("中位数")).unwrap();
    let subject = low.subject.clone().unwrap();
    let rows: Vec<_> = session.evidence(&subject).iter().flat_map(|t| t.rows.clone()).collect();
    assert!(low.look && rows.len() == 1 && rows[0].0 == 6, "{rows:?}");
    let told = panel(&subject, session::figures_of(&session));
    assert_eq!((told.number.as_str(), told.title.as_str()), ("1 户次", "罗强"));
    // Each number leads to its rows.
    for card in one.cards.iter().filter_map(|c| c.subject.as_ref()) {
        let rows: usize = session.evidence(card).iter().map(|t| t.rows.len()).sum();
        assert!(rows >= 8, "{card:?}");
    }
    let (_, officers) = &one.tables[2];
    let subject =
        officers.subject(0, officers.columns.iter().position(|c| c.id == "visits").unwrap()).unwrap();
    let rows: usize = session.evidence(&subject).iter().map(|t| t.rows.len()).sum();
    assert_eq!(rows, 4);
}

#[test]
fn several_people_lead_to_the_rows_of_all_of_them() {
    // Two of five are below half the median: two visits and one.
    let visit =
        |day: u32, grid: &str, officer: &str| format!("2024-01-{day:02},甲村,甲村{grid},{officer},户{day}\n");
    let mut text = "走访日期,村,网格,网格员,户编号\n".to_owned();
    let officers = [("韦明", 6), ("罗强", 5), ("莫文", 5), ("岑光", 2), ("陆远", 1)];
    let mut day = 0;
    for (at, (officer, visits)) in officers.into_iter().enumerate() {
        for _ in 0..visits {
            day += 1;
            text += &visit(day, ["第一网格", "第二网格", "第三网格", "第四网格", "第五网格"][at], officer);
        }
    }
    let session = session::computed(&[("入户走访记录.csv", text.as_str())], session::HALF);
    let view = shown(&session);
    let low = view.sentence.iter().find(|p| p.text == "2 名网格员不到中位数的一半").unwrap();
    let subject = low.subject.clone().unwrap();
    let found = session.evidence(&subject);
    let rows: Vec<u32> = found.iter().flat_map(|t| t.rows.iter().map(|(row, _)| *row)).collect();
    assert_eq!(rows, [18, 19, 20], "the rows of both");
    assert!(ways(&subject, &found).is_empty());
    let told = panel(&subject, session::figures_of(&session));
    assert_eq!(told.number, "3 户次");
    let people = ("网格员", "岑光 甲村 2、陆远 甲村 1".to_owned());
    assert!(told.lines.contains(&people), "{:?}", told.lines);
}

#[test]
fn rows_on_no_list_are_found_and_repeated_ones_are_not() {
    let grids = "村,网格名称,户数\n甲村,第一网格,3\n甲村,第二网格,4\n乙村,第一网格,2\n";
    let visits = "走访日期,村,网格,网格员,户编号\n2024-01-05,甲村,第一网格,韦明,甲01001\n2024-01-06,甲村,第九网格,韦明,甲01002\n\
        2024-01-05,甲村,第一网格,韦明,甲01001\n2024-01-07,丙村,第一网格,罗强,丙01001\n2024-01-08,乙村,第一网格,罗强,乙01001\n";
    let session =
        session::computed(&[("网格基本情况表.csv", grids), ("入户走访记录.csv", visits)], session::HALF);
    let figures = session::figures_of(&session);
    assert_eq!(figures.nowhere, 2);
    let said = sentence(figures);
    let clause = said.iter().find(|p| p.text == "2 行的村或网格对不上名单，没有计入").unwrap();
    let subject = clause.subject.clone().unwrap();
    let found = session.evidence(&subject);
    let rows: Vec<u32> = found.iter().flat_map(|t| t.rows.iter().map(|(row, _)| *row)).collect();
    assert_eq!(rows, [3, 5], "row 4 says what row 2 said");
    assert_eq!(found[0].file, "入户走访记录.csv");
    let told = panel(&subject, figures);
    assert_eq!((told.number.as_str(), told.title.as_str()), ("2 行", "村或网格对不上名单"));
    // A panel tells why each of them is not counted.
    let (findings, all) = findings(&found, &session::entries(&session), &session.last().unwrap().1.findings);
    assert!(all >= 2 && findings.len() >= 2, "{findings:?}");
}

#[test]
fn every_clause_that_asks_for_a_look_leads_to_its_rows() {
    let town = session::computed(&session::sample(), session::HALF);
    let figures = session::figures_of(&town);
    let files = session::entries(&town);
    let places = figures.villages.iter().map(|v| PlaceRef::Village(v.name.clone()));
    let places = places.chain(figures.grids.iter().map(|g| PlaceRef::Grid(g.village.clone(), g.key.clone())));
    let said = places.filter_map(|of| place(figures, &of, None)).flat_map(|page| page.sentence);
    let said = said.chain(overview(figures, &files, 0, None).sentence).chain(shown(&visits()).sentence);
    let said: Vec<_> = said.filter(|p| p.look).collect();
    assert!(said.len() > 100, "{}", said.len());
    for phrase in said {
        assert!(phrase.subject.is_some(), "{phrase:?}");
    }
}

#[test]
fn places_stand_provisionally_until_a_list_is_loaded() {
    let session = visits();
    let figures = session::figures_of(&session);
    let names: Vec<_> = figures.grids.iter().map(|g| g.label()).collect();
    assert_eq!(names, ["乙村第一网格", "甲村第一网格", "甲村第二网格", "甲村第十网格"]);
    assert_eq!((figures.count(Count::Grids), figures.count(Count::Villages)), (None, None));
    assert!(figures.measures.iter().all(|m| m.state == State::NoData), "in no coverage");
    assert!(figures.grids.iter().all(|g| g.load.is_none()) && figures.balance.is_none());
    // The row without a grid is its village's.
    let sum: i64 = figures.villages.iter().filter_map(|v| v.count(Count::VisitsInPeriod)).sum();
    assert_eq!(Some(sum), figures.count(Count::VisitsInPeriod));
    let of_grids: i64 = figures.grids.iter().filter_map(|g| g.get(GridFigure::Visits)).sum();
    assert_eq!(of_grids + 1, sum);
    let grid = PlaceRef::Grid("甲村".into(), "第1网格".into());
    assert!(place(figures, &grid, None).unwrap().facts.iter().any(|f| f.contains("未经核对")));
    // A list replaces them: what it does not have is a finding.
    let grids = "村,网格名称,户数\n甲村,第一网格,4\n甲村,第二网格,6\n";
    let files = [("网格基本情况.csv", grids), ("入户走访记录.csv", VISITS)];
    let listed = session::computed(&files, session::HALF);
    let figures = session::figures_of(&listed);
    assert_eq!((figures.grids.len(), figures.count(Count::VisitsInPeriod)), (2, Some(5)));
    assert!(shown(&listed).one.unwrap().tables.is_empty());
}

#[test]
fn one_file_of_heads_says_what_it_has() {
    let heads = "村,网格,联户长,联系户数\n甲村,第一网格,张一,2\n甲村,第一网格,张二,2\n乙村,第一网格,李一,3\n";
    let session = session::computed(&[("联户长名册.csv", heads)], session::HALF);
    let view = shown(&session);
    let said: String = view.sentence.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(said, "联户长 3 人。");
    let one = view.one.unwrap();
    assert_eq!((one.cards[0].title.as_str(), one.cards[0].number.as_str()), ("联户长", "3"));
    assert!(one.adds[0].gives.contains(Measure::Head.title()), "{:?}", one.adds);
}

#[test]
fn every_measure_without_data_names_the_tables_it_needs() {
    for value in &session::figures_of(&visits()).measures {
        let verdict = gelan::view::parts::ratio::ratio(value).verdict;
        assert!(value.measure.needs().iter().all(|kind| verdict.contains(kind.title())), "{verdict}");
    }
}

const GRIDS: &str =
    "村,网格名称,户数,网格员\n甲村,第一网格,4,韦明\n甲村,第二网格,6,罗强\n乙村,第一网格,8,岑光\n";
const CASES: &str = "编号,受理日期,村,网格,类别,办理期限,办结日期,办理状态\n\
    A1,2024-01-02,甲村,第一网格,邻里纠纷,2024-02-01,,办理中\nA2,2024-06-20,甲村,第二网格,民生诉求,2024-07-03,,办理中\n\
    A3,2024-06-20,乙村,第一网格,民生诉求,2024-08-03,,办理中\nA4,2024-01-20,乙村,第一网格,民生诉求,2024-02-03,2024-03-01,已办结\n";

fn with_lists() -> Session {
    let visits = VISITS.replace("甲村第十网格", "甲村第二网格");
    let files =
        [("网格基本情况.csv", GRIDS), ("入户走访记录.csv", &visits), ("矛盾纠纷和诉求台账.csv", CASES)];
    session::computed(&files, session::HALF)
}

#[test]
fn without_cases_and_grids_the_work_list_says_what_is_missing_and_no_0() {
    let session = visits();
    let [cases, grids, _] = work(session::figures_of(&session), &session.details(&DetailsOf::Everything), "");
    for (note, table) in [(&cases.note, "“矛盾纠纷和诉求”"), (&grids.note, "“网格”")] {
        assert!(note.contains("无数据") && note.contains(table) && !note.contains('0'), "{note}");
    }
}

#[test]
fn the_work_list_has_what_is_overdue_or_due_within_a_week_and_who_was_not_visited_again() {
    let session = with_lists();
    let figures = session::figures_of(&session);
    let [cases, grids, households] = work(figures, &session.details(&DetailsOf::Everything), "");
    assert_eq!(cases.note, "截至 2024-06-30：超期 1 件，7 天内到期 1 件");
    let column = |id: &str| cases.table.columns.iter().position(|c| c.id == id).unwrap();
    assert!(column("standing") == 1 && column("received") > column("officer"), "what decides comes first");
    let [number, officer] = ["number", "officer"].map(column);
    let cells = |of: &[CellValue]| (of[number].text(), of[officer].text());
    let numbers: Vec<_> = cases.table.rows.iter().map(|r| cells(&r.cells)).collect();
    assert_eq!(numbers, [("A1".to_owned(), "韦明".to_owned()), ("A2".to_owned(), "罗强".to_owned())]);
    let short: Vec<_> = grids.table.rows.iter().map(|r| (r.label(), r.cells[1].text())).collect();
    assert_eq!(short[0], ("乙村第一网格".to_owned(), "5".to_owned()));
    assert_eq!(grids.table.rows[0].cells[6], CellValue::Count(1), "visited in December alone");
    let rows: Vec<_> = households.table.rows.iter().map(|r| r.cells[1].text()).collect();
    assert_eq!(rows, ["乙01004"]);
    assert!(households.note.starts_with("1 户；另有 "), "{}", households.note);
    // One village alone, and of the township no household by name.
    let [cases, _, _] = work(figures, &session.details(&DetailsOf::Village("甲村".into())), "甲村");
    assert_eq!(cases.table.rows.len(), 2);
    let [_, _, households] = work(figures, &session.details(&DetailsOf::Town), "");
    assert!(households.table.rows.is_empty() && households.note.ends_with("选一个村，列出每一户"));
}

#[test]
fn the_work_list_is_a_workbook_a_village_in_a_zip() {
    let session = with_lists();
    let details = session.details(&DetailsOf::Everything);
    let (name, bytes) =
        gelan::export::work::zip(session::figures_of(&session), &details, session::today()).unwrap();
    assert!(name.contains("待办") && name.ends_with(".zip"), "{name}");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<_> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names, ["甲村.xlsx", "乙村.xlsx"]);
    let mut book = Vec::new();
    std::io::Read::read_to_end(&mut zip.by_name("甲村.xlsx").unwrap(), &mut book).unwrap();
    let read = session::read("甲村.xlsx", book);
    assert_eq!(read.report.error, None);
}

#[test]
fn households_of_another_grid_are_not_listed() {
    let session = with_lists();
    let key = GridKey { village: "甲村".into(), grid: "第1网格".into() };
    let details = session.details(&DetailsOf::Grid(key.clone()));
    assert!(details.visits.households.iter().all(|h| h.grid.as_ref() == Some(&key)));
    assert_eq!(details.visits.households.len(), 3);
    assert_eq!(details.visits.reached, [1, 2, 0], "each in the month of its first visit");
    let subject = Subject::Grid(key, GridFigure::VisitedHouseholds);
    let count = gelan::figures::reading::read(&subject, session::figures_of(&session)).numerator;
    assert_eq!(details.visits.reached.iter().sum::<i64>(), count, "as the figure counts them");
}
