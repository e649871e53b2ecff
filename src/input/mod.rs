//! From the bytes of a file to typed records, with findings about everything that could not be read.

pub mod file;
pub mod geojson;
pub mod read;
pub mod recognise;
pub mod records;
pub mod value;
mod watched;
