//! What counting, the catalogue and figures give by their public faces.

mod catalogue;
mod chance;
mod county;
mod days;
mod distinct;
mod persons;
mod settings;
mod settings_file;
