//! The canonical tables of a town: what counting takes of its files, with places, persons and repeated rows decided.
//!
//! Persons and households travel as numbers that mean nothing outside the town's tables; representatives by name, as in the
//! results.

use super::TownKey;
use crate::catalogue::Level;
use crate::catalogue::canonical::{Adds, Column, Counted, Table};
use crate::count::{
    CanonicalRow, Distinct, Member, PlacedTables, RowPlace, SourceTable, Terms, canonical_rows,
};
use crate::model::body::Body;
use crate::model::cell::Day;
use crate::model::loaded::Loaded;
use crate::model::period::{MonthEnd, Period};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// A cell of a canonical table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CanonicalCell<'a> {
    /// Nothing.
    None,
    /// A whole number.
    Integer(i64),
    /// A day.
    Day(Day),
    /// A text.
    Text(&'a str),
}

/// What takes the rows of canonical tables, each with a cell for every column of its table.
pub type TakeRow<'t> = dyn FnMut(Table, &[CanonicalCell<'_>]) -> io::Result<()> + 't;

/// What is known of the town itself.
#[derive(Clone, Debug, Default)]
pub struct AboutTown {
    /// Province, city, county and township.
    pub key: TownKey,
    /// Which tables and columns were loaded.
    pub loaded: Loaded,
    /// The day on which months end.
    pub month_end: MonthEnd,
    /// First and last day of the dated tables.
    pub span: Option<Period>,
    /// The day of writing.
    pub made: Day,
    /// Columns whose unit does not fit, as [`super::misfits`] writes them.
    pub misfits: String,
}

/// Writes the rows of a town's tables.
///
/// # Errors
/// Where `take` fails; the first failure ends the writing.
pub fn tables(
    about: &AboutTown,
    sources: &[SourceTable<'_>],
    placed: &PlacedTables,
    take: &mut TakeRow<'_>,
) -> io::Result<()> {
    town(about, take)?;
    let mut numbers = Numbers::default();
    each(sources, placed, &mut |row| numbers.know(row, placed));
    numbers.settle();
    let mut terms: BTreeMap<(Body, String), Terms> = BTreeMap::new();
    let mut failed = Ok(());
    each(sources, placed, &mut |row| {
        if row.table == Table::Terms {
            let term = Terms::of(row.day(Column::Since), row.day(Column::Until));
            let key = row.body.map(|body| (body, row.person.to_owned()));
            key.into_iter().for_each(|key| terms.entry(key).or_default().0.extend(&term.0));
        } else if failed.is_ok() {
            failed = write(row, placed, &mut numbers, take);
        }
    });
    failed?;
    for ((body, person), terms) in &terms {
        for (since, until) in apart(terms) {
            let mut row = CanonicalRow::new(Table::Terms, RowPlace::Township);
            row = row.with_day(Column::Since, since).with_day(Column::Until, until);
            write(&CanonicalRow { body: Some(*body), person, ..row }, placed, &mut numbers, take)?;
        }
    }
    Ok(())
}

fn each(sources: &[SourceTable<'_>], placed: &PlacedTables, take: &mut dyn FnMut(&CanonicalRow<'_>)) {
    for (source, prepared) in sources.iter().zip(&placed.tables) {
        canonical_rows(source, prepared, placed, take);
    }
}

fn town(about: &AboutTown, take: &mut TakeRow<'_>) -> io::Result<()> {
    let [kinds, columns, bodies] = about.loaded.bits();
    let day = |day: Option<Day>| day.map_or(CanonicalCell::None, CanonicalCell::Day);
    let cells = [
        CanonicalCell::Integer(kinds),
        CanonicalCell::Integer(columns),
        CanonicalCell::Integer(bodies),
        CanonicalCell::Integer(i64::from(about.month_end.day())),
        day(about.span.map(|span| span.from)),
        day(about.span.map(|span| span.to)),
        CanonicalCell::Day(about.made),
        CanonicalCell::Text(&about.misfits),
    ];
    take(Table::Towns, &cells)
}

fn write(
    row: &CanonicalRow<'_>,
    placed: &PlacedTables,
    numbers: &mut Numbers,
    take: &mut TakeRow<'_>,
) -> io::Result<()> {
    let (village, grid) = placed.keys(row.at);
    let texts = row.listing.map_or(["", "", ""], |l| [l.name.as_str(), l.code.as_str(), l.kind.as_str()]);
    let cell = |column: &Column| match column {
        Column::Village if row.table == Table::Representatives => CanonicalCell::Text(row.label),
        Column::Village => CanonicalCell::Text(village),
        Column::Grid => CanonicalCell::Text(grid),
        Column::Body => CanonicalCell::Text(row.body.map(Body::title).unwrap_or_default()),
        Column::Person => CanonicalCell::Text(row.person),
        Column::Label => CanonicalCell::Text(row.label),
        Column::Name => CanonicalCell::Text(texts[0]),
        Column::Code => CanonicalCell::Text(texts[1]),
        Column::Sort => CanonicalCell::Text(texts[2]),
        Column::Rank => {
            row.listing.map_or(CanonicalCell::None, |listing| CanonicalCell::Integer(i64::from(listing.rank)))
        }
        Column::Household | Column::Head => integer(numbers.thing(row, *column, placed)),
        Column::InVillage | Column::InGrid | Column::InBody | Column::InTrained => {
            integer(numbers.person(row, *column, placed))
        }
        column => match (column.kind(), row.value(*column)) {
            (_, None) => CanonicalCell::None,
            (crate::catalogue::canonical::ColumnType::Day, Some(_)) => {
                row.day(*column).map_or(CanonicalCell::None, CanonicalCell::Day)
            }
            (_, Some(value)) => CanonicalCell::Integer(value),
        },
    };
    let cells: Vec<CanonicalCell<'_>> = row.table.columns().iter().map(cell).collect();
    take(row.table, &cells)
}

fn integer(value: Option<u32>) -> CanonicalCell<'static> {
    value.map_or(CanonicalCell::None, |value| CanonicalCell::Integer(i64::from(value)))
}

