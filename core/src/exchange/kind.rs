//! What kind of file it is, by its first bytes and, for JSON, by its members.

use serde_json::Value as Json;

use super::DRAFT_FORMAT;
use crate::json;

/// What a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileKind {
    /// A template.
    Template,
    /// A draft.
    Draft,
    /// Another file of this program's family, of a kind that this version does not know.
    Newer,
    /// Other JSON.
    OtherJson,
    /// Begins as JSON and cannot be read: the JSON reader says why.
    BrokenJson,
    /// There is nothing in it.
    Empty,
    /// A Word document.
    Word,
    /// A document of LibreOffice or the like.
    OpenDocument,
    /// A PDF.
    Pdf,
    /// A web page, or XML.
    Html,
    /// Other text, Markdown for example.
    Text,
    /// Anything else: a picture, an archive.
    Other,
}

/// What the file is that these bytes are from.
pub fn recognise(bytes: &[u8]) -> FileKind {
    if let Some(kind) = by_first_bytes(bytes) {
        return kind;
    }
    match json::read("", bytes) {
        Ok(value) => of_json(&value),
        Err(_) => FileKind::BrokenJson,
    }
}

/// The kind of a file that is no JSON; `None` where it may be.
pub(super) fn by_first_bytes(bytes: &[u8]) -> Option<FileKind> {
    let has = |needle: &[u8]| {
        let start = bytes.get(..4096).unwrap_or(bytes);
        start.windows(needle.len()).any(|window| window == needle)
    };
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    Some(match text {
        [] => FileKind::Empty,
        [b'P', b'K', 3, 4, ..] if has(b"application/vnd.oasis.opendocument") => FileKind::OpenDocument,
        [b'P', b'K', 3, 4, ..] if has(b"word/") || has(b"[Content_Types].xml") => FileKind::Word,
        [0xD0, 0xCF, 0x11, 0xE0, ..] | [b'{', b'\\', b'r', b't', b'f', ..] => FileKind::Word,
        [b'%', b'P', b'D', b'F', ..] => FileKind::Pdf,
        [b'<', ..] => FileKind::Html,
        // UTF-16, which the JSON reader names.
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return None,
        [b'{' | b'[', ..] => return None,
        [0, b'{' | b'[', ..] => return None,
        _ if has(&[0]) || bytes.len() > json::MOST_BYTES => FileKind::Other,
        _ if std::str::from_utf8(text).is_ok() => FileKind::Text,
        _ => FileKind::Other,
    })
}

/// The kind of a file that is JSON.
pub(super) fn of_json(value: &Json) -> FileKind {
    let Json::Object(members) = value else { return FileKind::OtherJson };
    let has = |name| members.contains_key(name);
    match members.get("format") {
        Some(Json::String(format)) if format == DRAFT_FORMAT => FileKind::Draft,
        Some(Json::String(format)) if format.starts_with("submission-editor/") => FileKind::Newer,
        _ if has("template") && has("answers") => FileKind::Draft,
        Some(Json::Number(_)) => FileKind::Template,
        _ if has("sections") => FileKind::Template,
        _ => FileKind::OtherJson,
    }
}
