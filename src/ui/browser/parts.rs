//! Files that belong to the program and are asked for later, wherever they stand.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The text of such a file; `None` where it does not arrive.
pub async fn text(name: &str) -> Option<String> {
    let ask = Reflect::get(&js_sys::global(), &"submissionEditorText".into()).ok()?;
    let asked = ask.dyn_into::<Function>().ok()?.call1(&JsValue::NULL, &name.into()).ok()?;
    JsFuture::from(asked.dyn_into::<Promise>().ok()?).await.ok()?.as_string()
}
