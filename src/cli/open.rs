//! `gelan open`: one snapshot with all its figures, or several as a line each with their totals.

use super::failed;
use super::output::print;
use super::results::results_text;
use super::stored::{each, none};
use crate::catalogue::{Count, Measure};
use crate::export::json;
use crate::export::rollup::json as rollup_json;
use crate::figures::State;
use crate::figures::settings::Settings;
use crate::model::cause::Ticks;
use crate::model::period::{PeriodChoice, range};
use crate::session::rollup::{RollupCell, Row, counted, names, settle};
use crate::snapshot::{Snapshot, encode, figures};
use crate::text::format::percents;
use crate::text::{say, t};
use crate::view::parts::snapshot::banner;
use lexopt::prelude::*;
use lexopt::{Error, Parser};
use std::fmt::Write;
use std::process::ExitCode;

/// Opens the snapshots and shows them.
pub fn run(parser: Parser) -> Result<ExitCode, Error> {
    let (mut snapshots, mut as_json, mut period) = (Vec::new(), false, None);
    let mut parser = parser;
    while let Some(arg) = parser.next()? {
        match arg {
            Long("json") => as_json = true,
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
    match opened(&snapshots, period) {
        Ok((Some(single), rows)) if rows.len() == 1 => show(&single, as_json),
        Ok((_, rows)) => show_all(&rows, as_json),
        Err(sentence) => return Ok(failed(&sentence)),
    }
    Ok(ExitCode::SUCCESS)
}

/// A row of each, and the first one whole: of a country no more fits into memory. Of a list, lines that do not open are
/// named; an argument of which nothing opens is an error.
fn opened(
    arguments: &[String],
    period: Option<PeriodChoice>,
) -> Result<(Option<Snapshot>, Vec<Row>), String> {
    let (mut first, mut rows) = (None, Vec::new());
    let settings = Settings::default();
    for argument in arguments {
        let (before, mut refused, mut others) = (rows.len(), Vec::new(), false);
        let wanted = |s: &Snapshot| period.is_none_or(|choice| choice.days(s.month_end()) == s.period);
        each(argument, &mut |found| match found {
            Ok((_, snapshot)) if !wanted(&snapshot) => others = true,
            Ok((text, snapshot)) => {
                rows.push(Row::of(&snapshot, &text.unwrap_or_else(|| encode(&snapshot)), &settings));
                first.get_or_insert(snapshot);
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

/// Shows several snapshots: a line a town, and all together.
fn show_all(rows: &[Row], json: bool) {
    let asides = settle(rows);
    if json {
        print(&format!("{}\n", rollup_json(rows, &asides)));
        return;
    }
    let mut out = String::new();
    for ((row, aside), name) in rows.iter().zip(&asides).zip(names(rows, &asides)) {
        let note = aside.map(|a| format!("　{}", a.sentence(rows))).unwrap_or_default();
        // A String takes whatever is written.
        let _ = writeln!(out, "{name}　{}{note}", range(row.period));
    }
    let total = counted(rows, &asides);
    let _ = writeln!(out, "\n{}", say!("合计 {n} 个", n = total.rows));
    for measure in Measure::ALL {
        let known = total.measure(*measure);
        let _ =
            writeln!(out, "  {}　{}{}", measure.title(), shown(known.sum), partly(known.rows, total.rows));
    }
    for count in Count::ALL {
        let known = total.count(*count);
        let value = known.sum.map_or_else(|| t("无数据").to_owned(), |n| format!("{n} {}", count.unit()));
        let _ = writeln!(out, "  {}　{value}{}", count.title(), partly(known.rows, total.rows));
    }
    print(&out);
}

/// That only some of the towns have it.
fn partly(known: usize, all: usize) -> String {
    if known == 0 || known == all {
        String::new()
    } else {
        say!("（{all} 个中 {known} 个有）", all, known)
    }
}

fn shown(cell: RollupCell) -> String {
    let (lower, upper) = match cell.state {
        State::Value => (cell.numerator, cell.numerator),
        State::Interval { lower, upper } => (lower, upper),
        State::NoDenominator => return t("无法计算").to_owned(),
        State::NoData => return t("无数据").to_owned(),
        State::Refused(refusal) => return refusal.to_string(),
        State::Withheld(why) => return why.to_string(),
    };
    let of = if lower == upper { lower.to_string() } else { format!("{lower}–{upper}") };
    let share = percents(lower, upper, cell.denominator).unwrap_or_default();
    format!("{share}（{of}/{}）", cell.denominator)
}
