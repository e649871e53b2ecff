//! The data that a command works on: files or the sample, a period, settings.

use super::files::{NamedFile, list};
use super::output::{Output, WriteError};
use super::read::{read, read_by};
use super::state::StateFolder;
use crate::figures::settings::{Key, Settings};
use crate::input::file::{FileReading, ReadChoices, read_all, read_file};
use crate::input::read::Flow;
use crate::input::recognise::{ListedNames, Mappings};
use crate::model::alias::Aliases;
use crate::model::cause::Ticks;
use crate::model::cell::Day;
use crate::model::period::{Period, PeriodChoice};
use crate::sample;
use crate::session::{County, WaitingTable, waiting};
use crate::text::format::grouped;
use lexopt::prelude::*;
use lexopt::{Error, Parser};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// The part of a command line that is about the data.
#[derive(Default)]
pub struct DataArgs {
    /// The period; `None` where none is said.
    pub period: Option<PeriodChoice>,
    /// What the figures assume.
    pub settings: Settings,
    /// What a person has corrected before.
    pub choices: ReadChoices,
    /// The findings that a person ticked off.
    pub ticks: Ticks,
    /// What a person answered about names.
    pub aliases: Aliases,
    /// Whether tables that are only likely count.
    pub accept_likely: bool,
    /// Whether the sample is read.
    pub sample: bool,
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Settings and mappings.
    beside: Vec<PathBuf>,
    /// Whether a file that is there may be replaced.
    force: bool,
}

