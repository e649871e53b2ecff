//! Several snapshots together, and two against each other.

use super::snapshot::snapshot_of;
use super::text::print;
use crate::catalogue::{Count, Measure};
use crate::export::compare::json as comparison_json;
use crate::export::rollup::json as rollup_json;
use crate::figures::State;
use crate::figures::compare::{Comparison, Difference, Side, compare, points};
use crate::figures::settings::Settings;
use crate::model::period::range;
use crate::say;
use crate::session::rollup::counted;
use crate::session::rollup::{Cell, Row, links, names, settle};
use crate::snapshot::Snapshot;
use crate::snapshot::figures;
use crate::text::format::percents;
use crate::text::t;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// An argument, or where it is a text file or table with several snapshots, a line each, all of these.
pub fn each(argument: &str) -> Vec<String> {
    let path = Path::new(argument);
    let listed = path.extension().is_some_and(|e| ["txt", "csv", "tsv"].iter().any(|known| e == *known));
    let text = if listed { std::fs::read_to_string(path).unwrap_or_default() } else { String::new() };
    let several: Vec<String> = links(&text).into_iter().filter_map(|(_, found)| found.ok()).collect();
    if several.len() > 1 { several } else { vec![argument.to_owned()] }
}

/// Shows several snapshots: a line a town, and all together.
pub fn show(rows: &[Row], json: bool) {
    let asides = settle(rows);
    if json {
        print(&format!("{}\n", rollup_json(rows, &asides)));
        return;
    }
    let mut out = String::new();
    for ((row, aside), name) in rows.iter().zip(&asides).zip(names(rows)) {
        let note = aside.map(|a| format!("　{}", a.sentence(rows))).unwrap_or_default();
        // A String takes whatever is written.
        let _ = writeln!(out, "{name}　{}{note}", range(row.period));
    }
    let total = counted(rows, &asides);
    let _ = writeln!(out, "\n{}", say!("合计 {n} 个", n = total.rows));
    for measure in Measure::ALL {
        let known = total.measure(*measure);
        let _ = writeln!(out, "  {}　{}{}", measure.title(), shown(known.sum), of(known.rows, total.rows));
    }
    for count in Count::ALL {
        let known = total.count(*count);
        let value = known.sum.map_or_else(|| t("无数据").to_owned(), |n| format!("{n} {}", count.unit()));
        let _ = writeln!(out, "  {}　{value}{}", count.title(), of(known.rows, total.rows));
    }
    print(&out);
}

/// That only some of the towns have it.
fn of(known: usize, all: usize) -> String {
    if known == 0 || known == all {
        String::new()
    } else {
        say!("（{all} 个中 {known} 个有）", all, known)
    }
}

fn shown(cell: Cell) -> String {
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

/// Compares two snapshots.
pub fn run_compare(arguments: &[String], json: bool) -> ExitCode {
    let opened: Result<Vec<Snapshot>, String> = arguments.iter().map(|a| snapshot_of(a)).collect();
    let (before, after) = match opened.as_deref() {
        Ok([before, after]) => (before, after),
        Ok(_) => return ExitCode::from(2),
        Err(sentence) => {
            eprintln!("gelan: {sentence}");
            return ExitCode::FAILURE;
        }
    };
    let settings = Settings::default();
    let (a, b) = (figures(before, &settings), figures(after, &settings));
    let found = compare(
        Side { figures: &a, catalogue: before.catalogue },
        Side { figures: &b, catalogue: after.catalogue },
    );
    print(&if json { format!("{}\n", comparison_json(&found)) } else { text(&found) });
    ExitCode::SUCCESS
}

fn text(c: &Comparison) -> String {
    let [before, after] = &c.names;
    let mut out = format!("{before} → {after}\n{}\n", c.sentence);
    for note in &c.notes {
        let _ = writeln!(out, "{note}");
    }
    for line in c.measures.iter().chain(&c.counts) {
        let side = |side: Option<(i64, Option<i64>)>| match side {
            Some((n, Some(d))) => format!("{n}/{d}"),
            Some((n, None)) => n.to_string(),
            None => t("无数据").to_owned(),
        };
        let difference = match line.difference {
            Difference::Points(tenths, chance) => format!("{}　{}", points(tenths), chance.words()),
            Difference::Amount(n, chance) => format!("{n:+}　{}", chance.words()),
            Difference::Unknown => continue,
            Difference::Definition => t("口径有变，不比较").to_owned(),
        };
        let _ = writeln!(
            out,
            "  {}　{} → {}　{difference}",
            line.title,
            side(line.sides[0]),
            side(line.sides[1])
        );
    }
    for (title, moves) in [(t("村"), &c.villages), (t("网格"), &c.grids), (t("代表"), &c.persons)] {
        let Some(moves) = moves else { continue };
        let (came, went) = (moves.came.join(t("、")), moves.went.join(t("、")));
        let _ = writeln!(
            out,
            "  {}",
            say!("{title}：新增 {a}，减少 {b}", title, a = moves.came.len(), b = moves.went.len())
        );
        if !came.is_empty() {
            let _ = writeln!(out, "    + {came}");
        }
        if !went.is_empty() {
            let _ = writeln!(out, "    − {went}");
        }
    }
    let _ = writeln!(out, "{}", crate::figures::compare::rule());
    out
}
