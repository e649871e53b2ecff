//! What words mean: each reader of cells by examples, and by laws over made texts.

mod date_laws;
mod dates;
mod names;
mod number_laws;
mod numbers;
mod places;
mod word_laws;
mod words;
