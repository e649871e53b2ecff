//! Every figure leads back to rows that, counted by hand, give it.

use crate::common::{session, town};
use gelan::catalogue::PostFigure;
use gelan::catalogue::{CaseFigure, GridFigure, MonthFigure, RepFigure};
use gelan::catalogue::{Count, Measure};
use gelan::figures::Subject;
use gelan::figures::evidence::Part;
use gelan::figures::reading::{month, read};
use gelan::figures::{Figures, State};
use gelan::model::body::Body;
use gelan::model::period::PeriodChoice;
use gelan::model::place::GridKey;
use gelan::session::{EvidenceOf, Session};
use gelan::view::pages::{overview, representatives};
use gelan::view::parts::{bodies, grid_table, villages};
use gelan::view::table::{CellValue, PageTable};

fn computed() -> Session {
    session::computed(&town::files(), session::HALF)
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
        let part = |of: fn(&Part) -> Option<i64>| {
            found.iter().flat_map(|e| &e.rows).filter(|(_, p)| of(p).is_some()).count() as i64
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
    assert_eq!(rows(&found), figures.grids[0].get(GridFigure::Visits).unwrap());
    assert!(found.iter().all(|e| e.file.starts_with("入户走访记录")));
    let person = &figures.persons[0];
    let found = session.evidence(&Subject::Person(person.body, person.name.clone(), RepFigure::Matters));
    assert_eq!(rows(&found), person.get(RepFigure::Matters));
    let reps = session.evidence(&Subject::Body(Body::Congress, RepFigure::Reps));
    assert_eq!(Some(rows(&reps)), figures.bodies[1].get(RepFigure::Reps));
}

#[test]
fn rows_outside_the_period_are_no_evidence() {
    let mut session = computed();
    let all = rows(&session.evidence(&Subject::Count(Count::VisitsInPeriod)));
    session.compute(PeriodChoice::All, session::today());
    assert!(rows(&session.evidence(&Subject::Count(Count::VisitsInPeriod))) > all);
}

/// The sum of the rows of a subject.
fn added(session: &Session, subject: &Subject) -> (i64, i64) {
    let found = session.evidence(subject);
    let parts = || found.iter().flat_map(|e| &e.rows).map(|(_, part)| part);
    (parts().filter_map(|p| p.numerator).sum(), parts().filter_map(|p| p.denominator).sum())
}

/// The median of the days beside the rows, by Kaplan and Meier's product, row by row.
fn median(session: &Session, subject: &Subject) -> Option<u32> {
    let mut rows: Vec<(i64, bool)> = session
        .evidence(subject)
        .iter()
        .flat_map(|e| &e.rows)
        .map(|(_, p)| (p.numerator.or(p.denominator).unwrap(), p.numerator.is_some()))
        .collect();
    // Of one day, those that were closed come first.
    rows.sort_by_key(|(days, closed)| (*days, !closed));
    let (mut share, mut left) = (1.0, rows.len() as f64);
    let mut at = 0;
    while at < rows.len() {
        let day = rows[at].0;
        let same = rows[at..].iter().take_while(|(d, _)| *d == day).count();
        let closed = rows[at..at + same].iter().filter(|(_, closed)| *closed).count() as f64;
        share *= 1.0 - closed / left;
        if closed > 0.0 && share <= 0.5 + 1e-9 {
            return u32::try_from(day).ok();
        }
        left -= same as f64;
        at += same;
    }
    None
}

/// The law: the figure, and what its rows add up to, are one.
fn leads_to_its_rows(session: &Session, figures: &Figures, subject: &Subject) {
    let reading = read(subject, figures);
    // A village whose table says nothing of a matter has a figure of nothing.
    if reading.state == State::NoData {
        return;
    }
    if matches!(
        subject,
        Subject::Body(_, RepFigure::MedianDays) | Subject::Person(_, _, RepFigure::MedianDays)
    ) {
        assert_eq!(reading.state == State::Value, median(session, subject).is_some(), "{subject:?}");
        assert_eq!(i64::from(median(session, subject).unwrap_or(0)), reading.numerator, "{subject:?}");
        return;
    }
    // The eight kinds of venue are the rule's own.
    let fixed = *subject == Subject::Measure(Measure::Venues);
    let base = if fixed { 0 } else { reading.denominator.unwrap_or(0) };
    assert_eq!(added(session, subject), (reading.numerator, base), "{subject:?}");
}

fn subjects(figures: &Figures) -> Vec<Subject> {
    let mut all: Vec<Subject> = Count::ALL.iter().map(|c| Subject::Count(*c)).collect();
    all.extend(Measure::ALL.iter().map(|m| Subject::Measure(*m)));
    all.extend(CaseFigure::ALL.iter().map(|f| Subject::Cases(*f)));
    all.extend(PostFigure::ALL.iter().map(|f| Subject::Post(*f)));
    for village in &figures.villages {
        all.extend(PostFigure::ALL.iter().map(|f| Subject::Post(*f).among(&village.name)));
        all.extend(Count::ALL.iter().map(|c| Subject::VillageCount(village.name.clone(), *c)));
        all.extend(Measure::ALL.iter().map(|m| Subject::VillageMeasure(village.name.clone(), *m)));
        all.extend(CaseFigure::ALL.iter().map(|f| Subject::VillageCases(village.name.clone(), *f)));
    }
    for grid in &figures.grids {
        all.extend(GridFigure::ALL.iter().map(|f| Subject::Grid(grid.key(), *f)));
    }
    for body in Body::ALL {
        all.extend(RepFigure::ALL.iter().map(|d| Subject::Body(body, *d)));
    }
    for person in &figures.persons {
        all.extend(RepFigure::ALL.iter().map(|d| Subject::Person(person.body, person.name.clone(), *d)));
    }
    for m in &figures.months {
        all.extend(MonthFigure::ALL.iter().map(|f| month(m.year, m.month, *f)));
    }
    all
}

#[test]
fn the_rows_of_every_figure_add_up_to_it() {
    let mut session = session::with_files(&town::files());
    for period in [PeriodChoice::Half(2024, 1), PeriodChoice::All] {
        let figures = session.compute(period, session::today()).figures.clone();
        for subject in subjects(&figures) {
            leads_to_its_rows(&session, &figures, &subject);
        }
    }
}

#[test]
fn what_is_stated_by_fewer_tables_adds_up_too() {
    // Without the list of grids, or of villages, other tables say what a village is and how many households it has.
    for missing in ["网格基本情况表", "行政村基本情况"] {
        let files: Vec<_> =
            town::files().into_iter().filter(|(name, _)| !name.starts_with(missing)).collect();
        let mut session = session::with_files(&files);
        let figures = session.compute(PeriodChoice::All, session::today()).figures.clone();
        for subject in subjects(&figures) {
            leads_to_its_rows(&session, &figures, &subject);
        }
    }
}

/// Every figure of a table, and the sums below it.
fn every_cell(session: &Session, figures: &Figures, table: &PageTable) -> usize {
    fn parts(value: &CellValue) -> Option<(i64, Option<i64>)> {
        match value {
            CellValue::Count(n) | CellValue::Months(n) => Some((*n, None)),
            CellValue::Interval(_, _, n, d) | CellValue::Monthly(n, d) => Some((*n, Some(*d))),
            CellValue::Percent(n, d) | CellValue::Quotient(n, d) | CellValue::Bounds(n, _, d) => {
                Some((*n, Some(*d)))
            }
            CellValue::Flag(yes) => Some((i64::from(*yes), Some(1))),
            CellValue::OverLimit(value) => parts(value),
            CellValue::Text(_)
            | CellValue::Workload(..)
            | CellValue::Standing(_)
            | CellValue::Series(..)
            | CellValue::Absent
            | CellValue::Refused
            | CellValue::Withheld(_) => None,
        }
    }
    let all: Vec<usize> = (0..table.rows.len()).collect();
    let total = table.list(&gelan::view::table::Filter::default(), None).total;
    let mut seen = 0;
    for (column, all_of_it) in total.iter().enumerate() {
        let cells = all.iter().map(|row| (&table.rows[*row].cells[column], table.subject(*row, column)));
        for (value, subject) in cells.chain([(all_of_it, table.total_subject(&all, column))]) {
            let Some((numerator, denominator)) = parts(value) else { continue };
            let subject = subject.unwrap_or_else(|| panic!("{} has no subject", table.columns[column].id));
            let reading = read(&subject, figures);
            assert_eq!((reading.numerator, reading.denominator), (numerator, denominator), "{subject:?}");
            leads_to_its_rows(session, figures, &subject);
            seen += 1;
        }
    }
    seen
}

#[test]
fn every_cell_of_every_table_leads_to_its_rows() {
    let session = computed();
    let figures = &session.last().unwrap().1.figures;
    assert!(every_cell(&session, figures, &villages::villages(figures)) > 30);
    assert!(every_cell(&session, figures, &villages::villages_in_brief(figures)) > 20);
    assert!(every_cell(&session, figures, &grid_table::table(figures)) > 60);
    let activities = gelan::view::pages::activities::activities(figures).villages;
    assert!(every_cell(&session, figures, &activities) > 20);
    for body in Body::ALL {
        assert!(every_cell(&session, figures, &representatives::persons(figures, body)) > 3, "{body:?}");
    }
}

#[test]
fn cards_bars_and_facts_lead_to_their_rows() {
    let session = computed();
    let figures = &session.last().unwrap().1.figures;
    let view = overview::overview(figures, &[], 0, None);
    for bar in &view.heaviest.unwrap().bars {
        leads_to_its_rows(&session, figures, &bar.subject);
    }
    for body in bodies::bodies(figures) {
        leads_to_its_rows(&session, figures, &body.solved_subject());
        for fact in &body.facts {
            leads_to_its_rows(&session, figures, &body.subject(fact));
            leads_to_its_rows(&session, figures, &body.each_subject(fact));
        }
    }
    let (n, d) =
        added(&session, &Subject::Cases(CaseFigure::OnTime).over(Subject::Cases(CaseFigure::Received)));
    let cases = [CaseFigure::OnTime, CaseFigure::Received].map(|figure| figures.case(figure).unwrap());
    assert_eq!([n, d], cases);
}

#[test]
fn a_second_visit_to_a_household_adds_nothing() {
    let session = computed();
    let figures = &session.last().unwrap().1.figures;
    let found = session.evidence(&Subject::Measure(Measure::HouseholdVisits));
    let visits: Vec<i64> = found.iter().flat_map(|e| &e.rows).filter_map(|(_, p)| p.numerator).collect();
    assert_eq!(Some(visits.len() as i64), figures.count(Count::VisitsInPeriod));
    assert!(visits.contains(&0) && visits.iter().all(|n| [0, 1].contains(n)));
}

#[test]
fn rows_that_are_counted_nowhere_stand_beside_the_rows_that_are() {
    let session = computed();
    let found = session.evidence(&Subject::Count(Count::VisitsInPeriod));
    let left_out = |found: &[EvidenceOf]| found.iter().map(|e| e.left_out.len()).sum::<usize>();
    assert!(left_out(&found) > 0);
    // Each of them has a finding that says why.
    let (_, computed) = session.last().unwrap();
    let findings: Vec<_> = session
        .results()
        .unwrap()
        .reports
        .into_iter()
        .flat_map(|r| &r.findings)
        .chain(&computed.findings)
        .collect();
    for table in &found {
        for row in &table.left_out {
            assert!(
                findings.iter().any(|f| f.place.file == table.file && f.rows.contains(*row)),
                "{} {row}",
                table.file
            );
        }
    }
    let village = session.evidence(&Subject::VillageCount("柳溪村".to_owned(), Count::VisitsInPeriod));
    assert!(left_out(&village) < left_out(&found));
}
