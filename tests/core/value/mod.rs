//! The readers of cells, each by examples and by laws over made texts.

mod date_laws;
mod dates;
mod names;
mod number_laws;
mod numbers;
mod places;
mod word_laws;
mod words;
