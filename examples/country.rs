//! An invented country as snapshots, one a line: `cargo run --release --example country -- FOLDER [TOWNSHIPS]`.
//!
//! It is the same on every run, in ten files of a tenth each.

#![allow(clippy::unwrap_used)]

#[path = "../tests/snapshot/town.rs"]
#[allow(dead_code)]
mod town;

use gelan::snapshot::encode;
use std::io::Write;

/// Townships of the country.
const TOWNSHIPS: usize = 40_000;
/// Files that hold them.
const FILES: usize = 10;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(args.next().ok_or("which folder?")?);
    let townships = args.next().map_or(Ok(TOWNSHIPS), |n| n.parse())?;
    std::fs::create_dir_all(&folder)?;
    let (mut grids, mut characters) = (0, 0);
    for file in 0..FILES {
        let name = folder.join(format!("country-{file}.txt"));
        let mut out = std::io::BufWriter::new(std::fs::File::create(name)?);
        for number in (file * townships / FILES)..((file + 1) * townships / FILES) {
            let snapshot = town::of_country(number);
            let text = encode(&snapshot);
            grids += snapshot.tally.grids.len();
            characters += text.len();
            writeln!(out, "{text}")?;
        }
        out.flush()?;
    }
    println!("{townships} townships, {grids} grids, {characters} characters in {FILES} files");
    Ok(())
}
