//! Snapshots: the figures of a township in a line of text that fits into a link.

use super::*;

/// Reads, and counts its steps.
struct Counted<'a> {
    decoder: Decoder<'a>,
    steps: usize,
}

impl range::Coder for Counted<'_> {
    fn bit(&mut self, p: &mut range::Bit, bit: bool) -> bool {
        self.steps += 1;
        self.decoder.bit(p, bit)
    }

    fn spend(&mut self, places: usize, text: usize) -> bool {
        self.decoder.spend(places, text)
    }

    fn refuse(&mut self) {
        self.decoder.refuse();
    }
}

#[test]
fn long_runs_of_one_byte_end_soon() {
    for byte in [0u8, 0x55, 0xaa, 0xff] {
        for length in [1usize, 100, 20_000] {
            for version in 1..=VERSION {
                let bytes = vec![byte; length];
                let mut counted = Counted { decoder: Decoder::new(&bytes), steps: 0 };
                model::pass(&mut counted, &Snapshot::default(), version);
                assert!(counted.steps < 2_000, "{byte} × {length}: {} steps", counted.steps);
            }
            assert!(decode(&text::wrap(1, &vec![byte; length])).is_err());
            assert!(decode(&text::wrap(VERSION, &[vec![PLAIN], vec![byte; length]].concat())).is_err());
        }
    }
}
