//! The frame around every page: header, navigation, notices, the address, the state.

pub mod address;
pub mod bench;
pub mod empty;
pub mod header;
pub mod intake;
pub mod language;
pub mod nav;
pub mod notices;
pub mod progress;
pub mod search;
