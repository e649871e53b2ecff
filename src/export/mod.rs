//! Figures and findings to files.

pub mod compare;
pub mod evidence;
pub mod findings;
pub mod flat;
pub(crate) mod grid;
pub mod json;
pub mod report;
pub mod rollup;
pub mod tables;
pub mod template;
pub(crate) mod xlsx;
