//! Encrypted streams of records (xls, [MS-XLS] 2.2.10): RC4 in its two forms, and the exclusive or of older programs. The
//! heads of records stay plain, and so do a few records; the key stream runs on over both.

use super::blocks::HashKind;
use crate::input::read::bytes::LittleEndian as _;
use md5::{Digest, Md5};

const BOF: u16 = 0x0809;
const FILEPASS: u16 = 0x002F;
const BOUNDSHEET: u16 = 0x0085;
/// Records that are never encrypted: the beginning and the password, the users' lock, the interface and the revisions.
const PLAIN: &[u16] = &[BOF, FILEPASS, 0x00E1, 0x0138, 0x0194, 0x0195, 0x0196];

/// Decrypts a stream in place and takes the record of the password out; returns `false` where the password is another.
/// `description` is that record's content, `is_8` whether the stream is of Excel 97 or later.
pub(in crate::input::read) fn unlock(stream: &mut [u8], description: &[u8], is_8: bool) -> bool {
    let Some(mut cipher) = Cipher::of(description, is_8) else { return false };
    let mut at = 0;
    while let (Some(id), Some(length)) = (stream.u16_at(at), stream.u16_at(at + 2)) {
        let (start, length) = (at + 4, usize::from(length));
        at = start + length;
        if id == FILEPASS {
            stream[start - 4..start - 2].fill(0);
        }
        if PLAIN.contains(&id) {
            continue;
        }
        // A sheet's offset stays plain.
        let plain = if id == BOUNDSHEET { 4.min(length) } else { 0 };
        let end = at.min(stream.len());
        if let Some(data) = stream.get_mut(start + plain..end) {
            cipher.apply(start, length, plain, data);
        }
    }
    true
}

/// How the bytes of a record are decrypted.
enum Cipher {
    Xor,
    Rc4(Box<Rc4Stream>),
}

impl Cipher {
    /// Returns the cipher where the password opens the stream.
    fn of(description: &[u8], is_8: bool) -> Option<Self> {
        /// The verifier of the password in the oldest form.
        const XOR_VERIFIER: u16 = 0x9A0A;
        if !is_8 {
            return (description.u16_at(2)? == XOR_VERIFIER).then_some(Self::Xor);
        }
        match (description.u16_at(0)?, description.u16_at(2)?) {
            (0, _) => (description.u16_at(4)? == XOR_VERIFIER).then_some(Self::Xor),
            (1, 1) => {
                let key = RecordKey::short(description.get(6..22)?);
                key.opens(description.get(22..54)?, |verifier| Md5::digest(verifier).to_vec())
            }
            (1, 2..=4) => {
                let header_length = description.u32_at(10)? as usize;
                let bits = description.u32_at(14_usize.checked_add(16)?)?;
                let verifier = description.get(14_usize.checked_add(header_length)?..)?;
                let key = RecordKey::long(verifier.get(4..20)?, if bits == 0 { 40 } else { bits });
                let stated = [verifier.get(20..36)?, verifier.get(40..60)?].concat();
                key.opens(&stated, |verifier| HashKind::Sha1.of(&[verifier]))
            }
            _ => None,
        }
    }

    /// Decrypts the bytes from `skipped` on of a record whose content stands at `start` and has `length` bytes.
    fn apply(&mut self, start: usize, length: usize, skipped: usize, data: &mut [u8]) {
        /// What the password gives in the oldest form.
        const XOR: [u8; 16] =
            [0x87, 0x6B, 0x9A, 0xE2, 0x1E, 0xE3, 0x05, 0x62, 0x1E, 0x69, 0x96, 0x60, 0x98, 0x6E, 0x94, 0x04];
        match self {
            Self::Xor => {
                let from = XOR.iter().cycle().skip((start + length + skipped) % XOR.len());
                data.iter_mut().zip(from).for_each(|(b, key)| *b = (*b ^ key).rotate_right(5));
            }
            Self::Rc4(stream) => stream.apply(start + skipped, data),
        }
    }
}

