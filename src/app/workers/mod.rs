//! The workers, and what the page asks of them.

pub mod blob;
pub mod client;
pub mod coordinator;
mod keeper;
pub mod opener;
pub mod picture;
pub mod readers;
pub mod refused;
pub mod removed;
pub mod results;
pub mod row_reader;
pub mod sample;
pub mod service;
pub mod told;
pub mod transport;
pub mod trials;
