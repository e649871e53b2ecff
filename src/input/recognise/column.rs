//! One column of a table: its cells as typed values, and findings about those that could not be read.

use super::classify::HeadedColumn;
use super::fingerprint::{of_day, of_text};
use super::sums::Sums;
use super::typed::{PushedCell, TypedBuilder, Yearless};
use super::typed_cell::Fault;
use crate::catalogue::kinds::FieldType;
use crate::input::records::{Codes, Mend, RecordColumn};
use crate::input::value::{self, DateContext, Heading};
use crate::model::cell::{Cell, Value};
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::finding_list::FindingList;
use crate::model::kind::Field;
use crate::model::unit::Unit;
use crate::text;
use crate::text::format::grouped;
use crate::text::{say, t};
use std::ops::Range;

/// A column that is read into a field.
pub struct ColumnExtractor {
    /// The column, from 1.
    pub column: u32,
    /// The field.
    pub field: Field,
    /// The headings in one line.
    pub heading: String,
    /// The values so far.
    pub typed: TypedBuilder,
    /// What is wrong with the column, the first row that this leaves out, and the number of such rows.
    faulty: Option<(Fault, u32, u32)>,
    /// Records, those of them without a value, and whether the first is one of these.
    rows: (u32, u32, bool),
    /// The unit of a cell that does not fit; in a column of households, the unit of the numbers that replace them.
    misfit: Option<Unit>,
    /// Which of the last row's cells it had.
    position: usize,
}

/// A column at the end of its table.
pub struct FinishedColumn {
    /// The values.
    pub values: RecordColumn,
    /// What keeps all of its cells from counting: the unit that they have, or (`None`) that they were rounded.
    pub misfit: Option<Option<Unit>>,
    /// What its end tells of its rows.
    pub mend: Mend,
}

impl ColumnExtractor {
    /// An extractor that reads `column` into `field`; `dates` is what the table says of its dates.
    /// `is_read` says whether anybody asks for its texts.
    pub fn new(
        field: Field,
        field_type: FieldType,
        column: &HeadedColumn,
        dates: DateContext,
        is_read: bool,
    ) -> Self {
        Self {
            column: column.column,
            field,
            heading: column.path.join("／"),
            typed: TypedBuilder::new(field, field_type, &column.lowest, dates, is_read),
            faulty: None,
            rows: (0, 0, false),
            misfit: unit_of_numbers(field, &column.lowest),
            position: 0,
        }
    }

