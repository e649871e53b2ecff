//! Snapshots that go out and come in.

pub mod copy;
pub mod qr;
pub mod share;
pub mod sharing;
