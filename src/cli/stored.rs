//! Snapshots that a command line names, opened.

use super::values_and_flag;
use crate::snapshot::{Opened, Snapshot, SnapshotError, carrier, open, password};
use crate::text::say;
use lexopt::{Error, Parser};
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

/// The snapshot of an argument, and its text where no password is on it.
/// Fails with a sentence that says why it does not open.
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
