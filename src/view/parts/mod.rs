//! What several pages show: ratios, intervals, findings, evidence, the period, the address.

pub mod attention;
pub mod correct;
pub mod evidence;
pub mod find;
pub mod findings;
pub mod funnel;
pub mod interval;
pub mod load;
pub mod map;
pub mod paper;
pub mod period;
pub mod pictures;
pub mod ratio;
pub mod route;
pub mod rows;
pub mod sentence;
pub mod share;
pub mod snapshot;
pub mod standing;
pub mod start;
pub mod tiles;
