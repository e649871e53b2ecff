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

#[test]
fn a_way_leads_back_to_the_beginning_from_any_bounds() {
    let mut n = 7_u64;
    let mut next = || {
        n = n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (n >> 32) as u32
    };
    for tried in 0..20_000 {
        let (a, b) = (next(), next());
        let bounds = match tried % 4 {
            // Around the border of two leading bytes, however narrow.
            0 => {
                let border = (a | 0x0100_0000) & 0xff00_0000;
                CodedRange { low: border - 1 - (b >> (8 + a % 24)), high: border + (a >> (8 + b % 24)) }
            }
            _ => CodedRange { low: a.min(b), high: a.max(b) },
        };
        if bounds.low >> 24 == bounds.high >> 24 {
            continue;
        }
        let way = bounds.way_to_start(48).unwrap();
        assert_eq!(way.iter().fold(bounds, |bounds, bit| bounds.after(*bit)), CodedRange::default());
    }
}
