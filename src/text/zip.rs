//! ZIP archives of files that are stored as they are.

use std::io::{Cursor, Write};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Returns an archive of these files by name, none compressed, all dated 1980-01-01; empty if writing fails, which it
/// does not in memory.
pub fn stored<T: AsRef<[u8]>>(files: &[(String, T)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in files {
        let written = out.start_file(name.as_str(), options).is_ok() && out.write_all(bytes.as_ref()).is_ok();
        if !written {
            return Vec::new();
        }
    }
    out.finish().map(Cursor::into_inner).unwrap_or_default()
}
