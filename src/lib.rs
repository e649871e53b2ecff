//! Gelan (格览): figures of township grid governance from spreadsheet exports.
//!
//! The core knows no browser. Data goes one way:
//! `file → read → sheet → recognise → table → records → tally → present`.
//! `ARCHITECTURE.md` names the phases.

pub mod cell;
pub mod check;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod compare;
pub mod draft;
pub mod export;
pub mod finding;
pub mod geo;
pub mod intake;
pub mod measure;
pub mod period;
pub mod picture;
pub mod read;
pub mod recognise;
pub mod records;
pub mod rollup;
pub mod sample;
pub mod session;
pub mod settings;
pub mod snapshot;
pub mod statistics;
pub mod tally;
pub mod text;
pub mod trends;
pub mod value;
pub mod view;
