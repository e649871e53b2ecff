//! Stable names of figures, and computed ones as a draft writes them.

use super::*;
use crate::catalogue::{Measure, RepFigure};
use crate::model::body::Body;

#[test]
fn names_are_those_of_the_results() {
    assert_eq!(id(&Subject::Count(Count::Heads)), "heads");
    assert_eq!(id(&Subject::Measure(Measure::PartyGroup)), "coverage.party_group");
    let visits = Subject::Body(Body::Party, RepFigure::Visits);
    assert_eq!(id(&visits), "bodies.党代表.visits");
    assert_eq!(id(&visits.over(Subject::Body(Body::Party, RepFigure::Reps))), "bodies.党代表.visits/reps");
    assert_eq!(id(&Subject::VillageCases("三都村".into(), CaseFigure::Received)), "villages.三都村.cases");
}
