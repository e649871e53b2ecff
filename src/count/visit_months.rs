//! The visits of all tables by place and month: each row is looked at once, and any months are sums of these.

use super::placed::{PlacedTable, RowPlace, RowPlaces};
use super::places::Places;
use super::posts::Marks;
use super::source::SourceTable;
use super::visits::{VisitColumns, VisitSum, add_visits};
use super::{Distinct, Member, Tally};
use crate::catalogue::Counter;
use crate::model::kind::Kind;
use crate::model::period::{MonthEnd, Period};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Visits by place and month.
#[derive(Debug, Default)]
pub struct VisitMonths {
    /// The months that have any, in order.
    months: Vec<i32>,
    places: PlaceSlots,
    /// By slot, then by month.
    sums: Vec<VisitSum>,
    /// By slot, the visits of all dates.
    visits_all: Vec<i64>,
    /// Each household at each place where it was visited: slot and household. The first is that of its first visit.
    pairs: Vec<(u32, u32)>,
    /// The months of each pair, a bit each, in as many words as that takes.
    bits: Vec<u64>,
    words: usize,
    /// Where each household's name stands: table and code.
    names: Vec<(u32, u32)>,
}

/// A number for each place: grids, then villages, then the township.
#[derive(Clone, Copy, Debug, Default)]
struct PlaceSlots {
    grids: usize,
    villages: usize,
}

impl PlaceSlots {
    fn len(self) -> usize {
        self.grids + self.villages + 1
    }

    fn slot(self, at: RowPlace) -> Option<usize> {
        match at {
            RowPlace::Nowhere | RowPlace::Repeated => None,
            RowPlace::Grid(index) => Some(index as usize),
            RowPlace::Village(index) => Some(self.grids + index as usize),
            RowPlace::Township => Some(self.grids + self.villages),
        }
    }

    fn place(self, slot: usize) -> RowPlace {
        let index = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        match slot.checked_sub(self.grids) {
            None => RowPlace::Grid(index(slot)),
            Some(village) if village < self.villages => RowPlace::Village(index(village)),
            Some(_) => RowPlace::Township,
        }
    }
}

/// No place yet.
const NONE: u32 = u32::MAX;
/// The fewest sums by place and month that are kept however few the rows are.
const SUMS: usize = 1 << 16;

/// What the rows of one table add to.
struct Adding<'a> {
    all: &'a mut VisitMonths,
    /// Further places of a household, and their pairs.
    elsewhere: &'a mut FxHashMap<(u32, u32), usize>,
    columns: VisitColumns<'a>,
    /// The month of each day's code, an index; none where the day does not count.
    month_of: Vec<Option<usize>>,
    minutes_of: Vec<i64>,
    /// The household of each code.
    household_of: Vec<u32>,
}

impl VisitMonths {
    /// Of all rows, or of those in a period. `None` without visits, and where places and months are so many that the sums
    /// would outgrow the rows.
    pub fn of(
        tables: &[SourceTable<'_>],
        placed: &[PlacedTable],
        places: &Places,
        (period, end): (Option<Period>, MonthEnd),
    ) -> Option<Self> {
        let visits = || (0_u32..).zip(tables.iter().zip(placed)).filter(|(_, (t, _))| is_of_visits(t));
        let columns = || visits().filter_map(|(i, (t, p))| Some((i, VisitColumns::of(t.records)?, &p.at)));
        let counts = |day| period.is_none_or(|p| p.contains(day));
        let days = columns().flat_map(|(_, c, _)| &c.days.values).filter(|day| counts(**day));
        let months: Vec<i32> = days.map(|day| end.month(*day)).collect::<BTreeSet<_>>().into_iter().collect();
        let rows: usize = columns().map(|(.., at)| at.len()).sum();
        let slots = PlaceSlots { grids: places.grids.len(), villages: places.villages.len() };
        let sums = slots.len().checked_mul(months.len())?;
        if visits().next().is_none() || sums > rows.saturating_mul(4).max(SUMS) {
            return None;
        }
        let words = months.len().div_ceil(64);
        let mut all = Self {
            places: slots,
            sums: vec![VisitSum::default(); sums],
            visits_all: vec![0; slots.len()],
            words,
            ..Self::default()
        };
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        let mut elsewhere = FxHashMap::default();
        let is_only = columns().count() == 1;
        // Where the rows lie on a shelf, what is known of each table's households is not held either.
        #[cfg(not(target_arch = "wasm32"))]
        let is_held = is_only || visits().all(|(_, (table, _))| table.records.shelf().is_none());
        #[cfg(target_arch = "wasm32")]
        let is_held = true;
        let households: Vec<Vec<u32>> = columns()
            .map(|(table, columns, _)| {
                let numbers = all.households(table, &columns, (!is_only).then_some(&mut known));
                if is_held { numbers } else { Vec::new() }
            })
            .collect();
        for ((table, columns, at), held) in columns().zip(households) {
            let household_of = if is_held { held } else { all.households(table, &columns, Some(&mut known)) };
            let month_of = |day| months.binary_search(&end.month(day)).ok().filter(|_| counts(day));
            let month_of = columns.days.values.iter().map(|day| month_of(*day));
            let month_of = std::iter::once(None).chain(month_of).collect();
            let minutes_of = columns.minutes_of();
            let elsewhere = &mut elsewhere;
            let months = months.len();
            let mut adding = Adding { all: &mut all, elsewhere, columns, month_of, minutes_of, household_of };
            adding.add(at, months);
        }
        all.months = months;
        Some(all)
    }

    /// Numbers the households of a table, the same in all tables; `known` holds those of earlier ones.
    #[inline(never)]
    fn households<'a>(
        &mut self,
        table: u32,
        columns: &VisitColumns<'a>,
        mut known: Option<&mut FxHashMap<&'a str, u32>>,
    ) -> Vec<u32> {
        let mut numbers = vec![NONE];
        for (code, name) in (1..).zip(columns.households.iter().flat_map(|(names, _)| names.iter())) {
            let next = u32::try_from(self.names.len()).unwrap_or(NONE);
            let number = known.as_mut().map_or(next, |known| *known.entry(name).or_insert(next));
            if number == next {
                self.names.push((table, code));
                self.pairs.push((NONE, next));
                self.bits.resize(self.pairs.len() * self.words, 0);
            }
            numbers.push(number);
        }
        numbers
    }