/// What the keys of the blocks of a stream are made of.
#[derive(Debug)]
struct RecordKey {
    base: Vec<u8>,
    is_long: bool,
    length: usize,
}

impl RecordKey {
    /// The form of Excel 97: 40 bits, and MD5.
    fn short(salt: &[u8]) -> Self {
        const BITS_40: usize = 5;
        let password = Md5::digest(super::password());
        let salted: Vec<u8> =
            (0..16).flat_map(|_| password.iter().take(BITS_40).chain(salt).copied()).collect();
        let base = Md5::digest(salted).iter().take(BITS_40).copied().collect();
        Self { base, is_long: false, length: 16 }
    }

    /// The form of later programs: any length, and SHA-1.
    fn long(salt: &[u8], bits: u32) -> Self {
        let base = HashKind::Sha1.of(&[salt, &super::password()]);
        Self { base, is_long: true, length: (bits as usize / 8).min(20) }
    }

    fn block(&self, number: u32) -> Vec<u8> {
        let number = number.to_le_bytes();
        let mut key = match self.is_long {
            true => HashKind::Sha1.of(&[&self.base, &number]),
            false => Md5::new().chain_update(&self.base).chain_update(number).finalize().to_vec(),
        };
        key.truncate(self.length);
        // 40 bits count as 128 of which the others are 0.
        if self.is_long && self.length == 5 {
            key.resize(16, 0);
        }
        key
    }

    /// Returns the cipher where the key opens a verifier, which stands before its encrypted hash.
    fn opens(self, verifier: &[u8], hash: impl Fn(&[u8]) -> Vec<u8>) -> Option<Cipher> {
        let mut plain = verifier.to_vec();
        Rc4::new(&self.block(0)).apply(&mut plain);
        let (verifier, stated) = plain.split_at_checked(16)?;
        stated.starts_with(&hash(verifier)).then(|| {
            Cipher::Rc4(Box::new(Rc4Stream { block: 0, rc4: Rc4::new(&self.block(0)), at: 0, key: self }))
        })
    }
}

/// The key stream over the whole of a stream: each 1,024 bytes have a key of their own.
struct Rc4Stream {
    key: RecordKey,
    block: usize,
    rc4: Rc4,
    /// How many bytes of the block are behind.
    at: usize,
}

impl Rc4Stream {
    fn apply(&mut self, mut position: usize, mut data: &mut [u8]) {
        const BLOCK: usize = 1_024;
        while !data.is_empty() {
            let (block, offset) = (position / BLOCK, position % BLOCK);
            if block != self.block || offset < self.at {
                self.rc4 = Rc4::new(&self.key.block(u32::try_from(block).unwrap_or(u32::MAX)));
                (self.block, self.at) = (block, 0);
            }
            self.rc4.apply(&mut vec![0; offset - self.at]);
            let n = data.len().min(BLOCK - offset);
            let (now, later) = data.split_at_mut(n);
            self.rc4.apply(now);
            self.at = offset + n;
            (position, data) = (position + n, later);
        }
    }
}

/// The stream cipher itself; the crate rc4 wants the length of a key to be known when it is compiled.
struct Rc4 {
    state: [u8; 256],
    i: u8,
    j: u8,
}

impl Rc4 {
    fn new(key: &[u8]) -> Self {
        let mut state = [0; 256];
        (0..=255).zip(&mut state).for_each(|(n, s)| *s = n);
        let mut j = 0_u8;
        for (n, k) in key.iter().cycle().take(256).enumerate() {
            j = j.wrapping_add(state[n]).wrapping_add(*k);
            state.swap(n, usize::from(j));
        }
        Self { state, i: 0, j: 0 }
    }

    fn apply(&mut self, data: &mut [u8]) {
        for byte in data {
            self.i = self.i.wrapping_add(1);
            let s = self.state[usize::from(self.i)];
            self.j = self.j.wrapping_add(s);
            self.state.swap(usize::from(self.i), usize::from(self.j));
            let sum = s.wrapping_add(self.state[usize::from(self.i)]);
            *byte ^= self.state[usize::from(sum)];
        }
    }
}
