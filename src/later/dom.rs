//! The few steps that make DOM nodes: no HTML string is ever written into the page.

use wasm_bindgen::JsValue;
use web_sys::{Document, Element};

/// The document of the page.
fn page() -> Result<Document, JsValue> {
    web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)
}

/// A new element at the end of `target`.
pub fn child(target: &Element, name: &str) -> Result<Element, JsValue> {
    let element = page()?.create_element(name)?;
    target.append_child(&element)?;
    Ok(element)
}

/// A new element of that class at the end of `target`.
pub fn child_of_class(target: &Element, name: &str, class: &str) -> Result<Element, JsValue> {
    let element = child(target, name)?;
    element.set_class_name(class);
    Ok(element)
}

/// A new element with a text at the end of `target`.
pub fn child_with_text(target: &Element, name: &str, text: &str) -> Result<Element, JsValue> {
    let element = child(target, name)?;
    element.set_text_content(Some(text));
    Ok(element)
}

/// A text at the end of `target`.
pub fn text(target: &Element, text: &str) -> Result<(), JsValue> {
    target.append_child(&page()?.create_text_node(text)).map(drop)
}
