//! A table that is being read.

use super::classify::{companions, expanded};
use super::extract::{Extractor, Place};
use super::header::Header;
use super::lexicon::Lexicon;
use super::mapping::{ColumnInfo, Confidence, Fed, Skipped, TableInfo};
use super::months;
use super::noise::Watch;
use super::rows::{Merges, OwnedRow};
use crate::input::read::{SheetInfo, Visibility};
use crate::input::records::Records;
use crate::model::cell::{Cell, Day, Value};
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::kind::{Field, Kind};
use crate::say;
use crate::text::t;

/// So many rows of a single text are kept as the title of a next table.
const PENDING: usize = 5;
/// So many values are shown beside a heading.
const EXAMPLES: usize = 5;

/// A table whose header was found.
pub struct Open {
    header: Header,
    /// One for each kind that the table feeds, the chosen kind first.
    extractors: Vec<Extractor>,
    columns: Vec<ColumnInfo>,
    record_rows: Option<(u32, u32)>,
    rows: u32,
    hidden: u32,
    /// Rows of a single text since the last record: the title of a next table, if one follows.
    pending: Vec<OwnedRow>,
    /// Of a table that no kind fits: the rows that are no records.
    watch: Watch,
    skipped: Vec<Skipped>,
    months: Months,
    feeds: Vec<Fed>,
}

/// What a kind takes of which column; of the months across columns the first stands for all.
fn fed(kind: Kind, fields: &[Option<Field>], more: &[(usize, Field)]) -> Fed {
    let first = fields.iter().enumerate().filter_map(|(i, f)| Some((i, (*f)?)));
    let mut found: Vec<(Field, u32)> = Vec::new();
    for (place, field) in first.chain(more.iter().copied()) {
        if !found.iter().any(|(f, _)| *f == field) {
            found.push((field, u32::try_from(place).unwrap_or(u32::MAX)));
        }
    }
    Fed { kind, fields: found }
}

/// Whether months stand across the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Months {
    /// No.
    None,
    /// Each month's figures are records of their own.
    Taken,
    /// They would be, but the year is not known.
    NoYear,
    /// Sums that no kind takes.
    Sums,
}

/// A table's extractors where each month is one.
fn by_month(
    kind: Kind,
    header: &Header,
    fields: &[Option<Field>],
    days: &[(usize, Day)],
    place: &Place,
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
            Some(Extractor::new(kind, &header.columns, &own, place.clone()).of_month(column, day, activity))
        })
        .collect()
}

/// A table at its end.
pub struct Closed {
    /// How it was understood.
    pub info: TableInfo,
    /// Its records, a set for each kind that it feeds.
    pub records: Vec<Records>,
    /// What was met.
    pub findings: Vec<Finding>,
}

impl Open {
    /// A table under this header.
    #[must_use]
    pub fn new(lexicon: &Lexicon, header: Header, place: &Place) -> Self {
        let classified = header.classified.as_ref();
        let (mut extractors, mut feeds) = (Vec::new(), Vec::new());
        let (mut unpivoted, mut yearless) = (false, false);
        if let Some((kind, chosen)) = classified.and_then(|c| Some((c.kind?, c))) {
            match months::across(kind, &header.columns, &chosen.fields) {
                Some((_, columns)) => match months::days(&header.columns, &columns, place.year) {
                    Some(days) => {
                        extractors.extend(by_month(kind, &header, &chosen.fields, &days, place));
                        unpivoted = true;
                    }
                    None => yearless = true,
                },
                None => {
                    let (columns, fields) = expanded(&header.columns, &chosen.fields, &chosen.more);
                    extractors.push(Extractor::new(kind, &columns, &fields, place.clone()));
                }
            }
            feeds.push(fed(kind, &chosen.fields, &chosen.more));
            for other in companions(lexicon, chosen, &header.columns, header.correction.as_ref()) {
                let (columns, fields) = expanded(&header.columns, &other.fields, &other.more);
                extractors.push(Extractor::new(other.kind, &columns, &fields, place.clone()));
                feeds.push(fed(other.kind, &other.fields, &other.more));
            }
        }
        let columns = header
            .columns
            .iter()
            .enumerate()
            .map(|(i, c)| ColumnInfo {
                column: c.column,
                headings: c.path.clone(),
                field: classified.and_then(|k| k.fields.get(i).copied().flatten()),
                examples: Vec::new(),
            })
            .collect();
        Self {
            months: match (unpivoted, yearless, &header.classified) {
                (true, ..) => Months::Taken,
                (_, true, _) => Months::NoYear,
                (.., None) if !months::month_columns(&header.columns).is_empty() => Months::Sums,
                _ => Months::None,
            },
            feeds,
            watch: Watch::new(header.columns.len()),
            header,
            extractors,
            columns,
            record_rows: None,
            rows: 0,
            hidden: 0,
            pending: Vec::new(),
            skipped: Vec::new(),
        }
    }

    /// Whether a row says the header again, as on each printed page.
    #[must_use]
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

    /// The rows that may be the title of a table that follows.
    pub fn take_pending(&mut self) -> Vec<OwnedRow> {
        let pending = std::mem::take(&mut self.pending);
        if let Some(from) = pending.first().map(|r| r.row) {
            self.skipped.retain(|s| s.row < from);
            for extractor in &mut self.extractors {
                extractor.give_back(from);
            }
        }
        pending
    }

