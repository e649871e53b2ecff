//! Officers beside grids, and suggestions for evening out, from files to figures.

use crate::common::session::{self, figures_of};
use gelan::catalogue::PostFigure;
use gelan::figures::reading::read;
use gelan::figures::settings::{Key, Settings};
use gelan::figures::{NoPlans, Setting, Subject, present};
use gelan::model::finding::Code;
use gelan::model::period::PeriodChoice;
use gelan::session::Session;
use gelan::snapshot::{Choices, seal};
use gelan::statistics::rebalance::Outcome;

const GRIDS: &str = "村,网格名称,户数\n甲村,第一网格,50\n甲村,第二网格,20\n甲村,第三网格,20\n乙村,第一网格,40\n乙村,第二网格,10\n";
const OFFICERS: &str = "姓名,角色,村,网格,联系电话\n\
    王一,网格员,甲村,第一网格,13800000001\n王一,网格员,甲村,第二网格,13800000001\n\
    王二,网格员,乙村,第一网格,13800000002\n王三,网格员,乙村,第一网格,13800000003\n\
    王四,网格长,乙村,第二网格,13800000004\n王五,网格员,乙村,第九网格,13800000005\n\
    王六,网格员,丙村,第一网格,13800000006\n王七,网格员,乙村,,13800000007\n\
    王二,网格员,甲村,第三网格,13800000009\n";
const HEADS: &str = "村,网格,联户长,户数\n\
    甲村,第一网格,张一,20\n甲村,第一网格,张二,15\n甲村,第一网格,张三,10\n甲村,第二网格,张四,18\n\
    乙村,第一网格,李一,40\n乙村,第二网格,李二,10\n";

fn compute(parts: &[(&str, &str)], settings: &[(&str, &str)]) -> Session {
    let mut session = session::with_files(parts);
    let mut chosen = Settings::default();
    for (id, text) in settings {
        chosen.set(Key::of(id).unwrap(), text).unwrap();
    }
    session.set(chosen);
    session.compute(PeriodChoice::All, session::today());
    session
}

