//! How a text or a document looks, as a tree of elements: a page makes nodes of it, and nobody ever writes a
//! string of HTML into a page.

pub mod document;
pub mod rich_text;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A text, or an element.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Node {
    /// Text, as it is read.
    Text(String),
    /// An element with what is in it.
    Element(Element),
}

/// An element of HTML.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Element {
    /// Its name, such as `p`.
    pub name: Cow<'static, str>,
    /// Names and values.
    pub attributes: Vec<(Cow<'static, str>, String)>,
    /// What is in it.
    pub children: Vec<Node>,
}

/// An element with nothing in it.
pub fn element(name: &'static str) -> Element {
    Element { name: Cow::Borrowed(name), attributes: Vec::new(), children: Vec::new() }
}

impl Element {
    /// With an attribute.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((Cow::Borrowed(name), value.into()));
        self
    }

    /// With a class.
    #[must_use]
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// With another element in it, after what is there.
    #[must_use]
    pub fn child(mut self, child: Self) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// With a text in it, after what is there.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// With all these in it, after what is there.
    #[must_use]
    pub fn nodes(mut self, nodes: Vec<Node>) -> Self {
        self.children.extend(nodes);
        self
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

/// A heading of that level; HTML has six.
pub fn heading(level: u8) -> Element {
    const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    element(NAMES.get(usize::from(level.max(1) - 1)).copied().unwrap_or("h6"))
}

/// About how much a page has to do to show it, in characters of text; an element counts as some.
pub fn weight(node: &Node) -> usize {
    const ELEMENT: usize = 30;
    match node {
        Node::Text(text) => text.len(),
        Node::Element(element) => ELEMENT + element.children.iter().map(weight).sum::<usize>(),
    }
}
