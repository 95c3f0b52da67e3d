//! The fields in which a draft is written, whatever they are made of: by the contract that `web/fields.js` holds.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, Event, EventTarget};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = submissionEditorFields, js_name = textAt)]
    fn text_at(target: Option<EventTarget>) -> Option<String>;

    /// The field in which something happened.
    #[wasm_bindgen(js_namespace = submissionEditorFields, js_name = fieldAt)]
    pub fn field_at(target: Option<EventTarget>) -> Option<Element>;

    /// Puts a text in the place of what is written there; while an input method is composing it waits, and gives way
    /// to what comes of that.
    #[wasm_bindgen(js_namespace = submissionEditorFields, js_name = setText)]
    pub fn set_text(field: &Element, text: &str);

    /// What is written there.
    #[wasm_bindgen(js_namespace = submissionEditorFields, js_name = text)]
    pub fn text(field: &Element) -> String;

    /// An input method has something in hand there.
    #[wasm_bindgen(js_namespace = submissionEditorFields, js_name = isComposing)]
    pub fn is_composing(field: &Element) -> bool;

    /// The focus is where something is written.
    #[wasm_bindgen(js_namespace = submissionEditorFields, js_name = isWriting)]
    pub fn is_writing() -> bool;

    /// The writer has something in hand in the field with the focus: a selected text, or what is being composed.
    #[wasm_bindgen(js_namespace = submissionEditorFields, js_name = isHeld)]
    pub fn is_held() -> bool;
}

/// What is written in the answer, or the title, in whose field this happened; `None` where it is no field's event,
/// and says nothing of the text.
pub fn written(event: &Event) -> Option<String> {
    text_at(event.target())
}