#[test]
fn officers_and_grids_are_held_against_each_other() {
    let session = compute(&[("网格.csv", GRIDS), ("网格员.csv", OFFICERS)], &[]);
    let posts = figures_of(&session).posts.clone().unwrap();
    assert_eq!((posts.grids, posts.matched), (5, Some(1)));
    assert_eq!(posts.vacant, ["乙村第二网格"]);
    assert_eq!(posts.doubled.len(), 1);
    assert_eq!(
        (posts.doubled[0].grid.as_str(), posts.doubled[0].names.join("、")),
        ("乙村第一网格", "王三、王二".into())
    );
    // 王二 of 甲村 has another telephone: another person.
    let shared = posts.shared.unwrap();
    assert_eq!(shared.len(), 1);
    assert_eq!(
        (shared[0].name.as_str(), shared[0].grids.join("、")),
        ("王一", "甲村第一网格、甲村第二网格".into())
    );
    let unlisted: Vec<_> =
        posts.unlisted.unwrap().iter().map(|u| format!("{} {}", u.name, u.place)).collect();
    assert_eq!(unlisted, ["王五 乙村第九网格", "王六 丙村第一网格"]);
    let without: Vec<_> =
        posts.without_grid.unwrap().iter().map(|u| format!("{} {}", u.name, u.place)).collect();
    assert_eq!(without, ["王七 乙村"]);

    let findings = &session.last().unwrap().1.findings;
    let at = |code: Code| {
        findings
            .iter()
            .filter(|f| f.code == code)
            .map(|f| (f.place.row.unwrap(), f.value.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(at(Code::GridVacant), [(6, "第二网格".into())]);
    assert_eq!(at(Code::OfficerShared), [(3, "王一".into())]);
    assert_eq!(at(Code::GridDoubled), [(5, "王三".into())]);
}

/// Of each figure the rows of each table, with what they add, and the sum.
#[test]
fn each_figure_of_posts_leads_to_its_rows() {
    let session = compute(&[("网格.csv", GRIDS), ("网格员.csv", OFFICERS)], &[]);
    let rows = |figure| {
        let subject = Subject::Post(figure);
        let found = session.evidence(&subject);
        let rows: Vec<_> = found
            .iter()
            .flat_map(|e| e.rows.iter().map(|(row, part)| (e.file.clone(), *row, part.numerator.unwrap())))
            .collect();
        let sum: i64 = rows.iter().map(|(.., n)| n).sum();
        assert_eq!(sum, read(&subject, figures_of(&session)).numerator, "{figure:?}");
        rows
    };
    let in_file = |file: &str, rows: &[(u32, i64)]| -> Vec<(String, u32, i64)> {
        rows.iter().map(|(row, n)| (file.to_owned(), *row, *n)).collect()
    };
    let officers = |list: &[(u32, i64)]| in_file("网格员.csv", list);
    assert_eq!(rows(PostFigure::Vacant), in_file("网格.csv", &[(6, 1)]));
    assert_eq!(rows(PostFigure::Doubled), officers(&[(4, 0), (5, 1)]));
    assert_eq!(rows(PostFigure::Shared), officers(&[(2, 0), (3, 1)]));
    assert_eq!(rows(PostFigure::Unlisted), officers(&[(7, 1), (8, 1)]));
    assert_eq!(rows(PostFigure::WithoutGrid), officers(&[(9, 1)]));
    assert_eq!(rows(PostFigure::Matched), officers(&[(10, 1)]));
}

#[test]
fn one_telephone_is_one_officer_in_two_villages() {
    let officers = "姓名,角色,村,网格,联系电话\n王一,网格员,甲村,第一网格,13800000001\n王一,网格员,乙村,第一网格,13800000001\n";
    let session = compute(&[("网格.csv", GRIDS), ("网格员.csv", officers)], &[]);
    let shared = figures_of(&session).posts.clone().unwrap().shared.unwrap();
    assert_eq!(shared[0].grids, ["甲村第一网格", "乙村第一网格"]);
}

#[test]
fn the_fewest_groups_move_inside_their_village() {
    let session = compute(&[("网格.csv", GRIDS), ("联户长.csv", HEADS)], &[("rebalance.bound", "35")]);
    let plans = figures_of(&session).plans.clone().unwrap();
    assert_eq!(plans.len(), 2);
    let first = &plans[0];
    assert_eq!((first.village.as_str(), first.plan.outcome), ("甲村", Outcome::Fewest));
    // Five households of 第一网格 and all of 第三网格 have no head: they stay.
    assert_eq!(first.plan.before, [50, 20, 20]);
    assert_eq!(first.moves.len(), 1);
    let step = &first.moves[0];
    assert_eq!((step.head.as_str(), step.households, step.from), ("张二", 15, 0));
    assert_eq!(first.plan.after.iter().max(), Some(&35));
    // A group of 40 fits under no bound of 35.
    assert_eq!((plans[1].village.as_str(), plans[1].plan.outcome), ("乙村", Outcome::Impossible));
    assert!(plans[1].moves.is_empty());
}

#[test]
fn without_heads_it_says_why() {
    let of = |parts: &[(&str, &str)]| figures_of(&compute(parts, &[])).plans.clone();
    assert_eq!(of(&[("网格.csv", GRIDS)]), Err(NoPlans::NoTable));
    let heads = "村,网格,联户长,电话\n甲村,第一网格,张一,13800000001\n";
    assert_eq!(of(&[("网格.csv", GRIDS), ("联户长.csv", heads)]), Err(NoPlans::NoHouseholds));
    let heads = "村,联户长,户数\n甲村,张一,20\n";
    assert_eq!(of(&[("网格.csv", GRIDS), ("联户长.csv", heads)]), Err(NoPlans::NoGrids));
}

#[test]
fn a_snapshot_knows_how_many_but_nobody() {
    let all = [("网格.csv", GRIDS), ("网格员.csv", OFFICERS), ("联户长.csv", HEADS)];
    let session = compute(&all, &[]);
    let received = present(&seal(session.last().unwrap().0, Choices::default(), None), Setting::default());
    assert_eq!(received.plans, Err(NoPlans::Snapshot));
    let posts = received.posts.unwrap();
    assert_eq!((posts.vacant.len(), posts.doubled[0].officers), (1, 2));
    assert!(posts.doubled[0].names.is_empty());
    assert_eq!((posts.matched, posts.shared, posts.unlisted, posts.without_grid), (None, None, None, None));
}
