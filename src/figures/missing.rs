//! The units that a coverage measure does not cover.

use super::Missing;
use super::evaluate::amount_of_unit;
use super::ordered::{OrderedPlaces, grid_label};
use crate::catalogue::{Amount, Counter, Definition, Term, Units};
use crate::count::{Counts, Distinct, GridTally, VENUES};
use crate::model::place::GridKey;

/// Returns what a measure does not cover, in the order of the lists; `None` where that is not known (a snapshot
/// without names).
pub(super) fn missing(places: &OrderedPlaces<'_>, definition: &Definition) -> Option<Vec<Missing>> {
    match (definition.terms, definition.base) {
        ([Term::VenuesReached], _) => Some(venues(places.tally.venues)),
        ([Term::Sum(_, Amount::Of(part))], [Term::Sum(Units::Own, Amount::Of(whole))]) => {
            labels(places, *part, *whole)
        }
        ([Term::Sum(_, Amount::Of(part))], [Term::Sum(Units::Villages, Amount::Of(whole))]) => {
            members(places, *part, *whole)
        }
        (_, [Term::Sum(Units::ListedVillages, _)]) => Some(villages(places, definition)),
        (
            [Term::Sum(Units::Villages, Amount::Of(part))],
            [_, Term::Sum(Units::Villages, Amount::Of(late))],
        ) if late.row().origin == part.row().origin => Some(late_places(places, *late)),
        _ => Some(grids(places, definition)),
    }
}

/// How much of a unit's denominator its numerator leaves out.
fn left(definition: &Definition, units: Units, counts: &Counts) -> i64 {
    let amount = |expression| amount_of_unit(expression, units, counts, true);
    amount(definition.base) - amount(definition.terms)
}

fn villages(places: &OrderedPlaces<'_>, definition: &Definition) -> Vec<Missing> {
    let lacking = places
        .villages
        .iter()
        .filter(|(_, village)| left(definition, Units::ListedVillages, &village.counts) > 0);
    let named =
        |(name, _): &(&str, _)| Missing { name: (*name).to_owned(), village: (*name).to_owned(), amount: 1 };
    lacking.map(named).collect()
}

fn grids(places: &OrderedPlaces<'_>, definition: &Definition) -> Vec<Missing> {
    let amount = |grid: &GridTally| Some(left(definition, Units::Grids, &grid.counts)).filter(|n| *n > 0);
    let missing = |(key, grid): &(&GridKey, &GridTally)| {
        let amount = amount(grid)?;
        Some(Missing { name: grid_label(key, grid), village: key.village.clone(), amount })
    };
    places.grids.iter().filter_map(missing).collect()
}

/// The grids with rows of a counter, and the villages with rows that name no grid, with how many each.
fn late_places(places: &OrderedPlaces<'_>, late: Counter) -> Vec<Missing> {
    let mut found = Vec::new();
    for (village, tally) in &places.villages {
        let mut rest = tally.counts.get(late);
        for (key, grid) in places.grids_of(village) {
            let amount = grid.counts.get(late);
            rest -= amount;
            found.push(Missing { name: grid_label(key, grid), village: key.village.clone(), amount });
        }
        found.push(Missing { name: (*village).to_owned(), village: (*village).to_owned(), amount: rest });
    }
    found.retain(|missing| missing.amount > 0);
    found
}

/// The members of a set that are not in a part of it.
fn members(places: &OrderedPlaces<'_>, part: Counter, whole: Counter) -> Option<Vec<Missing>> {
    let mut missing = Some(Vec::new());
    for (village, tally) in &places.tally.villages {
        match (tally.counts.set(whole), tally.counts.set(part)) {
            (all @ Distinct::Members(_), Distinct::Members(part)) => {
                if let Some(list) = &mut missing {
                    let persons = all.persons().into_iter();
                    let lacking = persons.filter(|p| !p.iter().any(|member| part.contains(*member)));
                    let names = lacking.filter_map(|p| p.first().map(|member| member.name.clone()));
                    list.extend(names.map(|name| Missing { name, village: village.clone(), amount: 1 }));
                }
            }
            (Distinct::Members(_), _) => {}
            _ if tally.counts.get(whole) > tally.counts.get(part) => missing = None,
            _ => {}
        }
    }
    missing
}

fn venues(reached: u8) -> Vec<Missing> {
    let missed = VENUES.iter().enumerate().filter(|(bit, _)| reached & (1 << bit) == 0);
    missed.map(|(_, name)| Missing { name: (*name).to_owned(), village: String::new(), amount: 1 }).collect()
}

/// The labels of what does not meet a demand; `None` where there are fewer of them, as a snapshot leaves them behind.
fn labels(places: &OrderedPlaces<'_>, part: Counter, whole: Counter) -> Option<Vec<Missing>> {
    let township = &places.tally.township;
    let labels: Vec<(&String, i64)> = places
        .tally
        .lacking
        .get(&part)
        .into_iter()
        .flatten()
        .map(|(name, n)| (name, i64::from(*n)))
        .collect();
    let known: i64 = labels.iter().map(|(_, n)| n).sum();
    let missing =
        |(name, amount): (&String, i64)| Missing { name: name.clone(), village: String::new(), amount };
    (known == township.get(whole) - township.get(part)).then(|| labels.into_iter().map(missing).collect())
}
