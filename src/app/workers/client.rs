//! One client for every worker: it starts the worker when something is asked, hands it one question after another, and
//! starts another one after it broke down.
//!
//! A question is made when its turn comes, so that it holds what the person chose last. Whoever asks hears parts of
//! the answer, if the worker sends any, then the whole answer or that the worker was lost; nothing, if the question was
//! forgotten meanwhile.

use super::transport::{Beside, Worker};
use gelan::session::protocol::{Request, Response};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// What a question is about; a newer one takes the place of an older one of the same topic.
pub type Topic = u32;

/// What a client hears.
pub enum Answer {
    /// A part, before the whole, with what the worker sent beside it.
    Part(Response, Beside),
    /// The whole answer, with what the worker sent beside it.
    Whole(Response, Beside),
    /// The worker broke down or did not start.
    Lost,
}

/// The weights of questions.
pub struct Load {
    /// Of those that wait.
    pub waiting: u64,
    /// Of all, the one under way included.
    pub all: u64,
}

type Make = Box<dyn FnOnce() -> Option<(Request, Beside)>>;
type Hear = Rc<RefCell<dyn FnMut(Answer)>>;

struct Question {
    topic: Option<Topic>,
    weight: u64,
    make: Make,
    hear: Hear,
}

/// A worker with the questions that wait for it.
#[derive(Clone)]
pub struct Client(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    /// Whether later questions need what the worker holds.
    keeps: bool,
    worker: Option<Worker>,
    waiting: VecDeque<Question>,
    /// The question under way, and who hears its answer; nobody, if it was forgotten.
    running: Option<(Option<Topic>, Option<Hear>)>,
    /// The weight of that question.
    weight: u64,
    /// Whether the worker was lost with all that it kept while nobody waited for it.
    lost: bool,
}

impl Client {
    /// A client whose worker keeps what it was sent. It runs until [`Self::stop`].
    pub fn keeping() -> Self {
        Self(Rc::new(RefCell::new(State { keeps: true, ..State::default() })))
    }

    /// A client whose worker needs no memory. It ends when nothing waits, since a worker holds on to the memory that a
    /// large file took.
    pub fn passing() -> Self {
        Self(Rc::default())
    }
}

impl Client {
    /// Asks once everything that waits is answered. `make` gives the request, or `None` if there is nothing to ask any
    /// more; `hear` gets the answer.
    pub fn ask(
        &self,
        topic: Option<Topic>,
        make: impl FnOnce() -> Option<(Request, Beside)> + 'static,
        hear: impl FnMut(Answer) + 'static,
    ) {
        self.ask_weighing(0, topic, make, hear);
    }

    /// The same for a question with a weight, which counts in [`Self::load`].
    pub fn ask_weighing(
        &self,
        weight: u64,
        topic: Option<Topic>,
        make: impl FnOnce() -> Option<(Request, Beside)> + 'static,
        hear: impl FnMut(Answer) + 'static,
    ) {
        if let Some(topic) = topic {
            self.forget(topic);
        }
        let question = Question { topic, weight, make: Box::new(make), hear: Rc::new(RefCell::new(hear)) };
        self.0.borrow_mut().waiting.push_back(question);
        self.next();
    }

    /// Asks before everything that waits.
    pub fn ask_first(
        &self,
        topic: Option<Topic>,
        asked: (Request, Beside),
        hear: impl FnMut(Answer) + 'static,
    ) {
        let question =
            Question { topic, weight: 0, make: Box::new(|| Some(asked)), hear: Rc::new(RefCell::new(hear)) };
        self.0.borrow_mut().waiting.push_front(question);
        self.next();
    }

    /// Whether the question under way is of a topic.
    pub fn is_at(&self, topic: Topic) -> bool {
        matches!(self.0.borrow().running, Some((Some(running), _)) if running == topic)
    }

    /// Sends something more to the question of a topic, if that is under way.
    pub fn add(&self, topic: Topic, request: &Request, beside: Beside) {
        if self.is_at(topic)
            && let Err(reason) = self.post(request, beside)
        {
            self.lose(reason);
        }
    }

    /// The weights of what is asked and waits.
    pub fn load(&self) -> Load {
        let state = self.0.borrow();
        let running = if state.running.is_some() { state.weight } else { 0 };
        let waiting = state.waiting.iter().map(|question| question.weight).sum();
        Load { waiting, all: running + waiting }
    }

