//! `gelan template`: the blank templates.

use super::{failed, one_path, save};
use crate::export::template::templates;
use lexopt::{Error, Parser};
use std::process::ExitCode;

/// Writes the blank templates as a workbook.
pub fn run(parser: Parser) -> Result<ExitCode, Error> {
    let path = one_path(parser)?;
    Ok(match templates() {
        Ok(bytes) => save(&path, &bytes),
        Err(message) => failed(&message),
    })
}
