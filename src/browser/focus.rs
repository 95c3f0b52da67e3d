//! Moving the focus to an element that is about to be there.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Focuses the element of that id once the page has been drawn.
pub fn focus_soon(id: String) {
    request_animation_frame(move || {
        let element = document()
            .get_element_by_id(&id)
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(element) = element {
            // An element that cannot be focused stays as it is.
            let _ = element.focus();
        }
    });
}

/// Brings the element of that id into view and focuses it, once the page has been drawn.
pub fn reveal_soon(id: String) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            element.scroll_into_view();
        }
        focus_soon(id);
    });
}

/// The focus is within what the selector names.
pub fn is_within(selector: &str) -> bool {
    document()
        .active_element()
        .is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}

/// The writer has it in hand: the keyboard or the mouse is on or in an element of that class.
pub fn holds(class: &str) -> bool {
    let under_mouse = || document().query_selector(&format!("{class}:hover"));
    is_within(class) || under_mouse().is_ok_and(|found| found.is_some())
}

/// The focus is where that answer, or an answer within it, is written.
pub fn is_in(place: &str) -> bool {
    let field = document().active_element().and_then(|element| element.closest("[data-answer]").ok()?);
    let answer = field.and_then(|field| field.get_attribute("data-answer"));
    let rest = answer.as_deref().and_then(|answer| answer.strip_prefix(place));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
