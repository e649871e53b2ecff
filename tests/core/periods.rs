//! Months that end on a day of their own, and targets that hold for longer than a period.

use crate::common::session;
use gelan::catalogue::{Count, Measure, MonthFigure};
use gelan::figures::Figures;
use gelan::figures::details::DetailsOf;
use gelan::figures::settings::{Key, PeriodTarget, Settings, part_of};
use gelan::model::cell::{Day, days_in_month};
use gelan::model::period::{MonthEnd, Period, PeriodChoice};
use gelan::session::rollup::{NotJoined, joined};
use gelan::snapshot::{Choices, Snapshot, decode, encode};
use gelan::view::pages::Page;
use gelan::view::pages::trends::trends;
use gelan::view::parts::bulletin::bulletin;
use gelan::view::parts::months::months;
use gelan::view::parts::sentence::sentence;
use gelan::view::print_header::print_header;

fn ymd(y: i32, m: u32, d: u32) -> Day {
    Day::from_ymd(y, m, d).unwrap()
}

fn end(day: u32) -> MonthEnd {
    MonthEnd::new(day).unwrap()
}

#[test]
fn months_part_the_days_on_whichever_day_they_end() {
    for day in 1..=31 {
        let end = end(day);
        let mut next = end.months(2023 * 12, 2023 * 12).unwrap().from;
        for number in 2023 * 12..2025 * 12 {
            let month = end.months(number, number).unwrap();
            assert_eq!(month.from, next, "{day}");
            assert!((28..=31).contains(&(month.to.0 - month.from.0 + 1)), "{day}: {month:?}");
            for d in month.from.0..=month.to.0 {
                assert_eq!(end.month(Day(d)), number, "{day}: {}", Day(d));
            }
            assert_eq!(month.whole_months(end), Some((number, number)));
            next = Day(month.to.0 + 1);
        }
    }
    assert_eq!(MonthEnd::new(0), None);
    assert_eq!(MonthEnd::new(32), None);
}

#[test]
fn every_period_follows_the_months_and_comes_back_by_its_days() {
    let days = |choice: PeriodChoice| choice.days(end(25)).map(|p| format!("{}..{}", p.from, p.to));
    assert_eq!(days(PeriodChoice::Month(2024, 1)).as_deref(), Some("2023-12-26..2024-01-25"));
    assert_eq!(days(PeriodChoice::Months(2024, 1, 5)).as_deref(), Some("2023-12-26..2024-05-25"));
    assert_eq!(days(PeriodChoice::Quarter(2024, 1)).as_deref(), Some("2023-12-26..2024-03-25"));
    assert_eq!(days(PeriodChoice::Half(2024, 2)).as_deref(), Some("2024-06-26..2024-12-25"));
    assert_eq!(days(PeriodChoice::Year(2024)).as_deref(), Some("2023-12-26..2024-12-25"));
    assert_eq!(PeriodChoice::Month(2023, 2).days(end(30)).unwrap().to, ymd(2023, 2, 28));
    for day in [1, 15, 25, 28, 29, 30, 31] {
        for choice in [
            PeriodChoice::Year(2024),
            PeriodChoice::Half(2023, 1),
            PeriodChoice::Quarter(2024, 4),
            PeriodChoice::Month(2023, 3),
            PeriodChoice::Months(2024, 1, 11),
            PeriodChoice::Months(2024, 4, 8),
        ] {
            assert_eq!(PeriodChoice::named(choice.days(end(day)).unwrap(), end(day)), choice, "{day}");
        }
    }
    // For the calendar it is what it was.
    for (year, month) in [(2023, 2), (2024, 2), (2024, 12), (1, 1), (9999, 12)] {
        let period = PeriodChoice::Month(year, month).period().unwrap();
        assert_eq!(period.from, ymd(year, month, 1));
        assert_eq!(period.to, ymd(year, month, days_in_month(year, month)));
    }
}

