//! Each page as plain structs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attention;
#[path = "../common/mod.rs"]
mod common;
mod data;
mod evidence;
mod golden;
mod load;
mod one_file;
mod pages;
mod period;
mod picture;
mod place;
mod print_header;
mod ratio;
mod rollup;
mod route;
mod rows;
mod search;
mod settings;
mod share;
mod snapshot;
mod table;
