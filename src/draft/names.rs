//! Stable names of figures, and computed ones as a draft writes them.

use super::ComputedFigure;
use crate::catalogue::{CaseFigure, Count};
use crate::figures::Subject;

/// Returns the name as in the results JSON: `heads`, `coverage.head`, `bodies.党代表.visits`, `villages.三都村.heads`.
pub(super) fn id(subject: &Subject) -> String {
    let own = subject.definition().map_or("", |d| d.id);
    let case = |f: &CaseFigure| {
        if *f == CaseFigure::Received { "cases".to_owned() } else { format!("cases.{}", f.id()) }
    };
    match subject {
        Subject::Count(_) | Subject::Measure(_) => own.to_owned(),
        Subject::In(_, inner) => id(inner),
        Subject::Cases(f) => case(f),
        Subject::Body(body, deed) => format!("bodies.{}.{}", body.title(), deed.id()),
        Subject::Person(_, name, deed) => format!("representatives.{name}.{}", deed.id()),
        Subject::VillageCount(v, _) | Subject::VillageMeasure(v, _) => format!("villages.{v}.{own}"),
        Subject::VillageCases(v, f) => format!("villages.{v}.{}", case(f)),
        Subject::Grid(key, _) => format!("grids.{}.{own}", crate::figures::label(&key.village, &key.grid)),
        Subject::Sum(parts) => match parts.as_slice() {
            [Subject::Count(Count::PartyGroupsIndependent), Subject::Count(Count::PartyGroupsJoint)] => {
                "party_groups".to_owned()
            }
            parts => parts.iter().map(id).collect::<Vec<_>>().join("+"),
        },
        Subject::Ratio(above, below) => format!("{}/{}", id(above), below.definition().map_or("", |d| d.id)),
        // No draft states these.
        _ => own.to_owned(),
    }
}

/// Returns a quotient with this many decimals, rounded half up; a percentage below 100 never becomes 100%.
pub(super) fn quotient(figure: ComputedFigure, denominator: i64, decimals: u32) -> String {
    let places = decimals.min(9);
    let one = 10_i128.pow(places);
    let (n, d) = (i128::from(figure.numerator), i128::from(denominator));
    if d <= 0 {
        return String::new();
    }
    let times = if figure.percent { 100 } else { 1 };
    let mut units = (2 * n * times * one + d).div_euclid(2 * d);
    if figure.percent && n < d {
        units = units.min(100 * one - 1);
    }
    let digits = units.unsigned_abs();
    let (whole, part) = (digits / one.unsigned_abs(), digits % one.unsigned_abs());
    let sign = if units < 0 { "-" } else { "" };
    let point = if places > 0 { format!(".{part:0width$}", width = places as usize) } else { String::new() };
    format!("{sign}{whole}{point}{}", if figure.percent { "%" } else { "" })
}

#[cfg(test)]
#[path = "../../tests/unit/draft_names.rs"]
mod tests;
