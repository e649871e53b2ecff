//! The core of Gelan: from a file's bytes to a tally.
//!
//! It knows neither a browser nor a command line, nor what is worked out, drawn and written of its tallies. These rooms are a package of
//! their own so that the page can be built fast where it reads and counts, and small elsewhere (`ARCHITECTURE.md`).

pub mod catalogue;
pub mod count;
pub mod input;
pub mod model;
pub mod order;
pub mod statistics;
pub mod text;
