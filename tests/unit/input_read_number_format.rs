//! Number formats: whether a cell shows a number, a day, a time of day or a length of time. Formats are those of

use super::*;

#[test]
fn short_numbers() {
    assert_eq!(rk(0x3FF0_0000), 1.0);
    assert_eq!(rk((1234 << 2) | 3), 12.34);
    assert_eq!(rk(((-5_i32 << 2) as u32) | 2), -5.0);
}

#[test]
fn no_number_is_no_date() {
    assert!(matches!(value(f64::NAN, ShownAs::Date, false), Value::Number(_)));
}
