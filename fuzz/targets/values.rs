//! Any text as a cell: dates, figures, names, places, grids, flags, words of state, identity numbers. Nothing
//! panics, and what is read holds together.
#![no_main]

use gelan::model::cell::Value;
use gelan::input::value::{DateContext, Unit, check_id, date, date_of, flag, grid_key, grid_list, half_width, heading, numeral, person, persons, phone, quantity, quantity_under, satisfaction, squeeze, status, stem, strip_township, township_in, twin, village_key, year_in};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(number) = <[u8; 8]>::try_from(bytes) {
        let value = Value::Number(f64::from_le_bytes(number));
        for epoch_1904 in [false, true] {
            let _ = date_of(&value, DateContext { year: Some(2024), epoch_1904 });
        }
        let _ = gelan::input::value::quantity_of_under(&value, Some(Unit::Hour));
        let _ = gelan::input::value::digits_of(&value);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for year in [None, Some(2024)] {
        if let Ok(Some(dated)) = date(text, year) {
            assert!(dated.first <= dated.last, "{text:?}: {dated:?}");
            assert!((1900..=2101).contains(&dated.first.ymd().0), "{text:?}: {dated:?}");
        }
    }
    for unit in [None, Some(Unit::Hour), Some(Unit::TenThousandYuan)] {
        if let Ok(Some(read)) = quantity_under(text, unit) {
            assert!(read.value.unsigned_abs() <= 1 << 60, "{text:?}: {read:?}");
        }
    }
    let _ = (quantity(text), numeral(text), year_in(text), flag(text), status(text), satisfaction(text));
    let _ = (check_id(text), phone(text), persons(text), twin(text), half_width(text), squeeze(text));
    assert!(!person(text).contains(char::is_whitespace) || text.contains(char::is_whitespace));
    let village = village_key(text);
    assert_eq!(village_key(&village), village, "{text:?}: not settled");
    let _ = (stem(text), township_in(text), strip_township(text, "好花红镇"));
    let _ = heading(text);
    assert!(grid_list(text).len() <= text.len() * 101 + 1);
    let (name, place) = text.split_at(text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at));
    let _ = grid_key(name, place);
});
