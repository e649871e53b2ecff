//! The places of the rows of one table.

use super::{Found, MOST_KNOWN, PlaceKey, Work};
use crate::count::placed::{PlacedTable, PlacesSoFar, RowPlace};
use crate::count::placing::{Placing, names_village, placing};
use crate::count::represent::body;
use crate::count::sites::{Said, follows_officer};
use crate::count::source::SourceTable;
use crate::input::records::{Codes, RecordColumn, RowSteps, steps_of};
use crate::model::body::Body;
use crate::model::finding::{Code, FindingPlace};
use crate::model::kind::{Field, Kind};
use rustc_hash::{FxHashMap, FxHashSet};

/// What is known of a table's rows while they are placed.
struct KnownRows<'a> {
    sheet: FindingPlace,
    /// The columns of [`PlaceKey`].
    keys: [Option<&'a Codes>; 4],
    officer_of: Option<Field>,
    placing: Placing,
    called: Option<Field>,
    cache: FxHashMap<PlaceKey, Found>,
    teams: FxHashMap<&'a str, Found>,
    last: Option<(PlaceKey, Found)>,
}

impl Work<'_> {
    /// Finds the place of each row of a table that is not repeated.
    #[inline(never)]
    pub(super) fn table(&mut self, index: usize, table: &SourceTable<'_>, repeated: &[bool]) -> PlacedTable {
        let records = table.records;
        let officer_of = follows_officer(records).then_some(Field::Officer);
        // Rows with the same texts are placed alike.
        let codes = |field| match records.column(field) {
            Some(RecordColumn::Text { codes, .. }) => Some(codes),
            _ => None,
        };
        let keys = [Some(Field::Village), Some(Field::Grid), officer_of, Some(Field::Address)];
        let mut known = KnownRows {
            sheet: FindingPlace::in_sheet(table.shown_file(), table.sheet),
            keys: keys.map(|field| field.and_then(codes)),
            officer_of,
            placing: placing(records.kind),
            called: names_village(records.kind),
            cache: FxHashMap::default(),
            teams: FxHashMap::default(),
            last: None,
        };
        let mut at = PlacesSoFar::default();
        let mut steps = RowSteps::new(known.keys);
        for rows in steps_of(0..records.len()) {
            steps.give(rows, &mut |row, key| {
                let mut own = || self.row((index, table), row, key, &mut known);
                at.add(if repeated.get(row) == Some(&true) { RowPlace::Repeated } else { own() });
            });
        }
        let at = at.finish();
        // What is worked out of rows lies where they do.
        #[cfg(not(target_arch = "wasm32"))]
        let at = at.beside(table.records);
        let covers = if records.kind == Kind::PartyGroups {
            (0..records.len()).map(|row| self.covered(index, table, row)).collect()
        } else {
            Vec::new()
        };
        let of_bodies = matches!(records.kind, Kind::Duty | Kind::Matters);
        let rows = if of_bodies { 0..records.len() } else { 0..0 };
        let rows = rows.filter(|row| !repeated.get(*row).copied().unwrap_or(false));
        let named: FxHashSet<Body> = rows.filter_map(|row| body(records, row)).collect();
        PlacedTable { table: index, at, covers, bodies: named.into_iter().collect() }
    }

    /// The place of a row whose texts have these codes.
    #[inline(never)]
    fn row<'a>(
        &mut self,
        (index, table): (usize, &SourceTable<'a>),
        row: usize,
        key: PlaceKey,
        known: &mut KnownRows<'a>,
    ) -> RowPlace {
        let found = match known.last {
            Some((own, found)) if own == key => found,
            _ => self.found((index, table), row, key, known),
        };
        if let Some(by) = found.by {
            self.matches.count(by);
        }
        if (found.said != Said::Row || found.by_officer)
            && let Some(site) = self.sites.get_mut(index)
        {
            site.count(found.said, found.by_officer);
        }
        found.at.unwrap_or_else(|code| {
            let records = table.records;
            let text = |field| records.text(field, row);
            self.report((table, &known.sheet), row, code, text(Field::Village), text(Field::Grid));
            if records.kind == Kind::Officers {
                self.strays.push((index, row));
            }
            if matches!(code, Code::VillageRepeated | Code::GridRepeated) {
                RowPlace::Repeated
            } else {
                self.nowhere += 1;
                RowPlace::Nowhere
            }
        })
    }

    /// Finds the place of a row whose texts are others than those of the row before, and remembers it where rows with the
    /// same texts have the same.
    #[inline(never)]
    fn found<'a>(
        &mut self,
        (index, table): (usize, &SourceTable<'a>),
        row: usize,
        key: PlaceKey,
        known: &mut KnownRows<'a>,
    ) -> Found {
        let records = table.records;
        let text = |field, row| records.text(field, row);
        let called = known.called.filter(|_| text(Field::Village, row).is_empty());
        match known.placing {
            _ if called.is_some() => {
                let name = called.map_or("", |field| text(field, row));
                let found = known.teams.get(name).copied();
                let found = found.unwrap_or_else(|| self.called_after(index, name));
                if known.teams.len() < MOST_KNOWN {
                    known.teams.insert(name, found);
                }
                found
            }
            Placing::VillageList | Placing::GridList => self.own_place(index, records, row),
            Placing::None => Ok(RowPlace::Township).into(),
            placing => {
                let found = known.cache.get(&key).copied().unwrap_or_else(|| {
                    let officer = known.officer_of.map_or("", |field| text(field, row));
                    let beside = [officer, text(Field::Address, row)];
                    let found = self.place((index, row), records, (placing, beside));
                    if known.cache.len() < MOST_KNOWN {
                        known.cache.insert(key, found);
                    }
                    found
                });
                known.last = Some((key, found));
                found
            }
        }
    }
}