/// The unit in which a person is told apart from others.
type UnitOf = (Table, Column, String, String, Option<Body>);

/// Numbers in place of names.
#[derive(Default)]
struct Numbers {
    members: BTreeMap<UnitOf, Distinct>,
    persons: BTreeMap<UnitOf, BTreeMap<Member, u32>>,
    /// Heads by name and marks, in the order of both.
    heads: BTreeMap<(String, String), BTreeMap<Member, u32>>,
    households: FxHashMap<String, u32>,
}

impl Numbers {
    /// The definitions that count a row's persons once, and the unit of each in which it does.
    fn units<'r>(row: &'r CanonicalRow<'_>, placed: &'r PlacedTables) -> impl Iterator<Item = UnitOf> + 'r {
        let (village, grid) = placed.keys(row.at);
        let of = move |counted: &Counted| {
            let Adds::Once(column) = counted.adds else { return None };
            let level = counted.levels.first()?;
            let is_there = row.holds(&counted.when, None) && (*level != Level::Grid || !grid.is_empty());
            let grid = if *level == Level::Grid { grid } else { "" };
            let village = if *level == Level::Body { "" } else { village };
            is_there.then(|| (row.table, column, village.to_owned(), grid.to_owned(), row.body))
        };
        row.table.counted().filter_map(move |(_, counted)| of(counted))
    }

    fn know(&mut self, row: &CanonicalRow<'_>, placed: &PlacedTables) {
        let Some((name, marks)) = row.member.filter(|_| row.table != Table::Visits) else { return };
        for unit in Self::units(row, placed) {
            self.members.entry(unit).or_default().add(name, marks);
        }
        if row.table == Table::Heads {
            let (village, grid) = placed.keys(row.at);
            let member = Member { name: name.to_owned(), marks: marks.clone() };
            self.heads.entry((village.to_owned(), grid.to_owned())).or_default().insert(member, 0);
        }
    }

    fn settle(&mut self) {
        for (unit, members) in std::mem::take(&mut self.members) {
            let persons = members.persons();
            let numbered =
                (1..).zip(&persons).flat_map(|(n, person)| person.iter().map(move |m| ((*m).clone(), n)));
            self.persons.insert(unit, numbered.collect());
        }
        for heads in self.heads.values_mut() {
            (1..).zip(heads.values_mut()).for_each(|(n, number)| *number = n);
        }
    }

    fn person(&self, row: &CanonicalRow<'_>, column: Column, placed: &PlacedTables) -> Option<u32> {
        let (name, marks) = row.member?;
        let unit = Self::units(row, placed).find(|unit| unit.1 == column)?;
        let member = Member { name: name.to_owned(), marks: marks.clone() };
        self.persons.get(&unit)?.get(&member).copied()
    }

    fn thing(&mut self, row: &CanonicalRow<'_>, column: Column, placed: &PlacedTables) -> Option<u32> {
        let (name, marks) = row.member?;
        if column == Column::Household {
            if let Some(known) = self.households.get(name) {
                return Some(*known);
            }
            let next = u32::try_from(self.households.len()).ok()?.checked_add(1)?;
            self.households.insert(name.to_owned(), next);
            return Some(next);
        }
        let (village, grid) = placed.keys(row.at);
        let member = Member { name: name.to_owned(), marks: marks.clone() };
        self.heads.get(&(village.to_owned(), grid.to_owned()))?.get(&member).copied()
    }
}

/// Terms that cover the same days, none of which lies in two of them.
fn apart(Terms(terms): &Terms) -> Vec<(Option<Day>, Option<Day>)> {
    let sorted: BTreeSet<(Option<Day>, Option<Day>)> = terms
        .iter()
        .filter(|(since, until)| since.is_none() || until.is_none() || since <= until)
        .copied()
        .collect();
    let mut out: Vec<(Option<Day>, Option<Day>)> = Vec::new();
    for (since, until) in sorted {
        match out.last_mut() {
            // One without a first day comes first, and one without a last day covers all that follow.
            Some((_, last))
                if last.is_none_or(|last| since.is_none_or(|since| since.0 <= last.0.saturating_add(1))) =>
            {
                *last = last.zip(until).map(|(a, b)| a.max(b));
            }
            _ => out.push((since, until)),
        }
    }
    // A term that no day lies in still says that the term is known.
    if out.is_empty() && !terms.is_empty() {
        out.extend(terms.first().copied());
    }
    out
}
