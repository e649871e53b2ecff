use super::*;

/// Each length and each place of the eight bytes that are looked at at once.
#[test]
fn what_nobody_sees_is_found_wherever_it_stands() {
    for (before, after) in (0..20).flat_map(|before| (0..20).map(move |after| (before, after))) {
        let [before, after] = ["村".repeat(before / 3) + &"a".repeat(before % 3), "b".repeat(after)];
        assert_eq!(shown(&format!("{before}{after}")), None);
        for hidden in ["\0", "\u{AD}", "\u{200B}", "\u{FEFF}"] {
            let found = shown(&format!("{before}{hidden}{after}"));
            assert_eq!(
                found,
                Some((format!("{before}{after}"), hidden == "\0")),
                "{before} {hidden:?} {after}"
            );
        }
        let found = shown(&format!("{before}\u{2F00}\u{F900}{after}")).map(|(text, _)| text);
        assert_eq!(found, Some(format!("{before}一豈{after}")));
    }
}
