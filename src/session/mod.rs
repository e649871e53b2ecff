//! The files that are loaded, and everything that can be asked of them: the same for the page and the command line.
//!
//! A [`Session`] counts the files of one town; a [`County`] is a list of them. Both give figures, reports and rows;
//! files to save are written elsewhere.

#[cfg(not(target_arch = "wasm32"))]
pub mod canonical;
mod county;
pub mod handler;
mod loaded_file;
pub mod look;
pub mod protocol;
pub mod rollup;
mod towns;
mod waiting;

pub use county::County;
pub use waiting::{Doubt, Effect, Prospect, WaitingTable, is_one_village, waiting};

use crate::catalogue::MonthFigure;
use crate::count::{
    PlacedTables, Scope, SourceTable, TableWords, Tally, check, count_all, named, notices, prepare, strangers,
};
use crate::figures::details::{Details, DetailsOf, details};
use crate::figures::evidence::{Part, TableEvidence, evidence};
use crate::figures::settings::Settings;
use crate::figures::trends::{Bucket, Recount, Trends};
use crate::figures::{
    Figures, MonthFigures, Setting, Subject, Unlisted, late, present, township as figures_of_township,
    unlisted, window,
};
use crate::input::file::{FileReading, FileReport};
use crate::input::recognise::TableInfo;
use crate::model::alias::{Aliases, NameMatch};
use crate::model::cell::Day;
use crate::model::finding::Finding;
use crate::model::finding_list::FindingList;
use crate::model::kind::Kind;
use crate::model::period::{MonthEnd, Period, PeriodChoice};
use crate::model::site::TableSite;
use crate::order::Sort as _;
use loaded_file::{LoadedFile, repeated_files, scope, span, township};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The most overdue cases that are named.
const LATE: usize = 8;
/// Every figure for a period, and what was met in computing it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Computed {
    /// The figures.
    pub figures: Figures,
    /// Findings that need more than one table (places, repeated rows); those of each file are in its report.
    pub findings: Vec<Finding>,
    /// Names that the lists write otherwise, those that a person is asked about first.
    pub matches: Vec<NameMatch>,
    /// Where the rows of tables belong that name no village.
    pub sites: Vec<TableSite>,
}

/// A file's number. Who keeps the file chooses it.
pub type FileId = u32;

/// What files are written from.
#[derive(Clone, Debug)]
pub struct Results<'a> {
    /// The figures.
    pub figures: &'a Figures,
    /// Every finding: those of each file, then those that need more than one table. `None` for a snapshot, which has
    /// none.
    pub findings: Option<Vec<&'a Finding>>,
    /// What was read of each file.
    pub reports: Vec<&'a FileReport>,
    /// Where the rows of tables belong that name no village.
    pub sites: &'a [TableSite],
    /// What tables hold of the township, for files that list it.
    pub details: Option<Details>,
}

impl<'a> Results<'a> {
    fn from_files(files: &'a BTreeMap<FileId, LoadedFile>, computed: &'a Computed) -> Self {
        let reports: Vec<&FileReport> = files.values().map(|file| &*file.report).collect();
        let findings = reports.iter().flat_map(|r| &r.findings).chain(&computed.findings).collect();
        let sites = computed.sites.as_slice();
        Self { figures: &computed.figures, findings: Some(findings), reports, sites, details: None }
    }
}

/// The files of one town.
#[derive(Debug, Default)]
pub struct Session {
    files: BTreeMap<FileId, LoadedFile>,
    /// What does not depend on the period. Cleared when the files change.
    ready: Option<Ready>,
    last: Option<(Tally, Arc<Computed>)>,
    scope: Option<Scope>,
    settings: Settings,
    /// What a person said of names that the lists write otherwise.
    aliases: Aliases,
    /// The rows whose names were replaced by it.
    renamed: BTreeMap<String, u32>,
}

