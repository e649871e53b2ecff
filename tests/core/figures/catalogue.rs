//! Every definition of the catalogue.

use gelan::catalogue::*;

#[test]
fn every_definition_is_whole_in_both_languages() {
    for (section, definitions) in sections() {
        let mut ids: Vec<_> = definitions.iter().map(|d| d.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), definitions.len(), "{}", section.zh);
        for d in definitions {
            assert!(![d.id, d.title, d.name, d.unit].contains(&""), "{d:?}");
            assert!(!d.needs.is_empty(), "{d:?}");
            for text in [Some(d.numerator), d.denominator].into_iter().flatten() {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{d:?}");
                assert!(text.en.is_ascii(), "{d:?}");
            }
            assert_eq!(d.rule.zh.is_empty(), d.rule.en.is_empty(), "{d:?}");
            assert!(d.name.is_ascii() && d.rule.en.is_ascii(), "{d:?}");
        }
    }
}

#[test]
fn people_and_households_that_count_once_do_not_add_up() {
    assert_eq!(Count::Households.definition().additivity(), Additivity::Adds);
    assert_eq!(Count::Officers.definition().additivity(), Additivity::Merges);
    assert_eq!(Measure::Officer.definition().additivity(), Additivity::Divides);
}
