//! Helpers of all test programs.

#[allow(dead_code)]
pub mod golden;
#[allow(dead_code)]
pub mod session;
#[allow(dead_code)]
pub mod town;
