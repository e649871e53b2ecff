//! Times and allocations of the parts on the way from a file to figures: `cargo bench`, or `cargo bench -- NAME`.

#![allow(missing_docs, clippy::unwrap_used)]

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher};
use gelan::input::file::{FileReading, ReadChoices, cuts, read_file};
use gelan::input::read::{Flow, Note, Options, SheetInfo, Sink, read};
use gelan::model::cell::{Cell, Day};
use gelan::model::period::PeriodChoice;
use gelan::session::Session;
use gelan::snapshot::{Choices, Snapshot, decode, encode};
use std::fmt::Write;
use std::iter;

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

const ROWS: u32 = 100_000;
const NAME: &str = "入户走访记录.csv";

fn grids() -> String {
    let mut text = "村,网格名称,户数\n".to_owned();
    for grid in 0..160 {
        writeln!(text, "{}村,{}村第{:02}网格,300", grid / 10, grid / 10, grid % 10).unwrap();
    }
    text
}

/// Visits in no order, of as many grids, households and officers as a town has.
fn visits() -> String {
    let mut text = "编号,走访日期,村,网格,网格员,户编号,走访类型,时长（分钟）\n".to_owned();
    let mut state = 1_u64;
    let mut below = |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    for n in 0..ROWS {
        let (grid, household) = (below(160), below(50_000));
        let (month, day, minutes) = (below(12) + 1, below(28) + 1, below(115) + 5);
        writeln!(
            text,
            "V{n:08},2024-{month:02}-{day:02},{}村,{}村第{:02}网格,网格员{grid},H{household:06},入户走访,{minutes}",
            grid / 10,
            grid / 10,
            grid % 10
        )
        .unwrap();
    }
    text
}

fn chinese() -> Vec<u8> {
    encoding_rs::GB18030.encode(&visits()).0.into_owned()
}

fn reading(name: &str, bytes: &[u8]) -> FileReading {
    read_file(&mut { bytes }, name, &ReadChoices::default(), &mut |_| Flow::Continue)
}

/// Takes rows and does nothing with them.
struct Nothing;

impl Sink for Nothing {
    fn sheet(&mut self, _: SheetInfo) -> Flow {
        Flow::Continue
    }
    fn row(&mut self, _: u32, _: bool, cells: &[Cell<'_>]) -> Flow {
        divan::black_box(cells);
        Flow::Continue
    }
    fn note(&mut self, _: Note) {}
}

#[divan::bench]
fn sniff(bencher: Bencher<'_, '_>) {
    let text = visits();
    let half = text.len() as u64 / 2;
    bencher.bench_local(|| cuts(&mut text.as_bytes(), &ReadChoices::default(), iter::once(half)));
}

#[divan::bench]
fn rows_of_utf8(bencher: Bencher<'_, '_>) {
    let text = visits();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| read(&mut text.as_bytes(), NAME, &Options::default(), &mut Nothing));
}

#[divan::bench]
fn rows_of_gb18030(bencher: Bencher<'_, '_>) {
    let text = chinese();
    bencher
        .counter(BytesCount::of_slice(&text))
        .bench_local(|| read(&mut text.as_slice(), NAME, &Options::default(), &mut Nothing));
}

/// A short table: what is done once for each file.
#[divan::bench]
fn recognition(bencher: Bencher<'_, '_>) {
    let text: String = visits().split_inclusive('\n').take(100).collect();
    bencher.bench_local(|| reading(NAME, text.as_bytes()));
}

#[divan::bench]
fn file_to_records(bencher: Bencher<'_, '_>) {
    let text = visits();
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| reading(NAME, text.as_bytes()));
}

fn loaded(readings: &[FileReading]) -> Session {
    let mut session = Session::default();
    for (id, reading) in (0..).zip(readings) {
        session.keep(id, reading.clone());
    }
    session
}

fn readings() -> [FileReading; 2] {
    [reading("网格.csv", grids().as_bytes()), reading(NAME, visits().as_bytes())]
}

fn today() -> Day {
    Day::from_ymd(2025, 1, 1).unwrap()
}

/// Places, repeated rows, checks and the figures of all dates.
#[divan::bench]
fn count(bencher: Bencher<'_, '_>) {
    let readings = readings();
    bencher.counter(ItemsCount::new(ROWS)).with_inputs(|| loaded(&readings)).bench_local_values(
        |mut session| {
            session.compute(PeriodChoice::All, today());
            session
        },
    );
}

/// Figures of another period, of what is loaded.
#[divan::bench]
fn figures(bencher: Bencher<'_, '_>) {
    let mut session = loaded(&readings());
    session.compute(PeriodChoice::All, today());
    let mut quarters = (1..=4).cycle();
    bencher.bench_local(|| {
        let quarter = PeriodChoice::Quarter(2024, quarters.next().unwrap_or(1));
        session.compute(quarter, today()).figures.grids.len()
    });
}

fn snapshot() -> Snapshot {
    let mut session = loaded(&readings());
    session.compute(PeriodChoice::Quarter(2024, 2), today());
    let (tally, computed) = session.last().unwrap();
    Snapshot::of(tally, &computed.figures, today(), Choices::default())
}

#[divan::bench]
fn snapshot_encode(bencher: Bencher<'_, '_>) {
    let snapshot = snapshot();
    bencher.bench_local(|| encode(&snapshot));
}

#[divan::bench]
fn snapshot_decode(bencher: Bencher<'_, '_>) {
    let text = encode(&snapshot());
    bencher.bench_local(|| decode(&text));
}
