//! Encrypted packages (xlsx, xlsm, xlsb), which stand in a compound file beside a description of the encryption.

use super::agile;
use super::blocks::{HashKind, decrypt};
use crate::input::read::bytes::LittleEndian as _;

/// Decrypts a package in place; returns the range of its bytes, or `None` where the password is another.
pub(in crate::input::read) fn unlock(
    description: &[u8],
    package: &mut [u8],
) -> Option<std::ops::Range<usize>> {
    const LENGTH: usize = 8;
    let length = usize::try_from(u64::from_le_bytes(package.first_chunk().copied()?)).ok()?;
    let data = package.get_mut(LENGTH..)?;
    match (description.u16_at(0)?, description.u16_at(2)?) {
        (4, 4) => agile::unlock(description.get(8..)?, data)?,
        (2..=4, 2) => unlock_standard(description, data)?,
        _ => return None,
    }
    Some(LENGTH..LENGTH + length.min(data.len()))
}

/// Standard encryption ([MS-OFFCRYPTO] 2.3.4.5), of Excel 2007 and of WPS: AES of each block by itself, and SHA-1.
fn unlock_standard(description: &[u8], data: &mut [u8]) -> Option<()> {
    const ROUNDS: u32 = 50_000;
    let header_length = description.u32_at(8)? as usize;
    let key_length = description.u32_at(28)? as usize / 8;
    let verifier = description.get(12_usize.checked_add(header_length)?..)?;
    let salt = verifier.get(4..20)?;
    let mut plain = verifier.get(20..36)?.to_vec();
    let mut stated = verifier.get(40..72)?.to_vec();

    let hash = HashKind::Sha1;
    let last = hash.of(&[&hash.stretched(salt, ROUNDS), &0_u32.to_le_bytes()]);
    let half = |fill: u8| {
        let mut block = [fill; 64];
        block.iter_mut().zip(&last).for_each(|(b, h)| *b ^= h);
        hash.of(&[&block])
    };
    let both = [half(0x36), half(0x5C)].concat();
    let key = both.get(..key_length)?;
    decrypt(key, None, &mut plain)?;
    decrypt(key, None, &mut stated)?;
    if !stated.starts_with(&hash.of(&[&plain])) {
        return None;
    }
    decrypt(key, None, data)
}
