//! The files of towns as canonical tables, and their sums as an engine would give them.

use super::{County, Session, sources};
use crate::catalogue::canonical::Table;
use crate::figures::window;
use crate::model::cell::Day;
use crate::model::finding::Finding;
use crate::model::period::PeriodChoice;
use crate::partials::canonical::{AboutTown, CanonicalCell, tables};
use crate::partials::{ALL_DATES, Partials, TownKey, about_row, misfits, of_tally};
use std::io;

/// What a town's tables are written to.
pub trait TownTables {
    /// Begins a town.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn begin(&mut self, town: &TownKey) -> io::Result<()>;

    /// Takes a row of the town, with a cell for each column of its table.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn row(&mut self, table: Table, cells: &[CanonicalCell<'_>]) -> io::Result<()>;

    /// Ends the town, with what was met in it.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn end(&mut self, findings: &[&Finding]) -> io::Result<()>;
}

impl Session {
    fn about(&mut self, key: TownKey, today: Day) -> AboutTown {
        self.compute(PeriodChoice::All, today);
        let (tally, figures) = match self.last() {
            Some((tally, computed)) => (tally.clone(), Some(&computed.figures)),
            None => Default::default(),
        };
        AboutTown {
            key,
            loaded: tally.loaded,
            month_end: self.settings.month_end,
            span: figures.and_then(|figures| figures.span),
            made: today,
            misfits: misfits(&tally.mismatches),
        }
    }
}

impl County {
    /// The towns, each with its key: the name that its files give it where `key` has none.
    fn keyed(&mut self, key: &TownKey) -> Vec<(TownKey, &mut Session)> {
        let towns = self.towns_mut();
        let several = towns.len() > 1;
        let keyed = |(name, town): (&String, _)| {
            let town: &mut Session = town;
            let mut key = key.clone();
            if several {
                key[3].clone_from(name);
            } else if key[3].is_empty() {
                key[3] = super::township(&town.files).unwrap_or_default();
            }
            (key, town)
        };
        towns.iter_mut().map(keyed).collect()
    }

    /// Writes the canonical tables of each town; the parts of `key` that are empty are taken from the files.
    ///
    /// # Errors
    /// Where `out` fails.
    pub fn canonical(&mut self, key: &TownKey, today: Day, out: &mut dyn TownTables) -> io::Result<()> {
        for (key, town) in self.keyed(key) {
            let about = town.about(key, today);
            out.begin(&about.key)?;
            let ready = town.ready(today);
            let written = tables(&about, &sources(&town.files), &ready.preparation, &mut |table, cells| {
                out.row(table, cells)
            });
            town.ready = Some(ready);
            written?;
            let findings: Vec<&Finding> =
                town.results().and_then(|results| results.findings).unwrap_or_default().into_iter().collect();
            out.end(&findings)?;
        }
        Ok(())
    }

    /// The sums of each town in some periods, as an engine gives them of the canonical tables.
    pub fn partials(&mut self, key: &TownKey, periods: &[PeriodChoice], today: Day) -> Partials {
        let mut all = Partials::new();
        for (key, town) in self.keyed(key) {
            let about = town.about(key, today);
            let rows = all.entry(about.key.clone()).or_default();
            rows.extend([about_row(&about)]);
            for choice in periods {
                town.compute(*choice, today);
                let Some((tally, computed)) = town.last() else { continue };
                let figures = &computed.figures;
                let window = window(figures.period, figures.span, figures.as_of);
                rows.extend(of_tally(tally, figures.period.unwrap_or(ALL_DATES), window));
            }
        }
        all
    }
}
