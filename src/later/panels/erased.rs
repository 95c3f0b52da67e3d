//! The page after everything was removed: the end of this tab's work, with nothing behind it.

use leptos::prelude::document;
use web_sys::HtmlElement;

use crate::browser::place;
use crate::components::controls::{actions, button, status};
use crate::element::html;
use submission_core::locale::{Catalogue, key};

/// Takes the place of the whole page, so that no text stays on the screen.
pub fn erased_page(catalogue: &Catalogue, left: usize) {
    document().set_title(catalogue.text(key::ERASED_TITLE));
    let Some(body) = document().body() else { return };
    let title = html::h1().attr("tabindex", "-1").child(catalogue.text(key::ERASED_TITLE));
    let result = if left == 0 { key::ERASED_TEXT } else { key::ERASED_LEFT };
    let list = html::ul();
    for words in
        [key::ERASED_FILES, key::ERASED_HISTORY, key::ERASED_SYNC, key::ERASED_DISK, key::ERASED_COPIED]
    {
        list.add(&html::li().child(catalogue.text(words)));
    }
    let again = button(catalogue.text(key::ERASED_AGAIN), |_| place::start_again());
    let main = html::main().class("page").child([
        title.clone(),
        status().class("lead").child(catalogue.text(result)),
        html::p().child(catalogue.text(key::ERASED_MAY)),
        list,
        actions([again.attr("data-kind", "primary")]),
    ]);
    body.set_text_content(None);
    // What is made of our own elements goes into any body, and the heading takes the focus.
    let _ = body.append_child(main.dom());
    let _ = title.as_kind::<HtmlElement>().focus();
}
