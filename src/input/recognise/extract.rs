//! The rows of a known table to typed columns.

use super::classify::HeadedColumn;
use super::group::{GroupDiffers, Groups};
use super::mapping::Skipped;
use super::noise::{Noise, Watch};
use super::rows::Merges;
use super::schema::{Type, spec};
use super::sums::Sums;
use super::typed::{Context, Fault, Typed};
use crate::input::records::{Column, Records};
use crate::input::value::{Heading, Unit, is_nothing};
use crate::model::body::Body;
use crate::model::cell::{Cell, Day, Value};
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::kind::{Field, Kind};
use crate::say;
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Where a table stands, and what stands around it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file as findings name it.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// Sheet's name, title and file's name: where the body may be named.
    pub words: [String; 3],
    /// The year for dates that have none.
    pub year: Option<i32>,
}

/// What a table's rows gave.
#[derive(Debug)]
pub struct Extracted {
    /// The records.
    pub records: Records,
    /// Cells that could not be read.
    pub findings: Vec<Finding>,
    /// Rows that are no records.
    pub skipped: Vec<Skipped>,
}

/// Turns rows into records, one after another.
pub struct Extractor {
    kind: Kind,
    place: Place,
    feeds: Vec<Feed>,
    sequence: Option<u32>,
    filled: FxHashMap<u32, (u32, Value<'static>)>,
    rows: Vec<u32>,
    fingerprints: Vec<u64>,
    findings: Vec<Finding>,
    skipped: Vec<Skipped>,
    sums: Sums,
    groups: Groups,
    month: Option<Month>,
    has_merges: bool,
    watch: Watch,
}

/// Of a table with months across columns: the one that is taken.
struct Month {
    column: u32,
    heading: String,
    day: Day,
    activity: Option<String>,
}

/// A column that feeds a field.
struct Feed {
    column: u32,
    field: Field,
    heading: String,
    typed: Typed,
    /// What the heading states wrongly, the first row that it leaves out, and how many.
    misheaded: Option<(Fault, u32, u32)>,
    /// Dates that only lack their year, with the record's index.
    yearless: Vec<(usize, Fault)>,
    /// The unit of a cell that does not fit; of a column that tells households by name, that of its numbers.
    misfit: Option<Unit>,
}

/// The date by which a kind's rows are counted in a period.
#[must_use]
pub fn counted_date(kind: Kind) -> Option<Field> {
    match kind {
        Kind::Visits | Kind::Duty | Kind::Matters | Kind::VolunteerActivities | Kind::LawPublicity => {
            Some(Field::Date)
        }
        Kind::Cases => Some(Field::Received),
        _ => None,
    }
}

impl Extractor {
    /// For a table of this kind, with a field for each column that has one.
    #[must_use]
    pub fn new(kind: Kind, columns: &[HeadedColumn], fields: &[Option<Field>], place: Place) -> Self {
        let specs = spec(kind);
        let context = Context { year: place.year };
        let feeds = columns
            .iter()
            .zip(fields)
            .filter_map(|(column, field)| {
                let field = (*field)?;
                let kind = specs.field(field).map_or(Type::Text, |f| f.kind);
                Some(Feed {
                    column: column.column,
                    field,
                    heading: column.path.join("／"),
                    typed: Typed::new(kind, column.lowest.unit, context),
                    misheaded: None,
                    yearless: Vec::new(),
                    misfit: numbers(field, &column.lowest),
                })
            })
            .collect::<Vec<_>>();
        Self {
            kind,
            place,
            sequence: feeds.iter().find(|f| f.field == Field::Sequence).map(|f| f.column),
            feeds: feeds.into_iter().filter(|f| f.field != Field::Sequence).collect(),
            filled: FxHashMap::default(),
            rows: Vec::new(),
            fingerprints: Vec::new(),
            findings: Vec::new(),
            skipped: Vec::new(),
            sums: Sums::default(),
            groups: Groups::default(),
            month: None,
            has_merges: false,
            watch: Watch::new(columns.iter().map(|c| c.column).collect::<FxHashSet<_>>().len()),
        }
    }

