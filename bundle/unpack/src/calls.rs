//! What the page's script calls. It makes the memory larger, writes text into it and says where things are.

use crate::{Program, bytes_of, checksum, room};
use core::slice::{from_raw_parts, from_raw_parts_mut};

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

static mut PROGRAM: Program = Program::new();

/// [`bytes_of`] the `length` bytes at `text`, in their place.
///
/// # Safety
/// They are in the memory, and nothing else uses them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn bytes(text: *mut u8, length: usize, shift: u8) -> usize {
    // SAFETY: as above.
    bytes_of(unsafe { from_raw_parts_mut(text, length) }, shift)
}

/// Unpacks the program of `packed` bytes at `source` to the `size` bytes at `out`, where [`room`] is, about `step` bytes
/// further each time it is called. Returns `size` at the end, 0 if the program is damaged, and another number before.
///
/// # Safety
/// Both are in the memory, apart, and nothing else uses them; one thread calls.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unpack(
    source: *const u8,
    packed: usize,
    out: *mut u8,
    size: usize,
    step: usize,
) -> usize {
    // SAFETY: as above.
    let (program, source, out) = unsafe {
        (&mut *(&raw mut PROGRAM), from_raw_parts(source, packed), from_raw_parts_mut(out, room(size)))
    };
    program.run(source, out, size, step).unwrap_or(0)
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
