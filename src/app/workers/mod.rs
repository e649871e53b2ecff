//! The workers, and what the page asks of them.

pub mod blob;
pub mod desk;
pub mod look;
pub mod sample;
pub mod service;
pub mod transport;
