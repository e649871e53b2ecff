//! Which figures a sender keeps back because few persons stand behind them.

use super::model::Model;
use super::range::Coder;
use crate::model::body::Body;
use crate::model::place::GridKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Figures that are kept back together, because one tells of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Group {
    /// Visits, their minutes, households visited.
    Visits,
    /// Cases, and what came of them.
    Cases,
    /// What representatives did.
    Duty,
    /// Matters that representatives raised, and what came of them.
    Matters,
}

impl Group {
    /// All.
    pub const ALL: [Self; 4] = [Self::Visits, Self::Cases, Self::Duty, Self::Matters];
}

/// A set of groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Groups(u8);

impl Groups {
    /// Whether the group is in it.
    #[must_use]
    pub fn has(self, group: Group) -> bool {
        self.0 & 1 << group as u8 != 0
    }

    /// With the group in it.
    #[must_use]
    pub fn with(self, group: Group) -> Self {
        Self(self.0 | 1 << group as u8)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What is kept back, by place and body. What is kept back of a place is counted by the place around it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// Of the township as a whole.
    pub township: Groups,
    villages: BTreeMap<String, Groups>,
    grids: BTreeMap<GridKey, Groups>,
    bodies: BTreeMap<Body, Groups>,
}

fn put<K: Ord + Clone>(map: &mut BTreeMap<K, Groups>, key: &K, groups: Groups) {
    if groups.is_empty() {
        map.remove(key);
    } else {
        map.insert(key.clone(), groups);
    }
}

impl Hidden {
    /// Whether nothing is kept back.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Of a village.
    #[must_use]
    pub fn village(&self, name: &str) -> Groups {
        self.villages.get(name).copied().unwrap_or_default()
    }

    /// Of a grid.
    #[must_use]
    pub fn grid(&self, key: &GridKey) -> Groups {
        self.grids.get(key).copied().unwrap_or_default()
    }

    /// Of a body.
    #[must_use]
    pub fn body(&self, body: Body) -> Groups {
        self.bodies.get(&body).copied().unwrap_or_default()
    }

    pub(super) fn set_village(&mut self, name: &str, groups: Groups) {
        put(&mut self.villages, &name.to_owned(), groups);
    }

    pub(super) fn set_grid(&mut self, key: &GridKey, groups: Groups) {
        put(&mut self.grids, key, groups);
    }

    pub(super) fn set_body(&mut self, body: Body, groups: Groups) {
        put(&mut self.bodies, &body, groups);
    }
}

impl<C: Coder> Model<'_, C> {
    pub(super) fn groups(&mut self, name: &'static str, given: Groups) -> Groups {
        Group::ALL.into_iter().fold(Groups::default(), |groups, group| {
            let kept = self.n.flag(self.c, (name, group as usize), given.has(group));
            if kept { groups.with(group) } else { groups }
        })
    }
}
