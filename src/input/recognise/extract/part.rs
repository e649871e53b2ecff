//! Records that are read apart from those above them, and put behind these.

use super::{Extractor, SendAhead};
use crate::catalogue::kinds::counted_date;
use crate::input::recognise::table_part::{Joint, OtherRow, TablePart};
use crate::input::recognise::typed::PartSize;
use crate::input::records::{PIECE, RecordColumn};
use crate::model::cell::Cell;

impl Extractor {
    /// Sees the cells of a row that comes soon.
    pub fn look_ahead(&mut self, cells: &[Cell<'_>]) {
        for column in self.columns.iter_mut().filter(|column| column.typed.knows_many()) {
            if let Some(cell) = column.find(cells) {
                column.typed.look_ahead(&cell.value);
            }
        }
    }

    /// Takes a row if it is a record like most: of several cells, each of which holds what its column should, without a
    /// finding. Returns whether it is.
    pub fn take_plain(&mut self, row: u32, cells: &[Cell<'_>]) -> bool {
        if cells.len() < 2 || !self.detector.is_record(cells) {
            return false;
        }
        let (mut print, is_damaged) = self.others.print(cells);
        let counted = counted_date(self.kind);
        let mut has_any = false;
        for column in &mut self.columns {
            let value = column.find(cells).map(|c| &c.value);
            has_any |= value.is_some();
            let Some(own) = column.typed.read_plain(value) else { return false };
            if Some(column.field) == counted && column.typed.is_last_blank() {
                return false;
            }
            print = print.wrapping_add(own);
        }
        if is_damaged || !has_any {
            return false;
        }
        self.columns.iter_mut().for_each(|column| column.typed.add_plain());
        self.rows.push(row);
        self.fingerprints.push(print);
        true
    }

    /// Whether the columns can be read apart.
    pub fn is_plain(&self) -> bool {
        self.month.is_none() && self.columns.iter().all(|column| column.typed.is_plain())
    }

    /// A row that is no plain record, behind those that were taken.
    pub fn other_row(&self, row: u32, cells: &[Cell<'_>]) -> OtherRow {
        OtherRow {
            row,
            before: self.rows.len(),
            known: self.columns.iter().map(|column| column.typed.distinct()).collect(),
            cells: cells.iter().map(|c| (c.column, c.value.text().into_owned())).collect(),
        }
    }

    /// Ends a part that has these other rows.
    pub fn into_part(mut self, header: ((u32, u32), usize), others: Vec<OtherRow>) -> TablePart {
        self.rows.finish();
        self.fingerprints.finish();
        let columns = self.columns.into_iter().map(|column| column.typed.finish()).collect();
        TablePart { header, rows: self.rows, fingerprints: self.fingerprints, columns, others }
    }

    /// Whether a part has the columns of this, and all of its values are kept.
    pub fn has_room_for(&self, part: &TablePart) -> bool {
        let texts = part.others.iter().flat_map(|other| &other.cells);
        let more = PartSize { rows: part.others.len(), bytes: texts.map(|(_, text)| text.len()).sum() };
        self.month.is_none()
            && !self.has_merges
            && self.columns.len() == part.columns.len()
            && self.columns.iter().zip(&part.columns).all(|(own, other)| own.typed.has_room_for(other, more))
    }

    /// Puts the next records of a part behind the others, up to the number `until`, before which `known` values of each
    /// column are met. Returns the first and the last row of them.
    pub fn join(
        &mut self,
        joint: &mut Joint<'_>,
        (until, known): (usize, &[usize]),
        ahead: &mut Option<SendAhead<'_>>,
    ) -> Option<(u32, u32)> {
        let columns = self.columns.iter_mut().zip(&joint.part.columns).zip(&mut joint.maps);
        for (((column, other), map), known) in columns.zip(known) {
            while map.len() <= *known {
                map.push(column.typed.code_of(other, map.len()));
            }
        }
        let mut span = None;
        while joint.done < until {
            let rows = joint.done..until.min(joint.done + PIECE);
            joint.done = rows.end;
            for ((column, other), map) in self.columns.iter_mut().zip(&joint.part.columns).zip(&joint.maps) {
                column.join((other.codes(), rows.clone()), map, &mut self.sums);
            }
            joint.part.rows.each(rows.clone(), |row| {
                let row = row.saturating_add(joint.above);
                self.rows.push(row);
                self.groups.add_record();
                span = Some((span.map_or(row, |(first, _)| first), row));
            });
            let around = self.around;
            joint.part.fingerprints.each(rows, |print| self.fingerprints.push(print.wrapping_add(around)));
            if let Some(ahead) = ahead {
                self.send_full(ahead);
            }
        }
        span.into_iter().for_each(|(_, last)| self.detector.pass(last));
        span
    }
}

impl TablePart {
    /// How many values each column has.
    pub fn value_counts(&self) -> Vec<usize> {
        let distinct = |column: &RecordColumn| match column {
            RecordColumn::Text { dictionary, .. } => dictionary.len(),
            RecordColumn::Days(days) => days.values.len(),
            RecordColumn::Amounts(amounts) => amounts.values.len(),
            RecordColumn::Unread => 0,
        };
        self.columns.iter().map(distinct).collect()
    }
}
