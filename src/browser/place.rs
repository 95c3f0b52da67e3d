//! The place where text is kept, by way of `web/storage.js`: what the browser says of it, the shared
//! computer, the removal of everything; and, by way of `web/lost.js`, drafts that are gone from it.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What is so about this place that text may not last, or will.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Conditions {
    /// The page was opened from a file: all such pages share one storage.
    pub is_file: bool,
    /// There is little room or no database, as in a private window.
    pub may_be_private: bool,
    /// The browser has agreed not to clear what is kept here by itself.
    pub is_persistent: bool,
    /// The editor itself is here whole: it opens without a network.
    pub works_offline: bool,
}

/// What the browser says of this place.
pub async fn conditions() -> Conditions {
    let found = wait("conditions").await.and_then(|found| found.as_string()).unwrap_or_default();
    let has = |name| found.split(' ').any(|condition| condition == name);
    Conditions {
        is_file: has("file"),
        may_be_private: has("private"),
        is_persistent: has("persistent"),
        works_offline: has("offline"),
    }
}

/// Asks the browser not to clear what is kept here by itself; whether it has agreed.
pub async fn persist() -> bool {
    wait("persist").await.is_some_and(|agreed| agreed.is_truthy())
}

/// Removes everything that is ours from this browser; how much could not be removed.
pub async fn erase() -> usize {
    wait("erase").await.and_then(|left| left.as_f64()).map_or(1, |left| left as usize)
}

/// Begins or ends the work on a shared computer, with the page loaded anew; `false` where the browser
/// cannot remember it.
pub fn set_shared(on: bool) -> bool {
    call("setShared", &Array::of1(&on.into())).is_some_and(|done| done.is_truthy())
}

/// Goes to the start page with nothing of before in memory.
pub fn start_again() {
    call("startAgain", &Array::new());
}

/// The draft into which another page has written, as it was found when it was opened.
pub fn replaced() -> Option<String> {
    Reflect::get(&js_sys::global(), &"submissionEditorReplaced".into()).ok()?.as_string()
}

/// Keys that were missing here at the start, and were taken from the mirror.
pub fn restored() -> Vec<String> {
    let restored = Reflect::get(&js_sys::global(), &"submissionEditorRestored".into());
    let restored = restored.ok().and_then(|restored| restored.as_string()).unwrap_or_default();
    restored.lines().map(str::to_owned).collect()
}

/// A draft that is gone from this browser, while the file that followed it is known.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Lost {
    /// What it was called by.
    pub draft: String,
    /// What it was called.
    pub title: String,
    /// The name of its file.
    pub file: String,
}

/// The lost drafts. To ask also notes which drafts are in the bin: from there one goes on purpose.
pub async fn lost() -> Vec<Lost> {
    let found = wait_for(LOST, "find", &Array::new()).await.and_then(|found| found.as_string());
    let found: Vec<[String; 3]> = serde_json::from_str(&found.unwrap_or_default()).unwrap_or_default();
    found.into_iter().map(|[draft, title, file]| Lost { draft, title, file }).collect()
}

/// Opens the file of a lost draft as a new one and goes there; `false` where it cannot be read.
pub async fn open_lost(draft: &str) -> bool {
    let opened = wait_for(LOST, "open", &Array::of1(&draft.into())).await;
    opened.is_some_and(|opened| opened.is_truthy())
}

/// A lost draft is not told of any more.
pub async fn forget_lost(draft: &str) {
    wait_for(LOST, "forget", &Array::of1(&draft.into())).await;
}

const PLACE: &str = "submissionEditorPlace";
const LOST: &str = "submissionEditorLost";

async fn wait(name: &str) -> Option<JsValue> {
    wait_for(PLACE, name, &Array::new()).await
}

async fn wait_for(of: &str, name: &str, arguments: &Array) -> Option<JsValue> {
    let promise: Promise = call_of(of, name, arguments)?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

fn call(name: &str, arguments: &Array) -> Option<JsValue> {
    call_of(PLACE, name, arguments)
}

fn call_of(of: &str, name: &str, arguments: &Array) -> Option<JsValue> {
    let place = Reflect::get(&js_sys::global(), &of.into()).ok()?;
    let function: Function = Reflect::get(&place, &name.into()).ok()?.dyn_into().ok()?;
    function.apply(&place, arguments).ok()
}
