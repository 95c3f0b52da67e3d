//! The mirror of the store in IndexedDB, by way of `web/mirror.js`.

use std::cell::RefCell;

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::scripts::scripts;
use submission_core::collections::SortedMap;
use submission_core::draft::DraftId;

/// How long the first screen waits for the mirror, in milliseconds: a healthy one answers in a few.
const PATIENCE: i32 = 2_000;

/// Records of the mirror, by key.
pub type Records = SortedMap<String, String>;

/// Asks for the records of the mirror: those of the past (revisions, snapshots), or all others.
pub fn ask(past: bool) -> Option<Promise> {
    Some(scripts().mirror().read(past))
}

/// What was asked for, however late it comes; `None` where there is no mirror.
pub async fn answer(asked: Promise) -> Option<Records> {
    let read = JsFuture::from(asked).await.ok()?;
    serde_json::from_str(&read.as_string()?).ok()
}

/// What was asked for, as far as it comes before the first screen has to be shown; `Err` where it is late.
pub async fn answer_soon(reading: &Promise) -> Result<Option<Records>, ()> {
    let patience = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Without a timer the mirror's own answer is waited for.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PATIENCE);
        }
    });
    match JsFuture::from(Promise::race(&Array::of2(reading, &patience))).await {
        Ok(read) if read.is_undefined() => Err(()),
        Ok(read) => Ok(read.as_string().and_then(|read| serde_json::from_str(&read).ok())),
        Err(_) => Ok(None),
    }
}

/// Writes changes in one transaction; done when they are on the disk.
pub async fn write(changes: &SortedMap<String, Option<String>>) -> Result<(), JsValue> {
    let text = serde_json::to_string(changes).unwrap_or_default();
    JsFuture::from(scripts().mirror().write(&text)).await.map(drop)
}

thread_local! {
    static REPLACED: RefCell<Option<DraftId>> = const { RefCell::new(None) };
    static RESTORED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Leaves word for the notices that another page has written into a draft.
pub fn tell_replaced(draft: &DraftId) {
    REPLACED.set(Some(draft.clone()));
}

/// The draft into which another page has written, as it was found when it was opened.
pub fn replaced() -> Option<DraftId> {
    REPLACED.with_borrow(Clone::clone)
}

/// Leaves word for the notices of what was missing here, and was taken from the mirror.
pub fn tell_restored(keys: &[String]) {
    RESTORED.set(keys.to_vec());
}

/// Keys that were missing here at the start, and were taken from the mirror.
pub fn restored() -> Vec<String> {
    RESTORED.with_borrow(Clone::clone)
}
