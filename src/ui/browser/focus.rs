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

/// A part of the text is selected in the field that has the focus.
pub fn selects() -> bool {
    document().active_element().is_some_and(|field| {
        let place = |name: &str| js_sys::Reflect::get(&field, &name.into()).unwrap_or_default();
        place("selectionStart") != place("selectionEnd")
    })
}

/// The focus is in the element of that id.
pub fn is_in(id: &str) -> bool {
    document().active_element().is_some_and(|element| element.id().starts_with(id))
}
