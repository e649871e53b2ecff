//! Files that may be no tables, looked into by a worker of their own: the page goes on answering, and a person can
//! cancel.

use super::client::{Answer, Client};
use super::transport::Beside;
use super::{coordinator, keeper};
use crate::app::store::{Opening, Stage, Store};
use gelan::session::look::{LookFor, Looked};
use gelan::session::protocol::{OpenedText, Request, Response};
use gelan::text::{language, t};
use js_sys::{Function, Promise};
use leptos::prelude::Set;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

thread_local! {
    static OPENER: Client = Client::passing();
}

/// Looks into a file; `None` if the person cancelled it.
pub async fn look(store: Store, name: &str, file: &File, what: LookFor) -> Option<Looked> {
    if let Some(sentence) = what.too_large(file.size() as u64) {
        return Some(Looked::Refused(sentence));
    }
    let total = file.size() as u64;
    let opening = Opening { name: name.to_owned(), done: 0, total };
    store.opening.set(Some(opening.clone()));
    let request = Request::Look { name: name.to_owned(), what, language: language() };
    let beside = Beside::File(file.clone());
    let client = OPENER.with(Client::clone);
    let heard = asked(&client, request, beside, move |part| {
        if let Response::Progress { done, .. } = part {
            store.opening.set(Some(Opening { done, ..opening.clone() }));
        }
    });
    let looked = match heard.await? {
        Some(Response::Looked(looked)) => looked,
        _ => Looked::Refused(t("打开时程序意外中断，原文件没有改动；可能是文件过大或已损坏").to_owned()),
    };
    store.opening.set(None);
    Some(looked)
}

/// Opens a snapshot's text in place of what is loaded. `opened` gets what the text turned out to be; the figures of a
/// snapshot come after it.
pub fn open(store: Store, text: &str, opened: impl FnOnce(OpenedText) + 'static) {
    coordinator::clear(store);
    store.stage.set(Stage::Opening);
    let mut opened = Some(opened);
    keeper::ask_plain(store, None, Request::Open(text.to_owned()), move |response| {
        if let (Response::Opened(text), Some(opened)) = (response, opened.take()) {
            let shown = matches!(text, OpenedText::Open(_));
            opened(text);
            if shown {
                coordinator::compute(store);
            } else {
                store.stage.set(Stage::Empty);
            }
        }
    });
}

/// Gives up what is being looked into, and all that waits.
pub fn cancel(store: Store) {
    OPENER.with(Client::clone).stop();
    store.opening.set(None);
    store.tell(t("已取消，没有读入文件"), false);
}

/// Asks a client and waits: gives the whole answer, `Some(None)` if the worker was lost, `None` if the question was
/// forgotten.
pub async fn asked(
    client: &Client,
    request: Request,
    beside: Beside,
    part: impl FnMut(Response) + 'static,
) -> Option<Option<Response>> {
    let answer = Rc::new(RefCell::new(None));
    let mut resolve = None;
    let over = Promise::new(&mut |over, _| resolve = Some(End(over)));
    let (heard, mut part) = (Rc::clone(&answer), part);
    let hear = move |answer| {
        // Dropped with this closure, when the question is answered or forgotten.
        let _ = &resolve;
        match answer {
            Answer::Part(response, _) => part(response),
            Answer::Whole(response, _) => *heard.borrow_mut() = Some(Some(response)),
            Answer::Lost => *heard.borrow_mut() = Some(None),
        }
    };
    client.ask(None, move || Some((request, beside)), hear);
    let _ = JsFuture::from(over).await;
    answer.take()
}

/// Resolves a promise when it is dropped.
struct End(Function);

impl Drop for End {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::NULL);
    }
}
