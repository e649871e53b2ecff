//! The sums that a table states, held against its rows.

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
    /// Only sums of columns that have figures are compared.
    any: bool,
}

/// The running sums of a table's columns of figures.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    columns: Vec<(Field, Running)>,
}

/// A stated sum that its rows do not give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differs {
    /// What is stated.
    pub stated: i64,
    /// What the rows give.
    pub counted: i64,
}

impl Sums {
    fn of(&mut self, field: Field) -> Option<&mut Running> {
        if !self.columns.iter().any(|(f, _)| *f == field) {
            self.columns.push((field, Running::default()));
        }
        self.columns.iter_mut().find(|(f, _)| *f == field).map(|(_, r)| r)
    }

    /// Adds a record's figure.
    pub fn add(&mut self, field: Field, amount: Option<Quantity>) {
        let Some(amount) = amount else { return };
        if let Some(running) = self.of(field) {
            running.any = true;
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

    /// Holds a stated sum against the rows above it: all of them, or those since the last sum of its kind.
    pub fn check(&mut self, noise: Noise, field: Field, stated: i64) -> Option<Differs> {
        let running = self.of(field).filter(|r| r.any)?;
        let (fits, counted) = match noise {
            Noise::Total => ([running.all, running.since_total].contains(&stated), running.all),
            Noise::Subtotal => (stated == running.since_subtotal, running.since_subtotal),
            _ => return None,
        };
        (!fits).then_some(Differs { stated, counted })
    }

    /// The sums since the last group began, a column each; they begin anew.
    pub fn take_group(&mut self) -> Vec<i64> {
        self.columns.iter_mut().map(|(_, running)| std::mem::take(&mut running.since_group)).collect()
    }

    /// The row of a sum is over; what follows it is summed anew.
    pub fn next(&mut self, noise: Noise) {
        for (_, running) in &mut self.columns {
            match noise {
                Noise::Total => (running.since_total, running.since_subtotal) = (0, 0),
                Noise::Subtotal => running.since_subtotal = 0,
                _ => {}
            }
        }
    }
}
