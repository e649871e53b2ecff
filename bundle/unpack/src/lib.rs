//! Unpacks the page's program, as the bundler packs it (`bundle/src/pack.rs`): characters to bytes, CRC-32, LZMA, and the
//! streams of alike parts of the wasm back to one.
//!
//! A wasm takes half the time of a script for it, and crates for LZMA bring ten times as much with them. Only the
//! calls from JavaScript (`calls.rs`), which hand over places in the memory, are unsafe.
#![cfg_attr(all(target_arch = "wasm32", not(test)), no_std)]

#[cfg(target_arch = "wasm32")]
mod calls;
mod join;
mod lzma;
pub mod operands;
mod packed;
mod text;

pub use join::{ROOM, join};
pub use lzma::{Damaged, Unpacker};
pub use packed::{ENTRY, Program, room};
pub use text::{bytes_of, checksum};
