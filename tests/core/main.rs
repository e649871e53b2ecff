//! From files to figures: reading, recognising, counting, checking, drafts, exports and the command line.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod catalogue;
mod cells;
mod check;
mod cli;
mod cli_output;
#[path = "../common/mod.rs"]
mod common;
mod compare;
mod counting;
mod county;
mod definitions;
mod draft;
mod draft_docx;
mod draft_numbers;
mod evidence;
mod export_findings;
mod exports;
mod few_kept;
mod figures;
mod findings;
mod fuzz;
mod geo;
mod golden;
mod kept_texts;
mod load;
mod look;
mod model;
mod order;
mod passes;
mod periods;
mod places;
mod posts;
mod read;
mod recognise;
mod recognise_aside;
mod recognise_kinds;
mod recognise_lists;
mod recognise_names;
mod report;
mod representatives;
mod sample;
mod settings;
mod sites;
mod small_town;
mod states;
mod statistics;
mod tally_laws;
mod text;
mod trends;
mod value;
mod village_targets;
mod waiting;
mod worker;
mod workload;
