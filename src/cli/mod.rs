//! The command line. Exit codes: 0 where something was read (with findings too), 1 where no file could be
//! read or no draft, 2 for bad usage, 3 where a disk is full. The `run` of each verb fails with a sentence for bad usage.

mod cells;
mod check;
mod compare;
mod data;
mod engine;
mod files;
mod open;
pub mod output;
mod parquet_file;
mod read;
mod report;
mod results;
mod snapshot;
mod state;
mod stored;
mod tables;
pub mod tables_on_disk;
mod template;
mod text;

use lexopt::prelude::*;
use lexopt::{Error, Parser};
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = include_str!("usage.txt");

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let done = run(Parser::from_env());
    files::forget_standard_input();
    match done {
        Ok(code) => output::ended(code),
        Err(error) => {
            eprintln!("gelan: {}\n用法见 gelan --help", misuse(&error));
            ExitCode::from(2)
        }
    }
}

/// What is wrong with a command line.
fn misuse(error: &Error) -> String {
    match error {
        Error::MissingValue { option: Some(option) } => format!("{option} 后面没有写内容"),
        Error::MissingValue { option: None } => "选项后面没有写内容".to_owned(),
        Error::UnexpectedOption(option) => format!("没有 {option} 这个选项"),
        Error::UnexpectedArgument(text) => format!("不认识“{}”", text.to_string_lossy()),
        Error::UnexpectedValue { option, .. } => format!("{option} 后面不写内容"),
        Error::ParsingFailed { value, .. } => format!("“{value}”不是整数"),
        Error::NonUnicodeValue(text) => format!("“{}”不是文字", text.to_string_lossy()),
        Error::Custom(error) => error.to_string(),
    }
}

/// Runs the verb of the command line; `Err` for bad usage.
fn run(mut parser: Parser) -> Result<ExitCode, Error> {
    match parser.next()? {
        Some(Long("help") | Short('h')) => Ok(printed(USAGE)),
        Some(Long("version") | Short('V')) => Ok(printed(concat!("gelan ", env!("CARGO_PKG_VERSION"), "\n"))),
        Some(Value(verb)) => match verb.to_str() {
            Some("report") => report::run(parser),
            Some("check") => check::run(parser),
            Some("template") => template::run(parser),
            Some("snapshot") => snapshot::run(parser),
            Some("open") => open::run(parser),
            Some("compare") => compare::run(parser),
            Some("tables") => tables::run(parser),
            Some("cells") => cells::run(parser),
            Some("sql") => engine::sql(parser),
            Some("export") => engine::export(parser),
            Some("partials") => engine::partials(parser),
            _ => Err(Value(verb).unexpected()),
        },
        Some(other) => Err(other.unexpected()),
        None => Err("没有写要做什么".into()),
    }
}

/// Returns the one path of the rest of a command line.
fn one_path(mut parser: Parser) -> Result<PathBuf, Error> {
    let mut path = None;
    while let Some(arg) = parser.next()? {
        match arg {
            Value(p) if path.is_none() => path = Some(PathBuf::from(p)),
            other => return Err(other.unexpected()),
        }
    }
    path.ok_or_else(|| "请写出一个文件".into())
}

/// Returns the plain arguments of the rest of a command line, and whether the option `flag` is among them.
fn values_and_flag(mut parser: Parser, flag: &str) -> Result<(Vec<std::ffi::OsString>, bool), Error> {
    let (mut values, mut has_flag) = (Vec::new(), false);
    while let Some(arg) = parser.next()? {
        match arg {
            Long(name) if name == flag => has_flag = true,
            Value(value) => values.push(value),
            other => return Err(other.unexpected()),
        }
    }
    Ok((values, has_flag))
}

fn printed(text: &str) -> ExitCode {
    output::print(text);
    ExitCode::SUCCESS
}

/// Reports a failure on standard error.
fn failed(message: &str) -> ExitCode {
    eprintln!("gelan: {message}");
    ExitCode::FAILURE
}
