//! A snapshot that is opened shows what its sender saw.

use crate::common::session;
use gelan::figures::settings::Settings;
use gelan::model::cell::Day;
use gelan::model::finding::Finding;
use gelan::model::period::Period;
use gelan::model::period::PeriodChoice;
use gelan::session::Session;
use gelan::snapshot::{Choices, Snapshot, SnapshotHead, decode, encode, figures};
use gelan::view::pages::overview::{Overview, overview};
use gelan::view::pages::place::place;
use gelan::view::parts::bulletin::bulletin;
use gelan::view::parts::representative_notes::is_median;
use gelan::view::parts::sentence::open_overdue;
use gelan::view::parts::snapshot::banner;
use gelan::view::place_ref::PlaceRef;

const MADE: Day = Day(19_950);

/// The sample in a session, at the period that the page begins with.
fn session() -> (Session, PeriodChoice) {
    let mut session = session::with_files(&session::sample());
    let choice = session.first_period(MADE);
    session.compute(choice, MADE);
    (session, choice)
}

fn snapshot(session: &Session) -> Snapshot {
    let (tally, computed) = session.last().unwrap();
    Snapshot::of(tally, &computed.figures, MADE, Choices::default())
}

/// The parts that both pages show. The sender's page has files besides, and what needs single rows or 全量: the rows
/// that are not counted, the names of items, late cases, the days of matters.
fn shown(mut view: Overview) -> Overview {
    if let Some(at) = view.sentence.iter().position(|phrase| phrase.text.contains("没有计入")) {
        view.sentence.drain(at - 1..=at);
    }
    view.facts.truncate(1);
    view.late.clear();
    for items in view.gaps.iter_mut().filter(|gap| gap.ratio.id == "coverage.duty_done") {
        (items.names, items.more) = (Vec::new(), 0);
    }
    view.bodies.iter_mut().for_each(|body| body.rates.retain(|line| !is_median(&line.subject)));
    view
}

#[test]
fn the_receiver_sees_the_senders_page_without_persons() {
    let (session, period) = session();
    assert_eq!(period, PeriodChoice::Half(2024, 1));
    let text = encode(&snapshot(&session));
    let opened = decode(&text).unwrap();
    let (_, computed) = session.last().unwrap();
    let received = figures(&opened, &Settings::default());
    assert!(!computed.figures.persons.is_empty());
    assert!(received.persons.is_empty());
    let sent = overview(&computed.figures, &[], 0, None);
    assert!(!sent.late.is_empty() && sent.bodies.iter().all(|body| !body.rates.is_empty()));
    let none: &[Finding] = &[];
    assert_eq!(
        shown(overview(&received, &[], none.len(), None)),
        shown(overview(&computed.figures, &[], none.len(), None))
    );
    assert_eq!(received.as_of, computed.figures.as_of);
    assert_eq!(opened.choice(), period);
    let banner = banner(&SnapshotHead::from(&opened));
    assert!(banner.contains("2024 年 8 月 15 日") && banner.contains("2024-01-01 至 2024-06-30"), "{banner}");
}

/// How many open cases are overdue follows from what it holds, or is not said: never 0 in its place.
#[test]
fn overdue_cases_are_said_where_each_case_has_a_deadline_and_not_where_one_has_none() {
    let heading = "编号,村,网格,诉求内容,受理日期,办理期限,办结日期,办理状态\n";
    let said = |rows: &[&str], least: u32| {
        let cases: String =
            rows.iter().enumerate().map(|(at, row)| format!("S{at},甲村,第一网格,{row}\n")).collect();
        let grids = "村,网格名称,户数\n甲村,第一网格,10\n甲村,第二网格,10\n".to_owned();
        let mut session =
            session::accepted(&[("网格.csv", grids), ("矛盾纠纷诉求台账.csv", heading.to_owned() + &cases)]);
        session.compute(session::HALF, session::today());
        let (tally, computed) = session.last().unwrap();
        let choices = Choices { least, ..Choices::default() };
        let sent = Snapshot::of(tally, &computed.figures, MADE, choices);
        let received = figures(&decode(&encode(&sent)).unwrap(), &Settings::default());
        let village = place(&received, &PlaceRef::Village("甲村".to_owned()), None).unwrap();
        let words: String = village.sentence.iter().map(|phrase| phrase.text.as_str()).collect();
        (open_overdue(&received).map(|(n, _)| n), words, bulletin(&received).text())
    };
    let number = |rows: &[&str], least: u32| said(rows, least).0;
    let late = "邻里纠纷,2024-01-08,2024-01-20,,办理中";
    let others = [
        "邻里纠纷,2024-01-08,2024-01-20,2024-02-20,已办结",
        "邻里纠纷,2024-01-08,2024-01-20,2024-01-10,已办结",
        "邻里纠纷,2024-06-08,2024-07-20,,办理中",
    ];
    let with = |number: usize| [&others[..], &vec![late; number]].concat();
    assert_eq!(number(&with(0), 0), None);
    let without = [&with(3)[..], &["邻里纠纷,2024-06-08,,,办理中"]].concat();
    assert_eq!((number(&without, 0), number(&with(3), 5)), (None, None));
    // The village and the text for documents say the same.
    let (three, village, text) = said(&with(3), 0);
    assert_eq!(three, Some(3));
    assert!(village.contains("4 件诉求未办结，其中 3 件超期"), "{village}");
    assert!(text.contains("超期未办结3件，另有1件已办结但超期"), "{text}");
    let (_, village, text) = said(&without, 0);
    assert!(village.contains("5 件诉求未办结") && !village.contains("件超期"), "{village}");
    assert!(text.contains("超期4件（含迟办结的）"), "{text}");
}

#[test]
fn a_cut_link_opens_nothing() {
    let (session, _) = session();
    let text = encode(&snapshot(&session));
    for length in [0, 1, text.len() / 2, text.len() - 1] {
        assert!(decode(&text[..length]).is_err());
    }
}

#[test]
fn periods_are_named_as_they_were_chosen() {
    let (session, _) = session();
    let mut snapshot = snapshot(&session);
    for wanted in [
        PeriodChoice::All,
        PeriodChoice::Year(2024),
        PeriodChoice::Half(2023, 2),
        PeriodChoice::Quarter(2024, 2),
        PeriodChoice::Month(2024, 2),
        PeriodChoice::Free(Period { from: Day(19_800), to: Day(19_810) }),
    ] {
        snapshot.period = wanted.period();
        assert_eq!(snapshot.choice(), wanted);
    }
}
