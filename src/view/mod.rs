//! What the page shows, computed: sentences, formatted figures, tables, choices. No browser in it.
//!
//! Each page of the app takes one view struct from here and only lays it out, so that every number and
//! every word on the page is tested natively.

pub mod pages;
pub mod parts;
pub mod picture;
pub mod place_ref;
pub mod print_header;
pub mod route;
pub mod table;
