use gelan::statistics::rebalance::*;
use proptest::prelude::*;

fn grid(fixed: u64, groups: &[u64]) -> GridWithGroups {
    let groups = groups.iter().map(|&work| HeadGroup { head: format!("联户长{work}"), work }).collect();
    GridWithGroups { name: String::new(), fixed, groups }
}

/// The fewest moves by trying every place for every group.
fn brute(village: &[GridWithGroups], bound: u64) -> Option<usize> {
    let items: Vec<(usize, u64)> =
        village.iter().enumerate().flat_map(|(i, g)| g.groups.iter().map(move |h| (i, h.work))).collect();
    let ways = village.len().pow(items.len() as u32);
    let moves = |mut way: usize| {
        let mut loads: Vec<u64> = village.iter().map(|g| g.fixed).collect();
        let mut moves = 0;
        for &(home, work) in &items {
            let to = way % village.len();
            way /= village.len();
            loads[to] += work;
            moves += usize::from(to != home);
        }
        loads.iter().all(|&load| load <= bound).then_some(moves)
    };
    (0..ways).filter_map(moves).min()
}

/// Whether the plan is what it says.
fn check(village: &[GridWithGroups], plan: &Plan) {
    let mut loads = plan.before.clone();
    let mut moved = std::collections::BTreeSet::new();
    for step in &plan.moves {
        let work = village[step.from].groups[step.group].work;
        loads[step.from] -= work;
        loads[step.to] += work;
        assert_ne!(step.from, step.to);
        assert!(moved.insert((step.from, step.group)), "a group moves once");
    }
    assert_eq!(loads, plan.after);
    assert_eq!(plan.before.iter().sum::<u64>(), plan.after.iter().sum::<u64>());
    assert_eq!(plan.before, village.iter().map(GridWithGroups::load).collect::<Vec<_>>());
    let met = plan.after.iter().all(|&load| load <= plan.bound);
    let says = matches!(plan.outcome, Outcome::AlreadyMet | Outcome::Fewest | Outcome::Met);
    assert_eq!(met, says, "{plan:?}");
    assert!(says || plan.moves.is_empty());
}

#[test]
fn one_group_is_enough() {
    let village = [grid(0, &[10, 20, 30, 40]), grid(5, &[15]), grid(0, &[50])];
    let plan = rebalance(&village, 60, EFFORT);
    check(&village, &plan);
    assert_eq!(plan.outcome, Outcome::Fewest);
    assert_eq!(plan.moves, [GroupMove { from: 0, group: 3, to: 1 }]);
    assert_eq!((plan.before, plan.after), (vec![100, 20, 50], vec![60, 60, 50]));
}

#[test]
fn a_grid_below_the_bound_gives_where_that_makes_room() {
    // 9 must leave the first grid, and fits nowhere before 4 makes room for it.
    let village = [grid(6, &[9]), grid(1, &[4]), grid(5, &[])];
    let plan = rebalance(&village, 10, EFFORT);
    check(&village, &plan);
    assert_eq!((plan.outcome, plan.moves.len()), (Outcome::Fewest, 2));
    assert_eq!(plan.after.iter().max(), Some(&10));
}

#[test]
fn what_cannot_be_is_said() {
    let says = |village: &[GridWithGroups], bound| {
        let plan = rebalance(village, bound, EFFORT);
        check(village, &plan);
        (plan.outcome, plan.lowest_bound)
    };
    assert_eq!(says(&[grid(80, &[]), grid(0, &[5])], 50), (Outcome::Impossible, 80));
    assert_eq!(says(&[grid(0, &[70, 10]), grid(0, &[])], 60), (Outcome::Impossible, 70));
    assert_eq!(says(&[grid(0, &[60]), grid(0, &[60])], 59), (Outcome::Impossible, 60));
    assert_eq!(says(&[grid(0, &[30, 30])], 59), (Outcome::Impossible, 60));
    // Two grids of 50 could hold 100, but three groups of 33 and a 1 do not pack so.
    assert_eq!(says(&[grid(0, &[33, 33, 33, 1]), grid(0, &[])], 50), (Outcome::Impossible, 50));
    assert_eq!(says(&[], 50), (Outcome::AlreadyMet, 0));
    assert_eq!(says(&[grid(u64::MAX, &[9]), grid(0, &[])], 50).0, Outcome::Impossible);
    assert_eq!(rebalance(&[grid(0, &[u64::MAX - 9, 99]), grid(0, &[])], u64::MAX - 5, EFFORT).moves, []);
}

