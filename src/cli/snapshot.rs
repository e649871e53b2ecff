//! `gelan snapshot` and `gelan open`: snapshots written and opened.

use super::files::list;
use super::report::{figures_text, read, today};
use super::text::print;
use crate::export::json;
use crate::figures::settings::Settings;
use crate::model::period::Period;
use crate::model::period::PeriodChoice;
use crate::say;
use crate::session::Session;
use crate::session::rollup::Row;
use crate::snapshot::figures;
use crate::snapshot::{Choices, Locked, Opened, Snapshot, SnapshotError, carrier, encode, open, password};
use crate::text::t;
use crate::view::parts::snapshot::banner;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Where the password stands.
const PASSWORD: &str = "GELAN_PASSWORD";

/// What `gelan snapshot` is given.
#[derive(Default)]
pub struct SnapshotArgs {
    /// The period; `None` for all dates.
    pub period: Option<Period>,
    /// What travels.
    pub choices: Choices,
    /// Whether the password of the environment locks it.
    pub locked: bool,
    /// What the figures assume.
    pub settings: Settings,
    /// Whether the sample is read.
    pub sample: bool,
    /// A `.gelan` file to write in place of printing the link's end.
    pub out: Option<PathBuf>,
    /// The files.
    pub paths: Vec<PathBuf>,
}

/// Reads, computes, and prints `#s=…` or writes a file.
pub fn run(args: &SnapshotArgs) -> ExitCode {
    let mut session = Session::default();
    let readings =
        if args.sample { super::report::read_sample() } else { list(&args.paths).iter().map(read).collect() };
    let any = readings.iter().any(|r| r.report.format.is_some());
    for (id, reading) in (0..).zip(readings) {
        session.keep(id, reading);
    }
    session.set(args.settings.clone());
    session.compute(args.period.map_or(PeriodChoice::All, PeriodChoice::Free), today());
    let Some((tally, computed)) = session.last().filter(|_| any) else {
        eprintln!("gelan: {}", t("没有一个文件能读，没有做快照"));
        return ExitCode::FAILURE;
    };
    let snapshot = Snapshot::of(tally, &computed.figures, today(), args.choices);
    match written(&snapshot, args.locked).and_then(|text| deliver(&text, args.out.as_deref())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("gelan: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn written(snapshot: &Snapshot, locked: bool) -> Result<String, String> {
    if !locked {
        return Ok(encode(snapshot));
    }
    let word = given_password().ok_or_else(no_password)?;
    let locked = password::lock(snapshot, &word).ok_or_else(|| say!("系统没有给出随机数，没有加密"))?;
    Ok(Locked::text(&locked))
}

fn given_password() -> Option<String> {
    std::env::var(PASSWORD).ok().filter(|word| !word.is_empty())
}

fn no_password() -> String {
    say!("请把密码放在环境变量 {name} 中", name = PASSWORD)
}

fn deliver(text: &str, out: Option<&Path>) -> Result<(), String> {
    let Some(path) = out else {
        print(&format!("#s={text}\n"));
        return Ok(());
    };
    let bytes = carrier::to_file(text).map_err(|error| error.to_string())?;
    std::fs::write(path, bytes)
        .map_err(|error| say!("{path} 不能写入：{reason}", path = path.display(), reason = error))
}

/// The snapshot of an argument: a file, or a text (`#s=…`, a whole link, a code).
///
/// # Errors
/// A sentence that says why it does not open.
pub fn snapshot_of(argument: &str) -> Result<Snapshot, String> {
    text_of(argument).map(|(_, snapshot)| snapshot)
}

/// The snapshot of an argument, and its text where no password is on it.
///
/// # Errors
/// A sentence that says why it does not open.
pub fn text_of(argument: &str) -> Result<(Option<String>, Snapshot), String> {
    let path = Path::new(argument);
    // A text longer than a path may be is no path, and asking for it is an error.
    let text = if path.is_file() {
        let bytes = std::fs::read(path)
            .map_err(|error| say!("{path} 不能读取：{reason}", path = argument, reason = error))?;
        carrier::from_file(&bytes)
    } else {
        carrier::find(argument)
    };
    let opened = text.and_then(|text| Ok((open(&text)?, text))).and_then(|(opened, text)| match opened {
        Opened::Plain(snapshot) => Ok((Some(text), *snapshot)),
        Opened::Locked(locked) => match given_password() {
            Some(word) => password::unlock(&locked, &word).map(|snapshot| (None, snapshot)),
            None => Err(SnapshotError::Locked),
        },
    });
    opened.map_err(|error| {
        let shown: String = argument.chars().take(60).collect();
        let hint = if error == SnapshotError::Locked { no_password() } else { String::new() };
        format!("{shown}：{error}{hint}")
    })
}

/// Opens the snapshots and shows them.
pub fn run_open(arguments: &[String], json: bool) -> ExitCode {
    match opened(arguments) {
        Ok((Some(single), rows)) if rows.len() == 1 => show(&single, json),
        Ok((_, rows)) => super::rollup::show(&rows, json),
        Err(sentence) => {
            eprintln!("gelan: {sentence}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// A row of each, and the first one whole: of a country no more fits into memory.
fn opened(arguments: &[String]) -> Result<(Option<Snapshot>, Vec<Row>), String> {
    let (mut first, mut rows) = (None, Vec::new());
    let settings = Settings::default();
    for argument in arguments.iter().flat_map(|a| super::rollup::each(a)) {
        let (text, snapshot) = text_of(&argument)?;
        rows.push(Row::of(&snapshot, &text.unwrap_or_else(|| encode(&snapshot)), &settings));
        first.get_or_insert(snapshot);
    }
    Ok((first, rows))
}

/// Shows a snapshot as text or JSON.
fn show(snapshot: &Snapshot, json: bool) {
    let figures = figures(snapshot, &Settings::default());
    if json {
        print(&format!("{}\n", json::results(&figures, &[], &[])));
    } else {
        print(&format!("{}\n{}", banner(snapshot), figures_text(&figures)));
    }
}
