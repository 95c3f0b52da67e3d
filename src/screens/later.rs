//! Screens that the lazy part draws: their frame, until it is there and with it.

use leptos::prelude::*;

use crate::components::controls::button;
use crate::element::{Element, html};
use crate::screens::{alert, page, title};
use crate::state::later::{LaterPart, use_later};
use crate::state::localizer::use_localizer;
use crate::state::session::Session;
use submission_core::locale::{Key, key};
use submission_core::route::Route;

/// That screen, with the open draft where it is one of a draft's.
pub fn later_screen(screen: Route, session: Option<Session>, heading: Key) -> Element {
    let part = use_later();
    let page = page().child([title(&use_localizer().text(heading))]);
    if matches!(screen, Route::Review(_) | Route::History(_)) {
        page.set_attr("data-width", Some("document"));
    }
    page.child([html::div().class("later").child(move || match part.get() {
        Some(later) => untrack(|| later.screen(&screen, session.as_ref())),
        None => vec![waiting(part)],
    })])
}

/// Said until the part is there; with a way to try again where it did not arrive.
fn waiting(part: LaterPart) -> Element {
    let localizer = use_localizer();
    if !part.failed.get() {
        return html::p().class("soft").child(localizer.text(key::APP_WAITING));
    }
    let again = button(&localizer.text(key::APP_TRY_AGAIN), move |_| part.fetch());
    alert().child([
        html::p().child(localizer.text(key::APP_NOT_ARRIVED)),
        html::p().class("actions").child([again]),
    ])
}
