//! How findings name rows and tables, and how many of a sort are said one by one.

use super::table::{Row, Table};
use crate::count::Source;
use crate::model::finding::{Finding, FindingPlace};
use crate::model::kind::Kind;
use crate::say;
use crate::text::t;

/// Of oddities so many are said one by one.
pub const FEW: usize = 12;
/// Of contradictions so many are said one by one.
pub const MANY: usize = 60;
/// So many runs of rows are written.
const RUNS: usize = 6;

/// `第 5、8、12–17 行`; more than a few runs end with the number of rows.
pub fn rows(lines: &[u32]) -> String {
    rows_of(lines, lines.len())
}

/// As [`rows`], where `lines` are the first of `count`.
pub fn rows_of(lines: &[u32], count: usize) -> String {
    let mut sorted = lines.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let repeated = lines.len() - sorted.len();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for row in &sorted {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => runs.push((*row, *row)),
        }
    }
    let written: Vec<String> = runs
        .iter()
        .take(RUNS)
        .map(|(from, to)| match to - from {
            0 => from.to_string(),
            1 => format!("{from}、{to}"),
            _ => format!("{from}–{to}"),
        })
        .collect();
    let all = runs.len() <= RUNS && count == lines.len();
    let rest = if all { String::new() } else { say!(" 等 {}", count - repeated) };
    say!("第 {}{rest} 行", written.join(t("、")), rest)
}

/// What a kind's table is called in a sentence.
pub fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::Villages => t("行政村表"),
        Kind::Grids => t("网格表"),
        Kind::Heads => t("联户长名册"),
        Kind::Cases => t("矛盾纠纷和诉求台账"),
        Kind::Representatives => t("代表委员名册"),
        Kind::Matters => t("意见建议台账"),
        Kind::Cadres => t("村干部表"),
        Kind::Lecturers => t("宣讲员名册"),
        Kind::Models => t("先进典型名单"),
        Kind::VolunteerTeams => t("志愿队伍表"),
        kind => kind.title(),
    }
}

/// `网格表“网格.xlsx”第 12–17 行`: another table's rows as the sentence of a finding names them.
pub fn other(source: &Source<'_>, lines: &[u32]) -> String {
    let sheet = if source.sheet.is_empty() { String::new() } else { format!("·{}", source.sheet) };
    format!("{}“{}{sheet}”{}", called(source.records.kind), source.shown_file(), rows(lines))
}

/// Another table's rows, or `第 12–17 行` where it is the finding's own.
pub fn there(own: Table<'_>, table: Table<'_>, lines: &[u32]) -> String {
    if own.index == table.index || own.same_sheet(table) { rows(lines) } else { other(table.source, lines) }
}

/// Rows of one table or several, as [`there`] names each.
pub fn all_there(own: Table<'_>, rows: &[Row<'_>]) -> String {
    let mut tables: Vec<(Table<'_>, Vec<u32>)> = Vec::new();
    for row in rows {
        match tables.iter_mut().find(|(t, _)| t.index == row.table.index) {
            Some((_, lines)) => lines.push(row.line()),
            None => tables.push((row.table, vec![row.line()])),
        }
    }
    let mut said = Vec::new();
    for (table, lines) in tables {
        said.push(there(own, table, &lines));
    }
    said.join(t("、"))
}

/// At most `most` findings of one code, the weightiest first, and one more for each sheet that names the rows of the
/// rest.
#[inline(never)]
pub fn weightiest(mut found: Vec<(i64, Finding)>, most: usize) -> Vec<Finding> {
    found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    limited(found.into_iter().map(|(_, finding)| finding).collect(), most)
}

/// As [`weightiest`], where the findings come in the order in which they are said.
#[inline(never)]
pub fn limited(mut found: Vec<Finding>, most: usize) -> Vec<Finding> {
    if found.len() <= most {
        return found;
    }
    let rest = found.split_off(most);
    let mut sheets: Vec<(FindingPlace, Vec<u32>, usize)> = Vec::new();
    let Some(code) = rest.first().map(|f| f.code) else { return found };
    for finding in rest {
        let same = |p: &FindingPlace| p.file == finding.place.file && p.sheet == finding.place.sheet;
        let at = sheets.iter().position(|(p, ..)| same(p)).unwrap_or_else(|| {
            sheets.push((FindingPlace { row: None, ..finding.place.clone() }, Vec::new(), 0));
            sheets.len() - 1
        });
        if let Some((_, lines, count)) = sheets.get_mut(at) {
            lines.extend(finding.place.row);
            *count += 1;
        }
    }
    for (place, lines, count) in sheets {
        let which = if lines.is_empty() { String::new() } else { format!("：{}", rows(&lines)) };
        found.push(Finding::new(code, place, "", &say!("另有 {count} 处{which}", count, which)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::finding::Code;

    #[test]
    fn rows_are_written_as_runs() {
        assert_eq!(rows(&[5]), "第 5 行");
        assert_eq!(rows(&[17, 12, 13, 14, 15, 16, 5, 8, 9]), "第 5、8、9、12–17 行");
        assert_eq!(rows(&[1, 3, 5, 7, 9, 11, 13, 13]), "第 1、3、5、7、9、11 等 7 行");
        assert_eq!(rows_of(&[1, 2, 3], 300), "第 1–3 等 300 行");
    }

    #[test]
    fn what_is_not_said_one_by_one_is_counted() {
        let at =
            |file: &str, row| FindingPlace { file: file.into(), row: Some(row), ..FindingPlace::default() };
        let of = |file: &str, row| Finding::new(Code::Outlier, at(file, row), "", "");
        let some = vec![of("甲", 1), of("甲", 2), of("甲", 3), of("乙", 4)];
        assert_eq!(limited(some.clone(), 4), some);
        let found = limited(some, 1);
        let said: Vec<_> = found.iter().skip(1).map(|f| f.message.split('；').next().unwrap()).collect();
        assert_eq!(said, ["另有 2 处：第 2、3 行", "另有 1 处：第 4 行"]);
    }
}
