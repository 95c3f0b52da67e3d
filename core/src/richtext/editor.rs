//! The editor's documents: its JSON (ProseMirror's `doc.toJSON()`) from a rich text, and back.
//!
//! A normal form goes through the editor unchanged (`core/tests/richtext/editor.rs`). What comes from
//! the editor may be anything: what the model has no place for becomes text, and all text is kept. It
//! is read by a reader of its own and not by `serde_json`, because that one refuses half a surrogate
//! pair, which a writer's text may hold, and a document that is nested deeply.

mod build;
mod error;
mod node;
mod parse;
mod write;

pub use error::{EditorJsonError, EditorJsonProblem};
pub use write::to_editor;

use super::{Note, Reading, RichText, normalise, read, write as write_markdown};

/// The largest document that is written or read, in bytes. One of 200,000 words has about four million.
pub const MOST_BYTES: usize = 32 * 1024 * 1024;

/// The most nodes that are read; what is written here has fewer, as the shortest takes 17 bytes.
pub const MOST_NODES: usize = 2_000_000;

/// The text that the editor holds, in normal form.
pub fn from_editor(json: &str) -> Result<RichText, EditorJsonError> {
    Ok(normalise(build::text(parse::parse(json)?)))
}

/// What the editor shows of an answer, and what reading changed in it; `None` where it is too large for
/// the editor, so that the answer has to be edited as Markdown.
pub fn markdown_to_editor(markdown: &str) -> Option<(String, Vec<Note>)> {
    let Reading { text, notes } = read(markdown);
    Some((to_editor(&text)?, notes))
}

/// The canonical Markdown of what the editor holds.
pub fn editor_to_markdown(json: &str) -> Result<String, EditorJsonError> {
    Ok(write_markdown(&from_editor(json)?))
}
