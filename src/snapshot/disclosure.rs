//! Statistical disclosure control: which numbers of linked tables have to be kept back so that none of the small ones
//! follows from what is shown.
//!
//! The tables are cells and sums (a whole and its parts). Some cells are shown or kept back together as a bundle, some
//! are known anyway, some stand nowhere and follow from others at best. [`LinkedTables::solve`] keeps back every bundle with a
//! small cell, attacks what is left as a reader could, and keeps back one more beside each small cell that the attack
//! tells, until it tells none:
//!
//! - bounds are passed from each sum to its cells and back until they move no more (a cell is told where its bounds
//!   leave only small numbers, or none of the small ones below it);
//! - the sums are solved as linear equations (a cell is told where it has one solution).

use std::collections::{BTreeMap, BTreeSet};

use crate::order::{Gather as _, Sort as _};

/// What is known of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// Shown, unless its bundle is kept back.
    In(usize),
    /// Shown, whatever is kept back.
    Shown,
    /// Kept back, whatever is shown: in what was handed on before.
    KeptBack,
    /// Nowhere, and no secret: what one number is above another.
    Between,
    /// Nowhere: it follows from others at best.
    Nowhere,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    value: i64,
    /// What it can be at most, as anyone knows.
    most: i64,
    stands: Stands,
}

#[derive(Clone, Debug)]
struct Sum {
    whole: usize,
    parts: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Bundle {
    hidden: bool,
    /// The lower, the sooner it is kept back to protect others.
    rank: u8,
}

/// Tables whose cells are linked by sums.
#[derive(Clone, Debug, Default)]
pub(super) struct LinkedTables {
    /// Numbers from 1 to below it are small.
    least: i64,
    cells: Vec<Cell>,
    sums: Vec<Sum>,
    bundles: Vec<Bundle>,
}

/// No bound.
pub(super) const ANY: i64 = 1 << 60;

/// The bounds of a cell.
#[derive(Clone, Copy, Debug)]
struct Told {
    low: i64,
    high: i64,
}

impl LinkedTables {
    pub fn new(least: i64) -> Self {
        Self { least, ..Self::default() }
    }

    /// Adds a bundle of cells that are shown or kept back together.
    pub fn bundle(&mut self, rank: u8) -> usize {
        self.bundles.push(Bundle { hidden: false, rank });
        self.bundles.len() - 1
    }

    /// Adds a cell.
    pub fn cell(&mut self, value: i64, most: i64, stands: Stands) -> usize {
        self.cells.push(Cell { value, most: most.max(value), stands });
        self.cells.len() - 1
    }

    /// Says that a cell is the sum of others. A part that stands nowhere and is 0 is left out: who knows that there is
    /// none knows more.
    pub fn sum(&mut self, whole: usize, parts: Vec<usize>) {
        let is_none = |at: &usize| {
            self.cells.get(*at).is_some_and(|cell| cell.stands == Stands::Nowhere && cell.value == 0)
        };
        let parts = parts.into_iter().filter(|at| !is_none(at)).collect();
        self.sums.push(Sum { whole, parts });
    }

    /// The same where it is so: rows may have come and gone between the two sides.
    pub fn sum_if_so(&mut self, whole: usize, parts: Vec<usize>) {
        if self.total(&[whole]) == self.total(&parts) {
            self.sum(whole, parts);
        }
    }

    /// Says that a cell is no more than another: what is between the two stands nowhere, and is no secret.
    pub fn within(&mut self, part: usize, whole: usize) {
        let value = |at: usize| self.cells.get(at).map_or(0, |cell| cell.value);
        let rest = value(whole) - value(part);
        if rest >= 0 {
            let rest = self.cell(rest, ANY, Stands::Between);
            self.sum(whole, vec![part, rest]);
        }
    }

    /// The values of cells together.
    pub fn total(&self, cells: &[usize]) -> i64 {
        let values = cells.iter().filter_map(|at| self.cells.get(*at)).map(|cell| cell.value);
        values.fold(0, i64::saturating_add)
    }

    /// Whether a cell is kept back with its bundle.
    pub fn is_kept_back(&self, cell: usize) -> bool {
        let stands = self.cells.get(cell).map(|cell| cell.stands);
        matches!(stands, Some(Stands::In(bundle)) if self.is_hidden(bundle))
    }

    fn is_hidden(&self, bundle: usize) -> bool {
        self.bundles.get(bundle).is_some_and(|bundle| bundle.hidden)
    }

    fn hide(&mut self, bundle: usize) {
        self.bundles.get_mut(bundle).into_iter().for_each(|bundle| bundle.hidden = true);
    }

    fn is_small(&self, value: i64) -> bool {
        (1..self.least).contains(&value)
    }

