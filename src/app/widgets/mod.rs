//! Components that several pages use.

pub mod asks;
pub mod bodies;
pub mod column_picker;
pub mod data_table;
pub mod dialog;
pub mod disclosure;
pub mod evidence;
pub mod export_menu;
pub mod file_input;
pub mod findings;
pub mod names;
pub mod period;
pub mod picture;
pub mod ratio;
pub mod roving_focus;
pub mod rows;
pub mod sentence;
pub mod sites;
pub mod tools;