/// Rows of one table behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceOf {
    /// The dropped file.
    pub id: FileId,
    /// Its name.
    pub file: String,
    /// The file inside a zip, empty where there is none.
    pub inner_file: String,
    /// The sheet.
    pub sheet: String,
    /// The table, an index into the file's report.
    pub table: u32,
    /// What the rows are.
    pub kind: Kind,
    /// The rows from the top, each with what it counts for.
    pub rows: Vec<(u32, Part)>,
    /// Rows that are counted nowhere and would touch the figure.
    pub left_out: Vec<u32>,
}

#[derive(Debug)]
struct Ready {
    preparation: PlacedTables,
    veil: crate::text::veil::Veil,
    findings: Vec<Finding>,
    /// The day after which dates were judged to be in the future.
    today: Day,
    township: Option<String>,
    span: Option<Period>,
    unlisted: Vec<Unlisted>,
    /// Every month and quarter; counted when they are first asked for.
    steps: Option<(Vec<Bucket>, Vec<Bucket>)>,
}

impl Session {
    /// Keeps what reading a file gave, in place of what was under this number.
    pub fn keep(&mut self, file: FileId, reading: FileReading) {
        self.change(|files| _ = files.insert(file, reading.into()));
    }

    /// Forgets a file.
    pub fn forget(&mut self, file: FileId) {
        self.change(|files| _ = files.remove(&file));
    }

    fn change(&mut self, change: impl FnOnce(&mut BTreeMap<FileId, LoadedFile>)) {
        change(&mut self.files);
        self.ready = None;
        self.last = None;
    }

    /// Sets what the next computing assumes.
    pub fn set(&mut self, settings: Settings) {
        if settings.month_end != self.settings.month_end {
            self.ready = None;
        }
        self.settings = settings;
    }

    /// What does not depend on the period, as of `today`.
    fn ready(&mut self, today: Day) -> Ready {
        self.ready.take().filter(|r| r.today == today).unwrap_or_else(|| {
            ready(&self.files, (&self.aliases, &self.renamed), (today, self.settings.month_end))
        })
    }

    fn setting(&self, ready: &Ready, scope: Scope) -> Setting {
        Setting {
            township: ready.township.clone(),
            period: scope.period,
            span: ready.span,
            as_of: scope.as_of,
            settings: self.settings.clone(),
            unlisted: Some(ready.unlisted.clone()),
            nowhere: ready.preparation.nowhere,
        }
    }

    /// The tally of all dates.
    fn count_all(&mut self, today: Day) -> Tally {
        let ready = self.ready(today);
        let scope = Scope { period: None, as_of: None };
        let tally = count_all(&sources(&self.files), &ready.preparation, scope);
        self.ready = Some(ready);
        tally
    }

    /// Returns the period that suits the data.
    pub fn first_period(&mut self, today: Day) -> PeriodChoice {
        first_period(&figures_of_township(&self.count_all(today), Setting::default()).months)
    }

    /// Computes every figure for a period. `today` bounds the day for which open matters are judged overdue.
    pub fn compute(&mut self, choice: PeriodChoice, today: Day) -> &Arc<Computed> {
        let mut ready = self.ready(today);
        let scope = scope(choice.days(self.settings.month_end), ready.span, today);
        let sources = sources(&self.files);
        let mut tally = count_all(&sources, &ready.preparation, scope);
        tally.veil = ready.veil.clone();
        let mut findings = ready.findings.clone();
        findings.extend(check::figures(&sources, &tally));
        let mut figures = present(&tally, self.setting(&ready, scope));
        let recount = Recount::new(&sources, &ready.preparation, today);
        let (months, quarters) = ready.steps.take().unwrap_or_else(|| recount.steps());
        ready.steps = Some((months.clone(), quarters.clone()));
        let (before, year_ago, compared) = recount.compared(choice);
        let until = ready.span.map(|span| span.to.min(today));
        name_grids(&mut figures, &ready.preparation);
        (figures.late, figures.late_in_all) = late(&sources, &ready.preparation, scope, LATE);
        figures.by_months = choice.is_by_months();
        figures.trends = Trends { months, quarters, before, year_ago, compared, until };
        let (matches, sites) = (ready.preparation.matches.clone(), ready.preparation.sites.clone());
        let computed = Arc::new(Computed { figures, findings, matches, sites });
        self.ready = Some(ready);
        self.scope = Some(scope);
        &self.last.insert((tally, computed)).1
    }

