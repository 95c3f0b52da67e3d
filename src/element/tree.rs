//! Elements made of trees of the core, as rich text and the document are: never of a string of HTML.

use leptos::prelude::document;
use submission_core::html::{self, Node};
use web_sys::Element as DomElement;

use super::{Child, Element, append, made};

/// An element with all that is in it.
pub fn tree(element: &html::Element) -> Element {
    let made = made(&element.name);
    for (name, value) in &element.attributes {
        made.set_attr(name, Some(value));
    }
    made.child(&*element.children)
}

/// An element for each block.
pub fn blocks(nodes: &[Node]) -> Vec<Element> {
    let block = |node: &Node| match node {
        Node::Text(text) => made("p").child(text),
        Node::Element(element) => tree(element),
    };
    nodes.iter().map(block).collect()
}

/// Whoever makes trees caps how deep they are, and so this recursion.
impl Child for &[Node] {
    fn append_to(self, parent: &DomElement) {
        for node in self {
            match node {
                Node::Text(text) => append(parent, &document().create_text_node(text)),
                Node::Element(element) => append(parent, tree(element).dom()),
            }
        }
    }
}
