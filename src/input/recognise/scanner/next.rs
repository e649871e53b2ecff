//! Where a table ends and another begins.

use super::{Scanner, Sheet, State};
use crate::input::recognise::header::looks_like_header;
use crate::input::recognise::rows::OwnedRow;
use crate::input::recognise::table_reader::TableReader;
use crate::text::t;

impl Scanner<'_> {
    /// Takes a row if it is a header, that of the tables once more or of another; returns whether it is.
    #[inline(never)]
    pub(super) fn take_header(&mut self, sheet: &mut Sheet, row: OwnedRow, gap: bool) -> bool {
        let State::Reading(tables) = &mut sheet.state else { return false };
        let apart = gap || tables.iter().any(TableReader::has_pending);
        if !looks_like_header(self.lexicon, &row, apart) {
            return false;
        }
        if let Some(repeated) = tables.iter_mut().find(|o| o.repeats_header(&row)) {
            repeated.skip(row.row, t("重复的表头"));
            return true;
        }
        let mut window: Vec<OwnedRow> = tables.iter_mut().flat_map(TableReader::take_pending).collect();
        window.push(row);
        let tables = std::mem::take(tables);
        sheet.state = State::Seeking(window);
        self.close(sheet, tables);
        true
    }

    #[inline(never)]
    pub(super) fn close(&mut self, sheet: &Sheet, tables: Vec<TableReader>) {
        for table in tables {
            let index = u32::try_from(self.out.tables.len()).unwrap_or(u32::MAX);
            let read = table.finish(&sheet.info);
            self.out.findings.extend(read.findings);
            self.out.records.extend(read.records.into_iter().map(|records| (index, records)));
            self.out.tables.push(read.info);
        }
    }
}