    /// The rows behind a figure of the last computed period, by table.
    pub fn evidence(&self, subject: &Subject) -> Vec<EvidenceOf> {
        let (Some(ready), Some(scope), Some((tally, computed))) = (&self.ready, self.scope, &self.last)
        else {
            return Vec::new();
        };
        let named = named_sources(&self.files);
        let sources: Vec<SourceTable<'_>> = named.iter().map(|(_, _, source)| *source).collect();
        let mut out: Vec<EvidenceOf> = Vec::new();
        let days = |scope: Scope| window(scope.period, ready.span, scope.as_of);
        let times = computed.figures.load_basis.map(|b| b.times).unwrap_or_default();
        let found = match subject.split() {
            (None, subject) => {
                evidence(subject, &sources, &ready.preparation, scope, days(scope), tally, times)
            }
            (Some(other), subject) => {
                let recount = Recount::new(&sources, &ready.preparation, ready.today);
                let Some((tally, scope)) = recount.tally(other) else { return Vec::new() };
                evidence(subject, &sources, &ready.preparation, scope, days(scope), &tally, times)
            }
        };
        for ((id, table, source), found) in named.iter().zip(found) {
            if found.rows.is_empty() && found.left_out.is_empty() {
                continue;
            }
            // A table of several kinds has several records with the same rows.
            match out.last_mut().filter(|last| (last.id, last.table) == (*id, *table)) {
                Some(last) => join(last, found),
                None => out.push(EvidenceOf {
                    id: *id,
                    file: source.file.to_owned(),
                    inner_file: source.inner_file.to_owned(),
                    sheet: source.sheet.to_owned(),
                    table: *table,
                    kind: source.records.kind,
                    rows: found.rows,
                    left_out: found.left_out,
                }),
            }
        }
        out
    }

    /// What tables hold of a place, for the last computed period.
    pub fn details(&self, of: &DetailsOf) -> Details {
        let (Some(ready), Some(scope)) = (&self.ready, self.scope) else { return Details::default() };
        details(of, &sources(&self.files), &ready.preparation, scope, self.settings.month_end)
    }

    /// How many rows counting has looked at since the files changed, each as often as it did.
    pub fn rows_looked_at(&self) -> u64 {
        self.ready.as_ref().map_or(0, |ready| ready.preparation.looked_at())
    }

    /// The tally and the figures of the last computed period.
    pub fn last(&self) -> Option<(&Tally, &Arc<Computed>)> {
        self.last.as_ref().map(|(tally, computed)| (tally, computed))
    }

    /// What files are written from, of the last computed period; `None` before the first.
    pub fn results(&self) -> Option<Results<'_>> {
        Some(Results::from_files(&self.files, self.last()?.1))
    }
}

/// Calls grids that stand provisionally as rows do.
fn name_grids(figures: &mut Figures, placed: &PlacedTables) {
    if !placed.places.has_villages {
        let places = &placed.places.grids;
        let names: HashMap<_, _> = places.iter().map(|grid| (&grid.key, &grid.listing.name)).collect();
        for grid in &mut figures.grids {
            if let Some(name) = names.get(&grid.key()) {
                grid.name.clone_from(name);
            }
        }
    }
}

/// Returns the period to begin with, given the months of all dates: the latest half-year that holds at least half as
/// many dated rows as the fullest one, so that a few late entries do not show an empty page.
pub fn first_period(months: &[MonthFigures]) -> PeriodChoice {
    let mut halves: BTreeMap<(i32, u32), i64> = BTreeMap::new();
    for month in months {
        let counted = MonthFigure::ALL.iter().filter(|figure| **figure != MonthFigure::CasesClosed);
        let rows: i64 = counted.map(|figure| month.get(*figure)).sum();
        *halves.entry((month.year, month.month.div_ceil(6))).or_default() += rows;
    }
    let fullest = halves.values().copied().max().unwrap_or(0);
    let full = halves.iter().rev().find(|(_, rows)| **rows > 0 && **rows * 2 >= fullest);
    full.map_or(PeriodChoice::All, |(&(year, half), _)| PeriodChoice::Half(year, half))
}

