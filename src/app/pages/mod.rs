//! One component a page.

pub mod activities;
pub mod compare;
pub mod coverage;
pub mod data;
pub mod draft;
pub mod grids;
pub mod mappings;
pub mod overview;
pub mod person;
pub mod place;
pub mod representatives;
pub mod rollup;
pub mod settings;
pub mod tables;
pub mod trends;
pub mod workload;
