//! Snapshots that go out and come in.

pub mod camera;
pub mod copy;
pub mod panel;
pub mod qr;
pub mod transfer;
