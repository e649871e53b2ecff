//! Any bytes as a dropped file: no panic, no loop, no memory without end, and rows as the sink is promised.
#![no_main]

use gelan::model::cell::Cell;
use gelan::input::read::{Flow, Note, Options, SheetInfo, Sink, limits, read};
use libfuzzer_sys::fuzz_target;

struct Strict;

impl Sink for Strict {
    fn sheet(&mut self, _: SheetInfo) -> Flow {
        Flow::Continue
    }
    fn row(&mut self, row: u32, _: bool, cells: &[Cell<'_>]) -> Flow {
        assert!((1..=limits::ROWS).contains(&row) && !cells.is_empty());
        assert!(cells.is_sorted_by(|a, b| a.column < b.column));
        assert!(cells.iter().all(|c| (1..=limits::COLUMNS).contains(&c.column)));
        Flow::Continue
    }
    fn note(&mut self, note: Note) {
        assert!(!note.message.is_empty());
    }
}

fuzz_target!(|bytes: &[u8]| {
    let _ = read(&mut &*bytes, "a", &Options::default(), &mut Strict);
});
