//! Reads files and computes their figures, as the page and the command line do.

use gelan::figures::Figures;
use gelan::input::file::{FileReading, FileReport, ReadChoices, read_file};
use gelan::input::read::Flow;
use gelan::model::cause::Ticks;
use gelan::model::cell::Day;
use gelan::model::period::PeriodChoice;
use gelan::session::{County, Session};
use gelan::view::parts::files::{FileEntry, FileProgress};
use std::sync::Arc;

/// The first half of 2024, which the invented files are about.
pub const HALF: PeriodChoice = PeriodChoice::Half(2024, 1);

/// A list that is only likely to be one of household-linkage heads: half of its columns are of another trade.
pub const LIKELY: (&str, &str) = (
    "联户信息.csv",
    "姓名,村,所在网格,联系户数,联系电话,入队时间,学历,特长\n\
     张一,甲村,第一网格,3,13900000001,2025-01-01,大专,养蜂\n张二,乙村,第一网格,两三,13900000002,2025-01-01,高中,木工\n",
);

/// A day long after the invented files.
pub fn today() -> Day {
    Day::from_ymd(2026, 1, 1).unwrap()
}

/// Reads a file as it is.
pub fn read(name: &str, bytes: impl AsRef<[u8]>) -> FileReading {
    read_with(name, bytes, &ReadChoices::default())
}

/// Reads a file by a person's choices.
pub fn read_with(name: &str, bytes: impl AsRef<[u8]>, choices: &ReadChoices) -> FileReading {
    read_file(&mut bytes.as_ref(), name, choices, &mut |_| Flow::Continue)
}

/// The files of the sample, by name, with their bytes.
pub fn sample() -> Vec<(String, Vec<u8>)> {
    gelan::sample::files().into_iter().map(|file| (file.name.to_owned(), file.bytes)).collect()
}

/// Reads each of these files.
pub fn readings<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)]) -> impl Iterator<Item = FileReading> {
    files.iter().map(|(name, bytes)| read(name.as_ref(), bytes))
}

/// A session with these files, read in this order.
pub fn with_files<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)]) -> Session {
    let mut session = Session::default();
    for (id, reading) in (0..).zip(readings(files)) {
        session.keep(id, reading);
    }
    session
}

/// A session with these files, read as by a person who says yes to every table that is only likely.
pub fn accepted<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)]) -> Session {
    let mut session = Session::default();
    for (id, (name, bytes)) in (0..).zip(files) {
        let mut choices = ReadChoices::default();
        for table in read(name.as_ref(), bytes).report.tables.iter().filter(|table| table.waits()) {
            choices.corrections.choose(table, table.kind);
        }
        session.keep(id, read_with(name.as_ref(), bytes, &choices));
    }
    session
}

/// A session with these files, computed for a period.
pub fn computed<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)], choice: PeriodChoice) -> Session {
    let mut session = with_files(files);
    session.compute(choice, today());
    session
}

/// A county with these files of several towns, computed for a period.
pub fn county(files: &[(String, Vec<u8>)], choice: PeriodChoice) -> County {
    let mut county = County::default();
    for (id, reading) in (0..).zip(readings(files)) {
        county.keep(id, reading);
    }
    county.compute(choice, today());
    county
}

/// The figures of these files for a period.
pub fn figures<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)], choice: PeriodChoice) -> Figures {
    figures_of(&computed(files, choice)).clone()
}

/// The figures of a session that was computed.
pub fn figures_of(session: &Session) -> &Figures {
    &session.last().unwrap().1.figures
}

/// The files of a session, as the page lists them.
pub fn entries(session: &Session) -> Vec<FileEntry> {
    let entry = |(id, report): (u32, &FileReport)| FileEntry {
        progress: FileProgress::Done,
        report: Some(Arc::new(report.clone())),
        ..FileEntry::new(id, report.name.clone(), report.size)
    };
    (0..).zip(session.results().unwrap().reports).map(entry).collect()
}

/// The results JSON of a session that was computed.
pub fn json(session: &Session) -> String {
    gelan::export::results_json(&session.results().unwrap(), &Ticks::default())
}

/// The results JSON of these files for the first half of 2024.
pub fn results(files: &[(String, Vec<u8>)]) -> serde_json::Value {
    serde_json::from_str(&json(&computed(files, HALF))).unwrap()
}

/// Bodies of some results without what needs the days of matters, which travel at 全量 only.
pub fn without_days(figures: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    let mut figures = figures.clone();
    for one in figures.as_object_mut().into_iter().flat_map(|bodies| bodies.values_mut()) {
        for figure in ["median_days", "closed_with_days", "open_with_days"] {
            one[figure] = Value::Null;
        }
        one.as_object_mut().map(|one| one.remove("median_days_state"));
    }
    figures
}
