//! The fragment of the address: which screen is shown.

use leptos::prelude::*;

use submission_core::route::Route;

/// The screen that the address names now.
pub fn current() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}

/// Goes to a screen; Back leads here again.
pub fn go(route: &Route) {
    // Setting a fragment cannot leave the page.
    let _ = window().location().set_hash(&route.to_string());
}

/// Calls `changed` whenever the address names another screen, until the owner is cleaned up.
pub fn on_change(changed: impl Fn(Route) + 'static) {
    let handle = window_event_listener(leptos::ev::hashchange, move |_| changed(current()));
    on_cleanup(move || handle.remove());
}
