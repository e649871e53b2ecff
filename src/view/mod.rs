//! What the page shows, computed: sentences, formatted figures, tables, choices. No browser in it.
//!
//! Each page of the app takes one view struct from here and only lays it out, so that every number and
//! every word on the page is tested natively.

pub mod page;
pub mod pages;
pub mod parts;
pub mod picture;
pub mod route;
pub mod table;
