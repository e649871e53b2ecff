//! What the page asks of the browser.

pub mod crypto;
pub mod dom;
pub mod drop;
pub mod handles;
pub mod memory;
pub mod typography;
