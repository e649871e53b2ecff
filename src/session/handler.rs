//! A worker's side of the messages, without a browser: it reads files, or keeps what was read and answers for it.

mod reading;

use super::look::look;
use super::protocol::{ExportFile, OpenedText, Request, Response, WrittenFile};
use super::rollup::SnapshotStore;
use super::{Computed, County, Results};
use crate::figures::details::{Details, DetailsOf};
use crate::figures::settings::Settings;
use crate::input::file::read_rows;
use crate::input::read::Source;
use crate::model::cell::Day;
use crate::model::period::PeriodChoice;
use crate::snapshot::{Made, Opened, Snapshot, encode, figures, open, qr};
use crate::text::{set_language, t};
use reading::{Half, begin, read_part, try_out};
use std::sync::Arc;

/// Writes a file of results; a sentence if it cannot.
pub type WriteFile = fn(&ExportFile, &Results<'_>, Day) -> Result<WrittenFile, String>;

/// What a worker is asked, with what travels beside the request.
pub struct Asked<'a> {
    /// The request.
    pub request: Request,
    /// A file, for requests that read one.
    pub file: Option<&'a mut dyn Source>,
    /// An encoded file reading, for [`Request::Keep`]; a block of rows, for [`Request::Ahead`]; a part, for
    /// [`Request::GoOn`].
    pub reading: Option<Vec<u8>>,
}

/// The worker's answer.
pub struct Answered {
    /// The response.
    pub response: Response,
    /// What travels beside [`Response::Read`]: the encoded file reading; beside [`Response::Ahead`], a block of its rows;
    /// beside [`Response::Part`], the part.
    pub reading: Option<Vec<u8>>,
}

impl From<Response> for Answered {
    fn from(response: Response) -> Self {
        Self { response, reading: None }
    }
}

/// What a worker holds between requests.
#[derive(Debug)]
pub struct Handler {
    county: County,
    /// The snapshot that is shown in place of files, and its figures.
    shown: Option<(Box<Snapshot>, Option<Arc<Computed>>)>,
    snapshots: SnapshotStore,
    /// The snapshot that was made last, and those that were handed on.
    latest: Option<Made>,
    handed_on: Vec<Made>,
    settings: Settings,
    write: WriteFile,
    half: Option<Half>,
}

impl Handler {
    /// A worker that holds nothing yet; it writes files by `write`.
    pub fn new(write: WriteFile) -> Self {
        Self {
            county: County::default(),
            shown: None,
            snapshots: SnapshotStore::default(),
            latest: None,
            handed_on: Vec::new(),
            settings: Settings::default(),
            write,
            half: None,
        }
    }

