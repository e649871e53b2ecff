//! What is kept of a mess: however many rows are bad, repeated or at places that no list has, they are counted and few of
//! their texts are kept. Entries are counted here, not time.

use crate::common::session;
use gelan::catalogue::MonthFigure;
use gelan::figures::Figures;
use gelan::input::file::{FileReading, ReadChoices, read_file_watched};
use gelan::input::read::Flow;
use gelan::input::recognise::Watch;
use gelan::input::records::{MOST_TEXTS, PIECE, RecordColumn, RowBlock};
use gelan::model::finding::{Code, Finding};
use gelan::model::kind::Field;
use gelan::model::period::PeriodChoice;
use gelan::session::{County, Session};
use std::fmt::Write;

const GRIDS: &str = "村,网格名称,户数\n甲村,第一网格,10\n甲村,第二网格,10\n";
const HEAD: &str = "走访日期,村,网格,网格员,户主,走访类型,时长（分钟）\n";
/// More than a column keeps texts.
const MANY: usize = MOST_TEXTS[0] + 4_000;

fn visits(rows: usize, row: impl Fn(usize) -> String) -> String {
    let mut text = HEAD.to_owned();
    (0..rows).for_each(|n| writeln!(text, "{}", row(n)).unwrap());
    text
}

fn loaded(visits: &str, with_list: bool) -> Session {
    let files = [("网格.csv", GRIDS), ("入户走访记录.csv", visits)];
    session::computed(if with_list { &files } else { &files[1..] }, PeriodChoice::All)
}

fn findings(session: &Session, code: Code) -> Vec<Finding> {
    let all = session.results().unwrap().findings.unwrap();
    all.into_iter().filter(|f| f.code == code).cloned().collect()
}

fn count(findings: &[Finding]) -> usize {
    findings.iter().map(|f| f.count as usize).sum()
}

/// The visits that count.
fn counted(figures: &Figures) -> usize {
    let visits: i64 = figures.months.iter().map(|month| month.get(MonthFigure::Visits)).sum();
    usize::try_from(visits).unwrap()
}

/// The different values that a column of the log keeps.
fn kept(reading: &FileReading, field: Field) -> usize {
    match reading.records[0].1.column(field).unwrap() {
        RecordColumn::Text { dictionary, .. } => dictionary.len(),
        RecordColumn::Days(days) => days.values.len(),
        RecordColumn::Amounts(amounts) => amounts.values.len(),
        RecordColumn::Unread => 0,
    }
}

#[test]
fn places_on_no_list_are_counted_to_the_row_and_few_are_kept() {
    let good = "2024-03-05,甲村,第一网格,赵一,户1,日常,20";
    let text = visits(MANY + 2, |n| match n {
        0 | 9 => good.replace("户1", if n == 0 { "户1" } else { "户2" }),
        n => format!("2024-03-05,无村{n},无网格{n},张{n},户{},日常,20", n % 50),
    });
    let reading = session::read("入户走访记录.csv", &text);
    for field in [Field::Village, Field::Grid, Field::Officer] {
        assert_eq!(kept(&reading, field), MOST_TEXTS[0] + 1, "{field:?}");
    }
    let session = loaded(&text, true);
    assert_eq!(counted(session::figures_of(&session)), 2, "what is on the list counts");
    assert_eq!(session::figures_of(&session).nowhere as usize, MANY);
    let unlisted = findings(&session, Code::VillageUnlisted);
    assert_eq!((count(&unlisted), unlisted.len()), (MANY, 101));
    let limits = findings(&session, Code::LimitReached);
    assert_eq!(limits.len(), 3, "a sentence for each of the columns");
    assert_eq!(limits[0].count as usize, MANY + 1 - MOST_TEXTS[0]);
    let matches = session.last().unwrap().1.matches.len();
    assert!(matches <= 4_000, "{matches} names to ask about");
}

#[test]
fn without_a_list_so_many_villages_are_counted_and_no_more() {
    let session = loaded(&visits(12_000, |n| format!("2024-03-05,乡{n}村,第一网格,赵一,户1,日常,20")), false);
    assert_eq!(session::figures_of(&session).villages.len(), 10_000);
    assert_eq!(count(&findings(&session, Code::VillageUnlisted)), 2_000);
    assert_eq!(counted(session::figures_of(&session)), 10_000);
}

#[test]
fn bad_cells_leave_nothing_in_their_column() {
    let rows = 5_000;
    let good = "2024-03-05,甲村,第一网格,赵一,户1,日常,20";
    let bad = |n| format!("2024-13-{n},甲村,第一网格,赵一,户1,日常,负{n}");
    let text = visits(rows + 90, |n| if n < 90 { good.to_owned() } else { bad(n) });
    let reading = session::read("入户走访记录.csv", &text);
    assert_eq!((kept(&reading, Field::Date), kept(&reading, Field::Minutes)), (1, 1));
    let found = &reading.report.findings;
    let of = |code| found.iter().filter(|f| f.code == code).cloned().collect::<Vec<_>>();
    let (dates, numbers) = (of(Code::DateInvalid), of(Code::NumberInvalid));
    assert_eq!((count(&dates), count(&numbers)), (rows, rows));
    assert_eq!((dates.len(), numbers.len()), (101, 101));
}

