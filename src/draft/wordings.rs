//! How drafts word the figures of the catalogue, read from `wordings.tsv`.
//!
//! A wording is found by a key word beside the figure: straight behind its unit (27个**行政村**), or before it
//! (推选**联户长**961名). Longer and nearer key words win.

use crate::catalogue::{CaseFigure, Count, Measure, RepFigure};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a wording states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Count(Count),
    /// A coverage measure: with % its ratio, otherwise its numerator.
    Measure(Measure),
    /// The denominator of a coverage measure.
    Base(Measure),
    /// A figure of a body; holds only where a body is in force.
    RepFigure(RepFigure),
    /// One figure of a body over another, in percent.
    Rate(RepFigure, RepFigure),
    /// A figure of the township's cases; holds only where no body is in force.
    Cases(CaseFigure),
    CaseRate(CaseFigure, CaseFigure),
    /// Independent and joint party groups together.
    Groups,
    /// Lectures and trainings of law together.
    Law,
    /// Something that the catalogue does not hold; keeps other wordings from taking it.
    Nothing,
}

/// A way of wording a figure.
#[derive(Debug, Default)]
pub(super) struct Wording {
    /// What it states; of several the one that fits the place (a body is in force or not), then the one that agrees.
    pub targets: Vec<Target>,
    pub keys: Vec<&'static str>,
    pub units: Vec<&'static str>,
    /// One of these has to stand in the figure's own words.
    pub near: Vec<&'static str>,
    /// One of these has to stand in the sentence before the figure, or in its own words.
    pub context: Vec<&'static str>,
    /// None of these may stand in the figure's own words.
    pub not: Vec<&'static str>,
    /// The key has to stand straight behind the unit.
    pub behind: bool,
    /// What the clause says of the things counted (27个村**建成综治中心**): wins over what they are.
    pub predicate: bool,
    /// As `predicate`, and the key has to stand behind the figure: 157个网格建立党小组 counts grids, 建立党小组137个
    /// does not.
    pub after: bool,
    /// May be a part of what went before (其中办结600件).
    pub part: bool,
    /// Where the figure is another one, something else may be meant: then it cannot be checked.
    pub unsure: bool,
}

/// Every wording, in the order of the table, which decides between equals.
pub(super) static WORDINGS: LazyLock<Vec<Wording>> =
    LazyLock::new(|| lines().filter_map(|line| wording(line, &lists())).collect());

type Lists = HashMap<&'static str, &'static str>;

fn lines() -> impl Iterator<Item = &'static str> {
    let all = include_str!("wordings.tsv").lines();
    all.filter(|line| !line.starts_with(['#', '@']))
}

/// The named lists of the table.
fn lists() -> Lists {
    let all = include_str!("wordings.tsv").lines();
    all.filter_map(|line| line.strip_prefix('@')?.split_once('\t')).collect()
}

/// Reads a line of the table; `None` where it has an unknown target or mark.
fn wording(line: &'static str, lists: &Lists) -> Option<Wording> {
    let words = |text: &'static str| {
        let text = text.strip_prefix('@').map_or(Some(text), |name| lists.get(name).copied())?;
        Some(text.split(' ').map(|word| if word == "-" { "" } else { word }).collect::<Vec<_>>())
    };
    let mut columns = line.split('\t');
    let targets = columns.next()?.split(' ').map(target).collect::<Option<_>>()?;
    let (keys, units) = (words(columns.next()?)?, words(columns.next()?)?);
    let mut wording = Wording { targets, keys, units, ..Wording::default() };
    for column in columns {
        match column.split_once(' ').unwrap_or((column, "")) {
            ("near", list) => wording.near = words(list)?,
            ("context", list) => wording.context = words(list)?,
            ("not", list) => wording.not = words(list)?,
            ("behind", "") => wording.behind = true,
            ("predicate", "") => wording.predicate = true,
            ("after", "") => (wording.predicate, wording.after) = (true, true),
            ("part", "") => wording.part = true,
            ("unsure", "") => wording.unsure = true,
            _ => return None,
        }
    }
    Some(wording)
}

/// Reads `count:villages`, `measure:party_group`, `rate:solved/matters`: the ids are those of the results JSON.
fn target(text: &str) -> Option<Target> {
    let (kind, id) = text.split_once(':').unwrap_or((text, ""));
    let measure = |id: &str| Measure::ALL.iter().copied().find(|m| m.id().split('.').next_back() == Some(id));
    let deed = |id: &str| RepFigure::ALL.iter().copied().find(|d| d.id() == id);
    let case = |id: &str| CaseFigure::ALL.iter().copied().find(|f| f.id() == id);
    Some(match (kind, id.split_once('/')) {
        ("count", None) => Target::Count(Count::ALL.iter().copied().find(|c| c.id() == id)?),
        ("measure", None) => Target::Measure(measure(id)?),
        ("base", None) => Target::Base(measure(id)?),
        ("deed", None) => Target::RepFigure(deed(id)?),
        ("rate", Some((above, below))) => Target::Rate(deed(above)?, deed(below)?),
        ("cases", None) => Target::Cases(case(id)?),
        ("case_rate", Some((above, below))) => Target::CaseRate(case(above)?, case(below)?),
        ("groups", None) => Target::Groups,
        ("law", None) => Target::Law,
        ("nothing", None) => Target::Nothing,
        _ => return None,
    })
}

#[cfg(test)]
#[path = "../../tests/unit/draft_wordings.rs"]
mod tests;
