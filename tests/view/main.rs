//! What each page shows, as plain structs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attention;
#[path = "../common/mod.rs"]
mod common;
mod data;
mod evidence;
mod golden;
mod load;
mod pages;
mod period;
mod picture;
mod place;
mod rollup;
mod rows;
mod snapshot;
mod table;
