//! A worker that reads files: one alone, or of a long text table the first half or the second.

use super::Answered;
use crate::input::file;
use crate::input::file::{Beginning, FileReading, PartRead, ReadChoices, cuts};
use crate::input::read::{Flow, Source};
use crate::input::recognise::Watch;
use crate::input::records::RowBlock;
use crate::session::protocol::Response;
use crate::text::set_language;
use serde::Serialize;
use std::cell::RefCell;
use std::iter::once;

/// How much of a shared file the first worker reads, in hundredths: it also tells of its rows as it reads them, and puts the
/// others' behind them.
const FIRST_SHARE: u64 = 45;

/// A file's name and how to read it.
type Named = (String, ReadChoices);

/// A file that was read up to where another worker reads on.
#[derive(Debug)]
pub struct Half {
    read: Box<PartRead>,
    named: Named,
}

/// Reads a file, if `is_shared` and it is worth it up to its middle. `part` gets the progress at each hundredth, which is
/// enough to see a bar move, and rows as soon as they fill a block.
pub fn begin(
    file: &mut dyn Source,
    (name, choices): Named,
    is_shared: bool,
    half: &mut Option<Half>,
    part: &mut dyn FnMut(Answered),
) -> Answered {
    set_language(choices.language);
    let near = file.len() / 100 * FIRST_SHARE;
    let middle = if is_shared { cuts(file, &choices, once(near)).first().copied() } else { None };
    middle.into_iter().for_each(|at| part(Response::Cut(at).into()));
    match watched(file.len(), part, |watch| file::begin(file, &name, &choices, watch, middle)) {
        Beginning::Whole(reading) => (*reading).into(),
        Beginning::Part(read) => {
            *half = Some(Half { read, named: (name, choices) });
            Response::Half.into()
        }
    }
}

/// Reads a file whole: nothing of it goes ahead.
pub fn try_out(file: &mut dyn Source, name: &str, choices: &ReadChoices) -> Answered {
    set_language(choices.language);
    // Whoever cancels ends this worker.
    file::read_file(file, name, choices, &mut |_| Flow::Continue).into()
}

/// Reads the part of a file from a byte on.
pub fn read_part(
    file: &mut dyn Source,
    (name, choices): (&str, &ReadChoices),
    from: u64,
    part: &mut dyn FnMut(Answered),
) -> Answered {
    set_language(choices.language);
    let read = watched(file.len(), part, |Watch { progress, .. }| {
        file::read_part(file, name, choices, (from, None), progress)
    });
    Answered { response: Response::Part, reading: read.and_then(|read| encoded(&read)) }
}

impl Half {
    /// Reads on behind the part that another worker read, or without one.
    pub fn go_on(
        self,
        file: &mut dyn Source,
        part: Option<Vec<u8>>,
        out: &mut dyn FnMut(Answered),
    ) -> Answered {
        let Self { read, named: (name, choices) } = self;
        let mut parts = part.map(|bytes| postcard::from_bytes(&bytes).ok()).into_iter();
        watched(file.len(), out, |watch| read.go_on(file, (&name, &choices), &mut parts, watch)).into()
    }
}

impl From<FileReading> for Answered {
    fn from(read: FileReading) -> Self {
        let reading = encoded(&read);
        Self { response: Response::Read(read.report), reading }
    }
}

fn encoded(read: &impl Serialize) -> Option<Vec<u8>> {
    postcard::to_allocvec(read).ok()
}

/// Reads under a watch that tells `part`.
fn watched<T>(size: u64, part: &mut dyn FnMut(Answered), read: impl FnOnce(Watch<'_>) -> T) -> T {
    let step = size / 100;
    let mut next = 0;
    let part = RefCell::new(part);
    let mut progress = |done: u64, rows: u64| {
        if done >= next {
            next = done + step;
            (part.borrow_mut())(Response::Progress { done, rows }.into());
        }
        // Whoever cancels ends this worker.
        Flow::Continue
    };
    let mut ahead = |block: RowBlock| {
        (part.borrow_mut())(Answered { response: Response::Ahead, reading: encoded(&block) });
    };
    read(Watch { progress: &mut progress, ahead: Some(&mut ahead) })
}
