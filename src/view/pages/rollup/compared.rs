//! Two snapshots side by side: lines of figures, and what came and went.

use crate::figures::Subject;
use crate::figures::compare::{Comparison, Difference, Moves, points};
use crate::text::format::{grouped, percents};
use crate::text::{say, t};

/// A line of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompareLine {
    /// Its stable name.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// The values before and after; empty if not known.
    pub sides: [String; 2],
    /// Their parts.
    pub details: [String; 2],
    /// The difference.
    pub difference: String,
    /// What chance has to do with the difference.
    pub chance: &'static str,
    /// Whether the difference is more than chance.
    pub beyond: bool,
    /// Whether both sides are the same, numerator and denominator.
    pub same: bool,
    /// The figure, for its rows if the files of one side are loaded.
    pub subject: Subject,
}

/// What came and went of one kind of thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovesView {
    /// The kind of thing.
    pub title: &'static str,
    /// How many came, went and stayed.
    pub text: String,
    /// Which came.
    pub came: Vec<String>,
    /// Which went.
    pub went: Vec<String>,
}

/// Returns the lines of a comparison that have a value on either side.
pub fn compare_lines(c: &Comparison) -> Vec<CompareLine> {
    let lines = c.measures.iter().chain(&c.counts).filter(|l| l.sides.iter().any(Option::is_some));
    lines
        .map(|l| {
            let side = |side: Option<(i64, Option<i64>)>| match side {
                Some((n, Some(d))) => {
                    let percent = percents(n, n, d).unwrap_or_else(|| "–".to_owned());
                    (format!("{percent}%"), format!("{} / {}", grouped(n), grouped(d)))
                }
                Some((n, None)) => (grouped(n), l.unit.to_owned()),
                None => (String::new(), String::new()),
            };
            let [was, is] = l.sides;
            let [(before, below), (after, beneath)] = l.sides.map(side);
            let (difference, chance) = match l.difference {
                Difference::Points(tenths, chance) => (points(tenths), Some(chance)),
                Difference::Amount(0, chance) => ("0".to_owned(), Some(chance)),
                Difference::Amount(n, chance) => {
                    let sign = if n > 0 { "+" } else { "−" };
                    let amount = grouped(i64::try_from(n.unsigned_abs()).unwrap_or(i64::MAX));
                    (format!("{sign}{amount}{}", part_of(n, l.sides)), Some(chance))
                }
                Difference::Unknown => (String::new(), None),
                Difference::Definition => (t("口径有变，不比较").to_owned(), None),
            };
            CompareLine {
                id: l.id,
                title: l.title,
                sides: [before, after],
                details: [below, beneath],
                difference,
                chance: chance.map_or("", crate::figures::compare::Chance::words),
                same: was == is && chance.is_some(),
                beyond: chance == Some(crate::figures::compare::Chance::Beyond),
                subject: l.subject.clone(),
            }
        })
        .collect()
}

/// Returns an amount as a part of what was before: `（+12.5%）`; nothing where there was none.
fn part_of(amount: i64, [before, _]: [Option<(i64, Option<i64>)>; 2]) -> String {
    let Some((before @ 1.., None)) = before else { return String::new() };
    let share = amount as f64 * 100.0 / before as f64;
    let sign = if share < 0.0 { "−" } else { "+" };
    say!("（{change}%）", change = format!("{sign}{:.1}", share.abs()))
}

/// Returns what came and went.
pub fn compare_moves(c: &Comparison) -> Vec<MovesView> {
    let view = |title: &'static str, moves: &Option<Moves>| {
        moves.as_ref().map(|m| MovesView {
            title,
            text: say!(
                "新增 {came}，减少 {went}，不变 {stayed}",
                came = m.came.len(),
                went = m.went.len(),
                stayed = m.stayed
            ),
            came: m.came.clone(),
            went: m.went.clone(),
        })
    };
    let all = [view(t("村"), &c.villages), view(t("网格"), &c.grids), view(t("代表"), &c.persons)];
    all.into_iter().flatten().collect()
}
