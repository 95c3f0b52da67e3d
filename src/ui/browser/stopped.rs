//! What happens when the program stops: the loader takes over.

use wasm_bindgen::{JsCast, JsValue};

/// From now on a panic is handed to the loader, which shows what is stored.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| hand_over(&panic.to_string())));
}

fn hand_over(message: &str) {
    let name = JsValue::from_str("submissionEditorStopped");
    let stopped = js_sys::Reflect::get(&js_sys::global(), &name);
    if let Some(stopped) = stopped.ok().and_then(|stopped| stopped.dyn_into::<js_sys::Function>().ok()) {
        // There is no one left to tell if this fails too.
        let _ = stopped.call1(&JsValue::NULL, &JsValue::from_str(message));
    }
}