const GRIDS: &str = "村,网格名称,户数\n甲村,第一网格,10\n甲村,第二网格,10\n";
const VISITS: &str = "村,网格,户主,走访日期\n甲村,第一网格,张一,2024-01-25\n甲村,第一网格,张二,2024-01-26\n\
    甲村,第一网格,张三,2024-02-25\n甲村,第二网格,张四,2024-02-26\n甲村,第二网格,张五,2024-06-20\n";
const CASES: &str = "编号,受理日期,村,网格,诉求内容,办理期限,办理状态\n\
    S1,2024-01-31,甲村,第一网格,修路,2024-03-01,已办结\nS2,2024-03-01,甲村,第一网格,用水,2024-04-01,已办结\n";

fn figures(settings: &Settings, choice: PeriodChoice) -> (gelan::session::Session, Figures) {
    let files = [("网格.csv", GRIDS), ("入户走访记录.csv", VISITS), ("诉求台账.csv", CASES)];
    let mut session = session::with_files(&files);
    session.set(settings.clone());
    let figures = session.compute(choice, session::today()).figures.clone();
    (session, figures)
}

fn with(pairs: &[(&str, &str)]) -> Settings {
    let mut settings = Settings::default();
    for (id, text) in pairs {
        settings.set(Key::of(id).unwrap(), text).unwrap();
    }
    settings
}

#[test]
fn figures_months_and_trends_are_counted_by_the_reporting_month() {
    let settings = with(&[("period.month_end", "25")]);
    let (_, f) = figures(&settings, PeriodChoice::Month(2024, 2));
    assert_eq!(f.count(Count::VisitsInPeriod), Some(2));
    assert_eq!(f.count(Count::Cases), Some(1));
    assert_eq!(f.period_title(), "2024年2月");
    let (_, f) = figures(&settings, PeriodChoice::All);
    let visits = |month| {
        let subject = gelan::figures::Subject::Count(Count::VisitsInPeriod);
        f.trends.read(PeriodChoice::Month(2024, month), &subject).map(|k| k.reading.numerator)
    };
    assert_eq!([1, 2, 3, 4, 6].map(visits), [Some(1), Some(2), Some(1), Some(0), Some(1)]);
    let months: Vec<(u32, i64)> =
        f.months.iter().map(|m| (m.month, m.get(MonthFigure::Visits))).filter(|(_, n)| *n > 0).collect();
    assert_eq!(months, [(1, 1), (2, 2), (3, 1), (6, 1)]);
    // The months of the same files after the setting changed, without reading them anew.
    let (mut session, _) = figures(&settings, PeriodChoice::All);
    session.set(Settings::default());
    let f = &session.compute(PeriodChoice::Month(2024, 2), session::today()).figures;
    assert_eq!(f.count(Count::VisitsInPeriod), Some(2), "25 and 26 February");
    let (_, plain) = figures(&Settings::default(), PeriodChoice::Month(2024, 2));
    assert_eq!(*f, plain);
}

#[test]
fn months_of_places_are_those_of_the_reporting_month() {
    let months = |settings: &Settings| {
        let (session, _) = figures(settings, PeriodChoice::All);
        let visits = session.details(&DetailsOf::Village("甲村".to_owned())).visits;
        let sums = (0..visits.months.len()).map(|i| visits.places.iter().map(|p| p.by_month[i]).sum::<i64>());
        visits.months.iter().map(|m| m.rem_euclid(12) + 1).zip(sums).collect::<Vec<_>>()
    };
    let of_trends = |settings: &Settings| {
        let (_, f) = figures(settings, PeriodChoice::All);
        let visits = f.months.iter().map(|m| (m.month as i32, m.get(MonthFigure::Visits)));
        visits.filter(|(_, n)| *n > 0).collect::<Vec<_>>()
    };
    for settings in [Settings::default(), with(&[("period.month_end", "25")])] {
        assert_eq!(months(&settings), of_trends(&settings), "all visits are of one village");
    }
}

