//! What was changed on the way in.

use crate::locale::{Message, key};

/// One thing that reading changed or could not keep as what it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Note {
    /// Raw HTML became visible text.
    Html(String),
    /// Code became visible text.
    Code(String),
    /// A picture became visible text.
    Image(String),
    /// A link whose scheme is not on the allow-list became visible text.
    Address(String),
    /// A link without words got its address as words.
    EmptyLink(String),
    /// The title of a link became visible text after it.
    LinkTitle(String),
    /// Lists and quotations deeper than [`super::MAX_DEPTH`] lost their level.
    TooDeep,
    /// So many characters that cannot be printed were taken out.
    ControlCharacters(usize),
    /// So many private-use bullets became list items or `•`.
    BulletGlyphs(usize),
    /// A link reference definition that no link uses became visible text.
    UnusedDefinition(String),
    /// The cells that a row had too many went into its last cell.
    SurplusCells(String),
    /// A table of many columns and short rows became a paragraph.
    WideTable,
    /// A footnote that nothing refers to, or the second one of its label, became visible text.
    UnusedFootnote(String),
    /// A reference from within a footnote became visible text.
    NestedFootnote(String),
}

impl Note {
    /// The note in words.
    pub fn message(&self) -> Message {
        let quoting = |key, text: &str| Message::new(key).with("text", excerpt(text));
        match self {
            Self::Html(text) => quoting(key::RICHTEXT_HTML, text),
            Self::Code(text) => quoting(key::RICHTEXT_CODE, text),
            Self::Image(text) => quoting(key::RICHTEXT_IMAGE, text),
            Self::Address(text) => quoting(key::RICHTEXT_ADDRESS, text),
            Self::EmptyLink(text) => quoting(key::RICHTEXT_EMPTY_LINK, text),
            Self::LinkTitle(text) => quoting(key::RICHTEXT_LINK_TITLE, text),
            Self::TooDeep => Message::new(key::RICHTEXT_TOO_DEEP).with("depth", super::MAX_DEPTH),
            Self::ControlCharacters(count) => {
                Message::new(key::RICHTEXT_CONTROL_CHARACTERS).with("count", count)
            }
            Self::BulletGlyphs(count) => Message::new(key::RICHTEXT_BULLET_GLYPHS).with("count", count),
            Self::UnusedDefinition(text) => quoting(key::RICHTEXT_UNUSED_DEFINITION, text),
            Self::SurplusCells(text) => quoting(key::RICHTEXT_SURPLUS_CELLS, text),
            Self::WideTable => Message::new(key::RICHTEXT_WIDE_TABLE),
            Self::UnusedFootnote(label) => {
                Message::new(key::RICHTEXT_UNUSED_FOOTNOTE).with("label", excerpt(label))
            }
            Self::NestedFootnote(label) => {
                Message::new(key::RICHTEXT_NESTED_FOOTNOTE).with("label", excerpt(label))
            }
        }
    }
}

/// Enough of a text to find it again.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
