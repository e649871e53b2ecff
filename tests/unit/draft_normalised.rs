//! A draft's text in one form: half-width, without white space and quotation marks. Each character knows its place in

use super::*;

#[test]
fn characters_know_their_places() {
    let original = "　共１５７ 个“八有”，\n好";
    let text = NormalisedText::new(original);
    assert_eq!(text.text(0..text.len()), "共157个八有,\n好");
    assert_eq!(&original[text.bytes(&(1..5))], "１５７ 个");
    assert!(text.masked[5] && !text.masked[4]);
    assert_eq!(NormalisedText::new("1 2").text(0..3), "1 2");
    assert!(NormalisedText::new("《第12号》").masked[2]);
}
