//! Names of the lists that are loaded say what a column of another table is. Places and people are invented.

use crate::common::session::{HALF, read, read_with, today};
use gelan::input::file::{FileReading, FileReport, ReadChoices, read_all};
use gelan::input::recognise::Confidence;
use gelan::model::kind::{Field, Kind};
use gelan::session::Session;
use rust_xlsxwriter::{Workbook, XlsxError};

const VILLAGES: (&str, &str) =
    ("村.csv", "行政村基本情况\n村,户数,人口\n石马村,300,1000\n枫树坳村,200,800\n大坪村,100,500\n");
const OFFICERS: (&str, &str) = (
    "网格员.csv",
    "网格员花名册\n姓名,村,网格,联系电话\n戚明德,石马村,石马村第一网格,19912345671\n宓若水,枫树坳村,枫树坳村第一网格,19912345672\n\
     简巧云,大坪村,大坪村第一网格,19912345673\n",
);
const VISITS: (&str, &str) = (
    "走访.csv",
    "入户走访登记\n走访时间,户主,片儿,经手\n2024-03-05,闵小满,石马,戚明德\n2024-03-06,蒙春生,枫树坳,宓若水\n\
     2024-03-07,詹玉梅,石马,戚明德\n2024-03-08,甘守拙,大坪,简巧云\n",
);

/// Reads files as the command line does.
fn all(files: &[(&str, &str)]) -> Vec<FileReading> {
    read_all(files, |(name, text), names| {
        read_with(name, text, &ReadChoices { names, ..ReadChoices::default() })
    })
}

/// The fields of a table's columns, from the left.
fn fields(reading: &FileReading) -> Vec<Option<Field>> {
    reading.report.tables[0].columns.iter().map(|c| c.field).collect()
}

#[test]
fn a_column_of_listed_villages_or_officers_is_known_without_its_heading() {
    let alone = all(&[VISITS]);
    assert_eq!(fields(&alone[0]), [Some(Field::Date), Some(Field::Household), None, None]);

    let readings = all(&[VISITS, VILLAGES, OFFICERS]);
    let wanted = [Field::Date, Field::Household, Field::Village, Field::Officer].map(Some);
    assert_eq!(fields(&readings[0]), wanted);
    let table = &readings[0].report.tables[0];
    assert_eq!((table.kind, table.confidence), (Some(Kind::Visits), Confidence::Sure));
    assert!(table.columns[2].by_names && !table.columns[0].by_names);
}

#[test]
fn the_order_of_files_changes_nothing() {
    let figures = |files: &[(&str, &str)]| {
        let mut session = Session::default();
        let mut readings = all(files);
        readings.sort_by(|a, b| a.report.name.cmp(&b.report.name));
        let tables: Vec<_> = readings.iter().flat_map(|r| r.report.tables.clone()).collect();
        for (id, reading) in (0..).zip(readings) {
            session.keep(id, reading);
        }
        (tables, session.compute(HALF, today()).figures.clone())
    };
    let first = figures(&[VILLAGES, OFFICERS, VISITS]);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let files = order.map(|i| [VILLAGES, OFFICERS, VISITS][i]);
        assert_eq!(figures(&files), first, "{order:?}");
    }
}

#[test]
fn a_file_is_read_again_only_while_lists_say_something_of_it() {
    let readings = all(&[VISITS, VILLAGES, OFFICERS]);
    let listed = FileReport::listed(readings.iter().map(|r| &r.report));
    assert!(readings.iter().all(|r| !r.report.is_stale(&listed)), "once is enough");
    let of_villages = FileReport::listed([&readings[1].report]);
    assert!(readings[0].report.is_stale(&of_villages), "the officers' list was taken out");
    assert!(readings[0].report.is_stale(&FileReport::listed([])), "both lists were taken out");
    let known = read("走访2.csv", VISITS.1.replace("片儿", "村").replace("经手", "走访人"));
    assert!(!known.report.is_stale(&listed), "its headings say all");
}

#[test]
fn a_list_that_is_only_likely_lists_nothing() {
    let likely = read("表.csv", OFFICERS.1.replace("网格员花名册\n", "").replace("联系电话", "特长"));
    assert_ne!(likely.report.tables[0].confidence, Confidence::Sure);
    assert!(likely.report.listed.is_empty());
}

/// A workbook with the list of villages on one sheet and visits, under headings that say nothing, on the other.
fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for (name, text) in [("走访记录", VISITS.1), ("行政村基本情况", VILLAGES.1)] {
        let sheet = book.add_worksheet().set_name(name)?;
        for (row, line) in (0..).zip(text.lines()) {
            sheet.write_row(row, 0, line.split(','))?;
        }
    }
    book.save_to_buffer()
}

#[test]
fn lists_of_the_same_workbook_count() {
    let bytes = workbook().unwrap();
    let files = [("台账.xlsx", bytes)];
    let read = |(name, bytes): &(&str, Vec<u8>), names| {
        read_with(name, bytes, &ReadChoices { names, ..ReadChoices::default() })
    };
    let readings = read_all(&files, read);
    assert_eq!(fields(&readings[0])[2], Some(Field::Village));
}
