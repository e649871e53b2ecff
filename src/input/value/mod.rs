//! What words mean: figures with units, days, names, places.
//!
//! A public function takes the text of one cell (or its [`Value`](crate::model::cell::Value)) and knows nothing of tables.
//! Nothing is guessed: a text that cannot be read is an error that quotes it, and one that says nothing is `None`.
//! The grammar below them, of numbers, hedges, units and dates, reads drafts too.

pub mod activity;
pub mod clock;
pub mod date;
mod date_english;
pub mod date_point;
mod date_text;
mod duration;
pub mod exactness;
pub mod figure;
pub mod flag;
pub mod grid;
pub mod identity;
pub mod likeness;
pub mod name;
pub mod normalise;
pub mod number;
pub mod numeral;
pub mod place;
pub mod scan;
pub mod status;
mod timestamp;
pub mod unit;

pub use crate::model::unit::Unit;
pub use date::{DateContext, DateError, DateErrorKind, Dated, Precision, date, date_of, year_in};
pub use duration::minutes_of;
pub use exactness::Exactness;
pub use flag::{YesNo, flag, flag_of};
pub use grid::{GridMention, GridName, Mentioned, grid_key, grid_list};
pub use identity::{Digits, IdFault, Phone, PhoneKind, check_id, check_id_of, digits_of, is_damaged, phone};
pub use likeness::unlikeness;
pub use name::{Person, is_nobody, person, person_with_note, persons, twin};
pub use normalise::{Heading, half_width, heading, is_nothing, squeeze};
pub use number::{NotANumber, NumberErrorKind, Quantity, quantity, quantity_of_under, quantity_under};
pub use numeral::numeral;
pub use place::{names_no_village, stem, strip_township, township_in, village_key};
pub use status::{Satisfaction, Status, satisfaction, status};
