//! A tree of HTML, as the page reads it from an inert document: built from the top to the end, in one block of
//! memory, within bounds.

use crate::locale::{Message, key};

/// Text, in bytes, at most.
pub const MAX_BYTES: usize = 2_000_000;

/// Elements, texts and comments, at most.
pub const MAX_NODES: usize = 500_000;

/// Names and values of attributes, in bytes, at most: word processors write a style for every word.
const MAX_ATTRIBUTES: usize = 8 * MAX_BYTES;

/// The attributes that say anything to the reader; others need not be handed over.
pub const ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-checked",
    "aria-level",
    "checked",
    "class",
    "colspan",
    "hidden",
    "href",
    "id",
    "name",
    "role",
    "rowspan",
    "showingplchdr",
    "start",
    "style",
    "type",
    "value",
];

/// More than can be pasted at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLarge;

impl TooLarge {
    /// What to tell the writer.
    pub fn message() -> Message {
        Message::new(key::PASTE_TOO_LARGE)
    }
}

/// A part of the tree's characters.
type Span = (usize, usize);

/// What a node is.
enum Kind {
    Element { name: Span, attributes: Span },
    Text(Span),
    Comment(Span),
}

struct Stored {
    kind: Kind,
    /// One after its last descendant.
    end: usize,
    parent: Option<usize>,
}

/// A node, to look at.
pub(super) enum Node<'a> {
    Element(Element<'a>),
    Text(&'a str),
    Comment(&'a str),
}

/// Elements, texts and comments in the order in which they stand in the source.
#[derive(Default)]
pub struct Tree {
    characters: String,
    attributes: Vec<(Span, Span)>,
    attribute_bytes: usize,
    nodes: Vec<Stored>,
    open: Vec<usize>,
}

impl Tree {
    /// An empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins an element within the one that is open.
    pub fn open(&mut self, name: &str) -> Result<(), TooLarge> {
        let from = self.characters.len();
        self.characters.extend(name.chars().map(|c| c.to_ascii_lowercase()));
        self.attribute_bytes += name.len();
        let attributes = (self.attributes.len(), self.attributes.len());
        let name = (from, self.characters.len());
        self.open.push(self.nodes.len());
        self.push(Kind::Element { name, attributes })
    }

    /// Gives the element that was opened last an attribute; before anything stands in it.
    pub fn attribute(&mut self, name: &str, value: &str) -> Result<(), TooLarge> {
        let Some(Stored { kind: Kind::Element { attributes, .. }, .. }) = self.nodes.last_mut() else {
            return Ok(());
        };
        attributes.1 += 1;
        self.attribute_bytes += name.len() + value.len();
        let from = self.characters.len();
        self.characters.extend(name.chars().map(|c| c.to_ascii_lowercase()));
        let between = self.characters.len();
        self.characters.push_str(value);
        self.attributes.push(((from, between), (between, self.characters.len())));
        self.check()
    }

    /// A text within the element that is open.
    pub fn text(&mut self, text: &str) -> Result<(), TooLarge> {
        let span = self.store(text);
        self.push(Kind::Text(span))
    }

    /// A comment within the element that is open: word processors say something in them.
    pub fn comment(&mut self, text: &str) -> Result<(), TooLarge> {
        let span = self.store(text);
        self.push(Kind::Comment(span))
    }

    /// Ends the element that is open.
    pub fn close(&mut self) {
        let end = self.nodes.len();
        if let Some(node) = self.open.pop().and_then(|open| self.nodes.get_mut(open)) {
            node.end = end;
        }
    }

    fn store(&mut self, text: &str) -> Span {
        let from = self.characters.len();
        self.characters.push_str(text);
        (from, self.characters.len())
    }

    fn push(&mut self, kind: Kind) -> Result<(), TooLarge> {
        let is_element = matches!(kind, Kind::Element { .. });
        let above = if is_element { self.open.len().checked_sub(2) } else { self.open.len().checked_sub(1) };
        let parent = above.and_then(|at| self.open.get(at)).copied();
        // An element that is never closed goes on to the end.
        let end = if is_element { usize::MAX } else { self.nodes.len() + 1 };
        self.nodes.push(Stored { kind, end, parent });
        self.check()
    }

    fn check(&self) -> Result<(), TooLarge> {
        let text = self.characters.len() - self.attribute_bytes;
        let fits =
            text <= MAX_BYTES && self.attribute_bytes <= MAX_ATTRIBUTES && self.nodes.len() <= MAX_NODES;
        if fits { Ok(()) } else { Err(TooLarge) }
    }

    fn characters(&self, (from, to): Span) -> &str {
        self.characters.get(from..to).unwrap_or("")
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn node(&self, at: usize) -> Node<'_> {
        match self.nodes.get(at).map(|node| &node.kind) {
            Some(Kind::Element { .. }) => Node::Element(Element { tree: self, at }),
            Some(Kind::Text(span)) => Node::Text(self.characters(*span)),
            Some(Kind::Comment(span)) => Node::Comment(self.characters(*span)),
            None => Node::Text(""),
        }
    }

    /// The node, if it is an element.
    pub(super) fn element(&self, at: usize) -> Option<Element<'_>> {
        match self.node(at) {
            Node::Element(element) => Some(element),
            _ => None,
        }
    }

    /// One after the last descendant.
    pub(super) fn end(&self, at: usize) -> usize {
        self.nodes.get(at).map_or(at + 1, |node| node.end.min(self.nodes.len()))
    }

    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        self.nodes.get(at)?.parent
    }

    /// The text in a node, at most about so many bytes of it.
    pub(super) fn text_within(&self, at: usize, most: usize) -> String {
        let mut text = String::new();
        let end = self.end(at);
        for index in at..end.min(at + 64) {
            if let Node::Text(part) = self.node(index) {
                text.push_str(part);
            }
            if text.len() > most {
                break;
            }
        }
        text
    }
}

/// An element.
#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    tree: &'a Tree,
    pub(super) at: usize,
}

impl<'a> Element<'a> {
    pub(super) fn name(self) -> &'a str {
        match self.tree.nodes.get(self.at).map(|node| &node.kind) {
            Some(Kind::Element { name, .. }) => self.tree.characters(*name),
            _ => "",
        }
    }

    pub(super) fn attribute(self, name: &str) -> Option<&'a str> {
        let Some(Kind::Element { attributes: (from, to), .. }) =
            self.tree.nodes.get(self.at).map(|node| &node.kind)
        else {
            return None;
        };
        let attributes = self.tree.attributes.get(*from..*to)?;
        let found = attributes.iter().find(|(its, _)| self.tree.characters(*its) == name)?;
        Some(self.tree.characters(found.1))
    }

    pub(super) fn number(self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// The class, or one of the classes.
    pub(super) fn has_class(self, class: &str) -> bool {
        self.classes().any(|its| its.eq_ignore_ascii_case(class))
    }

    pub(super) fn classes(self) -> impl Iterator<Item = &'a str> {
        self.attribute("class").unwrap_or("").split_ascii_whitespace()
    }
}
