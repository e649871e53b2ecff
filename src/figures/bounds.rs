//! Bounds of the grids that party groups cover, where only the numbers of groups are known and not their grids.
//!
//! A group called independent (独立) is a grid's own: each of them stands for a grid of its own, and where two stand
//! in one village, for two grids. A joint group covers any number of grids, and may cover grids that have their own.
//! So at least as many grids are covered as there are independent groups; with a joint group, up to all of them.

use super::evaluate::UnitRef;
use super::ordered::OrderedPlaces;
use crate::catalogue::{Counter, PartyFigure};
use crate::count::county::{is_town, town_of};
use crate::count::{GridTally, Tally, UnplacedGroups, VillageTally};
use crate::model::kind::Kind;

/// Least and most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    pub lower: i64,
    pub upper: i64,
}

/// Grids of a place with what is known of their groups.
#[derive(Clone, Copy, Debug, Default)]
struct CoveredGrids {
    grids: i64,
    /// Covered by a group of any kind.
    covered: i64,
    /// With one of their own.
    own: i64,
    /// With an officer and a head.
    posted: i64,
    /// With all three.
    whole: i64,
}

/// The three figures that party groups decide.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PartyBounds {
    pub any: Bounds,
    pub own: Bounds,
    pub triangle: Bounds,
}

/// The loose groups of a place: those of a list; the stated numbers where the lists have no group at all.
pub(super) fn loose(places: &OrderedPlaces<'_>, village: &str) -> UnplacedGroups {
    let found = places.tally.unplaced.get(village).copied().unwrap_or_default();
    if are_stated(places.tally) {
        UnplacedGroups { own: found.stated_own, joint: found.stated_joint, ..UnplacedGroups::default() }
    } else {
        UnplacedGroups { stated_own: 0, stated_joint: 0, ..found }
    }
}

/// Whether the numbers of groups are those that a table states, no list of groups being there.
pub(super) fn are_stated(tally: &Tally) -> bool {
    let groups = |v: &VillageTally| {
        v.counts.get(Counter::PartyGroups).saturating_add(v.counts.get(Counter::JointPartyGroups))
    };
    tally.unplaced.values().any(|l| l.stated_own + l.stated_joint > 0)
        && tally.villages.values().map(groups).sum::<i64>() == 0
}

fn none(l: &UnplacedGroups) -> bool {
    l.own <= 0 && l.joint <= 0 && l.unsaid <= 0
}

/// Whether any group of the township has no grids.
pub(super) fn some_loose(places: &OrderedPlaces<'_>) -> bool {
    places.has(Kind::PartyGroups)
        && places.tally.unplaced.keys().any(|village| !none(&loose(places, village)))
}

/// Whether a joint group whose grids are not known may cover grids of any village.
fn crosses(places: &OrderedPlaces<'_>) -> bool {
    places.tally.unplaced.keys().any(|village| loose(places, village).joint > 0)
}

fn covered_grids(grids: &[&GridTally]) -> CoveredGrids {
    let number = |test: &dyn Fn(&GridTally) -> bool| {
        i64::try_from(grids.iter().filter(|g| test(g)).count()).unwrap_or(i64::MAX)
    };
    let has = |g: &GridTally, counter| g.counts.is_above_zero(counter);
    let covered = |g: &GridTally| has(g, Counter::PartyGroups) || has(g, Counter::JointPartyGroups);
    let posted = |g: &GridTally| has(g, Counter::Officers) && has(g, Counter::Heads);
    CoveredGrids {
        grids: number(&|_| true),
        covered: number(&covered),
        own: number(&|g| has(g, Counter::PartyGroups)),
        posted: number(&posted),
        whole: number(&|g| covered(g) && posted(g)),
    }
}

fn bounds(k: CoveredGrids, l: UnplacedGroups) -> PartyBounds {
    let own = Bounds { lower: k.grids.min(k.own + l.own), upper: k.grids.min(k.own + l.own + l.unsaid) };
    let joint = if l.joint > 0 { 2 } else { i64::from(l.unsaid > 0) };
    let lower = k.covered.max(own.lower).max(joint.min(k.grids));
    let upper = if l.joint > 0 || l.unsaid > 0 { k.grids } else { k.grids.min(k.covered + l.own) };
    let any = Bounds { lower, upper };
    let triangle = Bounds {
        lower: k.whole.max(k.posted + lower - k.grids),
        upper: k.posted.min(k.whole + (upper - k.covered)),
    };
    PartyBounds { any, own, triangle }
}

