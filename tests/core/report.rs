//! The report, the templates, the CSV of tables and the text, read again by other readers.

use crate::common::session;
use calamine::{Data, Reader, Xlsx};
use gelan::catalogue::GridFigure;
use gelan::export::csv::table as written;
use gelan::export::file_table::{FileCell, FileColumn, FileTable};
use gelan::export::page_table::whole;
use gelan::export::report::Report;
use gelan::export::template::{EXAMPLE, columns, templates};
use gelan::figures::reading::read;
use gelan::figures::{Figures, State};
use gelan::input::recognise::Confidence;
use gelan::model::cell::Day;
use gelan::model::kind::Kind;
use gelan::model::period::PeriodChoice;
use gelan::session::Session;
use gelan::view::parts::bulletin::bulletin;
use gelan::view::parts::{grid_table, villages};
use proptest::prelude::*;
use std::io::{Cursor, Read};
use std::sync::OnceLock;

fn today() -> Day {
    Day::from_ymd(2024, 7, 1).expect("a day")
}

fn computed() -> Session {
    let mut session = session::with_files(&session::sample());
    session.compute(session::HALF, today());
    session
}

fn report(session: &Session) -> Vec<u8> {
    Report::new(&session.results().expect("computed"), today()).xlsx().expect("written")
}

fn figures() -> &'static Figures {
    static FIGURES: OnceLock<Figures> = OnceLock::new();
    FIGURES.get_or_init(|| computed().last().expect("computed").1.figures.clone())
}

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).expect("a workbook")
}

