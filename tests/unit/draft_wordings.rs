//! How drafts word the figures of the catalogue, read from `wordings.tsv`.

use super::*;

#[test]
fn every_line_is_a_wording_with_words_and_units() {
    assert_eq!(WORDINGS.len(), lines().count());
    for wording in WORDINGS.iter() {
        let filled = |words: &[&str]| words.iter().all(|word| !word.is_empty());
        assert!(
            !wording.keys.is_empty() && filled(&wording.keys) && !wording.units.is_empty(),
            "{wording:?}"
        );
    }
}

#[test]
fn every_figure_of_the_catalogue_can_be_worded() {
    let states = |target: Target| WORDINGS.iter().any(|w| w.targets.contains(&target));
    for count in Count::ALL.iter().filter(|c| **c != Count::VisitsAll && **c != Count::Cases) {
        assert!(states(Target::Count(*count)), "{}", count.id());
    }
    for measure in Measure::ALL {
        assert!(states(Target::Measure(*measure)), "{}", measure.id());
    }
    // Denominators, and figures that circulars do not state.
    let unsaid = [
        RepFigure::WithDeadline,
        RepFigure::Judged,
        RepFigure::Rated,
        RepFigure::MedianDays,
        RepFigure::DaysInOffice,
    ];
    for deed in RepFigure::ALL.iter().filter(|d| !unsaid.contains(d)) {
        assert!(states(Target::RepFigure(*deed)), "{}", deed.id());
    }
    let unsaid = [CaseFigure::Undecided, CaseFigure::WithoutDeadline, CaseFigure::Undated];
    for figure in CaseFigure::ALL.iter().filter(|f| !unsaid.contains(f)) {
        assert!(states(Target::Cases(*figure)), "{}", figure.id());
    }
}
