//! Turns the rows of a known table into typed columns.

mod part;

use super::classify::HeadedColumn;
use super::column::ColumnExtractor;
use super::fingerprint::{OtherColumns, of_value};
use super::group::{GroupDiffers, RowGroups};
use super::noise::{Noise, NonRecordDetector};
use super::rows::Merges;
use super::skipped::SkippedRows;
use super::sums::Sums;
use crate::catalogue::kinds::{FieldType, KindSpec, counted_date};
use crate::input::records::{
    Ahead, Codes, LinePiece, Mend, PIECE, RecordColumn, Records, RowBlock, RowLines, RowNumbers, is_read,
};
use crate::input::value::{DateContext, is_nothing};
use crate::model::body::Body;
use crate::model::cell::{Cell, Day, Value};
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::finding_list::FindingList;
use crate::model::kind::{Field, Kind};
use crate::text::{say, t};
use rustc_hash::{FxHashMap, FxHashSet};

/// The sheet of a table, and the words around it.
#[derive(Clone, Debug)]
pub struct TablePlace {
    /// The file and the sheet as findings name them.
    pub sheet: FindingPlace,
    /// Sheet's name, title and file's name: where the body may be named.
    pub words: [String; 3],
    /// The year for dates that have none.
    pub year: Option<i32>,
    /// Whether numbers count days from 1904-01-01.
    pub epoch_1904: bool,
    /// Whether texts are kept that nothing counts by.
    pub keeps_all: bool,
}

/// The records of a table with what was noticed on the way.
#[derive(Debug)]
pub struct Extracted {
    /// The records.
    pub records: Records,
    /// Cells that could not be read.
    pub findings: FindingList,
    /// Rows that are not records.
    pub skipped: SkippedRows,
}

/// Where rows go that are sent ahead.
pub struct SendAhead<'a> {
    to: &'a mut dyn FnMut(RowBlock),
    /// The last number that was given to the blocks of some records.
    last: u32,
}

impl<'a> SendAhead<'a> {
    /// To a receiver.
    pub fn new(to: &'a mut dyn FnMut(RowBlock)) -> Self {
        Self { to, last: 0 }
    }

    /// The last number.
    pub fn blocks(&self) -> u32 {
        self.last
    }

    /// Goes on behind this number.
    pub fn go_on(&mut self, blocks: u32) {
        self.last = blocks;
    }

    /// Sends a block under the number of its records; if that is 0, under a new one.
    #[inline(never)]
    fn send(&mut self, number: &mut u32, block: RowBlock) {
        let is_first = self.last == 0;
        if *number == 0 {
            self.last += 1;
            *number = self.last;
        }
        (self.to)(RowBlock { number: *number, is_first, ..block });
    }
}

/// Turns rows into records, one after another.
pub struct Extractor {
    kind: Kind,
    place: TablePlace,
    columns: Vec<ColumnExtractor>,
    /// The columns that are no field.
    others: OtherColumns,
    /// The part of a row's number that does not come from its cells.
    around: u64,
    /// Values of cells that are merged downwards, by column, with the last row that they reach.
    merged: FxHashMap<u32, (u32, Value<'static>)>,
    first_row: Option<u32>,
    rows: RowLines,
    fingerprints: RowNumbers,
    ahead: Ahead,
    findings: FindingList,
    skipped: SkippedRows,
    sums: Sums,
    groups: RowGroups,
    month: Option<MonthColumn>,
    has_merges: bool,
    detector: NonRecordDetector,
}

/// The one column of months that an extractor reads in a table with months across its columns.
struct MonthColumn {
    column: u32,
    heading: String,
    day: Day,
    activity: Option<String>,
}

impl Extractor {
    /// An extractor for a table of `kind`. `fields` holds the field of each of `columns`, if it has one.
    pub fn new(kind: Kind, columns: &[HeadedColumn], fields: &[Option<Field>], place: TablePlace) -> Self {
        let spec = KindSpec::for_kind(kind);
        let extractors = columns.iter().zip(fields).filter_map(|(column, field)| {
            let field = (*field)?;
            let field_type = spec.field(field).map_or(FieldType::Text, |f| f.field_type);
            let dates = DateContext { year: place.year, epoch_1904: place.epoch_1904 };
            let is_read = place.keeps_all || is_read(kind, field);
            Some(ColumnExtractor::new(field, field_type, column, dates, is_read))
        });
        let extractors = extractors.filter(|c| c.field != Field::Sequence).collect();
        let mut extractor = Self {
            kind,
            place,
            columns: extractors,
            others: OtherColumns::new(columns, fields),
            around: 0,
            merged: FxHashMap::default(),
            first_row: None,
            rows: RowLines::default(),
            fingerprints: RowNumbers::default(),
            ahead: Ahead::default(),
            findings: FindingList::default(),
            skipped: SkippedRows::default(),
            sums: Sums::default(),
            groups: RowGroups::default(),
            month: None,
            has_merges: false,
            detector: NonRecordDetector::new(
                columns.iter().map(|c| c.column).collect::<FxHashSet<_>>().len(),
            ),
        };
        extractor.look_around();
        extractor
    }

