//! Which counts follow from those of several periods: of days inside each other what is left, of days apart their sum,
//! and so on with what followed.

use super::disclosure::{ANY, LinkedTables, Stands};
use crate::model::period::Period;
use crate::order::Gather as _;

/// How many sets more than two for each period are looked at: of many periods few are sums of each other.
const MORE: usize = 16;
/// The most periods: each begins and ends a stretch of days, and a set of stretches is a bit for each.
const PERIODS: usize = 30;

/// Sets of days, those of the periods first.
#[derive(Clone, Debug)]
pub(super) struct OverTime {
    /// Of each its stretches of days.
    sets: Vec<u64>,
    most: usize,
    /// A set, and the two apart that it is put together of; each follows from what stands before it.
    sums: Vec<[usize; 3]>,
}

impl OverTime {
    /// The sets of days that follow from these periods, the first of which is in question; none is all days.
    pub fn of(periods: &[Option<Period>]) -> Self {
        let days = |period: &Option<Period>| match period {
            Some(period) => (i64::from(period.from.0), i64::from(period.to.0) + 1),
            None => (i64::MIN, i64::MAX),
        };
        let periods = periods.get(..PERIODS).unwrap_or(periods);
        let ends = periods.iter().map(days).flat_map(|(from, to)| [from, to]).into_set();
        let set = |period: &Option<Period>| {
            let (from, to) = days(period);
            let inside = ends.iter().enumerate().filter(|(_, day)| (from..to).contains(day));
            inside.fold(0_u64, |set, (at, _)| set | 1 << at)
        };
        let sets: Vec<u64> = periods.iter().map(set).collect();
        let known = sets.len();
        let mut out = Self { sets, most: 2 * known + MORE, sums: Vec::new() };
        (1..known).for_each(|other| _ = out.join(0, other));
        (0..known).for_each(|whole| out.fill(whole, known));
        let mut next = 1;
        while next < out.sets.len() {
            (0..next).for_each(|other| _ = out.join(next, other));
            next += 1;
        }
        out
    }

    /// Puts the periods inside one together, as far as they are apart: what all of them leave may be small.
    fn fill(&mut self, whole: usize, known: usize) {
        let set = |sets: &[u64], at: usize| sets.get(at).copied().unwrap_or(0);
        let (mut filled, around) = (None, set(&self.sets, whole));
        for part in 0..known {
            let own = set(&self.sets, part);
            if own & around != own || own == around {
                continue;
            }
            match filled {
                None => filled = Some(part),
                Some(at) if set(&self.sets, at) & own == 0 => filled = self.join(at, part).or(filled),
                Some(_) => {}
            }
        }
    }

    /// Notes what follows from two sets; returns it.
    fn join(&mut self, a: usize, b: usize) -> Option<usize> {
        let (one, other) = (self.sets.get(a).copied()?, self.sets.get(b).copied()?);
        let both = one & other;
        let (third, is_whole) = match both {
            _ if one == other => return None,
            0 => (one | other, true),
            _ if both == one || both == other => (one ^ other, false),
            _ => return None,
        };
        let known = self.sets.iter().position(|set| *set == third);
        let third = match known {
            Some(at) => at,
            None if self.sets.len() < self.most => {
                self.sets.push(third);
                self.sets.len() - 1
            }
            None => return None,
        };
        let (whole, parts) = match (is_whole, both == one) {
            (true, _) => (third, [a, b]),
            (false, true) => (b, [a, third]),
            (false, false) => (a, [b, third]),
        };
        let sum = [whole, parts[0].min(parts[1]), parts[0].max(parts[1])];
        if !self.sums.contains(&sum) {
            self.sums.push(sum);
        }
        Some(third)
    }

    /// The set of a sum that is not known yet while the other two are, and its count.
    fn missing(sum: [usize; 3], [whole, a, b]: [Option<i64>; 3]) -> Option<(usize, i64)> {
        let (at, value) = match (whole, a, b) {
            (None, Some(a), Some(b)) => (sum[0], a.checked_add(b)?),
            (Some(whole), None, Some(b)) => (sum[1], whole.checked_sub(b)?),
            (Some(whole), Some(a), None) => (sum[2], whole.checked_sub(a)?),
            _ => return None,
        };
        // Where rows were taken away meanwhile, nothing follows.
        (value >= 0).then_some((at, value))
    }

    /// The counts of all sets that follow from those of the periods.
    pub fn follow(&self, of_periods: impl Iterator<Item = Option<i64>>) -> Vec<Option<i64>> {
        let mut values: Vec<Option<i64>> = of_periods.take(PERIODS).collect();
        values.resize(self.sets.len(), None);
        loop {
            let before = values.clone();
            for sum in &self.sums {
                let known = sum.map(|at| values.get(at).copied().flatten());
                if let Some((at, value)) = Self::missing(*sum, known) {
                    values.get_mut(at).into_iter().for_each(|own| *own = Some(value));
                }
            }
            if values == before {
                return values;
            }
        }
    }

    /// Adds cells for what follows from those of the periods, and the sums of all; returns the cells of all sets.
    pub fn cells(
        &self,
        tables: &mut LinkedTables,
        of_periods: impl Iterator<Item = Option<usize>>,
    ) -> Vec<Option<usize>> {
        let mut cells: Vec<Option<usize>> = of_periods.take(PERIODS).collect();
        cells.resize(self.sets.len(), None);
        for sum in &self.sums {
            let of = |cells: &[Option<usize>]| sum.map(|at| cells.get(at).copied().flatten());
            let values = of(&cells).map(|cell| cell.map(|cell| tables.total(&[cell])));
            if let Some((at, value)) = Self::missing(*sum, values) {
                let cell = tables.cell(value, ANY, Stands::Nowhere);
                cells.get_mut(at).into_iter().for_each(|own| *own = Some(cell));
            }
            if let [Some(whole), Some(a), Some(b)] = of(&cells) {
                tables.sum_if_so(whole, vec![a, b]);
            }
        }
        cells
    }
}

#[cfg(test)]
#[path = "../../tests/unit/snapshot_over_time.rs"]
mod tests;