#[test]
fn a_period_is_named_as_it_was_chosen_on_paper_in_files_and_in_snapshots() {
    let choices = [(1, 6, "1—6月"), (1, 12, "1—12月"), (1, 3, "1—3月"), (1, 1, "1月"), (4, 5, "4—5月")];
    for (first, last, name) in choices {
        let choice = PeriodChoice::Months(2024, first, last);
        for settings in [Settings::default(), with(&[("period.month_end", "25")])] {
            let (session, f) = figures(&settings, choice);
            assert_eq!(f.period_title(), format!("2024年{name}"));
            assert!(print_header(Some(&f), Page::Overview, "").period.starts_with(&f.period_title()));
            assert!(bulletin(&f).title.contains(&f.period_title()), "{}", bulletin(&f).title);
            let (tally, computed) = session.last().unwrap();
            let snapshot = Snapshot::of(tally, &computed.figures, session::today(), Choices::default());
            let read = decode(&encode(&snapshot)).unwrap();
            assert_eq!(read.choice(), choice);
            assert_eq!(gelan::snapshot::figures(&read, &settings).period_title(), f.period_title());
        }
    }
    let (_, f) = figures(&Settings::default(), PeriodChoice::Half(2024, 1));
    assert_eq!(f.period_title(), "2024年上半年");
}

#[test]
fn the_month_end_travels_and_other_ends_are_not_joined() {
    let snapshot = |settings: &Settings| {
        let (session, _) = figures(settings, PeriodChoice::Month(2024, 2));
        let (tally, computed) = session.last().unwrap();
        Snapshot::of(tally, &computed.figures, session::today(), Choices::default())
    };
    let (plain, by_25) = (snapshot(&Settings::default()), snapshot(&with(&[("period.month_end", "25")])));
    let read = decode(&encode(&by_25)).unwrap();
    assert_eq!(read.month_end(), end(25));
    assert_eq!(read.choice(), PeriodChoice::Month(2024, 2));
    assert_eq!(read.period, PeriodChoice::Month(2024, 2).days(end(25)));
    // Days after the month's end are of the next month, in snapshots too.
    let days = Period { from: ymd(2024, 1, 26), to: ymd(2024, 1, 31) };
    let (session, _) = figures(&with(&[("period.month_end", "25")]), PeriodChoice::Free(days));
    let (tally, computed) = session.last().unwrap();
    let some = Snapshot::of(tally, &computed.figures, session::today(), Choices::default());
    assert_eq!(decode(&encode(&some)).unwrap().tally.months.into_keys().collect::<Vec<_>>(), [2024 * 12 + 1]);
    let named = |all: [&Snapshot; 2]| {
        all.into_iter().enumerate().map(|(i, s)| (format!("{i}镇"), s.clone())).collect::<Vec<_>>()
    };
    assert_eq!(joined("县", &named([&plain, &by_25]), session::today()), Err(NotJoined::Months));
    let county = joined("县", &named([&by_25, &by_25]), session::today()).unwrap();
    assert_eq!(county.month_end(), end(25));
}

#[test]
fn parts_of_a_target_add_up_to_it() {
    for day in [25, 31] {
        for months in [1, 3, 6, 12_u32] {
            for long in (1..=months).filter(|long| months % long == 0) {
                let many = months / long;
                let parts = (0..many).map(|i| {
                    let first = 2024 * 12 + i32::try_from(i * long).unwrap();
                    let period = end(day).months(first, first + i32::try_from(long).unwrap() - 1).unwrap();
                    part_of(period, months, end(day)).unwrap_or((months, months))
                });
                let sum: u32 = parts.map(|(part, whole)| (part, assert_eq!(whole, months)).0).sum();
                assert_eq!(sum, months, "{months} months in steps of {long}");
            }
        }
    }
    let longer = end(31).months(2024 * 12, 2024 * 12 + 8).unwrap();
    assert_eq!(part_of(longer, 6, end(31)), None, "what is longer has to reach the whole");
    let days = Period { from: ymd(2024, 3, 4), to: ymd(2024, 3, 10) };
    assert_eq!(part_of(days, 12, end(31)), Some((7, 365)));
}