    /// Works out what the group and the month give to the number of each row.
    fn look_around(&mut self) {
        let month = self.month.as_ref().map(|m| m.day);
        self.around = of_value(&self.groups.label()).wrapping_add(of_value(&month));
    }

    /// Restricts the extractor to one column of months: its heading gives the date `day` (and the title perhaps
    /// the `activity`), and rows without a figure in it are no records.
    pub fn for_month(mut self, column: &HeadedColumn, day: Day, activity: Option<&str>) -> Self {
        self.month = Some(MonthColumn {
            column: column.column,
            heading: column.path.join("／"),
            day,
            activity: activity.map(str::to_owned),
        });
        self.look_around();
        self
    }

    /// Leaves a row out and notes why.
    pub fn skip(&mut self, row: u32, why: &str) {
        self.skipped.add(row, why);
    }

    /// Forgets the skipped rows from `from` on: they belong to the next table.
    pub fn give_back(&mut self, from: u32) {
        self.skipped.give_back(from);
    }

    /// Takes a row. Returns whether it is a record.
    pub fn take(&mut self, row: u32, cells: &[Cell<'_>], merges: &Merges) -> bool {
        if !merges.is_empty() {
            self.take_merges(row, cells, merges);
        }
        if let Some(noise) = self.detector.detect(row, cells) {
            self.take_noise(noise, row, cells);
            return false;
        }
        if !self.columns.iter_mut().any(|c| c.find(cells).is_some()) {
            self.skip(row, t("没有内容"));
            return false;
        }
        let figure = |month: &MonthColumn| cells.iter().find(|c| c.column == month.column);
        if self.month.as_ref().is_some_and(|m| figure(m).is_none_or(|c| is_nothing(&c.value.text()))) {
            return false;
        }
        self.first_row.get_or_insert(row);
        self.rows.push(row);
        self.groups.add_record();
        let (mut print, mut is_damaged) = self.others.print(cells);
        print = print.wrapping_add(self.around);
        let counted = counted_date(self.kind);
        for column in &mut self.columns {
            let value = column.find(cells).map(|c| &c.value).or_else(|| {
                self.merged.get(&column.column).filter(|(until, _)| *until >= row).map(|(_, value)| value)
            });
            let place = (&self.place.sheet, row);
            let is_counted = Some(column.field) == counted;
            let (own, damaged) = column.take(value, place, is_counted, &mut self.findings);
            self.sums.add(column.field, column.typed.last_amount());
            print = print.wrapping_add(own);
            is_damaged |= damaged;
        }
        // What a rounded number was is not known, so the row is equal to none.
        if is_damaged {
            print = print.wrapping_add(of_value(&(&self.place.sheet, row)));
        }
        self.fingerprints.push(print);
        true
    }

    #[inline(never)]
    fn take_merges(&mut self, row: u32, cells: &[Cell<'_>], merges: &Merges) {
        self.has_merges = true;
        for merge in merges.starting(row).filter(|m| m.bottom > m.top) {
            if let Some(cell) = cells.iter().find(|c| c.column == merge.left) {
                self.merged.insert(merge.left, (merge.bottom, cell.value.clone().into_owned()));
            }
        }
    }

    /// Notes a row that is not a record, and compares what it states with the rows above it.
    #[inline(never)]
    fn take_noise(&mut self, noise: Noise, row: u32, cells: &[Cell<'_>]) {
        self.skip(row, noise.title());
        self.check_sums(noise, row, cells);
        match (noise, cells) {
            (Noise::Footer, _) => self.merged.clear(),
            (Noise::Heading, [cell]) => {
                let sums = self.sums.take_group();
                let differs = self.groups.begin(row, &cell.value.text(), &sums);
                self.look_around();
                self.note_group(differs);
            }
            _ => {}
        }
    }

    /// Adds a finding for a group that states another number than its rows give.
    fn note_group(&mut self, differs: Option<GroupDiffers>) {
        let Some(GroupDiffers { row, label, stated, rows }) = differs else { return };
        let detail =
            say!("“{label}”写的是 {stated}，其下有 {rows} 行，各列相加也不是 {stated}", label, stated, rows);
        let place = self.place.sheet.at_row(row);
        self.findings.push(Finding::new(Code::TotalDiffers, place, label, &detail));
    }

    /// Adds findings for stated sums that the rows above do not give.
    fn check_sums(&mut self, noise: Noise, row: u32, cells: &[Cell<'_>]) {
        for column in &self.columns {
            let Some(cell) = cells.iter().find(|c| c.column == column.column) else { continue };
            let Some(stated) = column.typed.stated(&cell.value) else { continue };
            let Some(counted) = self.sums.differing(noise, column.field, stated) else { continue };
            let detail =
                say!("“{}”{}写的是 {}，各行相加是 {}", column.heading, noise.title(), stated, counted);
            let place = self.place.sheet.at(row, &column.heading);
            self.findings.push(Finding::new(Code::TotalDiffers, place, stated.to_string(), &detail));
        }
        self.sums.restart_after(noise);
    }

    /// Sends the rows of full pieces ahead, where there are any.
    pub fn send_full(&mut self, ahead: &mut SendAhead<'_>) {
        let rows = self.rows.take_full();
        if !rows.is_empty() {
            self.send(ahead, rows);
        }
    }

    #[inline(never)]
    fn send(&mut self, ahead: &mut SendAhead<'_>, rows: Vec<LinePiece>) {
        let sent = u32::try_from(rows.len() * PIECE).unwrap_or(u32::MAX);
        self.ahead.rows = self.ahead.rows.saturating_add(sent);
        let fingerprints = self.fingerprints.take_full();
        let columns = self.columns.iter_mut().map(|column| column.typed.take_full()).collect();
        ahead.send(&mut self.ahead.number, RowBlock { rows, fingerprints, columns, ..RowBlock::default() });
    }

    /// Ends the table.
    pub fn finish(mut self) -> Extracted {
        let body = self.place.words.iter().find_map(|w| Body::named_in(w));
        let sums = self.sums.take_group();
        let differs = self.groups.end(&sums);
        self.note_group(differs);
        let counted = counted_date(self.kind);
        let mut columns: Vec<(Field, RecordColumn)> = Vec::with_capacity(self.columns.len());
        let mut headings = Vec::with_capacity(self.columns.len());
        let (mut misfits, mut mends) = (Vec::new(), Vec::new());
        for column in &mut self.columns {
            let is_counted = Some(column.field) == counted;
            let (findings, codes) = column.settle_years(&self.place.sheet, is_counted);
            self.findings.extend(findings);
            mends.push(codes);
        }
        let (sheet, findings) = (&self.place.sheet, &mut self.findings);
        for (at, (column, codes)) in self.columns.into_iter().zip(&mut mends).enumerate() {
            let (field, heading) = (column.field, column.heading.clone());
            let finished = column.finish(sheet, self.first_row, !self.has_merges, findings);
            misfits.extend(finished.misfit.map(|unit| (field, unit)));
            self.ahead.mends.push(Mend { column: at, codes: std::mem::take(codes), ..finished.mend });
            columns.push((field, finished.values));
            headings.push(heading);
        }
        self.ahead.mends.retain(|mend| mend.fills || !mend.codes.is_empty());
        let rows = self.ahead.rows as usize + self.rows.len();
        if let Some(month) = self.month {
            if let Some(date) = counted {
                columns
                    .push((date, RecordColumn::Days(std::iter::repeat_n(Some(month.day), rows).collect())));
                headings.push(month.heading.clone());
            }
            if let Some(activity) = month.activity {
                let dictionary = [activity].into_iter().collect();
                let activities = RecordColumn::Text { dictionary, codes: Codes::repeat(1, rows) };
                columns.push((Field::Activity, activities));
                headings.push(month.heading);
            }
        }
        let has_village = columns.iter().any(|(field, _)| *field == Field::Village);
        if !has_village
            && KindSpec::for_kind(self.kind).field(Field::Village).is_some()
            && let Some(villages) = self.groups.finish()
        {
            columns.push((Field::Village, villages));
            headings.push(t("分组").to_owned());
        }
        self.rows.finish();
        self.fingerprints.finish();
        let mut records = Records {
            kind: self.kind,
            columns,
            headings,
            rows: self.rows,
            fingerprints: self.fingerprints,
            ahead: self.ahead,
            misfits,
            body,
        };
        if records.ahead.number == 0 {
            records.join(Vec::new());
        }
        Extracted { records, findings: self.findings, skipped: self.skipped }
    }
}
