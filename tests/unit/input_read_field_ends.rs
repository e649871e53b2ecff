use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn marks_are_where_memchr_finds_them(
        bytes in proptest::collection::vec(prop_oneof![
            any::<u8>(),
            prop::sample::select(b",-+\n\x0b\x8a\"#\xa2".to_vec()),
        ], 0..60),
        from in 0_usize..70,
    ) {
        let marks: Vec<usize> = FieldEnds::new(&bytes, from, [b',', b'\n', b'"']).collect();
        let rest = bytes.get(from..).unwrap_or_default();
        let others: Vec<usize> = memchr::memchr3_iter(b',', b'\n', b'"', rest).map(|at| at + from).collect();
        prop_assert_eq!(marks, others);
    }
}
