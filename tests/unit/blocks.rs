//! Blocks of a snapshot.

use super::super::{Snapshot, VERSION, model};
use super::*;
use crate::catalogue::Expected;
use crate::count::{Counts, GridTally};
use crate::model::place::GridKey;

fn town() -> Tally {
    let mut tally = Tally::default();
    for (grid, visits) in [("一", 40), ("二", 0), ("三", 90)] {
        let key = GridKey { village: "青石村".to_owned(), grid: grid.to_owned() };
        let counts = Counts::default().with(Counter::Households, 60).with(Counter::Visits, visits);
        tally.villages.entry(key.village.clone()).or_default().counts.add(Counter::Visits, visits);
        tally.grids.insert(key, GridTally { counts, ..GridTally::default() });
    }
    tally
}

#[test]
fn blocks_of_unknown_tags_are_passed_over() {
    let snapshot = Snapshot { tally: town(), ..Snapshot::default() };
    let strange = vec![(7_000, vec![1, 2, 3]), (7_001, Vec::new())];
    let mut encoder = Encoder::default();
    model::pass_with(&mut encoder, &snapshot, VERSION, strange.clone(), None);
    let bytes = encoder.finish();
    let mut decoder = Decoder::new(&bytes);
    let read = model::pass(&mut decoder, &Snapshot::default(), VERSION);
    assert_eq!((decoder.finish(), read), (Reading::Good, snapshot));
}

#[test]
fn later_settings_travel_in_a_block_and_unknown_ones_are_passed_over() {
    let read = |mut pairs: Vec<(String, String)>| {
        let (mut encoder, mut settings) = (Encoder::default(), Settings::default());
        model(&mut encoder).texts(&mut pairs);
        read_settings(&encoder.finish(), &mut settings).map(|()| settings)
    };
    let pair = |id: &str, text: &str| (id.to_owned(), text.to_owned());
    let settings = read(vec![pair("target.later", "70"), pair("rebalance.percent", "150")]).unwrap();
    assert_eq!(settings.rebalance.percent, 150);
    assert_eq!(read(vec![pair("rebalance.percent", "much")]), None);
    assert_eq!(read(vec![pair("target.later", "70"), pair("township", "青石镇")]), Some(Settings::default()));
    assert_eq!(settings_block(&settings), None, "version 2 has it");
}

#[test]
fn a_counter_travels_in_a_block() {
    let predictor = Predictor::Share(Expected::Like(Counter::Households), 1.0);
    let whole = town();
    let bytes = counter_block(&whole, Counter::Visits, predictor);
    let mut bare = whole.clone();
    bare.grids.values_mut().for_each(|g| g.counts.clear(Counter::Visits));
    bare.villages.values_mut().for_each(|v| v.counts.clear(Counter::Visits));
    let nothing = counter_block(&bare, Counter::Visits, predictor);
    assert!(nothing.len() <= 1, "{nothing:?}");
    let mut read = bare.clone();
    read_counter(&nothing, &mut read, Counter::Visits, predictor).unwrap();
    assert_eq!(read, bare);
    read_counter(&bytes, &mut bare, Counter::Visits, predictor).unwrap();
    assert_eq!(bare, whole);
    assert!(read_counter(&[0xff; 40], &mut bare, Counter::Visits, predictor).is_none());
}
