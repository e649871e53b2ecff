//! One module a page: everything that it shows, computed.

pub mod activities;
pub mod coverage;
pub mod data;
pub mod draft;
pub mod grids;
pub mod overview;
pub mod person;
pub mod place;
pub mod representatives;
pub mod rollup;
pub mod settings;
pub mod trends;
