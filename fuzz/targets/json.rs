#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gelan_fuzz::any_json(bytes));