    /// Answers a request; `part` gets what comes before the whole answer.
    pub fn answer(&mut self, asked: Asked<'_>, part: &mut dyn FnMut(Answered)) -> Answered {
        let Asked { request, file, reading } = asked;
        match request {
            Request::Read { name, choices, is_shared } => match file {
                Some(file) => return begin(file, (name, choices), is_shared, &mut self.half, part),
                None => Response::Done,
            },
            Request::ReadPart { name, choices, from } => match file {
                Some(file) => return read_part(file, (&name, &choices), from, part),
                None => Response::Done,
            },
            Request::GoOn => match (file, self.half.take()) {
                (Some(file), Some(half)) => return half.go_on(file, reading, part),
                // It could not be left, and was read to its end.
                _ => Response::Half,
            },
            Request::Try { name, choices } => match file {
                Some(file) => return try_out(file, &name, &choices),
                None => Response::Done,
            },
            Request::ReadRows { name, choices, wanted } => {
                set_language(choices.language);
                let rows =
                    file.map(|file| read_rows(file, &name, &choices, &wanted)).unwrap_or(Ok(Vec::new()));
                Response::Rows(rows.map_err(|error| error.to_string()))
            }
            Request::Look { name, what, language } => match file {
                Some(file) => {
                    set_language(language);
                    let (step, mut next) = (file.len() / 100, 0);
                    let mut progress = |done| {
                        if done >= next {
                            next = done + step;
                            part(Response::Progress { done, rows: 0 }.into());
                        }
                    };
                    Response::Looked(look(what, &name, file, &mut progress))
                }
                None => Response::Done,
            },
            Request::Keep(id) => {
                if let Some(reading) = reading.and_then(|bytes| postcard::from_bytes(&bytes).ok()) {
                    self.shown = None;
                    self.county.keep(id, reading);
                }
                Response::Done
            }
            Request::Ahead(id) => {
                let block = reading.and_then(|bytes| postcard::from_bytes(&bytes).ok());
                self.county.go_ahead(id, block);
                Response::Done
            }
            Request::Forget(id) => {
                self.county.forget(id);
                Response::Done
            }
            Request::Open(text) => Response::Opened(self.open(&text)),
            Request::Settings(settings) => {
                set_language(settings.language);
                self.settings = *settings;
                Response::Done
            }
            Request::Aliases(aliases) => {
                self.county.answer(*aliases);
                Response::Done
            }
            Request::Compute { period, today } => self.compute(period, today),
            Request::Evidence(subject) => Response::Evidence(match self.shown {
                Some(_) => Vec::new(),
                None => self.county.evidence(&subject),
            }),
            Request::Details(of) => Response::Details(Arc::new(match self.shown {
                Some(_) => Details::default(),
                None => self.county.details(&of),
            })),
            Request::Prospects => Response::Prospects(match self.shown {
                Some(_) => Vec::new(),
                None => self.county.prospects(),
            }),
            Request::Suppose(id) => {
                if let Some(reading) = reading.and_then(|bytes| postcard::from_bytes(&bytes).ok()) {
                    self.county.suppose(id, reading);
                }
                Response::Done
            }
            Request::Supposed { period, today } => Response::Supposed(self.county.supposed(period, today)),
            Request::Export { file, today } => Response::File(match self.results() {
                Some(mut results) => {
                    if file == ExportFile::Work && self.shown.is_none() {
                        results.details = Some(self.county.details(&DetailsOf::Everything));
                    }
                    (self.write)(&file, &results, today)
                }
                None => Err(t("没有可写的结果").to_owned()),
            }),
            Request::Snapshot { choices, today } => {
                self.latest = self.county.last().map(|(tally, computed)| {
                    Made::of(tally, &computed.figures, today, choices, &self.handed_on)
                });
                Response::Snapshot(self.latest.as_ref().map(|made| encode(&made.snapshot)))
            }
            Request::HandOn => {
                let new = self.latest.as_ref().filter(|made| !self.handed_on.contains(made)).cloned();
                self.handed_on.extend(new);
                self.handed_on()
            }
            Request::LeaveOut(at) => {
                if at < self.handed_on.len() {
                    self.handed_on.remove(at);
                }
                self.handed_on()
            }
            Request::Rollup(request) => {
                let mut part = |response| part(Response::Rollup(response).into());
                Response::Rollup(self.snapshots.answer(request, file, &mut part))
            }
            Request::ReadCode { width, height, grey } => {
                Response::Codes(qr::read(width as usize, height as usize, &grey))
            }
        }
        .into()
    }

    fn handed_on(&self) -> Response {
        Response::HandedOn(self.handed_on.iter().map(Made::title).collect())
    }

    fn open(&mut self, text: &str) -> OpenedText {
        match open(text) {
            Ok(Opened::Plain(snapshot)) => {
                let head = (&*snapshot).into();
                self.county = County::default();
                self.shown = Some((snapshot, None));
                OpenedText::Open(head)
            }
            Ok(Opened::Locked(_)) => OpenedText::Locked,
            Err(error) => OpenedText::Refused(error.to_string()),
        }
    }

    /// Computes the figures; those of a snapshot are of its own period.
    fn compute(&mut self, period: Option<PeriodChoice>, today: Day) -> Response {
        if let Some((snapshot, last)) = &mut self.shown {
            let figures = figures(snapshot, &self.settings);
            let computed = Computed { figures, findings: Vec::new(), matches: Vec::new(), sites: Vec::new() };
            let computed = last.insert(Arc::new(computed));
            return Response::Computed { period: snapshot.choice(), computed: Arc::clone(computed) };
        }
        self.county.set(self.settings.clone());
        let period = period.unwrap_or_else(|| self.county.first_period(today));
        Response::Computed { period, computed: self.county.compute(period, today) }
    }

    fn results(&self) -> Option<Results<'_>> {
        match &self.shown {
            Some((_, computed)) => {
                let figures = &computed.as_ref()?.figures;
                Some(Results { figures, findings: None, reports: Vec::new(), sites: &[], details: None })
            }
            None => self.county.results(),
        }
    }
}
