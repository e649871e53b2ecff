//! Canonical rows: what a record says after all reading of words, places and persons, and what it adds to the tally by the
//! catalogue's definitions.

use super::placed::{PlacedTables, RowPlace};
use super::posts::Marks;
use super::rows::{Scope, grid_tally, village_tally};
use super::{Counts, Least, Listing, Member, Merge, PersonTally, Tally, Terms, UnplacedGroups};
use crate::catalogue::canonical::{Adds, Column, Counted, Table, Test};
use crate::catalogue::{Counter, Level};
use crate::model::body::Body;
use crate::model::cell::Day;
use crate::model::place::PersonKey;
use std::sync::OnceLock;

/// A row of a canonical table.
#[derive(Clone, Debug)]
pub struct CanonicalRow<'a> {
    /// Its table.
    pub table: Table,
    /// Where it counts.
    pub at: RowPlace,
    /// Its body of representatives.
    pub body: Option<Body>,
    /// Its representative; empty where none is named.
    pub person: &'a str,
    /// What an item or station is called; of a representative the village.
    pub label: &'a str,
    /// The thing that is counted once: a person or a household.
    pub member: Option<(&'a str, &'a Marks)>,
    /// How the list names the place or the person.
    pub listing: Option<&'a Listing>,
    /// The numbers that it has.
    pub values: Values,
}

/// The numbers of a row, or its days since 1970-01-01: those that are there.
#[derive(Clone, Copy, Debug)]
pub struct Values {
    list: [(Column, i64); Self::MOST],
    number: usize,
}

impl Values {
    /// No row has more; one that had would lose the last.
    const MOST: usize = 9;
    const NONE: Self = Self { list: [(Column::Village, 0); Self::MOST], number: 0 };
}

impl<'a> CanonicalRow<'a> {
    /// A row without values.
    pub fn new(table: Table, at: RowPlace) -> Self {
        Self {
            table,
            at,
            body: None,
            person: "",
            label: "",
            member: None,
            listing: None,
            values: Values::NONE,
        }
    }

    /// With a number, where there is one.
    pub fn with(mut self, column: Column, value: impl Into<Option<i64>>) -> Self {
        let Values { list, number } = &mut self.values;
        if let (Some(value), Some(own)) = (value.into(), list.get_mut(*number)) {
            *own = (column, value);
            *number += 1;
        }
        self
    }

    /// With 1 for yes and 0 for no.
    pub fn with_flag(self, column: Column, holds: bool) -> Self {
        self.with(column, i64::from(holds))
    }

    /// With a day, where there is one.
    pub fn with_day(self, column: Column, day: Option<Day>) -> Self {
        self.with(column, day.map(|day| i64::from(day.0)))
    }

    /// With the thing that is counted once.
    pub fn with_member(self, name: &'a str, marks: &'a Marks) -> Self {
        Self { member: (!name.is_empty()).then_some((name, marks)), ..self }
    }

    /// The number of a column, or its day since 1970-01-01.
    pub fn value(&self, column: Column) -> Option<i64> {
        let known = self.values.list.iter().take(self.values.number);
        known.rev().find(|(own, _)| *own == column).map(|(_, value)| *value)
    }

    /// The day of a column.
    pub fn day(&self, column: Column) -> Option<Day> {
        self.value(column).and_then(|day| i32::try_from(day).ok()).map(Day)
    }

    /// Whether a test holds, judged for a day.
    pub fn holds(&self, test: &Test, judged: Option<Day>) -> bool {
        let both = |a: Option<i64>, b: Option<i64>| a.zip(b);
        let judged_on = judged.map(|day| i64::from(day.0));
        match *test {
            Test::All => true,
            Test::Is(column, value) => self.value(column) == Some(value),
            Test::Known(column) => self.value(column).is_some(),
            Test::Positive(column) => self.value(column).is_some_and(|value| value > 0),
            Test::AtMost(a, b) => both(self.value(a), self.value(b)).is_some_and(|(a, b)| a <= b),
            Test::Above(a, b) => both(self.value(a), self.value(b)).is_some_and(|(a, b)| a > b),
            Test::AfterJudged(day) => {
                both(self.value(day), judged_on).is_some_and(|(day, judged)| day > judged)
            }
            Test::BeforeJudged(day) => {
                both(self.value(day), judged_on).is_some_and(|(day, judged)| day < judged)
            }
            Test::NoGrid => !matches!(self.at, RowPlace::Grid(_)),
            Test::Not(test) => !self.holds(test, judged),
            Test::And(tests) => tests.iter().all(|test| self.holds(test, judged)),
            Test::Or(tests) => tests.iter().any(|test| self.holds(test, judged)),
        }
    }

    fn add(&self, counts: &mut Counts, counter: Counter, adds: Adds, judged: Option<Day>) {
        match adds {
            Adds::One => counts.add(counter, 1),
            Adds::Sum(column) => self.value(column).into_iter().for_each(|value| counts.add(counter, value)),
            Adds::OneIf(test) => counts.add(counter, i64::from(self.holds(test, judged))),
            Adds::Once(_) => {
                self.member.into_iter().for_each(|(name, marks)| counts.add_member(counter, name, marks));
            }
        }
    }

