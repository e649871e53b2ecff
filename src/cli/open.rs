//! `gelan open`: one snapshot with all its figures, or several as a line each with their totals.

use super::failed;
use super::output::print;
use super::results::results_text;
use super::stored::{FoundSnapshot, each, none};
use crate::export::json;
use crate::export::rollup::json as rollup_json;
use crate::figures::settings::Settings;
use crate::model::cause::Ticks;
use crate::model::period::PeriodChoice;
use crate::session::rollup::{Row, settle};
use crate::snapshot::{Snapshot, figures};
use crate::text::say;
use crate::view::pages::rollup::{RollupChoice, SetAside, TotalLine, rollup};
use crate::view::parts::snapshot::banner;
use crate::view::table::CellValue;
use lexopt::prelude::*;
use lexopt::{Error, Parser};
use std::fmt::Write;
use std::process::ExitCode;

/// Opens the snapshots and shows them.
pub fn run(parser: Parser) -> Result<ExitCode, Error> {
    let (mut snapshots, mut as_json, mut period, mut within) = (Vec::new(), false, None, String::new());
    let mut parser = parser;
    while let Some(arg) = parser.next()? {
        match arg {
            Long("json") => as_json = true,
            Long("within") => within = parser.value()?.to_string_lossy().into_owned(),
            Long("period") => {
                let id = parser.value()?.to_string_lossy().into_owned();
                period =
                    Some(PeriodChoice::from_id(&id).ok_or_else(|| format!("--period 后的“{id}”不是期间"))?);
            }
            Value(value) => snapshots.push(value.to_string_lossy().into_owned()),
            other => return Err(other.unexpected()),
        }
    }
    if snapshots.is_empty() {
        return Err("请写出快照：#s=…、链接、快照代码或快照文件".into());
    }
    match found(&snapshots, period).and_then(|(first, rows)| match first.filter(|_| rows.len() == 1) {
        Some(single) => single.opened().map(|(_, single)| show(&single, as_json)),
        None => show_all(&rows, &within, as_json),
    }) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(sentence) => Ok(failed(&sentence)),
    }
}

/// A row of each, and the first one as it was found: of a country no more fits into memory. Of a list, lines that do not open are
/// named; an argument of which nothing opens is an error.
fn found(
    arguments: &[String],
    period: Option<PeriodChoice>,
) -> Result<(Option<FoundSnapshot>, Vec<Row>), String> {
    let (mut first, mut rows) = (None, Vec::new());
    let settings = Settings::default();
    for argument in arguments {
        let (before, mut refused, mut others) = (rows.len(), Vec::new(), false);
        let wanted = |row: &Row| period.is_none_or(|choice| choice.days(row.month_end) == row.period);
        each(argument, &mut |found| match found.and_then(|found| Ok((found.row(&settings)?, found))) {
            Ok((row, _)) if !wanted(&row) => others = true,
            Ok((row, found)) => {
                rows.push(row);
                first.get_or_insert(found);
            }
            Err(sentence) => refused.push(sentence),
        });
        if rows.len() == before && others {
            return Err(say!("{path} 里没有这一期的快照", path = argument));
        }
        if rows.len() == before {
            return Err(refused.into_iter().next().unwrap_or_else(|| none(argument)));
        }
        refused.iter().for_each(|sentence| eprintln!("gelan: {sentence}"));
    }
    Ok((first, rows))
}

/// Shows a snapshot as text or JSON.
fn show(snapshot: &Snapshot, json: bool) {
    let figures = figures(snapshot, &Settings::default());
    if json {
        print(&format!("{}\n", json::results(&figures, (&[], &Ticks::default()), &[], &[])));
    } else {
        print(&format!("{}\n{}", banner(&snapshot.into()), results_text(&figures)));
    }
}

/// Shows several snapshots: a line a town or, where names say in which regions they are, a region; those that do not count; and
/// all together. JSON has all of them. Fails where nothing is of the region.
fn show_all(rows: &[Row], within: &str, json: bool) -> Result<(), String> {
    if json {
        print(&format!("{}\n", rollup_json(rows, &settle(rows))));
        return Ok(());
    }
    let region: Vec<String> = within.split_whitespace().map(str::to_owned).collect();
    let view = rollup(rows, &RollupChoice { within: region, ..RollupChoice::default() });
    if !within.is_empty() && view.counted.is_empty() && view.aside.is_empty() {
        return Err(format!("没有“{within}”的快照；从省写起，省、市、县之间空一格，如“某省 某市 某县”"));
    }
    let mut out = String::new();
    // A String takes whatever is written.
    if !view.path.is_empty() {
        let _ = writeln!(out, "{}", view.path.join(" "));
    }
    for row in &view.table.rows {
        let texts: Vec<String> = row.cells.iter().take(2).map(CellValue::text).collect();
        let _ = writeln!(out, "{}", texts.join("　"));
    }
    for SetAside { name, reason, .. } in &view.aside {
        let _ = writeln!(out, "{name}　{reason}");
    }
    if view.more > 0 {
        let _ = writeln!(out, "{}", say!("另有 {n} 个", n = view.more));
    }
    let _ = writeln!(out, "\n{}", say!("合计 {n} 个", n = view.counted.len()));
    for TotalLine { title, text, detail, of, .. } in &view.measures {
        let detail = if detail.is_empty() { String::new() } else { format!("（{detail}）") };
        let _ = writeln!(out, "  {title}　{text}{detail}{}", in_brackets(of));
    }
    for TotalLine { title, text, detail, of, .. } in &view.counts {
        let _ = writeln!(out, "  {title}　{text} {detail}{}", in_brackets(of));
    }
    print(&out);
    Ok(())
}

fn in_brackets(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("（{text}）") }
}
