//! The worker's side. Whether a worker reads files, or keeps what was read and answers for it, is the page's choice.

use super::blob::BlobSource;
use super::picture;
use super::transport::{Beside, Payload, Port};
use gelan::export;
use gelan::input::read::Source;
use gelan::session::handler::{Answered, Asked, Handler};
use gelan::session::look::LookFor;
use gelan::session::protocol::{Request, Response};
use gelan::text::set_language;
use wasm_bindgen_futures::spawn_local;

/// What a worker takes of the browser's memory at once: to take it little by little takes a fifth of the time of reading.
const AT_ONCE: usize = 32 << 20;

/// Answers one request after another for as long as the worker lives.
pub fn service() -> impl FnMut(&Port, Vec<u8>, Beside) + 'static {
    let mut room = Vec::<u8>::new();
    // Without, it is taken as it is needed.
    let _ = room.try_reserve_exact(AT_ONCE);
    drop(std::hint::black_box(room));
    let mut handler = Handler::new(export::write);
    let mut file = None;
    move |port, bytes, beside| {
        let Ok(request) = postcard::from_bytes(&bytes) else {
            return post(port, (true, Response::Done), Beside::Nothing);
        };
        // Who goes on has the file already.
        if request != Request::GoOn {
            file = None;
        }
        let mut reading = None;
        match beside {
            Beside::Nothing => {}
            Beside::File(given) => file = Some(given),
            Beside::Payload(payload) => reading = Some(payload.to_bytes()),
        }
        // The browser takes it apart while this waits.
        if let (Request::Look { what: LookFor::Picture, language, .. }, Some(file)) = (&request, &file) {
            set_language(*language);
            let (port, file) = (port.clone(), file.clone());
            spawn_local(async move {
                post(&port, (true, Response::Looked(picture::look(&file).await)), Beside::Nothing);
            });
            return;
        }
        let mut source = file.as_ref().map(BlobSource::new);
        let source = source.as_mut().map(|source| source as &mut dyn Source);
        let send = |whole: bool, Answered { response, reading }: Answered| {
            let reading = reading.map(|bytes| Payload::from_bytes(&bytes));
            post(port, (whole, response), reading.map_or(Beside::Nothing, Beside::Payload));
        };
        let answered =
            handler.answer(Asked { request, file: source, reading }, &mut |part| send(false, part));
        // The answer follows once it is to go on.
        send(answered.response != Response::Half, answered);
    }
}

/// Posts a response, and whether it is the last to its request.
fn post(port: &Port, answer: (bool, Response), beside: Beside) {
    if let Ok(bytes) = postcard::to_allocvec(&answer) {
        // The page would wait for ever, where the browser has no memory for the answer.
        if let Err(reason) = port.post(&bytes, beside) {
            port.panic(&reason);
        }
    }
}
