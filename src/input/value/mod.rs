//! What the text of a cell means: figures with units, days, names, places.
//!
//! Every function here takes one cell's text (or [`Value`](crate::model::cell::Value))
//! and knows nothing of tables. Nothing is guessed: what cannot be read is an
//! error that quotes the text, and what says nothing is `None`.

pub mod activity;
mod clock;
pub mod date;
mod date_point;
mod date_text;
mod figure;
pub mod flag;
pub mod grid;
pub mod identity;
pub mod name;
pub mod normalise;
pub mod number;
mod numeral;
pub mod place;
mod scan;
pub mod status;
pub mod unit;

pub use crate::model::unit::Unit;
pub use date::{Context, DateError, DateErrorKind, Dated, Precision, date, date_of, year_in};
pub use flag::{Flag, flag, flag_of};
pub use grid::{GridKey, GridMention, Mentioned, grid_key, grid_list};
pub use identity::{Digits, IdFault, Phone, PhoneKind, check_id, check_id_of, digits_of, phone};
pub use name::{Person, person, person_with_note, persons, twin};
pub use normalise::{Heading, half_width, heading, is_nothing, squeeze};
pub use number::{
    Exactness, NotANumber, NumberErrorKind, Quantity, quantity, quantity_of, quantity_of_under,
    quantity_under,
};
pub use numeral::numeral;
pub use place::{stem, strip_township, township_in, village_key};
pub use status::{Satisfaction, Status, satisfaction, status};
