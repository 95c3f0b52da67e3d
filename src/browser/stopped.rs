//! What the program says to the plain scripts of the page; above all that it has stopped.

use wasm_bindgen::{JsCast, JsValue};

/// From now on a panic is handed to the loader, which shows what is stored.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| hand_over(&panic.to_string())));
}

/// Tells the watchdog that what was typed has been taken care of: saved, or said not to be. Nothing of the
/// draft `saved` is left to be stored.
pub fn heard(saved: Option<&str>) {
    call("submissionEditorHeard", &saved.map_or(JsValue::UNDEFINED, JsValue::from_str));
}

fn hand_over(message: &str) {
    call("submissionEditorStopped", &JsValue::from_str(message));
}

/// Calls a function that a plain script has put on the global object, if it is there.
pub fn call(name: &str, argument: &JsValue) {
    let function = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str(name));
    if let Some(function) = function.ok().and_then(|function| function.dyn_into::<js_sys::Function>().ok()) {
        // There is no one left to tell if this fails too.
        let _ = function.call1(&JsValue::NULL, argument);
    }
}
