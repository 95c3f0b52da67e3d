//! The few steps that make DOM nodes: no HTML string is ever written into the page.

use submission_core::html::{self, Node};
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

/// Replaces what stands in `target`.
pub fn fill(target: &Element, nodes: &[Node]) -> Result<(), JsValue> {
    target.set_text_content(None);
    append(&page()?, target, nodes)
}

/// An element with all that is in it.
pub fn made(element: &html::Element) -> Result<Element, JsValue> {
    make(&page()?, element)
}

fn make(page: &Document, element: &html::Element) -> Result<Element, JsValue> {
    let made = page.create_element(&element.name)?;
    for (name, value) in &element.attributes {
        made.set_attribute(name, value)?;
    }
    append(page, &made, &element.children)?;
    Ok(made)
}

/// Whoever makes trees caps how deep they are, and so this recursion.
fn append(page: &Document, target: &Element, nodes: &[Node]) -> Result<(), JsValue> {
    for node in nodes {
        match node {
            Node::Text(text) => drop(target.append_child(&page.create_text_node(text))?),
            Node::Element(element) => drop(target.append_child(&make(page, element)?.into())?),
        }
    }
    Ok(())
}
