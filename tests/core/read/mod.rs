//! The readers, one module a format. Every input is made here; all persons in them are invented.

// The helpers of tests stand outside of test functions, where the lints do not know them as such.
mod archive;
mod csv;
mod html;
mod limits;
mod ods;
mod spreadsheet_ml;
mod support;
mod xls;
mod xlsb;
mod xlsx;
