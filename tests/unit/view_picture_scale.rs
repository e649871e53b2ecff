//! Axes: the place of a value, and the values that are written.

use super::*;

#[test]
fn values_beyond_an_axis_stay_at_its_ends() {
    let axis = Axis::from_zero("", 10.0);
    assert_eq!([axis.at(-1.0), axis.at(5.0), axis.at(99.0)], [0.0, 0.5, 1.0]);
    assert_eq!(Axis::default().at(3.0), 0.5);
}
