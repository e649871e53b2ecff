//! Locking and unlocking on the command line; the page uses the browser's own cryptography for the same.

use super::{Locked, Snapshot, SnapshotError, payload};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};

fn cipher(password: &str, salt: &[u8; 16]) -> Aes256Gcm {
    let key = pbkdf2::pbkdf2_hmac_array::<sha2::Sha256, 32>(password.as_bytes(), salt, Locked::ROUNDS);
    Aes256Gcm::new(&key.into())
}

/// A snapshot behind a password; `None` where the system gives no random numbers.
pub fn lock(snapshot: &Snapshot, password: &str) -> Option<Locked> {
    let (mut salt, mut nonce) = ([0; 16], [0; 12]);
    getrandom::fill(&mut salt).ok()?;
    getrandom::fill(&mut nonce).ok()?;
    lock_with(snapshot, password, salt, nonce)
}

/// The same with a salt and nonce that are given. For tests: neither may be used twice.
pub fn lock_with(snapshot: &Snapshot, password: &str, salt: [u8; 16], nonce: [u8; 12]) -> Option<Locked> {
    let message = Payload { msg: &payload(snapshot), aad: &Locked::beside(Locked::VERSION) };
    let sealed = cipher(password, &salt).encrypt(Nonce::from_slice(&nonce), message).ok()?;
    Some(Locked { version: Locked::VERSION, salt, nonce, sealed })
}

/// The snapshot behind a password.
///
/// # Errors
/// Where it is another password.
pub fn unlock(locked: &Locked, password: &str) -> Result<Snapshot, SnapshotError> {
    let message = Payload { msg: &locked.sealed, aad: &Locked::beside(locked.version) };
    let unlocked = cipher(password, &locked.salt).decrypt(Nonce::from_slice(&locked.nonce), message);
    locked.opened(&unlocked.map_err(|_| SnapshotError::WrongPassword)?)
}