#[test]
fn dates_without_a_year_are_kept_once_each() {
    let date = |n: usize| {
        if n == 7 { "2024-03-05".to_owned() } else { format!("{}月{}日", n % 2 + 1, n % 28 + 1) }
    };
    let rows = 5_000;
    let text = visits(rows, |n| format!("{},甲村,第一网格,赵一,户{n},日常,20", date(n)));
    let reading = session::read("入户走访记录.csv", &text);
    assert!(kept(&reading, Field::Date) <= 57);
    let session = loaded(&text, true);
    let assumed = findings(&session, Code::YearAssumed);
    assert_eq!((count(&assumed), assumed.len()), (rows - 1, 28));
    assert_eq!(counted(session::figures_of(&session)), rows);
    // 2月30日 is no day of any year, and the row is told of and left out.
    let session = loaded(&text.replace("2月2日", "2月30日"), true);
    let bad = count(&findings(&session, Code::DateInvalid));
    assert!(bad > 100 && count(&findings(&session, Code::YearAssumed)) == rows - 1 - bad);
    assert_eq!(counted(session::figures_of(&session)), rows - bad);
}

#[test]
fn repeated_rows_are_one_finding() {
    let text = visits(20_000, |n| format!("2024-03-05,甲村,第一网格,赵一,户{},日常,20", n % 3));
    let session = loaded(&text, true);
    assert_eq!(counted(session::figures_of(&session)), 3);
    let [one] = findings(&session, Code::RowRepeated).try_into().unwrap();
    assert_eq!((one.count, one.rows.runs()), (19_997, &[(5, 20_001)][..]));
    assert!(one.message.starts_with("与第 2 行完全相同"), "{}", one.message);
    assert!(
        one.others.iter().any(|(row, said)| *row == 6 && said.starts_with("与第 3 行")),
        "{:?}",
        one.others
    );
}

/// Reads as a worker does: rows go ahead.
fn ahead(name: &str, text: &str) -> (FileReading, Vec<RowBlock>) {
    let mut blocks = Vec::new();
    let watch = Watch { progress: &mut |_, _| Flow::Continue, ahead: Some(&mut |block| blocks.push(block)) };
    let reading = read_file_watched(&mut text.as_bytes(), name, &ReadChoices::default(), watch);
    (reading, blocks)
}

#[test]
fn rows_that_went_ahead_count_as_if_they_had_not() {
    // Dates that lack their year, and villages written once for a block of rows: the end tells of rows that are gone.
    let text = visits(PIECE * 2 + 40, |n| {
        let date = if n % 5 == 0 { "3月5日".to_owned() } else { format!("2024-03-{:02}", n % 28 + 1) };
        let village = if n % 1000 == 0 { "甲村" } else { "" };
        format!("{date},{village},第一网格,赵一,户{},日常,{}", n % 9_000, n % 60)
    });
    let (reading, blocks) = ahead("入户走访记录.csv", &text);
    assert_eq!(blocks.len(), 2);
    let records = &reading.records[0].1;
    assert_eq!((records.rows.len(), records.len()), (40, PIECE * 2 + 40), "few stay behind");
    let sent = postcard::to_allocvec(&blocks[0]).unwrap().len();
    assert!(sent < PIECE * 20, "{sent} bytes");
    let mut county = County::default();
    county.keep(1, session::read("网格.csv", GRIDS));
    for block in blocks {
        county.go_ahead(2, Some(block));
    }
    county.keep(2, reading);
    let whole = loaded(&text, true);
    assert_eq!(*county.compute(PeriodChoice::All, session::today()), *whole.last().unwrap().1.clone());
    assert!(counted(session::figures_of(&whole)) > 20_000);
}

#[test]
fn rows_of_a_reading_that_was_given_up_are_forgotten() {
    let text = visits(PIECE + 40, |n| format!("2024-03-05,甲村,第一网格,赵一,户{n},日常,20"));
    let (reading, blocks) = ahead("入户走访记录.csv", &text);
    let mut county = County::default();
    county.keep(1, session::read("网格.csv", GRIDS));
    let (_, given_up) = ahead("入户走访记录.csv", &text);
    given_up.into_iter().chain(blocks).for_each(|block| county.go_ahead(2, Some(block)));
    county.keep(2, reading);
    let visits = |county: &mut County| counted(&county.compute(PeriodChoice::All, session::today()).figures);
    assert_eq!(visits(&mut county), PIECE + 40);
    let (_, blocks) = ahead("入户走访记录.csv", &text);
    blocks.into_iter().for_each(|block| county.go_ahead(2, Some(block)));
    county.go_ahead(2, None);
    assert_eq!(visits(&mut county), PIECE + 40, "what is kept stays");
}
