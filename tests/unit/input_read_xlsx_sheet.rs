//! One worksheet: merged regions first, then rows as they come.

use super::*;

#[test]
fn references() {
    assert_eq!(position("B12"), Some((Some(12), Some(2))));
    assert_eq!(position("$XFD$1048576"), Some((Some(1_048_576), Some(16_384))));
    assert_eq!(position("R1C1x!"), None);
    assert_eq!(position("ZZZZZZZZZZ1"), None);
    let m = MergedRegion { top: 1, left: 1, bottom: 3, right: 2 };
    assert_eq!(merge("B3:A1"), Some(m));
    assert_eq!(merge("A:B"), None);
}
