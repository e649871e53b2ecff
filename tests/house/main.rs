//! The rules of the repository: docs that follow from the code, texts in both languages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
mod contracts;
mod docs;
mod docs_canonical;
mod lines;
mod names;
mod rooms;
mod source;
mod texts;
