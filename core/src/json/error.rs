//! What can be wrong with a JSON file, and where.

use thiserror::Error;

use super::{MOST_BYTES, MOST_DEPTH, MOST_VALUES};
use crate::locale::{Message, key};

/// Why a file could not be read as JSON.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{}", self.message())]
pub struct JsonError {
    /// The name of the file.
    pub file: String,
    /// What is wrong.
    pub problem: JsonProblem,
    /// Where in the text it was noticed.
    pub position: Option<Position>,
    /// Where in the structure it was noticed: `sections[2].title`; empty at the top.
    pub path: String,
}

/// A position in a text as editors show it, both counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl Position {
    /// The position of the byte `at` of `text`.
    pub(super) fn of(text: &str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |feed| feed + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.get(line_start..).map_or(0, |line| line.chars().count()) + 1;
        Self { line, column }
    }
}

/// What is wrong with a JSON file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum JsonProblem {
    /// There is nothing in it.
    Empty,
    /// It has more than [`MOST_BYTES`].
    TooLarge {
        /// How large it is.
        bytes: usize,
    },
    /// It is written in UTF-16.
    Utf16,
    /// It is not UTF-8.
    NotUtf8 {
        /// The first byte that is wrong, counted from 0.
        offset: usize,
    },
    /// Objects and arrays are nested more than [`MOST_DEPTH`] times.
    TooDeep,
    /// It holds more than [`MOST_VALUES`] values.
    TooMany,
    /// The same name stands twice in one object.
    DuplicateKey {
        /// The name.
        key: String,
    },
    /// The file ends before the value does.
    CutOff,
    /// A value must stand here.
    ExpectedValue,
    /// A name in quotation marks must stand here.
    ExpectedName,
    /// A colon must stand here.
    ExpectedColon,
    /// A comma or the closing bracket must stand here.
    ExpectedComma,
    /// A curly quotation mark stands where a straight one must.
    CurlyQuote,
    /// A comment, which JSON does not have.
    Comment,
    /// Something follows the value.
    Trailing,
    /// A line break, tab or other control character stands inside a text.
    ControlCharacter,
    /// A backslash is followed by something that it does not go with.
    BadEscape,
    /// Half of a surrogate pair, which stands for no character.
    LoneSurrogate,
    /// Not the way a number is written.
    BadNumber,
}

impl JsonError {
    /// The error as a sentence.
    pub fn message(&self) -> Message {
        let message = Message::new(match &self.problem {
            JsonProblem::Empty => key::JSON_EMPTY,
            JsonProblem::TooLarge { .. } => key::JSON_TOO_LARGE,
            JsonProblem::Utf16 => key::JSON_UTF_16,
            JsonProblem::NotUtf8 { .. } => key::JSON_NOT_UTF_8,
            JsonProblem::TooDeep => key::JSON_TOO_DEEP,
            JsonProblem::TooMany => key::JSON_TOO_MANY,
            JsonProblem::DuplicateKey { .. } => key::JSON_DUPLICATE_KEY,
            JsonProblem::CutOff => key::JSON_CUT_OFF,
            JsonProblem::ExpectedValue => key::JSON_EXPECTED_VALUE,
            JsonProblem::ExpectedName => key::JSON_EXPECTED_NAME,
            JsonProblem::ExpectedColon => key::JSON_EXPECTED_COLON,
            JsonProblem::ExpectedComma => key::JSON_EXPECTED_COMMA,
            JsonProblem::CurlyQuote => key::JSON_CURLY_QUOTE,
            JsonProblem::Comment => key::JSON_COMMENT,
            JsonProblem::Trailing => key::JSON_TRAILING,
            JsonProblem::ControlCharacter => key::JSON_CONTROL_CHARACTER,
            JsonProblem::BadEscape => key::JSON_BAD_ESCAPE,
            JsonProblem::LoneSurrogate => key::JSON_LONE_SURROGATE,
            JsonProblem::BadNumber => key::JSON_BAD_NUMBER,
        })
        .with("file", &self.file)
        .with("place", &self.path);
        let message = match self.position {
            Some(Position { line, column }) => message.with("line", line).with("column", column),
            None => message,
        };
        match &self.problem {
            JsonProblem::TooLarge { bytes } => {
                message.with("size", bytes.div_ceil(MEGABYTE)).with("most", MOST_BYTES / MEGABYTE)
            }
            JsonProblem::NotUtf8 { offset } => message.with("offset", offset),
            JsonProblem::TooDeep => message.with("most", MOST_DEPTH),
            JsonProblem::TooMany => message.with("most", MOST_VALUES),
            JsonProblem::DuplicateKey { key } => message.with("key", key),
            _ => message,
        }
    }
}

const MEGABYTE: usize = 1024 * 1024;