    fn is_known(&self, cell: &Cell) -> bool {
        match cell.stands {
            Stands::In(bundle) => !self.is_hidden(bundle),
            Stands::Shown => true,
            Stands::KeptBack | Stands::Between | Stands::Nowhere => false,
        }
    }

    fn is_secret(&self, cell: &Cell) -> bool {
        cell.stands != Stands::Between && self.is_small(cell.value) && !self.is_known(cell)
    }

    /// Keeps back what has to be.
    pub fn solve(&mut self) {
        let small: Vec<usize> = self
            .cells
            .iter()
            .filter(|cell| self.is_small(cell.value))
            .filter_map(|cell| if let Stands::In(bundle) = cell.stands { Some(bundle) } else { None })
            .collect();
        small.into_iter().for_each(|bundle| self.hide(bundle));
        let of_cell = self.sums_of_cells();
        loop {
            let bounds = self.bounds();
            let mut told = self.told_by_bounds(&bounds);
            if told.is_empty() {
                told = self.told_by_equations(&bounds);
            }
            if !self.protect(&told, &of_cell) {
                return;
            }
        }
    }

    /// Keeps back a bundle beside each of these cells; whether there was one.
    fn protect(&mut self, told: &[usize], of_cell: &[Vec<usize>]) -> bool {
        let mut fresh: BTreeSet<usize> = BTreeSet::new();
        for &cell in told {
            let (bundle, touched) = match self.partner(cell, of_cell, &fresh, 1) {
                // A 0 is kept back where nothing else is left.
                (None, false) => self.partner(cell, of_cell, &fresh, 0),
                found => found,
            };
            // What was kept back a moment ago may do for this one too.
            if let Some(bundle) = bundle.filter(|_| !touched) {
                self.hide(bundle);
                fresh.insert(bundle);
            }
        }
        !fresh.is_empty()
    }

    fn sums_of_cells(&self) -> Vec<Vec<usize>> {
        let mut of_cell = vec![Vec::new(); self.cells.len()];
        for (at, sum) in self.sums.iter().enumerate() {
            for &cell in sum.parts.iter().chain([&sum.whole]) {
                of_cell.get_mut(cell).into_iter().for_each(|sums: &mut Vec<usize>| sums.push(at));
            }
        }
        of_cell
    }

    /// The bundle nearest to a cell, by sums, that can be kept back: rather a large number, of low rank, the smallest of
    /// these, and none of numbers below `from_value`. Also whether one of `fresh` is as near.
    fn partner(
        &self,
        cell: usize,
        of_cell: &[Vec<usize>],
        fresh: &BTreeSet<usize>,
        from_value: i64,
    ) -> (Option<usize>, bool) {
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let mut from = vec![cell];
        while !from.is_empty() {
            let near: BTreeSet<usize> =
                from.iter().filter_map(|at| of_cell.get(*at)).flatten().copied().into_set();
            let new: Vec<usize> = near.into_iter().filter(|sum| seen.insert(*sum)).collect();
            let sums = new.iter().filter_map(|at| self.sums.get(*at));
            let mut cells: Vec<usize> =
                sums.flat_map(|sum| sum.parts.iter().chain([&sum.whole])).copied().collect();
            cells.order();
            cells.dedup();
            let known = |at: &usize| self.cells.get(*at);
            let touched = cells
                .iter()
                .filter_map(known)
                .any(|c| matches!(c.stands, Stands::In(b) if fresh.contains(&b)));
            let found = cells.iter().filter_map(known).filter(|c| c.value >= from_value).filter_map(|c| {
                match c.stands {
                    Stands::In(bundle) if !self.is_hidden(bundle) => {
                        let rank = self.bundles.get(bundle)?.rank;
                        Some((c.value < 2 * self.least, rank, c.value, bundle))
                    }
                    _ => None,
                }
            });
            if let Some((.., bundle)) = found.min() {
                return (Some(bundle), touched);
            }
            if touched {
                return (None, true);
            }
            from = cells.into_iter().filter(|at| known(at).is_some_and(|c| !self.is_known(c))).collect();
            if new.is_empty() {
                break;
            }
        }
        (None, false)
    }