fn rows(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<Data>> {
    book.worksheet_range(sheet).expect("its sheet").rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn the_report_has_a_sheet_for_each_page_with_town_and_period() {
    let mut book = open(report(&computed()));
    let names = book.sheet_names();
    for wanted in
        ["总览", "图", "覆盖", "村×指标", "网格负荷", "代表履职", "三治活动", "趋势", "口径", "提示"]
    {
        assert!(names.iter().any(|n| n == wanted), "{wanted} in {names:?}");
    }
    for name in names {
        let sheet = rows(&mut book, &name);
        assert_eq!(sheet[0][0], Data::String(format!("好花红镇基层治理报表　{name}")));
        assert_eq!(sheet[1][0], Data::String("2024年上半年　制表 2024-07-01".into()), "{name}");
    }
}

/// As on the page: the month says to which day its data goes, its figures have a star, and stay numbers.
#[test]
fn a_month_that_is_not_over_is_marked_in_the_report() {
    let visits = "走访日期,村,网格,户编号\n2024-04-05,甲村,第一网格,甲01001\n2024-05-06,甲村,第一网格,甲01002\n\
                  2024-06-20,甲村,第一网格,甲01001\n";
    let grids = "村,网格名称,户数\n甲村,第一网格,10\n";
    let session = session::computed(&[("网格.csv", grids), ("入户走访记录.csv", visits)], session::HALF);
    let bytes = report(&session);
    let mut styles = String::new();
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
    zip.by_name("xl/styles.xml").expect("its styles").read_to_string(&mut styles).expect("a text");
    assert!(styles.contains("#,##0&quot;*&quot;"), "{styles}");
    let mut book = open(bytes);
    let months: Vec<String> = rows(&mut book, "各月").iter().map(|row| row[0].to_string()).collect();
    assert!(months.iter().any(|month| month == "2024-05"), "{months:?}");
    assert!(months.iter().any(|month| month == "2024-06（到20日）"), "{months:?}");
    let trends = rows(&mut book, "趋势");
    let head = trends.iter().find(|row| row[0] == Data::String("类别".into())).expect("headings");
    let last = head.iter().position(|cell| cell.to_string().contains("到6月20日")).expect("the month");
    let visits = trends.iter().find(|row| row[2] == "户次").expect("visits");
    assert_eq!((visits[last - 1].clone(), visits[last].clone()), (Data::Float(1.0), Data::Float(1.0)));
}

#[test]
fn each_grid_stands_in_the_report_as_on_the_page_in_numbers() {
    let report = Report { figures: figures(), findings: None, today: today() };
    let mut book = open(report.xlsx().expect("written"));
    assert!(!book.sheet_names().iter().any(|n| n == "提示"), "a snapshot has no findings");
    let sheet = rows(&mut book, "网格负荷");
    let head = sheet.iter().position(|r| r[0] == Data::String("网格".into())).expect("headings");
    let of = |title: &str| {
        sheet[head].iter().position(|c| *c == Data::String(title.into())).unwrap_or_else(|| panic!("{title}"))
    };
    let (share, n, d) = (of("走访覆盖（%）"), of("走访覆盖·分子"), of("走访覆盖·分母"));
    for (row, grid) in sheet[head + 1..].iter().zip(&figures().grids) {
        assert_eq!(row[0], Data::String(grid.label()));
        let (visited, households) = (
            grid.get(GridFigure::VisitedHouseholds).expect("n"),
            grid.get(GridFigure::Households).expect("d"),
        );
        assert_eq!((&row[n], &row[d]), (&Data::Float(visited as f64), &Data::Float(households as f64)));
        let Data::Float(ratio) = row[share] else { panic!("{:?} is a number", row[share]) };
        assert!((ratio - visited as f64 / households as f64).abs() < 0.001);
    }
    let sums = &sheet[head + 1 + figures().grids.len()];
    assert_eq!(sums[0], Data::String("合计".into()), "and the sums");
}

#[test]
fn what_is_not_known_is_a_word_and_not_a_zero() {
    let mut session = session::with_files(&[("网格.csv", "村,网格名称,户数,人口\n甲村,第一网格,10,30\n")]);
    session.compute(PeriodChoice::All, today());
    let mut book = open(report(&session));
    let sheet = rows(&mut book, "覆盖");
    let row = sheet.iter().find(|r| r[0] == Data::String("网格员覆盖率".into())).expect("a row");
    assert_eq!(row[1], Data::String("无数据".into()));
    assert_eq!((&row[2], &row[3]), (&Data::Empty, &Data::Empty));
}

#[test]
fn the_tables_as_csv_have_the_same_figures() {
    let table = grid_table::table(figures());
    let text = written(&whole(&table));
    let body = text.strip_prefix('\u{FEFF}').expect("a mark");
    let mut reader = csv::ReaderBuilder::new().from_reader(body.as_bytes());
    let heads: Vec<String> = reader.headers().expect("headings").iter().map(str::to_owned).collect();
    let at = heads.iter().position(|h| h == "走访（户次）").expect("a column");
    let records: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a record")).collect();
    assert_eq!(records.len(), figures().grids.len() + 1);
    for (record, grid) in records.iter().zip(&figures().grids) {
        assert_eq!(record[at], grid.get(GridFigure::Visits).expect("visits").to_string());
    }
    let sum: i64 = figures().grids.iter().filter_map(|g| g.get(GridFigure::Visits)).sum();
    assert_eq!(records.last().expect("sums")[at], sum.to_string());
    let villages = whole(&villages::villages(figures()));
    assert!(villages.rows.iter().all(|r| r.len() == villages.columns.len()));
    assert_eq!(villages.total.expect("sums").len(), villages.columns.len());
}

proptest! {
    #[test]
    fn no_word_of_a_file_becomes_a_formula(word in "[=+@＝＋－＠\t\r\n-]?.{0,12}") {
        let table = FileTable {
            columns: vec![FileColumn::text("名")],
            rows: vec![vec![FileCell::Text(word.clone())]],
            total: None,
        };
        let text = written(&table);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        let last = reader.records().map(|r| r.expect("a record")).nth(1);
        let cell = last.as_ref().map_or("", |r| &r[0]);
        prop_assert!(!cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']));
        prop_assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), word.strip_prefix('\'').unwrap_or(&word));
    }
}

/// The templates with three rows written below the example of each sheet, by what the sheet says itself.
fn filled() -> Vec<u8> {
    let mut out = rust_xlsxwriter::Workbook::new();
    let mut book = open(templates().expect("written"));
    for kind in Kind::counted() {
        let sheet = rows(&mut book, kind.title());
        let into = out.add_worksheet().set_name(kind.title()).expect("a name");
        for (r, row) in (0..).zip(&sheet) {
            for (c, cell) in (0..).zip(row) {
                write(into, r, c, cell);
                if r == 1 {
                    let copy = if c == 0 { Data::Float(1.0) } else { cell.clone() };
                    write(into, 2, c, &copy);
                }
            }
        }
    }
    out.save_to_buffer().expect("written")
}

fn write(sheet: &mut rust_xlsxwriter::Worksheet, r: u32, c: u16, cell: &Data) {
    match cell {
        Data::Float(n) => _ = sheet.write_number(r, c, *n).expect("a number"),
        Data::DateTime(day) => {
            let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
            _ = sheet.write_number_with_format(r, c, day.as_f64(), &format).expect("a day");
        }
        Data::Empty => {}
        other => _ = sheet.write_string(r, c, other.to_string()).expect("a text"),
    }
}

#[test]
fn a_filled_template_is_recognised_as_every_kind_for_sure() {
    let reading = session::read("模板.xlsx", filled());
    let kinds: Vec<_> = reading.report.tables.iter().map(|t| (t.kind, t.confidence, t.records)).collect();
    let wanted: Vec<_> = Kind::counted().map(|k| (Some(k), Confidence::Sure, 1)).collect();
    assert_eq!(kinds, wanted, "{:?}", reading.report.findings);
    for table in &reading.report.tables {
        let kind = table.kind.expect("known");
        assert_eq!(table.skipped.iter().map(|s| s.row).collect::<Vec<_>>(), [2], "{kind:?}");
        // Every column of ours feeds its field.
        let fields: Vec<_> = table.columns.iter().skip(1).map(|c| c.field).collect();
        let ours: Vec<_> = columns(kind).iter().map(|(spec, ..)| Some(spec.field)).collect();
        assert_eq!(fields, ours, "{kind:?}");
    }
    assert!(reading.report.findings.is_empty(), "{:?}", reading.report.findings);
}

#[test]
fn an_example_is_one_of_the_words_that_its_column_offers() {
    for kind in Kind::counted() {
        assert!(!columns(kind).is_empty(), "{kind:?}");
        for (spec, column, heading) in columns(kind) {
            let (words, example) = (&spec.choices, column.example);
            assert!(words.is_empty() || example.is_empty() || words.contains(&example), "{kind:?} {heading}");
        }
    }
    assert_eq!(EXAMPLE, "示例");
}

#[test]
fn blank_templates_count_nothing() {
    let reading = session::read("模板.xlsx", templates().expect("written"));
    assert_eq!(reading.report.tables.len(), Kind::counted().count());
    assert!(reading.report.tables.iter().all(|t| t.records == 0));
}

#[test]
fn each_clause_of_the_text_says_its_figures() {
    let text = bulletin(figures());
    assert!(text.title.starts_with("好花红镇2024年上半年"), "{}", text.title);
    let mut clauses = 0;
    for clause in text.paragraphs.iter().flatten().flatten() {
        for subject in &clause.subjects {
            let reading = read(subject, figures());
            assert_eq!(reading.state, State::Value, "{}", clause.text);
            let said = |n: i64| clause.text.contains(&n.to_string());
            let percent = |d: i64| {
                let p = gelan::text::format::percent(reading.numerator, d).expect("a ratio");
                clause.text.contains(&format!("{p}%"))
            };
            let told = match reading.denominator {
                Some(d) => percent(d) || said(reading.numerator),
                None => said(reading.numerator),
            };
            assert!(told, "{} should say {reading:?}", clause.text);
            clauses += 1;
        }
    }
    assert!(clauses > 30, "{clauses}");
}

#[test]
fn the_text_leaves_out_what_is_not_known() {
    let mut session = session::with_files(&[("网格.csv", "村,网格名称,户数,人口\n甲村,第一网格,10,30\n")]);
    let text = bulletin(&session.compute(PeriodChoice::All, today()).figures).text();
    assert!(text.contains("划分网格1个，共有农户10户"), "{text}");
    assert!(!text.contains("网格员") && !text.contains("诉求") && !text.contains('%'), "{text}");
}
