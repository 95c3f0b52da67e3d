//! The mirror of the store in IndexedDB, by way of `web/mirror.js`.

use crate::small::SortedMap;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How long the first screen waits for the mirror, in milliseconds: a healthy one answers in a few.
const PATIENCE: i32 = 2_000;

/// Records of the mirror: those of the past (revisions, snapshots), or all others; `None` where there
/// is none, or it does not answer.
pub async fn read(past: bool) -> Option<SortedMap<String, String>> {
    let reading = call("read", &Array::of1(&past.into())).ok()?;
    let patience = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Without a timer the mirror's own answer is waited for.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PATIENCE);
        }
    });
    let read = JsFuture::from(Promise::race(&Array::of2(&reading, &patience))).await.ok()?;
    serde_json::from_str(&read.as_string()?).ok()
}

/// Writes changes in one transaction; done when they are on the disk.
pub async fn write(changes: &SortedMap<String, Option<String>>) -> Result<(), JsValue> {
    let text = serde_json::to_string(changes).unwrap_or_default();
    JsFuture::from(call("write", &Array::of1(&text.into()))?).await.map(drop)
}

/// Leaves word for the notices of what was missing here, and was taken from the mirror.
pub fn tell_restored(keys: &[String]) {
    // The global object takes any member.
    let _ = Reflect::set(&js_sys::global(), &"submissionEditorRestored".into(), &keys.join("\n").into());
}

fn call(name: &str, arguments: &Array) -> Result<Promise, JsValue> {
    let mirror = Reflect::get(&js_sys::global(), &"submissionEditorMirror".into())?;
    let function: Function = Reflect::get(&mirror, &name.into())?.dyn_into()?;
    function.apply(&mirror, arguments)?.dyn_into()
}
