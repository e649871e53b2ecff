//! Files encrypted with the password that every program knows, and with others.

use super::support::*;
use aes::cipher::{BlockEncrypt, KeyInit, generic_array::GenericArray};
use aes::{Aes128, Aes256};
use gelan::input::read::{Format, ReadError};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha512};

const SALT: [u8; 16] = *b"salt of 16 bytes";
const VERIFIER: [u8; 16] = *b"verifier 16 long";

fn known() -> Vec<u8> {
    utf16("VelvetSweatshop", true)
}

fn hash<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    D::digest(parts.concat()).to_vec()
}

fn record(id: u16, data: &[u8]) -> Vec<u8> {
    [&id.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn words(list: &[u16]) -> Vec<u8> {
    list.iter().flat_map(|w| w.to_le_bytes()).collect()
}

/// A stream of Excel 97 with one sheet of 90 rows, and this record of the password.
fn stream(password: &[u8]) -> Vec<u8> {
    let bof = |kind: u16| record(0x0809, &words(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let bound = |offset: u32| record(0x0085, &[&offset.to_le_bytes()[..], &[0, 0, 2, 0], b"S1"].concat());
    let head = [bof(5), record(0x002F, password)].concat();
    let offset = (head.len() + bound(0).len() + 4) as u32;
    let rows = (0..90_u16).flat_map(|row| {
        let text = utf16(&format!("三都村第{row}网格"), true);
        let head = [&words(&[row, 0, 0, text.len() as u16 / 2])[..], &[1]].concat();
        let number = [words(&[row, 1, 0]), (f64::from(row) * 1.5).to_le_bytes().to_vec()].concat();
        [record(0x0204, &[head, text].concat()), record(0x0203, &number)].concat()
    });
    let body: Vec<u8> = rows.collect();
    [head, bound(offset), record(0x000A, &[]), bof(0x10), body, record(0x000A, &[])].concat()
}

/// Changes the bytes that are encrypted, by their place in the stream, and the place and length of their record.
fn encrypted(mut stream: Vec<u8>, change: impl Fn(u8, usize, usize, usize) -> u8) -> Vec<u8> {
    let mut at = 0;
    while at + 4 <= stream.len() {
        let id = u16::from_le_bytes([stream[at], stream[at + 1]]);
        let length = usize::from(u16::from_le_bytes([stream[at + 2], stream[at + 3]]));
        let start = at + 4;
        let plain = if id == 0x0085 { 4 } else { 0 };
        if !matches!(id, 0x0809 | 0x002F) {
            for (place, byte) in stream.iter_mut().enumerate().take(start + length).skip(start + plain) {
                *byte = change(*byte, place, start, length);
            }
        }
        at = start + length;
    }
    stream
}

fn rc4(key: &[u8], length: usize) -> Vec<u8> {
    let mut state: Vec<u8> = (0..=255).collect();
    let mut j = 0;
    for n in 0..256 {
        j = (j + usize::from(state[n]) + usize::from(key[n % key.len()])) % 256;
        state.swap(n, j);
    }
    let (mut i, mut j) = (0, 0);
    let mut next = || {
        i = (i + 1) % 256;
        j = (j + usize::from(state[i])) % 256;
        state.swap(i, j);
        state[(usize::from(state[i]) + usize::from(state[j])) % 256]
    };
    (0..length).map(|_| next()).collect()
}

fn xor(data: &[u8], keys: &[u8]) -> Vec<u8> {
    data.iter().zip(keys).map(|(d, k)| d ^ k).collect()
}

/// A stream under RC4 whose key of a block `key` gives; `hash` is that of the verifier.
fn under_rc4(head: &[u8], between: &[u8], hash: &[u8], key: &dyn Fn(u32) -> Vec<u8>) -> Vec<u8> {
    let sealed = xor(&[&VERIFIER, hash].concat(), &rc4(&key(0), 16 + hash.len()));
    let password = [head, &sealed[..16], between, &sealed[16..]].concat();
    let keys: Vec<Vec<u8>> = (0..9).map(|block| rc4(&key(block), 1_024)).collect();
    encrypted(stream(&password), |byte, place, _, _| byte ^ keys[place / 1_024][place % 1_024])
}

fn short_rc4(password: &[u8]) -> Vec<u8> {
    let first = &hash::<Md5>(&[password])[..5];
    let base = hash::<Md5>(&[&[first, &SALT].concat().repeat(16)]);
    let key = |block: u32| hash::<Md5>(&[&base[..5], &block.to_le_bytes()]);
    under_rc4(&[&words(&[1, 1, 1])[..], &SALT].concat(), &[], &hash::<Md5>(&[&VERIFIER]), &key)
}

fn long_rc4(password: &[u8], bits: u32) -> Vec<u8> {
    let base = hash::<Sha1>(&[&SALT, password]);
    let key = |block: u32| {
        let mut key = hash::<Sha1>(&[&base, &block.to_le_bytes()]);
        key.truncate(if bits == 0 { 5 } else { bits as usize / 8 });
        key.resize(key.len().max(16), 0);
        key
    };
    let header: Vec<u8> =
        [4, 0, 0x6801, 0x8004, bits, 1, 0, 0].iter().flat_map(|w: &u32| w.to_le_bytes()).collect();
    let dwords = |n: u32| n.to_le_bytes();
    let head = [&words(&[1, 2, 2])[..], &dwords(4), &dwords(32), &header, &dwords(16), &SALT].concat();
    under_rc4(&head, &dwords(20), &hash::<Sha1>(&[&VERIFIER]), &key)
}

#[test]
fn streams_of_records_open() {
    const XOR: [u8; 16] =
        [0x87, 0x6B, 0x9A, 0xE2, 0x1E, 0xE3, 0x05, 0x62, 0x1E, 0x69, 0x96, 0x60, 0x98, 0x6E, 0x94, 0x04];
    let old = encrypted(stream(&words(&[0, 0, 0x9A0A])), |byte, place, _, length| {
        byte.rotate_left(5) ^ XOR[(place + length) % 16]
    });
    let known = known();
    for stream in [short_rc4(&known), long_rc4(&known, 128), long_rc4(&known, 40), long_rc4(&known, 0), old] {
        let kept = read_all(&compound("Workbook", &stream));
        assert_eq!(kept.sheets[0].info.name, "S1");
        assert_eq!(kept.sheets[0].lines()[89], "90: 1=三都村第89网格 2=133.5");
        assert_eq!(read_all(&stream).sheets[0].rows.len(), 90);
    }
    let other = utf16("另一个", true);
    for stream in [short_rc4(&other), long_rc4(&other, 128), stream(&words(&[0, 1, 2]))] {
        assert_eq!(try_read(&compound("Workbook", &stream)).0, Err(ReadError::Encrypted));
    }
}

/// Encrypts whole blocks, chained where there is a vector.
fn aes_encrypted(key: &[u8], vector: Option<&[u8]>, data: &[u8]) -> Vec<u8> {
    let mut before = vector.map(<[u8]>::to_vec);
    let mut sealed = data.to_vec();
    sealed.resize(data.len().next_multiple_of(16), 0);
    for block in sealed.chunks_mut(16) {
        if let Some(before) = &before {
            block.iter_mut().zip(before).for_each(|(b, v)| *b ^= v);
        }
        let block = GenericArray::from_mut_slice(block);
        match key.len() {
            16 => Aes128::new_from_slice(key).unwrap().encrypt_block(block),
            _ => Aes256::new_from_slice(key).unwrap().encrypt_block(block),
        }
        before = before.map(|_| block.to_vec());
    }
    sealed
}

fn package(description: &[u8], length: usize, sealed: &[u8]) -> Vec<u8> {
    let package = [&(length as u64).to_le_bytes()[..], sealed].concat();
    compound_of(&[("EncryptionInfo", description), ("EncryptedPackage", &package)])
}

fn stretched<D: Digest>(password: &[u8], rounds: u32) -> Vec<u8> {
    let first = hash::<D>(&[&SALT, password]);
    (0..rounds).fold(first, |last, round| hash::<D>(&[&round.to_le_bytes(), &last]))
}

/// The encryption of Excel 2007.
fn standard(password: &[u8], key_bits: u32, plain: &[u8]) -> Vec<u8> {
    let last = hash::<Sha1>(&[&stretched::<Sha1>(password, 50_000), &[0; 4]]);
    let half = |fill: u8| {
        let mut block = [fill; 64];
        block.iter_mut().zip(&last).for_each(|(b, h)| *b ^= h);
        hash::<Sha1>(&[&block])
    };
    let key = &[half(0x36), half(0x5C)].concat()[..key_bits as usize / 8];
    let header: Vec<u8> =
        [0x24, 0, 0x660E, 0x8004, key_bits, 0x18, 0, 0].iter().flat_map(|w: &u32| w.to_le_bytes()).collect();
    let dwords = |n: u32| n.to_le_bytes();
    let description = [
        &words(&[4, 2])[..],
        &dwords(0x24),
        &dwords(32),
        &header,
        &dwords(16),
        &SALT,
        &aes_encrypted(key, None, &VERIFIER),
        &dwords(20),
        &aes_encrypted(key, None, &hash::<Sha1>(&[&VERIFIER])),
    ];
    package(&description.concat(), plain.len(), &aes_encrypted(key, None, plain))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = |three: &[u8]| {
        let bits = (0..3).fold(0, |bits, n| bits << 8 | u32::from(*three.get(n).unwrap_or(&0)));
        let used = three.len() + 1;
        (0..4)
            .map(|n| if n < used { char::from(DIGITS[(bits >> (18 - 6 * n)) as usize & 63]) } else { '=' })
            .collect::<String>()
    };
    bytes.chunks(3).map(digits).collect()
}

/// The encryption of Excel since 2010.
fn agile(password: &[u8], rounds: u32, plain: &[u8]) -> Vec<u8> {
    let key: Vec<u8> = (0..32).collect();
    let stretched = stretched::<Sha512>(password, rounds.min(1_000));
    let sealed = |purpose: u64, data: &[u8]| {
        let key = hash::<Sha512>(&[&stretched, &purpose.to_be_bytes()]);
        base64(&aes_encrypted(&key[..32], Some(&SALT), data))
    };
    let common = format!(
        "saltSize=\"16\" blockSize=\"16\" keyBits=\"256\" hashSize=\"64\" cipherAlgorithm=\"AES\" \
         cipherChaining=\"ChainingModeCBC\" hashAlgorithm=\"SHA512\" saltValue=\"{}\"",
        base64(&SALT)
    );
    let xml = format!(
        "<?xml version=\"1.0\"?><encryption><keyData {common}/><keyEncryptors><keyEncryptor>\
         <p:encryptedKey spinCount=\"{rounds}\" {common} encryptedVerifierHashInput=\"{}\" \
         encryptedVerifierHashValue=\"{}\" encryptedKeyValue=\"{}\"/></keyEncryptor></keyEncryptors></encryption>",
        sealed(0xFEA7_D276_3B4B_9E79, &VERIFIER),
        sealed(0xD7AA_0F6D_3061_344E, &hash::<Sha512>(&[&VERIFIER])),
        sealed(0x146E_0BE7_ABAC_D0D6, &key),
    );
    let pieces = plain.chunks(4_096).enumerate().flat_map(|(nth, piece)| {
        let vector = &hash::<Sha512>(&[&SALT, &(nth as u32).to_le_bytes()])[..16];
        aes_encrypted(&key, Some(vector), piece)
    });
    package(
        &[&words(&[4, 4, 0x40, 0])[..], xml.as_bytes()].concat(),
        plain.len(),
        &pieces.collect::<Vec<u8>>(),
    )
}

/// A workbook of more than two of the pieces that are encrypted each by itself.
fn workbook() -> Vec<u8> {
    let mut number = 1_u64;
    let mut cell = || {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("<row><c><v>{}</v></c></row>", number >> 40)
    };
    let rows: String = (0..2_000).map(|_| cell()).collect();
    let relationships =
        "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"sheet.xml\"/></Relationships>";
    let bytes = zip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"走访\" r:id=\"r1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", relationships),
        ("xl/sheet.xml", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ]);
    assert!(bytes.len() > 9_000);
    bytes
}

#[test]
fn packages_open() {
    let plain = workbook();
    let expected = read_all(&plain).sheets[0].lines();
    let known = known();
    for bytes in [standard(&known, 128, &plain), standard(&known, 256, &plain), agile(&known, 1_000, &plain)]
    {
        let (result, kept) = try_read(&bytes);
        assert_eq!(result, Ok(Format::Xlsx));
        assert_eq!((kept.sheets[0].info.name.as_str(), kept.sheets[0].lines()), ("走访", expected.clone()));
    }
    let other = utf16("另一个", true);
    // Rounds without end are not made.
    for bytes in
        [standard(&other, 128, &plain), agile(&other, 1_000, &plain), agile(&known, 4_000_000_000, &plain)]
    {
        assert_eq!(try_read(&bytes).0, Err(ReadError::Encrypted));
    }
    // Rights management has no password.
    assert_eq!(try_read(&compound("EncryptedPackage", &plain)).0, Err(ReadError::Wrapped));
}

#[test]
fn damaged_descriptions_end_in_a_word() {
    let plain = zip(&[("[Content_Types].xml", "<Types/>")]);
    for bytes in [standard(&known(), 128, &plain), agile(&known(), 10, &plain)] {
        for at in (1_024..1_024 + 900).step_by(13) {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0xFF;
            assert!(try_read(&bytes).0.is_err());
        }
    }
}
