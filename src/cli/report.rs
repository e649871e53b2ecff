//! `gelan report`: the figures as text, JSON or a workbook.

use super::data::{DataArgs, today, waiting_lines};
use super::failed;
use super::output::{print, print_with};
use super::results::results_text;
use super::state::{Progress, StateFolder};
use crate::export::{write, write_results_json};
use crate::model::cause::{Ticks, causes};
use crate::model::finding::Finding;
use crate::model::period::PeriodChoice;
use crate::model::row_runs::RowRuns;
use crate::session::protocol::ExportFile;
use crate::session::{Results, waiting};
use crate::view::parts::bulletin::bulletin;
use lexopt::{Error, Parser};
use std::path::PathBuf;
use std::process::ExitCode;

/// Reads, computes and prints.
pub fn run(parser: Parser) -> Result<ExitCode, Error> {
    let (mut as_json, mut as_text, mut names, mut xlsx) = (false, false, false, None);
    let mut folder = None;
    let args = DataArgs::parse(parser, |option, parser| {
        match option {
            "json" => as_json = true,
            "text" => as_text = true,
            "names" => names = true,
            "xlsx" => xlsx = Some(PathBuf::from(parser.value()?)),
            "state" => folder = Some(PathBuf::from(parser.value()?)),
            "copy" => return Err("report 没有 --copy；写成报表用 --xlsx".into()),
            _ => return Ok(false),
        }
        Ok(true)
    })?
    .with_data_or("请写出文件或文件夹，或用 --sample 看示例")?;
    if args.sample && folder.is_some() {
        return Err("--state 用于文件，不用于 --sample".into());
    }
    let state = match folder.as_deref().map(StateFolder::open).transpose() {
        Ok(state) => state,
        Err(error) => return Ok(error.report()),
    };
    let loaded = state.as_ref().map_or_else(|| Ok(args.county()), |state| args.county_by(state));
    let (mut county, any) = match loaded {
        Ok(loaded) => loaded,
        Err(error) => return Ok(error.report()),
    };
    let progress = state.as_ref().map(|_| Progress::new("计算", &[]));
    county.compute(args.choice(), today());
    drop(progress);
    // Nothing is written of what is wrong since rows are lost.
    if let Some(Err(error)) = state.as_ref().map(StateFolder::check) {
        return Ok(error.report());
    }
    let Some(results) = county.results() else { return Ok(failed("没有可写的结果")) };
    let code = if any { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    if let Some(path) = xlsx {
        let file = if names { ExportFile::NamedReport } else { ExportFile::Report };
        return Ok(match write(&file, &results, today()) {
            Ok(written) => {
                let saved = args.output(&[]).save(&path, &written.bytes);
                if any { saved } else { code }
            }
            Err(message) => failed(&message),
        });
    }
    let waiting = waiting_lines(&waiting(results.reports.iter().copied()));
    let waiting = if waiting.is_empty() { String::new() } else { format!("\n{}\n", waiting.join("\n")) };
    if as_json {
        print_with(|out| {
            write_results_json(out, &results, &args.ticks)?;
            out.write_all(b"\n")
        });
        return Ok(code);
    }
    print(&if as_text {
        bulletin(&results.figures.without_names()).text() + &waiting
    } else {
        head(&results)
            + &waiting
            + &results_text(results.figures)
            + &findings(results.findings.as_deref().unwrap_or_default(), &args.ticks)
    });
    Ok(code)
}

fn head(Results { figures, reports, .. }: &Results<'_>) -> String {
    let period = figures.period.map_or_else(|| "全部日期".to_owned(), |p| PeriodChoice::Free(p).title());
    let tables: usize = reports.iter().map(|r| r.tables.len()).sum();
    let rows: u32 = reports.iter().flat_map(|r| &r.tables).map(|t| t.records).sum();
    let town = figures.township.as_deref().unwrap_or("格览");
    format!("{town}　{period}　{} 个文件　{tables} 张表　{rows} 行\n", reports.len())
}

fn findings(all: &[&Finding], ticks: &Ticks) -> String {
    if all.is_empty() {
        return "\n没有提示\n".to_owned();
    }
    let causes = causes(all.iter().copied());
    let mut out = format!("\n提示 {} 条\n", causes.len());
    for cause in &causes {
        let code = cause.code;
        let mut places = Vec::new();
        for place in cause.by_place() {
            let rows = place.rows();
            let named = place.place().map(|p| format!("{} {}", p.file, p.sheet)).unwrap_or_default();
            let rows = if rows.is_empty() { String::new() } else { format!(" 第 {} 行", in_short(&rows)) };
            places.push(format!("{}{rows}", named.trim_end()));
        }
        let class = if ticks.has(cause) { "已核对" } else { code.class().title() };
        let count = cause.count();
        let count = if count > 1 { format!(" {count} 处") } else { String::new() };
        let (places, message) = (places.join("；"), cause.sentence());
        out += &format!("  [{class} {}]{count} {places}：{message}\n", code.as_str());
    }
    out
}

/// The first few runs of rows.
fn in_short(rows: &RowRuns) -> String {
    let first = rows.first(6);
    let rest = if first.left_out() > 0 { format!(" 等 {}", rows.count()) } else { String::new() };
    format!("{}{rest}", first.to_string().trim_end_matches('…'))
}
