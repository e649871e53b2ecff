//! AES and hashes by their names in the formats.

use aes::cipher::{Block, BlockDecrypt, BlockSizeUser, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

const BLOCK: usize = 16;

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HashKind {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl HashKind {
    /// Returns the function of a name in an agile description; `None` where it is none of those that Office uses.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "SHA1" | "SHA-1" => Some(Self::Sha1),
            "SHA256" => Some(Self::Sha256),
            "SHA384" => Some(Self::Sha384),
            "SHA512" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// Returns the hash of the parts one behind the other.
    pub(super) fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        fn digest<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
            parts.iter().fold(D::new(), |hash, part| hash.chain_update(part)).finalize().to_vec()
        }
        match self {
            Self::Sha1 => digest::<Sha1>(parts),
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sha384 => digest::<Sha384>(parts),
            Self::Sha512 => digest::<Sha512>(parts),
        }
    }

    /// Returns the hash of the salted password, hashed `rounds` times more with the round's number before it.
    pub(super) fn stretched(self, salt: &[u8], rounds: u32) -> Vec<u8> {
        let first = self.of(&[salt, &super::password()]);
        (0..rounds).fold(first, |hash, round| self.of(&[&round.to_le_bytes(), &hash]))
    }
}

/// Decrypts whole blocks of AES in place, each by itself, or chained where there is a vector to begin with; bytes behind the
/// last whole block stay. Returns `None` where the key has no length of AES.
pub(super) fn decrypt(key: &[u8], vector: Option<&[u8]>, data: &mut [u8]) -> Option<()> {
    match key.len() {
        16 => decrypt_with(&Aes128::new_from_slice(key).ok()?, vector, data),
        24 => decrypt_with(&Aes192::new_from_slice(key).ok()?, vector, data),
        32 => decrypt_with(&Aes256::new_from_slice(key).ok()?, vector, data),
        _ => return None,
    }
    Some(())
}

fn decrypt_with<C: BlockDecrypt + BlockSizeUser>(cipher: &C, vector: Option<&[u8]>, data: &mut [u8]) {
    const AT_ONCE: usize = 64 * BLOCK;
    let mut before: Vec<u8> = vector.map(|v| fitted(v, BLOCK)).unwrap_or_default();
    for piece in data.chunks_mut(AT_ONCE) {
        let mut blocks: Vec<Block<C>> = piece.chunks_exact(BLOCK).map(Block::<C>::clone_from_slice).collect();
        cipher.decrypt_blocks(&mut blocks);
        for (bytes, plain) in piece.chunks_exact_mut(BLOCK).zip(&blocks) {
            let encrypted = bytes.to_vec();
            bytes.copy_from_slice(plain);
            if vector.is_some() {
                bytes.iter_mut().zip(&before).for_each(|(b, v)| *b ^= v);
                before = encrypted;
            }
        }
    }
}

/// Returns the bytes cut or filled up with 36 to a length.
pub(super) fn fitted(bytes: &[u8], length: usize) -> Vec<u8> {
    let mut fitted = bytes.to_vec();
    fitted.resize(length, 0x36);
    fitted
}
