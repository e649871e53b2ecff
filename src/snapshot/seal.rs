//! What a snapshot may hold of a tally: the whitelist.

use super::{answers, persons};
use crate::count::{BodyTally, Distinct, GridTally, Items, Least, Listing, Tally, VillageTally};
use crate::model::period::Period;
use crate::model::place::GridKey;
use serde::{Deserialize, Serialize};

/// What the sender lets travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Choices {
    /// 全量: persons' figures, the heads' households and the days of matters too. Otherwise 摘要.
    pub full: bool,
    /// Persons by their names; otherwise by numbers that say nothing about who they are.
    pub names: bool,
    /// Counts from 1 to below this are kept back; 0 for none. Persons' figures do not travel then.
    pub least: u32,
}

impl Choices {
    /// Whether figures of persons travel.
    #[must_use]
    pub fn persons(self) -> bool {
        self.full && self.least == 0
    }
}

/// The tally without what must not travel: members of distinct counts become their number, the labels of items
/// are left out, persons are left out or numbered unless the sender chose otherwise; what tells two of one name
/// apart (telephone and identity numbers) never travels. Of terms in office the days inside `window` travel, the days
/// in which what is counted can have been done ([`crate::figures::window`]).
///
/// Each struct is taken apart by name and built anew, field by field, so that a field that is added later
/// does not compile until someone decides here. What is not listed cannot get in.
#[must_use]
pub fn seal(tally: &Tally, choices: Choices, window: Option<Period>) -> Tally {
    let Tally { loaded, villages, grids, persons, bodies, venues, items, stations, months, loose, misfits } =
        tally;
    Tally {
        loaded: *loaded,
        villages: villages.iter().map(|(name, v)| (name.clone(), village(v))).collect(),
        grids: grids.iter().map(|(key, g)| (place(key), grid(g, choices))).collect(),
        persons: persons::persons(persons, villages, choices, window),
        bodies: bodies.iter().map(|(which, b)| (*which, body(b, choices))).collect(),
        venues: *venues,
        items: counts(items),
        stations: counts(stations),
        months: months.clone(),
        loose: loose.clone(),
        misfits: misfits.clone(),
    }
}

fn place(GridKey { village, grid }: &GridKey) -> GridKey {
    GridKey { village: village.clone(), grid: grid.clone() }
}

/// Names and codes of places are public; the list's words for them stay.
fn listing(Least(first): &Least) -> Least {
    Least(first.as_ref().map(|Listing { rank, name, code }| Listing {
        rank: *rank,
        name: name.clone(),
        code: code.clone(),
    }))
}

/// Only how many.
fn size(set: &Distinct) -> Distinct {
    match set.count() {
        Some(0) => Distinct::default(),
        Some(n) => Distinct::Sealed(n),
        None => Distinct::Refused,
    }
}

/// Totals without labels, which are free text of the source.
fn counts(Items { total, first, second, missing_first: _, missing_second: _ }: &Items) -> Items {
    Items { total: *total, first: *first, second: *second, ..Items::default() }
}

fn grid(grid: &GridTally, choices: Choices) -> GridTally {
    let GridTally {
        listed,
        households,
        people,
        officers,
        heads,
        linked,
        party_groups,
        joint_party_groups,
        visits,
        minutes,
        visited,
        cases,
        timed,
        groups,
    } = grid;
    GridTally {
        listed: listing(listed),
        households: *households,
        people: *people,
        officers: size(officers),
        heads: size(heads),
        linked: *linked,
        party_groups: *party_groups,
        joint_party_groups: *joint_party_groups,
        visits: *visits,
        minutes: *minutes,
        visited: size(visited),
        cases: *cases,
        timed: *timed,
        groups: persons::heads(groups, choices),
    }
}

fn village(village: &VillageTally) -> VillageTally {
    let VillageTally {
        listed,
        households,
        people,
        centre,
        rules,
        ethics,
        assembly,
        ceremonies,
        officers,
        heads,
        cadres,
        cadres_trained,
        lecturers,
        models,
        party_groups,
        joint_party_groups,
        volunteers,
        volunteer_teams,
        activities,
        lectures,
        law_trainings,
        handouts,
        visits,
        visits_all,
        minutes,
        visited,
        cases,
    } = village;
    VillageTally {
        listed: listing(listed),
        households: *households,
        people: *people,
        centre: *centre,
        rules: *rules,
        ethics: *ethics,
        assembly: *assembly,
        ceremonies: *ceremonies,
        officers: size(officers),
        heads: size(heads),
        cadres: size(cadres),
        cadres_trained: size(cadres_trained),
        lecturers: size(lecturers),
        models: size(models),
        party_groups: *party_groups,
        joint_party_groups: *joint_party_groups,
        volunteers: *volunteers,
        volunteer_teams: *volunteer_teams,
        activities: *activities,
        lectures: *lectures,
        law_trainings: *law_trainings,
        handouts: *handouts,
        visits: *visits,
        visits_all: *visits_all,
        minutes: *minutes,
        visited: size(visited),
        cases: *cases,
    }
}

fn body(body: &BodyTally, choices: Choices) -> BodyTally {
    let BodyTally { people, performance, answers } = body;
    BodyTally {
        people: size(people),
        performance: *performance,
        answers: answers::sealed(answers, choices.persons()),
    }
}