    /// The column's cell of a row.
    #[inline]
    pub fn find<'c, 'v>(&mut self, cells: &'c [Cell<'v>]) -> Option<&'c Cell<'v>> {
        // Most rows have the cells of the row before.
        if let Some(cell) = cells.get(self.position).filter(|c| c.column == self.column) {
            return Some(cell);
        }
        self.position = cells.iter().position(|c| c.column == self.column)?;
        cells.get(self.position)
    }

    /// Takes the `value` of a record, in `row` of `sheet`. Returns its number and whether it is
    /// damaged; adds a finding if it cannot be read, or if it is blank and the row `is_counted` by it.
    pub fn take(
        &mut self,
        value: Option<&Value<'_>>,
        (sheet, row): (&FindingPlace, u32),
        is_counted: bool,
        findings: &mut FindingList,
    ) -> (u64, bool) {
        let PushedCell { print, is_damaged, outcome } = self.typed.push(value);
        self.typed.note_row(row);
        let is_blank = self.typed.is_last_blank();
        let (rows, blanks, _) = self.rows;
        self.rows.2 |= is_blank && rows == 0;
        (self.rows.0, self.rows.1) = (rows + 1, blanks + u32::from(is_blank));
        if outcome.as_ref().is_ok_and(|has_value| *has_value || !is_counted) {
            return (print, is_damaged);
        }
        self.note_gap(outcome.err(), (sheet, row), is_counted, findings);
        (print, is_damaged)
    }

    /// Adds a finding for a cell that leaves a gap: why it cannot be read; `None` where it is blank and its row counted by it.
    #[inline(never)]
    fn note_gap(
        &mut self,
        fault: Option<Box<Fault>>,
        (sheet, row): (&FindingPlace, u32),
        is_counted: bool,
        findings: &mut FindingList,
    ) {
        match fault {
            None => {
                let detail = || say!("“{}”是空的，该行未计入", self.heading);
                findings.add_row((Code::DateMissing, ""), (sheet, Some(&self.heading)), row, detail);
            }
            Some(fault) => {
                self.misfit = fault.unit.or(self.misfit);
                if fault.by_column {
                    self.faulty.get_or_insert((*fault, row, 0)).2 += 1;
                } else {
                    let (code, found) = (fault.code, &*fault.found);
                    let detail = || fault.detail(is_counted);
                    findings.add_row((code, found), (sheet, Some(&self.heading)), row, detail);
                }
            }
        }
    }

    /// Adds the codes of some records that were read apart, as `map` has them here, and their numbers to the sums.
    pub fn join(&mut self, (codes, rows): (Option<&Codes>, Range<usize>), map: &[u32], sums: &mut Sums) {
        let Some(codes) = codes else { return };
        let mut counts = (0, 0);
        codes.each(rows, |code| {
            let code = map.get(code as usize).copied().unwrap_or(0);
            let amount = self.typed.add_code(code);
            counts = (counts.0 + 1, counts.1 + u32::from(code == 0));
            sums.add(self.field, amount);
        });
        (self.rows.0, self.rows.1) = (self.rows.0 + counts.0, self.rows.1 + counts.1);
    }

    /// Whether it is a column of villages that has lost its merged cells, so that each village is written in the first row of
    /// its block only: the first row has one and at least half of the others have none.
    fn is_filled_above(&self) -> bool {
        let (rows, blanks, starts_blank) = self.rows;
        self.field == Field::Village && rows > 0 && !starts_blank && u64::from(blanks) * 2 >= u64::from(rows)
    }

    /// Gives dates without a year the only year of the column; without one they are faults. Returns a finding for each text,
    /// and what becomes of the codes.
    pub fn settle_years(
        &mut self,
        sheet: &FindingPlace,
        is_counted: bool,
    ) -> (Vec<Finding>, Vec<(u32, u32, u64)>) {
        let year = self.typed.only_year();
        let (mut findings, mut codes, mut settled) = (Vec::new(), Vec::new(), Vec::new());
        for Yearless { code, fault, rows, first } in self.typed.take_yearless() {
            let place = sheet.in_column(&self.heading).at_row(first);
            let read = |year| value::date(&fault.found, Some(year)).ok().flatten().map(|d| (year, d.first));
            let known = year.and_then(read);
            settled.push((code, known.map(|(_, day)| day)));
            let text = of_text(&self.field, &fault.found);
            let finding = match known {
                Some((year, day)) => {
                    let more = of_day(&self.field, day, &Value::Text("".into())).wrapping_sub(text);
                    codes.push((code, code, more));
                    let found = fault.found;
                    let detail = say!("“{found}”没有写年份，按本列其他日期补为 {year} 年", found, year);
                    Finding::new(Code::YearAssumed, place, found, &detail)
                }
                None => {
                    codes.push((code, 0, 0));
                    fault.into_finding(place, is_counted)
                }
            };
            findings.push(Finding { count: rows.count(), rows, ..finding });
        }
        if !settled.is_empty() {
            self.typed.settle(&settled);
        }
        (findings, codes)
    }

    /// Ends the column and adds what is wrong with all of it to the findings. `first_row` is that of the first record;
    /// `may_fill` says that the file has no merged cells, so that blanks may stand for the village above.
    pub fn finish(
        self,
        sheet: &FindingPlace,
        first_row: Option<u32>,
        may_fill: bool,
        findings: &mut FindingList,
    ) -> FinishedColumn {
        let place = sheet.in_column(&self.heading).at_row(first_row);
        let is_household = self.field == Field::Household;
        let mut is_damaged = false;
        let mend = Mend { fills: may_fill && self.is_filled_above(), ..Mend::default() };
        if let Some((fault, first, cells)) = self.faulty {
            is_damaged = fault.code == Code::IdDamaged;
            let mut detail = say!("{}，第 {first} 行起共 {cells} 格未计入", fault.what, first, cells);
            if is_damaged && is_household {
                detail += t("，算不出走访到多少户");
            }
            let finding = Finding::new(fault.code, place.at_row(Some(first)), fault.found, &detail);
            findings.push(finding.times(cells));
        }
        let misfit = self.misfit.filter(|_| is_household || self.typed.without_figures());
        if let Some(unit) = misfit.filter(|_| is_household) {
            let detail = say!(
                "“{}”写的是数量（{}），不是户主或户编号，算不出走访到多少户",
                self.heading,
                text::unit(unit.symbol())
            );
            findings.push(Finding::new(Code::UnitMismatch, place.clone(), unit.symbol(), &detail));
        }
        if let (beyond @ 1.., most) = self.typed.beyond() {
            let most = grouped(i64::try_from(most).unwrap_or(i64::MAX));
            let message = say!(
                "“{}”一列不同的写法超过 {most} 种，其余的 {beyond} 格没有逐一保留，都按“…”计；请核对这一列",
                self.heading,
                most,
                beyond
            );
            findings.push(Finding::said(Code::LimitReached, place.at_row(None), "", message).times(beyond));
        }
        if mend.fills {
            findings.push(Finding::new(Code::RowsFilled, place, "", ""));
        }
        let damage = (is_household && is_damaged).then_some(None);
        FinishedColumn { values: self.typed.finish(), misfit: damage.or(misfit.map(Some)), mend }
    }
}

/// Returns the unit of a column that should name households and holds numbers of them instead (走访户数,
/// 走访户（户次）); `None` if it does name them.
fn unit_of_numbers(field: Field, heading: &Heading) -> Option<Unit> {
    let by_word = || {
        [("户数", Unit::Household), ("户次", Unit::HouseholdTime), ("人次", Unit::PersonTime)]
            .into_iter()
            .find(|(word, _)| heading.key.ends_with(word))
            .map(|(_, unit)| unit)
    };
    (field == Field::Household).then(|| heading.unit.or_else(by_word)).flatten()
}