impl DataArgs {
    /// Reads the rest of a command line. `own_option` takes an option that does not concern the data, by its name
    /// without dashes, and may take its value from the parser; it returns `false` for an option that it does not know.
    pub fn parse(
        mut parser: Parser,
        mut own_option: impl FnMut(&str, &mut Parser) -> Result<bool, Error>,
    ) -> Result<Self, Error> {
        let mut args = Self::default();
        let (mut from, mut to, mut named, mut month_end) = (None, None, None, None);
        while let Some(arg) = parser.next()? {
            match arg {
                Long("from") => from = Some(day(&mut parser, "--from")?),
                Long("to") => to = Some(day(&mut parser, "--to")?),
                Long("period") => named = Some(choice(&mut parser)?),
                Long("month-end") => month_end = Some(parser.value()?.to_string_lossy().into_owned()),
                Long("force") => args.force = true,
                Long("settings") => args.settings = settings(&mut parser, &mut args.beside)?,
                Long("mappings") => {
                    let mut known = Mappings {
                        corrections: args.choices.corrections,
                        aliases: args.aliases,
                        ticks: args.ticks,
                    };
                    take_mappings(&mut parser, &mut known, &mut args.beside)?;
                    (args.choices.corrections, args.aliases, args.ticks) =
                        (known.corrections, known.aliases, known.ticks);
                }
                Long("accept") => match parser.value()?.to_str() {
                    Some("likely") => args.accept_likely = true,
                    _ => return Err("--accept 后只能写 likely".into()),
                },
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
        if let Some(day) = month_end {
            args.settings.set(Key::MonthEnd, &day)?;
        }
        args.period = match (period(from, to)?, named) {
            (Some(_), Some(_)) => return Err("--period 和 --from、--to 只写一种".into()),
            (period, named) => named.or(period.map(PeriodChoice::Free)),
        };
        Ok(args)
    }

    /// Returns the arguments if they name either files or the sample, and `sentence` as an error if not.
    pub fn with_data_or(self, sentence: &'static str) -> Result<Self, Error> {
        if self.paths.is_empty() == self.sample { Ok(self) } else { Err(sentence.into()) }
    }

    /// Where the command may write; it read the data and what else is `read`.
    pub fn output(&self, read: &[PathBuf]) -> Output {
        let inputs = [&self.paths, &self.beside, read].into_iter().flatten().cloned().collect();
        Output { inputs, force: self.force }
    }

    /// The choice of period that the command line makes.
    pub fn choice(&self) -> PeriodChoice {
        self.period.unwrap_or_default()
    }

    /// Reads the data, and names the tables that wait on standard error. Returns what is loaded, and whether at least
    /// one file could be read.
    pub fn county(&self) -> (County, bool) {
        let readings = if self.sample {
            let files = sample::files();
            read_all(&files, |file, names| self.accepted(names, |choices| read_sample(file, choices)))
        } else {
            let files = list(&self.paths);
            read_all(&files, |file, names| self.accepted(names, |choices| read(file, choices)))
        };
        self.loaded(readings)
    }

    /// The same of files, by what a state folder holds of them.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn county_by(&self, state: &StateFolder) -> Result<(County, bool), WriteError> {
        let files: Vec<NamedFile> =
            list(&self.paths).into_iter().filter(|file| !state.holds(&file.path)).collect();
        let marked = postcard::to_allocvec(&(&self.choices, self.accept_likely)).unwrap_or_default();
        let readings = state.read_all(&files, &marked, |file, names, threads| {
            self.accepted(names, |choices| read_by(threads, file, choices))
        })?;
        Ok(self.loaded(readings))
    }

    fn loaded(&self, readings: Vec<FileReading>) -> (County, bool) {
        let any = readings.iter().any(|r| r.report.format.is_some());
        let reports = || readings.iter().map(|r| &r.report);
        waiting_lines(&waiting(reports())).iter().for_each(|line| eprintln!("gelan: {line}"));
        let mut county = County::default();
        for (id, reading) in (0..).zip(readings) {
            county.keep(id, reading);
        }
        county.set(self.settings.clone());
        county.answer(self.aliases.clone());
        (county, any)
    }

    /// Reads a file; where tables that wait are to count, once more with a person's word for each of them.
    fn accepted(&self, names: ListedNames, read: impl Fn(&ReadChoices) -> FileReading) -> FileReading {
        let mut choices = ReadChoices { names, ..self.choices.clone() };
        let reading = read(&choices);
        let before = choices.clone();
        for table in reading.report.tables.iter().filter(|table| self.accept_likely && table.waits()) {
            choices.corrections.choose(table, table.kind);
        }
        if choices == before {
            return reading;
        }
        // Its records are read once more, and a long log's are not kept twice.
        drop(reading);
        read(&choices)
    }
}

/// Returns what to say of tables that wait: a line each, and how they come to count; nothing if there are none.
pub fn waiting_lines(waiting: &[WaitingTable<'_>]) -> Vec<String> {
    if waiting.is_empty() {
        return Vec::new();
    }
    let figures = |w: &WaitingTable<'_>| {
        let titles: Vec<&str> = w.figures().iter().map(|figure| figure.label()).collect();
        if titles.is_empty() { String::new() } else { format!("；计入会改变：{}", titles.join("、")) }
    };
    let line = |w: &WaitingTable<'_>| {
        let place = format!("{} {}", w.file, w.table.sheet);
        let (place, kind, rows) = (place.trim_end(), w.kind.title(), grouped(i64::from(w.table.records)));
        format!("{place}：像是“{kind}”，{rows} 行，等人确认，没有计入{}", figures(w))
    };
    let lines = waiting.iter().map(line);
    let advice = "确认是，请加 --accept likely；或在网页里确认后保存表头对应，用 --mappings 带上";
    lines.chain([advice.to_owned()]).collect()
}

fn read_sample(file: &sample::SampleFile, choices: &ReadChoices) -> FileReading {
    read_file(&mut file.bytes.as_slice(), file.name, choices, &mut |_| Flow::Continue)
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

/// The period as offices name it.
fn choice(parser: &mut Parser) -> Result<PeriodChoice, Error> {
    let text = parser.value()?.to_string_lossy().into_owned();
    let wrong =
        || format!("--period 后的“{text}”不是期间，请写成 2024-06、2024-1..5、2024-Q2、2024-H1、2024 或 all");
    Ok(PeriodChoice::from_id(&text).ok_or_else(wrong)?)
}

/// Takes a mapping file in, as the page saves it.
fn take_mappings(parser: &mut Parser, mappings: &mut Mappings, read: &mut Vec<PathBuf>) -> Result<(), Error> {
    let path = PathBuf::from(parser.value()?);
    read.push(path.clone());
    let shown = path.display();
    let text = std::fs::read_to_string(&path).map_err(|e| format!("表头对应文件 {shown} 不能读取：{e}"))?;
    mappings.take_file(&text).map_err(|e| format!("{shown}：{e}"))?;
    Ok(())
}

fn settings(parser: &mut Parser, read: &mut Vec<PathBuf>) -> Result<Settings, Error> {
    let path = PathBuf::from(parser.value()?);
    read.push(path.clone());
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
