//! Unpacks the page's program, as the bundler packs it (`bundle/src/pack.rs`): characters to bytes, LZMA, CRC-32.
//!
//! A wasm takes half the time of a script for it, and crates for LZMA bring ten times as much with them. Only the
//! calls from JavaScript (`calls.rs`), which hand over places in the memory, are unsafe.
#![cfg_attr(all(target_arch = "wasm32", not(test)), no_std)]

#[cfg(target_arch = "wasm32")]
mod calls;
mod lzma;
mod text;

pub use lzma::{Damaged, Unpacker};
pub use text::{bytes_of, checksum};
