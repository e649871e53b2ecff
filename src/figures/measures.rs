//! Coverage measures: numerator, denominator and what is missing.

use super::bounds::{self, Bounds};
use super::present::{Ordered, has_party_group, has_triangle, linked, size};
use super::refusal::refusal;
use super::{MeasureValue, Missing, State, label};
use crate::catalogue::Measure;
use crate::count::{Distinct, Flag, GridTally, Items, VENUES, VillageTally};
use crate::figures::settings::Settings;
use crate::model::loaded::RequiredColumn;
use std::collections::BTreeMap;

/// What a measure's counting gives.
struct Counted {
    numerator: i64,
    denominator: i64,
    missing: Option<Vec<Missing>>,
}

/// Every measure of the catalogue.
pub(super) fn measures(places: &Ordered<'_>, settings: &Settings) -> Vec<MeasureValue> {
    Measure::ALL.iter().map(|&m| value(places, m, settings.target(m))).collect()
}

fn value(places: &Ordered<'_>, measure: Measure, target: u32) -> MeasureValue {
    let of = |state, numerator, denominator, missing| MeasureValue {
        measure,
        state,
        numerator,
        denominator,
        missing,
        target,
    };
    if !measure.needs().iter().all(|&k| places.has(k)) {
        return of(State::NoData, 0, 0, Some(Vec::new()));
    }
    if let Some(refusal) = refusal(places, measure) {
        return of(State::Refused(refusal), 0, 0, Some(Vec::new()));
    }
    let interval = bounds::of_township(places).and_then(|found| match measure {
        Measure::PartyGroup => Some(found.any),
        Measure::PartyGroupIndependent => Some(found.own),
        Measure::Triangle => Some(found.triangle),
        _ => None,
    });
    match (count(places, measure), interval) {
        (None, _) => of(State::NoData, 0, 0, Some(Vec::new())),
        (Some(c), _) if c.denominator <= 0 => of(State::NoDenominator, c.numerator, 0, Some(Vec::new())),
        (Some(c), Some(Bounds { lower, upper })) => {
            of(State::Interval { lower, upper }, lower, c.denominator, None)
        }
        (Some(c), None) => of(State::Value, c.numerator, c.denominator, c.missing),
    }
}

/// `None` where a needed column is not in its table.
fn count(places: &Ordered<'_>, measure: Measure) -> Option<Counted> {
    let tells = |column: RequiredColumn| places.tally.loaded.has_column(column);
    match measure {
        Measure::LinkedHouseholds if !tells(RequiredColumn::Linked) => None,
        Measure::HouseholdVisits if !tells(RequiredColumn::Visited) => None,
        Measure::CadreTraining if !tells(RequiredColumn::Trained) => None,
        Measure::DutyDone if !tells(RequiredColumn::Done) => None,
        Measure::Officer => Some(grids(places, |g| !g.officers.is_empty())),
        Measure::PartyGroup => Some(grids(places, has_party_group)),
        Measure::PartyGroupIndependent => Some(grids(places, |g| g.party_groups > 0)),
        Measure::Head => Some(grids(places, |g| !g.heads.is_empty())),
        Measure::Triangle => Some(grids(places, has_triangle)),
        Measure::LinkedHouseholds => Some(households(places, linked)),
        Measure::HouseholdVisits => Some(household_visits(places)),
        Measure::Centre => villages(places, |v| [v.centre; 3]),
        Measure::VillageRules => villages(places, |v| [v.rules; 3]),
        Measure::SelfGovernance => villages(places, |v| [v.ethics, v.assembly, v.ceremonies]),
        Measure::CadreTraining => Some(cadres(places)),
        Measure::Venues => Some(venues(places.tally.venues)),
        Measure::StationStandard => Some(items(&places.tally.stations, |i| (i.first, &i.missing_first))),
        Measure::DutyOwned => Some(items(&places.tally.items, |i| (i.first, &i.missing_first))),
        Measure::DutyDone => Some(items(&places.tally.items, |i| (i.second, &i.missing_second))),
    }
}

