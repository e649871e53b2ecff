//! The units that a coverage measure does not cover.

use super::Missing;
use super::evaluate::{Assumptions, Formula, UnitRef};
use super::ordered::{OrderedPlaces, grid_label};
use crate::catalogue::{Amount, Counter, Definition, Term, Units};
use crate::count::{Distinct, VENUES};

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
        _ => Some(grids(places, definition)),
    }
}

/// How much of each unit's denominator its numerator leaves out.
fn left(places: &OrderedPlaces<'_>, definition: &Definition, unit: UnitRef<'_>) -> i64 {
    let amount =
        |terms| Formula::new(terms, unit, places.tally).amount(places.tally, &Assumptions::default());
    amount(definition.base) - amount(definition.terms)
}

fn villages(places: &OrderedPlaces<'_>, definition: &Definition) -> Vec<Missing> {
    let lacks = |(name, _): &&(&str, _)| left(places, definition, UnitRef::Village(name)) > 0;
    let named =
        |(name, _): &(&str, _)| Missing { name: (*name).to_owned(), village: (*name).to_owned(), amount: 1 };
    places.villages.iter().filter(lacks).map(named).collect()
}

fn grids(places: &OrderedPlaces<'_>, definition: &Definition) -> Vec<Missing> {
    let missing = |(key, grid): &(&crate::model::place::GridKey, &crate::count::GridTally)| {
        let amount = left(places, definition, UnitRef::Grid(key));
        let (name, village) = (grid_label(key, grid), key.village.clone());
        (amount > 0).then_some(Missing { name, village, amount })
    };
    places.grids.iter().filter_map(missing).collect()
}

/// The members of a set that are not in a part of it.
fn members(places: &OrderedPlaces<'_>, part: Counter, whole: Counter) -> Option<Vec<Missing>> {
    let mut missing = Some(Vec::new());
    for (village, tally) in &places.tally.villages {
        match (tally.counts.set(whole), tally.counts.set(part)) {
            (Distinct::Members(all), Distinct::Members(part)) => {
                if let Some(list) = &mut missing {
                    list.extend(all.difference(part).map(|member| Missing {
                        name: member.name.clone(),
                        village: village.clone(),
                        amount: 1,
                    }));
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
