//! What belongs to the program and is asked for later, wherever it stands: files, and its lazy part.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsError, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::lazy::{Later, start_later};
use crate::state::services::Services;

thread_local! {
    /// The lazy part, once it was started.
    static LATER: RefCell<Option<Rc<dyn Later>>> = const { RefCell::new(None) };
}

/// The text of such a file; `None` where it does not arrive.
pub async fn text(name: &str) -> Option<String> {
    ask("submissionEditorText", &name.into()).await?.as_string()
}

/// The lazy part; `None` where it does not arrive. `web/boot.js` says what comes before and after it, and has it
/// started once, whoever asks.
pub async fn later(services: Services) -> Option<Rc<dyn Later>> {
    let start = Closure::once_into_js(move || {
        future_to_promise(async move {
            let part = start_later(services).await.map_err(|error| JsError::new(&error.to_string()))?;
            LATER.with_borrow_mut(|later| *later = Some(part));
            Ok(JsValue::UNDEFINED)
        })
    });
    ask("submissionEditorLoad", &start).await?;
    started()
}

/// The lazy part, if it was started.
pub fn started() -> Option<Rc<dyn Later>> {
    LATER.with_borrow(Clone::clone)
}

/// Asks a function of the loader, and waits for its answer.
async fn ask(name: &str, what: &JsValue) -> Option<JsValue> {
    let ask = Reflect::get(&js_sys::global(), &name.into()).ok()?;
    let asked = ask.dyn_into::<Function>().ok()?.call1(&JsValue::NULL, what).ok()?;
    JsFuture::from(asked.dyn_into::<Promise>().ok()?).await.ok()
}