    /// Adds the row to the tally, in a scope.
    pub fn count(&self, tally: &mut Tally, preparation: &PlacedTables, scope: Scope) {
        let day = self.day(Column::Day);
        let is_dated = self.table.is_dated();
        let is_in = !is_dated || scope.counted(day).is_some();
        for (counter, counted) in counted(self.table) {
            let in_time = is_in || (counted.any_day && day.is_some());
            if !in_time || !self.holds(&counted.when, scope.as_of) {
                continue;
            }
            for level in counted.levels {
                if let Some(counts) = self.counts(tally, preparation, *level) {
                    self.add(counts, *counter, counted.adds, scope.as_of);
                }
            }
        }
        if is_in {
            self.note(tally, preparation, scope.as_of);
        }
    }

    /// The counts of the row's unit of a level.
    fn counts<'t>(
        &self,
        tally: &'t mut Tally,
        preparation: &PlacedTables,
        level: Level,
    ) -> Option<&'t mut Counts> {
        let places = &preparation.places;
        match level {
            Level::Village => village_tally(places, tally, self.at).map(|v| &mut v.counts),
            Level::Grid => match self.at {
                RowPlace::Grid(index) => grid_tally(places, tally, index).map(|g| &mut g.counts),
                _ => None,
            },
            Level::Body => Some(&mut tally.bodies.entry(self.body?).or_default().counts),
            Level::Person => self.person(tally).map(|person| &mut person.counts),
            Level::Month => {
                let month = preparation.month_end.month(self.day(Column::Day)?);
                Some(tally.months.entry(month).or_default())
            }
            Level::Township => Some(&mut tally.township),
        }
    }

    fn person<'t>(&self, tally: &'t mut Tally) -> Option<&'t mut PersonTally> {
        let body = self.body.filter(|_| !self.person.is_empty())?;
        let key = PersonKey { body, name: self.person.to_owned() };
        Some(tally.persons.entry(key).or_default())
    }

    /// What a row tells beside its counters.
    fn note(&self, tally: &mut Tally, preparation: &PlacedTables, judged: Option<Day>) {
        let places = &preparation.places;
        let listed = || Least(self.listing.cloned());
        let number = |column| self.value(column).unwrap_or(0);
        match self.table {
            Table::Villages => {
                if let Some(village) = village_tally(places, tally, self.at) {
                    Merge::merge(&mut village.listed, listed());
                }
            }
            Table::Grids => {
                if let RowPlace::Grid(index) = self.at
                    && let Some(grid) = grid_tally(places, tally, index)
                {
                    Merge::merge(&mut grid.listed, listed());
                }
                // A village is there as soon as one of its grids is.
                village_tally(places, tally, self.at);
            }
            Table::Heads => {
                if let (RowPlace::Grid(index), Some((name, marks))) = (self.at, self.member)
                    && let Some(grid) = grid_tally(places, tally, index)
                {
                    let head = Member { name: name.to_owned(), marks: marks.clone() };
                    Merge::merge(grid.groups.entry(head).or_default(), self.value(Column::Linked));
                }
            }
            Table::PartyUnplaced => {
                let (village, _) = preparation.keys(self.at);
                let groups = UnplacedGroups {
                    own: number(Column::Own),
                    joint: number(Column::JointLoose),
                    unsaid: number(Column::Unsaid),
                    stated_own: number(Column::StatedOwn),
                    stated_joint: number(Column::StatedJoint),
                };
                Merge::merge(tally.unplaced.entry(village.to_owned()).or_default(), groups);
            }
            Table::Law => tally.venues |= number(Column::Venues) as u8,
            Table::Items => {
                self.lacks(tally, Counter::ItemsOwned, Column::Owned);
                self.lacks(tally, Counter::ItemsDone, Column::Done);
            }
            Table::Stations => self.lacks(tally, Counter::StationsStandard, Column::Standard),
            Table::Representatives => {
                let listed = listed();
                let village = self.label.to_owned();
                if let Some(person) = self.person(tally) {
                    person.merge(PersonTally { listed, village, ..PersonTally::default() });
                }
            }
            Table::Terms => {
                let terms = Terms::of(self.day(Column::Since), self.day(Column::Until));
                if let Some(person) = self.person(tally) {
                    person.terms.merge(terms);
                }
            }
            Table::Matters => {
                let days = super::represent::days_to_close(self, judged);
                if let Some(person) = self.person(tally) {
                    person.days.merge(days.clone());
                }
                if let Some(body) = self.body {
                    tally.bodies.entry(body).or_default().days.merge(days);
                }
            }
            _ => {}
        }
    }

    /// Notes the label where the row does not meet a demand.
    fn lacks(&self, tally: &mut Tally, demand: Counter, column: Column) {
        if self.value(column) != Some(1) {
            *tally.lacking.entry(demand).or_default().entry(self.label.to_owned()).or_default() += 1;
        }
    }
}

/// The counters of a table.
fn counted(table: Table) -> &'static [(Counter, &'static Counted)] {
    static ALL: OnceLock<Vec<Vec<(Counter, &'static Counted)>>> = OnceLock::new();
    let all = ALL.get_or_init(|| Table::ALL.iter().map(|table| table.counted().collect()).collect());
    all.get(table as usize).map_or(&[], Vec::as_slice)
}
