//! Compares the sums that a table states with its rows.

use super::noise::Noise;
use crate::input::value::Quantity;
use crate::model::kind::Field;

/// The running sums of one column.
#[derive(Clone, Debug, Default)]
struct Running {
    all: i64,
    since_total: i64,
    since_subtotal: i64,
    since_group: i64,
}

/// The running sums of those columns of a table that hold numbers.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    columns: Vec<(Field, Running)>,
}

impl Sums {
    /// Adds a record's number.
    pub fn add(&mut self, field: Field, amount: Option<Quantity>) {
        let Some(amount) = amount else { return };
        if !self.columns.iter().any(|(f, _)| *f == field) {
            self.columns.push((field, Running::default()));
        }
        for (_, running) in self.columns.iter_mut().filter(|(f, _)| *f == field) {
            for sum in [
                &mut running.all,
                &mut running.since_total,
                &mut running.since_subtotal,
                &mut running.since_group,
            ] {
                *sum = sum.saturating_add(amount.value);
            }
        }
    }

    /// Returns the sum of the rows above, all of them or those since the last sum of this sort, if `stated` differs from
    /// it; `None` if the row is no sum or the column has no numbers.
    pub fn differing(&self, noise: Noise, field: Field, stated: i64) -> Option<i64> {
        let (_, running) = self.columns.iter().find(|(f, _)| *f == field)?;
        let (fits, counted) = match noise {
            Noise::Total => ([running.all, running.since_total].contains(&stated), running.all),
            Noise::Subtotal => (stated == running.since_subtotal, running.since_subtotal),
            _ => return None,
        };
        (!fits).then_some(counted)
    }

    /// Returns the sums since the last group began, one for each column, and restarts them.
    pub fn take_group(&mut self) -> Vec<i64> {
        self.columns.iter_mut().map(|(_, running)| std::mem::take(&mut running.since_group)).collect()
    }

    /// Restarts the sums that the row of a sum ends.
    pub fn restart_after(&mut self, noise: Noise) {
        for (_, running) in &mut self.columns {
            match noise {
                Noise::Total => (running.since_total, running.since_subtotal) = (0, 0),
                Noise::Subtotal => running.since_subtotal = 0,
                _ => {}
            }
        }
    }
}
