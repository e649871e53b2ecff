//! The numbers under which formats 1, 2 and 3 hold kinds of table, columns, fields, units and bodies: their places in

use super::*;

#[test]
fn every_kind_field_and_unit_has_its_number() {
    assert!(Kind::ALL.iter().all(|kind| KINDS.contains(kind)));
    assert!(Field::ALL.iter().all(|field| FIELDS.contains(field)));
    assert!(Unit::ALL.iter().all(|unit| UNITS.contains(unit)));
    assert_eq!((KINDS[5], KINDS[21]), (Kind::Visits, Kind::CentreWork));
    let numbers = |at: usize| (FIELDS[at].id(), UNITS[at].symbol());
    assert_eq!([numbers(0), numbers(20)], [("sequence", "人次"), ("members", "万元")]);
}

#[test]
fn the_bits_of_columns_are_the_last_five() {
    let mut loaded = Loaded::default();
    add_bit(&mut loaded, 26);
    assert_eq!(loaded, Loaded::default(), "a kind that this program does not know");
    add_bit(&mut loaded, 27);
    assert!(loaded.has_column(RequiredColumn::Linked) && has_bit(loaded, 27) && !has_bit(loaded, 26));
}
