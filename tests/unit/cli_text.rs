//! Tables for a terminal, aligned by the width of Chinese characters.

use super::*;

#[test]
fn columns_align_by_the_width_of_chinese() {
    let text = table(&["村", "户数"], &[vec!["好花红村".into(), "529".into()], vec!["A".into(), "1".into()]]);
    let widths: Vec<usize> = text.lines().map(width).collect();
    assert_eq!(widths, [16, 16, 16]);
}
