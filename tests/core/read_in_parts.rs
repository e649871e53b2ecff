//! A text table that several read at once: cut at any line, it is what one reads.

use gelan::input::file::{Beginning, FilePart, FileReading, ReadChoices, begin, cuts, read_file, read_part};
use gelan::input::read::{Flow, cut};
use gelan::input::recognise::Watch;
use gelan::input::records::RowBlock;
use gelan::session::County;
use gelan::session::handler::{Answered, Asked, Handler};
use gelan::session::protocol::{Request, Response};
use std::fmt::Write;

const NAME: &str = "入户走访记录.csv";
const HEAD: &str = "编号,走访日期,村,网格,网格员,户主,走访类型,时长（分钟）,备注\n";

/// Numbers by which a table is drawn, always the same.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn of(&mut self, texts: &[&'static str]) -> &'static str {
        texts[self.below(texts.len() as u64) as usize]
    }
}

/// How much of a table is no plain record, in a thousand.
#[derive(Clone, Copy)]
struct Mess {
    bad: u64,
    groups: u64,
    sums: u64,
    others: u64,
}

const PLAIN: Mess = Mess { bad: 0, groups: 0, sums: 0, others: 0 };

fn table(seed: u64, rows: u64, mess: Mess) -> String {
    let mut draw = Draw(seed);
    let mut text = HEAD.to_owned();
    for n in 0..rows {
        let (village, grid) =
            (draw.of(&["甲村", "乙村", "丙社区", "甲 村"]), draw.of(&["第一网格", "第二网格"]));
        let mut date = format!("2024-{:02}-{:02}", draw.below(12) + 1, draw.below(28) + 1);
        let mut minutes = (draw.below(30) + 10).to_string();
        let mut note =
            draw.of(&["", "", "家中无人", "\"说“好”，\"\"行\"\"\"", "\"两行\n一格\"", "㐂，𠮷"]).to_owned();
        if draw.below(1000) < mess.bad {
            match draw.below(8) {
                0 => date = "昨天".to_owned(),
                1 => date.clear(),
                2 => minutes = "半天".to_owned(),
                3 => minutes = "3 户".to_owned(),
                4 => minutes = "1.5 小时".to_owned(),
                5 => note = "\"一\n\n二\r\n三,四\"".to_owned(),
                6 => note = "5.2".to_owned(),
                _ => text.push_str(draw.of(&["\n", ",,,,\n", "\r\n\r\n"])),
            }
        }
        if draw.below(1000) < mess.groups {
            let line = draw.of(&["甲村（3户）\n", "以下为补录\n", "\"补录\n部分\"\n", "乙村,,,,\n"]);
            text.push_str(line);
        }
        if draw.below(1000) < mess.sums {
            text.push_str(draw.of(&[
                "合计,,,,,,,300\n",
                "小计,,,,,,,20,\n",
                "注：以上为本月数\n",
                "示例,2024-01-01,甲村\n",
            ]));
        }
        if draw.below(1000) < mess.others {
            text.push_str(draw.of(&[
                HEAD,
                "序号,村,网格名称,户数\n1,甲村,第一网格,10\n",
                "2024-03-01,甲村\n",
                "\"没有关上,\n",
            ]));
        }
        let end = draw.of(&["\n", "\n", "\r\n"]);
        writeln!(
            text,
            "V-{n:05},{date},{village},{grid},张{},户{},日常,{minutes},{note}",
            draw.below(9),
            draw.below(300)
        )
        .unwrap();
        if end == "\r\n" {
            text.pop();
            text.push_str(end);
        }
    }
    text
}

fn alone(bytes: &[u8]) -> FileReading {
    read_file(&mut { bytes }, NAME, &ReadChoices::default(), &mut |_| Flow::Continue)
}

