//! From the bytes of a file to its text.

use super::MOST_BYTES;
use super::error::{JsonProblem, Position};

/// The text of a file: UTF-8, of bearable size, without its byte-order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, (JsonProblem, Option<Position>)> {
    if bytes.len() > MOST_BYTES {
        return Err((JsonProblem::TooLarge { bytes: bytes.len() }, None));
    }
    if is_utf16(bytes) {
        return Err((JsonProblem::Utf16, None));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let before = bytes.get(..offset).and_then(|before| std::str::from_utf8(before).ok());
        let position = before.map(|before| Position::of(before, offset));
        (JsonProblem::NotUtf8 { offset }, position)
    })?;
    if text.trim_matches(|c: char| c.is_ascii_whitespace()).is_empty() {
        return Err((JsonProblem::Empty, None));
    }
    Ok(text)
}

/// By its byte-order mark, or because every other of its first bytes is zero, as in no JSON text.
fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        [0, second, 0, fourth, ..] => *second != 0 && *fourth != 0,
        [first, 0, third, 0, ..] => *first != 0 && *third != 0,
        [0, second] => *second != 0,
        [first, 0] => *first != 0,
        _ => false,
    }
}
