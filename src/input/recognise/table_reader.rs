//! A table whose header was found. Takes its rows, and returns its records and how it was understood.

mod part;

use super::classify::expanded;
use super::extract::{Extractor, SendAhead, TablePlace};
use super::header::Header;
use super::mapping::{ColumnInfo, ColumnMapping, Confidence, TableInfo};
use super::months;
use super::noise::NonRecordDetector;
use super::rows::{Merges, OwnedRow};
use super::skipped::SkippedRows;
use crate::input::read::{SheetInfo, Visibility};
use crate::input::records::Records;
use crate::model::cell::{Cell, Day, Value};
use crate::model::finding::{Code, Finding};
use crate::model::kind::{Field, Kind};
use crate::text::{say, t};

/// The most rows of a single text that are kept as the title of a next table.
const PENDING: usize = 5;
/// The number of different values that are shown beside a heading.
const EXAMPLES: usize = 5;
/// Examples are looked for in this many records.
const EXAMPLE_ROWS: u32 = 100;

/// A table that is being read.
pub struct TableReader {
    header: Header,
    place: TablePlace,
    /// One for each kind that the table feeds, the chosen kind first.
    extractors: Vec<Extractor>,
    columns: Vec<ColumnInfo>,
    record_rows: Option<(u32, u32)>,
    rows: u32,
    hidden: u32,
    /// Rows of a single text since the last record: the title of a next table, if one follows.
    pending: Vec<OwnedRow>,
    /// Finds the rows that are not records, in a table that no kind fits.
    detector: NonRecordDetector,
    skipped: SkippedRows,
    months: Months,
    mappings: Vec<ColumnMapping>,
}

/// Whether the columns of a table are months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Months {
    /// They are not.
    None,
    /// Each month's figures are records of their own.
    Taken,
    /// They would be, but the year is not known.
    NoYear,
    /// They hold sums that no kind takes.
    Sums,
}

/// A table at its end.
pub struct TableRead {
    /// How it was understood.
    pub info: TableInfo,
    /// Its records, a set for each kind that it feeds.
    pub records: Vec<Records>,
    /// What was noticed while reading it.
    pub findings: Vec<Finding>,
}

impl TableReader {
    /// A reader for the table under `header`, in `place`.
    pub fn new(header: Header, place: &TablePlace) -> Self {
        let classified = header.classified.as_ref();
        let (mut extractors, mut mappings) = (Vec::new(), Vec::new());
        let mut months = Months::None;
        if let Some((kind, chosen)) = classified.and_then(|c| Some((c.kind?, c))) {
            match months::across(kind, &header.columns, &chosen.fields) {
                Some(columns) => match months::days(&header.columns, &columns, place.year) {
                    Some(days) => {
                        extractors.extend(by_month(kind, &header, &chosen.fields, &days, place));
                        months = Months::Taken;
                    }
                    None => months = Months::NoYear,
                },
                None => {
                    let (columns, fields) = expanded(&header.columns, &chosen.fields, &chosen.more);
                    extractors.push(Extractor::new(kind, &columns, &fields, place.clone()));
                }
            }
            mappings.push(ColumnMapping::new(kind, &chosen.fields, &chosen.more));
            for other in &header.companions {
                let (columns, fields) = expanded(&header.columns, &other.fields, &other.more);
                extractors.push(Extractor::new(other.kind, &columns, &fields, place.clone()));
                mappings.push(ColumnMapping::new(other.kind, &other.fields, &other.more));
            }
        } else if classified.is_none_or(|c| c.confidence == Confidence::Unknown)
            && !months::month_columns(&header.columns).is_empty()
        {
            months = Months::Sums;
        }
        let columns = header
            .columns
            .iter()
            .enumerate()
            .map(|(i, c)| ColumnInfo {
                column: c.column,
                headings: c.path.clone(),
                field: classified.and_then(|k| k.fields.get(i).copied().flatten()),
                by_names: header.named_columns.get(i).copied().unwrap_or_default(),
                seems: header.seems.get(i).copied().unwrap_or_default(),
                examples: Vec::new(),
            })
            .collect();
        Self {
            months,
            mappings,
            detector: NonRecordDetector::new(header.columns.len()),
            place: place.clone(),
            header,
            extractors,
            columns,
            record_rows: None,
            rows: 0,
            hidden: 0,
            pending: Vec::new(),
            skipped: SkippedRows::default(),
        }
    }

