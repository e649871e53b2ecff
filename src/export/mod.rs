//! Figures to files.

pub mod json;
