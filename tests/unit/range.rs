//! Range coding.

use super::*;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn bits_come_back(bits in prop::collection::vec((0usize..5, any::<bool>()), 0..4000)) {
        let mut contexts = [Bit::EVEN; 5];
        let mut encoder = Encoder::default();
        for &(i, bit) in &bits {
            encoder.bit(&mut contexts[i], bit);
        }
        let bytes = encoder.finish();
        let mut contexts = [Bit::EVEN; 5];
        let mut decoder = Decoder::new(&bytes);
        for &(i, bit) in &bits {
            prop_assert_eq!(decoder.bit(&mut contexts[i], false), bit);
        }
        prop_assert_eq!(decoder.finish(), Reading::Good);
    }

    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let mut decoder = Decoder::new(&bytes);
        let mut p = Bit::EVEN;
        let mut n = 0usize;
        while decoder.state == Reading::Good {
            decoder.bit(&mut p, false);
            n += 1;
        }
        prop_assert!(n <= (bytes.len() + 8) * 8 * 200, "{n}");
    }
}

#[test]
fn a_thousand_equal_bits_are_a_few_bytes() {
    let mut encoder = Encoder::default();
    let mut p = Bit::EVEN;
    for _ in 0..1000 {
        encoder.bit(&mut p, true);
    }
    assert!(encoder.finish().len() <= 3);
}
