//! Months, quarters, the period before and the same a year before: counted anew by hand, and absent where unknown.

use crate::common::{session, town};
use gelan::catalogue::{CaseFigure, Count, Measure, RepFigure};
use gelan::figures::reading::read;
use gelan::figures::{Figures, Subject};
use gelan::model::cell::Day;
use gelan::model::period::{Period, PeriodChoice};
use gelan::session::Session;
use gelan::view::pages::overview::overview;
use gelan::view::pages::trends::picture::trend_picture;
use gelan::view::pages::trends::trends;
use gelan::view::parts::changes::changes;

const GRIDS: &str = "村,网格名称,户数\n甲村,第一网格,10\n甲村,第二网格,10\n";
/// 2023: two households in February and one in July; 2024: three in January, one of them again in February; May.
const VISITS: &str = "村,网格,户主,走访日期\n\
    甲村,第一网格,张一,2023-02-10\n甲村,第二网格,张二,2023-02-11\n甲村,第一网格,张一,2023-07-02\n\
    甲村,第一网格,张一,2024-01-10\n甲村,第一网格,张三,2024-01-11\n甲村,第二网格,张四,2024-01-12\n\
    甲村,第一网格,张一,2024-02-13\n甲村,第二网格,张五,2024-05-13\n";

fn with(choice: PeriodChoice) -> (Session, Figures) {
    let files = [("网格.csv", GRIDS), ("入户走访记录.csv", VISITS)];
    let mut session = session::with_files(&files);
    let figures = session.compute(choice, session::today()).figures.clone();
    (session, figures)
}

const VISITED: Subject = Subject::Measure(Measure::HouseholdVisits);

#[test]
fn a_household_counts_once_in_each_month_and_once_in_a_quarter() {
    let (_, figures) = with(PeriodChoice::All);
    let of = |choice| {
        let reading = figures.trends.read(choice, &VISITED).unwrap().reading;
        (reading.numerator, reading.denominator)
    };
    assert_eq!(of(PeriodChoice::Month(2024, 1)), (3, Some(20)));
    assert_eq!(of(PeriodChoice::Month(2024, 2)), (1, Some(20)));
    assert_eq!(of(PeriodChoice::Quarter(2024, 1)), (3, Some(20)));
    assert_eq!(of(PeriodChoice::Month(2024, 3)), (0, Some(20)), "inside the data nothing is 0");
    assert_eq!(figures.trends.months.len(), 16);
    assert!(figures.trends.read(PeriodChoice::Month(2023, 1), &VISITED).is_none());
    assert!(!figures.trends.read(PeriodChoice::Quarter(2024, 2), &VISITED).unwrap().whole);
}

#[test]
fn a_change_is_beside_as_long_a_period_and_absent_without_data() {
    let (_, figures) = with(PeriodChoice::Half(2024, 1));
    // Data up to May: January to May 2024 beside July to November 2023, and beside January to May 2023.
    let texts: Vec<_> = changes(&VISITED, &figures).iter().map(|c| c.text()).collect();
    assert_eq!(
        texts,
        ["较上期 +15.0 个百分点"],
        "the data begins in February 2023, so a year before is unknown"
    );
    let visits: Vec<_> =
        changes(&Subject::Count(Count::VisitsInPeriod), &figures).iter().map(|c| c.amount.clone()).collect();
    assert_eq!(visits, ["+4 户次"]);
    let (_, figures) = with(PeriodChoice::Quarter(2024, 1));
    assert_eq!(changes(&VISITED, &figures), [], "nothing was recorded in the quarter before");
    let (_, figures) = with(PeriodChoice::Month(2024, 2));
    let texts: Vec<_> = changes(&VISITED, &figures).iter().map(|c| c.text()).collect();
    assert_eq!(texts, ["较上期 −10.0 个百分点", "较去年同期 −5.0 个百分点"]);
    let card = overview(&figures, &[], 0, None).cards.into_iter().find(|c| c.id == VISITED.id()).unwrap();
    assert_eq!(card.changes.len(), 2);
    assert_eq!(changes(&VISITED, &with(PeriodChoice::All).1), []);
}

#[test]
fn every_figure_of_every_period_leads_to_its_rows() {
    let mut session = session::with_files(&town::files());
    let figures = session.compute(PeriodChoice::Half(2024, 1), session::today()).figures.clone();
    let view = trends(&figures);
    let cells = view.months.groups.iter().chain(&view.quarters.groups).flat_map(|g| &g.rows);
    let mut subjects: Vec<Subject> =
        cells.flat_map(|r| r.cells.iter().flatten().map(|c| c.subject.clone())).collect();
    subjects.extend(view.compared.iter().flat_map(|c| c.others.iter().flatten().map(|o| o.subject.clone())));
    assert!(subjects.len() > 60, "{}", subjects.len());
    // A median is no sum of rows; tests/evidence.rs finds it among them.
    let median = |s: &Subject| matches!(s.split().1, Subject::Body(_, RepFigure::MedianDays));
    for subject in subjects.into_iter().filter(|s| !median(s)) {
        let reading = read(&subject, &figures);
        let found = session.evidence(&subject);
        let sum = |of: fn(&gelan::figures::evidence::Part) -> Option<i64>| {
            found.iter().flat_map(|e| &e.rows).filter_map(|(_, p)| of(p)).sum::<i64>()
        };
        assert_eq!(sum(|p| p.numerator), reading.numerator, "{subject:?}");
        if subject.split().1 != &Subject::Measure(Measure::Venues) {
            assert_eq!(sum(|p| p.denominator), reading.denominator.unwrap_or(0), "{subject:?}");
        }
    }
}

