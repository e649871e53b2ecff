//! Two sets of figures side by side: what changed, whether it is more than chance, what came and went.

mod chance;

pub use chance::{Chance, counts_apart, ratios_apart};

use crate::catalogue::{Count, Measure};
use crate::figures::{Figures, MeasureValue, State, Subject, label};
use crate::model::period::range;
use crate::order::Gather as _;
use crate::text::veil::{fits, is_masked};
use crate::text::{say, t};
use std::collections::BTreeSet;

/// The catalogue's version, and which definitions changed with which.
#[derive(Clone, Copy, Debug)]
struct History {
    now: u32,
    changed: &'static [(u32, &'static [&'static str])],
}

/// A line is added with each new version.
const HISTORY: History =
    History { now: crate::catalogue::CATALOGUE, changed: &[(2, &["cases.on_time_rate"])] };

/// Figures with the definitions that they are by; `None` where that is not known.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The figures.
    pub figures: &'a Figures,
    /// The version of the definitions.
    pub catalogue: Option<u32>,
}

/// How one figure differs.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// Of ratios, in tenths of a percentage point.
    Points(i64, Chance),
    /// Of counts.
    Amount(i64, Chance),
    /// One of the two is not known.
    Unknown,
    /// The definition changed between the versions.
    Definition,
}

/// One figure of both.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its stable name.
    pub id: &'static str,
    /// Its name on the page.
    pub title: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// For its rows, where one side's files are loaded.
    pub subject: Subject,
    /// Before and after: of a measure, numerator and denominator; of a count, the count over nothing.
    pub sides: [Option<(i64, Option<i64>)>; 2],
    /// The difference.
    pub difference: Difference,
}

/// What is on one side only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// Only after.
    pub came: Vec<String>,
    /// Only before.
    pub went: Vec<String>,
    /// On both.
    pub stayed: usize,
}

/// Two sets of figures compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The names of the two, with their periods.
    pub names: [String; 2],
    /// What is to be said first.
    pub sentence: String,
    /// What hinders the comparison, a sentence each.
    pub notes: Vec<String>,
    /// The measures.
    pub measures: Vec<Line>,
    /// The counts.
    pub counts: Vec<Line>,
    /// Villages; `None` where one of the two has no list.
    pub villages: Option<Moves>,
    /// Grids, likewise.
    pub grids: Option<Moves>,
    /// Representatives; `None` where one of the two holds no names.
    pub persons: Option<Moves>,
}

fn name(figures: &Figures) -> String {
    let town = figures.township.as_deref().unwrap_or(t("未写明乡镇"));
    format!("{town} {}", range(figures.period))
}

/// Compares; `before` is the older one.
pub fn compare(before: Side<'_>, after: Side<'_>) -> Comparison {
    compare_by(HISTORY, before, after)
}