    /// Whether a row repeats the header, as on each printed page.
    pub fn repeats_header(&self, row: &OwnedRow) -> bool {
        let (left, right) = self.header.span;
        let mut own = row.cells.iter().filter(|c| (left..=right).contains(&c.column)).peekable();
        own.peek().is_some()
            && own.all(|c| {
                let text = c.value.text();
                let says = |path: &[String]| path.iter().any(|p| *p == text.trim());
                self.header.columns.iter().any(|h| h.column == c.column && says(&h.path))
            })
    }

    /// Returns the rows that may be the title of a table that follows, and forgets them.
    pub fn take_pending(&mut self) -> Vec<OwnedRow> {
        let pending = std::mem::take(&mut self.pending);
        if let Some(from) = pending.first().map(|r| r.row) {
            self.skipped.give_back(from);
            for extractor in &mut self.extractors {
                extractor.give_back(from);
            }
        }
        pending
    }

    /// Whether rows of a single text follow the last record: perhaps the title of a next table.
    pub fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Leaves a row out and notes why.
    #[inline(never)]
    pub fn skip(&mut self, row: u32, why: &str) {
        if self.extractors.is_empty() {
            self.skipped.add(row, why);
        }
        for extractor in &mut self.extractors {
            extractor.skip(row, why);
        }
    }

