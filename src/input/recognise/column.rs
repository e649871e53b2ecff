//! One column of a table: its cells as typed values, and findings about those that could not be read.

use super::classify::HeadedColumn;
use super::fingerprint::{of_day, of_text};
use super::typed::{PushedCell, TypedBuilder};
use super::typed_cell::Fault;
use crate::catalogue::kinds::FieldType;
use crate::input::records::RecordColumn;
use crate::input::value::{DateContext, Heading};
use crate::model::cell::{Cell, Value};
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::finding_list::FindingList;
use crate::model::kind::Field;
use crate::model::unit::Unit;
use crate::text;
use crate::text::{say, t};

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
    /// Dates that only lack their year, with the record's index.
    yearless: Vec<(usize, Fault)>,
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
            yearless: Vec::new(),
            misfit: unit_of_numbers(field, &column.lowest),
            position: 0,
        }
    }

    /// The column's cell of a row.
    pub fn find<'c, 'v>(&mut self, cells: &'c [Cell<'v>]) -> Option<&'c Cell<'v>> {
        // Most rows have the cells of the row before.
        if let Some(cell) = cells.get(self.position).filter(|c| c.column == self.column) {
            return Some(cell);
        }
        self.position = cells.iter().position(|c| c.column == self.column)?;
        cells.get(self.position)
    }

    /// Takes the `value` of the record with this `index`, in `row` of `sheet`. Returns its number and whether it is
    /// damaged; adds a finding if it cannot be read, or if it is blank and the row `is_counted` by it.
    pub fn take(
        &mut self,
        value: Option<&Value<'_>>,
        index: usize,
        (sheet, row): (&FindingPlace, u32),
        is_counted: bool,
        findings: &mut FindingList,
    ) -> (u64, bool) {
        let PushedCell { print, is_damaged, outcome } = self.typed.push(value);
        match outcome {
            Ok(has_value) if has_value || !is_counted => {}
            Ok(_) => {
                let detail = say!("“{}”是空的，该行未计入", self.heading);
                findings.push(Finding::new(Code::DateMissing, sheet.at(row, &self.heading), "", &detail));
            }
            Err(fault) => findings.extend(self.take_fault(*fault, index, (sheet, row), is_counted)),
        }
        (print, is_damaged)
    }

    fn take_fault(
        &mut self,
        fault: Fault,
        index: usize,
        (sheet, row): (&FindingPlace, u32),
        is_counted: bool,
    ) -> Option<Finding> {
        self.misfit = fault.unit.or(self.misfit);
        if fault.by_column {
            self.faulty.get_or_insert((fault, row, 0)).2 += 1;
            None
        } else if fault.lacks_year {
            self.yearless.push((index, fault));
            None
        } else {
            Some(fault.into_finding(sheet.at(row, &self.heading), is_counted))
        }
    }

    /// Returns the records whose dates lack their year, with the number that stands for their text.
    pub fn yearless(&self) -> impl Iterator<Item = (usize, u64)> {
        self.yearless.iter().map(|(index, fault)| (*index, of_text(&self.field, &fault.found)))
    }

    /// Returns the number of a record's day without a time; `None` where it has none.
    pub fn of_day(&self, index: usize) -> Option<u64> {
        self.typed.day(index).map(|day| of_day(&self.field, day, &Value::Text("".into())))
    }

    /// Gives dates without a year the only year of the column; without one they are faults. Returns a finding for each.
    /// `rows` holds the row of each record.
    pub fn settle_years(&mut self, sheet: &FindingPlace, rows: &[u32], is_counted: bool) -> Vec<Finding> {
        let year = self.typed.only_year();
        let mut findings = Vec::new();
        for (index, fault) in std::mem::take(&mut self.yearless) {
            let place = sheet.in_column(&self.heading).at_row(rows.get(index).copied());
            findings.push(match year.filter(|&y| self.typed.settle(index, &fault.found, y)) {
                Some(year) => {
                    let found = fault.found;
                    let detail = say!("“{found}”没有写年份，按本列其他日期补为 {year} 年", found, year);
                    Finding::new(Code::YearAssumed, place, found, &detail)
                }
                None => fault.into_finding(place, is_counted),
            });
        }
        findings
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
        let mut values = self.typed.finish();
        if self.field == Field::Village && may_fill && fill_down(&mut values) {
            findings.push(Finding::new(Code::RowsFilled, place, "", ""));
        }
        let damage = (is_household && is_damaged).then_some(None);
        FinishedColumn { values, misfit: damage.or(misfit.map(Some)) }
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

/// Fills the blanks of a column of villages that has lost its merged cells, so that each village is written in the
/// first row of its block only: the first row has one and at least half of the others have none. Returns whether it
/// did.
fn fill_down(column: &mut RecordColumn) -> bool {
    let RecordColumn::Text { codes, .. } = column else { return false };
    let blanks = codes.iter().filter(|&c| c == 0).count();
    if codes.get(0).is_none_or(|c| c == 0) || blanks * 2 < codes.len() {
        return false;
    }
    let mut last = 0;
    *codes = codes
        .iter()
        .map(|code| {
            last = if code == 0 { last } else { code };
            last
        })
        .collect();
    true
}
