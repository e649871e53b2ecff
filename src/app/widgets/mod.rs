//! Components that several pages use.

pub mod bodies;
pub mod columns;
pub mod evidence;
pub mod findings;
pub mod out;
pub mod period;
pub mod picture;
pub mod ratio;
pub mod rows;
pub mod sheet;
