//! How long the snapshot link of some exports is: `cargo run --release --example snapshot_size -- FILES…`,
//! for all dates.

use gelan::input::file::ReadChoices;
use gelan::input::file::read_file;
use gelan::input::read::Flow;
use gelan::model::cell::Day;
use gelan::model::period::PeriodChoice;
use gelan::session::Session;
use gelan::snapshot::{Choices, Snapshot, decode, encode};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut session = Session::default();
    for (file, path) in std::env::args().skip(1).enumerate() {
        let bytes = std::fs::read(&path)?;
        let mut source: &[u8] = &bytes;
        let reading = read_file(&mut source, &path, &ReadChoices::default(), &mut |_| Flow::Continue);
        session.keep(u32::try_from(file)?, reading);
    }
    // Any day will do; it takes as many characters as another of its time.
    let made = Day::from_ymd(2024, 7, 3).ok_or("no such day")?;
    session.compute(PeriodChoice::All, made);
    let (tally, computed) = session.last().ok_or("nothing was read")?;
    let figures = &computed.figures;
    let choices = Choices { full: std::env::var_os("FULL").is_some(), ..Choices::default() };
    let snapshot = Snapshot::of(tally, figures, made, choices);
    let start = Instant::now();
    let text = encode(&snapshot);
    let written = start.elapsed();
    let opened = decode(&text)?;
    println!(
        "{} villages, {} grids: {} characters, written in {written:.1?}, opened in {:.1?}",
        figures.villages.len(),
        figures.grids.len(),
        text.len(),
        start.elapsed() - written
    );
    if opened != snapshot {
        return Err("it does not open as it was".into());
    }
    Ok(())
}
