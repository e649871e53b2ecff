//! The workers that read files: two where there is enough to read and a processor for each.

use super::client::{Answer, Client, Topic};
use super::transport::Beside;
use gelan::session::protocol::{Request, Response};
use leptos::prelude::window;

/// A second worker is not started for less than this many bytes that wait.
const WORTH: u64 = 2 << 20;
/// A second worker does not read a part of files below this size.
const LONG: u64 = 8 << 20;
/// What a file costs besides its bytes.
const FILE: u64 = 64 << 10;
/// Beyond this size a file is read by one worker, and no other beside it: they may need more memory than there is.
pub(super) const ALONE: u64 = 128 << 20;

/// Workers that read one file after another, each file in the worker that is done sooner.
#[derive(Clone)]
pub struct Readers {
    first: Client,
    second: Client,
}

impl Readers {
    /// Workers that start once there is something to read.
    pub fn new() -> Self {
        Self { first: Client::passing(), second: Client::passing() }
    }

    /// Asks for a file of `size` bytes to be read, as [`Client::ask`] does.
    pub fn ask(
        &self,
        size: u64,
        topic: Topic,
        make: impl FnOnce() -> Option<(Request, Beside)> + 'static,
        hear: impl FnMut(Answer) + 'static,
    ) {
        let weight = size + FILE;
        let (first, second) = (self.first.load(), self.second.load());
        let is_worth = second.all > 0 || first.waiting + weight >= WORTH;
        let has_room = size < ALONE && has_processors();
        let client = if is_worth && has_room && second.all < first.all { &self.second } else { &self.first };
        self.forget(topic);
        client.ask_weighing(weight, Some(topic), make, hear);
    }

    /// Has the worker that does not read a file read a part of it, if it has time, and the other one go on with that.
    /// `progress` gets the numbers of bytes and rows.
    pub fn share(
        &self,
        topic: Topic,
        part: (Request, Beside),
        mut progress: impl FnMut((u64, u64)) + 'static,
    ) {
        let (own, other) = match self.second.is_at(topic) {
            true => (self.second.clone(), &self.first),
            false => (self.first.clone(), &self.second),
        };
        let go_on = move |part| own.add(topic, &Request::GoOn, part);
        if other.load().all > WORTH {
            return go_on(Beside::Nothing);
        }
        other.ask_first(Some(topic), part, move |answer| match answer {
            Answer::Part(Response::Progress { done, rows }, _) => progress((done, rows)),
            Answer::Part(..) => {}
            Answer::Whole(_, part) => go_on(part),
            Answer::Lost => go_on(Beside::Nothing),
        });
    }

    /// Whether a file is being read or waits.
    pub fn is_busy(&self) -> bool {
        self.first.is_busy() || self.second.is_busy()
    }

    /// Forgets a file.
    pub fn forget(&self, topic: Topic) {
        self.first.forget(topic);
        self.second.forget(topic);
    }

    /// Ends the workers at once and forgets every file.
    pub fn stop(&self) {
        self.first.stop();
        self.second.stop();
    }
}

/// Whether two workers may read a file of so many bytes together.
pub fn is_shared(size: u64) -> bool {
    (LONG..ALONE).contains(&size) && has_processors()
}

fn has_processors() -> bool {
    window().navigator().hardware_concurrency() > 1.0
}
