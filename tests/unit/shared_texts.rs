//! Texts that are shared.

use super::*;

#[test]
fn a_text_is_shared_by_all_that_have_it() {
    let one: Dictionary = ["栗坪村", "", "松柏村"].into_iter().collect();
    let other: Dictionary = ["松柏村", "栗坪村", "栗坪村", "第一网格"].into_iter().collect();
    let (one, other) = (share(&one), share(&other));
    assert_eq!((one[0], one[2], other[1]), (other[1], other[0], other[2]));
    let said: Vec<&str> = one.iter().chain(&other).map(|number| shared(*number)).collect();
    assert_eq!(said, ["栗坪村", "", "松柏村", "松柏村", "栗坪村", "栗坪村", "第一网格"]);
}
