//! What belongs to the program and is asked for later, wherever it stands: files, and its lazy part.

use std::future::Future;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsError, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::scripts::{self, Late, scripts};

/// The text of such a file; `None` where it does not arrive.
pub async fn text(name: &str) -> Option<String> {
    JsFuture::from(scripts().text(name)).await.ok()?.as_string()
}

/// Has the lazy part started by `start`; `None` where it does not arrive. `web/boot.js` says what comes before and
/// after it, and has it started once, whoever asks.
pub async fn load(start: impl Future<Output = Result<(), impl ToString>> + 'static) -> Option<()> {
    let start = Closure::once_into_js(move |late: Late| {
        scripts::have_come(late);
        future_to_promise(async move {
            start.await.map_err(|error| JsError::new(&error.to_string()))?;
            Ok(JsValue::UNDEFINED)
        })
    });
    JsFuture::from(scripts().load(&start)).await.ok().map(drop)
}
