//! Which rows a figure comes from, and what each of them adds to it.
//!
//! A row is evidence of a figure where the tally of that row alone touches it: the very counting that makes the
//! figure says which rows it came from, so the two cannot drift apart. What a row adds is how much the figure grows
//! when the row is merged into the tally of the rows before it (lists of places come first); so the amounts of all
//! rows add up to the figure, whatever counts once. A second visit to a household adds 0.

pub use super::subject::{Picked, Subject};
pub use crate::catalogue::{CaseFigure, GridFigure, MonthFigure, RepFigure};

use super::cases::{CaseStanding, counted_standing, place_of};
use super::evaluator::Evaluator;
use super::load::Times;
use super::posts::unlisted;
use crate::catalogue::PostFigure;
use crate::catalogue::kinds::counted_date;
use crate::count::represent::body;
use crate::count::{Merge, PlacedTable, PlacedTables, RowPlace, Scope, SourceTable, Tally, count};
use crate::input::records::Records;
use crate::model::kind::{Field, Kind};
use crate::model::period::Period;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which parts of a figure a row belongs to, and how much it adds to each; 0 where an earlier row has counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// To the numerator, or to the count itself.
    pub numerator: Option<i64>,
    /// To the denominator.
    pub denominator: Option<i64>,
}

/// The rows of one table behind a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableEvidence {
    /// The rows, from the top, each with what it counts for.
    pub rows: Vec<(u32, Part)>,
    /// Rows that are counted nowhere (repeated, at a place that no list has, without a valid date) and would touch
    /// the figure, as far as they tell.
    pub left_out: Vec<u32>,
}

