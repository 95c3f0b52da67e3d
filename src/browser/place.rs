//! The place where text is kept, by way of `web/storage.js`: what the browser says of it, the shared
//! computer, the removal of everything.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::scripts::late;

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
    let found =
        wait(late().place().conditions()).await.and_then(|found| found.as_string()).unwrap_or_default();
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
    wait(late().place().persist()).await.is_some_and(|agreed| agreed.is_truthy())
}

/// Removes everything that is ours from this browser; how much could not be removed.
pub async fn erase() -> usize {
    wait(late().place().erase()).await.and_then(|left| left.as_f64()).map_or(1, |left| left as usize)
}

/// Begins or ends the work on a shared computer, with the page loaded anew; `false` where the browser
/// cannot remember it.
pub fn set_shared(on: bool) -> bool {
    late().place().set_shared(on)
}

/// Goes to the start page with nothing of before in memory.
pub fn start_again() {
    late().place().start_again();
}

async fn wait(asked: Promise) -> Option<JsValue> {
    JsFuture::from(asked).await.ok()
}
