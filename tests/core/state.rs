//! A folder too large for memory (`gelan report --state DIR`): rows that lie on a shelf, partials of files, and what they give
//! is, byte for byte, what is given without.

use crate::common::{session, town};
use gelan::export::write_results_json;
use gelan::input::records::{PIECE, Records, Shelf};
use gelan::model::cause::Ticks;
use gelan::model::finding::Code;
use gelan::model::kind::Field;
use gelan::model::period::PeriodChoice;
use gelan::session::Session;
use proptest::prelude::*;
use random_town::Draws;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

#[path = "../engines/src/town.rs"]
mod random_town;

/// A shelf in memory.
#[derive(Debug, Default)]
struct Held(Mutex<Vec<u8>>);

impl Shelf for Held {
    fn lay(&self, bytes: &[u8]) -> Option<u64> {
        let mut all = self.0.lock().unwrap();
        all.extend(bytes);
        Some((all.len() - bytes.len()) as u64)
    }

    fn bring(&self, at: u64, length: usize) -> Option<Vec<u8>> {
        Some(self.0.lock().unwrap().get(at as usize..at as usize + length)?.to_vec())
    }
}

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("gelan-state-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(folder.join("data")).unwrap();
        Self(folder)
    }

    fn data(&self) -> PathBuf {
        self.0.join("data")
    }

    fn state(&self) -> PathBuf {
        self.0.join("state")
    }

    fn partials(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.state()).into_iter().flatten().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "partial")).collect()
    }

    fn write(&self, files: &[(String, String)]) {
        for (name, text) in files {
            let path = self.data().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    fn report(&self, options: &[&str], with_state: bool) -> Output {
        report(&self.data(), options, with_state.then(|| self.state()).as_deref())
    }

    /// Fails unless a report is the same with the state folder and without.
    fn check(&self, options: &[&str]) {
        let (plain, with_state) = (self.report(options, false), self.report(options, true));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(&with_state.stderr), text(&plain.stderr), "{options:?}");
        assert!(with_state.stdout == plain.stdout, "{options:?} differ");
        assert_eq!(with_state.status, plain.status);
        assert!(plain.status.success() && plain.stdout.len() > 500, "{options:?}");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn command(data: &Path, options: &[&str], state: Option<&Path>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gelan"));
    command.arg("report").args(options);
    state.into_iter().for_each(|state| _ = command.arg("--state").arg(state));
    command.arg(data);
    command
}

fn report(data: &Path, options: &[&str], state: Option<&Path>) -> Output {
    command(data, options, state).output().unwrap()
}

/// A random town, its ledgers each in several files, of which later ones repeat rows of earlier ones.
fn split(seed: u64, rows: usize) -> Vec<(String, String)> {
    let mut draws = Draws(seed ^ 0xfeed);
    let mut files = Vec::new();
    for (name, text) in random_town::files(seed, rows) {
        let lines: Vec<&str> = text.lines().collect();
        let parts = if lines.len() < 40 { 1 } else { 1 + draws.below(4) };
        for (part, own) in lines[1..].chunks(lines.len().div_ceil(parts)).enumerate() {
            let mut text = format!("{}\n{}\n", lines[0], own.join("\n"));
            for _ in 0..if part > 0 { draws.below(4) } else { 0 } {
                text += &format!("{}\n", lines[1 + draws.below(lines.len() - 1)]);
            }
            files.push((format!("{part}/{name}"), text));
        }
    }
    files
}

/// Sets when a file was changed.
fn set_time(path: &Path, seconds: u64) {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

fn same_rows(one: &Records, other: &Records) {
    assert_eq!((one.len(), &one.rows, &one.fingerprints), (other.len(), &other.rows, &other.fingerprints));
    for (field, _) in &one.columns {
        for row in 0..one.len() {
            let cell =
                |r: &Records| (r.text(*field, row).to_owned(), r.day(*field, row), r.amount(*field, row));
            assert_eq!(cell(one), cell(other), "{field:?} {row}");
        }
    }
}

#[test]
fn rows_on_a_shelf_are_what_they_were() {
    let mut text = "走访日期,村,网格,网格员,户编号,走访时长（分钟）\n".to_owned();
    for row in 0..PIECE * 2 + 77 {
        let (day, village) = (row % 27 + 1, ["栗坪村", "松柏村", ""][row % 3]);
        // A line is left out where a sum stands, and households come again far apart.
        text += &format!("2024-03-{day:02},{village},第一网格,张三,H{},{}\n", row * 7 % 20_011, row % 90);
        if row % 9_000 == 8_999 {
            text += "合计,,,,,9\n";
        }
    }
    let reading = session::read("走访.csv", text);
    let shelf: Arc<dyn Shelf> = Arc::new(Held::default());
    let mut away = reading.clone();
    let (held, laid) = (&reading.records[0].1, &mut away.records[0].1);
    assert_eq!(held.len(), PIECE * 2 + 77);
    laid.put_away(&shelf);
    assert!(laid.shelf().is_some() && held.shelf().is_none());
    same_rows(held, laid);
    // In another thread, which has nothing at hand, and again from the last row on.
    std::thread::scope(|scope| scope.spawn(|| same_rows(held, laid)).join().unwrap());
    let households =
        |r: &Records| (0..r.len()).rev().map(|n| r.text(Field::Household, n).to_owned()).collect::<Vec<_>>();
    assert_eq!(households(held), households(laid));
    laid.put_away(&shelf);
    same_rows(held, laid);
}

#[test]
fn repeated_rows_are_found_among_more_than_are_compared_at_once() {
    let file = |from: u32| {
        let mut text = "走访日期,户编号,走访时长（分钟）\n".to_owned();
        (from..from + 300_000)
            .for_each(|row| text += &format!("2024-03-{:02},H{row},{}\n", row % 27 + 1, row % 9));
        text
    };
    let files =
        [("村.csv", "行政村,户数\n栗坪村,9\n".to_owned()), ("一.csv", file(0)), ("二.csv", file(299_000))];
    let shelf: Arc<dyn Shelf> = Arc::new(Held::default());
    let (mut held, mut away) = (Session::default(), Session::default());
    for (id, mut reading) in (0..).zip(session::readings(&files)) {
        held.keep(id, reading.clone());
        reading.records.iter_mut().for_each(|(_, records)| records.put_away(&shelf));
        away.keep(id, reading);
    }
    held.compute(PeriodChoice::All, session::today());
    away.compute(PeriodChoice::All, session::today());
    assert_eq!(held.last(), away.last());
    let repeated = &away.last().unwrap().1.findings;
    assert!(repeated.iter().any(|found| found.code == Code::RowRepeated && found.count == 1_000));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// Everything that a session tells of rows on a shelf is what it tells of rows in memory.
    #[test]
    fn a_session_tells_the_same_of_rows_on_a_shelf(seed: u64, rows in 40..160_usize) {
        let files = split(seed, rows);
        let shelf: Arc<dyn Shelf> = Arc::new(Held::default());
        let (mut held, mut away) = (Session::default(), Session::default());
        for (id, mut reading) in (0..).zip(session::readings(&files)) {
            held.keep(id, reading.clone());
            reading.records.iter_mut().for_each(|(_, records)| records.put_away(&shelf));
            away.keep(id, reading);
        }
        for choice in [PeriodChoice::All, session::HALF, PeriodChoice::Month(2024, 2)] {
            held.compute(choice, session::today());
            away.compute(choice, session::today());
            prop_assert_eq!(held.last(), away.last());
            let json = session::json(&held);
            let mut written = Vec::new();
            write_results_json(&mut written, &away.results().unwrap(), &Ticks::default()).unwrap();
            prop_assert!(json.contains("\"findings\": [\n") && json.as_bytes() == written);
        }
    }

    /// The command gives the same with a state folder, new or of an earlier run, and after files and partials changed.
    #[test]
    fn a_report_is_the_same_with_a_state_folder(seed: u64, rows in 20..60_usize, several: bool) {
        let folder = Folder::new();
        let towns = if several { vec!["甲坝镇", "乙坝镇"] } else { vec!["数据"] };
        for (number, town) in (0..).zip(&towns) {
            let files = split(seed.wrapping_add(number), rows);
            folder.write(&files.into_iter().map(|(name, text)| (format!("{town}/{name}"), text)).collect::<Vec<_>>());
        }
        folder.check(&["--json"]);
        folder.check(&["--json", "--period", "2024-H1"]);
        folder.check(&["--text", "--from", "2024-01-15", "--to", "2024-05-03"]);
        folder.check(&["--accept", "likely", "--month-end", "25"]);
        // Partials that are lost, cut off, or not what they were.
        let mut draws = Draws(seed);
        let partials = folder.partials();
        for path in partials.iter().filter(|_| draws.below(3) == 0) {
            let bytes = fs::read(path).unwrap();
            match bytes.len() % 3 {
                0 => fs::remove_file(path).unwrap(),
                1 => fs::write(path, &bytes[..bytes.len() / 2]).unwrap(),
                _ => fs::write(path, [&bytes[..bytes.len() - 1], &[bytes[bytes.len() - 1] ^ 1]].concat()).unwrap(),
            }
        }
        folder.check(&["--json"]);
        // A file that changed, one that is gone, and one that is new.
        let data = folder.data().join(towns[0]);
        let visits = data.join("0/入户走访记录.csv");
        let text = fs::read_to_string(&visits).unwrap();
        fs::write(&visits, text.replace("入户走访", "入户走仿").replace("2024-02", "2024-03")).unwrap();
        fs::rename(data.join("0/群众诉求台账.csv"), data.join("诉求台账.csv")).unwrap();
        fs::write(data.join("0/空.csv"), "").unwrap();
        folder.check(&["--json"]);
    }
}

#[test]
fn files_as_they_were_are_not_read_again() {
    let folder = Folder::new();
    folder.write(&split(7, 40));
    let visits = folder.data().join("0/入户走访记录.csv");
    let text = fs::read_to_string(&visits).unwrap();
    let other = text.replace("2024-0", "2023-0");
    assert_ne!(text, other);
    let json = || folder.report(&["--json"], true).stdout;
    set_time(&visits, 1_700_000_000);
    let first = json();
    // Size and time say that it is the same, so that nothing else of it is looked at.
    fs::write(&visits, &other).unwrap();
    set_time(&visits, 1_700_000_000);
    assert!(json() == first);
    // Another time with the same bytes: they are compared once, and then the new time says it.
    fs::write(&visits, &text).unwrap();
    set_time(&visits, 1_700_000_500);
    assert!(json() == first);
    fs::write(&visits, &other).unwrap();
    set_time(&visits, 1_700_000_500);
    assert!(json() == first);
    // Another time with other bytes.
    set_time(&visits, 1_700_001_000);
    assert!(json() != first);
    folder.check(&["--json"]);
    // What else decides the reading: a person's word for a table.
    let (name, list) = session::LIKELY;
    fs::write(folder.data().join(name), list).unwrap();
    folder.check(&["--json"]);
    folder.check(&["--json", "--accept", "likely"]);
    folder.check(&["--json"]);
}

#[test]
fn a_report_that_was_broken_off_goes_on() {
    let folder = Folder::new();
    for town in 0..6 {
        let files = split(town, 400);
        folder.write(
            &files.into_iter().map(|(name, text)| (format!("{town}/{name}"), text)).collect::<Vec<_>>(),
        );
    }
    let mut child =
        command(&folder.data(), &["--json"], Some(&folder.state())).stdout(Stdio::null()).spawn().unwrap();
    while folder.partials().len() < 4 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(folder.partials().len() >= 4);
    fs::write(folder.state().join(".0123456789abcdef.partial.99.tmp"), "half").unwrap();
    folder.check(&["--json"]);
    let left = fs::read_dir(folder.state()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut left: Vec<String> = left.map(|name| name.to_string_lossy().into_owned()).collect();
    left.retain(|name| !name.ends_with(".partial"));
    assert_eq!(left, ["lock"]);
}

#[test]
fn workbooks_of_a_town_and_a_folder_within_the_data_are_taken_too() {
    let folder = Folder::new();
    for file in fs::read_dir(town::folder()).unwrap().map(|file| file.unwrap().path()) {
        fs::copy(&file, folder.data().join(file.file_name().unwrap())).unwrap();
    }
    let period = ["--from", "2024-01-01", "--to", "2024-06-30"];
    folder.check(&[&period[..], &["--json"]].concat());
    folder.check(&[&period[..], &["--text"]].concat());
    folder.check(&period);
    let settings = folder.0.join("gelan-settings.json");
    let mut own = gelan::figures::settings::Settings::default();
    own.set(gelan::figures::settings::Key::of("wisn.grid_share").unwrap(), "0.5").unwrap();
    fs::write(&settings, own.to_file()).unwrap();
    folder.check(&["--settings", settings.to_str().unwrap()]);
    let [plain, with_state] = [false, true].map(|with_state| {
        let to = folder.0.join(format!("{with_state}.xlsx"));
        assert!(folder.report(&["--names", "--xlsx", to.to_str().unwrap()], with_state).status.success());
        let mut parts = zip::ZipArchive::new(File::open(to).unwrap()).unwrap();
        let parts_of = parts.len();
        let mut part = |at| {
            let mut part = parts.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        };
        (0..parts_of).map(&mut part).collect::<Vec<_>>()
    });
    let all = plain.iter().zip(&with_state);
    // What a workbook says of when it was made differs.
    let differing: Vec<&str> = all.filter(|(a, b)| a != b).map(|((name, _), _)| name.as_str()).collect();
    assert!(plain.len() == with_state.len() && differing.iter().all(|name| *name == "docProps/core.xml"));
    // The state folder lies among the data: it is none.
    let plain = folder.report(&["--json"], false);
    let within = folder.data().join("state");
    for _ in 0..2 {
        let found = report(&folder.data(), &["--json"], Some(&within));
        assert!(found.stdout == plain.stdout && found.stderr == plain.stderr);
    }
}

#[test]
fn a_state_folder_is_used_by_one_at_a_time_and_must_be_writable() {
    let folder = Folder::new();
    folder.write(&split(3, 20));
    fs::create_dir_all(folder.state()).unwrap();
    let lock = File::create(folder.state().join("lock")).unwrap();
    lock.lock().unwrap();
    let refused = folder.report(&["--json"], true);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("正被另一个 gelan 使用"));
    drop(lock);
    folder.check(&["--json"]);
    let file = folder.0.join("no-folder");
    fs::write(&file, "").unwrap();
    let refused = report(&folder.data(), &["--json"], Some(&file));
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(1), 0));
    let mut usage = Command::new(env!("CARGO_BIN_EXE_gelan"));
    usage.args(["report", "--sample", "--state"]).arg(folder.state());
    assert_eq!(usage.output().unwrap().status.code(), Some(2));
}