/// Returns the bounds of a figure of the township or a village; `None` where every group's grids are known.
pub(super) fn bounds_of(
    places: &OrderedPlaces<'_>,
    unit: UnitRef<'_>,
    figure: PartyFigure,
) -> Option<(i64, i64)> {
    let found = match unit {
        UnitRef::Village(name) => {
            let grids: Vec<&GridTally> = places.grids_of(name).map(|(_, g)| g).collect();
            of_village(places, name, &grids)
        }
        _ => of_township(places),
    }?;
    let Bounds { lower, upper } = match figure {
        PartyFigure::Any => found.any,
        PartyFigure::Own => found.own,
        PartyFigure::Triangle => found.triangle,
    };
    Some((lower, upper))
}

/// The bounds of a village; `None` where every group's grids are known.
fn of_village(places: &OrderedPlaces<'_>, village: &str, grids: &[&GridTally]) -> Option<PartyBounds> {
    let (here, anywhere) = (loose(places, village), loose(places, town_of(village)));
    if !places.has(Kind::PartyGroups)
        || !some_loose(places)
        || (none(&here) && none(&anywhere) && !crosses(places))
    {
        return None;
    }
    let known = covered_grids(grids);
    let mut found = bounds(known, UnplacedGroups { joint: 0, ..here });
    // Those whose village is not known may lie here, and need not; joint ones of other villages may reach here.
    let others = places.tally.unplaced.keys().filter(|v| v.as_str() != village && !is_town(v));
    let reaching: i64 = others.map(|v| loose(places, v).joint).sum();
    let all = UnplacedGroups {
        own: here.own + anywhere.own,
        joint: here.joint + anywhere.joint + reaching,
        unsaid: here.unsaid + anywhere.unsaid,
        ..UnplacedGroups::default()
    };
    let most = bounds(known, all);
    found.any.upper = most.any.upper;
    found.own.upper = most.own.upper;
    found.triangle.upper = most.triangle.upper;
    Some(found)
}

/// The bounds of the township; `None` where every group's grids are known.
fn of_township(places: &OrderedPlaces<'_>) -> Option<PartyBounds> {
    if !some_loose(places) {
        return None;
    }
    let grids: Vec<&GridTally> = places.grids.iter().map(|(_, g)| *g).collect();
    let mut together = UnplacedGroups::default();
    for village in places.tally.unplaced.keys() {
        let l = loose(places, village);
        together.own += l.own;
        together.joint += l.joint;
        together.unsaid += l.unsaid;
    }
    let all = bounds(covered_grids(&grids), together);
    if places.tally.unplaced.keys().any(|key| is_town(key) && !none(&loose(places, key))) {
        return Some(all);
    }
    // What is known by village binds closer: no village has more covered grids than grids.
    let mut sum = PartyBounds::default();
    for (village, _) in &places.villages {
        let grids: Vec<&GridTally> = places.grids_of(village).map(|(_, g)| g).collect();
        // A joint group may cover grids of other villages than its own, and so none of these for certain.
        let here = bounds(covered_grids(&grids), UnplacedGroups { joint: 0, ..loose(places, village) });
        for (sum, own) in
            [(&mut sum.any, here.any), (&mut sum.own, here.own), (&mut sum.triangle, here.triangle)]
        {
            sum.lower += own.lower;
            sum.upper += own.upper;
        }
    }
    let closer = |a: Bounds, b: Bounds| Bounds { lower: a.lower.max(b.lower), upper: a.upper.min(b.upper) };
    let wide = |a: Bounds, b: Bounds| Bounds { upper: a.upper, ..closer(a, b) };
    let crossing = together.joint > 0 || together.unsaid > 0;
    let bind = |a: Bounds, b: Bounds| if crossing { wide(a, b) } else { closer(a, b) };
    Some(PartyBounds {
        any: bind(all.any, sum.any),
        own: closer(all.own, sum.own),
        triangle: bind(all.triangle, sum.triangle),
    })
}
