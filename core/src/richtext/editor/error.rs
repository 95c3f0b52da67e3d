//! Why a document of the editor could not be read, and where.

use thiserror::Error;

/// A fault in the editor's JSON. It is one of the program: what a writer does cannot bring it about.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("the editor's document cannot be read: {problem:?} at byte {at}, in {path}")]
pub struct EditorJsonError {
    /// What is wrong.
    pub problem: EditorJsonProblem,
    /// The byte where it was noticed.
    pub at: usize,
    /// The node where it was noticed: `doc.content[2].content[0]`.
    pub path: String,
}

/// What is wrong with the editor's JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EditorJsonProblem {
    /// It has more than [`super::MOST_BYTES`].
    TooLarge,
    /// It has more than [`super::MOST_NODES`].
    TooMany,
    /// It is not an object.
    NotAnObject,
    /// A value must stand here.
    ExpectedValue,
    /// A name in quotation marks must stand here.
    ExpectedName,
    /// A colon must stand here.
    ExpectedColon,
    /// A comma or the closing bracket must stand here.
    ExpectedComma,
    /// A backslash is followed by something that it does not go with.
    BadEscape,
    /// It ends before the value does.
    CutOff,
    /// Something follows the value.
    Trailing,
}
