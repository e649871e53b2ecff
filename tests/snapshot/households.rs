//! No small count follows from the households that travel beside it.

use super::privacy::town;
use gelan::catalogue::{Counter, GridFigure};
use gelan::count::Tally;
use gelan::figures::settings::Settings;
use gelan::figures::{Setting, present};
use gelan::model::cell::Day;
use gelan::model::place::GridKey;
use gelan::snapshot::{Choices, Snapshot, decode, encode, figures};

/// Households and visited households by grid, of one village each.
fn town_of_households(villages: &[&[(i64, i64)]]) -> Tally {
    let bare: Vec<Vec<(i64, i64)>> = std::iter::once(vec![(0, 0)])
        .chain(villages.iter().map(|grids| grids.iter().map(|(_, n)| (*n, *n)).chain([(0, 0)]).collect()))
        .collect();
    let mut tally = town(&bare, &[40], &[200]);
    for (v, grids) in villages.iter().enumerate() {
        for (g, (households, _)) in grids.iter().enumerate() {
            let key = GridKey { village: format!("{}村", v + 1), grid: format!("{g}网格") };
            tally.grids.get_mut(&key).unwrap().counts.put(Counter::Households, Some(*households));
        }
    }
    tally
}

#[test]
fn no_small_count_follows_from_the_households_of_others() {
    let towns: [&[&[(i64, i64)]]; 4] = [
        // 24 in all, and at most 20 in the second grid: the first would be exactly 4.
        &[&[(8, 4), (20, 20)]],
        &[&[(8, 4), (22, 20)]],
        &[&[(8, 4), (20, 20)], &[(60, 40), (50, 50)]],
        &[&[(8, 3), (20, 20), (90, 30)], &[(60, 40), (50, 50)]],
    ];
    for villages in towns {
        let tally = town_of_households(villages);
        let all = present(&tally, Setting::default());
        let sent = Snapshot::of(&tally, &all, Day(19_950), Choices { least: 5, ..Choices::default() });
        let seen = figures(&decode(&encode(&sent)).unwrap(), &Settings::default());
        let total = seen.measure(gelan::catalogue::Measure::HouseholdVisits).unwrap();
        let shown = |key: &GridKey| {
            let grid = seen.grids.iter().find(|g| g.key() == *key).unwrap();
            grid.get(GridFigure::VisitedHouseholds)
        };
        assert_eq!(shown(&GridKey { village: "1村".to_owned(), grid: "0网格".to_owned() }), None);
        if total.state != gelan::figures::State::Value {
            continue;
        }
        // At least what the total leaves when every other grid that is kept back has all its households visited.
        let others = villages.iter().enumerate().flat_map(|(v, grids)| {
            grids.iter().enumerate().map(move |(g, (households, _))| (v, g, *households))
        });
        let most: i64 = others
            .filter(|(v, g, _)| (*v, *g) != (0, 0))
            .map(|(v, g, households)| {
                let key = GridKey { village: format!("{}村", v + 1), grid: format!("{g}网格") };
                shown(&key).unwrap_or(households)
            })
            .sum();
        assert!(total.numerator - most <= 1, "{villages:?}: at least {}", total.numerator - most);
    }
}
