//! What the second module is told of the text's past, by way of `web/boot.js`: it waits there until the
//! module has arrived.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Tells of an answer: how (`note`, `hold`), which, how it stood at the opening of the draft and when
/// that was, how it stands, and when. One word, `leave`, says that the writer has left the answer.
pub fn tell(note: &[JsValue]) {
    let words = Array::new();
    for word in note {
        words.push(word);
    }
    // Where nobody listens the text has no past; it is kept all the same.
    let tell = Reflect::get(&js_sys::global(), &"submissionEditorTell".into()).unwrap_or_default();
    if let Some(tell) = tell.dyn_ref::<Function>() {
        let _ = tell.apply(&JsValue::NULL, &words);
    }
}
