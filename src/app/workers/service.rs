//! The worker's side: reads files, or keeps what was read and answers for it. Which of the two a worker
//! does is the page's choice; the code is one.

use super::blob::BlobSource;
use crate::app::workers::transport::{Load, Port};
use gelan::input::file::{read_file_told, read_rows};
use gelan::input::read::{Flow, Source};
use gelan::model::cell::Day;
use gelan::model::cell::from_milliseconds;
use gelan::session::rollup::stack::Stack;
use gelan::session::{Request, Response, Session};
use gelan::snapshot::{Choices, Snapshot, encode, qr};
use gelan::text::set_language;
use web_sys::File;

/// Answers one request after another for as long as the worker lives.
pub fn service() -> impl FnMut(&Port, Vec<u8>, Option<File>, Option<Load>) + 'static {
    let mut session = Session::default();
    let mut stack = Stack::default();
    move |port, bytes, file, load| match postcard::from_bytes(&bytes) {
        Ok(Request::Roll(ask)) => {
            let mut source = file.as_ref().map(BlobSource::new);
            let source = source.as_mut().map(|s| s as &mut dyn Source);
            stack.answer(*ask, source, &mut |told| say(port, &Response::Roll(Box::new(told))));
        }
        Ok(Request::Keep { file }) => {
            let reading = load.and_then(|load| postcard::from_bytes(&load.to_bytes()).ok());
            if let Some(reading) = reading {
                session.keep(file, reading);
            }
        }
        Ok(request) => {
            answer(&mut session, port, request, file);
        }
        Err(_) => {}
    }
}

fn answer(session: &mut Session, port: &Port, request: Request, file: Option<File>) {
    match request {
        Request::Roll(_) | Request::Keep { .. } => {}
        Request::Read { file: id, name, choices } => {
            let Some(file) = file else { return };
            set_language(choices.language);
            let mut source = BlobSource::new(&file);
            let total = file.size() as u64;
            let mut said = 0;
            let mut progress = |done: u64, rows: u64| {
                // A message for each hundredth is enough to see a bar move.
                if done >= said + total / 100 {
                    said = done;
                    say(port, &Response::Progress { file: id, done, total, rows });
                }
                // Who cancels ends this thread.
                Flow::Continue
            };
            let read = read_file_told(&mut source, &name, &choices, &mut progress);
            let reading = Load::of(&postcard::to_allocvec(&read).unwrap_or_default());
            say_with(port, &Response::Read { file: id, report: read.report }, Some(reading));
        }
        Request::ReadRows { generation, name, choices, wanted } => {
            let Some(file) = file else { return };
            set_language(choices.language);
            let rows = read_rows(&mut BlobSource::new(&file), &name, &choices, &wanted)
                .map_err(|error| error.to_string());
            say(port, &Response::Rows { generation, rows });
        }
        Request::Evidence { generation, subject } => {
            let rows = session.evidence(&subject);
            say(port, &Response::Evidence { generation, rows });
        }
        Request::Forget(file) => session.forget(file),
        Request::Settings(settings) => {
            set_language(settings.language);
            session.set(*settings);
        }
        Request::Compute { generation, period, today } => {
            let computed = Box::new(session.compute(period, today).clone());
            say(port, &Response::Computed { generation, computed });
        }
        Request::ExportJson => {
            if let Some(json) = session.results_json() {
                say(port, &Response::Json(json));
            }
        }
        Request::ReadCode { width, height, grey } => {
            say(port, &Response::Codes(qr::read(width as usize, height as usize, &grey)));
        }
        Request::Snapshot(choices) => {
            if let Some(text) = snapshot(session, choices) {
                say(port, &Response::Snapshot(text));
            }
        }
    }
}

fn snapshot(session: &Session, choices: Choices) -> Option<String> {
    let (tally, computed) = session.last()?;
    Some(encode(&Snapshot::of(tally, &computed.figures, today(), choices)))
}

/// The day by the clock of this computer, in its time zone.
pub fn today() -> Day {
    let now = js_sys::Date::new_0();
    from_milliseconds(now.get_time() - now.get_timezone_offset() * 60_000.0)
}

fn say(port: &Port, response: &Response) {
    say_with(port, response, None);
}

fn say_with(port: &Port, response: &Response, load: Option<Load>) {
    if let Ok(bytes) = postcard::to_allocvec(response) {
        // The page that asked is gone where this fails; there is nobody to tell.
        let _ = port.post(&bytes, load);
    }
}
