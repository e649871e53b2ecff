//! Figures to files.

pub mod json;
pub mod tables;
