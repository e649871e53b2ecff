//! The frame of a snapshot's text: what stands in the clear, the checksum, and bytes as letters.

use super::*;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(unwrap(1, &wrap(1, &bytes)), Ok((1, bytes)));
    }
}
