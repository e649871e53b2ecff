//! The data that a command works on: files or the sample, a period, settings.

use super::files::{DiskFile, NamedFile, list};
use crate::figures::settings::Settings;
use crate::input::file::{FileReading, ReadChoices, read_file};
use crate::input::read::Flow;
use crate::model::cell::Day;
use crate::model::period::{Period, PeriodChoice};
use crate::sample;
use crate::session::County;
use lexopt::prelude::*;
use lexopt::{Error, Parser};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// The part of a command line that is about the data.
#[derive(Default)]
pub struct DataArgs {
    /// The period; `None` for all dates.
    pub period: Option<Period>,
    /// What the figures assume.
    pub settings: Settings,
    /// Whether the sample is read.
    pub sample: bool,
    /// Files and folders.
    pub paths: Vec<PathBuf>,
}

impl DataArgs {
    /// Reads the rest of a command line. `own_option` takes an option that does not concern the data, by its name
    /// without dashes, and may take its value from the parser; it returns `false` for an option that it does not know.
    pub fn parse(
        mut parser: Parser,
        mut own_option: impl FnMut(&str, &mut Parser) -> Result<bool, Error>,
    ) -> Result<Self, Error> {
        let mut args = Self::default();
        let (mut from, mut to) = (None, None);
        while let Some(arg) = parser.next()? {
            match arg {
                Long("from") => from = Some(day(&mut parser, "--from")?),
                Long("to") => to = Some(day(&mut parser, "--to")?),
                Long("settings") => args.settings = settings(&mut parser)?,
                Long("sample") => args.sample = true,
                Long(name) => {
                    let name = name.to_owned();
                    if !own_option(&name, &mut parser)? {
                        return Err(Long(&name).unexpected());
                    }
                }
                Value(path) => args.paths.push(path.into()),
                other => return Err(other.unexpected()),
            }
        }
        args.period = period(from, to)?;
        Ok(args)
    }

    /// Returns the arguments if they name either files or the sample, and `sentence` as an error if not.
    pub fn with_data_or(self, sentence: &'static str) -> Result<Self, Error> {
        if self.paths.is_empty() == self.sample { Ok(self) } else { Err(sentence.into()) }
    }

    /// The choice of period that the command line makes.
    pub fn choice(&self) -> PeriodChoice {
        self.period.map_or(PeriodChoice::All, PeriodChoice::Free)
    }

    /// Reads the data. Returns what is loaded, and whether at least one file could be read.
    pub fn county(&self) -> (County, bool) {
        let readings = if self.sample { read_sample() } else { list(&self.paths).iter().map(read).collect() };
        let any = readings.iter().any(|r| r.report.format.is_some());
        let mut county = County::default();
        for (id, reading) in (0..).zip(readings) {
            county.keep(id, reading);
        }
        county.set(self.settings.clone());
        (county, any)
    }
}

fn read_sample() -> Vec<FileReading> {
    let choices = ReadChoices::default();
    let read =
        |f: sample::SampleFile| read_file(&mut f.bytes.as_slice(), f.name, &choices, &mut |_| Flow::Continue);
    sample::files().into_iter().map(read).collect()
}

/// Reads a file of the command line.
pub fn read(file: &NamedFile) -> FileReading {
    let choices = ReadChoices::default();
    match DiskFile::open(&file.path) {
        Ok(mut source) => read_file(&mut source, &file.name, &choices, &mut |_| Flow::Continue),
        Err(error) => FileReading::unreadable(&file.name, &error.to_string()),
    }
}

/// The day by the clock of this computer, in UTC.
pub fn today() -> Day {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    Day(i32::try_from(seconds / 86_400).unwrap_or(i32::MAX))
}

/// The period from one day to the other; a side that is not given is open.
fn period(from: Option<Day>, to: Option<Day>) -> Result<Option<Period>, Error> {
    if from.is_none() && to.is_none() {
        return Ok(None);
    }
    let earliest = Day::from_ymd(1, 1, 1);
    let latest = Day::from_ymd(9999, 12, 31);
    match from.or(earliest).zip(to.or(latest)).map(|(from, to)| Period { from, to }) {
        Some(p) if p.from > p.to => Err(format!("起始日期 {} 晚于截止日期 {}", p.from, p.to).into()),
        period => Ok(period),
    }
}

fn settings(parser: &mut Parser) -> Result<Settings, Error> {
    let path = PathBuf::from(parser.value()?);
    let shown = path.display();
    let text = std::fs::read_to_string(&path).map_err(|e| format!("设置文件 {shown} 不能读取：{e}"))?;
    let (settings, notes) = Settings::from_file(&text).map_err(|e| format!("{shown}：{e}"))?;
    for note in notes {
        eprintln!("gelan: {shown}：{note}");
    }
    Ok(settings)
}

fn day(parser: &mut Parser, option: &str) -> Result<Day, Error> {
    let text = parser.value()?.to_string_lossy().into_owned();
    let mut parts = text.split('-').map(|p| p.parse::<u32>().ok());
    let date = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Some(y)), Some(Some(m)), Some(Some(d)), None) => {
            i32::try_from(y).ok().and_then(|y| Day::from_ymd(y, m, d))
        }
        _ => None,
    };
    Ok(date.ok_or_else(|| format!("{option} 后的“{text}”不是日期，请写成 2024-01-01"))?)
}
