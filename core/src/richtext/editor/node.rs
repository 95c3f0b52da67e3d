//! A node of the editor's document as it came, before it is known what has a place in a text.

use crate::richtext::{Alignment, Marks};

/// A node.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) attributes: Attributes,
    pub(super) marks: Marks,
    pub(super) text: String,
    pub(super) content: Vec<Node>,
}

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Kind {
    Paragraph,
    Heading,
    BulletList,
    OrderedList,
    ListItem,
    Quote,
    Table,
    TableRow,
    Break,
    Footnote,
    Text,
    HardBreak,
    FootnoteReference,
    /// The document, a cell, or something that the schema does not have: only what is in it counts.
    #[default]
    Other,
}

impl Kind {
    /// The kind of that name in the schema.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "paragraph" => Self::Paragraph,
            "heading" => Self::Heading,
            "bullet_list" => Self::BulletList,
            "ordered_list" => Self::OrderedList,
            "list_item" => Self::ListItem,
            "quote" => Self::Quote,
            "table" => Self::Table,
            "table_row" => Self::TableRow,
            "break" => Self::Break,
            "footnote" => Self::Footnote,
            "text" => Self::Text,
            "hard_break" => Self::HardBreak,
            "footnote_reference" => Self::FootnoteReference,
            _ => Self::Other,
        }
    }
}

/// All attributes of the schema that say something.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// `level` or `start`.
    pub(super) number: Option<u32>,
    /// `label` or `href`.
    pub(super) word: String,
    /// `alignment`.
    pub(super) alignment: Option<Alignment>,
}