/// What several read, cut at these places, and how many parts are not left to the first.
fn together(bytes: &[u8], cuts: &[u64]) -> (FileReading, usize) {
    let choices = ReadChoices::default();
    let mut joined = 0;
    let ends = cuts.iter().skip(1).map(|end| Some(*end)).chain([None]);
    let parts: Vec<Option<FilePart>> = cuts
        .iter()
        .zip(ends)
        .map(|(from, to)| read_part(&mut { bytes }, NAME, &choices, (*from, to), &mut |_, _| Flow::Continue))
        .map(|part| {
            joined += usize::from(part.is_some());
            // As it travels.
            part.map(|part| postcard::from_bytes(&postcard::to_allocvec(&part).unwrap()).unwrap())
        })
        .collect();
    let mut blocks: Vec<RowBlock> = Vec::new();
    let mut ahead = |block| blocks.push(block);
    let (mut first, mut then) = (|_: u64, _: u64| Flow::Continue, |_: u64, _: u64| Flow::Continue);
    let watch = Watch { progress: &mut first, ahead: None };
    let reading = match begin(&mut { bytes }, NAME, &choices, watch, cuts.first().copied()) {
        Beginning::Whole(reading) => (*reading, 0),
        Beginning::Part(read) => {
            let watch = Watch { progress: &mut then, ahead: Some(&mut ahead) };
            let reading = read.go_on(&mut { bytes }, (NAME, &choices), &mut parts.into_iter(), watch);
            (reading, joined)
        }
    };
    let (mut reading, joined) = reading;
    for (_, records) in reading.records.iter_mut().filter(|(_, records)| records.ahead.number > 0) {
        let (own, others) = blocks.into_iter().partition(|block| block.number == records.ahead.number);
        blocks = others;
        records.join(own);
    }
    (reading, joined)
}

fn same(bytes: &[u8], cuts: &[u64]) -> usize {
    let (read, joined) = together(bytes, cuts);
    let whole = alone(bytes);
    assert_eq!(read.report, whole.report, "{cuts:?}");
    assert!(read.records == whole.records, "{cuts:?}: other records");
    joined
}

/// A place near a byte behind which a line ends.
fn place(bytes: &[u8], near: usize) -> u64 {
    cut(&mut { bytes }, near as u64).unwrap()
}

