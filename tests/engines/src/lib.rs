//! Random townships, and engines that count them.

pub mod engine;
pub mod results;
pub mod town;
