//! The formatting buttons of a rich answer, in its sheet.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use crate::browser::fields::is_composing;
use submission_core::richtext::formatting::{Format, format};

/// Formats what is selected, as one step that the browser's own Undo takes back.
pub fn apply(sheet: &HtmlTextAreaElement, what: Format) {
    if sheet.read_only() || is_composing(sheet) {
        return;
    }
    let position = |position: Result<Option<u32>, _>| position.ok().flatten().unwrap_or(u32::MAX);
    let edit =
        format(what, &sheet.value(), position(sheet.selection_start()), position(sheet.selection_end()));
    // These act on an element that is on the screen; where the browser refuses, nothing changes.
    let _ = sheet.focus();
    // What is inserted goes to the field with the focus.
    if document().active_element().as_ref() != Some(sheet) {
        return;
    }
    let _ = sheet.set_selection_range(edit.from, edit.to);
    let undoable = document().dyn_into::<web_sys::HtmlDocument>().is_ok_and(|page| {
        page.exec_command_with_show_ui_and_value("insertText", false, &edit.text).unwrap_or(false)
    });
    if !undoable {
        let _ = sheet.set_range_text_with_start_and_end(&edit.text, edit.from, edit.to);
        let changed = web_sys::EventInit::new();
        changed.set_bubbles(true);
        if let Ok(event) = web_sys::Event::new_with_event_init_dict("input", &changed) {
            let _ = sheet.dispatch_event(&event);
        }
    }
    let _ = sheet.set_selection_range(edit.select.0, edit.select.1);
}
