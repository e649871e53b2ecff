//! Bytes that are read and memory that is asked for. Tables of two lengths are held beside each other: what the longer one takes
//! more is what its rows take, without all that is done once for a file.

use crate::common::session;
use allocation_counter::measure;
use gelan::input::file::{ReadChoices, read_file};
use gelan::input::read::{Flow, Source};
use gelan::model::period::PeriodChoice;
use std::fmt::Write;
use std::io;

const NAME: &str = "入户走访记录";
const HEAD: [&str; 8] = ["编号", "走访日期", "村", "网格", "网格员", "户编号", "走访类型", "时长（分钟）"];
const GRIDS: &str = "村,网格名称,户数\n甲村,第一网格,600\n甲村,第二网格,600\n";

/// Rows of two tables, both of more than one of the pieces in which rows are kept.
const FEWER: u64 = 40_000;
const MORE: u64 = 80_000;

fn cells(n: u64) -> [String; 8] {
    let grid = if n.is_multiple_of(2) { "第一网格" } else { "第二网格" };
    let date = format!("2024-{:02}-{:02}", n % 12 + 1, n % 28 + 1);
    let (id, household) = (format!("V{n:08}"), format!("H{:06}", n % 1000));
    let minutes = (n % 90 + 5).to_string();
    [
        id,
        date,
        "甲村".to_owned(),
        grid.to_owned(),
        "赵一".to_owned(),
        household,
        "入户走访".to_owned(),
        minutes,
    ]
}

/// So many visits, whose values come again and again but for their number.
fn csv(rows: u64) -> Vec<u8> {
    let mut text = HEAD.join(",");
    for n in 0..rows {
        write!(text, "\n{}", cells(n).join(",")).unwrap();
    }
    text.into_bytes()
}

fn gb(rows: u64) -> Vec<u8> {
    encoding_rs::GB18030.encode(std::str::from_utf8(&csv(rows)).unwrap()).0.into_owned()
}

fn xlsx(rows: u64) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in (0..).zip(HEAD) {
        sheet.write(0, column, text).unwrap();
    }
    for n in 0..rows {
        for (column, text) in (0..).zip(cells(n)) {
            sheet.write(n as u32 + 1, column, text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// A file that counts the bytes that are read of it.
struct Metered<'a>(&'a [u8], u64);

impl Source for Metered<'_> {
    fn len(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
        let n = self.0.read_at(offset, into)?;
        self.1 += n as u64;
        Ok(n)
    }
}

/// What work takes.
#[derive(Debug)]
struct Work {
    /// Bytes read of the file.
    read: u64,
    /// Allocations.
    asked: u64,
    /// Their bytes.
    bytes: u64,
}

fn reading(file: &[u8], ending: &str) -> Work {
    let mut file = Metered(file, 0);
    let info = measure(|| {
        let name = format!("{NAME}.{ending}");
        drop(read_file(&mut file, &name, &ReadChoices::default(), &mut |_| Flow::Continue));
    });
    Work { read: file.1, asked: info.count_total, bytes: info.bytes_total }
}

/// What a thousand rows take.
fn of_thousand_rows(fewer: u64, more: u64) -> u64 {
    more.saturating_sub(fewer) * 1000 / (MORE - FEWER)
}

/// Makes a file of so many rows.
type MakeFile = fn(u64) -> Vec<u8>;

#[test]
fn a_file_is_read_once() {
    // Workbooks take long to write.
    let files: [(&str, MakeFile, u64); 3] = [("csv", csv, 1), ("csv", gb, 1), ("xlsx", xlsx, 2)];
    for (ending, make, part) in files {
        let (fewer, more) = (make(FEWER / part), make(MORE / part));
        let (first, second) = (reading(&fewer, ending), reading(&more, ending));
        let (longer, read) = (more.len() - fewer.len(), second.read - first.read);
        // Of a zip the directory is looked for first.
        assert!(read <= longer as u64 + (256 << 10), "{ending}: {read} bytes read of {longer} more");
    }
}

#[test]
fn rows_like_others_are_read_without_allocations() {
    let (fewer, more) = (reading(&csv(FEWER), "csv"), reading(&csv(MORE), "csv"));
    let took = [of_thousand_rows(fewer.asked, more.asked), of_thousand_rows(fewer.bytes, more.bytes)];
    // Those of the pieces in which a text is read.
    assert!(took[0] <= 30 && took[1] <= 140_000, "{took:?} for a thousand rows");
}

/// The allocations and their bytes of the figures of all dates, and of those of another period then.
fn counting(rows: u64) -> [[u64; 2]; 2] {
    let files = [("网格.csv", GRIDS.as_bytes()), ("走访.csv", &csv(rows))];
    let mut session = session::with_files(&files);
    let mut took = |choice| {
        let info = measure(|| drop(std::sync::Arc::clone(session.compute(choice, session::today()))));
        [info.count_total, info.bytes_total]
    };
    [took(PeriodChoice::All), took(PeriodChoice::Quarter(2024, 2))]
}

#[test]
fn rows_like_others_are_counted_without_allocations() {
    let (fewer, more) = (counting(FEWER), counting(MORE));
    for (which, asked, bytes) in [(0, 1, 8_000), (1, 0, 0)] {
        let took = [0, 1].map(|what| of_thousand_rows(fewer[which][what], more[which][what]));
        assert!(took[0] <= asked && took[1] <= bytes, "period {which}: {took:?} for a thousand rows");
    }
}
