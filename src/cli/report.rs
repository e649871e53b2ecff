//! `gelan report`: the figures as text, JSON or a workbook.

use super::data::{DataArgs, today, waiting_lines};
use super::results::results_text;
use super::text::print;
use super::{failed, save};
use crate::export::report::Report;
use crate::export::results_json;
use crate::model::finding::{Code, Finding, Severity};
use crate::model::period::PeriodChoice;
use crate::session::{Results, waiting};
use crate::view::parts::bulletin::bulletin;
use lexopt::{Error, Parser};
use std::path::PathBuf;
use std::process::ExitCode;

/// Reads, computes and prints.
pub fn run(parser: Parser) -> Result<ExitCode, Error> {
    let (mut as_json, mut as_text, mut xlsx) = (false, false, None);
    let args = DataArgs::parse(parser, |option, parser| {
        match option {
            "json" => as_json = true,
            "text" => as_text = true,
            "xlsx" => xlsx = Some(PathBuf::from(parser.value()?)),
            "copy" => return Err("report 没有 --copy；写成报表用 --xlsx".into()),
            _ => return Ok(false),
        }
        Ok(true)
    })?
    .with_data_or("请写出文件或文件夹，或用 --sample 看示例")?;
    let (mut county, any) = args.county();
    county.compute(args.choice(), today());
    let Some(results) = county.results() else { return Ok(failed("没有可写的结果")) };
    let code = if any { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    if let Some(path) = xlsx {
        return Ok(match Report::new(&results, today()).xlsx() {
            Ok(bytes) => {
                let saved = save(&path, &bytes);
                if any { saved } else { code }
            }
            Err(message) => failed(&message),
        });
    }
    let waiting = waiting_lines(&waiting(results.reports.iter().copied()));
    let waiting = if waiting.is_empty() { String::new() } else { format!("\n{}\n", waiting.join("\n")) };
    print(&if as_text {
        bulletin(results.figures).text() + &waiting
    } else if as_json {
        format!("{}\n", results_json(&results))
    } else {
        head(&results)
            + &waiting
            + &results_text(results.figures)
            + &findings(results.findings.as_deref().unwrap_or_default())
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

fn findings(all: &[&Finding]) -> String {
    if all.is_empty() {
        return "\n没有提示\n".to_owned();
    }
    let mut out = format!("\n提示 {} 条\n", all.len());
    for &code in Code::ALL {
        let of_code: Vec<_> = all.iter().filter(|f| f.code == code).collect();
        let mark = match code.severity() {
            Severity::Error => "错误",
            Severity::Warning => "注意",
            Severity::Info => "说明",
        };
        for finding in of_code.iter().take(5) {
            let p = &finding.place;
            let row = p.row.map(|r| format!(" 第 {r} 行")).unwrap_or_default();
            out +=
                &format!("  [{mark} {}] {} {}{row}：{}\n", code.as_str(), p.file, p.sheet, finding.message);
        }
        if of_code.len() > 5 {
            out += &format!("  [{mark} {}] 另有 {} 条\n", code.as_str(), of_code.len() - 5);
        }
    }
    out
}
