//! What is remembered of cells.

use super::*;

#[test]
fn each_text_keeps_its_value() {
    let mut memo = Memo::default();
    assert_eq!(memo.get(b""), None);
    for n in 0..5000_u32 {
        let text = n.to_string();
        assert!(!memo.has(text.as_bytes()));
        memo.put(text.as_bytes(), n);
    }
    memo.put(b"", 7);
    memo.put(b"12", 8);
    for n in (0..5000_u32).filter(|n| *n != 12) {
        assert_eq!(memo.get(n.to_string().as_bytes()), Some(&n));
    }
    assert_eq!((memo.get(b""), memo.get(b"12"), memo.get(b"5001")), (Some(&7), Some(&8), None));
    assert_eq!(memo.len(), 5001);
}

/// Texts of every length, of which some have the same first and last bytes.
#[test]
fn texts_with_the_same_ends_are_told_apart() {
    let mut memo = Memo::default();
    let mut texts: Vec<Vec<u8>> = Vec::new();
    for length in 0..40 {
        for changed in 0..=length {
            let mut text = vec![b'a'; length];
            if let Some(byte) = text.get_mut(changed) {
                *byte = 0;
            }
            texts.push(text);
        }
    }
    for (n, text) in texts.iter().enumerate() {
        assert!(!memo.has(text), "{text:?}");
        memo.put(text, n);
    }
    for (n, text) in texts.iter().enumerate() {
        assert_eq!(memo.get(text), Some(&n), "{text:?}");
    }
}