#[test]
fn without_effort_the_rule_still_helps_and_says_so() {
    let village = [grid(0, &[30, 6, 5]), grid(23, &[]), grid(23, &[])];
    let plan = rebalance(&village, 31, 0);
    check(&village, &plan);
    assert_eq!((plan.outcome, plan.moves.len(), plan.at_least), (Outcome::Met, 2, 1));
    assert!(plan.summary("户").contains("不一定是最少"));
    assert_eq!(rebalance(&village, 31, EFFORT).outcome, Outcome::Fewest);
    let tight = [grid(6, &[9]), grid(1, &[4]), grid(5, &[])];
    assert_eq!(rebalance(&tight, 10, 0).outcome, Outcome::NotFound);
    // Where one move is needed and the rule finds one, it is known to be the fewest.
    let village = [grid(0, &[10, 50]), grid(0, &[])];
    assert_eq!(rebalance(&village, 50, 0).outcome, Outcome::Fewest);
}

#[test]
fn a_village_of_a_common_size_is_solved_exactly() {
    let work = |seed: u64| (0..20).map(|i| 8 + (seed * 7 + i * 5) % 13).collect::<Vec<_>>();
    let village: Vec<GridWithGroups> =
        (0..8).map(|i| grid(0, &work(i)[..8 + (i as usize * 5) % 12])).collect();
    let plan = rebalance(&village, 200, EFFORT);
    check(&village, &plan);
    // Groups of at most 20: 3 must leave the grid with 251, 2 that with 227, 4 that with 274.
    assert_eq!((plan.outcome, plan.moves.len()), (Outcome::Fewest, 9), "{plan:?}");
}

#[test]
fn plans_are_told_in_a_sentence() {
    let village = [grid(0, &[10, 20, 30, 40]), grid(5, &[15]), grid(0, &[50])];
    assert_eq!(
        rebalance(&village, 60, EFFORT).summary("户"),
        "最少移交 1 个联户单元，最大的网格由 100 户降到 60 户"
    );
    assert!(rebalance(&village, 40, EFFORT).summary("户").contains("上限至少要 57 户"));
    assert!(rebalance(&village, 100, EFFORT).summary("户").contains("不用调整"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn as_few_moves_as_by_trying_everything(
        grids in prop::collection::vec((0u64..12, prop::collection::vec(0u64..12, 0..3)), 1..4),
        bound in 0u64..40,
    ) {
        let village: Vec<GridWithGroups> = grids.iter().map(|(fixed, groups)| grid(*fixed, groups)).collect();
        let plan = rebalance(&village, bound, u64::MAX);
        check(&village, &plan);
        match brute(&village, bound) {
            None => prop_assert_eq!(plan.outcome, Outcome::Impossible),
            Some(0) => prop_assert_eq!(plan.outcome, Outcome::AlreadyMet),
            Some(fewest) => {
                prop_assert_eq!(plan.outcome, Outcome::Fewest);
                prop_assert_eq!(plan.moves.len(), fewest);
                prop_assert!(plan.lowest_bound <= bound);
            }
        }
    }

    #[test]
    fn whatever_the_effort_the_plan_is_what_it_says(
        grids in prop::collection::vec((0u64..50, prop::collection::vec(0u64..40, 0..12)), 0..9),
        bound in 40u64..300,
        effort in 0u64..400,
    ) {
        let village: Vec<GridWithGroups> = grids.iter().map(|(fixed, groups)| grid(*fixed, groups)).collect();
        let plan = rebalance(&village, bound, effort);
        check(&village, &plan);
        prop_assert!(plan.moves.len() >= plan.at_least || plan.moves.is_empty());
        prop_assert_eq!(&plan, &rebalance(&village, bound, effort));
    }
}
