//! The program in its other role: in a worker it has no page, and answers requests one by one.

use js_sys::{Array, Reflect, Uint8Array};
use submission_core::work::{Handler, decode_request, encode};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::browser::{dates, fault};

/// What the worker sends first: requests may come.
pub const READY: &str = "ready";

/// The worker that the program runs in; `None` on a page.
pub fn scope() -> Option<DedicatedWorkerGlobalScope> {
    let global = js_sys::global();
    // The global object lets any member be read.
    let has_page = Reflect::has(&global, &"document".into()).unwrap_or(true);
    (!has_page).then(|| global.unchecked_into())
}

/// Answers requests from now on. A request is an array: its number, the request and what it is about, both as bytes; so is
/// each part of an answer: the number, the part.
pub fn start(scope: DedicatedWorkerGlobalScope) {
    let mut handler = Handler::new(dates::day);
    let to = scope.clone();
    // Nobody is left to be told where a message can't be sent.
    let send = move |message: &JsValue| drop(to.post_message(message));
    let answer = send.clone();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        fault::wish(&message.get(3));
        fault::point("work");
        let Some(request) = decode_request(&bytes(&message.get(1))) else { return };
        let beside = bytes(&message.get(2));
        handler.handle(&request, &beside, &mut |reply| {
            answer(&Array::of2(&message.get(0), &Uint8Array::from(encode(&reply).as_slice())));
        });
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // It listens for the life of the worker.
    listen.forget();
    send(&READY.into());
}

fn bytes(sent: &JsValue) -> Vec<u8> {
    sent.dyn_ref().map_or_else(Vec::new, Uint8Array::to_vec)
}
