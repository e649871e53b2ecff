//! How findings name rows and tables, and how many findings of one sort are written one by one.

use super::table::{CheckedRow, CheckedTable};
use crate::count::SourceTable;
use crate::model::finding::{Finding, FindingPlace};
use crate::model::kind::Kind;
use crate::order::Sort as _;
use crate::text::{say, t};

/// The most oddities that are written one by one.
pub const FEW: usize = 12;
/// The most contradictions that are written one by one.
pub const MANY: usize = 60;
/// The most runs of rows that are written.
const RUNS: usize = 6;

/// Returns a list of rows: `第 5、8、12–17 行`. More than a few runs end with the number of rows.
pub fn row_list(lines: &[u32]) -> String {
    row_list_of(lines, lines.len())
}

/// As [`row_list`], where `lines` are the first of `count` rows.
pub fn row_list_of(lines: &[u32], count: usize) -> String {
    let mut sorted = lines.to_vec();
    sorted.order();
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

/// Returns what a kind's table is called in a sentence.
pub fn table_name(kind: Kind) -> &'static str {
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

/// Names the rows `lines` of another table: `网格表“网格.xlsx”第 12–17 行`.
fn table_ref(source: &SourceTable<'_>, lines: &[u32]) -> String {
    let sheet = if source.sheet.is_empty() { String::new() } else { format!("·{}", source.sheet) };
    format!("{}“{}{sheet}”{}", table_name(source.records.kind), source.shown_file(), row_list(lines))
}

/// Names the rows `lines` of `table`; `第 12–17 行` is enough if it is the table of the finding, `own`.
pub fn row_ref(own: CheckedTable<'_>, table: CheckedTable<'_>, lines: &[u32]) -> String {
    if own.index == table.index || own.same_sheet(table) {
        row_list(lines)
    } else {
        table_ref(table.source, lines)
    }
}

/// Names rows of one table or several, each as [`row_ref`] does.
pub fn row_refs(own: CheckedTable<'_>, rows: &[CheckedRow<'_>]) -> String {
    let mut tables: Vec<(CheckedTable<'_>, Vec<u32>)> = Vec::new();
    for row in rows {
        match tables.iter_mut().find(|(t, _)| t.index == row.table.index) {
            Some((_, lines)) => lines.push(row.line()),
            None => tables.push((row.table, vec![row.line()])),
        }
    }
    let mut said = Vec::new();
    for (table, lines) in tables {
        said.push(row_ref(own, table, &lines));
    }
    said.join(t("、"))
}

/// Returns at most `most` findings of one code, the weightiest first, and one more for each sheet that names the rows of
/// the rest.
#[inline(never)]
pub fn weightiest(mut found: Vec<(u64, Finding)>, most: usize) -> Vec<Finding> {
    found.order_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    limited(found.into_iter().map(|(_, finding)| finding).collect(), most)
}

/// As [`weightiest`], with the findings in the order in which they are written.
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
            sheets.push((finding.place.at_row(None), Vec::new(), 0));
            sheets.len() - 1
        });
        if let Some((_, lines, count)) = sheets.get_mut(at) {
            lines.extend(finding.place.row);
            *count += 1;
        }
    }
    for (place, lines, count) in sheets {
        let which = if lines.is_empty() { String::new() } else { format!("：{}", row_list(&lines)) };
        let rest = Finding::new(code, place, "", &say!("另有 {count} 处{which}", count, which));
        let rows = lines.into_iter().collect();
        found.push(Finding { count: u32::try_from(count).unwrap_or(u32::MAX), rows, ..rest });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::finding::Code;

    #[test]
    fn rows_are_written_as_runs() {
        assert_eq!(row_list(&[5]), "第 5 行");
        assert_eq!(row_list(&[17, 12, 13, 14, 15, 16, 5, 8, 9]), "第 5、8、9、12–17 行");
        assert_eq!(row_list(&[1, 3, 5, 7, 9, 11, 13, 13]), "第 1、3、5、7、9、11 等 7 行");
        assert_eq!(row_list_of(&[1, 2, 3], 300), "第 1–3 等 300 行");
    }

    #[test]
    fn findings_beyond_the_most_are_counted_by_sheet() {
        let of = |file: &str, row: u32| {
            Finding::new(Code::Outlier, FindingPlace::in_file(file).at_row(row), "", "")
        };
        let some = vec![of("甲", 1), of("甲", 2), of("甲", 3), of("乙", 4)];
        assert_eq!(limited(some.clone(), 4), some);
        let found = limited(some, 1);
        let said: Vec<_> = found.iter().skip(1).map(|f| f.message.split('；').next().unwrap()).collect();
        assert_eq!(said, ["另有 2 处：第 2、3 行", "另有 1 处：第 4 行"]);
    }
}
