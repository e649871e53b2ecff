//! What the page's script calls. It makes the memory larger, writes text into it and says where things are.

use crate::{Unpacker, bytes_of, checksum};
use core::slice::{from_raw_parts, from_raw_parts_mut};

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

static mut UNPACKER: Unpacker = Unpacker::new();

/// [`bytes_of`] the `length` bytes at `text`, in their place.
///
/// # Safety
/// They are in the memory, and nothing else uses them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn bytes(text: *mut u8, length: usize, shift: u8) -> usize {
    // SAFETY: as above.
    bytes_of(unsafe { from_raw_parts_mut(text, length) }, shift)
}

/// Unpacks the `packed` bytes at `source` to `out`, which has `size` bytes, until `until` are there, and goes on from
/// there when called again. Returns how many are there; 0 if the stream is damaged.
///
/// # Safety
/// Both are in the memory, apart, and nothing else uses them; one thread calls.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unpack(
    source: *const u8,
    packed: usize,
    out: *mut u8,
    size: usize,
    until: usize,
) -> usize {
    // SAFETY: as above.
    let (unpacker, source, out) =
        unsafe { (&mut *(&raw mut UNPACKER), from_raw_parts(source, packed), from_raw_parts_mut(out, size)) };
    unpacker.run(source, out, until).unwrap_or(0)
}

/// [`checksum`] of the `length` bytes at `bytes`.
///
/// # Safety
/// They are in the memory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sum(bytes: *const u8, length: usize) -> u32 {
    // SAFETY: as above.
    checksum(unsafe { from_raw_parts(bytes, length) })
}
