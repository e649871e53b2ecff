//! Figures and findings to files: what each file holds, and one module a format that writes it.

pub mod compare;
pub mod csv;
pub mod evidence;
pub mod file_table;
pub mod findings;
pub mod json;
pub mod page_table;
pub mod report;
pub mod rollup;
pub mod tables;
pub mod template;
pub mod xlsx;
