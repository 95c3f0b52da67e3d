//! Waits: one that can be begun anew, and one for what else the page has to do.

use std::cell::Cell;
use std::time::Duration;

use js_sys::Promise;
use leptos::prelude::{set_timeout, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Runs its function when it has not been started again for a while; never once it is dropped.
pub struct Timer {
    run: Closure<dyn Fn()>,
    waiting: Cell<Option<i32>>,
}

impl Timer {
    /// A timer that does not run yet.
    pub fn new(run: impl Fn() + 'static) -> Self {
        Self { run: Closure::wrap(Box::new(run)), waiting: Cell::new(None) }
    }

    /// Starts the wait, and forgets the one before.
    pub fn start(&self, wait: Duration) {
        self.stop();
        let run = self.run.as_ref().unchecked_ref();
        let wait = i32::try_from(wait.as_millis()).unwrap_or(i32::MAX);
        self.waiting.set(window().set_timeout_with_callback_and_timeout_and_arguments_0(run, wait).ok());
    }

    /// Forgets the wait.
    pub fn stop(&self) {
        if let Some(waiting) = self.waiting.take() {
            window().clear_timeout_with_handle(waiting);
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Goes on when the page has done what else waits.
pub async fn next_task() {
    let soon = Promise::new(&mut |go_on, _| {
        let resolve = move || drop(go_on.call0(&JsValue::NULL));
        set_timeout(resolve, Duration::ZERO);
    });
    // It is never refused.
    let _ = JsFuture::from(soon).await;
}
