//! The log of household visits: twelve thousand rows, written as they are drawn.

use super::draw::{Draw, apportion};
use super::places::Grid;
use super::{PERIOD_DAYS, first_day};
use crate::model::cell::Day;
use crate::order::Sort as _;
use std::fmt::Write as _;

const VISITED: usize = 7_271;
const VISITS: usize = 12_031;
const VISITS_BEFORE: usize = 251;
/// Shares no factor with the days of the period, so that no household is visited twice on one day.
const DAY_STEP: usize = 37;
/// A prime larger than any grid: steps of it reach every household of a grid once.
const HOUSEHOLD_STEP: usize = 211;
const KINDS: [&str; 5] = ["日常走访", "安全检查", "矛盾排查", "帮扶慰问", "政策宣传"];
const MINUTES: [usize; 6] = [10, 15, 15, 20, 30, 45];

/// Returns the log as CSV text. Three rows count nowhere: an impossible date, a grid on no list, a repeated row.
pub fn visits(draw: &mut Draw, grids: &[Grid]) -> String {
    // (day from the period's first, grid, household); sorting brings them in the order of a log.
    let mut visits: Vec<(i32, usize, usize)> = Vec::with_capacity(VISITS + VISITS_BEFORE);
    let weights: Vec<usize> = grids.iter().map(|g| g.households * draw.between(50, 80)).collect();
    let visited = apportion(VISITED, &weights);
    let weights: Vec<usize> = visited.iter().map(|v| v * draw.between(6, 14)).collect();
    let again = apportion(VISITS - VISITED, &weights);
    for (g, ((grid, visited), again)) in grids.iter().zip(visited).zip(again).enumerate() {
        let start = draw.below(grid.households);
        let mut days: Vec<usize> = (0..visited).map(|_| draw.below(PERIOD_DAYS)).collect();
        for visit in 0..visited + again {
            let which = if visit < visited { visit } else { draw.below(visited) };
            if let Some(day) = days.get_mut(which) {
                visits.push((*day as i32, g, (start + which * HOUSEHOLD_STEP) % grid.households + 1));
                *day = (*day + DAY_STEP) % PERIOD_DAYS;
            }
        }
    }
    for (i, (g, grid)) in grids.iter().enumerate().cycle().take(VISITS_BEFORE).enumerate() {
        let before = 1 + draw.below(31) as i32;
        visits.push((-before, g, i % grid.households + 1));
    }
    visits.order();

    let mut text = "走访日期,村,网格,网格员,户编号,走访类型,时长（分钟）\r\n".to_owned();
    for (i, (day, g, household)) in visits.into_iter().enumerate() {
        let Some(grid) = grids.get(g) else { continue };
        let (village, name, kind) = (grid.village(), &grid.name, draw.pick(&KINDS));
        let officer = if i == 5000 { spaced(&grid.officer) } else { grid.officer.clone() };
        let line = format!(
            "{},{village},{name},{officer},SL{:02}{:02}{household:03},{kind},{}\r\n",
            Day(first_day().0 + day),
            grid.village + 1,
            grid.number,
            draw.pick(&MINUTES),
        );
        text.push_str(&line);
        if i == 7000 {
            text.push_str(&line);
        }
        if i == 9000 {
            _ = write!(text, "2024.13.5,{village},{name},{officer},SL0000001,{kind},15\r\n");
            _ = write!(text, "2024-05-06,{village},{village}第九网格,{officer},SL0000002,{kind},20\r\n");
        }
    }
    text
}

/// The name with a wide blank after the surname, as typed to line up with longer names.
pub fn spaced(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| format!("{first}\u{3000}{}", chars.as_str()))
}
