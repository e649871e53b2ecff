//! Findings as the results JSON has them: one for each cause in each column of a sheet.

use crate::model::cause::Cause;
use crate::model::finding::{Finding, SENTENCES};
use crate::model::row_runs::RowRuns;
use serde_json::{Value, json};

/// The findings of one cause, those of each column of a sheet as one.
pub fn of_cause(cause: &Cause<'_>, ticked: bool) -> impl Iterator<Item = Value> {
    cause.by_place().into_iter().map(move |place| {
        let mut value = finding(&place);
        if let Some(map) = value.as_object_mut().filter(|_| ticked) {
            map.insert("ticked".to_owned(), json!(true));
        }
        value
    })
}

/// The findings of one cause in one column of one sheet.
fn finding(cause: &Cause<'_>) -> Value {
    let first = cause.findings.first();
    let place = first.map(|f| &f.place);
    let rows = cause.rows();
    let mut finding = json!({
        "code": cause.code,
        "severity": cause.code.severity(),
        "class": cause.code.class(),
        "file": place.map(|p| &p.file),
        "sheet": place.map(|p| &p.sheet),
        "row": place.and_then(|p| p.row),
        "column": place.map(|p| &p.column),
        "value": first.map(|f| &f.value),
        "message": cause.sentence(),
        "count": cause.count(),
        "rows": rows.runs(),
    });
    if let Some(finding) = finding.as_object_mut() {
        if rows.left_out() > 0 {
            finding.insert("rows_left_out".to_owned(), json!(rows.left_out()));
        }
        let is_varied = cause.findings.len() > 1 || cause.findings.iter().any(|f| !f.others.is_empty());
        if is_varied {
            let examples = cause.findings.iter().flat_map(|f| examples(f)).take(SENTENCES);
            finding.insert("examples".to_owned(), examples.collect());
        }
    }
    finding
}

/// The most runs of rows of an example.
const EXAMPLE_RUNS: usize = 10;

/// What is said of the rows of a finding: one sentence for all, or one for each of the first rows.
fn examples(f: &Finding) -> impl Iterator<Item = Value> {
    let only = f.place.row.map(RowRuns::from);
    let all = (f.rows.first(EXAMPLE_RUNS), f.count);
    let (first, count) = if f.others.is_empty() { all } else { (only.unwrap_or_default(), 1) };
    let others = f.others.iter().map(|(row, message)| (RowRuns::from(*row), 1, message));
    std::iter::once((first, count, &f.message)).chain(others).map(
        |(rows, count, message)| json!({"value": f.value, "count": count, "rows": rows.runs(), "message": message}),
    )
}
