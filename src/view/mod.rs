//! What the page shows, computed: sentences, formatted figures, tables, choices. No browser in it.
//!
//! Each page of the app takes one view struct from here and only lays it out, so that every number and
//! every word on the page is tested natively.

pub mod activities;
pub mod attention;
pub mod bulletin;
mod cells;
pub mod correct;
pub mod coverage;
pub mod draft;
pub mod evidence;
pub mod files;
pub mod find;
pub mod findings;
pub mod format;
pub mod funnel;
pub mod grids;
pub mod interval;
pub mod load;
pub mod map;
pub mod overview;
pub mod paper;
pub mod period;
pub mod person;
pub mod pictures;
pub mod place;
pub mod ratio;
pub mod representatives;
pub mod rollup;
pub mod route;
pub mod rows;
pub mod sentence;
pub mod settings;
pub mod share;
pub mod snapshot;
mod sound;
pub mod standing;
pub mod start;
pub mod table;
pub mod tiles;
pub mod trend;
pub mod window;
pub mod workload;
