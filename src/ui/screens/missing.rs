//! Said where there is nothing to show.

use crate::locale::{Key, key};
use crate::ui::components::controls::link;
use crate::ui::element::{El, el};
use crate::ui::route::Route;
use crate::ui::screens::{page, title};
use crate::ui::state::words::use_words;

/// What is the matter, what that means and what to do, and the way back to Start.
pub fn missing(what: Key, text: &str) -> El {
    let words = use_words();
    let start =
        link(&Route::Start, &words.text(key::APP_TO_START)).class("button").attr("data-kind", "primary");
    page().with(&[
        title(&words.text(what)),
        el("p").class("lead").text(text),
        el("p").class("actions").with(&[start]),
    ])
}
