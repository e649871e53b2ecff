//! Any text as a CSV file through recognition, records and their JSON: no panic, no loop.
#![no_main]

use gelan::export::tables::tables;
use gelan::input::file::{read_file, read_rows};
use gelan::input::read::Flow;
use gelan::input::file::ReadChoices;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let choices = ReadChoices::default();
    let reading = read_file(&mut &*bytes, "2024年台账.csv", &choices, &mut |_| Flow::Continue);
    let mut again = |rows: &_| read_rows(&mut &*bytes, "2024年台账.csv", &choices, rows).unwrap_or_default();
    for table in tables(&reading, Some(&mut again)) {
        assert!(table["header_rows"].is_array());
    }
    for (_, records) in &reading.records {
        assert_eq!(records.rows.len(), records.fingerprints.len());
        assert_eq!(records.columns.len(), records.headings.len());
    }
});
