//! The page after everything was removed: the end of this tab's work, with nothing behind it.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::controls::button;
use crate::browser::place;
use crate::later::dom::{child, child_of_class, child_with_text};
use submission_core::locale::{Catalogue, key};

/// Takes the place of the whole page, so that no text stays on the screen.
pub fn erased_page(catalogue: &Catalogue, left: usize) -> Result<(), JsValue> {
    let page = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    page.set_title(catalogue.text(key::ERASED_TITLE));
    let body = page.body().ok_or(JsValue::NULL)?;
    body.set_text_content(None);
    let main = child_of_class(&body, "main", "page")?;
    let title = child_with_text(&main, "h1", catalogue.text(key::ERASED_TITLE))?;
    title.set_attribute("tabindex", "-1")?;
    let result = if left == 0 { key::ERASED_TEXT } else { key::ERASED_LEFT };
    let result = child_with_text(&main, "p", catalogue.text(result))?;
    result.set_attribute("role", "status")?;
    result.set_class_name("lead");
    child_with_text(&main, "p", catalogue.text(key::ERASED_MAY))?;
    let list = child(&main, "ul")?;
    for words in
        [key::ERASED_FILES, key::ERASED_HISTORY, key::ERASED_SYNC, key::ERASED_DISK, key::ERASED_COPIED]
    {
        child_with_text(&list, "li", catalogue.text(words))?;
    }
    let actions = child_of_class(&main, "div", "actions")?;
    button(&actions, catalogue.text(key::ERASED_AGAIN), place::start_again)?
        .set_attribute("data-kind", "primary")?;
    title.dyn_into::<HtmlElement>()?.focus()
}
