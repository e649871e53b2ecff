//! Figures and findings to files.

pub mod evidence;
pub mod findings;
pub mod flat;
pub(crate) mod grid;
pub mod json;
pub(crate) mod markup;
pub mod report;
pub mod tables;
pub mod template;
pub(crate) mod xlsx;
pub(crate) mod zip;