    /// The bounds of every cell, as far as sums pass them on.
    fn bounds(&self) -> Vec<Told> {
        let first = |cell: &Cell| match cell.stands {
            _ if self.is_known(cell) => Told { low: cell.value, high: cell.value },
            // That it is kept back tells that it is not 0.
            Stands::In(_) | Stands::KeptBack => Told { low: cell.value.min(1), high: cell.most },
            _ => Told { low: 0, high: cell.most },
        };
        let mut told: Vec<Told> = self.cells.iter().map(first).collect();
        let bounded = |n: i128| i64::try_from(n.clamp(0, i128::from(ANY))).unwrap_or(ANY);
        let narrow = |told: &mut [Told], at: usize, low: i128, high: i128| {
            told.get_mut(at).is_some_and(|own| {
                let (low, high) = (bounded(low), bounded(high));
                let moved = low > own.low || high < own.high;
                (own.low, own.high) = (own.low.max(low), own.high.min(high));
                moved
            })
        };
        let get = |told: &[Told], at: usize| told.get(at).copied().unwrap_or(Told { low: 0, high: ANY });
        for _ in 0..ROUNDS {
            let mut moved = false;
            for sum in &self.sums {
                let (mut low, mut high) = (0_i128, 0_i128);
                for part in &sum.parts {
                    let part = get(&told, *part);
                    low += i128::from(part.low);
                    high += i128::from(part.high);
                }
                let around = get(&told, sum.whole);
                let whole = (low.max(around.low.into()), high.min(around.high.into()));
                moved |= narrow(&mut told, sum.whole, low, high);
                for part in &sum.parts {
                    // What this pass narrowed still counts with its old bounds, which are no narrower.
                    let own = get(&told, *part);
                    let (least, most) = (low - i128::from(own.low), high - i128::from(own.high));
                    moved |= narrow(&mut told, *part, whole.0 - most, whole.1 - least);
                }
            }
            if !moved {
                break;
            }
        }
        told
    }

    fn told_by_bounds(&self, bounds: &[Told]) -> Vec<usize> {
        let is_told = |(cell, told): (&Cell, &Told)| {
            self.is_secret(cell) && (told.low > 1 || told.high < self.least.min(cell.most))
        };
        let pairs = self.cells.iter().zip(bounds).enumerate();
        pairs.filter(|(_, pair)| is_told(*pair)).map(|(at, _)| at).collect()
    }

    /// The secret cells that have one solution, every sum being an equation. What has one by its bounds is known.
    fn told_by_equations(&self, bounds: &[Told]) -> Vec<usize> {
        let unknown = |at: &usize| bounds.get(*at).is_some_and(|told| told.low < told.high);
        let mut solved: BTreeMap<usize, Row> = BTreeMap::new();
        for sum in &self.sums {
            let mut row = Row::default();
            sum.parts.iter().filter(|at| unknown(at)).for_each(|at| row.add(*at, 1));
            Some(&sum.whole).filter(|at| unknown(at)).into_iter().for_each(|at| row.add(*at, PRIME - 1));
            row.reduce(&solved);
            if let Some((pivot, factor)) = row.first() {
                row.scale(inverse(factor));
                for other in solved.values_mut() {
                    other.without(pivot, &row);
                }
                solved.insert(pivot, row);
            }
        }
        let alone = solved.iter().filter(|(_, row)| row.0.len() == 1).map(|(at, _)| *at);
        alone.filter(|at| self.cells.get(*at).is_some_and(|cell| self.is_secret(cell))).collect()
    }
}

/// Bounds pass through at most so many rounds: those of a tree need as many as it is high, twice.
const ROUNDS: usize = 200;

/// Equations are solved modulo this prime, which is as good as by fractions and keeps numbers short.
const PRIME: u64 = (1 << 61) - 1;

/// An equation: the factor of each unknown.
#[derive(Clone, Debug, Default)]
struct Row(BTreeMap<usize, u64>);

fn times(a: u64, b: u64) -> u64 {
    u64::try_from(u128::from(a) * u128::from(b) % u128::from(PRIME)).unwrap_or(0)
}

fn inverse(of: u64) -> u64 {
    let (mut base, mut power, mut out) = (of, PRIME - 2, 1);
    while power > 0 {
        if power & 1 == 1 {
            out = times(out, base);
        }
        base = times(base, base);
        power >>= 1;
    }
    out
}

impl Row {
    fn add(&mut self, at: usize, factor: u64) {
        let own = self.0.entry(at).or_default();
        *own = (*own + factor) % PRIME;
        if *own == 0 {
            self.0.remove(&at);
        }
    }

    fn first(&self) -> Option<(usize, u64)> {
        self.0.first_key_value().map(|(at, factor)| (*at, *factor))
    }

    fn scale(&mut self, factor: u64) {
        self.0.values_mut().for_each(|own| *own = times(*own, factor));
    }

    /// Takes the unknown out by an equation whose factor of it is 1.
    fn without(&mut self, pivot: usize, other: &Self) {
        if let Some(factor) = self.0.get(&pivot).copied() {
            other.0.iter().for_each(|(at, own)| self.add(*at, times(PRIME - factor, *own)));
        }
    }

    fn reduce(&mut self, solved: &BTreeMap<usize, Self>) {
        let pivots: Vec<usize> = self.0.keys().copied().filter(|at| solved.contains_key(at)).collect();
        for pivot in pivots {
            solved.get(&pivot).into_iter().for_each(|row| self.without(pivot, row));
        }
    }
}
