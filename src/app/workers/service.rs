//! The worker's side. Whether a worker reads files, or keeps what was read and answers for it, is the page's choice.

use super::blob::BlobSource;
use super::transport::{Beside, Payload, Port};
use gelan::export;
use gelan::input::read::Source;
use gelan::session::handler::{Asked, Handler};
use gelan::session::protocol::Response;

/// Answers one request after another for as long as the worker lives.
pub fn service() -> impl FnMut(&Port, Vec<u8>, Beside) + 'static {
    let mut handler = Handler::new(export::write);
    move |port, bytes, beside| {
        let Ok(request) = postcard::from_bytes(&bytes) else {
            return post(port, (true, Response::Done), Beside::Nothing);
        };
        let (file, reading) = match beside {
            Beside::Nothing => (None, None),
            Beside::File(file) => (Some(file), None),
            Beside::Payload(payload) => (None, Some(payload.to_bytes())),
        };
        let mut source = file.as_ref().map(BlobSource::new);
        let file = source.as_mut().map(|source| source as &mut dyn Source);
        let mut part = |response| post(port, (false, response), Beside::Nothing);
        let answered = handler.answer(Asked { request, file, reading }, &mut part);
        let reading = answered.reading.map(|bytes| Payload::from_bytes(&bytes));
        post(port, (true, answered.response), reading.map_or(Beside::Nothing, Beside::Payload));
    }
}

/// Posts a response, and whether it is the last to its request.
fn post(port: &Port, answer: (bool, Response), beside: Beside) {
    if let Ok(bytes) = postcard::to_allocvec(&answer) {
        // The page that asked is gone if this fails; there is nobody to tell.
        let _ = port.post(&bytes, beside);
    }
}
