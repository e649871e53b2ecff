//! Two snapshots of one town against each other, with differences worked out apart.

use crate::common::session::{self, figures};
use crate::common::town;
use gelan::figures::Figures;
use gelan::figures::compare::{
    Chance, Comparison, Difference, Side, compare, counts_apart, points, ratios_apart,
};
use gelan::model::period::PeriodChoice;

fn accepted(files: &[(String, Vec<u8>)], choice: PeriodChoice) -> Figures {
    session::accepted(files).compute(choice, session::today()).figures.clone()
}

fn sides(before: &Figures, after: &Figures) -> Comparison {
    compare(Side { figures: before, catalogue: Some(1) }, Side { figures: after, catalogue: Some(1) })
}

fn csv(grids: &[(&str, &str)], visits: &[(&str, usize)]) -> Vec<(String, Vec<u8>)> {
    let mut list = String::from("所属村,网格名称,户数,人口\n");
    let mut officers = String::from("姓名,村,网格,职务\n");
    for (i, (grid, officer)) in grids.iter().enumerate() {
        list += &format!("龙泉村,{grid},100,300\n");
        if !officer.is_empty() {
            officers += &format!("{officer},龙泉村,{grid},网格员\n");
        }
        assert!(i < 200);
    }
    let mut rows = String::from("走访日期,村,网格,网格员,户编号,走访类型\n");
    let mut house = 0;
    for (day, n) in visits {
        for _ in 0..*n {
            house += 1;
            rows += &format!("{day},龙泉村,{},张三,H{house},日常走访\n", grids[0].0);
        }
    }
    [("柳河镇网格.csv", list), ("柳河镇网格员花名册.csv", officers), ("柳河镇入户走访记录.csv", rows)]
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .collect()
}

fn line<'a>(c: &'a Comparison, id: &str) -> &'a gelan::figures::compare::Line {
    c.measures.iter().chain(&c.counts).find(|l| l.id == id).unwrap()
}

#[test]
fn figures_side_by_side() {
    // 1 of 2 grids before, 3 of 4 after; 9 visits in January against 1 in February.
    let before = accepted(
        &csv(&[("第一网格", "甲"), ("第二网格", "")], &[("2024-01-10", 9)]),
        PeriodChoice::Month(2024, 1),
    );
    let grids = [("第一网格", "甲"), ("第二网格", ""), ("第三网格", "乙"), ("第四网格", "丙")];
    let after = accepted(&csv(&grids, &[("2024-02-10", 1)]), PeriodChoice::Month(2024, 2));
    let c = sides(&before, &after);
    let officer = line(&c, "coverage.officer");
    assert_eq!(officer.sides, [Some((1, Some(2))), Some((3, Some(4)))]);
    assert_eq!(officer.difference, Difference::Points(250, Chance::Within));
    // 10 matters in 31 + 29 days; P(X ≤ 1) for n = 10, p = 29/60: (31/60)^10 + 10·(29/60)·(31/60)^9 = 0.0140; doubled
    // 0.0280 < 0.05.
    assert_eq!(line(&c, "visits_in_period").difference, Difference::Amount(-8, Chance::Beyond));
    // A list is a full count.
    assert_eq!(line(&c, "grids").difference, Difference::Amount(2, Chance::None));
    let grids = c.grids.as_ref().unwrap();
    assert_eq!((grids.came.len(), grids.went.len(), grids.stayed), (2, 0, 2));
    assert_eq!(c.persons, None);
    assert_eq!(line(&c, "heads").difference, Difference::Unknown);
    // 9 of 200 households against 1 of 400: −4.25 points, Newcombe (−0.0809, −0.0184) by the formula of method 10.
    assert_eq!(line(&c, "coverage.household_visits").difference, Difference::Points(-43, Chance::Beyond));
    assert!(c.sentence.contains("入户走访覆盖率（−4.3 个百分点）"), "{}", c.sentence);
    assert!(c.notes.iter().any(|n| n.contains("天数")), "{:?}", c.notes);
}

#[test]
fn what_grows_with_the_period_is_not_compared_between_a_quarter_and_a_half_year() {
    let files = csv(&[("第一网格", "甲")], &[("2024-01-10", 20), ("2024-05-10", 30)]);
    let over = |choice| accepted(&files, choice);
    let (quarter, half) = (over(PeriodChoice::Quarter(2024, 1)), over(PeriodChoice::Half(2024, 1)));
    let c = sides(&quarter, &half);
    let visits = line(&c, "coverage.household_visits");
    assert_eq!(visits.sides, [Some((20, Some(100))), Some((50, Some(100)))]);
    assert_eq!(visits.difference, Difference::Unknown);
    assert!(!c.sentence.contains("入户走访"), "{}", c.sentence);
    // Of months, the shortest and the longest are compared.
    let months = [PeriodChoice::Month(2024, 1), PeriodChoice::Month(2024, 2)].map(over);
    let months = sides(&months[0], &months[1]);
    assert!(matches!(line(&months, "coverage.household_visits").difference, Difference::Points(..)));
}

#[test]
fn nothing_changed() {
    let same = figures(&town::files(), PeriodChoice::Half(2024, 1));
    let c = sides(&same, &same);
    assert!(c.notes.is_empty(), "{:?}", c.notes);
    for line in c.measures.iter().chain(&c.counts) {
        assert!(
            matches!(
                line.difference,
                Difference::Unknown | Difference::Points(0, _) | Difference::Amount(0, _)
            ),
            "{}",
            line.id
        );
        assert!(!matches!(
            line.difference,
            Difference::Points(_, Chance::Beyond) | Difference::Amount(_, Chance::Beyond)
        ));
    }
    assert!(c.sentence.contains("都在偶然波动之内"));
    let persons = c.persons.unwrap();
    assert!(persons.came.is_empty() && persons.went.is_empty() && persons.stayed > 0);
}

