//! Blocks and inlines. A mark is a property of a run of text, so that nested or empty marks
//! cannot be represented.

use std::ops::Deref;
use std::sync::Arc;

/// A whole rich text: blocks, then the footnotes they refer to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RichText {
    /// Blocks from top to bottom.
    pub blocks: Vec<Block>,
    /// Footnotes in the order of their first reference.
    pub footnotes: Vec<Footnote>,
}

/// A block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A paragraph; never empty.
    Paragraph(Vec<Inline>),
    /// A sub-heading. Level 1 is the level below the question.
    Heading {
        /// 1 to 6.
        level: u8,
        /// No hard breaks in it.
        content: Vec<Inline>,
    },
    /// A list; each item is a list of blocks.
    List {
        /// `Some(first number)` for an ordered list.
        start: Option<u32>,
        /// Items, at least one.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A table of the GFM kind.
    Table(Table),
    /// A thematic break.
    Break,
}

/// A table: every row has as many cells as there are columns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Alignment of each column; at least one.
    pub columns: Vec<Alignment>,
    /// The heading row.
    pub header: Vec<Vec<Inline>>,
    /// The other rows.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// Alignment of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alignment {
    /// As the language runs.
    Default,
    /// Left.
    Left,
    /// Centre.
    Center,
    /// Right.
    Right,
}

/// An inline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Inline {
    /// A run of text; never empty, holds no line feed. Neighbours differ in their marks.
    Text {
        /// The characters.
        text: String,
        /// What is marked.
        marks: Marks,
    },
    /// A line break that the writer asked for.
    HardBreak,
    /// A reference to the footnote of that label.
    FootnoteReference(String),
}

impl Inline {
    /// A run of text without marks.
    pub fn text(text: &str) -> Self {
        Self::Text { text: text.to_owned(), marks: Marks::default() }
    }
}

/// Marks of a run of text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marks {
    /// Strong (bold).
    pub strong: bool,
    /// Emphasis (italic).
    pub emphasis: bool,
    /// The address, `#` or nothing where it was lost. Its scheme, if it has one, is on the
    /// allow-list: http, https, mailto.
    pub link: Option<Address>,
}

/// Where a link leads. All runs of a link share it, however long it is, and comparing them costs
/// nothing.
#[derive(Clone, Eq, Debug)]
pub struct Address(Arc<str>);

impl Address {
    /// Both are of one link.
    pub fn is_shared_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl PartialEq for Address {
    fn eq(&self, other: &Self) -> bool {
        self.is_shared_with(other) || self.0 == other.0
    }
}

impl Deref for Address {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Address {
    fn from(address: &str) -> Self {
        Self(address.into())
    }
}

impl From<String> for Address {
    fn from(address: String) -> Self {
        Self(address.into())
    }
}

impl Marks {
    /// The marks that both have.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            strong: self.strong && other.strong,
            emphasis: self.emphasis && other.emphasis,
            link: self.link.clone().filter(|link| other.link.as_ref() == Some(link)),
        }
    }
}

/// A footnote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Footnote {
    /// Its label, unique in the text.
    pub label: String,
    /// What it says.
    pub blocks: Vec<Block>,
}
