//! The words of the field: days, cells, kinds of table, bodies, places, periods, units, findings.

pub mod alias;
pub mod body;
pub mod cause;
pub mod cell;
pub mod finding;
pub mod finding_list;
pub mod kind;
pub mod loaded;
pub mod period;
pub mod place;
pub mod row_runs;
pub mod site;
pub mod unit;
