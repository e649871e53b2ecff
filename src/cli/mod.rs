//! The command line. Exit codes: 0 where something was read (with findings too), 1 where no file could be
//! read or no draft, 2 for bad usage.

mod cells;
mod check;
mod files;
mod report;
mod rollup;
mod snapshot;
mod tables;
mod text;

use crate::figures::settings::Settings;
use crate::model::cell::Day;
use crate::model::period::Period;
use lexopt::prelude::*;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
格览 gelan：从表格导出件算出覆盖率、网格负荷和代表履职

用法：
  gelan check 稿子 [--from 日期] [--to 日期] [--settings 文件] [--json] [--copy 文件] 文件或文件夹… | --sample
  gelan report [--from 日期] [--to 日期] [--settings 文件] [--json | --xlsx 文件 | --text] 文件或文件夹… | --sample
  gelan template 文件.xlsx
  gelan snapshot [--from 日期] [--to 日期] [--settings 文件] [--full] [--names] [--least K] [--password]
                 [--out 文件.gelan] 文件或文件夹… | --sample
  gelan open [--json] 快照…
  gelan compare [--json] 快照 快照
  gelan tables [--records] 文件或文件夹…
  gelan cells 文件
  gelan --help | --version

report  读全部文件，列出主要结果；--json 输出结果 JSON（gelan-results 第 1 版）
        --xlsx 写成报表：一页一张工作表，带图和口径；--text 输出通报文字
        日期写作 2024-01-01；只写一头时，另一头不限
        --settings 用页面“设置”中保存的 gelan-settings.json；不写时用默认值