    /// Takes a single column of months: its heading gives the date, and rows without a figure are none.
    #[must_use]
    pub fn of_month(mut self, column: &HeadedColumn, day: Day, activity: Option<&str>) -> Self {
        self.month = Some(Month {
            column: column.column,
            heading: column.path.join("／"),
            day,
            activity: activity.map(str::to_owned),
        });
        self
    }

    /// Leaves a row out and says why.
    pub fn skip(&mut self, row: u32, why: &str) {
        self.skipped.push(Skipped { row, why: why.to_owned() });
    }

    /// These rows belong to the next table.
    pub fn give_back(&mut self, from: u32) {
        self.skipped.retain(|s| s.row < from);
    }

    /// Takes a row; whether it is a record.
    pub fn take(&mut self, row: u32, cells: &[Cell<'_>], merges: &Merges) -> bool {
        self.has_merges |= !merges.is_empty();
        for merge in merges.starting(row).filter(|m| m.bottom > m.top) {
            if let Some(cell) = cells.iter().find(|c| c.column == merge.left) {
                self.filled.insert(merge.left, (merge.bottom, cell.value.clone().into_owned()));
            }
        }
        if let Some(noise) = self.watch.look(row, cells) {
            self.skip(row, noise.why());
            self.check_sums(noise, row, cells);
            match (noise, cells) {
                (Noise::Footer, _) => self.filled.clear(),
                (Noise::Heading, [cell]) => {
                    let sums = self.sums.take_group();
                    let differs = self.groups.begin(row, &cell.value.text(), &sums);
                    self.note_group(differs);
                }
                _ => {}
            }
            return false;
        }
        let own = self.feeds.iter().any(|f| cells.iter().any(|c| c.column == f.column));
        if !own {
            self.skip(row, "没有内容");
            return false;
        }
        let figure = |m: &Month| cells.iter().find(|c| c.column == m.column);
        if self.month.as_ref().is_some_and(|m| figure(m).is_none_or(|c| is_nothing(&c.value.text()))) {
            return false;
        }
        self.fingerprints.push(self.fingerprint(row, cells));
        self.rows.push(row);
        self.groups.record();
        let counted = counted_date(self.kind);
        for feed in &mut self.feeds {
            let value = cells.iter().find(|c| c.column == feed.column).map(|c| &c.value).or_else(|| {
                self.filled.get(&feed.column).filter(|(until, _)| *until >= row).map(|(_, value)| value)
            });
            let at = |column: &str| FindingPlace {
                file: self.place.file.clone(),
                sheet: self.place.sheet.clone(),
                row: Some(row),
                column: Some(column.to_owned()),
            };
            let is_counted = Some(feed.field) == counted;
            let pushed = feed.typed.push(value);
            if let Err(Fault { unit: Some(unit), .. }) = &pushed {
                feed.misfit = Some(*unit);
            }
            self.sums.add(feed.field, feed.typed.last_amount());
            match pushed {
                Ok(true) => {}
                Ok(false) if is_counted => {
                    let detail = say!("“{}”是空的，该行未计入", feed.heading);
                    self.findings.push(Finding::new(Code::DateMissing, at(&feed.heading), "", &detail));
                }
                Ok(false) => {}
                Err(fault) if fault.by_heading => {
                    feed.misheaded.get_or_insert((fault, row, 0)).2 += 1;
                }
                Err(fault) if fault.lacks_year => feed.yearless.push((self.rows.len() - 1, fault)),
                Err(fault) => self.findings.push(fault_finding(fault, at(&feed.heading), is_counted)),
            }
        }
        true
    }

    /// Points out a group that states another number than its rows give.
    fn note_group(&mut self, differs: Option<GroupDiffers>) {
        if let Some(GroupDiffers { row, label, stated, rows }) = differs {
            let place = FindingPlace {
                file: self.place.file.clone(),
                sheet: self.place.sheet.clone(),
                row: Some(row),
                column: None,
            };
            let detail = say!(
                "“{label}”写的是 {stated}，其下有 {rows} 行，各列相加也不是 {stated}",
                label,
                stated,
                rows
            );
            self.findings.push(Finding::new(Code::TotalDiffers, place, label, &detail));
        }
    }

    /// Points out stated sums that the rows above do not give.
    fn check_sums(&mut self, noise: Noise, row: u32, cells: &[Cell<'_>]) {
        for feed in &self.feeds {
            let Some(cell) = cells.iter().find(|c| c.column == feed.column) else { continue };
            let Some(stated) = feed.typed.stated(&cell.value) else { continue };
            if let Some(differs) = self.sums.check(noise, feed.field, stated) {
                let place = FindingPlace {
                    file: self.place.file.clone(),
                    sheet: self.place.sheet.clone(),
                    row: Some(row),
                    column: Some(feed.heading.clone()),
                };
                let detail = say!(
                    "“{}”{}写的是 {}，各行相加是 {}",
                    feed.heading,
                    noise.why(),
                    differs.stated,
                    differs.counted
                );
                let found = differs.stated.to_string();
                self.findings.push(Finding::new(Code::TotalDiffers, place, found, &detail));
            }
        }
        self.sums.next(noise);
    }

    /// Equal for rows whose cells are equal but for the sequence number; a merged cell counts in each of its rows.
    fn fingerprint(&self, row: u32, cells: &[Cell<'_>]) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.groups.label().hash(&mut hasher);
        self.month.as_ref().map(|m| m.day).hash(&mut hasher);
        let mut add = |column: u32, value: &Value<'_>| {
            column.hash(&mut hasher);
            match value {
                Value::Text(t) | Value::Error(t) => t.trim().hash(&mut hasher),
                Value::Number(n) => n.to_bits().hash(&mut hasher),
                Value::Date(d) => (d.day, d.second).hash(&mut hasher),
                Value::Bool(b) => b.hash(&mut hasher),
            }
        };
        for cell in cells.iter().filter(|c| Some(c.column) != self.sequence) {
            add(cell.column, &cell.value);
        }
        for feed in &self.feeds {
            if let Some((until, value)) = self.filled.get(&feed.column)
                && *until >= row
                && !cells.iter().any(|c| c.column == feed.column)
            {
                add(feed.column, value);
            }
        }
        hasher.finish()
    }

    /// A date without a year takes the only year of its column, and it is said; else it is a fault.
    fn settle_years(&mut self) {
        let counted = counted_date(self.kind);
        for feed in &mut self.feeds {
            let year = feed.typed.only_year();
            for (index, fault) in std::mem::take(&mut feed.yearless) {
                let at = FindingPlace {
                    file: self.place.file.clone(),
                    sheet: self.place.sheet.clone(),
                    row: self.rows.get(index).copied(),
                    column: Some(feed.heading.clone()),
                };
                match year.filter(|&y| feed.typed.settle(index, &fault.found, y)) {
                    Some(year) => {
                        let detail = say!(
                            "“{found}”没有写年份，按本列其他日期补为 {year} 年",
                            found = fault.found,
                            year
                        );
                        self.findings.push(Finding::new(Code::YearAssumed, at, fault.found, &detail));
                    }
                    None => {
                        self.findings.push(fault_finding(fault, at, Some(feed.field) == counted));
                    }
                }
            }
        }
    }

    /// The table ends.
    #[must_use]
    pub fn finish(mut self) -> Extracted {
        let body = self.place.words.iter().find_map(|w| Body::named_in(w));
        let sums = self.sums.take_group();
        let differs = self.groups.end(&sums);
        self.note_group(differs);
        self.settle_years();
        let mut columns: Vec<(Field, Column)> = Vec::with_capacity(self.feeds.len());
        let mut headings = Vec::with_capacity(self.feeds.len());
        let mut misfits = Vec::new();
        for feed in std::mem::take(&mut self.feeds) {
            if let Some((fault, first, cells)) = &feed.misheaded {
                let place = FindingPlace {
                    file: self.place.file.clone(),
                    sheet: self.place.sheet.clone(),
                    row: Some(*first),
                    column: Some(feed.heading.clone()),
                };
                let detail = say!("{}，第 {first} 行起共 {cells} 格未计入", fault.what, first, cells);
                self.findings.push(Finding::new(fault.code, place, fault.found.as_str(), &detail));
            }
            if let Some(unit) = feed.misfit
                && (feed.field == Field::Household || feed.typed.without_figures())
            {
                misfits.push((feed.field, unit));
            }
            if feed.field == Field::Household
                && let Some(unit) = feed.misfit
            {
                let place = FindingPlace {
                    file: self.place.file.clone(),
                    sheet: self.place.sheet.clone(),
                    row: self.rows.first().copied(),
                    column: Some(feed.heading.clone()),
                };
                let detail = say!(
                    "“{}”写的是数量（{}），不是户主或户编号，算不出走访到多少户",
                    feed.heading,
                    unit.symbol()
                );
                self.findings.push(Finding::new(Code::UnitMismatch, place, unit.symbol(), &detail));
            }
            let mut column = feed.typed.finish();
            if feed.field == Field::Village && !self.has_merges && fill_down(&mut column) {
                let place = FindingPlace {
                    file: self.place.file.clone(),
                    sheet: self.place.sheet.clone(),
                    row: self.rows.first().copied(),
                    column: Some(feed.heading.clone()),
                };
                self.findings.push(Finding::new(Code::RowsFilled, place, "", ""));
            }
            columns.push((feed.field, column));
            headings.push(feed.heading);
        }
        if let Some(month) = self.month {
            let n = self.rows.len();
            if let Some(date) = counted_date(self.kind) {
                columns.push((date, Column::Days(vec![Some(month.day); n])));
                headings.push(month.heading.clone());
            }
            if let Some(activity) = month.activity {
                columns
                    .push((Field::Activity, Column::Text { dictionary: vec![activity], codes: vec![1; n] }));
                headings.push(month.heading);
            }
        }
        let has_village = columns.iter().any(|(field, _)| *field == Field::Village);
        if !has_village
            && spec(self.kind).field(Field::Village).is_some()
            && let Some(villages) = self.groups.finish()
        {
            columns.push((Field::Village, villages));
            headings.push("分组".to_owned());
        }
        let records = Records {
            kind: self.kind,
            columns,
            headings,
            rows: self.rows,
            fingerprints: self.fingerprints,
            misfits,
            body,
        };
        Extracted { records, findings: self.findings, skipped: self.skipped }
    }
}

/// A cell that could not be read, as a finding.
fn fault_finding(fault: Fault, at: FindingPlace, is_counted: bool) -> Finding {
    let left = if is_counted { "该行未计入" } else { "该格未计入" };
    let detail = format!("{}，{left}", fault.what);
    Finding::new(fault.code, at, fault.found, &detail)
}

/// The unit of a column that should name households and holds numbers of them instead (走访户数, 走访户（户次）).
fn numbers(field: Field, heading: &Heading) -> Option<Unit> {
    let by_word = || {
        [("户数", Unit::Household), ("户次", Unit::HouseholdTime), ("人次", Unit::PersonTime)]
            .into_iter()
            .find(|(word, _)| heading.key.ends_with(word))
            .map(|(_, unit)| unit)
    };
    (field == Field::Household).then(|| heading.unit.or_else(by_word)).flatten()
}

/// Where a file has lost its merged cells, the village stands in the first row of each block only: the
/// first row has one and at least half of the others have none.
fn fill_down(column: &mut Column) -> bool {
    let Column::Text { codes, .. } = column else { return false };
    let blanks = codes.iter().filter(|&&c| c == 0).count();
    if codes.first().is_none_or(|&c| c == 0) || blanks * 2 < codes.len() {
        return false;
    }
    let mut last = 0;
    for code in codes.iter_mut() {
        if *code == 0 {
            *code = last;
        }
        last = *code;
    }
    true
}
