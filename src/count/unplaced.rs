//! What is counted and cannot be placed, and what cannot be counted: party groups without their grids, columns in a
//! unit that does not fit.

use super::Merge;
use crate::input::value::Unit;
use crate::model::kind::{Field, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Party groups of a village, or of the township, whose grids are not known. All fields merge by sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnplacedGroups {
    /// Rows of independent groups that name no grid.
    pub own: i64,
    /// Rows of joint groups that name no grid.
    pub joint: i64,
    /// Rows of groups that name no grid and do not say which of the two they are.
    pub unsaid: i64,
    /// Independent groups as a table of numbers states them.
    pub stated_own: i64,
    /// Joint groups as a table of numbers states them.
    pub stated_joint: i64,
}

/// A column of a table whose unit does not fit, so that no row of it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct UnitMismatch {
    /// Which table.
    pub kind: Kind,
    /// Which column.
    pub field: Field,
    /// The unit that stands there; `None` where long numbers were rounded.
    pub found: Option<Unit>,
}

impl Merge for UnplacedGroups {
    fn merge(&mut self, other: Self) {
        let Self { own, joint, unsaid, stated_own, stated_joint } = other;
        Merge::merge(&mut self.own, own);
        Merge::merge(&mut self.joint, joint);
        Merge::merge(&mut self.unsaid, unsaid);
        Merge::merge(&mut self.stated_own, stated_own);
        Merge::merge(&mut self.stated_joint, stated_joint);
    }
}

impl Merge for BTreeSet<UnitMismatch> {
    fn merge(&mut self, mut other: Self) {
        self.append(&mut other);
    }
}