    /// Whether something is asked or waits.
    pub fn is_busy(&self) -> bool {
        let state = self.0.borrow();
        state.running.is_some() || !state.waiting.is_empty()
    }

    /// Whether the worker runs.
    pub fn is_started(&self) -> bool {
        self.0.borrow().worker.is_some()
    }

    /// Forgets the questions of a topic: nobody hears their answers.
    pub fn forget(&self, topic: Topic) {
        let is_known = |state: &State| {
            let running = state.running.iter().any(|(running, _)| *running == Some(topic));
            running || state.waiting.iter().any(|question| question.topic == Some(topic))
        };
        if !is_known(&self.0.borrow()) {
            return;
        }
        let gone = {
            let mut state = self.0.borrow_mut();
            let waiting = std::mem::take(&mut state.waiting);
            let (gone, left) = waiting.into_iter().partition::<VecDeque<_>, _>(|q| q.topic == Some(topic));
            state.waiting = left;
            let running = state.running.take_if(|(running, _)| *running == Some(topic));
            if running.is_some() && state.keeps {
                state.running = Some((None, None));
            }
            let worker = if running.is_some() && !state.keeps { state.worker.take() } else { None };
            (gone, running, worker)
        };
        // Only now, since what is dropped may ask again.
        drop(gone);
        self.next();
    }

    /// Ends the worker at once and forgets every question.
    pub fn stop(&self) {
        let keeps = self.0.borrow().keeps;
        // What is dropped may ask again.
        drop(self.0.replace(State { keeps, ..State::default() }));
    }

    fn next(&self) {
        let mut state = self.0.borrow_mut();
        if state.running.is_some() {
            return;
        }
        let Some(Question { topic, weight, make, hear }) = state.waiting.pop_front() else {
            let idle = if state.keeps { None } else { state.worker.take() };
            drop(state);
            drop(idle);
            return;
        };
        state.running = Some((topic, Some(hear)));
        state.weight = weight;
        drop(state);
        match make() {
            Some((request, beside)) => {
                if let Err(reason) = self.post(&request, beside) {
                    self.lose(reason);
                }
            }
            None => {
                self.0.borrow_mut().running = None;
                self.next();
            }
        }
    }

    fn post(&self, request: &Request, beside: Beside) -> Result<(), String> {
        let bytes = postcard::to_allocvec(request).map_err(|error| error.to_string())?;
        if std::mem::take(&mut self.0.borrow_mut().lost) {
            return Err("the worker was lost before".to_owned());
        }
        if self.0.borrow().worker.is_none() {
            let (hearing, losing) = (self.clone(), self.clone());
            let worker = Worker::start(
                move |bytes, beside| hearing.hear(&bytes, beside),
                move |reason| losing.lose(reason),
            )?;
            self.0.borrow_mut().worker = Some(worker);
        }
        self.0.borrow().worker.as_ref().map_or(Ok(()), |worker| worker.post(&bytes, beside))
    }

    fn hear(&self, bytes: &[u8], beside: Beside) {
        let (whole, response) = match postcard::from_bytes::<(bool, Response)>(bytes) {
            Ok(answer) => answer,
            Err(error) => return self.lose(error.to_string()),
        };
        let hear = {
            let mut state = self.0.borrow_mut();
            let hear = state.running.as_ref().and_then(|(_, hear)| hear.clone());
            state.running.take_if(|_| whole);
            hear
        };
        if let Some(hear) = hear {
            let answer = if whole { Answer::Whole(response, beside) } else { Answer::Part(response, beside) };
            (hear.borrow_mut())(answer);
        }
        if whole {
            self.next();
        }
    }

    /// Drops the broken worker and answers the question under way.
    fn lose(&self, reason: String) {
        leptos::logging::warn!("{reason}");
        let (running, worker) = {
            let mut state = self.0.borrow_mut();
            let (running, worker) = (state.running.take(), state.worker.take());
            state.lost = state.keeps && running.is_none();
            (running, worker)
        };
        drop(worker);
        if let Some((_, Some(hear))) = running {
            (hear.borrow_mut())(Answer::Lost);
        }
        self.next();
    }
}