/// The rows behind a figure, for each of the sources. `window` is the days in which somebody can have been in office
/// (see [`super::window`]), `whole` the tally of all rows in the scope, `times` what each piece of work takes.
pub fn evidence(
    subject: &Subject,
    sources: &[SourceTable<'_>],
    preparation: &PlacedTables,
    scope: Scope,
    window: Option<Period>,
    whole: &Tally,
    times: Times,
) -> Vec<TableEvidence> {
    let (among, inner) = match subject {
        Subject::Among(village, inner) => (village.as_str(), inner.as_ref()),
        other => ("", other),
    };
    if *inner == Subject::Post(PostFigure::Unlisted) {
        return of_strays(sources, preparation, among);
    }
    let picked = subject.picked();
    if !picked.is_empty() {
        return sources
            .iter()
            .zip(&preparation.tables)
            .map(|(s, t)| picked_of(&picked, s, t, preparation, scope))
            .collect();
    }
    let evaluator = Evaluator::new(subject, whole, window, times);
    let mut found = vec![TableEvidence::default(); sources.len()];
    let lists =
        |i: &usize| sources.get(*i).is_some_and(|s| matches!(s.records.kind, Kind::Villages | Kind::Grids));
    let (first, then): (Vec<usize>, Vec<usize>) = (0..sources.len()).partition(lists);
    let mut before = Tally { loaded: whole.loaded, ..Tally::default() };
    for table in first.into_iter().chain(then) {
        let (Some(source), Some(prepared), Some(found)) =
            (sources.get(table), preparation.tables.get(table), found.get_mut(table))
        else {
            continue;
        };
        if !evaluator.speaks(source.records.kind) {
            continue;
        }
        for (index, row) in source.records.rows.iter().enumerate() {
            let tally = count(source, prepared, preparation, index..index + 1, scope);
            let mut part = evaluator.touches(&tally);
            let (numerator, denominator) = grow(&mut before, tally, &evaluator);
            add(&mut part.numerator, numerator);
            add(&mut part.denominator, denominator);
            if part != Part::default() {
                found.rows.push((row, part));
            } else if left_out(source.records, index, prepared.at.get(index))
                && concerns(subject, source.records, index, preparation)
            {
                found.left_out.push(row);
            }
        }
    }
    found
}

/// The rows of a table that any of these picks.
fn picked_of(
    picked: &[&Picked],
    source: &SourceTable<'_>,
    prepared: &PlacedTable,
    placed: &PlacedTables,
    scope: Scope,
) -> TableEvidence {
    let records = source.records;
    let picks = |picked: &Picked, index: usize, row: u32| match picked {
        Picked::Unlisted(_) => prepared.at.get(index) == RowPlace::Nowhere,
        Picked::Overdue(_) => counted_standing(records, index, prepared.at.get(index), scope)
            .is_some_and(CaseStanding::is_overdue),
        Picked::Cases(cases) => cases.iter().any(|case| case.row == (source.id.0, source.id.1, row)),
        Picked::Visits { field, text, village, grid, .. } => {
            let at = prepared.at.get(index);
            records.kind == Kind::Visits
                && records.text(*field, index) == text
                && scope.counted(records.day(Field::Date, index)).is_some()
                && place_of(placed, at).is_some_and(|(v, g)| {
                    (village.is_empty() || v == *village) && (grid.is_none() || g == *grid)
                })
        }
    };
    let is_picked = |index: usize, row: u32| picked.iter().any(|picked| picks(picked, index, row));
    let rows = records.rows.iter().enumerate().filter(|(index, row)| is_picked(*index, *row));
    let counts = !picked.iter().any(|picked| matches!(picked, Picked::Unlisted(_)));
    let one = Part { numerator: counts.then_some(1), denominator: None };
    TableEvidence { rows: rows.map(|(_, row)| (row, one)).collect(), left_out: Vec::new() }
}

/// Officers at places that no list has: their rows are in no tally.
fn of_strays(sources: &[SourceTable<'_>], preparation: &PlacedTables, village: &str) -> Vec<TableEvidence> {
    let mut found = vec![TableEvidence::default(); sources.len()];
    for (table, row, officers) in unlisted(sources, preparation) {
        let here = officers.iter().filter(|officer| officer.is_in(village)).count();
        if let (Some(found), Some(source)) = (found.get_mut(table), sources.get(table))
            && let Some(row) = source.records.rows.get(row).filter(|_| here > 0)
        {
            let part = Part { numerator: i64::try_from(here).ok(), denominator: None };
            found.rows.push((row, part));
        }
    }
    found.iter_mut().for_each(|f| f.rows.sort_by_key(|(row, _)| *row));
    found
}

fn add(part: &mut Option<i64>, amount: i64) {
    if amount != 0 {
        *part = Some(part.unwrap_or(0) + amount);
    }
}

/// Merges a row into what came before it, and says by how much the figure grew. Only the units that the row
/// touches are looked at.
fn grow(whole: &mut Tally, row: Tally, evaluator: &Evaluator<'_>) -> (i64, i64) {
    let mut part = Tally {
        loaded: whole.loaded,
        venues: whole.venues,
        township: std::mem::take(&mut whole.township),
        ..Tally::default()
    };
    hand_over(&mut whole.grids, row.grids.keys(), &mut part.grids);
    hand_over(&mut whole.villages, row.villages.keys(), &mut part.villages);
    hand_over(&mut whole.persons, row.persons.keys(), &mut part.persons);
    hand_over(&mut whole.bodies, row.bodies.keys(), &mut part.bodies);
    hand_over(&mut whole.months, row.months.keys(), &mut part.months);
    hand_over(&mut whole.unplaced, row.unplaced.keys(), &mut part.unplaced);
    let (n, d) = evaluator.amounts(&part);
    part.merge(row);
    let (more, base) = evaluator.amounts(&part);
    // Those that were lent are empty now, and empty is the identity.
    Merge::merge(&mut whole.grids, part.grids);
    Merge::merge(&mut whole.villages, part.villages);
    Merge::merge(&mut whole.persons, part.persons);
    Merge::merge(&mut whole.bodies, part.bodies);
    Merge::merge(&mut whole.months, part.months);
    Merge::merge(&mut whole.unplaced, part.unplaced);
    (whole.venues, whole.township) = (part.venues, part.township);
    (more - n, base - d)
}

/// Moves what stands under these keys; empty values stay behind.
fn hand_over<'k, K: Ord + Clone + 'k, V: Default>(
    from: &mut BTreeMap<K, V>,
    keys: impl Iterator<Item = &'k K>,
    to: &mut BTreeMap<K, V>,
) {
    for key in keys {
        let value = std::mem::take(from.entry(key.clone()).or_default());
        *to.entry(key.clone()).or_default() = value;
    }
}

/// Whether a row is counted nowhere, in no period.
fn left_out(records: &Records, row: usize, at: RowPlace) -> bool {
    let undated = counted_date(records.kind)
        .is_some_and(|field| records.has(field) && records.day(field, row).is_none());
    !at.counts() || undated
}

/// Whether a row that is counted nowhere would be of the subject's place or person, as far as it tells.
fn concerns(subject: &Subject, records: &Records, row: usize, preparation: &PlacedTables) -> bool {
    let of_village = |village: &str| {
        let text = records.text(Field::Village, row);
        let places = &preparation.places;
        let found = places.village(text).and_then(|v| places.villages.get(v.index as usize));
        found.map_or(text == village, |v| v.key == village)
    };
    let of_body = |wanted| body(records, row).is_none_or(|b| b == wanted);
    match subject {
        Subject::Count(_)
        | Subject::Measure(_)
        | Subject::Cases(_)
        | Subject::Balance(_)
        | Subject::Post(_)
        | Subject::Month(..) => true,
        Subject::Picked(_) => false,
        Subject::Grid(key, _) => of_village(&key.village),
        Subject::VillageCount(village, _)
        | Subject::VillageMeasure(village, _)
        | Subject::VillageCases(village, _)
        | Subject::Among(village, _) => of_village(village),
        Subject::Body(body, _) => of_body(*body),
        Subject::Person(body, name, _) => of_body(*body) && records.text(Field::Name, row) == name,
        Subject::In(_, inner) => concerns(inner, records, row, preparation),
        Subject::Sum(parts) => parts.iter().any(|part| concerns(part, records, row, preparation)),
        Subject::Ratio(above, below) => {
            concerns(above, records, row, preparation) || concerns(below, records, row, preparation)
        }
    }
}
