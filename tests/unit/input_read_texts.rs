//! Many short texts in one allocation, and the texts of cells.

use super::*;

#[test]
fn lends_each_text() {
    let mut texts = Texts::default();
    for t in ["三都村", "", "平地村"] {
        assert!(texts.push(t));
    }
    assert_eq!([texts.get(0), texts.get(1), texts.get(2)], [Some("三都村"), Some(""), Some("平地村")]);
    assert_eq!(texts.get(3), None);
}