    /// Whether rows of a single text stand behind the last record: the title of a next table, perhaps.
    #[must_use]
    pub fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Leaves a row out and says why.
    pub fn skip(&mut self, row: u32, why: &str) {
        if self.extractors.is_empty() {
            self.skipped.push(Skipped { row, why: why.to_owned() });
        }
        for extractor in &mut self.extractors {
            extractor.skip(row, why);
        }
    }

    /// Takes the part of a row that lies in the table's columns.
    pub fn take(&mut self, row: u32, hidden: bool, cells: &[Cell<'_>], merges: &Merges) {
        let (left, right) = self.header.span;
        let start = cells.partition_point(|c| c.column < left);
        let end = cells.partition_point(|c| c.column <= right);
        let Some(cells) = cells.get(start..end).filter(|c| !c.is_empty()) else { return };
        let mut record = false;
        if self.extractors.is_empty() {
            match self.watch.look(row, cells) {
                Some(noise) => self.skipped.push(Skipped { row, why: noise.why().to_owned() }),
                None => record = true,
            }
        }
        for extractor in &mut self.extractors {
            record |= extractor.take(row, cells, merges);
        }
        if !record {
            if let [cell] = cells
                && matches!(cell.value, Value::Text(_))
                && self.pending.len() < PENDING
            {
                self.pending.push(OwnedRow::new(row, hidden, cells));
            }
            return;
        }
        self.rows = self.rows.saturating_add(1);
        self.hidden = self.hidden.saturating_add(u32::from(hidden));
        self.pending.clear();
        self.record_rows = Some((self.record_rows.map_or(row, |(first, _)| first), row));
        if self.rows as usize > EXAMPLES * 20 {
            return;
        }
        for info in self.columns.iter_mut().filter(|c| c.examples.len() < EXAMPLES) {
            if let Some(cell) = cells.iter().find(|c| c.column == info.column) {
                info.examples.push(cell.value.text().chars().take(40).collect());
            }
        }
    }

    /// The table ends.
    #[must_use]
    pub fn close(self, file: &str, sheet: &SheetInfo) -> Closed {
        let at = |row| FindingPlace {
            file: file.to_owned(),
            sheet: sheet.name.clone(),
            row: Some(row),
            column: None,
        };
        let header_row = self.header.rows.0;
        let headings = || self.columns.iter().map(ColumnInfo::heading).collect::<Vec<_>>().join("、");
        let classified = self.header.classified.as_ref();
        let confidence = classified.map_or(Confidence::Unknown, |c| c.confidence);
        let kind = classified.and_then(|c| c.kind);
        let mut findings = Vec::new();
        match (confidence, kind) {
            (Confidence::Unknown, _) | (_, Some(_))
                if matches!(self.months, Months::Sums | Months::NoYear) =>
            {
                let detail = if self.months == Months::NoYear {
                    t("表头是各月份，标题里没有年份，不知道是哪一年")
                } else {
                    ""
                };
                findings.push(Finding::new(Code::TableMonths, at(header_row), headings(), detail));
            }
            (Confidence::Unknown, _) => {
                findings.push(Finding::new(Code::TableUnknown, at(header_row), headings(), ""));
            }
            (Confidence::Likely, Some(kind)) => {
                let detail = say!("按“{}”读取，表头只有部分相符", kind.title());
                findings.push(Finding::new(Code::TableLikely, at(header_row), headings(), &detail));
            }
            _ => {}
        }
        if let Some(kind) = kind.filter(|k| !k.is_counted()) {
            let detail = say!("这是“{}”，读出来供核对，不计入指标", kind.title());
            findings.push(Finding::new(Code::TableUncounted, at(header_row), headings(), &detail));
        }
        if self.hidden > 0 {
            let first = self.record_rows.map_or(header_row, |(first, _)| first);
            let detail = say!("有 {} 行被隐藏或筛选掉，仍然读取并计入", self.hidden);
            findings.push(Finding::new(Code::RowsHidden, at(first), "", &detail));
        }
        let mut skipped = self.skipped;
        let mut records = Vec::new();
        for (place, extractor) in self.extractors.into_iter().enumerate() {
            let extracted = extractor.finish();
            // What several kinds say of one row is said once.
            findings
                .extend(extracted.findings.into_iter().filter(|f| place == 0 || f.place.column.is_some()));
            if place == 0 {
                skipped = extracted.skipped;
            }
            records.push(extracted.records);
        }
        let count = match self.months {
            Months::Taken => records.iter().map(Records::len).sum(),
            _ => records.first().map_or(self.rows as usize, Records::len),
        };
        let info = TableInfo {
            inner_file: sheet.inner_file.clone(),
            sheet: sheet.name.clone(),
            hidden: sheet.visibility != Visibility::Visible,
            title: self.header.title,
            kind,
            confidence,
            header_rows: self.header.rows,
            record_rows: self.record_rows,
            records: u32::try_from(count).unwrap_or(u32::MAX),
            columns: self.columns,
            feeds: self.feeds,
            skipped,
            signature: self.header.signature,
        };
        Closed { info, records, findings }
    }
}
