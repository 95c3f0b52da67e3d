//! Strict reading of JSON files: limits, duplicate keys, and errors that name the path.
//!
//! Not `serde_json`'s own reader, because that one keeps the last of two equal keys, says in
//! English what is wrong, cannot say where in the structure, and takes an object with a certain
//! private key for a number. The values are `serde_json`'s, so everything else goes on from there.

pub mod check;
pub mod error;
mod parse;
pub mod path;
mod text;

pub use check::{Expected, Findings, Object, Shape};
pub use error::{JsonError, JsonProblem, Position};
pub use path::JsonPath;

use serde_json::Value as Json;

/// The largest file that is read, in bytes. A draft of 200,000 words has about two million.
pub const MOST_BYTES: usize = 32 * 1024 * 1024;

/// The deepest nesting that is read. A template needs about twenty levels.
pub const MOST_DEPTH: usize = 64;

/// The most values that are read. A draft with an answer to each of 1,000 questions has some
/// thousands; millions of them in a small file take seconds, and more memory than a browser has.
pub const MOST_VALUES: usize = 200_000;

/// How many objects and arrays stand around the innermost value. Only for values that were read
/// here, which cannot be too deep for it.
pub fn depth(value: &Json) -> usize {
    match value {
        Json::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        Json::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// Reads the one JSON value that `bytes` hold; `file` is what the messages call it.
///
/// A number keeps all its digits; only its exponent is spelt anew (`1E5` as `1e+5`).
pub fn read(file: &str, bytes: &[u8]) -> Result<Json, JsonError> {
    let fault =
        |problem, position| JsonError { file: file.to_owned(), problem, position, path: String::new() };
    let text = text::decode(bytes).map_err(|(problem, position)| fault(problem, position))?;
    parse::parse(text).map_err(|found| JsonError {
        path: found.path(),
        ..fault(found.problem, Some(Position::of(text, found.at)))
    })
}
