//! Figures and findings to files.

pub mod evidence;
pub mod findings;
pub(crate) mod grid;
pub mod json;
pub mod tables;
pub(crate) mod xlsx;
pub(crate) mod zip;
