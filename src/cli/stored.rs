//! Snapshots that a command line names, opened.

use super::files::DiskFile;
use super::parquet_file::{AsCsv, is_parquet};
use super::values_and_flag;
use crate::figures::settings::Settings;
use crate::input::read::Source as _;
use crate::session::rollup::{Row, of_sums, texts};
use crate::snapshot::{Listed, Snapshot, SnapshotError, carrier, decode, encode, locked, password, totals};
use crate::text::say;
use lexopt::{Error, Parser};

use std::cell::Cell;
use std::path::Path;

/// The environment variable that holds the password.
const PASSWORD: &str = "GELAN_PASSWORD";

/// Returns the snapshots of the rest of a command line, and whether the answer is JSON.
pub fn snapshot_arguments(parser: Parser) -> Result<(Vec<String>, bool), Error> {
    let (values, as_json) = values_and_flag(parser, "json")?;
    if values.is_empty() {
        return Err("请写出快照：#s=…、链接、快照代码或快照文件".into());
    }
    Ok((values.into_iter().map(|v| v.to_string_lossy().into_owned()).collect(), as_json))
}

/// The password of the environment.
pub fn given_password() -> Option<String> {
    std::env::var(PASSWORD).ok().filter(|word| !word.is_empty())
}

/// Says where the password is expected.
pub fn no_password() -> String {
    say!("请把密码放在环境变量 {name} 中", name = PASSWORD)
}

/// The snapshot of an argument: a file, or a text (`#s=…`, a whole link, a code).
/// Fails with a sentence that says why it does not open.
pub fn snapshot_of(argument: &str) -> Result<Snapshot, String> {
    text_of(argument).map(|(_, snapshot)| snapshot)
}

/// A snapshot as it was found.
pub enum FoundSnapshot {
    /// Its text, and where that stands.
    Text(String, String),
    /// What a password opened.
    Unlocked(Box<Snapshot>),
}

impl FoundSnapshot {
    /// Opens it; a sentence why it does not open.
    pub fn opened(self) -> Result<(Option<String>, Snapshot), String> {
        match self {
            Self::Text(whence, text) => match decode(&text) {
                Ok(snapshot) => Ok((Some(text), snapshot)),
                Err(error) => Err(format!("{whence}：{error}")),
            },
            Self::Unlocked(snapshot) => Ok((None, *snapshot)),
        }
    }

    /// Returns its row; a sentence why there is none.
    pub fn row(&self, settings: &Settings) -> Result<Row, String> {
        match self {
            Self::Text(whence, text) => match totals(text, settings) {
                Ok(Listed::Totals(totals)) => Ok(Row::of_totals(*totals, text)),
                Ok(Listed::Locked) => Err(format!("{whence}：{}", SnapshotError::Locked)),
                Err(error) => Err(format!("{whence}：{error}")),
            },
            Self::Unlocked(snapshot) => Ok(Row::of(snapshot, &encode(snapshot), settings)),
        }
    }
}

/// A snapshot that was found, or a sentence why there is none.
pub type Found = Result<FoundSnapshot, String>;

/// The snapshot of an argument, and its text where no password is on it: of a file with several the first that opens.
/// Fails with a sentence that says why none does.
pub fn text_of(argument: &str) -> Result<(Option<String>, Snapshot), String> {
    let mut first: Option<Result<(Option<String>, Snapshot), String>> = None;
    each(argument, &mut |found| {
        if first.as_ref().is_none_or(Result::is_err) {
            let opened = found.and_then(FoundSnapshot::opened);
            if first.is_none() || opened.is_ok() {
                first = Some(opened);
            }
        }
    });
    first.unwrap_or_else(|| Err(none(argument)))
}

/// Says that an argument holds no snapshot.
pub fn none(argument: &str) -> String {
    format!("{}：{}", shown(argument), SnapshotError::NotASnapshot)
}

/// Finds what an argument holds, one after another: a file's snapshots, or that of a text.
pub fn each(argument: &str, take: &mut dyn FnMut(Found)) {
    let path = Path::new(argument);
    // A text longer than a path may be is no path, and asking for it is an error.
    if !path.is_file() {
        let found = carrier::find(argument);
        // A name with a dot is that of a file: no snapshot's text is so short.
        if found == Err(SnapshotError::NotASnapshot) && path.extension().is_some() && argument.len() < 256 {
            return take(Err(format!("没有“{argument}”这个文件")));
        }
        return take(unlocked(&shown(argument), found));
    }
    let read = DiskFile::open(path).and_then(|mut file| {
        let (name, mut start) = (shown(argument), [0; 512]);
        let mut take = |whence: &str, found: Result<String, SnapshotError>, _| take(unlocked(whence, found));
        let read = file.read_at(0, &mut start)?;
        let start = start.get(..read).unwrap_or_default();
        if is_parquet(start) {
            of_sums(&name, AsCsv::new(std::fs::File::open(path)?)?, &Cell::new(0), &mut take);
            return Ok(());
        }
        texts(&name, &mut file, &mut take)
    });
    if let Err(error) = read {
        take(Err(say!("{path} 不能读取：{reason}", path = argument, reason = error)));
    }
}

fn shown(argument: &str) -> String {
    argument.chars().take(60).collect()
}

fn unlocked(whence: &str, found: Result<String, SnapshotError>) -> Found {
    let found = found.and_then(|text| match locked(&text) {
        None => Ok(FoundSnapshot::Text(whence.to_owned(), text)),
        Some(locked) => match given_password() {
            Some(word) => {
                password::unlock(&locked, &word).map(|snapshot| FoundSnapshot::Unlocked(Box::new(snapshot)))
            }
            None => Err(SnapshotError::Locked),
        },
    });
    found.map_err(|error| {
        let hint = if error == SnapshotError::Locked { no_password() } else { String::new() };
        format!("{whence}：{error}{hint}")
    })
}
