//! The readers, one module a format. Every input is made here; all persons in them are invented.

// The lints do not recognise helpers outside of test functions as tests.
mod archive;
mod content;
mod csv;
mod html;
mod limits;
mod ods;
mod protected;
mod spreadsheet_ml;
pub mod support;
mod xls;
mod xlsb;
mod xlsx;
mod xml_bytes;
