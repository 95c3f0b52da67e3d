//! What the plain scripts (`web/`) do for the program: handed over as objects, with the types of what they can.

use std::cell::OnceCell;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::draft_files::{DraftFiles, FileHandle};

#[wasm_bindgen]
extern "C" {
    /// What they do from the start on (`Scripts` in `web/globals.d.ts`).
    #[derive(Clone)]
    pub type Scripts;

    #[wasm_bindgen(method)]
    pub(super) fn text(this: &Scripts, name: &str) -> Promise;

    #[wasm_bindgen(method)]
    pub(super) fn load(this: &Scripts, start: &JsValue) -> Promise;

    #[wasm_bindgen(method)]
    pub(super) fn stopped(this: &Scripts, message: &str);

    #[wasm_bindgen(method)]
    pub(super) fn heard(this: &Scripts, saved: Option<&str>);

    #[wasm_bindgen(method)]
    pub(super) fn hold(this: &Scripts, draft: &str);

    #[wasm_bindgen(method, js_name = takeOver)]
    pub(super) fn take_over(this: &Scripts);

    #[wasm_bindgen(method, getter)]
    pub(super) fn mirror(this: &Scripts) -> Mirror;

    /// The mirror of the store (`web/mirror.js`).
    pub(super) type Mirror;

    #[wasm_bindgen(method)]
    pub(super) fn read(this: &Mirror, past: bool) -> Promise;

    #[wasm_bindgen(method)]
    pub(super) fn write(this: &Mirror, changes: &str) -> Promise;

    /// What comes with the lazy part (`Late` in `web/globals.d.ts`).
    #[derive(Clone)]
    pub type Late;

    /// Which file follows which draft.
    #[wasm_bindgen(method, getter)]
    pub fn files(this: &Late) -> DraftFiles;

    /// The place where text is kept.
    #[wasm_bindgen(method, getter)]
    pub fn place(this: &Late) -> Place;

    /// Makes a file for respondents of a title, a name and a text: a promise of its text. None where it cannot be made.
    #[wasm_bindgen(method, getter)]
    pub fn enclose(this: &Late) -> Option<Function>;

    /// Makes a worker that runs this program, and says "ready" when requests may come.
    #[wasm_bindgen(method, catch)]
    pub fn worker(this: &Late, heard: &JsValue, failed: &JsValue) -> Result<Worker, JsValue>;

    #[wasm_bindgen(method, js_name = editor)]
    pub(super) fn fetch_editor(this: &Late) -> Promise;

    #[wasm_bindgen(method, getter)]
    fn update(this: &Late) -> Option<Function>;

    #[wasm_bindgen(method, setter)]
    fn set_updated(this: &Late, run: &JsValue);

    #[wasm_bindgen(method, js_name = openFile)]
    fn open(this: &Late, file: &web_sys::File) -> Promise;

    #[wasm_bindgen(method, js_name = openHandle)]
    fn open_of(this: &Late, handle: &FileHandle) -> Promise;

    /// A worker (`web/handle.js`).
    pub type Worker;

    /// Sends it a message, with what is handed over and not copied.
    #[wasm_bindgen(method, catch)]
    pub fn post(this: &Worker, message: &Array, transfer: &Array) -> Result<(), JsValue>;

    /// Ends it, at whatever it is.
    #[wasm_bindgen(method)]
    pub fn end(this: &Worker);

    /// The place where text is kept (`web/storage.js`).
    pub type Place;

    #[wasm_bindgen(method)]
    pub(super) fn conditions(this: &Place) -> Promise;

    #[wasm_bindgen(method)]
    pub(super) fn persist(this: &Place) -> Promise;

    #[wasm_bindgen(method)]
    pub(super) fn erase(this: &Place) -> Promise;

    #[wasm_bindgen(method, js_name = setShared)]
    pub(super) fn set_shared(this: &Place, on: bool) -> bool;

    #[wasm_bindgen(method, js_name = startAgain)]
    pub(super) fn start_again(this: &Place);

    #[wasm_bindgen(method, js_name = whenErased)]
    fn when_erased(this: &Place, run: &JsValue);

    /// All that is written in the draft is in a file.
    #[wasm_bindgen(method, js_name = isInAFile)]
    pub fn is_in_a_file(this: &Place, draft: &str);
}

impl Late {
    /// A newer version of the program waits.
    pub fn has_update(&self) -> bool {
        self.update().is_some()
    }

    /// Lets it take over; its answer.
    pub async fn take_update(&self) -> Option<String> {
        let asked: Promise = self.update()?.call0(&JsValue::NULL).ok()?.unchecked_into();
        JsFuture::from(asked).await.ok()?.as_string()
    }

    /// Runs that when a newer version has begun to wait.
    pub fn on_update(&self, run: impl Fn() + 'static) {
        self.set_updated(&for_ever(run));
    }

    /// Runs that when everything was removed in another tab.
    pub fn on_erased(&self, run: impl Fn() + 'static) {
        self.place().when_erased(&for_ever(run));
    }

    /// Opens a file as a draft, on Start; whether it was opened.
    pub async fn open_file(&self, file: &web_sys::File) -> bool {
        JsFuture::from(self.open(file)).await.is_ok_and(|opened| opened.is_truthy())
    }

    /// The same with the file of a handle.
    pub async fn open_handle(&self, handle: &FileHandle) {
        // Start says why it was not opened.
        let _ = JsFuture::from(self.open_of(handle)).await;
    }
}

/// A function that lives as long as the page.
fn for_ever(run: impl Fn() + 'static) -> JsValue {
    Closure::<dyn Fn()>::new(run).into_js_value()
}

thread_local! {
    static SCRIPTS: OnceCell<Scripts> = const { OnceCell::new() };
    static LATE: OnceCell<Late> = const { OnceCell::new() };
}

/// These are the scripts, from now on.
pub fn are(given: Scripts) {
    // The program starts once.
    let _ = SCRIPTS.with(|known| known.set(given));
}

/// The scripts.
pub fn scripts() -> Scripts {
    SCRIPTS.with(|known| known.get().cloned()).unwrap_or_else(|| JsValue::UNDEFINED.unchecked_into())
}

/// The scripts of the lazy part have come.
pub fn have_come(late: Late) {
    // They come once.
    let _ = LATE.with(|known| known.set(late));
}

/// The scripts of the lazy part, which comes after them.
pub fn late() -> Late {
    LATE.with(|known| known.get().cloned()).unwrap_or_else(|| JsValue::UNDEFINED.unchecked_into())
}