fn length(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn grids(places: &Ordered<'_>, covered: fn(&GridTally) -> bool) -> Counted {
    let missing: Vec<Missing> = places
        .grids
        .iter()
        .filter(|(_, g)| !covered(g))
        .map(|(key, g)| Missing {
            name: grid_label(&key.village, &key.grid, g),
            village: key.village.clone(),
            amount: 1,
        })
        .collect();
    let all = length(places.grids.len());
    Counted { numerator: all - length(missing.len()), denominator: all, missing: Some(missing) }
}

fn grid_label(village: &str, key: &str, grid: &GridTally) -> String {
    label(village, grid.listed.0.as_ref().map_or(key, |l| l.name.as_str()))
}

fn households(places: &Ordered<'_>, covered: fn(&GridTally) -> i64) -> Counted {
    let mut counted = Counted { numerator: 0, denominator: 0, missing: None };
    let mut missing = Vec::new();
    for (key, grid) in &places.grids {
        let (all, part) = (grid.households.unwrap_or(0), covered(grid));
        counted.denominator += all;
        counted.numerator += part;
        if part < all {
            let name = grid_label(&key.village, &key.grid, grid);
            missing.push(Missing { name, village: key.village.clone(), amount: all - part });
        }
    }
    counted.missing = Some(missing);
    counted
}

/// Rows of tables that name no grids count by village.
fn household_visits(places: &Ordered<'_>) -> Counted {
    let mut counted = households(places, |g| size(&g.visited));
    counted.numerator += places.sum(|v| size(&v.visited));
    counted
}

fn villages(places: &Ordered<'_>, flags: fn(&VillageTally) -> [Flag; 3]) -> Option<Counted> {
    if places.villages.iter().all(|(_, v)| flags(v).iter().all(|f| f.0.is_none())) {
        return None;
    }
    let covered = |v: &VillageTally| flags(v).iter().all(|f| f.yes());
    let missing: Vec<Missing> = places
        .villages
        .iter()
        .filter(|(_, v)| !covered(v))
        .map(|(name, _)| Missing { name: (*name).to_owned(), village: (*name).to_owned(), amount: 1 })
        .collect();
    let all = length(places.villages.len());
    Some(Counted { numerator: all - length(missing.len()), denominator: all, missing: Some(missing) })
}

fn cadres(places: &Ordered<'_>) -> Counted {
    let numerator = places.sum(|v| size(&v.cadres_trained));
    let denominator = places.sum(|v| size(&v.cadres));
    let mut missing = Some(Vec::new());
    for (village, tally) in &places.tally.villages {
        match (&tally.cadres, &tally.cadres_trained) {
            (Distinct::Members(all), trained) => {
                let names = match trained {
                    Distinct::Members(trained) => all.difference(trained),
                    _ => continue,
                };
                if let Some(list) = &mut missing {
                    list.extend(names.map(|m| Missing {
                        name: m.name.clone(),
                        village: village.clone(),
                        amount: 1,
                    }));
                }
            }
            _ if size(&tally.cadres) > size(&tally.cadres_trained) => missing = None,
            _ => {}
        }
    }
    Counted { numerator, denominator, missing }
}

fn venues(reached: u8) -> Counted {
    let missing: Vec<Missing> = VENUES
        .iter()
        .enumerate()
        .filter(|(bit, _)| reached & (1 << bit) == 0)
        .map(|(_, name)| Missing { name: (*name).to_owned(), village: String::new(), amount: 1 })
        .collect();
    let all = length(VENUES.len());
    Counted { numerator: all - length(missing.len()), denominator: all, missing: Some(missing) }
}

fn items(items: &Items, of: fn(&Items) -> (i64, &BTreeMap<String, u32>)) -> Counted {
    let (numerator, labels) = of(items);
    let known: i64 = labels.values().map(|&n| i64::from(n)).sum();
    let missing = labels
        .iter()
        .map(|(name, &n)| Missing { name: name.clone(), village: String::new(), amount: i64::from(n) })
        .collect();
    // A snapshot keeps the numbers and leaves the labels behind.
    let missing = (known == items.total - numerator).then_some(missing);
    Counted { numerator, denominator: items.total, missing }
}
