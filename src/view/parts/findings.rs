//! The findings of all files together, grouped by code, and which of them to show.

use crate::model::cause::causes;
use crate::model::finding::{Code, Finding, FindingFilter, FindingPlace};
use crate::text::say;
use crate::view::parts::asks::asks_unsaid;
use crate::view::parts::files::FileEntry;

/// The findings of one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingGroup {
    /// The code.
    pub code: Code,
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub lines: Vec<FindingLine>,
}

/// A finding in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingLine {
    /// File, sheet, row, column.
    pub place: String,
    /// The value of the cell.
    pub value: String,
    /// What it means and what to do.
    pub message: String,
    /// The place, if it has a row.
    pub at: Option<FindingPlace>,
}

/// The findings by code, the worst first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingsView {
    /// The groups.
    pub groups: Vec<FindingGroup>,
    /// How many pass the filter.
    pub shown: usize,
    /// How many there are.
    pub all: usize,
    /// Codes that occur, for the filter.
    pub codes: Vec<Code>,
    /// Files with findings, for the filter.
    pub files: Vec<String>,
}

/// Returns every finding: those of each file, then those that need more than one table.
pub fn all<'a>(files: &'a [FileEntry], session: &'a [Finding]) -> impl Iterator<Item = &'a Finding> {
    files.iter().filter_map(FileEntry::report).flat_map(|r| r.findings.iter()).chain(session)
}

/// Returns the findings that pass the filter, the worst first, as they are exported.
pub fn filtered<'a>(
    files: &'a [FileEntry],
    session: &'a [Finding],
    filter: &FindingFilter,
) -> Vec<&'a Finding> {
    filter.worst_first(all(files, session))
}

/// Returns how many findings ask for a look, and tables what they are.
pub fn to_look_at(files: &[FileEntry], session: &[Finding]) -> usize {
    let tables = files.iter().filter_map(FileEntry::report).flat_map(|r| &r.tables);
    causes(all(files, session)).iter().filter(|cause| cause.code.class().asks()).count()
        + tables.filter(|table| asks_unsaid(table)).count()
}

/// Returns file, sheet, row and column in one line.
pub fn place(finding: &Finding) -> String {
    let place = &finding.place;
    let mut out = place.file.clone();
    if !place.sheet.is_empty() {
        out += &format!(" · {}", place.sheet);
    }
    if let Some(row) = place.row {
        out += &say!(" · 第 {row} 行", row);
    }
    if let Some(column) = &place.column {
        out += &format!(" · {column}");
    }
    out
}

/// Returns a finding as a line.
pub fn line(finding: &Finding) -> FindingLine {
    FindingLine {
        place: place(finding),
        value: finding.value.clone(),
        message: finding.message.clone(),
        at: finding.place.row.is_some().then(|| finding.place.clone()),
    }
}

/// Groups the findings that pass the filter, at most `most` lines of each code.
pub fn findings(
    files: &[FileEntry],
    session: &[Finding],
    filter: &FindingFilter,
    most: usize,
) -> FindingsView {
    let mut view = FindingsView::default();
    for finding in all(files, session) {
        view.all += 1;
        if !view.codes.contains(&finding.code) {
            view.codes.push(finding.code);
        }
        if !view.files.contains(&finding.place.file) && !finding.place.file.is_empty() {
            view.files.push(finding.place.file.clone());
        }
        if !filter.keeps(finding) {
            continue;
        }
        view.shown += 1;
        let at = view.groups.iter().position(|g| g.code == finding.code).unwrap_or_else(|| {
            view.groups.push(FindingGroup { code: finding.code, count: 0, lines: Vec::new() });
            view.groups.len() - 1
        });
        if let Some(group) = view.groups.get_mut(at) {
            group.count += finding.count as usize;
            if group.lines.len() < most {
                group.lines.push(line(finding));
            }
        }
    }
    view.groups.sort_by_key(|g| g.code.rank());
    view.codes.sort();
    view
}
