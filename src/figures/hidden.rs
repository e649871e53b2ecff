//! Which figures the sender of a snapshot keeps back because few persons stand behind them.

use crate::catalogue::PrivacyGroup;
use crate::model::body::Body;
use crate::model::place::GridKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A set of groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PrivacyGroups(u8);

impl PrivacyGroups {
    /// Whether the group is in it.
    pub fn has(self, group: PrivacyGroup) -> bool {
        self.0 & 1 << group as u8 != 0
    }

    /// With the group in it.
    pub fn with(self, group: PrivacyGroup) -> Self {
        Self(self.0 | 1 << group as u8)
    }

    /// Without the groups of another set.
    pub fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What is kept back, by place and body. What is kept back of a place is counted by the place around it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// Of the township as a whole.
    pub township: PrivacyGroups,
    villages: BTreeMap<String, PrivacyGroups>,
    grids: BTreeMap<GridKey, PrivacyGroups>,
    bodies: BTreeMap<Body, PrivacyGroups>,
}

fn put<K: Ord + Clone>(map: &mut BTreeMap<K, PrivacyGroups>, key: &K, groups: PrivacyGroups) {
    if groups.is_empty() {
        map.remove(key);
    } else {
        map.insert(key.clone(), groups);
    }
}

impl Hidden {
    /// Whether nothing is kept back.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Of a village.
    pub fn village(&self, name: &str) -> PrivacyGroups {
        self.villages.get(name).copied().unwrap_or_default()
    }

    /// Of a grid.
    pub fn grid(&self, key: &GridKey) -> PrivacyGroups {
        self.grids.get(key).copied().unwrap_or_default()
    }

    /// Of a body.
    pub fn body(&self, body: Body) -> PrivacyGroups {
        self.bodies.get(&body).copied().unwrap_or_default()
    }

    /// Adds what is hidden of a village.
    pub fn set_village(&mut self, name: &str, groups: PrivacyGroups) {
        put(&mut self.villages, &name.to_owned(), groups);
    }

    /// Adds what is hidden of a grid.
    pub fn set_grid(&mut self, key: &GridKey, groups: PrivacyGroups) {
        put(&mut self.grids, key, groups);
    }

    /// Adds what is hidden of a body.
    pub fn set_body(&mut self, body: Body, groups: PrivacyGroups) {
        put(&mut self.bodies, &body, groups);
    }
}
