//! Names of records: the key space is the index of the store.

use std::fmt;

use super::record::Version;
use crate::draft::{AnswerId, DraftId};

/// What every key begins with; a static host shares one storage between its apps.
pub const PREFIX: &str = "submission-editor/1/";

/// A text of a draft that changes while it is written, each with a chain of its own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TextId {
    /// The title.
    Title,
    /// An answer.
    Answer(AnswerId),
}

/// The name of a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Key {
    /// What a draft is, written once.
    Header(DraftId),
    /// One version of a text.
    Text(DraftId, TextId, Version),
    /// A template, by its digest. The version keeps one writer from writing over another's.
    Template(String, Version),
    /// When the draft was last saved as a file.
    Copy(DraftId, Version),
    /// The draft is in the bin.
    Bin(DraftId),
    /// The draft was removed for good: nothing of it is written again, and nothing is brought back.
    Erased(DraftId),
    /// Not all of the draft has been written yet.
    Unfinished(DraftId),
    /// The copy of an unreadable record whose key had to be written again.
    Quarantine(Version),
    /// Choices of the writer.
    Settings,
    /// Room kept for the last edits before the storage is full.
    Reserve,
    /// Written to see whether writing works.
    Probe(Version),
    /// The last text of a field, kept by the watchdog when the program stopped (`web/watchdog.js`).
    Emergency(String),
}

impl Key {
    /// Reads a key; `None` for one that this version does not write.
    pub fn parse(key: &str) -> Option<Self> {
        let rest = key.strip_prefix(PREFIX)?;
        let parts: Vec<&str> = rest.split('/').collect();
        let parsed = match parts.as_slice() {
            ["draft", draft] => Self::Header(DraftId::new(draft)?),
            ["draft", draft, "title", version] => {
                Self::Text(DraftId::new(draft)?, TextId::Title, Version::parse(version)?)
            }
            ["draft", draft, "answer", answer, version] => {
                let answer = AnswerId::parse(&answer.replace("%2F", "/"))?;
                Self::Text(DraftId::new(draft)?, TextId::Answer(answer), Version::parse(version)?)
            }
            ["draft", draft, "copy", version] => Self::Copy(DraftId::new(draft)?, Version::parse(version)?),
            ["template", digest, version] => Self::Template((*digest).to_owned(), Version::parse(version)?),
            ["bin", draft] => Self::Bin(DraftId::new(draft)?),
            ["erased", draft] => Self::Erased(DraftId::new(draft)?),
            ["unfinished", draft] => Self::Unfinished(DraftId::new(draft)?),
            ["aside", version] => Self::Quarantine(Version::parse(version)?),
            ["probe", version] => Self::Probe(Version::parse(version)?),
            ["emergency", name] => Self::Emergency((*name).to_owned()),
            ["settings"] => Self::Settings,
            ["reserve"] => Self::Reserve,
            _ => return None,
        };
        // Another spelling of the same name (`007`, for one) would be a second key for it.
        (parsed.to_string() == key).then_some(parsed)
    }

    /// Whether the mirror has such records too.
    pub fn is_mirrored(&self) -> bool {
        !matches!(self, Self::Reserve | Self::Probe(_) | Self::Emergency(_))
    }

    /// What all keys of a draft begin with, but also those of a draft whose id is longer.
    pub fn of_draft(draft: &DraftId) -> String {
        format!("{PREFIX}draft/{draft}")
    }

    /// What all keys of a template begin with, also where only the beginning of its digest is known.
    pub fn of_template(digest: &str) -> String {
        format!("{PREFIX}template/{digest}")
    }

    /// The draft that a key belongs to, also where the rest of it is unknown.
    pub fn draft(key: &str) -> Option<DraftId> {
        let rest = key.strip_prefix(PREFIX)?.strip_prefix("draft/")?;
        DraftId::new(rest.split('/').next()?)
    }
}

/// A revision or snapshot of a draft (see `history`): read only where the past is asked for.
pub fn is_history(key: &str) -> bool {
    let rest = key.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix("draft/"));
    let kind = rest.and_then(|rest| rest.split('/').nth(1));
    kind.is_some_and(|kind| kind == "revision" || kind == "snapshot")
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PREFIX)?;
        match self {
            Self::Header(draft) => write!(f, "draft/{draft}"),
            Self::Text(draft, TextId::Title, version) => write!(f, "draft/{draft}/title/{version}"),
            Self::Text(draft, TextId::Answer(answer), version) => {
                write!(f, "draft/{draft}/answer/{}/{version}", answer.as_str().replace('/', "%2F"))
            }
            Self::Copy(draft, version) => write!(f, "draft/{draft}/copy/{version}"),
            Self::Template(digest, version) => write!(f, "template/{digest}/{version}"),
            Self::Bin(draft) => write!(f, "bin/{draft}"),
            Self::Erased(draft) => write!(f, "erased/{draft}"),
            Self::Unfinished(draft) => write!(f, "unfinished/{draft}"),
            Self::Quarantine(version) => write!(f, "aside/{version}"),
            Self::Settings => f.write_str("settings"),
            Self::Reserve => f.write_str("reserve"),
            Self::Probe(version) => write!(f, "probe/{version}"),
            Self::Emergency(name) => write!(f, "emergency/{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_known_is_read_and_written_unchanged() {
        let known = [
            "draft/a1",
            "draft/a1/title/abcdefgh.7",
            "draft/a1/copy/abcdefgh.7",
            "draft/a1/answer/II.a/abcdefgh.7",
            "draft/a1/answer/II.a%2FC5%2Ftext/abcdefgh.7",
            "template/0123abcd/abcdefgh.3",
            "bin/a1",
            "erased/a1",
            "unfinished/a1",
            "aside/abcdefgh.3",
            "settings",
            "emergency/lx3k2",
        ];
        for key in known {
            let key = format!("{PREFIX}{key}");
            assert_eq!(Key::parse(&key).map(|key| key.to_string()), Some(key.clone()), "{key}");
        }
    }

    #[test]
    fn a_key_of_another_kind_is_unknown() {
        let unknown = [
            "",
            "draft/",
            "draft/A1",
            "draft/a1/answer/II.a/abcdefgh.07",
            "draft/a1/answer/II.a%2f1/abcdefgh.7",
            "draft/a1/answer/II.a/abcdefgh",
            "draft/a1/answer/é/abcdefgh.1",
            "draft/a1/answer/II.a/abcdefgh.99999999999999999999999",
            "drafts",
        ];
        for key in unknown {
            assert_eq!(Key::parse(&format!("{PREFIX}{key}")), None, "{key}");
        }
        assert_eq!(Key::parse("settings"), None);
    }
}
