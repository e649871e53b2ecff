//! Agile encryption ([MS-OFFCRYPTO] 2.3.4.10): what Excel has written since 2010. An XML description names the algorithms.

use super::blocks::{HashKind, decrypt, fitted};
use crate::input::read::xml::{Event, Tag, Xml};
use std::rc::Rc;

/// The most rounds of hashing that are made: ten times those of Excel.
const ROUNDS: u32 = 1_000_000;
/// The length of the pieces that are encrypted each by itself.
const PIECE: usize = 4_096;

/// An algorithm and its parameters: those of the package, or of its key.
#[derive(Debug, Default)]
struct Parameters {
    salt: Vec<u8>,
    block_length: usize,
    key_length: usize,
    hash_length: usize,
    hash: Option<HashKind>,
    is_known: bool,
}

impl Parameters {
    fn of(e: &Tag<'_>) -> Self {
        let text = |name| e.attribute(name).unwrap_or_default().into_owned();
        let number = |name| text(name).trim().parse::<usize>().unwrap_or(0).min(1_024);
        Self {
            salt: base64(&text("saltValue")),
            block_length: number("blockSize"),
            key_length: number("keyBits") / 8,
            hash_length: number("hashSize"),
            hash: HashKind::named(&text("hashAlgorithm")),
            is_known: text("cipherAlgorithm") == "AES" && text("cipherChaining") == "ChainingModeCBC",
        }
    }
}

/// The package's key, encrypted by one that comes from the password.
#[derive(Debug, Default)]
struct LockedKey {
    parameters: Parameters,
    rounds: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    key: Vec<u8>,
}

/// Decrypts a package's pieces in place by the XML that describes the encryption; `None` where the password is another, or
/// the algorithm is unknown.
pub(super) fn unlock(description: &[u8], package: &mut [u8]) -> Option<()> {
    let (data, locked) = parameters(description)?;
    let hash = data.hash.filter(|_| data.is_known)?;
    let key = opened(&locked, data.key_length)?;
    for (nth, piece) in package.chunks_mut(PIECE).enumerate() {
        let number = u32::try_from(nth).ok()?.to_le_bytes();
        let vector = fitted(&hash.of(&[&data.salt, &number]), data.block_length);
        decrypt(&key, Some(&vector), piece)?;
    }
    Some(())
}

fn parameters(description: &[u8]) -> Option<(Parameters, LockedKey)> {
    let mut xml = Xml::new(description, Rc::default());
    let (mut data, mut locked) = (None, None);
    loop {
        match xml.pull().ok()? {
            Event::Start(e) => match e.name() {
                "keyData" => data = Some(Parameters::of(&e)),
                // Those of certificates have no rounds.
                "encryptedKey" if locked.is_none() && e.attribute("spinCount").is_some() => {
                    let bytes = |name| base64(&e.attribute(name).unwrap_or_default());
                    let rounds = e.attribute("spinCount").and_then(|n| n.trim().parse().ok());
                    locked = Some(LockedKey {
                        parameters: Parameters::of(&e),
                        rounds: rounds.filter(|n| *n <= ROUNDS)?,
                        verifier: bytes("encryptedVerifierHashInput"),
                        verifier_hash: bytes("encryptedVerifierHashValue"),
                        key: bytes("encryptedKeyValue"),
                    });
                }
                _ => {}
            },
            Event::Eof => return Some((data?, locked?)),
            _ => {}
        }
    }
}

/// Returns the package's key of so many bytes; `None` where the password does not open it.
fn opened(locked: &LockedKey, length: usize) -> Option<Vec<u8>> {
    const VERIFIER: &[u8] = &[0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
    const VERIFIER_HASH: &[u8] = &[0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
    const KEY: &[u8] = &[0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];
    let parameters = &locked.parameters;
    let hash = parameters.hash.filter(|_| parameters.is_known)?;
    let stretched = hash.stretched(&parameters.salt, locked.rounds);
    let vector = fitted(&parameters.salt, parameters.block_length);
    let plain = |purpose: &[u8], encrypted: &[u8]| {
        let key = fitted(&hash.of(&[&stretched, purpose]), parameters.key_length);
        let mut bytes = encrypted.to_vec();
        decrypt(&key, Some(&vector), &mut bytes).map(|()| bytes)
    };
    let verifier = plain(VERIFIER, &locked.verifier)?;
    let stated = plain(VERIFIER_HASH, &locked.verifier_hash)?;
    let expected = hash.of(&[verifier.get(..parameters.salt.len())?]);
    if expected.is_empty() || expected.len() != parameters.hash_length || !stated.starts_with(&expected) {
        return None;
    }
    plain(KEY, &locked.key)?.get(..length).map(<[u8]>::to_vec)
}

/// Decodes base64, without what is none.
fn base64(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for b in text.bytes() {
        let six = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(six)) & 0xFFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}