fn gb(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

#[test]
fn a_plain_table_is_read_in_parts() {
    let text = table(7, 20_000, PLAIN);
    for bytes in [text.clone().into_bytes(), gb(&text)] {
        let third = bytes.len() / 3;
        assert_eq!(same(&bytes, &[place(&bytes, third)]), 1);
        assert_eq!(same(&bytes, &[place(&bytes, third), place(&bytes, 2 * third)]), 2);
    }
}

#[test]
fn whatever_a_table_holds_and_wherever_it_is_cut_the_reading_is_the_same() {
    let messes = [
        Mess { bad: 30, ..PLAIN },
        Mess { bad: 5, groups: 1, ..PLAIN },
        Mess { bad: 5, sums: 2, ..PLAIN },
        Mess { bad: 900, ..PLAIN },
        Mess { others: 1, ..PLAIN },
        Mess { bad: 10, groups: 2, sums: 2, others: 1 },
    ];
    let mut joined = 0;
    for (seed, mess) in (0..).zip(messes.into_iter().cycle().take(12)) {
        let text = table(seed, 4_000, mess);
        let bytes = if seed % 2 == 0 { text.into_bytes() } else { gb(&text) };
        let mut draw = Draw(seed);
        for _ in 0..3 {
            // Not always a place between two records: a line may end inside a cell.
            let mut near = || draw.below(bytes.len() as u64 - 100) as usize;
            let mut cuts = vec![place(&bytes, near()), place(&bytes, near())];
            cuts.sort_unstable();
            cuts.dedup();
            joined += same(&bytes, &cuts);
        }
    }
    assert!(joined > 20, "{joined} parts were read apart");
}

#[test]
fn what_depends_on_the_rows_above_is_left_to_the_first() {
    let yearless = table(3, 5_000, PLAIN).replace("2024-03-0", "3月");
    let unsteady = table(3, 5_000, PLAIN).replace("张1", "１.0").replace("张2", "1.0");
    let nul = table(3, 5_000, PLAIN).replace("户29,", "户\0\0,");
    let broken = table(3, 5_000, PLAIN).into_bytes();
    let broken = [&broken[..300_000], &[0xFF], &broken[300_000..]].concat();
    let mixed = [table(3, 5_000, PLAIN).into_bytes(), gb("V-9,2024-03-05,甲村,第一网格,赵一,户甲,日常,5,\n")]
        .concat();
    for bytes in [yearless.into_bytes(), unsteady.into_bytes(), nul.into_bytes(), broken, mixed] {
        let places = [180_000, 250_000].map(|near| place(&bytes, near));
        same(&bytes, &places);
        same(&bytes, &places[..1]);
    }
}

#[test]
fn a_file_is_cut_where_it_is_long_and_a_text() {
    let text = table(1, 66_000, PLAIN).into_bytes();
    let half = || std::iter::once(text.len() as u64 / 2);
    let places = cuts(&mut text.as_slice(), &ReadChoices::default(), half());
    assert_eq!(places.len(), 1);
    assert_eq!(text[places[0] as usize - 1], b'\n');
    assert_eq!(cuts(&mut &text[..1 << 20], &ReadChoices::default(), half()), [0; 0]);
    let zipped = [b"PK\x03\x04".as_slice(), &text].concat();
    assert_eq!(cuts(&mut zipped.as_slice(), &ReadChoices::default(), half()), [0; 0]);
    let mut county = County::default();
    county.keep(0, together(&text, &places).0);
    let mut other = County::default();
    other.keep(0, alone(&text));
    let today = crate::common::session::today();
    let period = gelan::model::period::PeriodChoice::All;
    assert!(county.compute(period, today) == other.compute(period, today));
}

/// What a worker answers, and what it says before.
fn ask(
    worker: &mut Handler,
    request: Request,
    bytes: &[u8],
    reading: Option<Vec<u8>>,
) -> (Answered, Vec<Answered>) {
    let (mut file, mut before) = (bytes, Vec::new());
    let asked = Asked { request, file: Some(&mut file), reading };
    let answered = worker.answer(asked, &mut |part| before.push(part));
    (answered, before)
}

/// What two workers of the page read of a file and a third one keeps; whether the first could leave it, and the second read
/// its part.
fn by_workers(bytes: &[u8]) -> (FileReading, [bool; 2]) {
    let [mut first, mut second] = [(); 2].map(|()| Handler::new(gelan::export::write));
    let (name, choices) = (NAME.to_owned(), ReadChoices::default());
    let request = Request::Read { name: name.clone(), choices: choices.clone(), is_shared: true };
    let (mut read, mut before) = ask(&mut first, request, bytes, None);
    let Some(Response::Cut(from)) = before.first().map(|part| part.response.clone()) else {
        panic!("no cut")
    };
    let (part, _) = ask(&mut second, Request::ReadPart { name, choices, from }, bytes, None);
    assert_eq!(part.response, Response::Part);
    let done = [read.response == Response::Half, part.reading.is_some()];
    let (last, behind) = ask(&mut first, Request::GoOn, bytes, part.reading);
    if done[0] {
        read = last;
        before.extend(behind);
    } else {
        assert_eq!((last.response, behind.len()), (Response::Half, 0), "no second answer");
    }
    let mut reading: FileReading = postcard::from_bytes(&read.reading.unwrap()).unwrap();
    assert_eq!(read.response, Response::Read(reading.report.clone()));
    let blocks = before.into_iter().filter(|part| part.response == Response::Ahead);
    let blocks = blocks.map(|block| postcard::from_bytes(&block.reading.unwrap()).unwrap());
    reading.records[0].1.join(blocks.collect());
    (reading, done)
}

#[test]
fn two_workers_read_what_one_reads() {
    let plain = table(5, 66_000, PLAIN);
    // The line that ends where the first worker leaves off does so inside a cell.
    let (before, behind) = plain.split_at(place(plain.as_bytes(), plain.len() / 100 * 45 - 200) as usize);
    let cell = "一行\n".repeat(600);
    let within = format!("{before}V-0,2024-01-01,甲村,第一网格,张1,户1,日常,20,\"{cell}\"\n{behind}");
    let messy = plain.replace("2024-03-0", "3月");
    for (text, expected) in [(plain, [true, true]), (within, [false, true]), (messy, [true, false])] {
        let (read, done) = by_workers(text.as_bytes());
        let whole = alone(text.as_bytes());
        assert_eq!(read.report, whole.report);
        assert!(read.records == whole.records, "other records");
        assert_eq!(done, expected);
    }
}
