//! The program in its other role: in a worker it has no page, and answers requests one by one.

use js_sys::{Array, Uint8Array};
use submission_core::work::{Handler, decode_request, encode};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::{dates, fault};

/// What the worker sends first: requests may come.
pub const READY: &str = "ready";

#[wasm_bindgen]
extern "C" {
    /// Sends a message to the page, from the worker that this runs in.
    #[wasm_bindgen(js_name = postMessage)]
    pub fn post_message(message: &JsValue);

    #[wasm_bindgen(js_name = addEventListener)]
    fn listen(event: &str, run: &JsValue);

    /// The event of a message.
    type Message;

    #[wasm_bindgen(method, getter)]
    fn data(this: &Message) -> JsValue;
}

/// Answers requests from now on. A request is an array: its number, the request and what it is about, both as bytes; so is
/// each part of an answer: the number, the part.
pub fn start() {
    let mut handler = Handler::new(dates::day);
    let heard = Closure::<dyn FnMut(Message)>::new(move |event: Message| {
        let message: Array = event.data().unchecked_into();
        fault::wish(&message.get(3));
        fault::point("work");
        let Some(request) = decode_request(&bytes(&message.get(1))) else { return };
        let beside = bytes(&message.get(2));
        handler.handle(&request, &beside, &mut |reply| {
            post_message(&Array::of2(&message.get(0), &Uint8Array::from(encode(&reply).as_slice())));
        });
    });
    // For the life of the worker.
    listen("message", &heard.into_js_value());
    post_message(&READY.into());
}

fn bytes(sent: &JsValue) -> Vec<u8> {
    sent.dyn_ref().map_or_else(Vec::new, Uint8Array::to_vec)
}
