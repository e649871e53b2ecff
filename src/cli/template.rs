//! `gelan template`: the blank templates.

use super::output::Output;
use super::{failed, values_and_flag};
use crate::export::template::templates;
use lexopt::{Error, Parser};
use std::process::ExitCode;

/// Writes the blank templates as a workbook.
pub fn run(parser: Parser) -> Result<ExitCode, Error> {
    let (values, force) = values_and_flag(parser, "force")?;
    let [path] = values.as_slice() else { return Err("请写出一个文件".into()) };
    Ok(match templates() {
        Ok(bytes) => Output { inputs: Vec::new(), force }.save(path.as_ref(), &bytes),
        Err(message) => failed(&message),
    })
}
