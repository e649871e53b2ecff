//! The work that reading and counting take: rows looked at, bytes of the file, allocations. It is counted, not timed, so that a
//! second pass over a long table fails here, on any machine.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod allocations;
#[path = "../common/mod.rs"]
mod common;
mod passes;