#[test]
fn definitions_of_another_version_are_not_compared() {
    let same = figures(&town::files(), PeriodChoice::Half(2024, 1));
    let c =
        compare(Side { figures: &same, catalogue: Some(1) }, Side { figures: &same, catalogue: Some(99) });
    assert!(c.measures.iter().chain(&c.counts).all(|l| l.difference == Difference::Definition));
    assert!(c.notes.iter().any(|n| n.contains("另一版本")));
    assert!(c.sentence.contains("无法比较"));
}

#[test]
fn points_are_said_with_their_sign() {
    assert_eq!([points(15), points(-3), points(0)].join(" "), "+1.5 个百分点 −0.3 个百分点 0.0 个百分点");
}

/// Newcombe (1998), table II, method 10: 56/70 against 48/80 differs by 0.2 in (0.0524, 0.3339); 5/56 against 0/29
/// by 0.0893 in (−0.0381, 0.1926).
#[test]
fn ratios_differ_by_more_than_chance_or_not() {
    assert_eq!(ratios_apart((48, 80), (56, 70)), Some((200, Chance::Beyond)));
    assert_eq!(ratios_apart((56, 70), (48, 80)), Some((-200, Chance::Beyond)));
    assert_eq!(ratios_apart((0, 29), (5, 56)), Some((89, Chance::Within)));
    assert_eq!(ratios_apart((1, 3), (2, 3)), Some((333, Chance::Within)));
    assert_eq!(ratios_apart((1, 2), (1, 2)), Some((0, Chance::Within)));
    assert_eq!(ratios_apart((1, 0), (1, 2)), None);
    // More linked than there are: a difference, and no proportion.
    assert_eq!(ratios_apart((5, 4), (1, 2)), Some((-750, Chance::None)));
}

/// By hand: 1 + 9 with equal days is twice (1 + 10) / 1024 = 0.0215; 2 + 8 twice 56 / 1024 = 0.109.
#[test]
fn counts_differ_by_more_than_chance_or_not() {
    assert_eq!(counts_apart((1, 30), (9, 30)), Chance::Beyond);
    assert_eq!(counts_apart((9, 30), (1, 30)), Chance::Beyond);
    assert_eq!(counts_apart((2, 30), (8, 30)), Chance::Within);
    // Three times the visits in three times the days.
    assert_eq!(counts_apart((30, 30), (90, 90)), Chance::Within);
    assert_eq!(counts_apart((30, 30), (90, 30)), Chance::Beyond);
    // 0 in a third of the days beside 4: (2/3)^4 = 0.198, doubled 0.395.
    assert_eq!(counts_apart((4, 60), (0, 30)), Chance::Within);
    assert_eq!(counts_apart((0, 30), (0, 30)), Chance::None);
    assert_eq!(counts_apart((-1, 30), (5, 30)), Chance::None);
}

/// Grids that are called by persons, of whom the roster may be loaded or not: what is sent then has the names or a mask.
fn sent(grids: &[&str], roster: bool) -> Figures {
    let mut list = String::from("所属村,网格名称,户数,人口\n");
    grids.iter().for_each(|grid| list += &format!("龙泉村,{grid},100,300\n"));
    let mut files = vec![("柳河镇网格.csv", list)];
    if roster {
        files.push((
            "柳河镇网格员花名册.csv",
            "姓名,村,职务\n张　三,龙泉村,网格员\n李四,龙泉村,网格员\n".to_owned(),
        ));
    }
    let mut session = session::accepted(&files);
    session.compute(PeriodChoice::All, session::today());
    let (tally, computed) = session.last().unwrap();
    let choices = gelan::snapshot::Choices::default();
    let snapshot = gelan::snapshot::Snapshot::of(tally, &computed.figures, session::today(), choices);
    let text = gelan::snapshot::encode(&snapshot);
    gelan::snapshot::figures(&gelan::snapshot::decode(&text).unwrap(), &Default::default())
}

#[test]
fn a_masked_name_is_paired_with_the_one_that_it_fits() {
    let moves = |before: &Figures, after: &Figures| {
        let grids = sides(before, after).grids.unwrap();
        (grids.came, grids.went, grids.stayed)
    };
    let none: Vec<String> = Vec::new();
    let (plain, masked) =
        (sent(&["河东张三网格", "河西李四网格"], false), sent(&["河东张三网格", "河西李四网格"], true));
    let names: Vec<&str> = masked.grids.iter().map(|g| g.name.as_str()).collect();
    assert_eq!(names, ["河东＊网格", "河西＊网格"]);
    for (before, after) in [(&plain, &masked), (&masked, &plain), (&masked, &masked)] {
        assert_eq!(moves(before, after), (none.clone(), none.clone(), 2));
    }
    // What fits two is neither's, and what fits none is another.
    let more = sent(&["河东张三网格", "河东王五网格", "河西李四网格"], false);
    let (came, went, stayed) = moves(&masked, &more);
    assert_eq!((came.len(), went.len(), stayed), (2, 1, 1), "{came:?} {went:?}");
    let (came, went, stayed) = moves(&masked, &sent(&["河南张三网格", "河西李四网格"], false));
    assert_eq!((came.len(), went.len(), stayed), (1, 1, 1), "{came:?} {went:?}");
}
