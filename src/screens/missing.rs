//! Said where there is nothing to show.

use crate::components::controls::link;
use crate::element::{Element, html};
use crate::screens::{page, title};
use crate::state::localizer::use_localizer;
use submission_core::locale::{Key, key};
use submission_core::route::Route;

/// What is the matter, what that means and what to do, and the way back to Start.
pub fn missing(what: Key, text: &str) -> Element {
    let localizer = use_localizer();
    let start =
        link(&Route::Start, &localizer.text(key::APP_TO_START)).class("button").attr("data-kind", "primary");
    page().child([
        title(&localizer.text(what)),
        html::p().class("lead").child(text),
        html::p().class("actions").child([start]),
    ])
}