#[test]
fn a_scaled_target_asks_for_its_part_and_says_so() {
    let half = PeriodTarget { percent: 80, part: (6, 12), waits: None };
    assert_eq!((half.to_string().as_str(), half.reach().as_str()), ("80%×6/12＝40", "40"));
    assert_eq!([half.short_of(40, 100), half.short_of(39, 100), half.short_of(0, 101)], [0, 1, 41]);
    let month = PeriodTarget { percent: 80, part: (1, 6), waits: None };
    assert_eq!(month.to_string(), "80%×1/6＝13.3");
    assert_eq!((month.short_of(1333, 10_000), month.short_of(1334, 10_000)), (1, 0));
    assert_eq!(PeriodTarget::whole(80).to_string(), "80");
}

#[test]
fn a_month_is_no_false_alarm_and_says_what_it_has_to_reach_where_that_is_asked() {
    let of = |pairs: &[(&str, &str)], choice| {
        let (_, f) = figures(&with(pairs), choice);
        let said: String = sentence(&f).iter().map(|p| p.text.as_str()).collect();
        (f.measure(Measure::HouseholdVisits).unwrap().target, said)
    };
    let month = PeriodChoice::Month(2024, 1);
    let (target, said) = of(&[], month);
    assert_eq!((target.short_of(2, 20), target.tenths()), (0, None));
    assert!(said.contains("目标 80% 按半年定，期间不足不判"), "{said}");
    let (target, said) = of(&[], PeriodChoice::Half(2024, 1));
    assert_eq!(target, PeriodTarget::whole(80));
    assert!(said.contains("距 80% 的目标还差 11 户"), "{said}");
    let (_, said) = of(&[("target.shorter", "1")], month);
    assert!(said.contains("距 80%×1/6＝13.3% 的目标还差 1 户"), "{said}");
    let (_, said) = of(&[("target.shorter", "1"), ("target.months", "12")], PeriodChoice::Half(2024, 1));
    assert!(said.contains("距 80%×6/12＝40% 的目标还差 3 户"), "{said}");
    let (_, said) = of(&[("target.shorter", "2")], month);
    assert!(said.contains("距 80% 的目标还差 14 户"), "{said}");
    // What does not grow with the period is judged whatever its length.
    let (_, f) = figures(&Settings::default(), month);
    assert_eq!(f.measure(Measure::CasesOnTime).unwrap().target, PeriodTarget::whole(90));
    assert!(Settings::default().set(Key::of("target.months").unwrap(), "5").is_err());
}

#[test]
fn a_period_that_is_not_over_is_marked_with_the_day_to_which_the_data_tells() {
    let (_, f) = figures(&Settings::default(), PeriodChoice::Half(2024, 1));
    assert_eq!(f.trends.until, Some(ymd(2024, 6, 20)));
    let view = trends(&f);
    let titles: Vec<&str> = view.months.columns.iter().map(|(_, title)| title.as_str()).collect();
    assert_eq!(titles[4..], ["2024年5月", "2024年6月（到6月20日）"]);
    assert_eq!(view.quarters.columns[1].1, "2024年第2季度（到6月20日）");
    let row = view.months.groups.iter().flat_map(|g| &g.rows).find(|r| r.id == "visits_in_period").unwrap();
    let cells: Vec<(&str, bool)> = row.cells.iter().flatten().map(|c| (c.text.as_str(), c.partial)).collect();
    assert_eq!(cells, [("2", false), ("2", false), ("0", false), ("0", false), ("0", false), ("1", true)]);
    // The line ends in May, and what leads on to June stands apart.
    assert_eq!((row.lines[0].len(), row.open.len()), (5, 2));
    assert_eq!(row.lines[0].last(), row.open.first());
    assert!(
        view.notes.iter().any(|n| n.contains("数据只到 2024-06-20，2024年6月还没有完")),
        "{:?}",
        view.notes
    );
    let label = |settings: &Settings| {
        let (_, f) = figures(settings, PeriodChoice::Half(2024, 1));
        months(&f, MonthFigure::Visits).last().unwrap().label.clone()
    };
    assert_eq!(label(&Settings::default()), "6月（到20日）");
    assert_eq!(label(&with(&[("period.month_end", "20")])), "6月", "the reporting month is over");
}
