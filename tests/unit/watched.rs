//! A file's fingerprint, however it is read.

use super::*;

fn read(mut file: &[u8], pieces: &[(u64, usize)]) -> u64 {
    let mut watched = Watched::new(&mut file);
    for (offset, length) in pieces {
        watched.read_at(*offset, &mut vec![0; *length]).unwrap();
    }
    watched.fingerprint()
}

#[test]
fn a_file_is_the_same_however_it_is_read() {
    let file: Vec<u8> = (0..3_000_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let whole = read(&file, &[]);
    let thousand: Vec<(u64, usize)> = (0..3000).map(|n| (n * 1000, 1000)).collect();
    for pieces in
        [vec![(0, 64), (0, 5_000_000)], vec![(2_999_990, 10), (0, 100), (50, 100), (1000, 10)], thousand]
    {
        assert_eq!(read(&file, &pieces), whole, "{pieces:?}");
    }
    for changed in [0, 1_048_576, 2_999_999] {
        let mut other = file.clone();
        other[changed] ^= 1;
        assert_ne!(read(&other, &[(0, 2_000_000)]), whole, "{changed}");
    }
}

/// Zeros, as many as are said, and a one somewhere.
struct Zeros(u64, u64);

impl Source for Zeros {
    fn len(&self) -> u64 {
        self.0
    }
    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
        let n = into.len().min(self.0.saturating_sub(offset) as usize);
        into[..n].fill(0);
        if let Some(at) = self.1.checked_sub(offset).and_then(|at| into[..n].get_mut(at as usize)) {
            *at = 1;
        }
        Ok(n)
    }
}

#[test]
fn of_a_large_file_slices_are_compared() {
    let print = |one: u64, reads: &[(u64, usize)]| {
        let mut file = Zeros(100 << 20, one);
        let mut watched = Watched::new(&mut file);
        for (offset, length) in reads {
            watched.read_at(*offset, &mut vec![0; *length]).unwrap();
        }
        watched.fingerprint()
    };
    let through: Vec<(u64, usize)> = (0..25).map(|n| (n * (4 << 20), 4 << 20)).collect();
    let nowhere = print(u64::MAX, &[]);
    assert_eq!(print(u64::MAX, &through), nowhere);
    assert_eq!(print(2 << 20, &through), print(2 << 20, &[]));
    assert_ne!(print(2 << 20, &through), nowhere);
}
