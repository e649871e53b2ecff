//! The keys of places and persons.

use crate::model::body::Body;
use serde::{Deserialize, Serialize};

/// A village by its full name; the empty name is the township itself (a team of its own, a lecture without a village).
pub type VillageKey = String;

/// A grid: its village and its name without the village, in canonical form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct GridKey {
    /// The village.
    pub village: VillageKey,
    /// The canonical name inside it.
    pub grid: String,
}

/// A representative: the body, the name, and what distinguishes two of one name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PersonKey {
    /// The body.
    pub body: Body,
    /// The name.
    pub name: String,
}