#[test]
fn months_add_up_to_the_period_that_they_make() {
    let mut session = session::with_files(&town::files());
    let figures = session.compute(PeriodChoice::Half(2024, 1), session::today()).figures.clone();
    let cases = Subject::Cases(CaseFigure::Closed);
    for subject in [Subject::Count(Count::VisitsInPeriod), Subject::Count(Count::Handouts), cases] {
        let month =
            |m| figures.trends.read(PeriodChoice::Month(2024, m), &subject).map(|k| k.reading.numerator);
        let sum: i64 = (1..=6).filter_map(month).sum();
        assert_eq!(sum, read(&subject, &figures).numerator, "{subject:?}");
    }
}

#[test]
fn months_of_two_towns_add_up_and_lead_to_both() {
    let of = |folder: &str| -> Vec<(String, Vec<u8>)> {
        town::files().into_iter().map(|(name, bytes)| (format!("{folder}/{name}"), bytes)).collect()
    };
    let sample = gelan::sample::files().into_iter().map(|f| (format!("好花红镇/{}", f.name), f.bytes));
    let (one, two): (Vec<_>, Vec<_>) = (of("青石镇"), sample.collect());
    let half = PeriodChoice::Half(2024, 1);
    let trends = |files: &[(String, Vec<u8>)]| {
        let county = session::county(files, half);
        let figures = county.last().unwrap().1.figures.clone();
        (figures.trends.clone(), figures, county)
    };
    let ((a, ..), (b, ..)) = (trends(&one), trends(&two));
    let (county, figures, session) = trends(&[one, two].concat());
    assert!(!county.months.is_empty());
    let mut compared = 0;
    for bucket in &county.months {
        for known in &bucket.figures {
            let parts = [&a, &b].map(|t| t.reading(bucket.choice, &known.subject).unwrap());
            let sum: i64 = parts.iter().map(|r| r.numerator).sum();
            assert_eq!(known.reading.numerator, sum, "{:?} {:?}", bucket.choice, known.subject);
            if known.reading.denominator.is_none() && sum > 0 {
                let subject = known.subject.clone().within(bucket.choice);
                let rows: i64 = session
                    .evidence(&subject)
                    .iter()
                    .flat_map(|e| &e.rows)
                    .filter_map(|(_, p)| p.numerator)
                    .sum();
                assert_eq!(rows, sum, "{subject:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 10, "{compared}");
    assert!(!gelan::view::pages::trends::trends(&figures).months.columns.is_empty());
}

fn days(from: (i32, u32, u32), to: (i32, u32, u32)) -> Option<Period> {
    let day = |(y, m, d)| Day::from_ymd(y, m, d);
    Some(Period { from: day(from)?, to: day(to)? })
}

/// The periods beside the chosen one, with visits from 2022 up to a day.
fn beside(choice: PeriodChoice, last: &str) -> [Option<Period>; 2] {
    let visits = format!("村,网格,户主,走访日期\n甲村,第一网格,张一,2022-01-10\n甲村,第一网格,张一,{last}\n");
    let mut session = session::with_files(&[("网格.csv", GRIDS), ("入户走访记录.csv", &visits)]);
    let trends = &session.compute(choice, session::today()).figures.trends;
    [&trends.before, &trends.year_ago].map(|bucket| bucket.as_ref()?.choice.period())
}

#[test]
fn a_period_is_compared_with_as_many_months_before() {
    let half = PeriodChoice::Half(2024, 1);
    let whole = [PeriodChoice::Half(2023, 2).period(), PeriodChoice::Half(2023, 1).period()];
    assert_eq!(beside(half, "2024-06-01"), whole);
    // Data up to April: four months beside four.
    let four = [days((2023, 7, 1), (2023, 10, 31)), days((2023, 1, 1), (2023, 4, 30))];
    assert_eq!(beside(half, "2024-04-01"), four);
    let free = PeriodChoice::from_period(days((2024, 2, 10), (2024, 2, 29)).unwrap());
    let short = [days((2024, 1, 21), (2024, 2, 9)), days((2023, 2, 10), (2023, 2, 28))];
    assert_eq!(beside(free, "2024-06-01"), short);
}

#[test]
fn a_year_has_one_period_to_compare_with() {
    let year = PeriodChoice::Year(2023);
    assert_eq!(beside(year, "2023-12-31"), [None, PeriodChoice::Year(2022).period()]);
}

#[test]
fn each_figure_is_drawn_by_its_own_values_and_a_places_figure_by_none() {
    let mut session = session::with_files(&town::files());
    let figures = session.compute(session::HALF, session::today()).figures.clone();
    let rows: Vec<_> = trends(&figures).months.groups.into_iter().flat_map(|group| group.rows).collect();
    let mut ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert!(ids.len() < all, "the bodies share names of figures");
    let mut drawn = 0;
    for row in &rows {
        let Some(picture) = trend_picture(&figures, &row.subject, false) else { continue };
        let shown: Vec<&str> =
            picture.table.rows.iter().map(|(cells, _)| cells[1].trim_end_matches('*')).collect();
        let own: Vec<&str> = row.cells.iter().flatten().map(|cell| cell.text.as_str()).collect();
        assert!(own.ends_with(&shown), "{}: {shown:?} of {own:?}", picture.title);
        assert!(picture.title.starts_with(&row.subject.whose()), "{}", picture.title);
        drawn += 1;
    }
    assert!(drawn > 5, "{drawn}");
    let village = figures.villages[0].name.clone();
    let of_village = Subject::VillageMeasure(village, Measure::HouseholdVisits);
    assert!(trend_picture(&figures, &of_village, false).is_none());
}
