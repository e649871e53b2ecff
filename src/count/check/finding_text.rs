//! How findings name rows and tables, and how many findings of one sort are written one by one.

use super::table::{CheckedRow, CheckedTable};
use crate::count::SourceTable;
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::kind::Kind;
use crate::model::row_runs::RowRuns;
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
    let runs: RowRuns = lines.iter().copied().collect();
    let repeated = lines.len() - runs.count() as usize;
    runs_list(&runs, count - repeated)
}

/// Returns a list of rows that are known as runs, of `count` rows.
pub fn runs_list(runs: &RowRuns, count: usize) -> String {
    let first = runs.runs().iter().take(RUNS);
    let written: Vec<String> = first
        .map(|(from, to)| match to - from {
            0 => from.to_string(),
            1 => format!("{from}、{to}"),
            _ => format!("{from}–{to}"),
        })
        .collect();
    let all = runs.runs().len() <= RUNS && runs.left_out() == 0 && count == runs.count() as usize;
    let rest = if all { String::new() } else { say!(" 等 {}", count) };
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
pub fn limited(found: Vec<Finding>, most: usize) -> Vec<Finding> {
    let mut limited = Limited::new(most);
    found.into_iter().for_each(|finding| limited.push(finding));
    limited.finish()
}

/// Takes findings of one code, and keeps the first of them; of the rest, the rows.
pub struct Limited {
    most: usize,
    found: Vec<Finding>,
    /// By sheet: the rows, and how many findings.
    rest: Vec<(FindingPlace, RowRuns, u32)>,
    code: Option<Code>,
}

impl Limited {
    /// Keeps `most`.
    pub fn new(most: usize) -> Self {
        Self { most, found: Vec::new(), rest: Vec::new(), code: None }
    }

    /// Whether of a further one only the place is asked for.
    pub fn is_full(&self) -> bool {
        self.found.len() >= self.most
    }

    /// Takes a finding.
    #[inline(never)]
    pub fn push(&mut self, finding: Finding) {
        if self.is_full() {
            self.push_place(finding.code, &finding.place, finding.place.row);
        } else {
            self.found.push(finding);
        }
    }

    /// Takes a finding in a row, of which nothing else is kept.
    pub fn push_place(&mut self, code: Code, place: &FindingPlace, row: Option<u32>) {
        self.code = self.code.or(Some(code));
        let same = |p: &FindingPlace| p.file == place.file && p.sheet == place.sheet;
        let at = self.rest.iter().position(|(p, ..)| same(p)).unwrap_or_else(|| {
            self.rest.push((place.at_row(None), RowRuns::default(), 0));
            self.rest.len() - 1
        });
        if let Some((_, rows, count)) = self.rest.get_mut(at) {
            row.into_iter().for_each(|row| rows.add(row));
            *count += 1;
        }
    }

    /// Those that are kept, and one for each sheet that names the rows of the rest.
    pub fn finish(mut self) -> Vec<Finding> {
        for (place, rows, count) in self.rest {
            let Some(code) = self.code else { break };
            let list = || format!("：{}", runs_list(&rows, rows.count() as usize));
            let which = if rows.is_empty() { String::new() } else { list() };
            let rest = Finding::new(code, place, "", &say!("另有 {count} 处{which}", count, which));
            self.found.push(Finding { count, rows, ..rest });
        }
        self.found
    }
}

#[cfg(test)]
#[path = "../../../tests/unit/count_check_finding_text.rs"]
mod tests;