fn compare_by(history: History, before: Side<'_>, after: Side<'_>) -> Comparison {
    let changed = Changed::between(history, before.catalogue, after.catalogue);
    let (a, b) = (before.figures, after.figures);
    let same_town = a.township.is_none() || b.township.is_none() || a.township == b.township;
    let measures: Vec<Line> = Measure::ALL.iter().map(|m| measure(*m, a, b, &changed)).collect();
    let counts: Vec<Line> = Count::ALL.iter().map(|c| count(*c, a, b, &changed)).collect();
    let mut notes = Vec::new();
    if !same_town {
        notes.push(t("两边不是同一个乡镇：差别是两地之差，不是变化。").to_owned());
    }
    match &changed {
        Changed::Some(ids) if !ids.is_empty() => {
            notes.push(say!("口径有变的 {n} 项只列出，不比较。", n = ids.len()))
        }
        Changed::Unknown => {
            notes.push(t("其中一边由另一版本的格览生成，口径可能不同，各项不作比较。").to_owned())
        }
        _ => {}
    }
    if days(a) != days(b) {
        notes.push(t("两边的期间长短不同：期内的次数按天数折算后再判断，表里仍是原数；长短差两成以上的，入户走访、“八进”随期间累计，不比。").to_owned());
    }
    if a.settings.month_end != b.settings.month_end {
        notes.push(t("每月截止日不同的快照，各月不是同一段日子，不放在一条走势里。").to_owned());
    }
    let lists = |f: &Figures, c: Count| f.count(c).is_some();
    let both = |c: Count| lists(a, c) && lists(b, c);
    // What is in files is masked as snapshots are.
    let (here, there) = (a.without_names(), b.without_names());
    let village = |f: &Figures| f.villages.iter().map(|v| v.name.clone()).into_set();
    let grid = |f: &Figures| f.grids.iter().map(|g| label(&g.village, &g.key)).into_set();
    let persons = |f: &Figures| -> BTreeSet<String> {
        f.persons.iter().map(|p| format!("{}（{}）", p.name, p.body.title())).into_set()
    };
    let (before, after) = (persons(a), persons(b));
    Comparison {
        names: [name(a), name(b)],
        sentence: sentence(&measures),
        notes,
        villages: both(Count::Villages).then(|| places(village(&here), village(&there))),
        grids: both(Count::Grids).then(|| places(grid(&here), grid(&there))),
        persons: (!before.is_empty() && !after.is_empty()).then(|| moves(before, after)),
        measures,
        counts,
    }
}

fn moves(before: BTreeSet<String>, after: BTreeSet<String>) -> Moves {
    Moves {
        came: after.difference(&before).cloned().collect(),
        went: before.difference(&after).cloned().collect(),
        stayed: before.intersection(&after).count(),
    }
}

/// The same of places: a name from which one side took a person's is the only one of the other side that it fits.
fn places(before: BTreeSet<String>, after: BTreeSet<String>) -> Moves {
    let mut out = moves(before, after);
    out.stayed += pair(&mut out.came, &mut out.went) + pair(&mut out.went, &mut out.came);
    out
}

/// Takes out what is masked and fits one name alone, with that name; returns how many.
fn pair(masked: &mut Vec<String>, names: &mut Vec<String>) -> usize {
    let before = masked.len();
    masked.retain(|name| {
        let mut fitting = names.iter().enumerate().filter(|(_, text)| fits(name, text)).map(|(at, _)| at);
        match (fitting.next(), fitting.next()) {
            (Some(at), None) if is_masked(name) => {
                names.remove(at);
                false
            }
            _ => true,
        }
    });
    before - masked.len()
}

/// How many days figures speak of, where that is known.
fn days(figures: &Figures) -> Option<i64> {
    let period = figures.period.or(figures.span)?;
    Some(i64::from(period.to.0) - i64::from(period.from.0) + 1)
}

/// Whether one period is longer than the other by a fifth and more; no two months are.
fn uneven(a: Option<i64>, b: Option<i64>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.max(b) * 5 >= a.min(b) * 6)
}

fn parts_if_known(value: Option<&MeasureValue>) -> Option<(i64, Option<i64>)> {
    value.filter(|v| v.state == State::Value).map(|v| (v.numerator, Some(v.denominator)))
}

fn measure(measure: Measure, a: &Figures, b: &Figures, changed: &Changed) -> Line {
    let sides = [parts_if_known(a.measure(measure)), parts_if_known(b.measure(measure))];
    let difference = if changed.has(measure.id()) {
        Difference::Definition
    } else if measure.grows() && uneven(days(a), days(b)) {
        // Three months cannot reach what six do.
        Difference::Unknown
    } else {
        match sides {
            [Some((k1, Some(n1))), Some((k2, Some(n2)))] => ratios_apart((k1, n1), (k2, n2))
                .map_or(Difference::Unknown, |(points, chance)| Difference::Points(points, chance)),
            _ => Difference::Unknown,
        }
    };
    Line {
        id: measure.id(),
        title: measure.title(),
        unit: measure.unit(),
        subject: Subject::Measure(measure),
        sides,
        difference,
    }
}

