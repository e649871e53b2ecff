//! Strips: a place's share among those of all others, a strip a measure, on one scale from 0 to 100 %.

use super::median;

#[test]
fn two_values_have_no_middle_that_says_something() {
    assert_eq!(median(&[0.1, 0.9]), None);
    assert_eq!(median(&[0.1, 0.2, 0.9]), Some(0.2));
    assert_eq!(median(&[0.0, 0.5, 0.75, 1.0]), Some(0.625));
}
