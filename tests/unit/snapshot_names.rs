//! Names and codes as bits: mostly they follow from those before them.

use super::*;

#[test]
fn the_next_name_counts_on() {
    let next = |t: &str| successor(t).unwrap_or_default();
    assert_eq!(next("三都村第一网格"), "三都村第二网格");
    assert_eq!(next("第九网格"), "第十网格");
    assert_eq!(next("第十网格"), "第十一网格");
    assert_eq!(next("第十九网格"), "第二十网格");
    assert_eq!(next("第九十八网格"), "第九十九网格");
    assert_eq!(next("第九十九网格"), "");
    assert_eq!(next("522731102200009"), "522731102200010");
    assert_eq!(next("网格99号"), "网格100号");
    assert_eq!(next("三1"), "三2");
    assert_eq!(next("网格"), "");
    assert_eq!(next("十十"), "");
    assert_eq!(next(""), "");
}

#[test]
fn the_list_names_each_character_once() {
    let mut list: Vec<char> = COMMON.clone();
    assert_eq!(list.len(), 768);
    list.sort_unstable();
    list.dedup();
    assert_eq!(list.len(), 768);
}