    /// Adds the visits of some months, or of all. With `with_names` the households are told by name, otherwise counted.
    pub fn count(
        &self,
        tally: &mut Tally,
        (tables, places): (&[SourceTable<'_>], &Places),
        span: Option<(i32, i32)>,
        with_names: bool,
    ) {
        let wanted = match span {
            None => 0..self.months.len(),
            Some((from, to)) => {
                let first = self.months.partition_point(|m| *m < from);
                first..self.months.partition_point(|m| *m <= to).max(first)
            }
        };
        let mut mask = vec![0_u64; self.words];
        for month in wanted.clone() {
            mask.iter_mut().skip(month / 64).take(1).for_each(|word| *word |= 1 << (month % 64));
        }
        let visited = self.visited(&mask, tables, with_names);
        let mut by_month = vec![0; wanted.len()];
        for (slot, (visits_all, visited)) in self.visits_all.iter().zip(visited).enumerate() {
            let start = slot * self.months.len();
            let months = self.sums.get(start + wanted.start..start + wanted.end).unwrap_or_default();
            let mut sum = VisitSum::default();
            for (all, one) in by_month.iter_mut().zip(months) {
                sum.add(*one);
                *all += one.visits;
            }
            if *visits_all > 0 {
                add_visits(tally, places, self.places.place(slot), sum, *visits_all, visited);
            }
        }
        let months = self.months.get(wanted).unwrap_or_default();
        for (month, visits) in months.iter().zip(by_month).filter(|(_, visits)| *visits > 0) {
            tally.months.entry(*month).or_default().add(Counter::Visits, visits);
        }
    }

    /// The households that were visited at each place in the months of `mask`.
    #[inline(never)]
    fn visited(&self, mask: &[u64], tables: &[SourceTable<'_>], with_names: bool) -> Vec<Distinct> {
        let pairs = self.pairs.iter().zip(self.bits.chunks_exact(self.words.max(1)));
        let visited = pairs
            .filter(|(_, bits)| bits.iter().zip(mask).any(|(own, wanted)| own & wanted != 0))
            .map(|((slot, household), _)| (*slot as usize, *household as usize));
        if !with_names {
            let mut counts = vec![0; self.places.len()];
            for (slot, _) in visited {
                counts.iter_mut().skip(slot).take(1).for_each(|n| *n += 1);
            }
            return counts.into_iter().map(Distinct::sealed).collect();
        }
        let columns: Vec<Option<VisitColumns<'_>>> =
            tables.iter().map(|t| is_of_visits(t).then(|| VisitColumns::of(t.records)).flatten()).collect();
        let name = |household: usize| {
            let (table, code) = self.names.get(household)?;
            let (names, _) = columns.get(*table as usize)?.as_ref()?.households?;
            names.get((*code as usize).checked_sub(1)?)
        };
        let mut members: Vec<Vec<Member>> = vec![Vec::new(); self.places.len()];
        for (slot, household) in visited {
            if let Some((own, name)) = members.get_mut(slot).zip(name(household)) {
                own.push(Member { name: name.to_owned(), marks: Marks::default() });
            }
        }
        members.into_iter().map(|own| Distinct::Members(own.into_iter().collect())).collect()
    }
}

fn is_of_visits(table: &SourceTable<'_>) -> bool {
    table.records.kind == Kind::Visits
}

impl Adding<'_> {
    #[inline(never)]
    fn add(&mut self, at: &RowPlaces, months: usize) {
        let VisitColumns { days, minutes, households } = self.columns;
        let columns = [Some(&days.codes), minutes.map(|m| &m.codes), households.map(|(_, codes)| codes)];
        at.across(columns, |_, place, [day, minutes, household]| {
            let Some(slot) = self.all.places.slot(place).filter(|_| day != 0) else { return };
            self.all.visits_all.iter_mut().skip(slot).take(1).for_each(|n| *n += 1);
            let Some(month) = self.month_of.get(day as usize).copied().flatten() else { return };
            let minutes = self.minutes_of.get(minutes as usize).copied().unwrap_or(0);
            if let Some(sum) = self.all.sums.get_mut(slot * months + month) {
                sum.add(VisitSum { visits: 1, minutes, timed: i64::from(minutes > 0) });
            }
            if let Some(household) = self.household_of.get(household as usize).filter(|h| **h != NONE) {
                self.visited(slot as u32, *household, month);
            }
        });
    }

    fn visited(&mut self, slot: u32, household: u32, month: usize) {
        let all = &mut *self.all;
        let mut pair = household as usize;
        match all.pairs.get_mut(pair) {
            Some((home, _)) if *home == slot => {}
            Some((home, _)) if *home == NONE => *home = slot,
            _ => {
                pair = *self.elsewhere.entry((slot, household)).or_insert(all.pairs.len());
                if pair == all.pairs.len() {
                    all.pairs.push((slot, household));
                    all.bits.resize(all.pairs.len() * all.words, 0);
                }
            }
        }
        let word = all.bits.get_mut(pair * all.words + month / 64);
        word.into_iter().for_each(|word| *word |= 1 << (month % 64));
    }
}
