//! What the plain scripts call of the program (`Program` in `web/globals.d.ts`), and nothing else: its starts in its two
//! roles, and what it does for them.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::browser::scripts::{self, Scripts};
use crate::{app, lazy};

/// Starts as the page, with what the scripts do for it.
#[wasm_bindgen]
pub fn begin(given: Scripts) {
    scripts::are(given);
    app::start();
}

/// Starts in a worker.
#[wasm_bindgen(js_name = beginWork)]
pub fn begin_work() {
    lazy::start_as_worker();
}

/// Whether this tab writes the open draft has changed (`data-access` of the page).
#[wasm_bindgen(js_name = accessChanged)]
pub fn access_changed() {
    app::with(|page| page.services.access_changed());
}

/// Others may have changed what is stored: it is looked at.
#[wasm_bindgen(js_name = takeNews)]
pub fn take_news() {
    app::with(|page| page.services.take_news());
}

/// The browser has cleared the mirror while the page was open.
#[wasm_bindgen(js_name = refillMirror)]
pub fn refill_mirror() {
    app::with(|page| page.services.refill_mirror());
}

/// A text that was set aside is back in its field.
#[wasm_bindgen(js_name = textIsBack)]
pub fn text_is_back() {
    app::with(app::Page::text_is_back);
}

/// Saves what is not saved yet; whether nothing would be lost if the page went.
#[wasm_bindgen(js_name = mayGo)]
pub fn may_go() -> bool {
    let mut may = true;
    app::with(|page| may = page.services.may_go());
    may
}
