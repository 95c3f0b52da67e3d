//! The mirror of the store in IndexedDB, by way of `web/mirror.js`.

use std::collections::BTreeMap;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How long the first screen waits for the mirror, in milliseconds: a healthy one answers in a few.
const PATIENCE: i32 = 2_000;

/// Records of the mirror: those of the past (revisions, snapshots), or all others; `None` where there is none, or it does not answer.
pub async fn read(past: bool) -> Option<BTreeMap<String, String>> {
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
pub async fn write(changes: &BTreeMap<String, Option<String>>) -> Result<(), MirrorError> {
    let text = serde_json::to_string(changes).map_err(|_| MirrorError::Failed)?;
    let writing = call("write", &Array::of1(&text.into())).map_err(|error| MirrorError::of(&error))?;
    JsFuture::from(writing).await.map(drop).map_err(|error| MirrorError::of(&error))
}

/// Why the mirror was not written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MirrorError {
    /// The disk, or the browser's share of it, is full.
    Full,
    /// Anything else.
    Failed,
}

impl MirrorError {
    fn of(error: &JsValue) -> Self {
        let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
        if name.as_deref() == Some("QuotaExceededError") { Self::Full } else { Self::Failed }
    }
}

fn call(name: &str, arguments: &Array) -> Result<Promise, JsValue> {
    let mirror = Reflect::get(&js_sys::global(), &"submissionEditorMirror".into())?;
    let function: Function = Reflect::get(&mirror, &name.into())?.dyn_into()?;
    function.apply(&mirror, arguments)?.dyn_into()
}
