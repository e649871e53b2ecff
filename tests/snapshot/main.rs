//! Snapshots: their format, their carriers, what they keep to themselves, and the command line that writes and opens them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod carriers;
mod cli;
#[path = "../common/mod.rs"]
mod common;
mod disclosure;
mod format;
mod format_examples;
mod handed_on;
mod households;
mod impossible;
mod paper;
mod payload;
mod privacy;
mod secrets;
mod settings;
mod totals;
mod town;
