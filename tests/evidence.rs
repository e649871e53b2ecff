//! Every figure leads back to rows that, counted by hand, give it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{session, town};
use gelan::measure::Count;
use gelan::measure::Measure;
use gelan::measure::evidence::{Deed, GridFigure, Subject};
use gelan::period::PeriodChoice;
use gelan::session::{EvidenceOf, Session};
use gelan::tally::{Body, GridKey};

fn computed() -> Session {
    let mut session = session::of(&town::files());
    session.compute(PeriodChoice::Half(2024, 1), session::today());
    session
}

fn rows(found: &[EvidenceOf]) -> i64 {
    found.iter().map(|e| i64::try_from(e.rows.len()).unwrap()).sum()
}

#[test]
fn counts_of_rows_have_as_many_rows() {
    let session = computed();
    let figures = &session.last().unwrap().1.figures;
    for count in [
        Count::Grids,
        Count::Heads,
        Count::Cadres,
        Count::VolunteerTeams,
        Count::VolunteerActivities,
        Count::Lectures,
        Count::LawTrainings,
        Count::VisitsInPeriod,
        Count::VisitsAll,
        Count::Cases,
        Count::PartyGroupsIndependent,
        Count::PartyGroupsJoint,
        Count::Models,
        Count::Lecturers,
    ] {
        let found = session.evidence(&Subject::Count(count));
        assert_eq!(Some(rows(&found)), figures.count(count), "{count:?}");
    }
}

#[test]
fn ratios_show_the_rows_of_their_numerator_and_denominator() {
    let session = computed();
    let figures = &session.last().unwrap().1.figures;
    for measure in
        [Measure::Officer, Measure::DutyOwned, Measure::DutyDone, Measure::StationStandard, Measure::Centre]
    {
        let value = figures.measure(measure).unwrap();
        let found = session.evidence(&Subject::Measure(measure));
        let part = |of: fn(&gelan::measure::evidence::Part) -> bool| {
            found.iter().flat_map(|e| &e.rows).filter(|(_, p)| of(p)).count() as i64
        };
        assert_eq!(part(|p| p.numerator), value.numerator, "{measure:?}");
        assert_eq!(part(|p| p.denominator), value.denominator, "{measure:?}");
    }
}

#[test]
fn a_grid_and_a_person_lead_to_their_rows() {
    let session = computed();
    let figures = &session.last().unwrap().1.figures;
    let key = GridKey { village: "柳溪村".to_owned(), grid: "第1网格".to_owned() };
    let found = session.evidence(&Subject::Grid(key, GridFigure::Visits));
    assert_eq!(rows(&found), figures.grids[0].visits.unwrap());
    assert!(found.iter().all(|e| e.file.starts_with("入户走访记录")));
    let person = &figures.persons[0];
    let found = session.evidence(&Subject::Person(person.body, person.name.clone(), Deed::Matters));
    assert_eq!(rows(&found), person.performance.matters);
    let reps = session.evidence(&Subject::Body(Body::Congress, Deed::Reps));
    assert_eq!(Some(rows(&reps)), figures.bodies[1].reps);
}

#[test]
fn rows_outside_the_period_are_no_evidence() {
    let mut session = computed();
    let all = rows(&session.evidence(&Subject::Count(Count::VisitsInPeriod)));
    session.compute(PeriodChoice::All, session::today());
    assert!(rows(&session.evidence(&Subject::Count(Count::VisitsInPeriod))) > all);
}