fn count(count: Count, a: &Figures, b: &Figures, changed: &Changed) -> Line {
    let (then, now) = (a.count(count), b.count(count));
    let difference = match (then, now) {
        _ if changed.has(count.id()) => Difference::Definition,
        (Some(then), Some(now)) => {
            let chance = match (count.definition().dated, days(a), days(b)) {
                (true, Some(d1), Some(d2)) => counts_apart((then, d1), (now, d2)),
                // What a list states is a full count, and chance has no part in it.
                _ => Chance::None,
            };
            Difference::Amount(now.saturating_sub(then), chance)
        }
        _ => Difference::Unknown,
    };
    Line {
        id: count.id(),
        title: count.title(),
        unit: count.unit(),
        subject: Subject::Count(count),
        sides: [then.map(|n| (n, None)), now.map(|n| (n, None))],
        difference,
    }
}

/// Definitions that changed between two versions.
enum Changed {
    Some(BTreeSet<&'static str>),
    /// A version that this program does not know.
    Unknown,
}

impl Changed {
    fn between(history: History, a: Option<u32>, b: Option<u32>) -> Self {
        // Texts of version 1 do not say; they were written by the first definitions.
        let (a, b) = (a.unwrap_or(1), b.unwrap_or(1));
        if a != b && a.max(b) > history.now {
            return Self::Unknown;
        }
        let (low, high) = (a.min(b), a.max(b));
        let later = history.changed.iter().filter(|(version, _)| (low + 1..=high).contains(version));
        Self::Some(later.flat_map(|(_, ids)| ids.iter().copied()).into_set())
    }

    fn has(&self, id: &str) -> bool {
        match self {
            Self::Some(ids) => ids.contains(id),
            Self::Unknown => true,
        }
    }
}

/// What the measures say together: those that moved by more than chance.
fn sentence(measures: &[Line]) -> String {
    let moved = |up: bool| {
        let names: Vec<String> = measures
            .iter()
            .filter_map(|line| match line.difference {
                Difference::Points(tenths, Chance::Beyond) if (tenths > 0) == up && tenths != 0 => {
                    Some(say!("{title}（{points}）", title = line.title, points = points(tenths)))
                }
                _ => None,
            })
            .collect();
        names
    };
    let compared = measures.iter().filter(|l| matches!(l.difference, Difference::Points(..))).count();
    let (up, down) = (moved(true), moved(false));
    let between = t("、");
    match (compared, up.is_empty(), down.is_empty()) {
        (0, _, _) => t("没有两边都有的比率，无法比较。").to_owned(),
        (n, true, true) => say!("{n} 项比率两边都有，差别都在偶然波动之内。", n),
        (_, false, true) => say!("升高超出偶然波动的：{up}。", up = up.join(between)),
        (_, true, false) => say!("降低超出偶然波动的：{down}。", down = down.join(between)),
        _ => say!(
            "升高超出偶然波动的：{up}；降低的：{down}。",
            up = up.join(between),
            down = down.join(between)
        ),
    }
}

/// Tenths of a percentage point with their sign: `+1.5`, `−0.3`, `0.0`.
pub fn points(tenths: i64) -> String {
    let sign = match tenths {
        0 => "",
        n if n > 0 => "+",
        _ => "−",
    };
    let amount = tenths.unsigned_abs();
    say!("{sign}{whole}.{tenth} 个百分点", sign = sign, whole = amount / 10, tenth = amount % 10)
}

/// The rule by which a difference is more than chance, in words.
pub fn rule() -> &'static str {
    t(
        "怎样算超出偶然：比率用两个比率之差的 95% 区间（Newcombe 法），区间不含 0 才算；期内的次数按两边天数折算，假定两边一样频繁，出现这样大的差别的可能不到 5% 才算；名单上的数是全数，不作判断。",
    )
}

#[cfg(test)]
#[path = "../../../tests/unit/compare.rs"]
mod tests;
