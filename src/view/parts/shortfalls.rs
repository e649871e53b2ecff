//! What a leader should ask about: who is not covered, by name, and which cases are overdue the longest.

use crate::catalogue::Measure;
use crate::figures::settings::PeriodTarget;
use crate::figures::{CaseLine, CaseStanding, Figures, Missing, Subject, label};
use crate::order::Sort as _;
use crate::text::format::grouped;
use crate::text::{say, t, translate_if_known};
use crate::view::parts::case_lines::{case_title, subject};
use crate::view::parts::ratio::{RatioView, ratio};

/// A measure below its target, with the units that are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// The measure.
    pub ratio: RatioView,
    /// The first names, those that miss the most before the others.
    pub names: Vec<String>,
    /// How many more there are.
    pub more: usize,
    /// The figure.
    pub subject: Subject,
}

/// An open case that is overdue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverdueLine {
    /// The grid or village.
    pub place: String,
    /// Its kind and its number; empty if the ledger has neither.
    pub case: String,
    /// The day by which it should have been closed.
    pub deadline: String,
    /// The days since then.
    pub days: String,
    /// The case by itself.
    pub subject: Subject,
}

/// The most measures, and the most names of each.
const GAPS: usize = 5;
const NAMES: usize = 4;

/// Returns the villages that have a target of their own for a measure, with how much they are short of it.
pub fn own_targets(figures: &Figures, measure: Measure) -> Vec<(&str, PeriodTarget, i64)> {
    let own = figures.villages.iter().filter_map(|v| {
        let target = figures.settings.own_target(measure, &v.name, figures.period)?;
        let (n, d) = v.measure(measure).known_ratio()?;
        target.waits.is_none().then(|| (v.name.as_str(), target, target.short_of(n, d)))
    });
    own.collect()
}

/// Returns the measures below their targets, with the missing units as far as they are known, and those whose villages are below their own,
/// the furthest below first.
pub fn gaps(figures: &Figures) -> Vec<Shortfall> {
    let low = figures.measures.iter().filter_map(|value| {
        let view = ratio(value);
        let own = own_targets(figures, value.measure);
        // What is missing in a village that reaches its own target is no shortfall.
        let reached =
            |m: &&Missing| own.iter().any(|(village, _, short)| *short == 0 && *village == m.village);
        let list = value.missing.iter().flatten().filter(|m| view.low && !reached(m));
        let mut list: Vec<&Missing> = list.collect();
        list.order_by_key(|m| -m.amount);
        let villages = own.iter().filter(|(_, _, short)| *short > 0).map(|(village, target, short)| {
            let (short, unit) = (grouped(*short), value.measure.unit());
            say!("{village} 离 {target}% 差 {short} {unit}", short, target, unit, village)
        });
        let mut names: Vec<String> = villages.chain(list.iter().map(|m| name(value.measure, m))).collect();
        let more = names.len().saturating_sub(NAMES);
        names.truncate(NAMES);
        let subject = Subject::Measure(value.measure);
        (view.low || !names.is_empty()).then_some(Shortfall { ratio: view, names, more, subject })
    });
    let mut low: Vec<Shortfall> = low.collect();
    // By points below the target, since each measure counts other units.
    low.order_by_key(|g| g.ratio.bar - g.ratio.target.unwrap_or(0));
    low.truncate(GAPS);
    low
}

fn name(measure: Measure, missing: &Missing) -> String {
    let name = label(&missing.village, translate_if_known(&missing.name));
    if !measure.misses_amounts() {
        return name;
    }
    let (amount, unit) = (grouped(missing.amount), measure.unit());
    say!("{name} {amount} {unit}", amount, name, unit)
}

/// Returns the open cases that are overdue, the longest first, as far as the figures list them. Each opens that case.
pub fn late(figures: &Figures) -> Vec<OverdueLine> {
    let line = |case: &CaseLine| {
        let place = figures.place_label(&case.village, case.grid.as_ref());
        let days = if let CaseStanding::Overdue(days) = case.standing { days } else { 0 };
        OverdueLine {
            place: if place.is_empty() { t("全镇").to_owned() } else { place },
            case: case_title(case),
            deadline: case.deadline.map(|d| d.to_string()).unwrap_or_default(),
            days: say!("超 {} 天", grouped(days)),
            subject: subject([case]),
        }
    };
    figures.late.iter().map(line).collect()
}
