//! The invented township, taken through the same readers as any file.

use super::coordinator;
use crate::app::store::{Origin, Store};
use js_sys::{Array, Uint8Array};
use web_sys::File;

/// Makes the sample's files and drops them.
pub fn load(store: Store) {
    let files: Vec<(String, File)> = gelan::sample::files()
        .into_iter()
        .filter_map(|file| {
            let parts = Array::of1(&Uint8Array::from(file.bytes.as_slice()));
            let made = File::new_with_u8_array_sequence(&parts, file.name).ok()?;
            Some((file.name.to_owned(), made))
        })
        .collect();
    coordinator::clear(store);
    coordinator::add(store, files, Origin::Sample);
}