    /// Takes the part of a row that is in the table's columns. `hidden` says that the spreadsheet program hides it.
    pub fn take(&mut self, row: u32, hidden: bool, cells: &[Cell<'_>], merges: &Merges) {
        let (left, right) = self.header.span;
        let start = cells.partition_point(|c| c.column < left);
        let end = cells.partition_point(|c| c.column <= right);
        let Some(cells) = cells.get(start..end).filter(|c| !c.is_empty()) else { return };
        let mut is_record = false;
        if self.extractors.is_empty() {
            match self.detector.detect(row, cells) {
                Some(noise) => self.skip(row, noise.title()),
                None => is_record = true,
            }
        }
        for extractor in &mut self.extractors {
            is_record |= extractor.take(row, cells, merges);
        }
        if is_record {
            self.count_record(row, hidden, cells);
        } else if let [Cell { value: Value::Text(_), .. }] = cells
            && self.pending.len() < PENDING
        {
            self.pending.push(OwnedRow::new(row, hidden, cells));
        }
    }

    /// Counts a record, and keeps its values as examples.
    fn count_record(&mut self, row: u32, hidden: bool, cells: &[Cell<'_>]) {
        self.rows = self.rows.saturating_add(1);
        self.hidden = self.hidden.saturating_add(u32::from(hidden));
        self.pending.clear();
        self.record_rows = Some((self.record_rows.map_or(row, |(first, _)| first), row));
        if self.rows <= EXAMPLE_ROWS {
            self.keep_examples(cells);
        }
    }

    #[inline(never)]
    fn keep_examples(&mut self, cells: &[Cell<'_>]) {
        for info in self.columns.iter_mut().filter(|c| c.examples.len() < EXAMPLES) {
            if let Some(cell) = cells.iter().find(|c| c.column == info.column) {
                let text: String = cell.value.text().chars().take(40).collect();
                if !info.examples.contains(&text) {
                    info.examples.push(text);
                }
            }
        }
    }

    /// Sends the rows of full pieces ahead.
    pub fn send_full(&mut self, ahead: &mut SendAhead<'_>) {
        self.extractors.iter_mut().for_each(|extractor| extractor.send_full(ahead));
    }

    /// Ends the table, which is in `sheet`.
    pub fn finish(self, sheet: &SheetInfo) -> TableRead {
        let mut findings = self.findings();
        let waits = self.waits();
        let mut skipped = self.skipped;
        let mut records = Vec::new();
        for (place, extractor) in self.extractors.into_iter().enumerate() {
            let extracted = extractor.finish();
            // What several kinds notice of a row as a whole is reported once; of rows that count nowhere, nothing.
            let told = |f: &Finding| !waits && (place == 0 || f.place.column.is_some());
            findings.extend(extracted.findings.into_iter().filter(told));
            if place == 0 {
                skipped = extracted.skipped;
            }
            records.push(extracted.records);
        }
        let count = match self.months {
            Months::Taken => records.iter().map(Records::len).sum(),
            _ => records.first().map_or(self.rows as usize, Records::len),
        };
        let classified = self.header.classified.as_ref();
        let info = TableInfo {
            inner_file: sheet.inner_file.clone(),
            sheet: sheet.name.clone(),
            hidden: sheet.visibility != Visibility::Visible,
            kind: classified.and_then(|c| c.kind),
            confidence: classified.map_or(Confidence::Unknown, |c| c.confidence),
            by_names: self.header.by_names,
            offers: classified.map(|c| c.offers.clone()).unwrap_or_default(),
            title: self.header.title,
            unit: self.header.unit,
            header_rows: self.header.rows,
            record_rows: self.record_rows,
            records: u32::try_from(count).unwrap_or(u32::MAX),
            columns: self.columns,
            mappings: self.mappings,
            skipped,
            signature: self.header.signature,
        };
        TableRead { info, records, findings }
    }

    fn waits(&self) -> bool {
        self.header.classified.as_ref().is_some_and(|c| c.confidence.waits(c.kind))
    }

    /// Findings about the table as a whole.
    fn findings(&self) -> Vec<Finding> {
        let header_row = self.header.rows.0;
        let headings = || self.columns.iter().map(ColumnInfo::heading).collect::<Vec<_>>().join("、");
        let at_header =
            |code, detail: &str| Finding::new(code, self.place.sheet.at_row(header_row), headings(), detail);
        let classified = self.header.classified.as_ref();
        let confidence = classified.map_or(Confidence::Unknown, |c| c.confidence);
        let kind = classified.and_then(|c| c.kind);
        let mut findings = Vec::new();
        match (self.months, confidence, kind) {
            (Months::NoYear, ..) => {
                let detail = t("表头是各月份，标题里没有年份，不知道是哪一年");
                findings.push(at_header(Code::TableMonths, detail));
            }
            (Months::Sums, ..) => findings.push(at_header(Code::TableMonths, "")),
            (_, Confidence::Unknown, _) => findings.push(at_header(Code::TableUnknown, "")),
            (_, _, Some(kind)) if self.waits() => {
                let detail = say!("像是“{}”，还没有人确认，没有计入", kind.title());
                findings.push(at_header(Code::TableLikely, &detail));
            }
            _ => {}
        }
        if let Some(kind) = kind.filter(|k| !k.is_counted()) {
            let detail = say!("这是“{}”，读出来供核对，不计入指标", kind.title());
            findings.push(at_header(Code::TableUncounted, &detail));
        }
        if self.hidden > 0 && !self.waits() {
            let first = self.record_rows.map_or(header_row, |(first, _)| first);
            let detail = say!("有 {} 行被隐藏或筛选掉，仍然读取并计入", self.hidden);
            let place = self.place.sheet.at_row(first);
            findings.push(Finding::new(Code::RowsHidden, place, "", &detail));
        }
        findings
    }
}

/// Returns the extractors of a table in which each of the months in `days` is one; `days` holds the index of
/// a month's column and its first day.
fn by_month(
    kind: Kind,
    header: &Header,
    fields: &[Option<Field>],
    days: &[(usize, Day)],
    place: &TablePlace,
) -> Vec<Extractor> {
    let activity = (kind == Kind::Duty && !fields.contains(&Some(Field::Activity)))
        .then(|| months::activity_in(&place.words))
        .flatten();
    days.iter()
        .filter_map(|&(index, day)| {
            let other = |i: usize| i != index && days.iter().any(|(d, _)| *d == i);
            let own: Vec<Option<Field>> =
                fields.iter().enumerate().map(|(i, f)| f.filter(|_| !other(i))).collect();
            let column = header.columns.get(index)?;
            Some(Extractor::new(kind, &header.columns, &own, place.clone()).for_month(column, day, activity))
        })
        .collect()
}
