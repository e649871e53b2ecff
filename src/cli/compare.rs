//! `gelan compare`: two snapshots side by side.

use super::failed;
use super::output::print;
use super::stored::{snapshot_arguments, snapshot_of};
use crate::export::compare::json as comparison_json;
use crate::figures::compare::{Comparison, Difference, Side, compare, points};
use crate::figures::settings::Settings;
use crate::snapshot::figures;
use crate::text::{say, t};
use lexopt::{Error, Parser};
use std::fmt::Write;
use std::process::ExitCode;

/// Compares two snapshots.
pub fn run(parser: Parser) -> Result<ExitCode, Error> {
    let (arguments, as_json) = snapshot_arguments(parser)?;
    let [before, after] = arguments.as_slice() else { return Err("请写出两个快照".into()) };
    let both = snapshot_of(before).and_then(|before| Ok((before, snapshot_of(after)?)));
    let (before, after) = match both {
        Ok(both) => both,
        Err(sentence) => return Ok(failed(&sentence)),
    };
    let settings = Settings::default();
    let (a, b) = (figures(&before, &settings), figures(&after, &settings));
    let found = compare(
        Side { figures: &a, catalogue: before.catalogue },
        Side { figures: &b, catalogue: after.catalogue },
    );
    print(&if as_json { format!("{}\n", comparison_json(&found)) } else { text(&found) });
    Ok(ExitCode::SUCCESS)
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
