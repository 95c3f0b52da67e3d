//! What was copied elsewhere, as rich text: HTML of word processors and web pages, and plain text.
//!
//! Nothing here fails, and nothing that could be seen is lost unless a note says so. Time and memory grow as the
//! input does (`core/tests/growth.rs`). No tree is walked by recursion deeper than [`crate::richtext::MAX_DEPTH`].

mod html;
mod list;
mod marker;
mod note;
mod text;
mod tree;

pub use html::from_html;
pub use note::Note;
pub use text::from_text;
pub use tree::{ATTRIBUTES, MAX_BYTES, MAX_NODES, TooLarge, Tree};

use crate::richtext::RichText;

/// What was pasted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pasted {
    /// The text, in normal form.
    pub text: RichText,
    /// The same with its lines kept, where lines of a paragraph were joined (*Keep the lines*).
    pub with_lines: Option<RichText>,
    /// What was left out or changed, each kind once.
    pub notes: Vec<Note>,
}
