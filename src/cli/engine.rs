//! `gelan export`, `gelan sql` and `gelan partials`: counting what no page can hold on an engine that exists.

use super::data::{DataArgs, today};
use super::failed;
use super::output::{Output, print};
use super::tables_on_disk::Folder;
use crate::model::period::{MonthEnd, PeriodChoice};
use crate::partials::script::{of_year, script};
use crate::partials::sql::Dialect;
use crate::partials::views::TableFormat;
use crate::partials::{TownKey, csv};
use lexopt::prelude::*;
use lexopt::{Error, Parser};
use std::path::PathBuf;
use std::process::ExitCode;

/// Years that tables are of; a number outside is a slip.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=9999;

/// Reads an option that names a part of the town's key.
fn town_part(option: &str, parser: &mut Parser, key: &mut TownKey) -> Result<bool, Error> {
    let Some(at) = ["province", "city", "county", "township"].iter().position(|part| *part == option) else {
        return Ok(false);
    };
    let text = parser.value()?.to_string_lossy().into_owned();
    key.iter_mut().skip(at).take(1).for_each(|part| part.clone_from(&text));
    Ok(true)
}

fn format(parser: &mut Parser) -> Result<TableFormat, Error> {
    match parser.value()?.to_str() {
        Some("csv") => Ok(TableFormat::Csv),
        Some("parquet") => Ok(TableFormat::Parquet),
        _ => Err("--format 后只能写 csv 或 parquet".into()),
    }
}

/// Reads a period or a year's periods.
fn period_option(option: &str, parser: &mut Parser, periods: &mut Vec<PeriodChoice>) -> Result<bool, Error> {
    match option {
        "year" => {
            let year: i32 = parser.value()?.parse()?;
            if !YEARS.contains(&year) {
                return Err("--year 后写四位数的年份，如 2024".into());
            }
            periods.extend(of_year(year));
        }
        "periods" => {
            let text = parser.value()?.to_string_lossy().into_owned();
            for id in text.split(',') {
                let choice = PeriodChoice::from_id(id.trim());
                periods.push(choice.ok_or_else(|| format!("--periods 后的“{id}”不是期间"))?);
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Prints the queries.
pub fn sql(mut parser: Parser) -> Result<ExitCode, Error> {
    let (mut dialect, mut over, mut kept, mut to) = (None, None, TableFormat::Csv, None);
    let (mut periods, mut end) = (Vec::new(), MonthEnd::default());
    while let Some(arg) = parser.next()? {
        match arg {
            Long("dialect") => {
                let id = parser.value()?.to_string_lossy().into_owned();
                dialect = Some(Dialect::from_id(&id).ok_or("--dialect 后只能写 duckdb 或 spark")?);
            }
            Long("over") => over = Some(parser.value()?.to_string_lossy().into_owned()),
            Long("format") => kept = format(&mut parser)?,
            Long("to") => to = Some(parser.value()?.to_string_lossy().into_owned()),
            Long("month-end") => {
                let day: u32 = parser.value()?.parse()?;
                end = MonthEnd::new(day).ok_or("--month-end 后写 1 到 31")?;
            }
            Long(name) => {
                let name = name.to_owned();
                if !period_option(&name, &mut parser, &mut periods)? {
                    return Err(Long(&name).unexpected());
                }
            }
            other => return Err(other.unexpected()),
        }
    }
    let dialect = dialect.ok_or("请写 --dialect duckdb 或 --dialect spark")?;
    let over = over.as_deref().map(|folder| (folder, kept));
    print(&script(dialect, (&periods, end), over, to.as_deref()));
    Ok(ExitCode::SUCCESS)
}

/// Writes the canonical tables.
pub fn export(parser: Parser) -> Result<ExitCode, Error> {
    let (mut folder, mut kept, mut key) = (None, TableFormat::Csv, TownKey::default());
    let args = DataArgs::parse(parser, |option, parser| {
        match option {
            "canonical" => folder = Some(PathBuf::from(parser.value()?)),
            "format" => kept = format(parser)?,
            option => return town_part(option, parser, &mut key),
        }
        Ok(true)
    })?
    .with_data_or("请写出文件或文件夹，或用 --sample 看示例")?;
    let folder = folder.ok_or("请写 --canonical 文件夹")?;
    let (mut county, any) = args.county();
    if !any {
        return Ok(failed("没有一个文件能读"));
    }
    let mut out = Folder::new(folder, kept, args.output(&[]));
    let written = county.canonical(&key, today(), &mut out);
    print(out.written_towns());
    Ok(match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => Output::failed(out.path(), &error),
    })
}

/// Prints the sums that an engine gives of the canonical tables.
pub fn partials(parser: Parser) -> Result<ExitCode, Error> {
    let (mut key, mut periods) = (TownKey::default(), Vec::new());
    let args = DataArgs::parse(parser, |option, parser| {
        Ok(town_part(option, parser, &mut key)? || period_option(option, parser, &mut periods)?)
    })?
    .with_data_or("请写出文件或文件夹，或用 --sample 看示例")?;
    let (mut county, any) = args.county();
    if !any {
        return Ok(failed("没有一个文件能读"));
    }
    if periods.is_empty() {
        periods.push(args.choice());
    }
    let sums = county.partials(&key, &periods, today());
    print(&String::from_utf8_lossy(&csv::write(&sums)));
    Ok(ExitCode::SUCCESS)
}