check   核稿：稿子（.txt 或 .docx）里的每个数，与表格算出的对照；--json 按文中顺序输出
        [{\"text\",\"value\",\"unit\",\"relation\",\"measure\",\"computed\",\"verdict\",…}]
        relation: exact | about | at-least | at-most；verdict: agrees | differs | at-least | cannot-check
        不写期间时，按稿中自己写的期间（2024年上半年）核
        --copy 另写一份标出更正的稿子，按后缀：.txt、.html，稿子是 Word 文档时也可以是 .docx（修订）
template  写出空白模板：一类表一张工作表，带下拉选项和示例行
snapshot  输出快照 #s=…，接在格览的网址后面就是链接；--out 改为写成快照文件
        --full 全量（连同各人的数字，以编号代替姓名），--names 写出姓名；不写时只有摘要
        --least K 隐去 1 到 K-1 的数，以及能由它们推算的数；--password 用环境变量 GELAN_PASSWORD 中的密码加密
compare 比较两个快照：前一个是以前，后一个是现在；--json 输出 gelan-comparison 第 1 版
open    打开快照：#s=…、整个链接、快照代码、快照文件（.gelan）、带快照的网页；有密码时放在 GELAN_PASSWORD 中
        写几个时合并：逐镇列出，并给出合计；--json 输出 gelan-rollup 第 1 版
tables  每张表是怎样认的，一张一行 JSON；--records 连同每条记录
cells   逐格列出读到的内容，每个非空单元格一行 JSON：
        {\"sheet\",\"row\",\"column\",\"kind\":\"text|number|date|bool|error\",\"text\"}

退出码：0 读到了文件（有提示、有不符的数也算）；1 没有一个文件能读，或稿子不能读；2 用法不对
";

/// What the command line asks for.
enum Command {
    Report(Box<ReportArgs>),
    Check(Box<CheckArgs>),
    Snapshot(Box<snapshot::SnapshotArgs>),
    Open { snapshots: Vec<String>, json: bool },
    Compare { snapshots: Vec<String>, json: bool },
    Cells(PathBuf),
    Template(PathBuf),
    Tables { paths: Vec<PathBuf>, records: bool },
    Help,
    Version,
}

/// What `gelan report` is given.
#[derive(Default)]
struct ReportArgs {
    period: Option<Period>,
    json: bool,
    text: bool,
    xlsx: Option<PathBuf>,
    copy: Option<PathBuf>,
    sample: bool,
    settings: Settings,
    paths: Vec<PathBuf>,
}

/// What `gelan check` is given.
struct CheckArgs {
    draft: PathBuf,
    period: Option<Period>,
    json: bool,
    copy: Option<PathBuf>,
    sample: bool,
    settings: Settings,
    paths: Vec<PathBuf>,
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    match parse(lexopt::Parser::from_env()) {
        Ok(Command::Report(args)) => report::run(&args),
        Ok(Command::Check(args)) => check::run(&args),
        Ok(Command::Snapshot(args)) => snapshot::run(&args),
        Ok(Command::Open { snapshots, json }) => snapshot::run_open(&snapshots, json),
        Ok(Command::Compare { snapshots, json }) => rollup::run_compare(&snapshots, json),
        Ok(Command::Cells(path)) => cells::run(&path),
        Ok(Command::Template(path)) => report::template(&path),
        Ok(Command::Tables { paths, records }) => tables::run(&paths, records),
        Ok(Command::Help) => {
            text::print(USAGE);
            ExitCode::SUCCESS
        }
        Ok(Command::Version) => {
            text::print(concat!("gelan ", env!("CARGO_PKG_VERSION"), "\n"));
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("gelan: {message}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn parse(mut parser: lexopt::Parser) -> Result<Command, String> {
    let first = parser.next().map_err(|e| e.to_string())?;
    match first {
        Some(Long("help") | Short('h')) => Ok(Command::Help),
        Some(Long("version") | Short('V')) => Ok(Command::Version),
        Some(Value(name)) if name == "report" => {
            parse_report(parser).map(|args| Command::Report(Box::new(args)))
        }
        Some(Value(name)) if name == "check" => {
            parse_check(parser).map(|args| Command::Check(Box::new(args)))
        }
        Some(Value(name)) if name == "snapshot" => {
            parse_snapshot(parser).map(|args| Command::Snapshot(Box::new(args)))
        }
        Some(Value(name)) if name == "open" => parse_open(parser),
        Some(Value(name)) if name == "compare" => match parse_open(parser)? {
            Command::Open { snapshots, json } if snapshots.len() == 2 => {
                Ok(Command::Compare { snapshots, json })
            }
            _ => Err("请写出两个快照".to_owned()),
        },
        Some(Value(name)) if name == "cells" => parse_cells(parser).map(Command::Cells),
        Some(Value(name)) if name == "template" => parse_cells(parser).map(Command::Template),
        Some(Value(name)) if name == "tables" => parse_tables(parser),
        Some(other) => Err(other.unexpected().to_string()),
        None => Err("没有写要做什么".to_owned()),
    }
}

fn parse_report(parser: lexopt::Parser) -> Result<ReportArgs, String> {
    let args = parse_options(parser)?;
    if args.copy.is_some() {
        return Err("report 没有 --copy；写成报表用 --xlsx".to_owned());
    }
    if args.paths.is_empty() != args.sample {
        return Err("请写出文件或文件夹，或用 --sample 看示例".to_owned());
    }
    Ok(args)
}

fn parse_options(mut parser: lexopt::Parser) -> Result<ReportArgs, String> {
    let mut args = ReportArgs::default();
    let (mut from, mut to) = (None, None);
    while let Some(arg) = parser.next().map_err(|e| e.to_string())? {
        match arg {
            Long("from") => from = Some(day(&mut parser, "--from")?),
            Long("to") => to = Some(day(&mut parser, "--to")?),
            Long("settings") => args.settings = settings(&mut parser)?,
            Long("json") => args.json = true,
            Long("text") => args.text = true,
            Long("xlsx") => args.xlsx = Some(parser.value().map_err(|e| e.to_string())?.into()),
            Long("copy") => args.copy = Some(parser.value().map_err(|e| e.to_string())?.into()),
            Long("sample") => args.sample = true,
            Value(path) => args.paths.push(path.into()),
            other => return Err(other.unexpected().to_string()),
        }
    }
    args.period = period(from, to)?;
    Ok(args)
}

/// From the one day to the other; a side that is not given is open.
fn period(from: Option<Day>, to: Option<Day>) -> Result<Option<Period>, String> {
    if from.is_none() && to.is_none() {
        return Ok(None);
    }
    let earliest = Day::from_ymd(1, 1, 1);
    let latest = Day::from_ymd(9999, 12, 31);
    match from.or(earliest).zip(to.or(latest)).map(|(from, to)| Period { from, to }) {
        Some(p) if p.from > p.to => Err(format!("起始日期 {} 晚于截止日期 {}", p.from, p.to)),
        period => Ok(period),
    }
}

fn parse_snapshot(mut parser: lexopt::Parser) -> Result<snapshot::SnapshotArgs, String> {
    let mut args = snapshot::SnapshotArgs::default();
    let (mut from, mut to) = (None, None);
    while let Some(arg) = parser.next().map_err(|e| e.to_string())? {
        match arg {
            Long("from") => from = Some(day(&mut parser, "--from")?),
            Long("to") => to = Some(day(&mut parser, "--to")?),
            Long("settings") => args.settings = settings(&mut parser)?,
            Long("full") => args.choices.full = true,
            Long("names") => (args.choices.full, args.choices.names) = (true, true),
            Long("least") => args.choices.least = least(&mut parser)?,
            Long("password") => args.locked = true,
            Long("out") => args.out = Some(parser.value().map_err(|e| e.to_string())?.into()),
            Long("sample") => args.sample = true,
            Value(path) => args.paths.push(path.into()),
            other => return Err(other.unexpected().to_string()),
        }
    }
    if args.paths.is_empty() != args.sample {
        return Err("请写出文件或文件夹，或用 --sample 看示例".to_owned());
    }
    args.period = period(from, to)?;
    Ok(args)
}

fn least(parser: &mut lexopt::Parser) -> Result<u32, String> {
    let text = parser.value().map_err(|e| e.to_string())?.to_string_lossy().into_owned();
    // Below 3 the mark itself would tell the figure.
    let fits = text.parse().ok().filter(|n| (3..=1_000).contains(n));
    fits.ok_or_else(|| format!("--least 后的“{text}”应是 3～1000 之间的整数"))
}

fn parse_open(mut parser: lexopt::Parser) -> Result<Command, String> {
    let (mut snapshots, mut json) = (Vec::new(), false);
    while let Some(arg) = parser.next().map_err(|e| e.to_string())? {
        match arg {
            Long("json") => json = true,
            Value(text) => snapshots.push(text.to_string_lossy().into_owned()),
            other => return Err(other.unexpected().to_string()),
        }
    }
    if snapshots.is_empty() {
        Err("请写出快照：#s=…、链接、快照代码或快照文件".to_owned())
    } else {
        Ok(Command::Open { snapshots, json })
    }
}

/// The first path is the draft; the rest is as for a report.
fn parse_check(parser: lexopt::Parser) -> Result<CheckArgs, String> {
    let ReportArgs { period, json, text, xlsx, copy, sample, settings, mut paths } = parse_options(parser)?;
    if text || xlsx.is_some() {
        return Err("check 没有 --text 和 --xlsx；标出更正的稿子用 --copy".to_owned());
    }
    if paths.is_empty() {
        return Err("请写出要核的稿子".to_owned());
    }
    let draft = paths.remove(0);
    if paths.is_empty() != sample {
        return Err("请在稿子后面写出数据文件或文件夹，或用 --sample 与示例对照".to_owned());
    }
    Ok(CheckArgs { draft, period, json, copy, sample, settings, paths })
}

fn settings(parser: &mut lexopt::Parser) -> Result<Settings, String> {
    let path = PathBuf::from(parser.value().map_err(|e| e.to_string())?);
    let shown = path.display();
    let text = std::fs::read_to_string(&path).map_err(|e| format!("设置文件 {shown} 不能读取：{e}"))?;
    let (settings, notes) = Settings::from_file(&text).map_err(|e| format!("{shown}：{e}"))?;
    for note in notes {
        eprintln!("gelan: {shown}：{note}");
    }
    Ok(settings)
}

fn day(parser: &mut lexopt::Parser, option: &str) -> Result<Day, String> {
    let text = parser.value().map_err(|e| e.to_string())?.to_string_lossy().into_owned();
    let mut parts = text.split('-').map(|p| p.parse::<u32>().ok());
    let date = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Some(y)), Some(Some(m)), Some(Some(d)), None) => {
            i32::try_from(y).ok().and_then(|y| Day::from_ymd(y, m, d))
        }
        _ => None,
    };
    date.ok_or_else(|| format!("{option} 后的“{text}”不是日期，请写成 2024-01-01"))
}

fn parse_cells(mut parser: lexopt::Parser) -> Result<PathBuf, String> {
    let mut path = None;
    while let Some(arg) = parser.next().map_err(|e| e.to_string())? {
        match arg {
            Value(p) if path.is_none() => path = Some(PathBuf::from(p)),
            other => return Err(other.unexpected().to_string()),
        }
    }
    path.ok_or_else(|| "请写出一个文件".to_owned())
}

fn parse_tables(mut parser: lexopt::Parser) -> Result<Command, String> {
    let (mut paths, mut records) = (Vec::new(), false);
    while let Some(arg) = parser.next().map_err(|e| e.to_string())? {
        match arg {
            Long("records") => records = true,
            Value(path) => paths.push(PathBuf::from(path)),
            other => return Err(other.unexpected().to_string()),
        }
    }
    if paths.is_empty() {
        Err("请写出文件或文件夹".to_owned())
    } else {
        Ok(Command::Tables { paths, records })
    }
}
