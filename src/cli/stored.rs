//! Snapshots that a command line names, opened.

use super::files::DiskFile;
use super::parquet_file::{AsCsv, is_parquet};
use super::values_and_flag;
use crate::input::read::Source as _;
use crate::session::rollup::{of_sums, texts};
use crate::snapshot::{Opened, Snapshot, SnapshotError, carrier, open, password};
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

/// A snapshot, and its text where no password is on it; or a sentence why it does not open.
pub type Found = Result<(Option<String>, Snapshot), String>;

/// The snapshot of an argument, and its text where no password is on it: of a file with several the first that opens.
/// Fails with a sentence that says why none does.
pub fn text_of(argument: &str) -> Found {
    let mut first: Option<Found> = None;
    each(argument, &mut |found| {
        if first.as_ref().is_none_or(|first| first.is_err() && found.is_ok()) {
            first = Some(found);
        }
    });
    first.unwrap_or_else(|| Err(none(argument)))
}

/// Says that an argument holds no snapshot.
pub fn none(argument: &str) -> String {
    format!("{}：{}", shown(argument), SnapshotError::NotASnapshot)
}

/// Opens what an argument holds, one after another: a file's snapshots, or that of a text.
pub fn each(argument: &str, take: &mut dyn FnMut(Found)) {
    let path = Path::new(argument);
    // A text longer than a path may be is no path, and asking for it is an error.
    if !path.is_file() {
        let found = carrier::find(argument);
        // A name with a dot is that of a file: no snapshot's text is so short.
        if found == Err(SnapshotError::NotASnapshot) && path.extension().is_some() && argument.len() < 256 {
            return take(Err(format!("没有“{argument}”这个文件")));
        }
        return take(opened(&shown(argument), found));
    }
    let read = DiskFile::open(path).and_then(|mut file| {
        let (name, mut start) = (shown(argument), [0; 512]);
        let mut take = |whence: &str, found: Result<String, SnapshotError>, _| take(opened(whence, found));
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

fn opened(whence: &str, found: Result<String, SnapshotError>) -> Found {
    let opened = found.and_then(|text| Ok((open(&text)?, text))).and_then(|(opened, text)| match opened {
        Opened::Plain(snapshot) => Ok((Some(text), *snapshot)),
        Opened::Locked(locked) => match given_password() {
            Some(word) => password::unlock(&locked, &word).map(|snapshot| (None, snapshot)),
            None => Err(SnapshotError::Locked),
        },
    });
    opened.map_err(|error| {
        let hint = if error == SnapshotError::Locked { no_password() } else { String::new() };
        format!("{whence}：{error}{hint}")
    })
}
