//! Merging tallies: associative and commutative, the empty tally is the identity.

use super::{
    BodyTally, Cases, Flag, GridTally, Items, Least, MonthTally, Performance, PersonTally, Tally,
    VillageTally,
};
use crate::model::loaded::Loaded;
use std::collections::BTreeMap;

/// Things that merge.
pub trait Merge {
    /// Takes the other one in.
    fn merge(&mut self, other: Self);
}

impl<K: Ord, V: Merge + Default> Merge for BTreeMap<K, V> {
    fn merge(&mut self, other: Self) {
        for (key, value) in other {
            self.entry(key).or_default().merge(value);
        }
    }
}

impl Merge for i64 {
    fn merge(&mut self, other: Self) {
        // Wrapping keeps the laws whatever comes; figures are bounded where they enter the tally.
        *self = self.wrapping_add(other);
    }
}

impl Merge for u32 {
    fn merge(&mut self, other: Self) {
        *self = self.wrapping_add(other);
    }
}

impl Merge for Option<i64> {
    fn merge(&mut self, other: Self) {
        *self = match (*self, other) {
            (Some(a), Some(b)) => Some(a.wrapping_add(b)),
            (a, b) => a.or(b),
        };
    }
}

impl Merge for Flag {
    fn merge(&mut self, other: Self) {
        self.0 = self.0.max(other.0);
    }
}

impl Merge for Loaded {
    fn merge(&mut self, other: Self) {
        *self = self.union(other);
    }
}

impl Merge for Least {
    fn merge(&mut self, other: Self) {
        self.0 = match (self.0.take(), other.0) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
}

impl Merge for super::Distinct {
    fn merge(&mut self, other: Self) {
        super::Distinct::merge(self, other);
    }
}

/// The least of two names, where an empty one is none at all.
fn least_name(mine: &mut String, theirs: String) {
    if mine.is_empty() || (!theirs.is_empty() && theirs < *mine) {
        *mine = theirs;
    }
}

/// Merges the named fields of a struct; every field must be named.
macro_rules! merge_fields {
    ($type:ident { $($field:ident),* $(,)? }) => {
        impl Merge for $type {
            fn merge(&mut self, other: Self) {
                let Self { $($field),* } = other;
                $(Merge::merge(&mut self.$field, $field);)*
            }
        }
    };
}

merge_fields!(Cases {
    received,
    closed,
    on_time,
    overdue,
    referred,
    satisfied,
    mostly_satisfied,
    dissatisfied,
});
merge_fields!(GridTally {
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
});
merge_fields!(VillageTally {
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
});
merge_fields!(Performance {
    visits,
    receptions,
    visits_to_deputies,
    group_activities,
    talks,
    trained,
    matters,
    solved,
    referred,
    suggestions,
    disputes_solved,
    on_time,
    with_deadline,
    satisfied,
    mostly_satisfied,
    dissatisfied,
});
merge_fields!(BodyTally { people, performance, answers });
merge_fields!(MonthTally { visits, cases, cases_closed, activities, law_events, matters });
merge_fields!(Items { total, first, second, missing_first, missing_second });

impl Merge for PersonTally {
    fn merge(&mut self, other: Self) {
        let Self { listed, village, performance, answers, terms } = other;
        Merge::merge(&mut self.listed, listed);
        least_name(&mut self.village, village);
        Merge::merge(&mut self.performance, performance);
        Merge::merge(&mut self.answers, answers);
        Merge::merge(&mut self.terms, terms);
    }
}

impl Merge for Tally {
    fn merge(&mut self, other: Self) {
        let Self {
            loaded,
            villages,
            grids,
            persons,
            bodies,
            venues,
            items,
            stations,
            months,
            loose,
            misfits,
        } = other;
        Merge::merge(&mut self.loose, loose);
        Merge::merge(&mut self.misfits, misfits);
        Merge::merge(&mut self.loaded, loaded);
        Merge::merge(&mut self.villages, villages);
        Merge::merge(&mut self.grids, grids);
        Merge::merge(&mut self.persons, persons);
        Merge::merge(&mut self.bodies, bodies);
        self.venues |= venues;
        Merge::merge(&mut self.items, items);
        Merge::merge(&mut self.stations, stations);
        Merge::merge(&mut self.months, months);
    }
}
