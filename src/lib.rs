//! Gelan (格览): figures of township grid governance from spreadsheet exports.
//!
//! The core knows no browser. Data goes one way:
//! `file → read → sheet → recognise → table → records → tally → present`.
//! `ARCHITECTURE.md` names the phases.

pub use gelan_core::{arguments, catalogue, count, input, model, order, say, statistics, text};

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod draft;
pub mod export;
pub mod figures;
pub mod partials;
pub mod sample;
pub mod session;
pub mod snapshot;
pub mod view;
