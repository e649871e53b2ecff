use super::*;

/// All places at which a byte is one of three, looked for one by one.
fn plain(bytes: &[u8], from: usize, wanted: [u8; 3]) -> Vec<usize> {
    (from..bytes.len()).filter(|at| wanted.contains(&bytes[*at])).collect()
}

#[test]
fn ends_are_where_bytes_looked_at_one_by_one_have_them() {
    // Those that are wanted, those that differ from them in one bit, and the ends of the range.
    let some = b",-+\n\x0b\x8a\"#\xa2\x00\x01\x7f\x80\xffab";
    let wanted = [b',', b'\n', b'"'];
    let mut seed = 1_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    let mut found = 0;
    for _ in 0..20_000 {
        let bytes: Vec<u8> = (0..next(40)).map(|_| some[next(some.len())]).collect();
        let from = next(42);
        let ends: Vec<usize> = FieldEnds::new(&bytes, from, wanted).collect();
        assert_eq!(ends, plain(&bytes, from, wanted), "{bytes:?} from {from}");
        found += ends.len();
    }
    assert!(found > 10_000);
}

#[test]
fn each_byte_is_equal_to_itself_alone() {
    for byte in 0..=u8::MAX {
        for other in 0..=u8::MAX {
            let word = u64::from_le_bytes([other, byte, other, other, byte, other, other, other]);
            let wanted = if byte == other { [0x80; 8] } else { [0, 0x80, 0, 0, 0x80, 0, 0, 0] };
            assert_eq!(bytes_equal(word, byte).to_le_bytes(), wanted);
        }
    }
}
