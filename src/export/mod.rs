//! Figures and findings to files: what each file holds, and one module a format that writes it.

pub mod compare;
pub mod csv;
pub mod document;
pub mod evidence;
pub mod file_table;
mod finding_json;
pub mod findings;
pub mod json;
pub mod page_table;
pub mod report;
pub mod rollup;
mod table_json;
pub mod tables;
pub mod template;
pub mod work;
pub mod xlsx;

use crate::model::cause::Ticks;
use crate::model::cell::Day;
use crate::session::Results;
use crate::session::protocol::{ExportFile, WrittenFile};
use crate::text::t;
use crate::view::parts::share::named;
use report::Report;

/// Writes one of the files that show all results. `today` is the day that a report names.
///
/// # Errors
/// A sentence if the workbook cannot be written.
pub fn write(file: &ExportFile, results: &Results<'_>, today: Day) -> Result<WrittenFile, String> {
    let findings = results.findings.as_deref().unwrap_or_default();
    let (name, bytes) = match file {
        ExportFile::Json(ticks) => {
            (named(results.figures, t("结果"), "json"), results_json(results, ticks).into_bytes())
        }
        ExportFile::Report => {
            let figures = results.figures.without_names();
            let report = Report { figures: &figures, findings: None, today };
            (report.file_name(), report.xlsx()?)
        }
        ExportFile::NamedReport => {
            let report = Report::new(results, today);
            (report.file_name(), report.xlsx()?)
        }
        ExportFile::Findings(filter) => {
            let found = findings.iter().copied();
            let bytes = match filter {
                Some(filter) => findings::xlsx(filter.worst_first(found)),
                None => findings::xlsx(found),
            };
            (named(results.figures, t("提示清单"), "xlsx"), bytes?)
        }
        ExportFile::Work => match &results.details {
            Some(details) => work::zip(results.figures, details, today)?,
            None => return Err(crate::text::t("没有待办").to_owned()),
        },
    };
    Ok(WrittenFile { name, bytes })
}

/// Writes the results JSON, as [`results_json`] gives it, without holding all of it.
///
/// # Errors
/// Where `out` fails.
#[cfg(not(target_arch = "wasm32"))]
pub fn write_results_json(
    out: &mut dyn std::io::Write,
    results: &Results<'_>,
    ticks: &Ticks,
) -> std::io::Result<()> {
    let findings = results.findings.as_deref().unwrap_or_default();
    json::write_results(out, results.figures, (findings, ticks), &results.reports, results.sites)
}

/// The results JSON; it says which findings a person ticked off.
pub fn results_json(results: &Results<'_>, ticks: &Ticks) -> String {
    let findings = results.findings.as_deref().unwrap_or_default();
    json::results(results.figures, (findings, ticks), &results.reports, results.sites)
}
