//! Counts the bytes of a dropped file and keeps the reason of a failure.

use super::{ReadError, limits};
use std::cell::{Cell, RefCell};
use std::io;

/// Counts what one dropped file has taken so far and keeps the reason of a failure, of which the crates between pass on
/// no more than "an I/O error".
#[derive(Debug, Default)]
pub(crate) struct ByteMeter {
    pulled: Cell<u64>,
    unpacked: Cell<u64>,
    fault: RefCell<Option<ReadError>>,
    checksum: Cell<bool>,
}

impl ByteMeter {
    /// Returns the bytes taken from the dropped file; those read twice count twice.
    pub(crate) fn pulled(&self) -> u64 {
        self.pulled.get()
    }

    /// Counts bytes taken from the dropped file.
    pub(crate) fn pass(&self, bytes: u64) {
        self.pulled.set(self.pulled.get() + bytes);
    }

    /// Returns the reason where a guard stopped the reading, else damage of the kind `what`.
    pub(crate) fn fault(&self, what: &str) -> ReadError {
        self.fault.borrow().clone().unwrap_or_else(|| ReadError::Damaged(what.to_owned()))
    }

    /// Forgets a reason that was reported. What is used up stays used up.
    pub(crate) fn clear_fault(&self) {
        self.fault.borrow_mut().take();
    }

    /// Counts bytes that were unpacked; returns how many there are by now.
    pub(crate) fn unpack(&self, bytes: u64) -> u64 {
        self.unpacked.set(self.unpacked.get() + bytes);
        self.unpacked.get()
    }

    /// Whether all that may be unpacked has been.
    pub(crate) fn is_used_up(&self) -> bool {
        self.unpacked.get() > limits::UNPACKED
    }

    /// Remembers that a part's checksum was wrong.
    pub(crate) fn checksum_failed(&self) {
        self.checksum.set(true);
    }

    /// Returns whether a part's checksum was wrong since this was last asked.
    pub(crate) fn take_checksum_failure(&self) -> bool {
        self.checksum.take()
    }

    /// Keeps the reason for stopping; returns the error that passes through the crates between.
    pub(crate) fn stop(&self, fault: ReadError) -> io::Error {
        self.fault.borrow_mut().get_or_insert(fault);
        io::Error::other("stopped by a guard")
    }
}