/// Takes in what the same rows count for as records of another kind.
fn join(into: &mut EvidenceOf, found: TableEvidence) {
    let sum = |a: Option<i64>, b: Option<i64>| match (a, b) {
        (Some(a), Some(b)) => Some(a + b),
        (a, b) => a.or(b),
    };
    for (row, part) in found.rows {
        match into.rows.binary_search_by_key(&row, |(r, _)| *r) {
            Ok(at) => {
                if let Some((_, known)) = into.rows.get_mut(at) {
                    known.numerator = sum(known.numerator, part.numerator);
                    known.denominator = sum(known.denominator, part.denominator);
                }
            }
            Err(at) => into.rows.insert(at, (row, part)),
        }
    }
    into.left_out.extend(found.left_out);
    into.left_out.order();
    into.left_out.dedup();
    into.left_out.retain(|row| into.rows.binary_search_by_key(row, |(r, _)| *r).is_err());
}

/// Every table that does not wait, and whose file is not the same as an earlier one.
fn sources(files: &BTreeMap<FileId, LoadedFile>) -> Vec<SourceTable<'_>> {
    named_sources(files).into_iter().map(|(_, _, source)| source).collect()
}

/// The same, each with its file and its index in the file's report.
fn named_sources(files: &BTreeMap<FileId, LoadedFile>) -> Vec<(FileId, u32, SourceTable<'_>)> {
    sources_with(files, |info| !info.waits())
}

/// The tables that count, each with its file and its index in the file's report.
fn sources_with(
    files: &BTreeMap<FileId, LoadedFile>,
    counts: impl Fn(&TableInfo) -> bool,
) -> Vec<(FileId, u32, SourceTable<'_>)> {
    let mut seen: HashMap<(u64, u64), FileId> = HashMap::new();
    files
        .iter()
        .filter(|(id, f)| *seen.entry((f.report.fingerprint, f.report.size)).or_insert(**id) == **id)
        .flat_map(|(id, file)| {
            file.records.iter().filter_map(|(table, records)| {
                let info = file.report.tables.get(*table as usize).filter(|info| counts(info))?;
                let source = SourceTable {
                    id: (*id, *table),
                    file: &file.report.name,
                    inner_file: &info.inner_file,
                    sheet: &info.sheet,
                    words: TableWords {
                        title: info.title.as_deref().unwrap_or_default(),
                        unit: info.unit.as_deref().unwrap_or_default(),
                        header_row: info.header_rows.0,
                    },
                    records,
                };
                Some((*id, *table, source))
            })
        })
        .collect()
}

/// Works out what does not depend on the period, by a person's answers about names and the rows renamed by them.
fn ready(
    files: &BTreeMap<FileId, LoadedFile>,
    (aliases, renamed): (&Aliases, &BTreeMap<String, u32>),
    (today, month_end): (Day, MonthEnd),
) -> Ready {
    let sources = sources(files);
    let township = township(files);
    let mut preparation = prepare(&sources, township.as_deref(), aliases, month_end);
    let veil = named(&preparation.places, township.as_deref(), &sources);
    let mut findings: FindingList = repeated_files(files).into_iter().collect();
    findings.extend(std::mem::take(&mut preparation.findings));
    let of_persons = strangers(&sources, &preparation, aliases, renamed);
    preparation.matches.extend(of_persons);
    preparation.matches.order_by_key(|m| m.standing);
    findings.extend(notices(&sources, &preparation));
    findings.extend(check::rows(&sources, &preparation, today));
    let unlisted = unlisted(&sources, &preparation).into_iter().flat_map(|(.., officers)| officers).collect();
    let findings = findings.into_vec();
    Ready { findings, today, township, span: span(&sources), unlisted, preparation, veil, steps: None }
}
